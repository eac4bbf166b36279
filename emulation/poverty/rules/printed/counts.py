"""The tables of the core counts: F1, F2, F3, and F17 of 2016–2020 for poor and near-poor."""

from emulation.poverty.rules.columns import HOUSEHOLDS, PERSONS
from emulation.poverty.rules.printed.parts import Added, Count, Form, FormColumn, Rate

BOTH = (HOUSEHOLDS, PERSONS)


def _of(population: str, key: str) -> Count:
    return Count(key, population)


def _class(population: str, key: str, over: str, name: str, whole: str, first: int) -> tuple[FormColumn, ...]:
    """A class with its rate among all: "3", "4=3/1×100"."""
    noun = "Số hộ" if population == HOUSEHOLDS else "Nhân khẩu"
    return (
        FormColumn(noun, _of(population, key), str(first), (over, name)),
        FormColumn(
            "Tỷ lệ (%)",
            Rate(_of(population, key), _of(population, "total")),
            f"{first + 1}={first}/{whole}×100",
            (over, name),
        ),
    )


_TOTALS = "Tổng số hộ dân cư tại thời điểm rà soát"
_AVERAGE = "Hộ làm nông, lâm, ngư nghiệp có mức sống trung bình"
F1 = Form(
    "F1",
    "Tổng hợp kết quả rà soát hộ nghèo; hộ cận nghèo; hộ làm nông, lâm, ngư nghiệp có mức sống trung bình",
    (
        FormColumn("Số hộ", _of(HOUSEHOLDS, "total"), "1", (_TOTALS,)),
        FormColumn("Nhân khẩu", _of(PERSONS, "total"), "2", (_TOTALS,)),
        *_class(HOUSEHOLDS, "poor_end", "Kết quả về hộ", "Hộ nghèo", "1", 3),
        *_class(HOUSEHOLDS, "near_end", "Kết quả về hộ", "Hộ cận nghèo", "1", 5),
        *_class(HOUSEHOLDS, "average_living", "Kết quả về hộ", _AVERAGE, "1", 7),
        *_class(PERSONS, "poor_end", "Kết quả về nhân khẩu", "Hộ nghèo", "2", 9),
        *_class(PERSONS, "near_end", "Kết quả về nhân khẩu", "Hộ cận nghèo", "2", 11),
        *_class(PERSONS, "average_living", "Kết quả về nhân khẩu", _AVERAGE, "2", 13),
    ),
)

_LESS, _MORE = "Diễn biến giảm", "Diễn biến tăng"
_BALANCE = "9=1-2-3-4+5+6+7+8"
F2 = Form(
    "F2",
    "Tổng hợp diễn biến hộ nghèo",
    (
        FormColumn("Hộ nghèo đầu kỳ", Count("poor_start"), "1"),
        FormColumn("Trở thành hộ cận nghèo", Count("poor_to_near"), "2", (_LESS, "Số hộ thoát nghèo")),
        FormColumn("Vượt chuẩn cận nghèo", Count("poor_above_near"), "3", (_LESS, "Số hộ thoát nghèo")),
        FormColumn("Số hộ khác", Count("poor_other_out"), "4", (_LESS,)),
        FormColumn("Số hộ cận nghèo trở thành hộ nghèo", Count("poor_from_near"), "5", (_MORE,)),
        FormColumn("Tái nghèo", Count("poor_relapsed"), "6", (_MORE, "Số hộ nghèo bổ sung")),
        FormColumn("Phát sinh mới", Count("poor_new"), "7", (_MORE, "Số hộ nghèo bổ sung")),
        FormColumn("Số hộ khác", Count("poor_other_in"), "8", (_MORE,)),
        FormColumn("Hộ nghèo cuối kỳ", Count("poor_end"), _BALANCE),
    ),
    BOTH,
)
F3 = Form(
    "F3",
    "Tổng hợp diễn biến hộ cận nghèo",
    (
        FormColumn("Hộ cận nghèo đầu kỳ", Count("near_start"), "1"),
        FormColumn("Số hộ thoát cận nghèo", Count("near_escaped"), "2", (_LESS,)),
        FormColumn("Số hộ trở thành hộ nghèo", Count("near_to_poor"), "3", (_LESS,)),
        FormColumn("Số hộ khác", Count("near_other_out"), "4", (_LESS,)),
        FormColumn("Số hộ nghèo trở thành hộ cận nghèo", Count("near_from_poor"), "5", (_MORE,)),
        FormColumn("Tái cận nghèo", Count("near_relapsed"), "6", (_MORE, "Số hộ cận nghèo bổ sung")),
        FormColumn("Phát sinh mới", Count("near_new"), "7", (_MORE, "Số hộ cận nghèo bổ sung")),
        FormColumn("Số hộ khác", Count("near_other_in"), "8", (_MORE,)),
        FormColumn("Hộ cận nghèo cuối kỳ", Count("near_end"), _BALANCE),
    ),
    BOTH,
)

