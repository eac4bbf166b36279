"""Names, kinds, codes and days of a unit: a new name from a day on, and the correction of what was written wrongly."""

import datetime as dt

from django.db import transaction

from campaign_portal.foundation import audit, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting
from campaign_portal.foundation.models import User
from emulation.territory.models import EARLIEST, Level, Unit, UnitName
from emulation.territory.services import checks

ONE_DAY = dt.timedelta(days=1)
CORRECTED = ("kind", "name", "code", "valid_from", "start_known", "valid_to", "legal_basis")


def rename(unit: Unit, *, kind: str, name: str, on: dt.date, legal_basis: str, by: User | None) -> Unit:
    """A new name or kind of the same place from a day on (units.md, trap 1); the old one stays as a dated name.

    Refuses a day that has not come, that is not after the present name began or after the unit ended; the same name; a
    name that another hamlet of the commune bears; an act without its paper.
    """
    kind, name = checks.named(name, kind, unit.level)
    legal_basis = checks.basis(legal_basis, required=True)
    checks.not_in_future(on, "on", "Ngày đổi tên")
    with transaction.atomic():
        unit = checks.hold(unit)
        if (unit.kind, unit.name) == (kind, name):
            raise Refused(Problem(f"Tên mới trùng tên hiện nay: {unit.title}.", field="name"))
        if unit.valid_to is not None and on > unit.valid_to:
            raise Refused(Problem(f"{unit.opening_title} đã kết thúc ngày {vietnamese.day(unit.valid_to)}.", "on"))
        last = unit.names.order_by("valid_from").last()
        since = last.valid_to + ONE_DAY if last and last.valid_to else unit.valid_from
        if on <= since:
            raise Refused(
                Problem(
                    f"{unit.opening_title} mang tên này từ {vietnamese.day(since)}; xin ghi ngày đổi tên sau ngày đó. "
                    "Nếu chỉ sửa lỗi gõ, xin dùng “Sửa thông tin”.",
                    field="on",
                )
            )
        _free_name(unit, kind, name)
        former = UnitName.objects.create(
            unit=unit,
            kind=unit.kind,
            name=unit.name,
            valid_from=since,
            valid_to=on - ONE_DAY,
            legal_basis=legal_basis,
        )
        unit.kind, unit.name = kind, name
        unit.save()
        audit.record(
            "đổi tên đơn vị",
            unit,
            by=by,
            before={"kind": former.kind, "name": former.name},
            after={"kind": kind, "name": name, "valid_from": on, "legal_basis": legal_basis},
        )
    return unit


def correct(
    unit: Unit,
    *,
    kind: str,
    name: str,
    reason: str,
    by: User | None,
    code: str | None = None,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    legal_basis: str | None = None,
) -> Unit:
    """Mend what was written wrongly. No dated name comes of it.

    Without `code` only the name is mended (a commune's people at their hamlets); with it the days and the paper too:
    `valid_from` None is a start that is not known. Refuses a code that another unit bears on these days, days in the
    wrong order or that leave its names, its hamlets or its successors outside.
    """
    kind, name = checks.named(name, kind, unit.level)
    reason = fitting(reason, 300, "Lý do", field="reason")
    if not reason:
        raise Refused(Problem("Xin ghi lý do sửa, ví dụ “gõ nhầm dấu”.", field="reason"))
    with transaction.atomic():
        unit = checks.hold(unit)
        before = {field: getattr(unit, field) for field in CORRECTED}
        _free_name(unit, kind, name)
        unit.kind, unit.name = kind, name
        if code is not None:
            _mend_days(unit, valid_from, valid_to)
            unit.code = _mended_code(unit, code)
            unit.legal_basis = checks.basis(legal_basis or "", required=False)
        was, now = audit.changes(before, {field: getattr(unit, field) for field in CORRECTED})
        if not now:
            raise Refused("Không có gì thay đổi so với thông tin đang ghi.")
        unit.save()
        audit.record("sửa thông tin đơn vị", unit, by=by, before=was, after=now, reason=reason)
    return unit


