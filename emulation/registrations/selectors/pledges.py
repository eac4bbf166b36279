"""Questions about pledges of several parties."""

from dataclasses import dataclass

from campaign_portal.foundation.errors import Problem
from emulation.people.models import Party
from emulation.registrations.models import Pledge, PledgeLine, PledgeParty


@dataclass(frozen=True)
class PledgeSheet:
    """A pledge as it stands on page and paper. Two statements."""

    pledge: Pledge
    parties: list[PledgeParty]
    lines: list[PledgeLine]

    @property
    def common(self) -> list[PledgeLine]:
        """What all of them promise."""
        return [line for line in self.lines if line.party_id is None]

    def own(self, party: PledgeParty) -> list[PledgeLine]:
        return [line for line in self.lines if line.party_id == party.pk]


def sheet_of(pledge: Pledge) -> PledgeSheet:
    return PledgeSheet(
        pledge, list(pledge.parties.select_related("party__unit", "party__office")), list(pledge.lines.all())
    )


def lacks_signatures(pledge: Pledge) -> list[Problem]:
    """Guard of signing: what is promised, and who signs for each."""
    sheet = sheet_of(pledge)
    found = []
    if not sheet.lines and not pledge.text:
        found.append(Problem("Giao ước chưa có nội dung nào."))
    unsigned = [row.party.name for row in sheet.parties if not row.signer_name]
    if unsigned:
        found.append(Problem(f"Chưa ghi người ký của: {', '.join(unsigned)}."))
    if not pledge.place:
        found.append(Problem("Chưa ghi nơi ký."))
    return found


def represents(row: PledgeParty) -> str:
    """ "Ủy ban nhân dân xã Tả Van": whom a signer signs for."""
    party = row.party
    if party.kind == Party.Kind.UNIT and party.unit.level != "hamlet":
        return f"Ủy ban nhân dân {party.unit.title}"
    return party.unit.opening_title if party.kind == Party.Kind.UNIT else party.name
