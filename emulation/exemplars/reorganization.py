"""Reorganisation: no story moves. What is not published yet of a unit that ends is named."""

from collections.abc import Iterator

from campaign_portal.foundation.ledger import Ledger
from emulation.exemplars.models import Exemplar
from emulation.territory.reorganization import Line, Plan, Weight, line
from emulation.territory.selectors.ground import in_parts


class Exemplars:
    key = "exemplars"
    title = "Gương, mô hình, sáng kiến"

    def touched(self, plan: Plan) -> Iterator[Line]:
        rows = Exemplar.objects.exclude(state__in=[Exemplar.State.PUBLISHED, Exemplar.State.REMOVED]).order_by("pk")
        yield from line(
            Weight.ASK,
            "bài chưa công bố của đơn vị kết thúc: xin duyệt trước, sau đó không ai sửa được",
            in_parts(rows, "unit", plan.ended),
        )

    def apply(self, plan: Plan, ledger: Ledger) -> None:
        """Nothing is written."""


SECTION = Exemplars()
