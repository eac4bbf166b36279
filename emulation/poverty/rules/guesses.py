"""What a person probably meant: from the identity of the row, from last period, from slips of the finger."""

import re
from collections.abc import Callable

from campaign_portal.foundation import vietnamese
from emulation.poverty.rules import columns
from emulation.poverty.rules.columns import IDENTITIES, Identity
from emulation.poverty.rules.limits import Values

_LOOKALIKES = str.maketrans({"o": "0", "O": "0", "l": "1", "I": "1"})


def balance(values: Values, population: str, identity: Identity) -> int | None:
    """What the end should be: start − left + joined; None while a part is missing."""
    start = values.get(columns.field_name(population, identity.start))
    moves = [(column.sign, values.get(columns.field_name(population, column.key))) for column in identity.moves]
    if start is None or any(value is None for _, value in moves):
        return None
    return start + sum(sign * (value or 0) for sign, value in moves)


def by_identity(values: Values, field: str) -> int | None:
    """What the rest of its table says a cell should be; None when the table has other gaps or the cell no table."""
    population, key = columns.split_field(field)
    for identity in IDENTITIES:
        if key == identity.end:
            return balance(values, population, identity)
        for column in identity.moves:
            if column.key == key:
                end = values.get(columns.field_name(population, identity.end))
                without = balance({**values, field: 0}, population, identity)
                return None if end is None or without is None else column.sign * (end - without)
    return None


def likely(field: str, values: Values, last: Values, fits: Callable[[int], bool]) -> int | None:
    """The number that was probably meant by the impossible `values[field]`; None when nothing speaks for one.

    `last` holds the figures of the period before, `fits` says whether a number could stand there.
    """
    meant = by_identity(values, field)
    if meant is not None and meant >= 0 and fits(meant):
        return meant
    typed, before = values.get(field), last.get(field)
    if typed is None:
        return None
    if before is not None and fits(before) and _one_slip_apart(typed, before):
        return before
    found = sorted(number for number in slips(typed) if fits(number))
    if before is not None:
        near = [number for number in found if abs(number - before) <= max(3, before * 0.3)]
        return min(near, key=lambda number: (abs(number - before), number), default=None)
    return found[0] if len(found) == 1 else None


def slips(number: int) -> set[int]:
    """Numbers that this one becomes when a doubled key or two swapped keys are undone: 128 → 28, 18, 12, 218, 182."""
    digits = str(number)
    dropped = {digits[:i] + digits[i + 1 :] for i in range(len(digits)) if len(digits) > 1}
    swapped = {digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in range(len(digits) - 1)}
    return {int(text) for text in dropped | swapped} - {number}


def _one_slip_apart(one: int, other: int) -> bool:
    if one == other:
        return False
    a, b = str(one), str(other)
    one_digit_differs = len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return one_digit_differs or one in slips(other) or other in slips(one)


def readable(text: str) -> int | None:
    """A number that a text which is none probably holds: "12 hộ" → 12, "1O" → 10; None for a decimal or a riddle."""
    cleaned = vietnamese.nfc(text)
    if re.fullmatch(r"[\doOlI]+", cleaned) and any(char.isdigit() for char in cleaned):
        return int(cleaned.translate(_LOOKALIKES)[:8])
    found = re.fullmatch(r"(\d{1,8})\s*(hộ|khẩu|người|nhân khẩu|h)\.?", cleaned)
    return int(found[1]) if found else None
