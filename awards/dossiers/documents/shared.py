"""What the papers of a submission have in common: names, groups, the campaign in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from awards.dossiers import rules, selectors
from awards.dossiers.models import Dossier, Submission
from campaign_portal.foundation import numbers, paper, vietnamese
from emulation.campaigns.models import Campaign, ParticipantClass
from emulation.people.models import Function, Office, Party
from emulation.territory.models import Level

DEMO_NOTICE = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ"
Nature = ParticipantClass.Nature
IN_ORDER = (Nature.COLLECTIVE, Nature.HOUSEHOLD, Nature.INDIVIDUAL)  # awards-law (c), annex list
GROUP_NAMES = {Nature.COLLECTIVE: "Tập thể", Nature.HOUSEHOLD: "Hộ gia đình", Nature.INDIVIDUAL: "Cá nhân"}


@dataclass(frozen=True)
class Group:
    """The nominees of one nature, in the order of the list."""

    nature: Nature
    dossiers: tuple[Dossier, ...]

    @property
    def counted(self) -> str:
        """ "01 tập thể"."""
        return f"{numbers.shown(len(self.dossiers))} {self.nature.label}"


def groups_of(dossiers: Iterable[Dossier]) -> list[Group]:
    """Collectives, households, individuals; a nature that nobody has is left out. Within one, by class, then name."""
    listed = list(dossiers)
    found = []
    for nature in IN_ORDER:
        of_nature = [dossier for dossier in listed if dossier.participant_class.nature == nature]
        key = vietnamese.person_sort_key if nature == Nature.INDIVIDUAL else vietnamese.sort_key
        of_nature.sort(key=lambda d: (d.participant_class.position, key(d.party.name)))
        if of_nature:
            found.append(Group(nature, tuple(of_nature)))
    return found


def counted(groups: Iterable[Group]) -> str:
    """ "01 tập thể, 01 hộ gia đình và 02 cá nhân"."""
    parts = [group.counted for group in groups]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} và {parts[-1]}"


def counted_natures(dossiers: Iterable[Dossier]) -> str:
    """ "1 tập thể, 1 hộ gia đình, 2 cá nhân", on a screen."""
    return ", ".join(f"{len(group.dossiers)} {group.nature.label}" for group in groups_of(dossiers))


def campaign_words(campaign: Campaign) -> str:
    """ "phong trào thi đua “…” năm 2020"."""
    years = (
        f"năm {campaign.starts_on.year}"
        if campaign.starts_on.year == campaign.ends_on.year
        else f"giai đoạn {campaign.starts_on.year} - {campaign.ends_on.year}"
    )
    return f"phong trào thi đua “{campaign.name}” {years}"


def award_name(submission: Submission) -> str:
    """ "Giấy khen của Chủ tịch Ủy ban nhân dân thị xã Sa Pa"."""
    return submission.route.award_form.name_for(submission.authority.unit.title)


def authority_name(submission: Submission) -> str:
    """Who decides: the chairman, not the committee (Luật 06/2022 Đ79.4, Đ80)."""
    return f"Chủ tịch {submission.authority.name}"


def issuer_of(office: Office) -> paper.Issuer:
    """A committee has no body above it in its head; an office has (NĐ 30 PL I II.2)."""
    if office.function == Function.LEADERSHIP:
        return paper.Issuer(f"Ủy ban nhân dân\n{office.unit.title}")
    return paper.Issuer(
        office.name.removesuffix(f" {office.unit.title}"), superior=f"Ủy ban nhân dân {office.unit.title}"
    )


def signer_of(submission: Submission, *, fallback: str = "Chủ tịch") -> paper.Signer:
    """Who signed the submission; before it is signed, the place for it."""
    for_committee = submission.proposer.function == Function.LEADERSHIP
    lines = rules.signing_lines(submission.signer_title or fallback, for_committee=for_committee)
    return paper.Signer(lines, name=submission.signer_name)


def seat_of(party: Party) -> str:
    """Where a nominee sits or lives: "thôn Tả Van Mông, xã Tả Van, thị xã Sa Pa"."""
    if party.address:
        return party.address
    unit = party.unit
    above = [unit.title] if party.kind != Party.Kind.UNIT else []
    while unit.parent is not None and unit.level != Level.DISTRICT:
        unit = unit.parent
        above.append(unit.title)
    return ", ".join(above)


def detail_of(party: Party) -> str:
    """Post and place, or place alone."""
    return ", ".join(part for part in (party.position, seat_of(party)) if part)


def name_of(party: Party) -> str:
    """A nominee's name in a list."""
    return party.name if party.kind == Party.Kind.PERSON else selectors.opening_title(party)


def held_before(awards: Iterable[selectors.EarlierAward]) -> str:
    """Earlier awards in one cell."""
    return "; ".join(
        f"{award.year}: {award.award_name}{f' ({award.decision})' if award.decision else ''}" for award in awards
    )
