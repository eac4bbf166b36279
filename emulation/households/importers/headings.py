"""What the lists call their columns. The headings of two provinces' exports (`poverty.md`, F14 and F15) and our own.

A heading may stand in up to three rows ("Năm sinh" above "Nam" and "Nữ"). What is not known here is mapped by a person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from campaign_portal.foundation.workbooks import heading_parts
from emulation.poverty.models import PovertyCause, ProtectedGroup, StandardIndicator
from emulation.poverty.rules.names import key

WITHIN = 30  # rows from the top: titles and notes stand above
DEEPEST = 3
BORN_MALE, BORN_FEMALE = "born_male", "born_female"
CAUSE, LACK, GROUP, WISH = "cause:", "lack:", "group:", "wish:"


@dataclass(frozen=True)
class Field:
    """A thing a list may say. `upper` are words that must stand above the heading where it alone says too little."""

    key: str
    name: str
    also: tuple[str, ...] = ()
    upper: tuple[str, ...] = ()

    @property
    def spellings(self) -> frozenset[str]:
        names = {key(text) for text in (self.name, *self.also)}
        if not self.upper:
            return frozenset(names)
        return frozenset(key(above) + name for above in self.upper for name in names)


NAME = Field(
    "full_name", "Họ và tên", ("Họ tên", "Họ và tên chủ hộ", "Họ tên chủ hộ", "Chủ hộ", "Họ và tên thành viên")
)
BORN = ("Năm sinh", "Ngày tháng năm sinh", "Ngày sinh")
SUPPORT = (
    "Nhu cầu hỗ trợ", "Hỗ trợ", "Đề nghị hỗ trợ", "Nhu cầu", "Nguyện vọng", "Chính sách hỗ trợ", "Nhu cầu được hỗ trợ",
)  # fmt: skip
FIELDS = (
    Field("head_no", "STT chủ hộ", ("STT hộ", "Số thứ tự hộ", "STTHộ", "TT hộ")),
    Field("member_no", "STT thành viên", ("STT khẩu", "Số thứ tự thành viên", "STTKhẩu", "TT thành viên")),
    Field("number", "STT", ("TT", "Số TT", "Số thứ tự")),
    NAME,
    Field("hamlet", "Thôn, tổ dân phố", (
        "Thôn", "Thôn, bản", "Tổ dân phố", "Địa chỉ", "Nơi ở", "Thôn, buôn", "Khu phố", "Ấp", "Buôn", "Bản",
        "Thôn, bản, tổ dân phố", "Thôn, buôn, bon, tổ dân phố",
    )),
    Field(BORN_MALE, "Nam", upper=BORN),
    Field(BORN_FEMALE, "Nữ", upper=BORN),
    Field(BORN_MALE, "Năm sinh nam", ("Nam",)),
    Field(BORN_FEMALE, "Năm sinh nữ", ("Nữ",)),
    Field("birth_year", "Năm sinh", BORN[1:]),
    Field("gender", "Giới tính"),
    Field("ethnicity", "Dân tộc"),
    Field("relation", "Quan hệ với chủ hộ", ("Quan hệ",)),
    Field("id_number", "CCCD", (
        "Số CCCD", "CMND", "Số CMND", "CCCD/CMND", "CMND/CCCD", "Số CMND/CCCD", "Số CCCD/CMND", "Số định danh",
        "Căn cước công dân", "Số căn cước", "Căn cước",
    )),
    Field("member_count", "Số nhân khẩu", ("Số khẩu", "Nhân khẩu", "Số thành viên")),
    Field("class", "Diện", ("Loại hộ", "Diện hộ", "Phân loại", "Phân loại hộ", "Kết quả rà soát")),
    Field("declared", "Danh sách ghi", ("Biến động", "Tình trạng hộ")),
    Field("declared:new", "Nghèo mới", ("Hộ nghèo mới", "Cận nghèo mới", "Phát sinh mới", "Mới")),
    Field("declared:relapsed", "Tái nghèo", ("Hộ tái nghèo", "Tái cận nghèo")),
    Field("declared:old", "Nghèo cũ", ("Hộ nghèo cũ", "Cận nghèo cũ", "Cũ")),
    Field("b1", "B1", ("Điểm B1", "Phiếu B1", "Tổng điểm B1")),
    Field("b2", "B2", ("Điểm B2", "Phiếu B2", "Tổng điểm B2")),
    Field("income", "Thu nhập, đồng/tháng", (
        "Thu nhập", "Thu nhập bình quân", "Thu nhập bình quân đầu người", "Thu nhập bình quân đầu người, đồng/tháng",
    )),
    Field("causes", "Nguyên nhân nghèo", ("Nguyên nhân",)),
    Field("lacks", "Chỉ số thiếu hụt", ("Thiếu hụt", "Các chỉ số thiếu hụt")),
    Field("groups", "Nhóm đối tượng", ("Đối tượng",)),
    Field("wish", "Nguyện vọng", ("Nhu cầu hỗ trợ", "Hỗ trợ đề nghị")),
    Field("list_number", "Quyết định công nhận", ("Số quyết định", "Quyết định", "Quyết định công nhận số")),
    Field("list_date", "Ngày quyết định", ("Ngày", "Ngày công nhận", "Ngày ban hành", "Ngày ký")),
    *(
        Field(f"{WISH}{name}", name.capitalize(), upper=SUPPORT)
        for name in ("y tế", "giáo dục", "sản xuất", "vay vốn tín dụng", "nhà ở", "khác")
    ),
    *(
        Field(f"{WISH}{name}", f"Hỗ trợ {name}", (name.capitalize(),) if name != "khác" else ())
        for name in ("y tế", "giáo dục", "sản xuất", "vay vốn tín dụng", "nhà ở", "khác")
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """Every heading that is understood, for one standard's lists."""

    by_spelling: Mapping[str, str]
    names: Mapping[str, str]  # key → how a person reads it, in the order of the box

    def label(self, of: str) -> str:
        return self.names.get(of, of)


