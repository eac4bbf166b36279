"""How the tables of a review are headed: the sheets of our own blank workbook, and the official forms F1–F17.

A column means one of: a place, a line's population, a count ("households_poor_end"; "*poor_end" where the line says of
whom), or a printed rate of two counts ("%households_poor_end/households_total"). Pure.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from campaign_portal.foundation.workbooks import heading_parts
from emulation.poverty.rules import columns
from emulation.poverty.rules.breakdowns.tables import Breakdown
from emulation.poverty.rules.names import key
from emulation.poverty.rules.printed import Form
from emulation.poverty.rules.printed.counts import START
from emulation.poverty.rules.printed.parts import Count, Rate, Source
from emulation.poverty.rules.tabs import HEADINGS, Tab, tabs_of

WITHIN = 30  # rows from the top: titles and notes stand above
DEEPEST = 4
COMMUNE, HAMLET, SPLIT = "commune", "hamlet", "split"
PLACES = {COMMUNE: "Xã, phường", HAMLET: "Thôn, tổ dân phố", SPLIT: "Phân tổ (hộ, nhân khẩu)"}
_PLACE_NAMES = {
    COMMUNE: ("Xã, phường", "Xã", "Phường", "Phường/Xã", "Xã, phường, thị trấn", "Tên xã"),
    HAMLET: (
        "Thôn, tổ dân phố", "Thôn", "Thôn, bản", "Tổ dân phố", "Địa bàn", "Tên thôn", "Khu phố", "Ấp", "Buôn", "Bản",
        "Thôn, tổ", "Thôn, bản, tổ dân phố", "Tên thôn, tổ dân phố", "Đơn vị", "Tên đơn vị",
    ),
    SPLIT: ("Phân tổ", "Hộ/Nhân khẩu"),
}  # fmt: skip
_ENDS = {end: start for start, end in columns.START_OF.items()}


@cache
def spelled(text: str) -> str:
    """A heading as two tables compare it."""
    return key(text)


PLACE_SPELLINGS = {spelled(name): place for place, names in _PLACE_NAMES.items() for name in names}


@dataclass(frozen=True)
class Layout:
    """One table. `spellings` are whole headings and their ends, as far as only one column of it ends so, and what they
    mean ("": nothing that is read); `titles` what a sheet or a title of this table is called."""

    code: str
    name: str
    spellings: Mapping[str, str]
    titles: frozenset[str]
    is_split: bool = False


def layouts(forms: Iterable[Form], breakdown: Breakdown) -> tuple[Layout, ...]:
    """Every table of one standard and province, then the plain names of all columns."""
    known = frozenset((*columns.ALL_FIELDS, *breakdown.columns))
    return (
        *(_of_tab(tab) for tab in tabs_of(breakdown)),
        *(_of_form(form, known) for form in forms),
        _plain(breakdown),
    )


def sheet_name(tab: Tab) -> str:
    """Of our own workbook: "Hộ nghèo", "Thiếu hụt, hộ nghèo"."""
    variant = f", {tab.variant[:1].lower()}{tab.variant[1:]}" if tab.variant else ""
    return f"{tab.label}{variant}"[:31]


def tab_heading(tab: Tab, at: int) -> tuple[str, str]:
    """Of one column: what stands above it, and its heading."""
    column = tab.columns[at]
    return column.group, HEADINGS.get((tab.population, column.key), column.heading) if not column.group else (
        column.heading
    )


def _of_tab(tab: Tab) -> Layout:
    paths = []
    for at, name in enumerate(tab.fields):
        group, heading = tab_heading(tab, at)
        paths.append(((group, heading) if group else (heading,), name))
    return Layout(tab.key, sheet_name(tab), _spellings(paths), frozenset({spelled(sheet_name(tab))}))


def _of_form(form: Form, known: frozenset[str]) -> Layout:
    paths = [((*column.over, column.heading), _meaning(column.source, form, known)) for column in form.columns]
    titles = {spelled(form.code), spelled(form.title)}
    return Layout(form.code, f"{form.code}. {form.title}", _spellings(paths), frozenset(titles), form.is_split)


def _meaning(source: Source, form: Form, known: frozenset[str]) -> str:
    """What is added up of several counts means nothing that could be entered."""
    if isinstance(source, Rate):
        parts = [_meaning(part, form, known) for part in (source.part, source.whole)]
        return f"%{parts[0]}/{parts[1]}" if all(parts) else ""
    if not isinstance(source, Count):
        return ""
    name = source.key
    if name.startswith(START):
        name = _ENDS.get(name.removeprefix(START), "")
    if not name:
        return ""
    if form.is_split and not source.population:
        return f"*{name}" if columns.field_name(form.populations[0], name) in known else ""
    found = columns.field_name(source.population or form.populations[0], name)
    return found if found in known else ""


def _plain(breakdown: Breakdown) -> Layout:
    """Every column by the name that messages give it: "nghèo cuối kỳ (hộ)"."""
    spellings = {spelled(text): name for name, text in _described(breakdown).items()}
    often = Counter(column.name for column in columns.ALL)
    for name in columns.ALL_FIELDS:
        population, own = columns.split_field(name)
        if often[columns.BY_KEY[own].name] > 1:
            continue
        spellings.setdefault(spelled(f"{columns.POPULATIONS[population]} {columns.BY_KEY[own].name}"), name)
        if population == columns.HOUSEHOLDS:
            spellings.setdefault(spelled(columns.BY_KEY[own].name), name)
    for name, also in (
        ("households_total", ("Tổng số hộ", "Số hộ dân cư", "Tổng số hộ dân cư", "Tổng số hộ dân")),
        ("persons_total", ("Tổng số khẩu", "Tổng số nhân khẩu", "Nhân khẩu", "Số khẩu")),
        ("households_minority_total", ("Số hộ DTTS", "Tổng số hộ DTTS", "Hộ DTTS")),
        ("households_poor_end", ("Số hộ nghèo", "Hộ nghèo", "Tổng số hộ nghèo")),
        ("households_near_end", ("Số hộ cận nghèo", "Hộ cận nghèo", "Tổng số hộ cận nghèo")),
    ):
        for text in also:
            spellings.setdefault(spelled(text), name)
    return Layout("", "Bảng số liệu", spellings, frozenset())


def _spellings(paths: Sequence[tuple[tuple[str, ...], str]]) -> dict[str, str]:
    ends = Counter(spelled("".join(path[at:])) for path, _ in paths for at in range(len(path)))
    found: dict[str, str] = {}
    for path, meaning in paths:
        for at in range(len(path)):
            end = spelled("".join(path[at:]))
            if at == 0 or ends[end] == 1:
                found.setdefault(end, meaning)
    return found


def names_of(breakdown: Breakdown) -> dict[str, str]:
    """What a column can be told to mean, as a person reads it."""
    return PLACES | {name: _upper(text) for name, text in _described(breakdown).items()}


def _described(breakdown: Breakdown) -> dict[str, str]:
    """Every column by the name that messages give it. Where two tables tell of the same households (V6) each names its
    table: "nghèo thành cận nghèo (hộ), bảng hộ nghèo"."""
    every = {name: breakdown.described(name) for name in (*columns.ALL_FIELDS, *breakdown.columns)}
    often = Counter(every.values())
    poor = {column.key for column in columns.POOR_TABLE}
    return {name: text if often[text] == 1 else f"{text}, bảng {_table_of(name, poor)}" for name, text in every.items()}


def _table_of(name: str, poor: set[str]) -> str:
    return "hộ nghèo" if columns.split_field(name)[1] in poor else "hộ cận nghèo"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- Finding the headings ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Header:
    """Where the headings of a sheet stand. `top` is the first row below them; `columns` by place, what each means."""

    top: int = 0
    columns: Mapping[int, str] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)
    layout: str = ""  # its name
    is_split: bool = False

    @property
    def is_understood(self) -> bool:
        meant = set(self.columns.values())
        return HAMLET in meant and len(meant - set(PLACES)) > 0


def find(sheet: str, rows: Sequence[Sequence[str]], known: Iterable[Layout]) -> Header:
    """The rows of headings, and the table, that explain most; what understands nothing has the fullest row's texts."""
    known, rows = tuple(known), rows[:WITHIN]
    plain = known[-1].spellings
    said = {spelled(sheet)} | {spelled(cell) for row in rows for cell in row if cell}
    candidates = [(last, depth) for last in range(len(rows)) for depth in range(1, min(DEEPEST, last + 1) + 1)]
    every = [(last, list(heading_parts(rows, last, depth))) for last, depth in candidates]
    heads = [(last, parts) for last, parts in every if _names_hamlets(parts)]
    best, most = Header(), (0, 0, False, 0)
    for layout in known:
        titled = bool(layout.titles & said)
        for last, parts in heads:
            found, exact = _header(last, parts, layout, plain)
            counts = [meaning for meaning in found.columns.values() if meaning not in PLACES]
            score = (len(counts), exact, titled, -sum(len(own) for _, own in parts))
            if found.is_understood and score > most:
                best, most = found, score
    if best.is_understood:
        return best
    fullest = max(range(len(rows)), key=lambda at: sum(bool(cell) for cell in rows[at]), default=0)
    texts = dict(_texts(heading_parts(rows, fullest, 1))) if rows else {}
    return Header(fullest + 1, {}, texts)


