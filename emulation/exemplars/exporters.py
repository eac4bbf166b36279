"""The list of exemplars as a workbook."""

from collections.abc import Iterable, Iterator, Sequence

from campaign_portal.foundation import sheets
from campaign_portal.foundation.sheets import Column, Sheet, Value
from emulation.campaigns.models import Campaign
from emulation.exemplars.models import Exemplar

HEADER = (
    "TT", "Loại", "Tiêu đề", "Về ai", "Địa chỉ, chức vụ", "Đơn vị", "Nội dung", "Tình trạng", "Ngày công bố",
    "Nơi nhân rộng", "Từ ngày",
)  # fmt: skip
WIDTHS = (5, 16, 34, 24, 26, 22, 60, 14, 13, 24, 13)


def workbook(campaign: Campaign, found: Iterable[Exemplar]) -> bytes:
    """Each with the units that took it over, one a line."""
    title = "Gương điển hình tiên tiến, mô hình, sáng kiến"
    sheet = Sheet(
        name="Gương, mô hình",
        titles=(title, campaign.short_name),
        columns=tuple(Column(width, "center" if place in {0, 8, 10} else "left") for place, width in enumerate(WIDTHS)),
        header=(HEADER,),
        rows=_rows(found),
        frozen_columns=3,
    )
    return sheets.workbook([sheet], title=title, author=campaign.unit.opening_title)


def _rows(found: Iterable[Exemplar]) -> Iterator[Sequence[Value] | sheets.Row]:
    for number, one in enumerate(found, start=1):
        about: list[Value] = [
            str(number), one.get_kind_display(), one.title, one.whom_name, one.whom_detail, one.unit.opening_title,
            one.text, one.get_state_display(), one.published_on,
        ]  # fmt: skip
        taken: list[list[Value]] = [[adoption.unit.opening_title, adoption.since] for adoption in one.adoptions.all()]
        first, *others = taken or [[None, None]]
        if not others:
            yield [*about, *first]
        else:
            below = tuple([*[None] * len(about), *line] for line in others)
            yield sheets.Row([*about, *first], below=below, joined=tuple(range(len(about))))