def known(
    indicators: Iterable[StandardIndicator], causes: Iterable[PovertyCause], groups: Iterable[ProtectedGroup]
) -> Known:
    """The fixed fields, and a column to tick for each group, each lack of the standard and each cause."""
    fields = [
        *FIELDS,
        *(Field(f"{GROUP}{g.code}", g.short_name, (g.name, *g.also.split(";"))) for g in groups),
        *(Field(f"{LACK}{i.code}", i.name, upper=("", "Thiếu hụt", "Chỉ số thiếu hụt")) for i in indicators),
        *(
            Field(f"{CAUSE}{c.code}", c.name, tuple(c.also.split(";")), ("Nguyên nhân", "Nguyên nhân nghèo"))
            for c in causes
        ),
        *(Field(f"{CAUSE}{c.code}", c.name) for c in causes if c.code != "other"),
    ]
    spelled: dict[str, str] = {}
    names: dict[str, str] = {}
    for one in fields:
        for spelling in one.spellings:
            spelled.setdefault(spelling, one.key)
        names.setdefault(one.key, _shown(one))
    return Known(spelled, names)


def _shown(one: Field) -> str:
    kind = one.key.partition(":")[0]
    above = {"wish": "Đề nghị hỗ trợ", "cause": "Nguyên nhân", "lack": "Thiếu hụt", "group": "Nhóm"}.get(kind, "")
    if one.key in {BORN_MALE, BORN_FEMALE}:
        return f"Năm sinh ({one.name.lower()})"
    return f"{above}: {one.name.lower()}" if above else one.name


@dataclass(frozen=True)
class Header:
    """Where the headings stand and what each column is. `top` is the first row below them; columns by field key."""

    top: int
    columns: Mapping[str, int]
    texts: Mapping[int, str] = field(default_factory=dict)  # column → its heading as written

    @property
    def is_understood(self) -> bool:
        return NAME.key in self.columns


def find(rows: Sequence[Sequence[str]], understood: Known) -> Header:
    """The rows of headings that say most; without any that name persons, the fullest row of the top."""
    best = Header(0, {})
    for last in range(min(len(rows), WITHIN)):
        for depth in range(1, min(DEEPEST, last + 1) + 1):
            found = _header(rows, last, depth, understood)
            if found.is_understood and len(found.columns) > len(best.columns):
                best = found
    if best.is_understood:
        return best
    fullest = max(range(min(len(rows), WITHIN)), key=lambda at: sum(bool(cell) for cell in rows[at]), default=0)
    return _header(rows, fullest, 1, understood)


def _header(rows: Sequence[Sequence[str]], last: int, depth: int, understood: Known) -> Header:
    columns: dict[str, int] = {}
    texts: dict[int, str] = {}
    for column, parts in heading_parts(rows, last, depth):
        texts[column] = " / ".join(parts)
        for spelling in (key("".join(parts)), key("".join(parts[-2:])), key(parts[-1])):
            if (meant := understood.by_spelling.get(spelling)) and meant not in columns:
                columns[meant] = column
                break
    return Header(last + 1, columns, texts)
