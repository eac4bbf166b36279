"""Words and sums of an award decision: pure functions over frozen data."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from campaign_portal.foundation import vietnamese

TITLES = {"collective": "Tập thể", "household": "Hộ gia đình", "individual": "Cá nhân"}  # in the order of the annex


@dataclass(frozen=True)
class Line:
    """One recipient as the annex prints it."""

    nature: str
    name: str
    detail: str
    achievement: str
    coefficient: Decimal
    bonus_vnd: int


@dataclass(frozen=True)
class Group:
    """I. Tập thể, II. Hộ gia đình, III. Cá nhân: only those that have somebody."""

    nature: str
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        return TITLES[self.nature]

    @property
    def label(self) -> str:
        return self.title.lower()

    @property
    def bonus_vnd(self) -> int:
        return sum(line.bonus_vnd for line in self.lines)

    @property
    def bonuses(self) -> tuple[int, ...]:
        """The different amounts in this group."""
        return tuple(sorted({line.bonus_vnd for line in self.lines}))


def groups(lines: Sequence[Line]) -> tuple[Group, ...]:
    """The lines in the order of the annex, each keeping its place within its group."""
    found = ((nature, tuple(line for line in lines if line.nature == nature)) for nature in TITLES)
    return tuple(Group(nature, members) for nature, members in found if members)


def counts(grouped: Sequence[Group]) -> str:
    """ "02 tập thể, 01 hộ gia đình và 03 cá nhân"; a number stays on the line of what it counts."""
    return enumerated([f"{len(group.lines):02d}\u00a0{group.label}" for group in grouped])


def kinds(grouped: Sequence[Group]) -> str:
    """ "tập thể, hộ gia đình và cá nhân", of those that are in the list."""
    return enumerated([group.label for group in grouped])


def enumerated(parts: Sequence[str]) -> str:
    """a · a và b · a, b và c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} và {parts[-1]}"


def each(grouped: Sequence[Group]) -> str:
    """ "mỗi tập thể 900.000 đồng, mỗi cá nhân 450.000 đồng"; a group with several amounts refers to the list."""
    said = []
    for group in grouped:
        if len(group.bonuses) == 1:
            said.append(f"mỗi {group.label} {vietnamese.money(group.bonuses[0])}")
        else:
            said.append(f"mỗi {group.label} theo mức ghi tại danh sách")
    return enumerated(said)


def total_vnd(grouped: Sequence[Group]) -> int:
    return sum(group.bonus_vnd for group in grouped)


def full_decree(citation: str) -> str:
    """ "NĐ 38/2019/NĐ-CP" as a paper writes it: "Nghị định số 38/2019/NĐ-CP"."""
    return f"Nghị định số {citation[3:]}" if citation.startswith("NĐ ") else citation


def head_of(office_name: str) -> str:
    """The post of an office's head: "Trưởng phòng Nội vụ", "Giám đốc Sở Nội vụ", "Chánh Văn phòng …"."""
    for kind, post in (("Phòng ", "Trưởng phòng "), ("Ban ", "Trưởng ban ")):
        if office_name.startswith(kind):
            return post + office_name.removeprefix(kind)
    if office_name.startswith("Sở "):
        return f"Giám đốc {office_name}"
    if office_name.startswith("Văn phòng "):
        return f"Chánh {office_name}"
    return f"Thủ trưởng {office_name}"


def capacity_of(title: str) -> str:
    """In what capacity a holder of this post signs for the Chairman: "head", "acting", "deputy"; "" for any other post.

    Award decisions are the Chairman's own (Luật Đ79, Đ80): nobody signs them TM. the committee.
    """
    post = vietnamese.nfc(title).casefold()
    for start, capacity in (("phó chủ tịch", "deputy"), ("quyền chủ tịch", "acting"), ("chủ tịch", "head")):
        if post.startswith(start):
            return capacity
    return ""


SIGNATURES = {"head": ("Chủ tịch",), "acting": ("Q. Chủ tịch",), "deputy": ("KT. Chủ tịch", "Phó Chủ tịch")}


def named(nature: str, name: str, gender: str) -> str:
    """The name in the list: "Hộ ông Giàng A Páo", "Bà Lý Thị Mẩy"; a collective as it is called."""
    title = {"female": "bà", "male": "ông"}.get(gender, "")
    if nature == "household":
        bare = name[3:].strip() if name.casefold().startswith("hộ ") else name
        is_titled = bare.casefold().startswith(("ông ", "bà "))
        return f"Hộ {bare}" if is_titled or not title else f"Hộ {title} {bare}"
    if nature == "individual" and title:
        return f"{title.capitalize()} {name}"
    return name


def opening(text: str) -> str:
    """With a capital at its start."""
    return text[:1].upper() + text[1:]