def _free_name(unit: Unit, kind: str, name: str) -> None:
    """Two hamlets of one commune bear one name only when one was gone before the other came."""
    if unit.level != Level.HAMLET or unit.parent is None:
        return
    for same in checks.same_hamlets(unit.parent, kind, name, but=unit):
        if checks.meets(unit.valid_from, unit.valid_to, same.valid_from, same.valid_to):
            raise Refused(
                Problem(f"{unit.parent.opening_title} đã có {same.title}. Hai thôn cùng tên phải khác nhau.", "name")
            )


def _mend_days(unit: Unit, valid_from: dt.date | None, valid_to: dt.date | None) -> None:
    first = valid_from or (EARLIEST if unit.start_known else unit.valid_from)
    if valid_from is not None:
        checks.not_in_future(valid_from, "valid_from", "Ngày bắt đầu")
    if valid_to is not None and valid_to != unit.valid_to:
        checks.not_in_future(valid_to, "valid_to", "Ngày kết thúc")
    checks.in_order(first, valid_to)
    if valid_from is not None and unit.parent is not None:
        _within_parent(unit.parent, valid_from)
    for former in unit.names.order_by("valid_from"):
        if former.valid_to is not None and (former.valid_to < first or (valid_to and former.valid_to >= valid_to)):
            named = f"{former} ({checks.span(former.valid_from, former.valid_to)})"
            raise Refused(Problem(f"Ngày này để tên cũ {named} ra ngoài thời gian của đơn vị.", field="valid_from"))
    if valid_to is not None and valid_to != unit.valid_to:
        _leaves_nobody_behind(unit, valid_to)
    for succession in unit.successions.all():
        if succession.on <= first:
            raise Refused(
                Problem(f"Đơn vị đã nhập vào đơn vị khác từ {vietnamese.day(succession.on)}.", field="valid_from")
            )
    if (oldest := unit.names.order_by("valid_from").first()) is not None:
        oldest.valid_from = first  # what it was called first, it was called from its beginning
        oldest.save(update_fields=["valid_from"])
    unit.valid_from, unit.start_known, unit.valid_to = first, valid_from is not None, valid_to


def _within_parent(parent: Unit, first: dt.date) -> None:
    if (parent.valid_to is not None and parent.valid_to < first) or (parent.start_known and parent.valid_from > first):
        raise Refused(
            Problem(
                f"Ngày {vietnamese.day(first)} không nằm trong thời gian của {parent.title} "
                f"({checks.span(parent.valid_from, parent.valid_to)}).",
                field="valid_from",
            )
        )


def _leaves_nobody_behind(unit: Unit, last: dt.date) -> None:
    later = unit.children.filter(valid_to__isnull=True) | unit.children.filter(valid_to__gt=last)
    if (count := later.count()) > 0:
        example = later.order_by("pk")[0].title
        raise Refused(
            Problem(
                f"Còn {count} đơn vị trực thuộc sau ngày {vietnamese.day(last)}, ví dụ {example}. "
                "Sáp nhập, chia tách thì xin lập phương án sắp xếp.",
                field="valid_to",
            )
        )


def _mended_code(unit: Unit, code: str) -> str:
    """Digits, as many as the level has; zeros that Excel dropped are put back (trap 6)."""
    code = vietnamese.nfc(code)
    if unit.level == Level.HAMLET:
        if code:
            raise Refused(Problem("Thôn, tổ dân phố không có mã; xin để trống.", field="code"))
        return ""
    digits = checks.CODE_DIGITS[Level(unit.level)]
    if not (code.isascii() and code.isdecimal() and len(code) <= digits):
        raise Refused(
            Problem(f"Mã {unit.get_level_display()} gồm {digits} chữ số, ví dụ {'0' * (digits - 1)}1.", "code")
        )
    code = code.zfill(digits)
    for other in Unit.objects.filter(level=unit.level, code=code).exclude(pk=unit.pk).with_parents():
        if checks.meets(unit.valid_from, unit.valid_to, other.valid_from, other.valid_to):
            held = checks.span(other.valid_from, other.valid_to)
            raise Refused(Problem(f"Mã {code} là của {other.full_title} ({held}).", field="code"))
    return code
