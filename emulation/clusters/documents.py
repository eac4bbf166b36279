"""The notice that makes a ranking known (Thông báo, NĐ 30 PL III Mẫu 1.4), and its drawing."""

from typing import Any

from campaign_portal.foundation import charts, paper
from campaign_portal.foundation.models import Installation
from emulation.clusters.models import ClusterYear
from emulation.clusters.rules import points_text
from emulation.clusters.selectors.ranking import ShownRanking
from emulation.people.models import Function
from emulation.people.selectors import office_doing
from emulation.registrations.documents.registration import DEMO_NOTICE


def bars(shown: ShownRanking) -> dict[str, Any]:
    return charts.stacked_bars(
        [charts.SummedFigure(line.name, line.points, line.bonus or 0) for line in shown.lines],
        "điểm",
        added="điểm thưởng",
        missing="chưa kết luận",
    )


def notice(year: ClusterYear, shown: ShownRanking) -> paper.Paper:
    """From the council of the campaign's unit; a draft while nothing is published."""
    unit, ranking = year.unit, shown.ranking
    number, _, symbol = (ranking.paper_number if ranking else "").partition("/")
    on = ranking.published_on if ranking else None
    council = office_doing(Function.COUNCIL, unit, on or year.campaign.starts_on)
    name = (council.name if council else f"Hội đồng Thi đua - Khen thưởng {unit.title}").removesuffix(f" {unit.title}")
    table = paper.Table(
        columns=(
            paper.Column(9, "center"),
            paper.Column(40),
            paper.Column(15, "right"),
            paper.Column(16, "right"),
            paper.Column(16, "right"),
            paper.Column(26),
        ),
        header=(("Hạng", "Đơn vị", "Điểm", "Điểm thưởng", "Tổng điểm", "Ghi chú"),),
        rows=tuple(
            paper.Row(
                (
                    str(line.rank or "–"),
                    line.name,
                    points_text(line.points),
                    points_text(line.bonus),
                    points_text(line.total),
                    line.tie_says if line.rank else "chưa kết luận",
                )
            )
            for line in shown.lines
        ),
    )
    again = ranking is not None and ranking.version > 1
    corrected = f" Thông báo này thay kết quả đã công bố trước đây, vì: {ranking.reason}." if ranking and again else ""
    basis = f", {year.points_basis}" if year.points_basis else ""
    return paper.Paper(
        kind="Thông báo",
        subject=f"Kết quả chấm điểm, xếp hạng thi đua năm {year.year}\n{year.name}",
        issuer=paper.Issuer(name.replace("Hội đồng ", "Hội đồng\n", 1), superior=f"Ủy ban nhân dân {unit.title}"),
        number=number,
        symbol=symbol or "TB-HĐTĐKT",
        place=unit.name,
        dated_on=on,
        body=(
            paper.Paragraph(
                f"Căn cứ kết quả tự chấm, chấm chéo và kết luận điểm thi đua của các đơn vị thuộc {year.name} trong "
                f"phong trào “{year.campaign.name}”{basis}, Hội đồng Thi đua - Khen thưởng {unit.title} thông báo kết "
                f"quả xếp hạng năm {year.year} như sau:"
            ),
            table,
            paper.Paragraph(
                f"Các đơn vị bằng điểm nhau xếp cùng hạng, trừ trường hợp ghi chú.{corrected} Hội đồng Thi đua - Khen "
                f"thưởng {unit.title} thông báo để các đơn vị biết./."
            ),
        ),
        recipients=(f"Các đơn vị thuộc {year.name}", "Lưu: VT, Hội đồng"),
        signers=(paper.Signer(("TM. Hội đồng", "Chủ tịch")),),
        notice=DEMO_NOTICE if Installation.objects.filter(is_demo=True).exists() else "",
    )
