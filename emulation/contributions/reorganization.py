"""Reorganisation: no gift moves. What an ended unit received stays in its book; unconfirmed gifts are named."""

from collections.abc import Iterator

from campaign_portal.foundation.ledger import Ledger
from emulation.contributions.models import Contribution
from emulation.territory.reorganization import Line, Plan, Weight, line
from emulation.territory.selectors.ground import in_parts


class Contributions:
    key = "contributions"
    title = "Đóng góp"

    def touched(self, plan: Plan) -> Iterator[Line]:
        rows = Contribution.objects.standing().filter(confirmed_on__isnull=True).select_related("donor").order_by("pk")
        yield from line(
            Weight.ASK,
            "đóng góp chưa xác nhận của đơn vị kết thúc: xin xác nhận trước, sau đó không ai xác nhận được",
            in_parts(rows, "unit", plan.ended),
        )

    def apply(self, plan: Plan, ledger: Ledger) -> None:
        """Nothing is written."""


SECTION = Contributions()
