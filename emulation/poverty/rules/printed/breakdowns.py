"""The tables of breakdowns, F4–F13 and F16, made from what a standard and a province count."""

from collections.abc import Iterable, Iterator

from emulation.poverty.rules.breakdowns.tables import (
    CLASSES,
    END,
    EVERYBODY,
    FEMALE_HEAD,
    MINORITY_END,
    NATIVE,
    NEAR,
    OTHER,
    POOR,
    TOTAL,
    Catalogue,
    Named,
    key,
)
from emulation.poverty.rules.columns import HOUSEHOLDS, PERSONS
from emulation.poverty.rules.printed.counts import BOTH, F1, F2, F3
from emulation.poverty.rules.printed.parts import Added, Count, Form, FormColumn, Rate, Source

BOTH_CLASSES = (POOR, NEAR)


def forms(catalogue: Catalogue) -> tuple[Form, ...]:
    """F1–F16 in printing order; a table of nothing that is counted is none."""
    made = [
        F1,
        F2,
        F3,
        *_lacks(catalogue, POOR, "F4", "F5"),
        *_lacks(catalogue, NEAR, "F6", "F7"),
        *_by_groups(catalogue),
        _peoples(catalogue),
        *_causes(catalogue),
        *_children(catalogue),
        *(_standard(catalogue, poverty_class, code) for poverty_class, code in ((POOR, "F12"), (NEAR, "F13"))),
        *_summary(catalogue),
    ]
    return tuple(made)


def _numbered(columns: Iterable[tuple[str, Source, tuple[str, ...]]]) -> tuple[FormColumn, ...]:
    return tuple(
        FormColumn(heading, source, str(number), over) for number, (heading, source, over) in enumerate(columns, 1)
    )


def _about(columns: Iterable[FormColumn]) -> frozenset[str]:
    """The keys of lines, which somebody has to enter for the table."""
    return frozenset(count.key for column in columns for count in column.source.counts() if "." in count.key)


def _whole(poverty_class: str) -> Count:
    return Count(END[poverty_class])


def _line(poverty_class: str, family: str, code: str) -> Count:
    return Count(key(poverty_class, family, code))


# --- F4–F7: lacks -----------------------------------------------------------------------------------------------------


def _lacks(catalogue: Catalogue, poverty_class: str, counts: str, rates: str) -> Iterator[Form]:
    if not catalogue.lacks:
        return
    whose = CLASSES[poverty_class]
    whole = FormColumn(f"Tổng số {whose}", _whole(poverty_class))
    total = FormColumn("Tổng số thiếu hụt", _line(poverty_class, "lack", TOTAL))

    def column(lack: Named, *, as_rate: bool) -> FormColumn:
        count = _line(poverty_class, "lack", lack.code)
        source = Rate(count, whole.source) if as_rate else count  # type: ignore[arg-type]
        over = ("Tỷ lệ thiếu hụt (%)" if as_rate else "Số hộ thiếu hụt", lack.under)
        return FormColumn(lack.name, source, lack.number, over)

    counted = (whole, total, *(column(lack, as_rate=False) for lack in catalogue.lacks))
    rated = (whole, *(column(lack, as_rate=True) for lack in catalogue.lacks))
    yield Form(counts, f"Phân tích các chỉ số thiếu hụt của {whose}", counted, about=_about(counted))
    yield Form(rates, f"Phân tích tỷ lệ các chỉ số thiếu hụt của {whose}", rated, about=_about(rated))


# --- F8: groups -------------------------------------------------------------------------------------------------------


def _by_groups(catalogue: Catalogue) -> Iterator[Form]:
    if not catalogue.protected:
        return
    columns: list[FormColumn] = []
    for poverty_class in BOTH_CLASSES:
        over = (CLASSES[poverty_class].capitalize(),)
        first = len(columns) + 1
        parts = [
            ("Tổng số", _whole(poverty_class)),
            ("Hộ dân tộc thiểu số", Count(MINORITY_END[poverty_class])),
            *((group.name, _line(poverty_class, "group", group.code)) for group in catalogue.protected),
        ]
        columns += [FormColumn(name, source, str(first + at), over) for at, (name, source) in enumerate(parts)]
        last = first + len(parts)
        balance = "-".join(str(number) for number in range(first, last))
        columns.append(FormColumn("Khác", _line(poverty_class, "group", OTHER), f"{last}={balance}", over))
    yield Form(
        "F8",
        "Phân tích hộ nghèo, hộ cận nghèo theo các nhóm đối tượng",
        tuple(columns),
        BOTH,
        _about(columns),
    )


# --- F9: peoples ------------------------------------------------------------------------------------------------------


def _peoples(catalogue: Catalogue) -> Form:
    columns: list[tuple[str, Source, tuple[str, ...]]] = []
    for poverty_class in BOTH_CLASSES:
        over = (CLASSES[poverty_class].capitalize(),)
        minorities = (*over, "Hộ dân tộc thiểu số")
        minority = Count(MINORITY_END[poverty_class])
        own = tuple(_line(poverty_class, "people", people.code) for people in catalogue.peoples)
        columns += [
            ("Tổng số", _whole(poverty_class), over),
            ("Kinh", Added((_whole(poverty_class),), (minority,)), over),
            ("Tổng số", minority, minorities),
            *((people.name, source, minorities) for people, source in zip(catalogue.peoples, own, strict=True)),
            *([("Khác", Added((minority,), own), minorities)] if own else []),
        ]
    made = _numbered(columns)
    return Form("F9", "Phân tích hộ nghèo, hộ cận nghèo theo dân tộc", made, about=_about(made))


