"""Broken identities and jumps: they may be right, and ask for a written reason (V3–V8, V15).

Real official tables break these rules, so none of them blocks a cell. Decision 0020 says where each is asked.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from campaign_portal.foundation import quantities, vietnamese
from emulation.poverty.rules import columns, guesses, limits
from emulation.poverty.rules.columns import HOUSEHOLDS, Identity
from emulation.poverty.rules.findings import Finding, Mend, Place, Severity, where
from emulation.poverty.rules.limits import Values

TOTAL_JUMP = Fraction(5, 100)  # V15: total households ± 5 %
POOR_JUMP = Fraction(30, 100)  # V15: poor households ± 30 %
RATE_JUMP = 5  # V15: percentage points
MANY_POOR = 50  # V15: a commune with more poor has somebody who fell back
# A hamlet of 60 households jumps by 5 % when three families move; below these numbers nobody is asked.
HAMLET_TOTAL_FLOOR = 5
HAMLET_POOR_FLOOR = 10


def of_hamlet(values: Values, *, place: Place, listed: Values | None, has_list: bool) -> list[Finding]:
    """What a hamlet's settled row asks. `listed` is its row in the list the year began with, `has_list` whether the
    commune has such a list at all."""
    found = list(_empty_hamlet(values, place))
    for population in columns.POPULATIONS:
        for identity in columns.IDENTITIES:
            found += _identity(values, population, identity, place)
        for left, joined in columns.CROSSINGS:
            found += _crossing(values, population, left, joined, place)
        if has_list and listed is None:
            found += _not_listed(values, population, place)
    if listed is not None:
        found += _hamlet_jumps(values, listed, place)
    return found


def of_commune(values: Values, *, place: Place, listed: Values | None, list_name: str) -> list[Finding]:
    """What the sums of a complete review ask, beside the list the year began with."""
    if listed is None:
        field = columns.field_name(HOUSEHOLDS, "poor_start")
        text = f"phần mềm chưa có danh sách đã duyệt {list_name}; số đầu kỳ do xã tự nhập. Xin ghi số, ngày quyết định."
        return [_ask("V8", field, place, text)]
    return [*_commune_total(values, listed, place), *_commune_poor(values, listed, place), *_nobody_fell(values, place)]


def _ask(code: str, field: str, place: Place, text: str, *mends: Mend) -> Finding:
    return Finding(Severity.ASK, code, field, where(place, field), text, mends)


def _empty_hamlet(values: Values, place: Place):
    """V3: no rate without a denominator."""
    field = columns.field_name(HOUSEHOLDS, "total")
    if values[field] == 0:
        text = f"0 hộ, không tính được tỷ lệ. Xin nhập số hộ đang sống trong {place.kind}."
        yield Finding(Severity.WRONG, "V3", field, where(place, field), text)


def _identity(values: Values, population: str, identity: Identity, place: Place):
    """V4, V5: end = start − left + joined, households and persons apart."""
    field = columns.field_name(population, identity.end)
    end, balance = values[field], guesses.balance(values, population, identity)
    if end is None or balance is None or end == balance:
        return
    start = values[columns.field_name(population, identity.start)]
    moved = {sign: _moved(values, population, identity, sign) for sign in (-1, +1)}
    text = (
        f"ghi {vietnamese.grouped(end)}, theo các cột tăng giảm là {_signed(balance)} "
        f"(đầu kỳ {start}, giảm {moved[-1]}, tăng {moved[+1]})."
    )
    yield _ask(identity.code, field, place, text, *_identity_mends(values, population, identity, end, balance))


def _moved(values: Values, population: str, identity: Identity, sign: int) -> int:
    return sum(
        values[columns.field_name(population, column.key)] or 0 for column in identity.moves if column.sign == sign
    )


def _identity_mends(values: Values, population: str, identity: Identity, end: int, balance: int):
    """The end by the movements, or the difference into "khác" (V4: "offer the residual")."""
    end_field = columns.field_name(population, identity.end)
    if balance >= 0 and limits.fits({**values, end_field: balance}, end_field):
        yield Mend(end_field, balance, f"Sửa cuối kỳ thành {balance}")
    sign = 1 if end > balance else -1
    other = [column for column in identity.moves if column.sign == sign][-1]
    field = columns.field_name(population, other.key)
    difference = abs(end - balance)
    yield Mend(field, (values[field] or 0) + difference, f"Ghi {difference} vào {other.group.lower()} khác")


def _crossing(values: Values, population: str, left: str, joined: str, place: Place):
    """V6: who left one table joined the other."""
    one, other = columns.field_name(population, left), columns.field_name(population, joined)
    if values[one] is None or values[other] is None or values[one] == values[other]:
        return
    table = "hộ nghèo" if left in {column.key for column in columns.POOR} else "hộ cận nghèo"
    text = f"ghi {values[other]}, còn bảng {table}, cột {columns.BY_KEY[left].heading}, ghi {values[one]}."
    yield _ask("V6", other, place, text, Mend(other, values[one] or 0, f"Sửa thành {values[one]}"))


def _not_listed(values: Values, population: str, place: Place):
    """V8: a start that no approved list knows."""
    for key in ("poor_start", "near_start"):
        field = columns.field_name(population, key)
        if values[field]:
            text = f"ghi {values[field]}, nhưng {place.kind} không có trong danh sách đã duyệt cuối năm trước."
            yield _ask("V8", field, place, text)


def _hamlet_jumps(values: Values, listed: Values, place: Place):
    """V15 for one hamlet, where the number is large enough to mean something."""
    for key, jump, floor in (("total", TOTAL_JUMP, HAMLET_TOTAL_FLOOR), ("poor_end", POOR_JUMP, HAMLET_POOR_FLOOR)):
        field = columns.field_name(HOUSEHOLDS, key)
        before, now = listed.get(field), values[field]
        if before is not None and now is not None and abs(now - before) >= floor and _jumps(before, now, jump):
            yield _ask("V15", field, place, f"{now} hộ, cuối năm trước {before} hộ ({_change(before, now)}).")


def _commune_total(values: Values, listed: Values, place: Place):
    field = columns.field_name(HOUSEHOLDS, "total")
    before, now = listed.get(field), values.get(field)
    if before is not None and now is not None and _jumps(before, now, TOTAL_JUMP):
        text = f"{vietnamese.grouped(now)} hộ, cuối năm trước {vietnamese.grouped(before)} hộ ({_change(before, now)})."
        yield _ask("V15", field, place, text)


def _commune_poor(values: Values, listed: Values, place: Place):
    field, total = columns.field_name(HOUSEHOLDS, "poor_end"), columns.field_name(HOUSEHOLDS, "total")
    before, now = listed.get(field), values.get(field)
    if before is None or now is None:
        return
    rates = quantities.rate(before, listed.get(total)), quantities.rate(now, values.get(total))
    fall = quantities.points_fallen(*rates)
    if _jumps(before, now, POOR_JUMP) or (fall is not None and abs(fall) > RATE_JUMP):
        text = (
            f"{vietnamese.grouped(now)} hộ ({quantities.percent_text(rates[1])}), cuối năm trước "
            f"{vietnamese.grouped(before)} hộ ({quantities.percent_text(rates[0])}): {_change(before, now)}"
            f"{'' if fall is None else f', {_points(fall)} điểm %'}."
        )
        yield _ask("V15", field, place, text)


def _nobody_fell(values: Values, place: Place):
    field = columns.field_name(HOUSEHOLDS, "poor_new")
    poor = values.get(columns.field_name(HOUSEHOLDS, "poor_end")) or 0
    fell = [values.get(columns.field_name(HOUSEHOLDS, key)) for key in ("poor_new", "poor_relapsed")]
    if poor > MANY_POOR and fell == [0, 0]:
        text = f"không hộ nào phát sinh, không hộ nào tái nghèo, trong khi cả {place.kind} có {poor} hộ nghèo."
        yield _ask("V15", field, place, text)


def _jumps(before: int, now: int, by: Fraction) -> bool:
    return abs(now - before) > by * before


def _change(before: int, now: int) -> str:
    verb = "tăng" if now > before else "giảm"
    share = quantities.rate(abs(now - before), before)
    return f"{verb} {vietnamese.grouped(abs(now - before))}" + (
        "" if share is None else f", bằng {quantities.percent_text(share)}"
    )


def _points(fall: Fraction) -> str:
    return vietnamese.decimal_text(quantities.round_half_up(abs(fall)), 2)


def _signed(number: int) -> str:
    return f"−{-number}" if number < 0 else vietnamese.grouped(number)


# --- What a review must hold to be handed in (decision 0020) ---------------------------------------------------------

# A hamlet with all of them has figures that count, also while its commune is still entering the others. A cell that
# can't be right is held, and its column empty.
FIGURE_FIELDS = tuple(columns.field_name(HOUSEHOLDS, column.key) for column in columns.ALL)


def has_figures(values: Values) -> bool:
    """Whether a hamlet's household figures are whole and possible (V3: of no households there is no rate)."""
    return all(values[field] is not None for field in FIGURE_FIELDS) and values[FIGURE_FIELDS[0]] != 0


def required_fields(rows: Sequence[Mapping[str, str]], *, whole_year: bool) -> tuple[str, ...]:
    """Household columns always; persons at the year's review, and at others each table that a hamlet has begun."""
    wanted = [*FIGURE_FIELDS]
    for table in (columns.POOR_TABLE, columns.NEAR_TABLE):
        own = [columns.field_name(columns.PERSONS, column.key) for column in table]
        typed = [field for field in own if columns.split_field(field)[1] not in columns.STARTS]
        if whole_year or any(row.get(field) for row in rows for field in typed):
            wanted += [columns.field_name(columns.PERSONS, columns.TOTAL.key), *own]
    return tuple(field for field in columns.ALL_FIELDS if field in set(wanted))


def list_fields(rows: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """What an opening list must tell: of households always, of persons once any hamlet has them."""
    found = [columns.field_name(HOUSEHOLDS, key) for key in columns.LIST_KEYS]
    persons = [columns.field_name(columns.PERSONS, key) for key in columns.LIST_KEYS]
    if any(row.get(field) for row in rows for field in persons):
        found += persons
    return tuple(found)