def _names_hamlets(parts: Sequence[tuple[int, list[str]]]) -> bool:
    """Whether any column could be that of the hamlets: without one no heading is understood."""
    ends = (spelled("".join(own[at:])) for _, own in parts for at in range(len(own)))
    return any(PLACE_SPELLINGS.get(end) == HAMLET for end in ends)


def _texts(parts: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, str]]:
    for column, own in parts:
        yield column, " / ".join(dict.fromkeys(own))


def _header(
    last: int, parts: Sequence[tuple[int, list[str]]], layout: Layout, plain: Mapping[str, str]
) -> tuple[Header, int]:
    """With how many headings are those of the table from the top: of rates and of counts the ends are alike. A column
    that the table does not know may be one of another table, by its plain name."""
    meant: dict[int, str] = {}
    exact = 0
    taken: set[str] = set()
    for column, own in parts:
        for at in range(len(own)):
            end = spelled("".join(own[at:]))
            meaning = PLACE_SPELLINGS.get(end) or layout.spellings.get(end)
            if meaning == "":
                break
            if meaning and meaning not in taken:
                meant[column] = meaning
                taken.add(meaning)
                exact += at == 0
                break
        else:
            meaning = plain.get(spelled(own[0])) if len(own) == 1 and not layout.is_split else None
            if meaning and meaning not in taken:
                meant[column] = meaning
                taken.add(meaning)
    if layout.is_split and SPLIT not in taken:
        return Header(), 0
    return Header(last + 1, meant, dict(_texts(parts)), layout.name, layout.is_split), exact
