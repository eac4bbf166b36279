"""Reorganisation: a registration stays its participant's; what waits at an ended office waits at the next one."""

from collections.abc import Iterator

from campaign_portal.foundation.ledger import Ledger
from emulation.people.reorganization import offices_of, where_offices_go
from emulation.registrations.models import Registration
from emulation.territory.reorganization import Line, Plan, Weight, line
from emulation.territory.selectors.ground import in_parts

State = Registration.State


def _waiting(plan: Plan, offices: list[int]) -> list[Registration]:
    rows = Registration.objects.filter(state__in=[State.SUBMITTED, State.RETURNED, State.DRAFT, State.WITH_LEADER])
    return list(in_parts(rows.select_related("party").order_by("pk"), "receiver", offices))


class Registrations:
    key = "registrations"
    title = "Đăng ký thi đua"

    def touched(self, plan: Plan) -> Iterator[Line]:
        rows = Registration.objects.exclude(state=State.ACCEPTED).select_related("party").order_by("pk")
        own = list(in_parts(rows, "unit", plan.ended))
        yield from line(
            Weight.ASK,
            "đăng ký chưa được nhận: dừng lại với đơn vị cũ, đơn vị mới đăng ký lại nếu còn hạn",
            [r for r in own if r.state != State.SUBMITTED],
        )
        yield from line(
            Weight.ASK, "đăng ký đã nộp, chưa nhận: xin nhận trước", [r for r in own if r.state == State.SUBMITTED]
        )
        ended = offices_of(plan)
        goes = where_offices_go(plan, ended).keys() | plan.change.offices.keys()
        yield from line(
            Weight.CHANGE,
            "đăng ký gửi cơ quan kết thúc, chuyển cho cơ quan kế tiếp nhận",
            _waiting(plan, [office.pk for office in ended if office.pk in goes]),
        )

    def apply(self, plan: Plan, ledger: Ledger) -> None:
        found = {r.pk: r.receiver_id for r in _waiting(plan, list(plan.offices)) if r.receiver_id}
        ledger.put_each(Registration, "receiver_id", {pk: plan.offices[o] for pk, o in found.items()}, found)


SECTION = Registrations()
