"""The paper of an issued decision, read as a clerk would: NĐ 30/2020/NĐ-CP, and its sums."""

import datetime as dt
import re
import unicodedata

import pytest

from awards.decisions import documents, selectors
from awards.decisions.models import AwardDecision
from awards.decisions.services import issuing
from campaign_portal.foundation import paper, vietnamese
from campaign_portal.foundation.models import Installation
from emulation.people.models import Appointment
from tests.awards.councils.stage import SESSION_DAY
from tests.awards.decisions.conftest import Deciding
from tests.support import nd30
from tests.support.jobs import run_queued_jobs

NOTICE = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ"


def made(decision: AwardDecision) -> bytes:
    run_queued_jobs()
    decision.refresh_from_db()
    with decision.file.content.open("rb") as opened:
        return opened.read()


def text_of(sheets: list[nd30.Sheet]) -> str:
    return re.sub(r"\s+", " ", " ".join(line.text for sheet in sheets for line in sheet.lines))


@pytest.fixture
def issued(stage: Deciding) -> AwardDecision:
    return stage.issue(issuing.offer_for_signature(stage.draft(), by=stage.drafter))


def test_an_issued_decision_stands_up_to_the_layout(issued):
    """Page size, margins, the one face embedded, sizes, order of the components, archive form."""
    pdf = made(issued)
    assert pdf.startswith(b"%PDF-1.7")
    assert nd30.problems(pdf) == []


def test_every_component_stands_in_its_place_with_its_words(issued):
    sheets = nd30.read(made(issued))
    order = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 01/QĐ-UBND",
        "QUYẾT ĐỊNH",
        "Về việc tặng Giấy khen của Chủ tịch Ủy ban nhân dân thị xã Sa Pa",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN THỊ XÃ SA PA",
        "Căn cứ Luật Tổ chức chính quyền địa phương",
        "Căn cứ Luật Thi đua, khen thưởng",
        "Căn cứ Nghị định số 91/2017/NĐ-CP",
        "Căn cứ Thông tư số 12/2019/TT-BNV",
        "Căn cứ Kế hoạch tháng 02 năm 2020",
        "Căn cứ Biên bản số 01/BB-HĐTĐKT",
        "Theo đề nghị của Trưởng phòng Nội vụ",
        "QUYẾT ĐỊNH:",
        "Điều 1.",
        "Điều 2.",
        "Điều 3.",
        "KT. CHỦ TỊCH",
        "DANH SÁCH",
    ]
    places = [nd30.find(sheets, start).place for start in order]
    assert places == sorted(places)
    assert nd30.find(sheets, "Sa Pa, ngày 18 tháng 11 năm 2020").italic
    assert "TM." not in text_of(sheets), "the Chairman's own decision"
    body = [line for sheet in sheets for line in sheet.lines if line.text.startswith("Căn cứ")]
    assert all(line.italic for line in body)


