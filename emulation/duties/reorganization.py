"""Reorganisation: what an ended unit still owed (decision 0045).

A dated duty not yet due is owed by the successor instead, once for each deadline, however many units went into it. What
was overdue on the day stays missing for good: it is part of the time before. What arose from an arrival or a return
follows the office that goes on with the work.
"""

from collections.abc import Iterator

from django.db.models import Q

from campaign_portal.foundation import clock
from campaign_portal.foundation.ledger import Ledger
from emulation.duties.models import Duty
from emulation.people.models import Function, Office
from emulation.territory.models import Unit
from emulation.territory.reorganization import Line, Plan, Weight, line
from emulation.territory.selectors.ground import in_parts

GOING_ON = "awards."
RECEIVED = ("emulation.Registration:", "reporting.Report:")


def _open(plan: Plan) -> list[Duty]:
    """The open duties of ended units and of their offices."""
    rows = Duty.objects.open().select_related("unit", "office").order_by("pk")
    return list(in_parts(rows, "unit", plan.ended))


def _follows(duty: Duty) -> bool:
    """A plan's duty is owed by whoever comes after. One that arose from a record goes on only where the record does:
    dossiers do, and what an office received; what an ended participant had to mend does not."""
    if duty.deadline_key or duty.object_key.startswith(GOING_ON):
        return True
    return duty.office_id is not None and duty.kind != Duty.Kind.AMENDMENT and duty.object_key.startswith(RECEIVED)


def _is_overdue(duty: Duty, plan: Plan) -> bool:
    return bool(duty.deadline_key) and duty.due_on < plan.on


class Duties:
    key = "duties"
    title = "Việc phải làm"

    def touched(self, plan: Plan) -> Iterator[Line]:
        waiting = _open(plan)
        yield from line(
            Weight.KEEP,
            "việc có hạn trước ngày sắp xếp: vẫn của đơn vị cũ, không nộp thì ghi là chưa nộp",
            [d for d in waiting if _is_overdue(d, plan)],
        )
        still = [duty for duty in waiting if not _is_overdue(duty, plan)]
        yield from line(
            Weight.CHANGE,
            "việc đang mở chuyển cho đơn vị mới, cùng hạn",
            [duty for duty in still if self._has_heir(duty, plan)],
        )
        yield from line(
            Weight.ASK,
            "việc đang mở thôi không phải làm, chưa có nơi nhận; xin giao lại",
            [duty for duty in still if not self._has_heir(duty, plan)],
        )

    def _has_heir(self, duty: Duty, plan: Plan) -> bool:
        if not _follows(duty):
            return False
        if duty.office is None:
            return duty.unit_id in plan.whole_to
        own = duty.office.function != Function.PARTICIPANT and duty.unit_id in plan.whole_to
        return own or duty.office_id in plan.change.offices

    def apply(self, plan: Plan, ledger: Ledger) -> None:
        waiting = [duty for duty in _open(plan) if not _is_overdue(duty, plan)]
        now = clock.business_now()
        ledger.put_each(
            Duty, "cancelled_at", dict.fromkeys((d.pk for d in waiting), now), dict.fromkeys(d.pk for d in waiting)
        )
        notes = {duty.pk: duty.note for duty in waiting}
        told = f"Thôi theo {plan.reason}."
        ledger.put_each(Duty, "note", {pk: f"{note}\n{told}".strip() for pk, note in notes.items()}, notes)
        self._hand_over(waiting, plan, ledger)
        self._readdress(plan, ledger)

    def _hand_over(self, waiting: list[Duty], plan: Plan, ledger: Ledger) -> None:
        heirs = self._heirs(waiting, plan)
        fresh: dict[tuple, Duty] = {}
        for duty in waiting:
            unit, office = heirs.get(duty.pk, (None, None))
            if unit is None:
                continue
            key = (duty.kind, duty.campaign_key, duty.deadline_key, duty.object_key, duty.period, unit.pk, office)
            fresh.setdefault(
                key,
                Duty(
                    **Duty.ancestors_of(unit),
                    kind=duty.kind,
                    title=duty.title,
                    period=duty.period,
                    office_id=office,
                    receiver_id=duty.receiver_id,
                    opens_on=duty.opens_on,
                    due_on=duty.due_on,
                    due_text=duty.due_text,
                    campaign_key=duty.campaign_key,
                    deadline_key=duty.deadline_key,
                    object_key=duty.object_key,
                    obligatory=duty.obligatory,
                ),
            )
        there = set(
            in_parts(
                Duty.objects.exclude(deadline_key="").values_list(
                    "campaign_key", "deadline_key", "unit_id", "office_id", "period"
                ),
                "unit",
                {duty.unit_id for duty in fresh.values()},
            )
        )
        ledger.make(
            Duty,
            (
                d
                for d in fresh.values()
                if (d.campaign_key, d.deadline_key, d.unit_id, d.office_id, d.period) not in there
            ),
        )

    def _heirs(self, waiting: list[Duty], plan: Plan) -> dict[int, tuple[Unit, int | None]]:
        """Of each duty the unit and the office that owe it now."""
        offices = dict.fromkeys(plan.offices[d.office_id] for d in waiting if d.office_id in plan.offices)
        unit_of = dict(in_parts(Office.objects.values_list("pk", "unit_id"), "pk", offices))
        whole = {d.unit_id: plan.row(plan.whole_to[d.unit_id]) for d in waiting if d.unit_id in plan.whole_to}
        units = {u.pk: u for u in in_parts(Unit.objects.all(), "pk", {*unit_of.values(), *whole.values()})}
        found: dict[int, tuple[Unit, int | None]] = {}
        for duty in waiting:
            if not _follows(duty):
                continue
            if duty.office_id is None and duty.unit_id in whole:
                found[duty.pk] = units[whole[duty.unit_id]], None
            elif duty.office_id in plan.offices:
                office = plan.offices[duty.office_id]
                found[duty.pk] = units[unit_of[office]], office
        return found

    def _readdress(self, plan: Plan, ledger: Ledger) -> None:
        """Others' open duties towards an ended office are owed to the one that goes on."""
        rows = Duty.objects.open().filter(Q(receiver__isnull=False)).values_list("pk", "receiver_id")
        found = dict(in_parts(rows, "receiver", plan.offices))
        ledger.put_each(Duty, "receiver_id", {pk: plan.offices[office] for pk, office in found.items()}, found)


SECTION = Duties()
