"""The list of dossiers as a workbook."""

from collections.abc import Iterable

from awards.dossiers import selectors
from awards.dossiers.selectors import Line
from campaign_portal.foundation import clock, vietnamese
from campaign_portal.foundation.sheets import Column, Sheet, workbook
from emulation.campaigns.models import Campaign

HEADER = (
    "TT",
    "Được đề nghị",
    "Loại",
    "Nơi đề nghị",
    "Hình thức",
    "Bước",
    "Hạn",
    "Tình trạng",
    "Chờ",
    "Tiêu chuẩn",
    "Tóm tắt thành tích",
)
WIDTHS = (5, 34, 18, 22, 14, 30, 12, 22, 24, 30, 60)


def dossier_list(campaign: Campaign, lines: Iterable[Line]) -> bytes:
    """One row a dossier, as the list on the screen shows them."""
    rows = [
        (
            number,
            selectors.opening_title(line.dossier.party),
            line.dossier.participant_class.name,
            line.dossier.submission.proposer.short_name,
            line.dossier.award_form.short_name,
            line.dossier.step.name if line.dossier.step else "",
            line.dossier.due_on,
            line.state_words[1],
            line.waits_for,
            line.assessment.summary,
            line.dossier.achievement_summary,
        )
        for number, line in enumerate(lines, 1)
    ]
    sheet = Sheet(
        name="Hồ sơ",
        titles=("Hồ sơ đề nghị khen thưởng", f"{campaign.short_name}, đến ngày {vietnamese.day(clock.today())}"),
        columns=tuple(Column(width) for width in WIDTHS),
        header=(HEADER,),
        rows=rows,
        frozen_columns=2,
    )
    return workbook([sheet], title="Hồ sơ đề nghị khen thưởng")