# --- F10: causes, F11: children ---------------------------------------------------------------------------------------


def _causes(catalogue: Catalogue) -> Iterator[Form]:
    if catalogue.causes:
        made = _numbered(
            (cause.name, _line(poverty_class, "cause", cause.code), (CLASSES[poverty_class].capitalize(),))
            for poverty_class in BOTH_CLASSES
            for cause in catalogue.causes
        )
        yield Form("F10", "Phân nhóm hộ nghèo, hộ cận nghèo theo các nguyên nhân nghèo", made, about=_about(made))


def _children(catalogue: Catalogue) -> Iterator[Form]:
    if catalogue.children:
        made = _numbered(
            (heading, Count(key(poverty_class, "child", code), PERSONS), over)
            for poverty_class in BOTH_CLASSES
            for heading, code, over in _children_of(catalogue, f"Trẻ em thuộc {CLASSES[poverty_class]}")
        )
        yield Form("F11", "Chỉ tiêu thiếu hụt của trẻ em", made, about=_about(made))


def _children_of(catalogue: Catalogue, whose: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    yield "Tổng số trẻ em", TOTAL, (whose,)
    for lack in catalogue.children:
        yield lack.name, lack.code, (whose, f"Thiếu hụt {lack.under[:1].lower()}{lack.under[1:]}")


# --- F12, F13: by the multidimensional standard -----------------------------------------------------------------------


def _standard(catalogue: Catalogue, poverty_class: str, code: str) -> Form:
    whose = CLASSES[poverty_class]
    people = whose.replace("hộ", "nhân khẩu", 1)
    columns: list[FormColumn] = []

    def add(heading: str, source: Source, over: str, formula: str = "") -> None:
        number = str(len(columns) + 1)
        columns.append(FormColumn(heading, source, f"{number}={formula}" if formula else number, (over,)))

    def three(over: str, population: str, whole: str, minority: str, native: str) -> int:
        """Everybody, Kinh, minorities, and among these the native ones. Returns the number of the first."""
        first = len(columns) + 1
        total, few = Count(whole, population), Count(minority, population)
        add("Tổng số", total, over, f"{first + 1}+{first + 2}")
        add("Kinh", Added((total,), (few,)), over)
        add("DTTS", few, over)
        if catalogue.has_native:
            add("Trong đó DTTS tại chỗ", Count(native, population), over)
        return first

    of_all, of_class = key(EVERYBODY, "group", NATIVE), key(poverty_class, "group", NATIVE)
    ends = END[poverty_class], MINORITY_END[poverty_class]
    everybody = three("Tổng số hộ chung", HOUSEHOLDS, "total", "minority_total", of_all)
    three("Tổng số nhân khẩu chung", PERSONS, "total", "minority_total", of_all)
    households = three(whose.capitalize(), HOUSEHOLDS, *ends, of_class)
    # People of merit come first here, as in the form.
    protected = sorted(catalogue.protected, key=lambda group: group.code != "merit")
    for group in (*protected, Named(FEMALE_HEAD, "Chủ hộ là nữ")):
        add(group.name, Count(key(poverty_class, "group", group.code), HOUSEHOLDS), f"Trong đó {whose}")
    three(people.capitalize(), PERSONS, *ends, of_class)
    for heading, step in (("Chung", 0), ("DTTS", 2), ("DTTS tại chỗ", 3)):
        if step < 3 or catalogue.has_native:
            part, whole = households + step, everybody + step
            add(
                heading,
                Rate(columns[part - 1].source, columns[whole - 1].source),  # type: ignore[arg-type]
                f"Tỷ lệ {whose} (%)",
                f"{part}/{whole}×100",
            )
    return Form(code, f"Tổng hợp {whose} theo chuẩn đa chiều", tuple(columns), about=_about(columns))


# --- F16: another province's summary ----------------------------------------------------------------------------------


def _summary(catalogue: Catalogue) -> Iterator[Form]:
    if not catalogue.protected:
        return
    made = _numbered(
        [
            ("Tổng số hộ dân cư", Count("total"), ()),
            ("Số hộ DTTS", Count("minority_total"), ()),
            ("Hộ nghèo", _whole(POOR), ()),
            ("Hộ cận nghèo", _whole(NEAR), ()),
            *(
                (CLASSES[each].capitalize(), Count(MINORITY_END[each]), ("Hộ dân tộc thiểu số",))
                for each in BOTH_CLASSES
            ),
            *(
                (CLASSES[each].capitalize(), _line(each, "group", group.code), (group.name,))
                for group in catalogue.protected
                for each in BOTH_CLASSES
            ),
        ]
    )
    yield Form("F16", "Tổng hợp kết quả rà soát hộ nghèo, hộ cận nghèo", made, BOTH, _about(made))
