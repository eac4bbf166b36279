"""The list of who owes and who sent, as Excel."""

from django.utils import timezone

from campaign_portal.foundation import clock, sheets, vietnamese
from emulation.campaigns.models import Campaign
from reporting.reports.selectors.owed import Owed, ReportingPeriod

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def who_owes(campaign: Campaign, period: ReportingPeriod, found: list[Owed]) -> bytes:
    """One row for each participant of the period."""
    title = f"Tình hình nộp báo cáo {period.period.name}"
    sheet = sheets.Sheet(
        name=period.period.short_name.capitalize(),
        titles=(title, campaign.name, f"Đến {vietnamese.day(clock.today())}"),
        columns=(
            sheets.Column(6, "center"),
            sheets.Column(44),
            sheets.Column(14, "center"),
            sheets.Column(14, "center"),
            sheets.Column(18, "center"),
            sheets.Column(20, "center"),
            sheets.Column(36),
        ),
        header=(("TT", "Đơn vị", "Hạn nộp", "Nộp ngày", "Tình trạng", "Xử lý", "Lần nhắc cuối"),),
        rows=(_row(number, item) for number, item in enumerate(found, start=1)),
    )
    return sheets.workbook([sheet], title=title, author=str(campaign.unit))


def _row(number: int, item: Owed) -> tuple[sheets.Value, ...]:
    return (
        number,
        item.party.name,
        item.duty.due_on,
        timezone.localtime(item.done_at).date() if item.done_at else None,
        item.pill[1],
        item.work[1],
        item.reminder,
    )
