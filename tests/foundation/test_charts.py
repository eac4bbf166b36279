"""Charts: what is drawn, in which colours, and that a drawing is made once."""

import io
import re
import uuid
import xml.etree.ElementTree as ET
from decimal import Decimal
from fractions import Fraction

import pytest
from PIL import Image

from campaign_portal.foundation import charts
from campaign_portal.foundation.charts import PlannedFigure

ROWS = (
    PlannedFigure("Liên Minh", Decimal("4.64"), Decimal("3.5")),
    PlannedFigure("Tả Phìn", Fraction(285, 100), 3),
    PlannedFigure("Tả Van", 2.24, 3.25),
    PlannedFigure("Thanh Bình", Fraction(-12, 100), 1, label="tăng 0,12"),
    PlannedFigure("Bản Hồ", None, 3),
    PlannedFigure("Mường Bo", 3),
)


@pytest.fixture(scope="module")
def drawing() -> str:
    return charts.vega_svg(charts.dot_against_plan(ROWS, "điểm %"))


def words(svg: str) -> list[str]:
    return [node.text for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text") if node.text]  # noqa: S314


def test_rows_stand_in_the_order_given_with_their_values_beside(drawing):
    shown = words(drawing)
    names = [word for word in shown if word in {row.name for row in ROWS}]
    assert names == [row.name for row in ROWS]
    assert {"4,64", "2,85", "2,24", "tăng 0,12", "3,00", "chưa nộp"} <= set(shown)


def test_a_hit_is_a_dot_a_miss_a_ring_and_gold_marks_the_plan(drawing):
    assert [row.verdict for row in ROWS] == ["hit", "miss", "miss", "miss", "missing", "hit"]
    marks = re.findall(r'<path aria-label="([^"]+)"[^>]*? (?:fill|stroke)="([^"]+)"', drawing)
    assert len([label for label, _ in marks if "điểm %" in label or "chưa nộp" in label]) >= 5
    assert drawing.count(charts.ACCENT) == 2
    assert drawing.count(charts.BAD) == 3
    assert drawing.count(charts.PLAN) == 5


def test_what_is_heard_names_value_plan_and_unit(drawing):
    assert "Tả Phìn: 2,85 điểm %; kế hoạch 3,00 điểm %" in drawing
    assert "Bản Hồ: chưa nộp; kế hoạch 3,00 điểm %" in drawing


def test_numbers_on_the_axis_have_a_decimal_comma():
    svg = charts.vega_svg(charts.dot_against_plan([PlannedFigure("Tả Van", 0.4, 0.5)], "điểm %"))
    assert "0,2" in words(svg)


def test_no_font_or_picture_comes_from_outside(drawing):
    assert not re.search(r'(href|src|url)\s*[=(]\s*["\']?(https?:|//|file:)', drawing)
    assert 'font-family="Segoe UI' in drawing


def test_a_chart_on_paper_is_black_and_in_the_papers_face(settings):
    svg = charts.vega_svg(charts.dot_against_plan(ROWS, "điểm %"), on_paper=True)
    assert set(re.findall(r'font-family="([^"]+)"', svg)) == {settings.DOCUMENT_FONT}
    assert not {charts.INK, charts.SECOND} & set(re.findall(r"#[0-9a-f]{6}", svg)), "NĐ 30 wants black"


def test_the_same_chart_is_drawn_once_and_another_anew(monkeypatch):
    import vl_convert

    drawn = []
    real = vl_convert.vegalite_to_svg
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda *args, **kwargs: drawn.append(1) or real(*args, **kwargs))
    rows = [PlannedFigure(f"Xã {uuid.uuid4()}", 1, 2), *ROWS]  # the cache outlives this test
    assert charts.vega_svg(charts.dot_against_plan(rows, "%")) == charts.vega_svg(charts.dot_against_plan(rows, "%"))
    assert len(drawn) == 1
    charts.vega_svg(charts.dot_against_plan(rows[:2], "%"))
    assert len(drawn) == 2


def test_nothing_handed_in_yet_still_draws():
    assert "chưa nộp" in words(charts.vega_svg(charts.dot_against_plan([PlannedFigure("Tả Van", None)], "điểm %")))
    assert charts.vega_svg(charts.dot_against_plan([], "điểm %")).startswith("<svg")


def test_a_name_cannot_break_out_of_the_drawing():
    svg = charts.vega_svg(charts.dot_against_plan([PlannedFigure('<script>"&', 1, 1)], "điểm %"))
    assert '<script>"&' in words(svg)


def test_the_picture_for_word_is_sharp(drawing):
    width = float(re.search(r'width="([\d.]+)"', drawing)[1])
    assert Image.open(io.BytesIO(charts.to_png(drawing))).width == pytest.approx(3 * width, abs=3)
