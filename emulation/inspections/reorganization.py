"""Reorganisation: no inspection moves. What is still to be mended by a unit that ends is named."""

from collections.abc import Iterator

from campaign_portal.foundation.ledger import Ledger
from emulation.inspections.models import Inspection
from emulation.territory.reorganization import Line, Plan, Weight, line
from emulation.territory.selectors.ground import in_parts


class Inspections:
    key = "inspections"
    title = "Kiểm tra, giám sát"

    def touched(self, plan: Plan) -> Iterator[Line]:
        rows = Inspection.objects.filter(state__in=[Inspection.State.PLANNED, Inspection.State.RECORDED])
        yield from line(
            Weight.ASK,
            "cuộc kiểm tra chưa kết thúc ở đơn vị kết thúc: xin khép trước",
            in_parts(rows.select_related("party").order_by("pk"), "unit", plan.ended),
        )

    def apply(self, plan: Plan, ledger: Ledger) -> None:
        """Nothing is written."""


SECTION = Inspections()
