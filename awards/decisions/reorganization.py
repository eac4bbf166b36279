"""Reorganisation: a decision is issued by the authority that drafted it, or its draft is given up before."""

from collections.abc import Iterator

from awards.decisions.models import AwardDecision
from campaign_portal.foundation.ledger import Ledger
from emulation.territory.reorganization import Line, Plan, Weight, line
from emulation.territory.selectors.ground import in_parts


class Decisions:
    key = "decisions"
    title = "Quyết định khen thưởng"

    def touched(self, plan: Plan) -> Iterator[Line]:
        rows = AwardDecision.objects.select_related("authority").order_by("pk")
        drafts = in_parts(rows.filter(state__in=AwardDecision.OPEN), "unit", plan.ended)
        yield from line(
            Weight.MUST,
            "dự thảo quyết định của cơ quan kết thúc: xin ban hành hoặc bỏ dự thảo trước",
            [f"{decision} của {decision.authority}" for decision in drafts],
        )
        issued = in_parts(rows.filter(state__in=AwardDecision.FINAL), "unit", plan.ended)
        yield from line(Weight.KEEP, "quyết định đã ban hành giữ nguyên, đơn vị kế tiếp đọc được", issued)

    def apply(self, plan: Plan, ledger: Ledger) -> None:
        """Nothing is written: what was issued never changes."""


SECTION = Decisions()
