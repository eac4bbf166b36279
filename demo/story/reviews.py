"""The reviews at 6, 9 and 12 months: who is done, who is late, who is at work when the demo opens."""

import datetime as dt
from collections.abc import Mapping
from functools import partial

from demo import figures, ground, opening, places
from demo.places import TA_VAN, DemoCommune
from demo.story import people
from demo.story.playing import Act, on
from emulation.poverty.models import ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.selectors.sheet import sheet_of
from emulation.poverty.services import course, entry

SHARES = {"2020-M06": 0.5, "2020-M09": 0.75, "2020-M12": 1.0}
SILENT, SENT_BACK = "03046", "03010"  # Bản Hồ; Trung Chải
REASON = "Đã đối chiếu với sổ theo dõi của thôn, số liệu đúng."


def acts() -> list[Act]:
    story: list[Act] = []
    for place, commune in enumerate(places.COMMUNES):
        first = {TA_VAN: on(6, 26, 16), SILENT: on(6, 29, 11)}.get(commune.code, on(6, 15 + place % 6, 10))
        story += [
            Act(first, f"rà soát 6 tháng ({commune.code})", partial(hand_in, commune, "2020-M06")),
            Act(on(9, 14 + place % 7, 10), f"rà soát 9 tháng ({commune.code})", partial(hand_in, commune, "2020-M09")),
            Act(
                on(12, 12 + place % 7, 10), f"rà soát cuối năm ({commune.code})", partial(hand_in, commune, "2020-M12")
            ),
        ]
    return [
        *story,
        Act(on(6, 22, 9), "Phòng LĐ-TB&XH trả lại một xã", send_one_back),
        Act(on(6, 23, 15), "Phòng LĐ-TB&XH duyệt các xã còn lại", partial(approve_all, "2020-M06")),
        Act(on(6, 24, 14), "xã Tả Van đang nhập", leave_ta_van_unfinished),
        Act(on(6, 26, 9), "xã bị trả lại nộp lại", partial(hand_in, people.commune(SENT_BACK), "2020-M06")),
        Act(on(6, 30, 15), "duyệt các xã nộp muộn", partial(approve_all, "2020-M06")),
        Act(on(9, 23, 15), "duyệt rà soát 9 tháng", partial(approve_all, "2020-M09")),
        Act(on(12, 19, 15), "duyệt rà soát cuối năm", partial(approve_all, "2020-M12")),
    ]


def rows_of(commune: DemoCommune, period: str) -> dict[str, dict[str, int]]:
    """Hamlet name → its counts in a period, the same at every run."""
    start = opening.hamlets_at_start(commune)
    return {
        name: figures.review_row(place, opening.year_of(commune, name, place), SHARES[period])
        for name, place in start.items()
    }


def hand_in(commune: DemoCommune, period: str) -> None:
    """Every hamlet entered, every question answered, handed in by the leader."""
    unit = people.unit_of(commune)
    officer = people.officer(unit)
    review = entry.open_review(unit, period, people.campaign().standard, by=officer)
    if review.state not in ReviewSet.EDITABLE:
        return
    write(review, rows_of(commune, period), by=officer)
    answer_questions(review, by=officer)
    course.present(review, by=officer)
    course.submit(review, by=people.leader(unit))


def write(review: ReviewSet, rows: Mapping[str, Mapping[str, int]], *, by) -> None:
    """Type a commune's figures as a person would, all but what the approved list gives."""
    names = {row.pk: row.unit.name for row in review.rows.select_related("unit")}
    typed = {
        pk: {
            field: str(value)
            for field, value in rows[name].items()
            if columns.split_field(field)[1] not in columns.STARTS
        }
        for pk, name in names.items()
        if name in rows
    }
    entry.save_cells(review, typed, by=by)


def answer_questions(review: ReviewSet, *, by) -> None:
    for placed in sheet_of(review).asking:
        entry.explain(review, placed.row_id, placed.finding.key, REASON, by=by)


def send_one_back() -> None:
    review = _current(people.commune(SENT_BACK), "2020-M06")
    if review is not None and review.state == ReviewSet.State.SUBMITTED:
        course.return_review(
            review,
            by=people.by_name("Lê Văn Thành"),
            reason="Thôn Pờ Sì Ngài: hộ cận nghèo chưa khớp danh sách niêm yết. Xin rà lại và ghi lý do.",
            due_on=dt.date(2020, 6, 27),
        )


def approve_all(period: str) -> None:
    head = people.by_name("Đặng Thu Hằng")
    year_end = period.endswith("M12")
    for review in ReviewSet.objects.filter(period=period, state=ReviewSet.State.SUBMITTED).select_related("unit"):
        course.approve(
            review,
            by=head,
            decision_number=f"{int(review.unit.code) % 90 + 12}/QĐ-UBND" if year_end else "",
            decision_date=dt.date(2020, 12, 18) if year_end else None,
        )


def leave_ta_van_unfinished() -> None:
    """The grid as the demo opens on it: two hamlets missing, one impossible figure, one that asks for a note."""
    commune = people.commune(TA_VAN)
    unit = people.unit_of(commune)
    officer = people.officer(unit)
    review = entry.open_review(unit, "2020-M06", people.campaign().standard, by=officer)
    if review.state not in ReviewSet.EDITABLE:
        return
    rows = rows_of(commune, "2020-M06")
    hamlets = ground.hamlets_by_name(unit)
    for name in ("Séo Mý Tỷ", "Dền Thàng"):
        rows.pop(name)
    rows = {name: {f: v for f, v in row.items() if f.startswith("households_")} for name, row in rows.items()}
    slip = rows["Tả Chải Dao"]["households_poor_end"]
    rows["Tả Chải Dao"]["households_poor_end"] = int(f"1{slip:02d}")
    rows["Tả Chải Mông"]["households_near_from_poor"] += 1  # one more than left the poor: please say why
    rows["Tả Chải Mông"]["households_near_end"] += 1
    assert set(rows) <= set(hamlets)  # noqa: S101
    write(review, rows, by=officer)


def _current(commune: DemoCommune, period: str) -> ReviewSet | None:
    return ReviewSet.objects.filter(unit=people.unit_of(commune), period=period, is_current=True).first()
