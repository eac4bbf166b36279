"""Gifts: recorded by the unit that got them, counted when a paper confirms them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from campaign_portal.foundation import audit
from campaign_portal.foundation.errors import Refused
from emulation.contributions import rules, selectors, services
from emulation.contributions.models import Contribution
from emulation.duties.models import Duty, Fulfillment
from emulation.duties.selectors import presentations
from emulation.people.services import register_organisation
from tests.emulation.contributions.given import JUNE_14, duty_of

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF"


class TestRecording:
    def test_without_a_paper_the_unit_owes_it_thirty_days_after_the_gift(self, gifts, sa_pa):
        duty = duty_of(gifts.record())
        assert (duty.unit, duty.office, duty.due_on) == (sa_pa.ta_van, None, dt.date(2020, 7, 12))
        shown = presentations(gifts.mai, [duty])[duty.pk]
        assert duty.title == "Xác nhận đóng góp của HTX Mường Hoa"
        assert shown.text == "60.000.000 đồng, ngày 12/6, chưa có giấy xác nhận nên chưa tính."
        assert (shown.action, shown.my_turn) == ("Xác nhận", True)

    def test_with_its_paper_nothing_is_owed(self, gifts):
        gifts.confirmed()
        assert not Duty.objects.filter(kind="confirmation").exists()

    def test_a_gift_told_late_is_due_today_not_long_ago(self, gifts):
        assert duty_of(gifts.record(given_on=dt.date(2020, 3, 1))).due_on == JUNE_14

    def test_the_town_s_own_gifts_are_its_standing_office_s(self, gifts, sa_pa):
        thanh = sa_pa.person("thanh")
        donor = register_organisation(sa_pa.town, name="Công ty Fansipan", by=thanh)
        duty = duty_of(gifts.record(unit=sa_pa.town, donor=donor, by=thanh))
        assert duty.office == sa_pa.office("standing_office")
        assert duty in Duty.objects.of(thanh)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"kind": "vàng"}, "kind"),
            ({"value_vnd": None}, "value_vnd"),
            ({"value_vnd": 0}, "value_vnd"),
            ({"value_vnd": 10**13}, "value_vnd"),
            ({"kind": "labour", "value_vnd": None}, "quantity"),
            ({"kind": "house_built", "value_vnd": None, "quantity": Decimal("1.5")}, "quantity"),
            ({"purpose": " "}, "purpose"),
            ({"given_on": dt.date(2020, 6, 15)}, "given_on"),
            ({"given_on": dt.date(2019, 6, 12)}, "given_on"),
            ({"confirmation": "05/GXN-UBND"}, "date"),
            ({"confirmed_on": dt.date(2020, 6, 13)}, "number"),
            ({"confirmation": "05/GXN-UBND", "confirmed_on": dt.date(2020, 6, 11)}, "date"),
            ({"confirmation": "05/GXN-UBND", "confirmed_on": dt.date(2020, 6, 15)}, "date"),
        ],
    )
    def test_what_cannot_be_is_told_at_its_field(self, gifts, changes, field):
        with pytest.raises(Refused) as refused:
            gifts.record(**changes)
        assert [problem.field for problem in refused.value.problems] == [field]
        assert not Contribution.objects.exists()

    def test_a_second_press_does_not_count_twice(self, gifts):
        gifts.record()
        with pytest.raises(Refused, match="Đã ghi một đóng góp giống hệt"):
            gifts.record()
        assert gifts.record(purpose="Giống lợn, đợt hai").pk

    @pytest.mark.parametrize("who", ["lien", "huy", "long", "hanh", "din", "thanh", "ethnic.office"])
    def test_only_the_receiving_unit_records(self, gifts, sa_pa, who):
        with pytest.raises(Refused, match="do đơn vị ấy ghi"):
            gifts.record(by=sa_pa.person(who))

    def test_the_database_holds_nothing_worth_nothing(self, gifts):
        gift = gifts.record()
        gift.value_vnd = 0
        with pytest.raises(IntegrityError), transaction.atomic():
            gift.save()


class TestConfirming:
    def test_the_paper_makes_it_count_and_closes_what_was_owed(self, gifts, sa_pa):
        gift = gifts.record()
        assert selectors.confirmed_total(gifts.donor, sa_pa.campaign) == (0, 60_000_000, ())
        services.confirm(
            gift,
            number=" 07/GXN-UBND",
            date=dt.date(2020, 6, 14),
            scan=SimpleUploadedFile("giay.pdf", PDF),
            by=gifts.mai,
        )
        assert selectors.confirmed_total(gifts.donor, sa_pa.campaign) == (60_000_000, 0, ("07/GXN-UBND",))
        assert Fulfillment.objects.get(duty=duty_of(gift)).on_time
        assert audit.history(gift).first().action == "xác nhận đóng góp"
        assert Contribution.objects.get(pk=gift.pk).paper.name.startswith("Giấy xác nhận đóng góp của HTX")

    def test_it_is_confirmed_once(self, gifts):
        gift = gifts.confirmed()
        with pytest.raises(Refused, match="đã xác nhận bằng giấy 05/GXN-UBND ngày 13/6/2020"):
            services.confirm(gift, number="06/GXN-UBND", date=dt.date(2020, 6, 14), by=gifts.mai)

    @pytest.mark.parametrize(
        ("number", "date", "field"),
        [("", JUNE_14, "number"), ("7", dt.date(2020, 6, 15), "date"), ("7", dt.date(2020, 6, 11), "date")],
    )
    def test_a_paper_that_cannot_be_is_refused(self, gifts, number, date, field):
        gift = gifts.record()
        with pytest.raises(Refused) as refused:
            services.confirm(gift, number=number, date=date, by=gifts.mai)
        assert refused.value.problems[0].field == field
        assert Contribution.objects.get(pk=gift.pk).confirmed_on is None

    @pytest.mark.parametrize(("who", "may"), [("vang", True), ("lien", False), ("thanh", False)])
    def test_the_receiving_unit_confirms(self, gifts, sa_pa, who, may):
        gift = gifts.record()
        if may:
            services.confirm(gift, number="7", date=JUNE_14, by=sa_pa.person(who))
        else:
            with pytest.raises(Refused, match="do đơn vị ấy xác nhận"):
                services.confirm(gift, number="7", date=JUNE_14, by=sa_pa.person(who))


class TestTotals:
    def test_s3_16_what_is_short_of_fifty_million_and_fifty_exactly_are_told_apart(self, gifts, sa_pa):
        for name, value in (("A", 49_900_000), ("B", 50_000_000)):
            donor = register_organisation(sa_pa.ta_van, name=f"Công ty {name}", by=gifts.mai)
            gifts.confirmed(donor=donor, kind="money", value_vnd=value)
            assert selectors.confirmed_total(donor, sa_pa.campaign)[0] == value

    def test_money_goods_and_labour_stand_apart_and_every_kind_is_there(self, gifts, sa_pa):
        gifts.confirmed(kind="money", value_vnd=5_000_000)
        gifts.confirmed(kind="labour", value_vnd=None, quantity=Decimal("12.5"))
        gifts.confirmed(kind="house_built", value_vnd=40_000_000, quantity=Decimal(1))
        gifts.record(kind="goods", value_vnd=60_000_000)
        totals = selectors.totals_by_kind(sa_pa.campaign, unit=sa_pa.ta_van)
        assert set(totals) == set(Contribution.Kind.values)
        assert (totals["money"].value_vnd, totals["labour"].quantity) == (5_000_000, Decimal("12.5"))
        assert (totals["house_built"].quantity, totals["house_built"].value_vnd) == (1, 40_000_000)
        goods = totals["goods"]
        assert (goods.value_vnd, goods.unconfirmed_vnd, goods.unconfirmed_count) == (0, 60_000_000, 1)
        assert totals["house_repaired"] == selectors.KindTotal()

    def test_days_units_and_donors_narrow_it(self, gifts, sa_pa):
        gifts.confirmed(kind="money", value_vnd=1, given_on=dt.date(2020, 3, 31))
        gifts.confirmed(kind="money", value_vnd=10, given_on=dt.date(2020, 4, 1))

        def money(**narrow) -> int:
            return selectors.totals_by_kind(sa_pa.campaign, **narrow)["money"].value_vnd

        assert money(up_to=dt.date(2020, 3, 31)) == 1
        assert money(since=dt.date(2020, 4, 1)) == 10
        assert money(unit=sa_pa.town) == 11
        assert money(unit=sa_pa.muong_hoa) == 0
        assert money(party=gifts.donor) == 11
        assert selectors.confirmed_total(gifts.donor, sa_pa.campaign, up_to=dt.date(2020, 3, 31))[0] == 1

    def test_a_hamlet_s_gifts_are_its_commune_s_too(self, gifts, sa_pa):
        gifts.confirmed(unit=sa_pa.hamlet("Tả Van Mông"), kind="money", value_vnd=7)
        assert selectors.totals_by_kind(sa_pa.campaign, unit=sa_pa.ta_van)["money"].value_vnd == 7


class TestSeeing:
    @pytest.mark.parametrize(
        ("who", "sees"), [("mai", True), ("vang", True), ("thanh", True), ("long", True), ("lien", False)]
    )
    def test_gifts_are_seen_where_they_were_received_and_above(self, gifts, sa_pa, who, sees):
        gifts.record()
        assert Contribution.objects.visible_to(sa_pa.person(who)).exists() is sees

    def test_an_agency_sees_what_it_gave(self, gifts, sa_pa):
        gifts.record(donor=sa_pa.party(sa_pa.office("ethnic_office")))
        assert Contribution.objects.visible_to(sa_pa.person("ethnic.office")).exists()
        assert not Contribution.objects.visible_to(sa_pa.person("justice.office")).exists()


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("50 triệu", "50.000.000"),
        ("1,5 tỷ", "1.500.000.000"),
        ("200 nghìn", "200.000"),
        ("50.000.000", ""),
        ("nhiều", ""),
    ],
)
def test_amounts_in_words_get_a_guess(typed, digits):
    assert rules.in_digits(typed) == digits


@given(st.sampled_from(sorted(rules.KINDS)), st.integers(1, 10**12), st.integers(1, 99_999))
def test_a_gift_with_value_and_quantity_is_possible_in_every_kind(kind, value, quantity):
    assert rules.problems(kind, value, Decimal(quantity)) == []
