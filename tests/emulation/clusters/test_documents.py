"""Giao ước and thông báo as papers in order."""

from campaign_portal.foundation import paper
from emulation.clusters import documents, services
from emulation.clusters.selectors.ranking import ranking_shown
from emulation.registrations.documents import pledge_paper
from tests.emulation.clusters.stage import FULL
from tests.support import nd30


def words(pdf: bytes) -> str:
    return " ".join(line.text for sheet in nd30.read(pdf) for line in sheet.lines)


def test_the_pledge_is_signed_by_all_its_parties(stage):
    stage.form()
    made = paper.to_pdf(pledge_paper(stage.sign()))
    assert nd30.problems(made) == []
    said = words(made)
    for part in (
        "GIAO ƯỚC THI ĐUA",
        "Hôm nay, ngày 14 tháng 01 năm 2022, tại Châu Thành",
        "(Cụm trưởng), do Lâm Văn Tám, Chủ tịch, làm đại diện",
        "Giảm tỷ lệ hộ nghèo: từ 2% đến 3%.",
        "05 căn",
        "lập thành 05 bản",
    ):
        assert part in said, part
    for party in stage.parties:
        assert f"ĐẠI DIỆN {party.title.upper()}" in said


def test_a_draft_of_the_pledge_leaves_the_day_open(stage):
    stage.form()
    made = pledge_paper(services.start_pledge(stage.year, by=stage.officer))
    assert made.dated_on is None
    assert "ngày … tháng … năm …" in words(paper.to_pdf(made))


def test_the_notice_bears_the_number_and_the_ranks(stage):
    stage.published(FULL, ("50", "30", "0.5", "2"), FULL, ("40", "30", "0", "0"))
    made = paper.to_pdf(documents.notice(stage.year, ranking_shown(stage.year, follows=False)))
    assert nd30.problems(made) == []
    said = words(made)
    for part in ("THÔNG BÁO", "Số: 45/TB-HĐTĐKT", "82,50", "Các đơn vị bằng điểm nhau xếp cùng hạng"):
        assert part in said, part


def test_before_publication_it_is_a_draft(stage):
    stage.all_concluded()
    made = documents.notice(stage.year, ranking_shown(stage.year, follows=True))
    assert (made.number, made.dated_on) == ("", None)
    assert nd30.problems(paper.to_pdf(made), draft=True) == []
