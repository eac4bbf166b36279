"""Dated marks of a unit, each with its decision: xã 135, đặc biệt khó khăn, đạt chuẩn nông thôn mới, biên giới …"""

import datetime as dt

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import audit, files
from campaign_portal.foundation.errors import Problem, Refused, fitting
from campaign_portal.foundation.models import StoredFile, User
from emulation.territory.models import Unit, UnitMark
from emulation.territory.services import checks

KEPT = ("mark", "valid_from", "valid_to", "legal_basis")


def mark(
    unit: Unit,
    mark: str,
    *,
    valid_from: dt.date,
    legal_basis: str,
    by: User | None,
    valid_to: dt.date | None = None,
    paper: File | None = None,
) -> UnitMark:
    """Give a unit a dated mark by its decision. Refuses one that lies over another of the same kind."""
    with transaction.atomic():
        unit = checks.hold(unit)
        row = _write(UnitMark(unit=unit), mark, valid_from, valid_to, legal_basis)
        if paper is not None:
            row.paper = _keep(paper, row, by)
            row.save(update_fields=["paper"])
        audit.record("ghi diện của đơn vị", row, by=by, after=_facts(row))
        audit.record("ghi diện của đơn vị", unit, by=by, after=_facts(row))
    return row


def correct_mark(
    row: UnitMark,
    *,
    mark: str,
    valid_from: dt.date,
    valid_to: dt.date | None,
    legal_basis: str,
    by: User | None,
    paper: File | None = None,
) -> UnitMark:
    """Mend a mark, or end it on a day."""
    with transaction.atomic():
        unit = checks.hold(row.unit)
        row = UnitMark.objects.get(pk=row.pk)
        before = _facts(row)
        row = _write(row, mark, valid_from, valid_to, legal_basis)
        if paper is not None:
            row.paper = _keep(paper, row, by)
            row.save(update_fields=["paper"])
        was, now = audit.changes(before, _facts(row))
        if not now:
            raise Refused("Không có gì thay đổi so với diện đang ghi.")
        for on in (row, unit):
            audit.record("sửa diện của đơn vị", on, by=by, before={"mark": before["mark"], **was}, after=now)
    return row


def remove_mark(row: UnitMark, *, reason: str, by: User | None) -> None:
    """Take away a mark that was never given. One that ended gets its last day instead."""
    reason = fitting(reason, 300, "Lý do", field="reason")
    if not reason:
        raise Refused(Problem("Xin ghi lý do xóa. Diện đã hết hiệu lực thì ghi ngày kết thúc, không xóa.", "reason"))
    with transaction.atomic():
        unit = checks.hold(row.unit)
        before = _facts(row)
        audit.record("xóa diện của đơn vị", unit, by=by, before=before, reason=reason)
        row.delete()


def _write(row: UnitMark, mark: str, first: dt.date, last: dt.date | None, legal_basis: str) -> UnitMark:
    if mark not in UnitMark.Mark.values:
        raise Refused(Problem("Xin chọn một diện trong danh sách.", field="mark"))
    legal_basis = checks.basis(legal_basis, required=True)
    checks.plausible(first, "valid_from")
    checks.in_order(first, last)
    unit = row.unit
    if unit.valid_to is not None and first > unit.valid_to:
        raise Refused(
            Problem(f"{unit.opening_title} đã kết thúc ({checks.span(unit.valid_from, unit.valid_to)}).", "valid_from")
        )
    for other in UnitMark.objects.filter(unit=unit, mark=mark).exclude(pk=row.pk):
        if checks.meets(first, last, other.valid_from, other.valid_to):
            held = checks.span(other.valid_from, other.valid_to)
            raise Refused(
                Problem(
                    f"{unit.opening_title} đã ghi diện {other.get_mark_display()} {held} ({other.legal_basis}); "
                    "hai lần ghi không được chồng ngày.",
                    field="valid_from",
                )
            )
    row.mark, row.valid_from, row.valid_to, row.legal_basis = mark, first, last, legal_basis
    row.save()
    return row


def _keep(paper: File, row: UnitMark, by: User | None) -> StoredFile:
    if by is None:
        raise ValueError("a paper is brought by a person")
    return files.store_scan(paper, owner=row, by=by, title=f"{row.legal_basis} ({row})"[:180], field="paper")


def _facts(row: UnitMark) -> dict[str, object]:
    return {
        "mark": row.get_mark_display(),
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "legal_basis": row.legal_basis,
        "paper": str(row.paper) if row.paper_id else "",
    }
