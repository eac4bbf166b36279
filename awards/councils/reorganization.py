"""Reorganisation: a session that is planned at an ended unit is held, or called off, before."""

from collections.abc import Iterator

from awards.councils.models import CouncilSession
from campaign_portal.foundation.ledger import Ledger
from emulation.territory.reorganization import Line, Plan, Weight, line
from emulation.territory.selectors.ground import in_parts


class Councils:
    key = "councils"
    title = "Hội đồng"

    def touched(self, plan: Plan) -> Iterator[Line]:
        rows = CouncilSession.objects.filter(state=CouncilSession.State.PLANNED).order_by("pk")
        yield from line(
            Weight.MUST,
            "phiên họp hội đồng chưa kết thúc: xin kết thúc hoặc ghi không họp",
            in_parts(rows, "unit", plan.ended),
        )

    def apply(self, plan: Plan, ledger: Ledger) -> None:
        """Nothing is written: what was decided stays with the council that decided it."""


SECTION = Councils()
