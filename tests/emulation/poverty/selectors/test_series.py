"""A unit's figures over the years: Sa Pa's communes before and after a merger and a split."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client

from campaign_portal.foundation import quantities
from emulation.poverty.models import CommuneTotal
from emulation.poverty.selectors.series import series_of
from emulation.territory.models import Unit, UnitSuccession
from tests.emulation.poverty.reformed import end, figure


def by_year(series) -> dict[str, object]:
    return {point.period.key: point for point in series.points}


class TestOnTodaysMap:
    def test_a_merged_commune_is_the_sum_of_those_that_went_into_it(self, reformed):
        series = series_of(reformed.new, "today")
        point = by_year(series)["2020-M12"]
        assert (point.poor, point.total) == (10 + 11 + 12, 100 + 101 + 102)
        assert point.poor_rate == Fraction(33, 303), "of the restated counts"
        assert point.said == "Cộng xã Hoàng Liên, xã Mường Hoa, xã Tả Van."
        assert [unit.pk for unit in series.predecessors] == sorted(
            (unit.pk for unit in reformed.old), key=lambda pk: Unit.objects.get(pk=pk).code
        )
        assert by_year(series)["2025-M12"].poor == 12

    def test_a_split_commune_is_not_compared_and_the_page_says_why(self, reformed):
        point = by_year(series_of(reformed.east, "today"))["2020-M12"]
        assert (point.poor, point.restated.is_comparable) == (None, False)
        assert point.said == "Không so sánh được: xã Bản Hồ đã chia tách, chưa có tỷ lệ của từng phần."

    def test_a_share_that_somebody_gave_is_used_and_named(self, reformed):
        for line, share in ((reformed.to_east, "0.60000"), (reformed.to_west, "0.40000")):
            UnitSuccession.objects.filter(pk=line.pk).update(share=Decimal(share), share_basis="Biên bản")
        east = by_year(series_of(reformed.east, "today"))["2020-M12"]
        west = by_year(series_of(reformed.west, "today"))["2020-M12"]
        assert east.restated.counts["households_poor_end"] + west.restated.counts["households_poor_end"] == 13
        assert (east.poor, east.said) == (8, "Theo tỷ lệ: xã Bản Hồ 60,00%.")

    def test_a_province_keeps_its_totals_though_a_commune_inside_it_was_split(self, reformed):
        series = by_year(series_of(reformed.province, "today"))
        used = sum(unit.households_poor_end for unit in CommuneTotal.objects.filter(period="2020-M12"))
        assert series["2020-M12"].restated.is_comparable, "all its parts lie in the province"
        assert series["2020-M12"].poor == used
        assert (
            series["2020-M12"].restated.counts
            == by_year(series_of(reformed.province, "as_it_was"))["2020-M12"].restated.counts
        )

    def test_an_old_commune_is_not_on_it_and_points_to_its_successor(self, reformed):
        series = series_of(reformed.old[0], "today")
        assert series.points == ()
        assert "hoạt động đến hết ngày 30/6/2025" in series.no_today
        assert list(series.successors) == [reformed.new]

    def test_a_district_that_ended_without_successor_says_so(self, reformed):
        end(reformed.sa_pa.town)
        series = series_of(Unit.objects.get(pk=reformed.sa_pa.town.pk), "today")
        assert "Không có đơn vị nào kế thừa" in series.no_today


class TestAsItWas:
    def test_an_old_commune_has_its_own_figures(self, reformed):
        series = series_of(reformed.old[1], "as_it_was")
        assert [(point.period.year, point.poor) for point in series.points if point.period.year > 2019] == [
            (2020, 11),
            (2021, 10),
            (2023, 8),
        ]

    def test_before_it_began_stands_its_namesake_and_the_line_is_broken_there(self, reformed):
        series = series_of(reformed.new, "as_it_was")
        point = by_year(series)["2020-M12"]
        assert (point.of, point.poor) == (reformed.old[2], 12)
        assert "từ năm 2025: địa giới thay đổi" in series.breaks

    def test_a_district_adds_up_what_was_reviewed_under_it(self, reformed):
        point = by_year(series_of(reformed.sa_pa.town, "as_it_was"))["2020-M12"]
        assert point.poor == 10 + 11 + 12 + 13
        assert len(point.missing) == 12, "communes of that day that handed nothing in"


def test_two_standards_are_never_joined(reformed):
    series = series_of(reformed.new, "today")
    assert any(text.startswith("từ năm 2023: chuẩn nghèo 2022–2025") for text in series.breaks)


def test_mid_year_figures_are_provisional(reformed):
    figure(reformed.new, 2025, 14, 305, period="M09")
    points = by_year(series_of(reformed.new, "today"))
    assert points["2025-M09"].is_provisional
    assert not points["2025-M12"].is_provisional


@pytest.mark.parametrize("view", ["today", "as_it_was"])
def test_ten_years_cost_the_statements_of_one(reformed, view, django_assert_max_num_queries):
    counts = []
    for years in (range(2020, 2021), range(2016, 2025)):
        for year in years:
            figure(reformed.old[0], year, 5, 100)
        with django_assert_max_num_queries(20) as queries:
            series_of(reformed.new, view)
        counts.append(len(queries))
    assert counts[0] == counts[1]


class TestThePage:
    def get(self, sa_pa, username: str, address: str):
        client = Client()
        client.force_login(sa_pa.person(username), "django.contrib.auth.backends.ModelBackend")
        return client.get(address)

    def test_it_says_which_view_which_units_and_why_not(self, reformed):
        sa_pa = reformed.sa_pa
        address = f"/don-vi/{reformed.old[1].pk}/chuoi-so-lieu/"
        html = self.get(sa_pa, "thanh", address).content.decode()
        assert "Theo địa giới từng thời kỳ" in html
        assert "Chuẩn nghèo 2016–2020" in html
        html = self.get(
            sa_pa, "thanh", f"/don-vi/{reformed.old[1].pk}/chuoi-so-lieu/?dia-gioi=hien-nay"
        ).content.decode()
        assert "không có trên bản đồ hiện nay" in html
        assert f"/don-vi/{reformed.new.pk}/chuoi-so-lieu/" in html

    @pytest.mark.parametrize("ending", ["bieu-do.svg", "tai/"])
    def test_chart_and_workbook_are_made_of_both_views(self, reformed, ending):
        for view in ("", "?dia-gioi=hien-nay"):
            answer = self.get(reformed.sa_pa, "thanh", f"/don-vi/{reformed.sa_pa.town.pk}/chuoi-so-lieu/{ending}{view}")
            assert answer.status_code == 200
            assert len(answer.content) > 1000

    def test_a_commune_sees_its_own_and_no_other(self, reformed):
        sa_pa = reformed.sa_pa
        own, other = reformed.old[2], reformed.old[1]
        assert self.get(sa_pa, "mai", f"/don-vi/{own.pk}/chuoi-so-lieu/").status_code == 200
        there = self.get(sa_pa, "mai", f"/don-vi/{other.pk}/chuoi-so-lieu/")
        nowhere = self.get(sa_pa, "mai", "/don-vi/99999999/chuoi-so-lieu/")
        assert (there.status_code, there.content) == (404, nowhere.content)

    def test_a_hamlet_has_none(self, reformed):
        hamlet = reformed.sa_pa.hamlet("Tả Van Mông", reformed.old[2])
        assert self.get(reformed.sa_pa, "thanh", f"/don-vi/{hamlet.pk}/chuoi-so-lieu/").status_code == 404

    @pytest.mark.parametrize(("who", "told"), [("thanh", True), ("bich", False), ("nam", False)])
    def test_a_unit_s_page_leads_there_only_whoever_may_open_it(self, sa_pa, who, told):
        html = self.get(sa_pa, who, f"/don-vi/{sa_pa.town.pk}/").content.decode()
        assert (f"/don-vi/{sa_pa.town.pk}/chuoi-so-lieu/" in html) is told


def test_rates_are_written_as_everywhere():
    assert quantities.percent_text(Fraction(33, 303)) == "10,89%"
