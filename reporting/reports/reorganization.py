"""Reorganisation: reports stay their participant's; those on their way to an ended office reach the next one."""

from collections.abc import Iterator

from campaign_portal.foundation.ledger import Ledger
from emulation.people.reorganization import offices_of, where_offices_go
from emulation.territory.reorganization import Line, Plan, Weight, line
from emulation.territory.selectors.ground import in_parts
from reporting.reports.models import Report


def _waiting(plan: Plan, offices: list[int]) -> list[Report]:
    rows = Report.objects.exclude(state=Report.State.ACCEPTED).select_related("party").order_by("pk")
    return list(in_parts(rows, "receiver", offices))


class Reports:
    key = "reports"
    title = "Báo cáo"

    def touched(self, plan: Plan) -> Iterator[Line]:
        rows = Report.objects.select_related("party").order_by("pk")
        own = list(in_parts(rows, "unit", plan.ended))
        yield from line(
            Weight.KEEP, "báo cáo đã nộp giữ nguyên, đơn vị kế tiếp đọc được", [r for r in own if r.was_sent]
        )
        yield from line(
            Weight.ASK,
            "báo cáo đang soạn: dừng lại với đơn vị cũ, đơn vị mới báo cáo kỳ chưa đến hạn",
            [r for r in own if r.state not in Report.SENT],
        )
        ended = offices_of(plan)
        goes = where_offices_go(plan, ended).keys() | plan.change.offices.keys()
        yield from line(
            Weight.CHANGE,
            "báo cáo gửi cơ quan kết thúc, chuyển cho cơ quan kế tiếp nhận",
            _waiting(plan, [office.pk for office in ended if office.pk in goes]),
        )

    def apply(self, plan: Plan, ledger: Ledger) -> None:
        found = {report.pk: report.receiver_id for report in _waiting(plan, list(plan.offices))}
        ledger.put_each(Report, "receiver_id", {pk: plan.offices[o] for pk, o in found.items()}, found)


SECTION = Reports()
