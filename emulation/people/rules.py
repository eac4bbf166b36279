"""Which role belongs where, which work a unit has done by one office alone, and what a new account is called.

Plain words of `models.Function`, `models.Role` and `territory.Level`; no database.
"""

import re
from collections.abc import Callable

from campaign_portal.foundation import vietnamese

PROVINCE, DISTRICT, COMMUNE, HAMLET = "province", "district", "commune", "hamlet"
COMMITTEES = frozenset({PROVINCE, DISTRICT, COMMUNE})
ABOVE_COMMUNE = frozenset({PROVINCE, DISTRICT})

# One office of a unit does these on any day; the database holds it (`office_single_function`).
SINGLE = ("leadership", "emulation_standing_body", "poverty_standing_office", "council")

# function → levels of the units that have such an office
LEVELS: dict[str, frozenset[str]] = {
    "leadership": COMMITTEES,
    "emulation_standing_body": COMMITTEES,
    "poverty_standing_office": COMMITTEES,
    "coordination_office": COMMITTEES,
    "council": COMMITTEES,
    "participant": COMMITTEES,
    "hamlet": frozenset({HAMLET}),
}

_WORKING = frozenset({"leadership", "emulation_standing_body", "poverty_standing_office", "coordination_office"})

# role → (functions of the office, levels of its unit)
FITS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "hamlet_head": (frozenset({"hamlet"}), frozenset({HAMLET})),
    "commune_officer": (_WORKING, frozenset({COMMUNE})),
    "commune_leader": (frozenset({"leadership"}), frozenset({COMMUNE})),
    "officer": (frozenset({"participant"}), COMMITTEES),
    "standing_officer": (frozenset({"poverty_standing_office"}), ABOVE_COMMUNE),
    "standing_head": (frozenset({"poverty_standing_office"}), ABOVE_COMMUNE),
    "interior_officer": (frozenset({"emulation_standing_body"}), ABOVE_COMMUNE),
    "interior_head": (frozenset({"emulation_standing_body"}), ABOVE_COMMUNE),
    "coordination_officer": (frozenset({"coordination_office"}), ABOVE_COMMUNE),
    "leader": (frozenset({"leadership"}), ABOVE_COMMUNE),
    "council_member": (frozenset({"council"}), COMMITTEES),
    "council_secretary": (frozenset({"council"}), COMMITTEES),
    "clerk": (frozenset({"leadership", "emulation_standing_body", "poverty_standing_office"}), COMMITTEES),
    "auditor": (frozenset({"leadership"}), COMMITTEES),
    "administrator": (frozenset({"leadership"}), COMMITTEES),
}


def fits(role: str, function: str, level: str) -> bool:
    functions, levels = FITS[role]
    return function in functions and level in levels


def roles_at(function: str, level: str) -> list[str]:
    """The roles one may hold at such an office, in the order people meet them."""
    return [role for role in FITS if fits(role, function, level)]


TITLES = {
    "hamlet_head": "Trưởng thôn",
    "commune_officer": "Cán bộ",
    "commune_leader": "Phó Chủ tịch UBND",
    "officer": "Chuyên viên",
    "standing_officer": "Chuyên viên",
    "standing_head": "Trưởng phòng",
    "interior_officer": "Chuyên viên",
    "interior_head": "Trưởng phòng",
    "coordination_officer": "Chuyên viên",
    "leader": "Phó Chủ tịch UBND",
    "council_member": "Ủy viên",
    "council_secretary": "Thư ký",
    "clerk": "Văn thư",
    "auditor": "Kiểm tra",
    "administrator": "Quản trị",
}


def username_for(full_name: str, place: str, taken: Callable[[str], bool]) -> str:
    """ "Nguyễn Thị Mai" of Tả Van: "maint.tavan"; a number is added while the name is taken.

    The given name, the first letters of the others, and the place: short, and people know it again.
    """
    words = [word for word in (re.sub(r"[^a-z0-9]", "", word) for word in vietnamese.fold(full_name).split()) if word]
    if not words:
        return ""
    initials = "".join(word[0] for word in words[:-1])
    where = re.sub(r"[^a-z0-9]", "", vietnamese.fold(place))
    stem = f"{words[-1]}{initials}"[:40] + (f".{where}"[:30] if where else "")
    proposed, number = stem, 1
    while taken(proposed):
        number += 1
        proposed = f"{stem}{number}"
    return proposed
