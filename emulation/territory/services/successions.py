"""Where units went: confirmed, completed and corrected by a person. A merger itself is the reorganisation's."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from campaign_portal.foundation import audit, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting
from campaign_portal.foundation.models import User
from emulation.territory.models import Unit, UnitSuccession
from emulation.territory.selectors import lineage
from emulation.territory.services import checks

Extent = UnitSuccession.Extent
KEPT = ("extent", "share", "share_basis", "legal_basis", "certain")


def add_succession(
    predecessor: Unit, successor: Unit, *, on: dt.date, extent: str, legal_basis: str, by: User | None
) -> UnitSuccession:
    """Write down that a unit went into another. Refuses itself, a circle, another level, days that do not fit."""
    legal_basis = checks.basis(legal_basis, required=True)
    if extent not in Extent.values:
        raise Refused(Problem("Xin chọn toàn bộ hoặc một phần.", field="extent"))
    if predecessor.pk == successor.pk:
        raise Refused(Problem("Một đơn vị không thể kế thừa chính nó.", field="other"))
    if predecessor.level != successor.level:
        raise Refused(Problem(f"{successor.opening_title} khác cấp với {predecessor.title}.", field="other"))
    with transaction.atomic():
        for pk in sorted((predecessor.pk, successor.pk)):
            checks.hold(Unit(pk=pk))
        if predecessor.pk in {kin.unit_id for kin in lineage.successors([successor.pk])[successor.pk]}:
            raise Refused(
                Problem(f"{successor.opening_title} đã nhập vào {predecessor.title}; ghi thêm sẽ thành vòng.", "other")
            )
        _fits(predecessor, successor, on)
        if UnitSuccession.objects.filter(predecessor=predecessor, successor=successor, on=on).exists():
            raise Refused(Problem("Quan hệ kế thừa này đã ghi rồi.", field="other"))
        _whole_goes_to_one(predecessor, on, extent)
        row = UnitSuccession.objects.create(
            predecessor=predecessor, successor=successor, on=on, extent=extent, legal_basis=legal_basis
        )
        for unit in (predecessor, successor):
            audit.record("ghi kế thừa đơn vị", unit, by=by, after={"succession": str(row), **_facts(row), "on": on})
    return row


def _fits(predecessor: Unit, successor: Unit, on: dt.date) -> None:
    checks.not_in_future(on, "on", "Ngày kế thừa")
    if on <= predecessor.valid_from:
        raise Refused(Problem(f"{predecessor.opening_title} chưa có trước ngày {vietnamese.day(on)}.", field="on"))
    if predecessor.valid_to is not None and predecessor.valid_to + dt.timedelta(days=1) < on:
        raise Refused(
            Problem(f"{predecessor.opening_title} đã kết thúc ngày {vietnamese.day(predecessor.valid_to)}.", field="on")
        )
    if successor.valid_from > on or (successor.valid_to is not None and successor.valid_to < on):
        held = checks.span(successor.valid_from, successor.valid_to)
        raise Refused(Problem(f"Ngày {vietnamese.day(on)}, {successor.title} không có ({held}).", field="on"))


def _whole_goes_to_one(predecessor: Unit, on: dt.date, extent: str, but: UnitSuccession | None = None) -> None:
    others = UnitSuccession.objects.filter(predecessor=predecessor, on=on).select_related("successor")
    if but is not None:
        others = others.exclude(pk=but.pk)
    for other in others:
        if Extent.WHOLE in (extent, other.extent):
            where = f"{other.successor.title} ({other.get_extent_display()})"
            raise Refused(
                Problem(
                    f"{predecessor.opening_title} còn được ghi nhập vào {where} cùng ngày; "
                    "đã chia thì mọi nơi nhận đều là một phần.",
                    field="extent",
                )
            )


def settle_succession(
    row: UnitSuccession,
    *,
    extent: str,
    share: Decimal | None,
    share_basis: str,
    legal_basis: str,
    certain: bool,
    reason: str,
    by: User | None,
) -> UnitSuccession:
    """Confirm a succession of which two sources disagree, and give the share of a part with its source.

    Refuses a share of the whole, one without its source, shares that make more than the whole of the old unit.
    """
    reason = fitting(reason, 300, "Lý do", field="reason")
    share_basis = checks.basis(share_basis, required=False, field="share_basis")
    if share is not None and extent != Extent.PART:
        raise Refused(Problem("Tỷ lệ chỉ ghi cho một phần; toàn bộ thì để trống.", field="share"))
    if share is not None and not share_basis:
        raise Refused(Problem("Xin ghi nguồn của tỷ lệ: văn bản, số hộ hai bên …", field="share_basis"))
    with transaction.atomic():
        checks.hold(row.predecessor)
        row = UnitSuccession.objects.select_related("predecessor", "successor").get(pk=row.pk)
        before = _facts(row)
        if extent != row.extent:
            _whole_goes_to_one(row.predecessor, row.on, extent, but=row)
        if share is not None:
            _not_more_than_all(row, share)
        row.extent, row.share, row.share_basis = extent, share, share_basis if share is not None else ""
        row.legal_basis, row.certain = checks.basis(legal_basis, required=True), certain
        was, now = audit.changes(before, _facts(row))
        if not now:
            raise Refused("Không có gì thay đổi so với quan hệ đang ghi.")
        if not reason:
            raise Refused(Problem("Xin ghi căn cứ của lần xác nhận: đã đối chiếu với văn bản nào.", field="reason"))
        row.save()
        for unit in (row.predecessor, row.successor):
            audit.record(
                "xác nhận kế thừa đơn vị",
                unit,
                by=by,
                before={"succession": str(row), **was},
                after={"succession": str(row), **now},
                reason=reason,
            )
    return row


def _not_more_than_all(row: UnitSuccession, share: Decimal) -> None:
    if not 0 < share <= 1:
        raise Refused(Problem("Tỷ lệ trên 0% và nhiều nhất 100%.", field="share"))
    others = UnitSuccession.objects.filter(predecessor=row.predecessor, on=row.on).exclude(pk=row.pk)
    given = others.aggregate(sum=Sum("share"))["sum"] or Decimal(0)
    if given + share > 1:
        text = vietnamese.decimal_text(given * 100, 3).rstrip("0").rstrip(",")
        raise Refused(
            Problem(f"Các phần khác của {row.predecessor.title} đã chiếm {text}%; cộng lại quá 100%.", field="share")
        )


def remove_succession(row: UnitSuccession, *, reason: str, by: User | None) -> None:
    """Take away a succession that never was."""
    reason = fitting(reason, 300, "Lý do", field="reason")
    if not reason:
        raise Refused(Problem("Xin ghi lý do xóa: văn bản nào cho thấy không có việc này.", field="reason"))
    with transaction.atomic():
        checks.hold(row.predecessor)
        for unit in (row.predecessor, row.successor):
            audit.record(
                "xóa kế thừa đơn vị", unit, by=by, before={"succession": str(row), **_facts(row)}, reason=reason
            )
        row.delete()


def _facts(row: UnitSuccession) -> dict[str, object]:
    return {
        "extent": row.get_extent_display(),
        "share": row.share,
        "share_basis": row.share_basis,
        "legal_basis": row.legal_basis,
        "certain": row.certain,
    }
