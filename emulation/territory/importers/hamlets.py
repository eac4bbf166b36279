"""A commune's hamlets from a workbook: what a line says, what is wrong with it, what is there already."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.core.files.base import File

from campaign_portal.foundation import clock, vietnamese, workbooks
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.workbooks import Blank, Heading
from emulation.territory.models import Level, Unit, squeezed
from emulation.territory.services import checks
from emulation.territory.services.hamlets import NewHamlet

MOST_HAMLETS = 300  # of one commune; the largest have about a hundred

COLUMNS = (
    Blank(Heading("kind", "Loại", required=False, also=("Loại hình",)), 16, "Thôn, Bản, Tổ dân phố …", example="Thôn"),
    Blank(
        Heading("name", "Tên", also=("Tên thôn", "Tên thôn, tổ dân phố")),
        34,
        "Tên riêng, có dấu, không kèm loại.",
        example="Tả Van Giáy 1",
    ),
    Blank(
        Heading("valid_from", "Từ ngày", required=False, also=("Ngày thành lập",)),
        16,
        "Ngày có thôn, ví dụ 01/01/2020. Để trống: ngày chọn khi tải lên.",
        example="01/01/2020",
    ),
    Blank(
        Heading("legal_basis", "Căn cứ", required=False, also=("Quyết định", "Nghị quyết")),
        40,
        "Số và ngày của văn bản thành lập, nếu có.",
        example="Nghị quyết 12/NQ-HĐND ngày 10/12/2019",
    ),
)
HEADINGS = tuple(column.heading for column in COLUMNS)


@dataclass(frozen=True)
class Row:
    """One line of the list as it was read. `problem` says what is wrong, `is_there` that the commune has it."""

    at: str
    kind: str
    name: str
    valid_from: str
    legal_basis: str
    problem: str = ""
    is_there: bool = False

    @property
    def is_new(self) -> bool:
        return not self.problem and not self.is_there


@dataclass(frozen=True)
class Checked:
    rows: tuple[Row, ...]

    @property
    def new(self) -> list[Row]:
        return [row for row in self.rows if row.is_new]

    @property
    def there(self) -> list[Row]:
        return [row for row in self.rows if row.is_there]

    @property
    def wrong(self) -> list[Row]:
        return [row for row in self.rows if row.problem]

    @property
    def kept(self) -> str:
        """The lines between the preview and the second press."""
        fields = ("at", "kind", "name", "valid_from", "legal_basis")
        return json.dumps([{field: asdict(row)[field] for field in fields} for row in self.rows], ensure_ascii=False)

    def to_add(self) -> list[NewHamlet]:
        """The new ones. Refuses while a line is wrong: all of a list or none."""
        if self.wrong:
            raise Refused(*(Problem(f"{row.at}: {row.problem}") for row in self.wrong[:20]))
        return [
            NewHamlet(row.kind, row.name, day, row.legal_basis)
            for row in self.new
            if (day := workbooks.as_day(row.valid_from)) is not None
        ]


def template(commune: Unit) -> bytes:
    """The workbook to fill in."""
    kinds = checks.KINDS[Level.HAMLET]
    columns = [Blank(COLUMNS[0].heading, 16, COLUMNS[0].hint, kinds, COLUMNS[0].example), *COLUMNS[1:]]
    return workbooks.blank(
        columns,
        sheet="Thôn, tổ dân phố",
        title=f"Danh sách thôn, tổ dân phố của {commune.full_title}",
        notes=["Thôn đã có trong danh bạ được bỏ qua: tải cùng một tệp hai lần không thêm gì."],
    )


def read(upload: File, commune: Unit, *, since: dt.date) -> Checked:
    """The lines of a workbook, checked against the commune. Refused when it is no such workbook."""
    table = workbooks.read_table(upload, HEADINGS, most_rows=MOST_HAMLETS * 2)
    return check(
        commune,
        (
            Row(
                at=f"Dòng {line.number}",
                kind=line["kind"],
                name=line["name"],
                valid_from=line["valid_from"] or vietnamese.day(since),
                legal_basis=line["legal_basis"],
            )
            for line in table.lines
        ),
    )


def read_kept(text: str, commune: Unit) -> Checked:
    """The lines that the preview kept, checked once more: a page is only a page."""
    try:
        rows = [_kept_row(line) for line in json.loads(text)]
    except (ValueError, TypeError, KeyError):
        rows = []
    if not rows or len(rows) > MOST_HAMLETS * 2:
        raise Refused("Danh sách xem trước không còn nguyên vẹn. Xin tải tệp lên lại.")
    return check(commune, rows)


def _kept_row(line: Mapping[str, object]) -> Row:
    text = {field: str(line[field])[:400] for field in ("at", "kind", "name", "valid_from", "legal_basis")}
    return Row(text["at"], text["kind"], text["name"], text["valid_from"], text["legal_basis"])


def check(commune: Unit, rows: Iterable[Row]) -> Checked:
    """Each line with its fault, or known as there, or new."""
    seen: dict[tuple[str, str], str] = {}
    there = _there(commune)
    return Checked(tuple(_checked(row, commune, there, seen) for row in rows))


Span = tuple[dt.date, dt.date | None]


def _there(commune: Unit) -> dict[tuple[str, str], list[Span]]:
    found: dict[tuple[str, str], list[Span]] = {}
    for hamlet in Unit.objects.filter(parent=commune, level=Level.HAMLET):
        key = (vietnamese.fold(hamlet.kind), squeezed(hamlet.name))
        found.setdefault(key, []).append((hamlet.valid_from, hamlet.valid_to))
    return found


def _checked(
    row: Row, commune: Unit, there: Mapping[tuple[str, str], Sequence[Span]], seen: dict[tuple[str, str], str]
) -> Row:
    kind, name = _kind_and_name(row, commune)
    try:
        kind, name = checks.named(name, kind, Level.HAMLET)
        basis = checks.basis(row.legal_basis, required=False)
        day = _day(row.valid_from, commune)
    except Refused as refused:
        return Row(row.at, kind, name, row.valid_from, row.legal_basis, problem=str(refused))
    key = (vietnamese.fold(kind), squeezed(name))
    if key in seen:
        same = f"Trùng tên với {seen[key].lower()}. Xin bỏ một dòng hoặc ghi tên phân biệt."
        return Row(row.at, kind, name, row.valid_from, basis, problem=same)
    seen[key] = row.at
    is_there = any(checks.meets(day, None, first, last) for first, last in there.get(key, ()))
    return Row(row.at, kind, name, vietnamese.day(day), basis, is_there=is_there)


def _kind_and_name(row: Row, commune: Unit) -> tuple[str, str]:
    """A kind written before the name counts ("Bản Dền" stays a thôn's name only where the column says Thôn)."""
    if row.kind:
        return row.kind, row.name
    for kind in sorted(checks.KINDS[Level.HAMLET], key=len, reverse=True):
        if vietnamese.nfc(row.name).lower().startswith(kind.lower() + " "):
            return kind, row.name[len(kind) :].strip()
    return ("Thôn" if commune.kind == "Xã" else "Tổ dân phố"), row.name


def _day(text: str, commune: Unit) -> dt.date:
    day = workbooks.as_day(text)
    if day is None:
        raise Refused(f"“{text[:30]}” không phải ngày. Ghi như 01/01/2020.")
    if day > clock.today():
        raise Refused(f"Ngày {vietnamese.day(day)} chưa đến.")
    if commune.start_known and day < commune.valid_from:
        raise Refused(f"{commune.opening_title} có từ {vietnamese.day(commune.valid_from)}; xin ghi từ ngày đó.")
    if commune.valid_to is not None and day > commune.valid_to:
        raise Refused(f"{commune.opening_title} đã kết thúc ngày {vietnamese.day(commune.valid_to)}.")
    return day