# --- F17 -------------------------------------------------------------------------------------------------------------

# Of the list approved for the end of the year before, with its own totals ("theo Quyết định đã phê duyệt").
START = "start."


def _f17(code: str, name: str, *, end: str, gone: Added, back: str, new: str, escaped: str) -> Form:
    total, minority = Count("total"), Count("minority_total")
    listed = f"Số hộ {name} đầu năm (theo Quyết định đã phê duyệt)"
    moves = f"Diễn biến hộ {name} trong năm"
    finish = f"Số hộ {name} cuối năm"
    was, was_minority = Count(START + end), Count(START + end.replace("_end", "_minority_end"))
    now, now_minority = Count(end), Count(end.replace("_end", "_minority_end"))
    moved = (
        ("7", "8", f"Số hộ {escaped}", gone),
        ("9", "10", f"Số hộ tái {name}", Added((Count(back),))),
        ("11", "12", f"Số hộ {name} phát sinh", Added((Count(new),))),
    )
    return Form(
        code,
        f"Tổng hợp kết quả điều tra, rà soát hộ {name}",
        (
            FormColumn("Số hộ", total, "1", ("Tổng số hộ dân cư",)),
            FormColumn("Trong đó hộ DTTS", minority, "2", ("Tổng số hộ dân cư",)),
            FormColumn("Số hộ", was, "3", (listed,)),
            FormColumn("Tỷ lệ %", Rate(was, Count(START + "total")), "4", (listed,)),
            FormColumn("Số hộ DTTS", was_minority, "5", (listed,)),
            FormColumn("Tỷ lệ %", Rate(was_minority, Count(START + "minority_total")), "6", (listed,)),
            *(
                FormColumn(heading, source, number, (moves, over))
                for first, second, over, count in moved
                for number, heading, source in ((first, "Số hộ", count), (second, "Tỷ lệ %", Rate(count, total)))
            ),
            FormColumn("Số hộ", now, "13", (finish,)),
            FormColumn("Tỷ lệ %", Rate(now, total), "14", (finish,)),
            FormColumn("Số hộ DTTS", now_minority, "15", (finish,)),
            FormColumn("Tỷ lệ %", Rate(now_minority, minority), "16", (finish,)),
        ),
        about=frozenset({"total", end}),
    )


F17_POOR = _f17(
    "F17A",
    "nghèo",
    end="poor_end",
    gone=Added((Count("poor_to_near"), Count("poor_above_near"))),
    back="poor_relapsed",
    new="poor_new",
    escaped="thoát nghèo",
)
F17_NEAR = _f17(
    "F17B",
    "cận nghèo",
    end="near_end",
    gone=Added((Count("near_escaped"),)),
    back="near_relapsed",
    new="near_new",
    escaped="thoát cận nghèo",
)

OF_2016 = (F17_POOR, F17_NEAR)
