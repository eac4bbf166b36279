"""Names of causes, groups and peoples as lists write them: spelled many ways, meant one."""

import re
from collections.abc import Iterable

from campaign_portal.foundation import vietnamese

MAJORITY = "Kinh"
_NO_LETTER = re.compile(r"[^a-z0-9]+")


def key(text: str) -> str:
    """A name as two lists compare it: no accents, no marks, no spaces ("Ê-đê", "Ê Đê" and "ede" are one)."""
    return _NO_LETTER.sub("", vietnamese.fold(text))


def spellings(name: str, also: str) -> set[str]:
    """The keys by which a catalogue's row is known; `also` holds other spellings between semicolons."""
    return {key(one) for one in (name, *also.split(";")) if key(one)}


def by_spelling(rows: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """(what is meant, name, also) → every spelling, to what is meant. A row's own name goes before another's spelling:
    "Thổ" is a people, though some call the Tày so."""
    listed = list(rows)
    found: dict[str, str] = {}
    for meant, name, _ in listed:
        found.setdefault(key(name), meant)
    for meant, name, also in listed:
        for spelled in spellings(name, also):
            found.setdefault(spelled, meant)
    return found


def is_minority(ethnicity: str) -> bool | None:
    """Whether a people is a minority (dân tộc thiểu số); None where nothing is written."""
    return key(ethnicity) not in {key(MAJORITY), key("Việt")} if key(ethnicity) else None
