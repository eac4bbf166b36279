"""Lines, widths and fixed phrases, without drawing anything."""

import datetime as dt

import pytest
from fontTools.ttLib import TTFont

from campaign_portal.foundation import paper
from campaign_portal.foundation.paper import widths, wording

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
FACES = "/usr/share/fonts/truetype/liberation2/LiberationSerif-{}.ttf"


@pytest.mark.parametrize(("style", "bold"), [("Regular", False), ("Bold", True)])
def test_widths_are_those_of_the_face(style, bold):
    font = TTFont(FACES.format(style))
    names, metrics, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    for char in LETTERS + LETTERS.upper() + "0123456789 .,;:-/()“”–'\"!?&%+":
        real = metrics[names[ord(char)]][0] * 1000 / unit
        assert widths.text_width(char, 1000, bold=bold) == pytest.approx(real, abs=1), char


def test_titles_break_evenly_and_keep_words_together():
    title = "Về việc tặng Giấy khen của Chủ tịch Ủy ban nhân dân thị xã Sa Pa cho các tập thể, hộ gia đình, cá nhân"
    first, second = widths.even_lines(title, 460, 14, bold=True)
    assert f"{first} {second}" == title
    assert not first.endswith("Ủy ban nhân")
    assert widths.text_width(first, 14, bold=True) == pytest.approx(widths.text_width(second, 14, bold=True), rel=0.2)


def test_an_issuing_body_breaks_before_its_place():
    assert widths.even_lines("ỦY BAN NHÂN DÂN THỊ XÃ SA PA", 187, 13, bold=True) == ("ỦY BAN NHÂN DÂN", "THỊ XÃ SA PA")


def test_a_given_break_stays_and_a_long_word_is_not_lost():
    assert widths.even_lines("HỘI ĐỒNG\nTHI ĐUA", 500, 13) == ("HỘI ĐỒNG", "THI ĐUA")
    assert widths.even_lines("a" * 300 + " b", 100, 13) == ("a" * 300, "b")
    assert widths.even_lines("", 100, 13) == ()


def test_items_end_with_semicolons_and_a_full_stop():
    ended = ["".join(run.text for run in runs) for runs in wording.ended(("Như trên;", "Sở Nội vụ", "Lưu: VT, NV"))]
    assert ended == ["Như trên;", "Sở Nội vụ;", "Lưu: VT, NV."]


def test_an_annex_names_the_paper_it_belongs_to():
    by = "Chủ tịch Ủy ban nhân dân thị xã Sa Pa"
    issued = paper.attached_to("Quyết định", "05", "QĐ-UBND", dt.date(2026, 1, 5), by)
    assert issued == f"(Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 01 năm 2026 của {by})"
    draft = paper.attached_to("Quyết định", "", "QĐ-UBND", None, by)
    assert draft == f"(Kèm theo Quyết định số …/QĐ-UBND ngày … tháng … năm … của {by})"


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        (paper.Heading("Mục đích, yêu cầu", number="I"), "I. MỤC ĐÍCH, YÊU CẦU"),
        (paper.Heading("Mục đích", level=2, number="1"), "1. Mục đích"),
        (paper.Heading("Tập thể", level=3, number="a"), "a) Tập thể"),
        (paper.Heading("Phần mở đầu", level=2), "Phần mở đầu"),
    ],
)
def test_headings_are_numbered_by_level(heading, shown):
    assert wording.heading(heading) == shown


def test_a_row_that_does_not_fill_its_table_is_refused_at_once():
    columns = (paper.Column(1), paper.Column(1))
    with pytest.raises(ValueError, match="2 columns"):
        paper.Table(columns, header=(("Tên", "Số"),), rows=(paper.Row(("Tả Van",)),))
    with pytest.raises(ValueError, match="outside"):
        paper.Table(columns, header=((paper.Cell("Tên", colspan=1_000_000),),), rows=())