def test_the_signer_stands_with_his_capacity_and_without_title(issued):
    sheets = nd30.read(made(issued))
    first, second, name = (nd30.find(sheets, text) for text in ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Phạm Đức Long"))
    assert first.page == second.page == name.page
    assert abs(first.center - name.center) < 2


@pytest.mark.parametrize(
    ("title", "line"), [("Chủ tịch UBND thị xã", "CHỦ TỊCH"), ("Quyền Chủ tịch UBND thị xã", "Q. CHỦ TỊCH")]
)
def test_a_chairman_signs_as_himself(stage: Deciding, title, line):
    Appointment.objects.filter(user=stage.signer).update(title=title)
    sheets = nd30.read(made(stage.issue(stage.draft())))
    foot = nd30.find(sheets, "Nơi nhận:")
    lines = [found.text for found in sheets[foot.page - 1].lines if abs(found.top - foot.top) < 6]
    assert line in lines
    assert "KT. CHỦ TỊCH" not in text_of(sheets)


def test_list_counts_bonuses_and_words_agree(issued):
    """NĐ 30 check 14: the list = the counts of Điều 1, the bonuses = the total, the words = the figures."""
    sheets = nd30.read(made(issued))
    text = text_of(sheets).replace("\u00a0", " ")
    article = re.search(r"cho (\d+) tập thể, (\d+) hộ gia đình và (\d+) cá nhân \(có danh sách kèm theo\)", text)
    start = nd30.find(sheets, "DANH SÁCH").page - 1
    annex = [line.text for sheet in sheets[start:] for line in sheet.body]
    groups = {name: annex.index(name) for name in ("Tập thể", "Hộ gia đình", "Cá nhân")}
    ends = [groups["Hộ gia đình"], groups["Cá nhân"], len(annex)]
    listed = [
        sum(bool(re.fullmatch(r"\d{1,2}", line)) for line in annex[begin:end])
        for begin, end in zip(groups.values(), ends, strict=True)
    ]
    assert listed == [int(count) for count in article.groups()] == [2, 1, 2]
    amounts = [int(line.replace(".", "")) for line in annex if re.fullmatch(r"\d{1,3}(\.\d{3})+", line)]
    each = [amount for amount in amounts if amount in {900_000, 450_000}]
    total = int(re.search(r"Tổng số tiền thưởng là ([\d.]+) đồng", text)[1].replace(".", ""))
    assert amounts[-1] == total == 3_150_000
    assert sum(each) - 450_000 - 900_000 == total, "less the subtotals of one household and two persons"
    words = re.search(r"Bằng chữ: ([^)]+)\)", text)[1]
    assert words == vietnamese.money_in_words(total) == "Ba triệu một trăm năm mươi nghìn đồng"


def test_the_money_says_by_what_and_from_where(issued):
    text = text_of(nd30.read(made(issued))).replace("\u00a0", " ")
    assert "mỗi tập thể 900.000 đồng, mỗi hộ gia đình 450.000 đồng và mỗi cá nhân 450.000 đồng" in text
    assert "mức lương cơ sở 1.490.000 đồng/tháng quy định tại Nghị định số 38/2019/NĐ-CP" in text
    assert "trích từ Quỹ thi đua, khen thưởng của thị xã Sa Pa." in text
    assert "chưa xác nhận" not in text, "a doubt is told on the screen, never printed"


def test_the_list_names_the_decision_it_belongs_to_and_starts_its_own_pages(issued):
    sheets = nd30.read(made(issued))
    title = nd30.find(sheets, "DANH SÁCH")
    annex = sheets[title.page - 1]
    assert annex.width > annex.height, "the list lies across"
    assert annex.in_top_margin[0].text == "1"
    assert "(Kèm theo Quyết định số 01/QĐ-UBND ngày 18 tháng 11 năm 2020 của Chủ tịch" in text_of([annex])


def test_the_text_is_precomposed_whatever_was_typed(stage: Deciding):
    typed = unicodedata.normalize("NFD", "Giúp năm hộ thoát nghèo bền vững")
    decision = stage.draft()
    decision.awards.update(achievement=typed)
    sheets = nd30.read(made(stage.issue(decision)))
    assert all(unicodedata.is_normalized("NFC", line.text) for sheet in sheets for line in sheet.lines)
    assert "thoát nghèo bền vững" in text_of(sheets)


def test_a_demo_prints_its_notice_on_every_page(stage: Deciding):
    Installation.objects.create(is_demo=True)
    pdf = made(stage.issue(stage.draft()))
    sheets = nd30.read(pdf)
    assert nd30.problems(pdf) == []
    assert all(any(line.text == NOTICE for line in sheet.lines) for sheet in sheets)


def test_a_draft_prints_as_a_draft_without_number_and_date(stage: Deciding):
    decision = stage.draft()
    law = selectors.reckon(decision, SESSION_DAY)
    contents = selectors.contents_of(decision, law, signer=selectors.expected_signer(decision, stage.drafter))
    pdf = paper.to_pdf(documents.decision_paper(decision, contents, is_demo=False))
    assert nd30.problems(pdf, draft=True) == []
    sheets = nd30.read(pdf)
    assert all(any(line.text.startswith("DỰ THẢO") for line in sheet.lines) for sheet in sheets)
    text = text_of(sheets)
    assert "Số: /QĐ-UBND" in text
    assert "ngày … tháng … năm …" in text
    assert "Phạm Đức Long" in text, "the authority's only leader is expected to sign"


def test_a_long_list_goes_over_pages_with_its_header(stage: Deciding):
    dossiers = [stage.household(f"Giàng A {name} {number}") for name in ("Páo", "Sùng", "Tủa") for number in range(15)]
    pdf = made(stage.issue(stage.draft(stage.closed(dossiers))))
    assert nd30.problems(pdf) == []
    sheets = nd30.read(pdf)
    annex = sheets[nd30.find(sheets, "DANH SÁCH").page - 1 :]
    assert len(annex) > 1
    assert all(any(line.text.startswith("Họ và tên") for line in sheet.lines) for sheet in annex)
    text = text_of(sheets).replace("\u00a0", " ")
    assert "cho 45 hộ gia đình (có danh sách kèm theo)" in text
    assert "20.250.000 đồng (Bằng chữ: Hai mươi triệu hai trăm năm mươi nghìn đồng)" in text


def test_the_same_decision_drawn_twice_is_the_same_file(issued):
    """Two workers that draw at once keep one file, and nobody can tell which."""
    pdf = made(issued)
    decision = AwardDecision.objects.select_related(
        "authority", "unit", "campaign__unit", "award_form", "session__council__office"
    ).get(pk=issued.pk)
    again = paper.to_pdf(documents.decision_paper(decision, selectors.contents_of(decision), is_demo=False))
    assert again == pdf


def test_law_offices_and_people_that_change_later_change_no_issued_paper(stage: Deciding, issued, clock):
    before = documents.decision_paper(issued, selectors.contents_of(issued), is_demo=False)
    clock(dt.date(2021, 3, 1))
    stage.signer.full_name = "Tên mới"
    stage.signer.save()
    party = issued.awards.first().recipient
    party.name = "Tên mới"
    party.save()
    again = AwardDecision.objects.get(pk=issued.pk)
    assert documents.decision_paper(again, selectors.contents_of(again), is_demo=False) == before
