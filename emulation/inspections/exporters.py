"""The list of inspections with everything found, as a workbook."""

from collections.abc import Iterable, Iterator, Sequence

from campaign_portal.foundation import sheets
from campaign_portal.foundation.sheets import Column, Row, Sheet, Value
from emulation.campaigns.models import Campaign
from emulation.inspections.models import Inspection

HEADER = (
    "TT", "Loại", "Nội dung", "Nơi được kiểm tra", "Cơ quan kiểm tra", "Dự kiến", "Đã kiểm tra", "Tình trạng",
    "Điều phát hiện", "Mức độ", "Đơn vị liên quan", "Việc phải làm", "Hạn", "Đã làm gì", "Kết quả",
)  # fmt: skip
WIDTHS = (5, 14, 34, 22, 22, 12, 12, 20, 40, 18, 20, 36, 12, 36, 18)


def workbook(campaign: Campaign, found: Iterable[Inspection]) -> bytes:
    """One row a finding; what a reader may not see yet of an inspection that is only planned is not told."""
    sheet = Sheet(
        name="Kiểm tra",
        titles=("Kiểm tra, giám sát phong trào thi đua", campaign.short_name),
        columns=tuple(
            Column(width, "center" if place in {0, 5, 6, 12} else "left") for place, width in enumerate(WIDTHS)
        ),
        header=(HEADER,),
        rows=_rows(found),
        frozen_columns=3,
    )
    return sheets.workbook([sheet], title=sheet.titles[0], author=campaign.unit.opening_title)


def _rows(found: Iterable[Inspection]) -> Iterator[Sequence[Value] | Row]:
    for number, one in enumerate(found, start=1):
        about: list[Value] = [
            str(number), one.get_kind_display(), one.title, one.party.title, one.office.short_name, one.planned_on,
            one.held_on, one.get_state_display(),
        ]  # fmt: skip
        findings = [] if one.is_planned else list(one.findings.all())
        lines: list[list[Value]] = [
            [
                finding.text, finding.get_severity_display(), finding.unit.opening_title, finding.ask, finding.due_on,
                finding.answer, finding.get_state_display(),
            ]
            for finding in findings
        ] or [[None] * 7]  # fmt: skip
        first, *others = lines
        below = tuple([*[None] * len(about), *line] for line in others)
        yield Row([*about, *first], below=below, joined=tuple(range(len(about))) if below else ())
