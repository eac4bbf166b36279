"""The ranking as a workbook."""

from collections.abc import Iterator, Sequence

from campaign_portal.foundation import sheets, vietnamese
from campaign_portal.foundation.sheets import Column, Sheet, Value
from emulation.clusters.models import ClusterYear
from emulation.clusters.selectors.ranking import ShownRanking, Standing

POINTS = "#,##0.00"


def workbook(year: ClusterYear, shown: ShownRanking) -> bytes:
    """What the page shows, points as numbers; says whether it was published and by which paper."""
    title = f"Kết quả chấm điểm, xếp hạng thi đua {year.name} năm {year.year}"
    sheet = Sheet(
        name="Xếp hạng",
        titles=(title, year.campaign.short_name),
        columns=(
            Column(7, "center"),
            Column(40),
            Column(12, "right", POINTS),
            Column(14, "right", POINTS),
            Column(14, "right", POINTS),
            Column(44),
        ),
        header=(("Hạng", "Đơn vị", "Điểm", "Điểm thưởng", "Tổng điểm", "Ghi chú"),),
        rows=_rows(shown.lines),
        notes=(standing_words(shown),),
        frozen_columns=2,
    )
    return sheets.workbook([sheet], title=title, author=year.campaign.unit.opening_title)


def standing_words(shown: ShownRanking) -> str:
    """Whether this is what was published."""
    ranking = shown.ranking
    if ranking is None:
        return "Xếp hạng tạm, chưa công bố."
    again = f", đính chính lần {ranking.version - 1}: {ranking.reason}" if ranking.version > 1 else ""
    return f"Công bố theo văn bản số {ranking.paper_number} ngày {vietnamese.day(ranking.published_on)}{again}."


def _rows(lines: Sequence[Standing]) -> Iterator[Sequence[Value]]:
    for line in lines:
        yield (
            str(line.rank) if line.rank else "",
            line.name,
            line.points,
            line.bonus,
            line.total,
            line.tie_says if line.rank else "chưa kết luận",
        )
