"""Who has sent which paper, with the criteria of each plan and the deeds of each task, as a workbook."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone

from campaign_portal.foundation import sheets
from campaign_portal.foundation.sheets import Column, Row, Sheet, Value
from emulation.duties.models import DutyLine, Fulfillment
from emulation.duties.selectors import Timeliness

HEADER = (
    "TT", "Việc", "Đơn vị", "Hạn", "Tình trạng", "Ghi ngày", "Số văn bản", "Ngày văn bản", "Trích yếu", "Người ký",
    "Lĩnh vực, hình thức", "Tiêu chí, việc đã làm", "Ngày làm", "Số lượng", "Đơn vị tính",
)  # fmt: skip
WIDTHS = (5, 36, 30, 12, 20, 12, 18, 12, 36, 22, 20, 44, 12, 12, 14)
CENTRED = frozenset({0, 3, 5, 7, 12})


def workbook(found: Iterable[tuple[str, Timeliness, str]]) -> bytes:
    """One row a line told, or one a duty where nothing was. Each comes with its owner's name and the words of its
    state."""
    sheet = Sheet(
        name="Văn bản đã gửi",
        titles=("Kế hoạch, văn bản và việc đã làm của các đơn vị",),
        columns=tuple(Column(width, "center" if place in CENTRED else "left") for place, width in enumerate(WIDTHS)),
        header=(HEADER,),
        rows=_rows(found),
        frozen_columns=3,
    )
    return sheets.workbook([sheet], title=sheet.titles[0], author="")


def _rows(found: Iterable[tuple[str, Timeliness, str]]) -> Iterator[Sequence[Value] | Row]:
    for number, (owner, item, words) in enumerate(found, start=1):
        done: Fulfillment | None = getattr(item.duty, "fulfillment", None)
        paper: list[Value] = [None] * 5
        if done is not None:
            on = timezone.localtime(done.at).date()
            paper = [on, done.paper_number, done.paper_date, done.paper_title, done.paper_signer]
        about: list[Value] = [str(number), item.duty.title, owner, item.duty.due_on, words, *paper]
        first, *others = [_line(line) for line in item.duty.lines.all()] or [[None] * 5]
        below = tuple([*[None] * len(about), *line] for line in others)
        yield Row([*about, *first], below=below, joined=tuple(range(len(about))) if below else ())


def _line(line: DutyLine) -> list[Value]:
    return [line.heading, line.text, line.done_on, line.quantity, line.unit_of_measure]
