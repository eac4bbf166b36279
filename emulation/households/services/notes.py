"""What a helper did, day by day. Notes are only added: a correction is a new one, the old one stays with the reason."""

import datetime as dt

from django.db import transaction

from campaign_portal.foundation import audit, clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.households.models import Support, SupportNote
from emulation.households.services.support import held, said

MOST_VND = 10_000_000_000  # of one deed for one household or place; above that a digit slipped


def add_note(
    support: Support, *, on: dt.date, kind: str, what: str, value_vnd: int | None = None, by: User | None
) -> SupportNote:
    """What was done on a day; `value_vnd` where it has a worth. Refuses a day to come or outside the assignment."""
    with transaction.atomic():
        support = held(support, by)
        note = _checked(support, on, kind, what, value_vnd, by)
        note.save()
        audit.record("ghi việc đã giúp", support, by=by, after=_told(note))
    return note


def correct_note(
    note: SupportNote,
    *,
    on: dt.date,
    kind: str,
    what: str,
    value_vnd: int | None = None,
    reason: str,
    by: User | None,
) -> SupportNote:
    """Another note in place of this one, for a reason."""
    with transaction.atomic():
        support = held(note.support, by)
        old = _standing(note)
        why = said(reason, "ghi nhầm số tiền")
        new = _checked(support, on, kind, what, value_vnd, by)
        was, now = audit.changes(_told(old), _told(new))
        if not was and not now:
            raise Refused("Chưa đổi gì so với đã ghi; xin sửa ô cần sửa rồi lưu.")
        new.replaces = old
        _withdrawn(old, why)
        new.save()
        audit.record("sửa việc đã giúp", support, by=by, before=was, after=now, reason=why)
    return new


def withdraw_note(note: SupportNote, *, reason: str, by: User | None) -> SupportNote:
    """Take back what was written down wrongly or never happened."""
    with transaction.atomic():
        support = held(note.support, by)
        old = _withdrawn(_standing(note), said(reason, "ghi hai lần"))
        audit.record("rút việc đã giúp", support, by=by, before=_told(old), reason=old.withdrawal_reason)
    return old


def _standing(note: SupportNote) -> SupportNote:
    note = SupportNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if note.withdrawn_on:
        raise Refused(f"Dòng này đã sửa hoặc rút ngày {vietnamese.day(note.withdrawn_on)}: {note.withdrawal_reason}.")
    return note


def _withdrawn(note: SupportNote, reason: str) -> SupportNote:
    note.withdrawn_on, note.withdrawal_reason = clock.today(), reason
    note.save(update_fields=["withdrawn_on", "withdrawal_reason"])
    return note


def _checked(
    support: Support, on: dt.date, kind: str, what: str, value_vnd: int | None, by: User | None
) -> SupportNote:
    wrong = []
    starts, ends = support.starts_on, support.ends_on
    if on > clock.today():
        wrong.append(Problem(f"Ngày {vietnamese.day(on)} chưa tới; việc chưa làm thì chưa ghi.", field="on"))
    elif starts and on < starts:
        says = f"Ngày {vietnamese.day(on)} trước ngày được phân công, {vietnamese.day(starts)}; xin sửa lại."
        wrong.append(Problem(says, field="on"))
    elif ends and on > ends:
        says = f"Ngày {vietnamese.day(on)} sau ngày thôi giúp, {vietnamese.day(ends)}; xin sửa lại."
        wrong.append(Problem(says, field="on"))
    elif not starts and on.year < support.year:
        wrong.append(Problem(f"Ngày {vietnamese.day(on)} trước năm phân công, {support.year}.", field="on"))
    if kind not in SupportNote.Kind.values:
        wrong.append(Problem("Xin chọn loại việc trong danh sách.", field="kind"))
    if not what.strip():
        wrong.append(Problem("Xin ghi đã làm gì, ví dụ: cho hai con lợn giống.", field="what"))
    if value_vnd == 0:
        wrong.append(Problem("Việc không có giá trị bằng tiền thì để trống ô giá trị.", field="value_vnd"))
    if value_vnd is not None and value_vnd > MOST_VND:
        wrong.append(Problem(f"{vietnamese.money(value_vnd)} cho một việc? Xin kiểm tra lại.", field="value_vnd"))
    refuse_if_any(wrong)
    text = fitting(what, 300, "Đã làm gì", field="what")
    return SupportNote(support=support, on=on, kind=kind, told=text, value_vnd=value_vnd, recorded_by=by)


def _told(note: SupportNote) -> dict[str, object]:
    return {"on": note.on, "kind": note.kind, "told": note.told, "value": note.value_vnd}
