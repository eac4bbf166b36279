"""The map of a province or district: whose figures, on which borders, and what a reader without eyes gets."""

import datetime as dt
import json
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emulation.people.models import Office
from emulation.poverty.models import CommuneTotal, PovertyStandard, ReviewSet
from emulation.poverty.selectors.mapped import map_of
from emulation.territory.models import Level, Unit, UnitSuccession
from emulation.territory.rules import shapes
from tests.emulation.poverty.reformed import REFORM, end

HO_CHI_MINH = shapes.rings_of(json.loads((shapes.SHAPES / "79.topojson").read_text()))


@pytest.fixture
def as_(sa_pa, client):
    def sign_in(who: str):
        client.force_login(sa_pa.person(who), "django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def lines(found) -> dict[str, object]:
    return {line.unit.name: line for line in found.lines}


class TestFigures:
    def test_on_the_map_of_today_a_merged_commune_is_the_sum_and_a_split_one_is_told_why(self, reformed):
        found = map_of(reformed.sa_pa.person("thanh"), reformed.province, "today", "2021-M12")
        own = lines(found)
        assert (own["Tả Van"].poor, own["Tả Van"].total) == (9 + 10 + 11, 100 + 101 + 102)
        assert own["Tả Van"].fall == (Fraction(33, 303) - Fraction(30, 303)) * 100, (
            "against the list the year began with"
        )
        assert own["Bản Đông"].poor_rate is None
        assert own["Bản Đông"].why_none.startswith("không so sánh được: xã Bản Hồ đã chia tách")

    def test_a_commune_that_lacks_a_predecessor_s_figure_has_none_and_says_whose(self, reformed):
        ReviewSet.objects.filter(unit=reformed.old[1], period="2021-M12").update(is_current=False)
        tan = lines(map_of(reformed.sa_pa.person("thanh"), reformed.province, "today", "2021-M12"))["Tả Van"]
        assert (tan.poor, tan.why_none) == (None, "chưa có số của xã Mường Hoa")

    def test_an_old_district_is_drawn_on_the_communes_it_went_into(self, reformed):
        end(reformed.sa_pa.town)
        town = Unit.objects.get(pk=reformed.sa_pa.town.pk)
        found = map_of(reformed.sa_pa.person("thanh"), town, "today", "2020-M12")
        assert set(lines(found)) == {"Tả Van", "Bản Đông", "Bản Tây"}

    def test_as_it_was_are_the_communes_of_that_day(self, reformed):
        own = lines(map_of(reformed.sa_pa.person("thanh"), reformed.sa_pa.town, "as_it_was", "2020-M12"))
        assert len(own) == 16
        assert own["Mường Hoa"].poor == 11
        assert own["Sa Pa"].why_none == "chưa có số"

    def test_two_standards_of_one_period_are_two_choices(self, reformed):
        found = map_of(reformed.sa_pa.person("thanh"), reformed.sa_pa.town, "as_it_was")
        assert found.chosen.key == "2023-M12/2022-2025"
        assert [one.period.year for one in found.choices] == [2019, 2020, 2021, 2023]


class TestThePage:
    def test_each_place_is_a_link_with_its_figure_and_the_table_says_the_same(self, reformed, as_):
        html = as_("thanh").get(f"/ra-soat/ban-do/{reformed.sa_pa.town.pk}/?ky=2020-M12").content.decode()
        muong_hoa = reformed.old[1]
        words = "Xã Mường Hoa: 10,89%, 11 hộ nghèo trên 101 hộ"
        assert f'<a href="/don-vi/{muong_hoa.pk}/chuoi-so-lieu/" aria-label="{words}"><title>{words}</title>' in html
        assert html.partition('class="map"')[2].count("<circle") == 16, "the old tree has circles at its centres"
        assert html.count('fill="url(#gach)"') == 12, "those without a figure are hatched"
        assert f'<a href="/don-vi/{muong_hoa.pk}/chuoi-so-lieu/"><b>Xã Mường Hoa</b></a>' in html
        assert 'href="#so-lieu"' in html

    def test_the_fall_is_coloured_too(self, reformed, as_):
        html = as_("thanh").get(f"/ra-soat/ban-do/{reformed.sa_pa.town.pk}/?ky=2021-M12&chi-so=giam").content.decode()
        assert "Xã Mường Hoa: giảm 0,99 điểm %, từ 10,89% còn 9,90%" in html

    def test_a_commune_whose_people_came_elsewhere_is_linked_to_what_is_public(self, reformed, as_):
        end(reformed.sa_pa.town)
        html = as_("thanh").get(f"/ra-soat/ban-do/{reformed.sa_pa.town.pk}/?dia-gioi=hien-nay").content.decode()
        assert "Theo địa giới hiện nay" in html
        assert f'href="/don-vi/{reformed.new.pk}/' in html

    @pytest.mark.parametrize("who", ["mai", "din"])
    def test_whoever_does_not_see_the_district_finds_none(self, sa_pa, as_, who):
        assert as_(who).get(f"/ra-soat/ban-do/{sa_pa.town.pk}/").status_code == 404

    def test_a_commune_has_none(self, sa_pa, as_):
        assert as_("thanh").get(f"/ra-soat/ban-do/{sa_pa.ta_van.pk}/").status_code == 404

    def test_nothing_handed_in_says_so(self, sa_pa, as_, clock):
        ReviewSet.objects.update(is_current=False)
        html = as_("thanh").get(f"/ra-soat/ban-do/{sa_pa.town.pk}/").content.decode()
        assert "Chưa có số rà soát nào đã nộp hoặc đã duyệt." in html

    @pytest.mark.parametrize("query", ["ky=%00", "ky=2020-M99&chi-so=x&dia-gioi=y", "ky=" + "9" * 500])
    def test_any_address_is_answered(self, sa_pa, as_, query):
        assert as_("thanh").get(f"/ra-soat/ban-do/{sa_pa.town.pk}/?{query}").status_code in {200, 400}


def many(province: Unit, places: range) -> None:
    """Communes of today with real shapes, each put together from two of before, which have their figures."""
    standard = PovertyStandard.objects.get(code="2022-2025")
    codes = sorted(HO_CHI_MINH)
    first = Unit.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    units, lines, reviews, totals = [], [], [], []
    for number, place in enumerate(places):
        for pk, part in enumerate(("", "a", "b"), first + 3 * number):
            code = f"7{place:03d}{part}" if part or place >= len(codes) else codes[place]
            days = {"valid_to": REFORM - dt.timedelta(days=1)} if part else {"valid_from": REFORM}
            unit = Unit(
                pk=pk, level=Level.COMMUNE, kind="Xã", name=f"{place}{part}", folded_name=f"{place}{part}", code=code,
                parent=province, province=province, commune_id=pk, **days,
            )  # fmt: skip
            units.append(unit)
            if part:
                lines.append(
                    UnitSuccession(
                        predecessor=unit, successor=units[-2 if part == "a" else -3], on=REFORM, extent="whole"
                    )
                )
                reviews += [
                    ReviewSet(
                        unit=unit, province=province, commune=unit, year=year, period=f"{year}-M12", standard=standard,
                        state="approved", submitted_at=dt.datetime(year, 12, 30, tzinfo=dt.UTC),
                        approved_at=dt.datetime(year, 12, 31, tzinfo=dt.UTC),
                    )
                    for year in (2022, 2023)
                ]  # fmt: skip
    Unit.objects.bulk_create(units)
    UnitSuccession.objects.bulk_create(lines)
    for review in ReviewSet.objects.bulk_create(reviews):
        totals.append(
            CommuneTotal(
                review=review, unit=review.unit, province=province, commune=review.unit, period=review.period,
                hamlet_count=1, households_total=100, households_poor_end=2030 - review.year,
            )
        )  # fmt: skip
    CommuneTotal.objects.bulk_create(totals)


def test_two_hundred_communes_cost_the_statements_of_three(reformed, as_):
    province = reformed.province
    Unit.objects.filter(pk=province.pk).update(code="79")
    Office.objects.filter(pk=reformed.sa_pa.office("standing_office").pk).update(unit=province)
    client = as_("thanh")
    counts = []
    for places in (range(3), range(3, 200)):
        many(province, places)
        for view in ("", "&dia-gioi=hien-nay"):
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(f"/ra-soat/ban-do/{province.pk}/?ky=2023-M12&chi-so=giam{view}")
            counts.append(len(queries))
    assert answer.content.count(b'<path d="M') == len(HO_CHI_MINH), "each that has a shape is drawn"
    assert "giảm 1,00 điểm %" in answer.content.decode()
    assert counts[:2] == counts[2:]
