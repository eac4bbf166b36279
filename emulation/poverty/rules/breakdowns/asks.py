"""What may be right in a breakdown and asks for a written reason: V10 (lacks) and V13 (the rest of the groups)."""

from collections.abc import Iterator

from campaign_portal.foundation.vietnamese import grouped
from emulation.poverty.rules import columns
from emulation.poverty.rules.breakdowns.tables import (
    CLASSES,
    FEMALE_HEAD,
    MINORITY_END,
    NATIVE,
    NEAR,
    OTHER,
    POOR,
    TOTAL,
    Breakdown,
    LineName,
    Table,
    key,
)
from emulation.poverty.rules.findings import Finding, Mend, Place, Severity
from emulation.poverty.rules.limits import Values


def of_hamlet(values: Values, breakdown: Breakdown, *, place: Place) -> list[Finding]:
    """What the settled lines of a hamlet ask, beside its counts."""
    found: list[Finding] = []
    for table in breakdown.tables:
        if table.family == "lack":
            found += _lacks(values, table, breakdown, place)
        if table.family == "group":
            found += _rest(values, table, breakdown, place)
    return found


def _ask(code: str, field: str, breakdown: Breakdown, place: Place, text: str, *mends: Mend) -> Finding:
    return Finding(Severity.ASK, code, field, f"{place.name}, {breakdown.described(field)}", text, mends)


def _lacks(values: Values, table: Table, breakdown: Breakdown, place: Place) -> Iterator[Finding]:
    """V10: together they are the total; each is at most the households; the total fits the class."""
    total_field = columns.field_name(table.population, key(table.poverty_class, "lack", TOTAL))
    parts = [field for field in table.fields if field != total_field]
    households = values.get(columns.field_name(table.population, table.whole))
    whose = CLASSES[table.poverty_class]
    for field in parts:
        count = values.get(field)
        if count is not None and households is not None and count > households:
            text = f"{grouped(count)} hộ, nhiều hơn {grouped(households)} {whose} cuối kỳ."
            yield _ask("V10", field, breakdown, place, text)
    total = values.get(total_field)
    if total is None:
        return
    known = [values.get(field) for field in parts]
    if None not in known:
        together = sum(count for count in known if count is not None)
        if together != total:
            text = f"ghi {grouped(total)}, còn {len(parts)} chỉ số cộng lại là {grouped(together)}."
            yield _ask("V10", total_field, breakdown, place, text, Mend(total_field, together, f"Sửa thành {together}"))
            return  # the same cell: one question at a time
    if households is not None:
        yield from _fits_class(total, households, table, total_field, breakdown, place)


def _fits_class(
    total: int, households: int, table: Table, field: str, breakdown: Breakdown, place: Place
) -> Iterator[Finding]:
    """An act that asks for income and lacks at once: a poor household has at least so many, a near-poor one fewer."""
    least = breakdown.catalogue.least_lacks
    if least is None:
        return
    if table.poverty_class == POOR and total < least * households:
        text = (
            f"{grouped(total)} thiếu hụt của {grouped(households)} hộ nghèo; mỗi hộ nghèo thiếu hụt từ {least} chỉ số "
            f"trở lên, tức là ít nhất {grouped(least * households)}."
        )
        yield _ask("V10", field, breakdown, place, text)
    if table.poverty_class == NEAR and total > (least - 1) * households:
        text = (
            f"{grouped(total)} thiếu hụt của {grouped(households)} hộ cận nghèo; mỗi hộ cận nghèo thiếu hụt dưới "
            f"{least} chỉ số, tức là nhiều nhất {grouped((least - 1) * households)}."
        )
        yield _ask("V10", field, breakdown, place, text)


def _rest(values: Values, table: Table, breakdown: Breakdown, place: Place) -> Iterator[Finding]:
    """V13: what is in no group. A household may be in two, so that the rest of the sum is not always the right one."""
    apart = {OTHER, NATIVE, FEMALE_HEAD}
    groups = [field for field in table.fields if LineName.of(field).code.partition(".")[2] not in apart]
    field = columns.field_name(table.population, key(table.poverty_class, "group", OTHER))
    other, whole = values.get(field), values.get(columns.field_name(table.population, table.whole))
    minority = values.get(columns.field_name(table.population, MINORITY_END[table.poverty_class]))
    known = [minority, *(values.get(name) for name in groups)]
    if other is None or whole is None or None in known:
        return
    together = sum(count for count in known if count is not None)
    rest = whole - together
    count = f"{grouped(whole)} {table.of_whom.lower()}"
    if rest < 0:
        text = (
            f"DTTS và các nhóm cộng lại là {grouped(together)}, nhiều hơn {count}: có hộ được "
            f"đếm ở hai nhóm. Ô này ghi số không thuộc nhóm nào theo danh sách; nay ghi {grouped(other)}."
        )
        yield _ask("V13", field, breakdown, place, text)
    elif rest != other:
        text = (
            f"ghi {grouped(other)}, còn {count} trừ DTTS và các nhóm ({grouped(together)}) là {grouped(rest)}. "
            "Khác nhau khi có hộ thuộc hai nhóm."
        )
        yield _ask("V13", field, breakdown, place, text, Mend(field, rest, f"Sửa thành {rest}"))
