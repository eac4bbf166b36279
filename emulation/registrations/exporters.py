"""The consolidated list as a workbook, one sheet per class."""

from collections.abc import Iterator, Sequence

from django.utils import timezone

from campaign_portal.foundation import sheets
from campaign_portal.foundation.sheets import Column, Head, Sheet, Value
from emulation.campaigns.models import Campaign
from emulation.registrations import rules
from emulation.registrations.selectors.board import Group, Row


def summary(campaign: Campaign, groups: Sequence[Group]) -> bytes:
    """The rows that the page's search and filter left, with figures as numbers."""
    title = f"Tổng hợp đăng ký thi đua năm {campaign.year}"
    return sheets.workbook(
        [_sheet(title, campaign, group) for group in groups], title=title, author=campaign.unit.opening_title
    )


def _sheet(title: str, campaign: Campaign, group: Group) -> Sheet:
    pairs = [Head(f"{column.text} ({column.unit_of_measure})", colspan=2) for column in group.columns]
    return Sheet(
        name=group.participant_class.name,
        titles=(title, f"{group.participant_class.name}, {campaign.short_name}"),
        columns=(
            Column(5, "center"),
            Column(28),
            Column(26),
            Column(13, "center"),
            *(Column(11, "right", _number_format(column.indicator)) for column in group.columns for _ in range(2)),
            Column(40),
            Column(20),
        ),
        header=(
            (
                Head("TT", rowspan=2),
                Head("Đơn vị", rowspan=2),
                Head("Tình trạng", rowspan=2),
                Head("Ngày đăng ký", rowspan=2),
                *pairs,
                Head("Việc làm chính", rowspan=2),
                Head("Hình thức đề nghị", rowspan=2),
            ),
            tuple(word for _ in group.columns for word in ("Giao", "Đăng ký")),
        )
        if group.columns
        else (("TT", "Đơn vị", "Tình trạng", "Ngày đăng ký", "Việc làm chính", "Hình thức đề nghị"),),
        rows=_rows(group.rows),
        notes=(group.situation,),
        frozen_columns=2,
    )


def _number_format(indicator: str) -> str:
    return "" if rules.measure_of(indicator) == "count" else "#,##0.00"


def _rows(rows: Sequence[Row]) -> Iterator[Sequence[Value]]:
    for number, row in enumerate(rows, 1):
        registration = row.registration
        first = registration.first_submitted_at if registration else None
        form = registration.award_form if registration else None
        yield (
            str(number),
            row.party.name,
            _state(row),
            timezone.localtime(first).date() if first else None,
            *(value for line in row.lines for value in ((line.assigned, line.pledged) if line else (None, None))),
            row.main_deeds,
            form.short_name if form else "",
        )


def _state(row: Row) -> str:
    late = f", trễ {row.days_late} ngày" if row.is_late else ""
    return row.sign[1] + late
