"""What a unit's own plan sets itself (S2 IV.1, S3 I.2), and what was done for a task of the plan (S3 V.4)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import audit, clock, files, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.duties import permissions, rules
from emulation.duties.models import Duty, DutyLine, Fulfillment
from emulation.duties.services.owing import OLDEST_PAPER, fulfil

MOST_LINES = 200
Kind = DutyLine.Kind


@dataclass(frozen=True)
class Told:
    """One line as it was typed. `done_on` only of a deed; `quantity` in the line's own unit, None if not told."""

    text: str
    heading: str = ""
    quantity: Decimal | None = None
    unit_of_measure: str = ""
    done_on: dt.date | None = None


def save_line(duty: Duty, told: Told, *, by: User, scan: File | None = None, line: DutyLine | None = None) -> DutyLine:
    """Write a line down, or mend one of this duty's; its paper stays unless another scan is brought.

    Lines may be told before and after the duty is done. Refuses another's duty, a duty without lines, a deed without a
    day or on a day to come, and a quantity without its unit.
    """
    with transaction.atomic():
        duty = _own(duty, by)
        kind = Kind(rules.PLAIN_PAPERS[duty.kind].lines)
        if line is None and duty.lines.count() >= MOST_LINES:
            raise Refused(f"Việc này đã có {MOST_LINES} dòng; xin gộp những dòng giống nhau.")
        row = DutyLine(duty=duty, kind=kind) if line is None else duty.lines.get(pk=line.pk)
        before = _said(row) if row.pk else {}
        refuse_if_any(_wrong(duty, kind, told))
        row.text = fitting(told.text, 300, "Nội dung", field="text")
        row.heading = fitting(told.heading, 80, "Lĩnh vực, hình thức", field="heading")
        row.quantity = told.quantity
        row.unit_of_measure = fitting(told.unit_of_measure, 40, "Đơn vị tính", field="unit_of_measure")
        row.done_on = told.done_on if kind == Kind.DEED else None
        row.recorded_by = by
        if scan:
            row.paper = files.store_scan(scan, owner=duty, by=by, title=row.text[:120], field="scan")
        row.save()
        was, now = audit.changes(before, _said(row))
        if now:
            action = f"{'sửa' if before else 'ghi'} {kind.label}"
            audit.record(action, duty, by=by, before=was, after=now)
    return row


def drop_line(line: DutyLine, *, by: User) -> None:
    """Take a line away that was written by mistake; the trail keeps what it said."""
    with transaction.atomic():
        duty = _own(line.duty, by)
        row = duty.lines.select_for_update().filter(pk=line.pk).first()
        if row is None:
            raise Refused("Dòng này đã được bỏ trước đó.")
        audit.record(f"bỏ {row.get_kind_display()}", duty, by=by, before=_said(row))
        row.delete()


def tell_done(duty: Duty, *, by: User) -> Fulfillment:
    """A task whose deeds are told is done, without a paper of its own. Refuses one for which nothing was told."""
    with transaction.atomic():
        duty = _own(duty, by)
        if Fulfillment.objects.filter(duty=duty).exists():
            raise Refused("Việc này đã được ghi nhận trước đó. Xin tải lại trang để xem.")
        told = duty.lines.filter(kind=Kind.DEED).count()
        if not told:
            raise Refused("Chưa ghi việc đã làm nào; xin ghi ít nhất một việc rồi báo đã xong.")
        done = fulfil(duty, by=by)
        audit.record("báo đã làm xong nhiệm vụ", duty, by=by, after={"on_time": done.on_time})
    return done


def _own(duty: Duty, by: User) -> Duty:
    """The duty, held until the end of the transaction. Raises Refused for another's and for one without lines."""
    held = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if not permissions.may_record(by, held):
        raise Refused("Việc này của đơn vị khác; đơn vị ấy tự ghi việc của mình.")
    plain = rules.PLAIN_PAPERS.get(held.kind)
    if plain is None or not plain.lines or held.cancelled_at is not None:
        raise Refused(f"Việc “{held.title}” không ghi thành từng dòng.")
    return held


def _wrong(duty: Duty, kind: Kind, told: Told) -> list[Problem]:
    wrong = []
    if not vietnamese.nfc(told.text):
        wrong.append(Problem("Xin ghi nội dung.", field="text"))
    if told.quantity is not None and told.quantity < 0:
        wrong.append(Problem("Số lượng không thể nhỏ hơn 0.", field="quantity"))
    if told.quantity is not None and not vietnamese.nfc(told.unit_of_measure):
        wrong.append(Problem("Xin ghi đơn vị tính của số lượng, ví dụ hộ, buổi, điểm %.", field="unit_of_measure"))
    if kind != Kind.DEED:
        return wrong
    if told.done_on is None:
        wrong.append(Problem("Xin ghi ngày làm.", field="done_on"))
    elif told.done_on > clock.today():
        wrong.append(
            Problem(f"Ngày làm {vietnamese.day(told.done_on)} sau hôm nay; xin kiểm tra lại.", field="done_on")
        )
    elif told.done_on < duty.opens_on - OLDEST_PAPER:
        wrong.append(
            Problem(
                f"Ngày làm {vietnamese.day(told.done_on)} hơn một năm trước khi có việc này; xin kiểm tra năm.",
                field="done_on",
            )
        )
    return wrong


def _said(row: DutyLine) -> dict[str, object]:
    said = {"text": row.text, "heading": row.heading, "amount": row.amount, "done_on": row.done_on}
    return {key: value for key, value in (said | {"deed_paper": row.paper}).items() if value not in (None, "")}
