"""What a participant gave and whom it helped in a campaign, and what it was proposed for and awarded, ever."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from awards.decisions import permissions as decisions
from awards.decisions.models import AwardDecision
from awards.decisions.selectors.lists import awards_in_force
from awards.dossiers import permissions as dossiers
from awards.dossiers.models import Dossier
from awards.dossiers.selectors.history import EarlierAward, earlier_awards
from awards.proposals import permissions as upwards
from awards.proposals.models import ProposedAward
from awards.proposals.selectors import proposed_of
from campaign_portal.foundation import vietnamese
from campaign_portal.shell.participant.lines import Line, Part
from emulation.campaigns.models import Campaign
from emulation.contributions import permissions as gifts
from emulation.contributions.models import Contribution
from emulation.contributions.selectors import donors
from emulation.contributions.selectors.donors import CampaignTotal
from emulation.households import permissions as households
from emulation.households.models import Support
from emulation.households.selectors import helpers
from emulation.households.selectors.helpers import Line as Help
from emulation.people.models import Party

A_FEW = 50  # of one part; the whole is a page of its own


def contributed(user: Any, campaign: Campaign, party: Party) -> Part:
    """Its gifts to the campaign, confirmed and not; loans apart."""
    found = Contribution.objects.visible_to(user).filter(campaign=campaign, donor=party).standing()
    may_open = gifts.SEE.holds(user)
    totals = donors.totals_by_campaign(found)
    lines = tuple(
        Line(
            gift.purpose,
            f"{vietnamese.day(gift.given_on)}, {gift.get_kind_display()}",
            vietnamese.money(gift.value_vnd) if gift.value_vnd else "",
            ("ok", "Đã xác nhận") if gift.confirmed_on else ("wait", "Chưa có giấy"),
            reverse("contributions:page", args=[gift.pk]) if may_open else "",
        )
        for gift in found.order_by("-given_on", "-pk")[:A_FEW]
    )
    more = ("Mọi phong trào", reverse("contributions:donor", args=[party.pk])) if lines and may_open else None
    total = totals[0] if totals else None
    sign = "ok" if total and total.confirmed_vnd else ""
    return Part("dong-gop", "Đã đóng góp", _gave(total), "Chưa ghi đóng góp nào.", lines, sign, more)


def _gave(total: CampaignTotal | None) -> str:
    if total is None:
        return "chưa ghi"
    if total.confirmed_vnd:
        return vietnamese.money(total.confirmed_vnd)
    if total.unconfirmed_vnd:
        return f"{vietnamese.money(total.unconfirmed_vnd)}, chưa có giấy"
    return f"{total.count} lượt"


def helped(user: Any, campaign: Campaign, party: Party) -> Part:
    """Whom it helps, and who helps it: of a household by whoever may read its name."""
    mine = Q(helper=party)
    to_it = Q(household__party=party)
    if party.kind == Party.Kind.UNIT:
        to_it = Q(household__isnull=True, unit=party.unit)
    rows = Support.objects.visible_to(user).standing().filter(mine | to_it, year__in=campaign.years)
    found = helpers.lines_of(rows.order_by("-year", "pk")[:A_FEW])
    may_open = households.LOOK.holds(user)
    given = [line for line in found if line.support.helper_id == party.pk]
    confirmed = sum(line.support.outcome == Support.Outcome.ESCAPED_STABLE_WORK for line in given)
    said = "chưa ghi"
    if given:
        of_households = len({line.support.household_id for line in given if line.support.household_id})
        of_places = len({line.support.unit_id for line in given if not line.support.household_id})
        said = ", ".join(
            filter(
                None,
                (
                    f"giúp {of_households} hộ" if of_households else "",
                    f"{confirmed} hộ thoát nghèo có giấy" if confirmed else "",
                    f"giúp {of_places} địa bàn" if of_places else "",
                ),
            )
        )
    elif found:
        said = f"được {len({line.support.helper_id for line in found})} nơi giúp"
    lines = tuple(_help(line, party, may_open) for line in found)
    return Part("giup-do", "Giúp đỡ", said, "Chưa ghi việc giúp đỡ nào.", lines, "ok" if confirmed else "")


def _help(line: Help, party: Party, may_open: bool) -> Line:
    support = line.support
    gives = support.helper_id == party.pk
    text = f"Giúp {support.household or support.unit.title}" if gives else f"Được {support.helper} giúp"
    notes = f"{line.note_count} việc đã ghi" if line.note_count else ""
    outcome = support.get_outcome_display() if support.household_id else ""
    register = ""
    if line.found is not None:
        register = f"sổ hộ: {line.found.get_poverty_class_display()} năm {line.found.year}"
    fact = "; ".join(filter(None, (support.deed, outcome, register, notes)))
    value = vietnamese.money(line.value_vnd) if line.value_vnd else ""
    pill = ("wait", "Sổ hộ khác") if line.says_otherwise else None
    url = reverse("households:support", args=[support.pk]) if may_open else ""
    return Line(text, f"năm {support.year}; {fact}", value, pill, url)


PILLS = {
    Dossier.State.AWARDED: "ok",
    Dossier.State.PASSED: "ok",
    Dossier.State.RETURNED: "wait",
    Dossier.State.DECLINED: "bad",
    Dossier.State.NOT_PASSED: "bad",
}


def awarded(user: Any, campaign: Campaign, party: Party) -> Part:
    """The dossiers of the campaign that this person may read, then every award it holds."""
    proposed = Dossier.objects.visible_to(user).filter(party=party, submission__campaign=campaign)
    may_open = dossiers.SEE.holds(user)
    lines = [
        Line(
            f"Đề nghị {dossier.award_form.name_for(dossier.submission.authority.unit.title)}",
            f"đợt {dossier.submission.round}",
            "",
            (PILLS.get(Dossier.State(dossier.state), "now"), _opening(dossier.get_state_display())),
            reverse("dossiers:dossier", args=[dossier.pk]) if may_open else "",
        )
        for dossier in proposed.select_related("award_form", "submission__authority__unit").order_by("-pk")[:A_FEW]
    ]
    if upwards.SEE.holds(user):
        lines += [_proposed(line) for line in proposed_of(user, party.pk, campaign)]
    held = earlier_awards([party.pk]).get(party.pk, [])
    urls = _decisions(user, party) if decisions.SEE.holds(user) else {}
    lines += [_award(award, urls) for award in held]
    said = f"{len(held)} lần được khen" if held else "đang đề nghị" if lines else "chưa được khen"
    sign = "ok" if held else "now" if lines else ""
    return Part("khen-thuong", "Khen thưởng", said, "Chưa có hồ sơ, chưa được khen.", tuple(lines), sign)


def _decisions(user: Any, party: Party) -> dict[int | None, str]:
    """Dossier → the address of its decision, where this person may open it."""
    seen = AwardDecision.objects.visible_to(user).values("pk")
    rows = awards_in_force([party.pk]).filter(decision__in=seen)
    return {award.dossier_id: reverse("decisions:decision", args=[award.decision_id]) for award in rows}


def _award(award: EarlierAward, urls: dict[int | None, str]) -> Line:
    fact = "; ".join(filter(None, (award.decision, award.achievement)))
    url = urls.get(award.dossier_id, "") if award.dossier_id else award.url
    return Line(award.award_name, fact, f"năm {award.year}", ("ok", "Đã khen"), url)


def _proposed(line: ProposedAward) -> Line:
    """What the superior was asked for, and what he answered (S3 V.1)."""
    proposal = line.proposal
    letter = f"tờ trình {proposal.letter_number}" if proposal.letter_number else "tờ trình đang soạn"
    answer = f"quyết định {proposal.answer_number}" if proposal.answer_number else ""
    sign = {"awarded": "ok", "refused": "bad"}.get(line.outcome, "now")
    return Line(
        f"Đề nghị {proposal.addressee} tặng {proposal.award_form.short_name}",
        "; ".join(filter(None, (letter, answer))),
        "",
        (sign, _opening(ProposedAward.Outcome(line.outcome).label)),
        reverse("proposals:page", args=[proposal.pk]),
    )


def _opening(text: str) -> str:
    return text[:1].upper() + text[1:]
