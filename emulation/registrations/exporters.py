"""The consolidated list as a workbook, one sheet per class; persons and households that registered, by name."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone

from campaign_portal.foundation import sheets
from campaign_portal.foundation.sheets import Column, Head, Sheet, Value
from emulation.campaigns.models import Campaign, ParticipantClass
from emulation.people.models import Party
from emulation.registrations import rules
from emulation.registrations.models import Registration
from emulation.registrations.selectors.board import Group, Row, deeds_text
from emulation.targets.selectors import working_year
from emulation.territory.models import Unit


def summary(campaign: Campaign, groups: Sequence[Group]) -> bytes:
    """The rows that the page's search and filter left, with figures as numbers."""
    title = f"Tổng hợp đăng ký thi đua năm {working_year(campaign)}"
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


def entered(part: ParticipantClass, place: Unit, rows: Iterable[Registration]) -> bytes:
    """Persons, households or organisations of one class and place."""
    is_household = part.party_kind == Party.Kind.HOUSEHOLD
    words = ("Nguyện vọng", "Đề nghị giúp đỡ") if is_household else ("Chức vụ, địa chỉ", "Việc làm, trị giá")
    title = f"Danh sách đăng ký thi đua năm {working_year(part.campaign)}"

    def told(row: Registration) -> tuple[str, str]:
        if is_household:
            return row.wish, row.help_wanted
        return row.party.position or row.party.address, deeds_text(row)

    sheet = Sheet(
        name="Đăng ký",
        titles=(title, f"{part.name}, {place.full_title}"),
        columns=(
            Column(5, "center"),
            Column(24),
            Column(28),
            Column(9, "center"),
            *(Column(36),) * 2,
            Column(13, "center"),
            Column(18),
        ),
        header=(("TT", "Thôn, tổ dân phố", "Đối tượng", "Năm sinh", *words, "Ngày đăng ký", "Tình trạng"),),
        rows=(
            (
                str(number),
                row.unit.opening_title,
                row.party.name,
                str(row.party.birth_year or ""),
                *(
                    (row.wish, row.help_wanted)
                    if is_household
                    else (row.party.position or row.party.address, deeds_text(row))
                ),
                row.registered_on,
                row.get_state_display(),
            )
            for number, row in enumerate(rows, 1)
        ),
        frozen_columns=3,
    )
    return sheets.workbook([sheet], title=title, author=place.opening_title)
