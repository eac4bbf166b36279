"""A gift mended and withdrawn: the reason stays, and what was withdrawn counts nowhere."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaign_portal.foundation import audit
from campaign_portal.foundation.errors import Refused
from emulation.contributions import selectors, services
from emulation.contributions.models import Contribution
from emulation.contributions.selectors import donors
from emulation.households.services import register_household
from tests.emulation.contributions.given import duty_of
from tests.emulation.contributions.test_views import text_of, typed


def as_written(gift: Contribution, **changes):
    """All that the form of corrections says of a gift."""
    return {
        "kind": gift.kind, "given_on": gift.given_on, "purpose": gift.purpose, "value_vnd": gift.value_vnd,
        "quantity": gift.quantity, "way": None, "for_unit": gift.for_unit, "number": gift.confirmation,
        "date": gift.confirmed_on, "reason": "ghi nhầm so với giấy",
    } | changes  # fmt: skip


class TestCorrecting:
    def test_the_trail_keeps_both_figures_and_the_reason(self, gifts, sa_pa):
        gift = gifts.confirmed()
        services.correct(gift, **as_written(gift, value_vnd=50_000_000), by=gifts.mai)
        entry = audit.history(gift).first()
        assert (entry.action, entry.before, entry.after, entry.reason) == (
            "sửa đóng góp", {"value": 60_000_000}, {"value": 50_000_000}, "ghi nhầm so với giấy",
        )  # fmt: skip
        assert selectors.confirmed_total(gifts.donor, sa_pa.campaign)[0] == 50_000_000

    @pytest.mark.parametrize(
        ("changes", "field"),
        [({"reason": " "}, "reason"), ({"number": ""}, "number"), ({"value_vnd": None}, "value_vnd"), ({}, None)],
    )
    def test_without_a_reason_a_paper_a_figure_or_a_change_it_is_refused(self, gifts, changes, field):
        gift = gifts.confirmed()
        with pytest.raises(Refused) as refused:
            services.correct(gift, **as_written(gift, **changes), by=gifts.mai)
        assert refused.value.problems[0].field == (field or "")

    def test_another_commune_neither_corrects_nor_withdraws(self, gifts, sa_pa):
        gift, lien = gifts.confirmed(), sa_pa.person("lien")
        with pytest.raises(Refused, match="do đơn vị ấy"):
            services.correct(gift, **as_written(gift, value_vnd=1), by=lien)
        with pytest.raises(Refused, match="do đơn vị ấy"):
            services.withdraw(gift, reason="nhầm", by=lien)

    def test_the_page_gives_back_what_was_typed(self, as_, gifts):
        gift = gifts.confirmed()
        body = {"kind": "money", "value_vnd": "12 triệu", "given_on": "12/6/2020", "purpose": "Bò giống", "reason": ""}
        page = as_("mai").post(reverse("contributions:correct", args=[gift.pk]), body)
        for said in ("có phải 12.000.000?", "Bò giống", "Xin ghi lý do", "Xin ghi số giấy xác nhận"):
            assert said in page.text, said


class TestWithdrawing:
    def test_it_counts_nowhere_and_nobody_owes_its_paper(self, as_, gifts, sa_pa):
        gifts.confirmed(value_vnd=50_000_000)
        twice = gifts.record(value_vnd=50_000_000, purpose="Giống lợn, ghi lại")
        page = as_("mai").post(
            reverse("contributions:withdraw", args=[twice.pk]), {"reason": "ghi hai lần"}, follow=True
        )
        assert "Đã rút" in page.text
        assert "ghi hai lần" in page.text
        assert selectors.confirmed_total(gifts.donor, sa_pa.campaign) == (50_000_000, 0, ("05/GXN-UBND",))
        assert duty_of(twice).cancelled_at
        index = text_of(as_("mai").get(reverse("contributions:index")))
        assert "chưa có giấy xác nhận nên chưa tính" not in index
        assert "ghi lại" in text_of(as_("mai").get(reverse("contributions:index"), {"loc": "rut"}))

    def test_it_is_neither_confirmed_nor_mended_afterwards_and_may_be_written_anew(self, gifts):
        gift = services.withdraw(gifts.record(), reason="nhầm người", by=gifts.mai)
        with pytest.raises(Refused, match="đã rút ngày 14/6/2020: nhầm người"):
            services.confirm(gift, number="7", date=dt.date(2020, 6, 14), by=gifts.mai)
        with pytest.raises(Refused, match="đã rút"):
            services.withdraw(gift, reason="x", by=gifts.mai)
        assert gifts.record().pk != gift.pk

    def test_the_database_asks_the_reason(self, gifts):
        gift = gifts.record()
        with pytest.raises(IntegrityError), transaction.atomic():
            Contribution.objects.filter(pk=gift.pk).update(withdrawn_on=dt.date(2020, 6, 14))


class TestLoansAndWays:
    def test_a_loan_is_told_and_not_counted_as_given(self, as_, gifts, sa_pa):
        gifts.confirmed(kind="money", value_vnd=10_000_000)
        gifts.confirmed(kind="loan", value_vnd=90_000_000, purpose="Cho vay mua trâu")
        gifts.confirmed(kind="labour", value_vnd=None, quantity=Decimal(12), purpose="Đào mương")
        assert selectors.confirmed_total(gifts.donor, sa_pa.campaign)[0] == 10_000_000
        (total,) = donors.totals_by_campaign(Contribution.objects.filter(donor=gifts.donor))
        assert (total.confirmed_vnd, total.loan_vnd, total.in_kind) == (10_000_000, 90_000_000, [("labour", 12)])
        page = text_of(as_("mai").get(reverse("contributions:donor", args=[gifts.donor.pk])))
        assert "đã xác nhận 10.000.000 đồng" in page
        assert "90.000.000 đồng" in page
        assert "12 ngày công" in page
        assert as_("lien").get(reverse("contributions:donor", args=[gifts.donor.pk])).status_code == 404

    def test_s0_22_a_fund_of_the_plan_is_chosen_and_keeps_its_words(self, as_, gifts, sa_pa):
        way = sa_pa.campaign.contribution_ways.get(key="goods")
        as_("mai").post(reverse("contributions:record"), typed(kind="goods", way=str(way.pk)))
        gift = Contribution.objects.get()
        assert (gift.way_key, gift.way_name) == ("goods", way.name)
        shown = as_("mai").get(reverse("contributions:index"), {"quy": "goods"})
        assert way.name in shown.text
        way.delete()
        services.correct(gift, **as_written(gift, value_vnd=7, way=None), by=gifts.mai)

    def test_a_fund_that_takes_no_such_thing_says_what_it_takes(self, as_, gifts, sa_pa):
        way = sa_pa.campaign.contribution_ways.get(key="goods")
        page = as_("mai").post(reverse("contributions:record"), typed(kind="money", way=str(way.pk)))
        assert "nhận quà, hiện vật quy ra tiền; xin chọn loại khác hoặc quỹ khác" in page.text

    def test_a_place_elsewhere_is_no_place_it_was_for(self, gifts, sa_pa):
        assert gifts.record(for_unit=sa_pa.hamlet("Tả Van Mông")).for_unit
        with pytest.raises(Refused, match="không thuộc xã Tả Van"):
            gifts.record(for_unit=sa_pa.muong_hoa, purpose="khác")


class TestForHouseholds:
    @pytest.fixture
    def lu(self, gifts, sa_pa):
        return register_household(sa_pa.hamlet("Tả Van Mông"), head_name="Vàng A Lử", member_count=4, by=gifts.mai)

    def test_searching_keeps_what_is_ticked_and_saving_writes(self, as_, gifts, lu, sa_pa):
        gift = gifts.confirmed()
        other = register_household(sa_pa.hamlet("Dền Thàng"), head_name="Lò Thị Sa", member_count=3, by=gifts.mai)
        choose, client = reverse("contributions:households", args=[gift.pk]), as_("mai")
        page = client.post(choose, {"ho": [lu.pk], "tim": "lo thi", "tim-ho": "1"})
        assert (page.context["chosen"], page.context["found"]) == ([lu], [other])
        assert not gift.households.exists()
        page = client.post(choose, {"ho": [lu.pk, "x", "9" * 30]}, follow=True)
        assert "Đã ghi 1 hộ được hưởng" in page.text
        assert list(gift.households.all()) == [lu]

    def test_a_name_is_read_by_those_who_work_with_households_alone(self, as_, gifts, lu):
        gift = services.name_households(gifts.confirmed(), [lu], by=gifts.mai)
        address = reverse("contributions:page", args=[gift.pk])
        assert "Vàng A Lử" in as_("mai").get(address).text
        page = as_("long").get(address).text
        assert "1 hộ (tên hộ chỉ người làm việc với hộ xem được)" in page
        assert "Vàng A Lử" not in page

    def test_a_household_elsewhere_is_refused(self, gifts, lu, sa_pa):
        gift = gifts.record(unit=sa_pa.hamlet("Dền Thàng"))
        with pytest.raises(Refused, match="Hộ Vàng A Lử không ở thôn Dền Thàng"):
            services.name_households(gift, [lu], by=gifts.mai)
