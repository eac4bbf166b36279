"""Where the figures of a report come from, and what stands there when there is none."""

import datetime as dt
from decimal import Decimal

import pytest

from campaign_portal.foundation import clock as business
from emulation.campaigns.models import Participant
from emulation.contributions.models import Contribution
from emulation.poverty import selectors as poverty
from emulation.registrations.models import PledgeItem, Registration
from emulation.targets.models import Indicator
from reporting.reports.selectors import contents, figures
from reporting.reports.services import Typed, save_report
from tests.reporting import story


@pytest.fixture
def ta_van(sa_pa, clock):
    clock(story.JUNE_25)
    return sa_pa.ta_van


def now(report) -> dict[str, figures.FilledFigure]:
    return figures.by_code(figures.figures_now(report, contents.form_of(report.campaign, report.party, report.period)))


def test_quarter_two_takes_the_six_month_review_and_the_list_of_the_year_before(sa_pa, ta_van):
    review = story.review(sa_pa, ta_van)
    found = now(story.begun(sa_pa, ta_van))
    counted = poverty.figures_of(ta_van, "2020-M06", sa_pa.standard)
    assert found["poor"].value == counted.count("poor_end")
    assert found["near_poor"].value == counted.count("near_end")
    assert found["escaped"].value == counted.count("poor_to_near") + counted.count("poor_above_near")
    assert (found["households_start"].value, found["poor_start"].value) == (690, 294)
    assert found["poor"].source_key == f"emulation.ReviewSet:{review.pk}"
    assert found["poor"].is_provisional
    assert not found["poor_start"].is_provisional


@pytest.mark.parametrize(("period", "review", "day"), [("2020-Q3", "2020-M09", 25), ("2020-Q4", "2020-M12", 26)])
def test_later_quarters_take_their_own_review(sa_pa, clock, period, review, day):
    clock(dt.date(2020, {"2020-Q3": 9, "2020-Q4": 12}[period], day))
    story.review(sa_pa, sa_pa.ta_van, review, state="approved")
    found = now(story.begun(sa_pa, sa_pa.ta_van, period))
    assert found["poor"].value == poverty.figures_of(sa_pa.ta_van, review, sa_pa.standard).count("poor_end")


def test_quarter_one_has_the_start_and_no_number_now_which_is_not_zero(sa_pa, clock):
    clock(dt.date(2020, 3, 25))
    found = now(story.begun(sa_pa, sa_pa.ta_van, "2020-Q1"))
    assert found["poor_start"].value == 294
    assert found["poor"].value is None
    assert found["poor"].shown == "–"
    assert found["poor"].gap == "quý I không có rà soát"


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("draft", "rà soát 6 tháng đang nhập, chưa tính"),
        ("with_leader", "rà soát 6 tháng chờ lãnh đạo xã nộp, chưa tính"),
        ("returned", "rà soát 6 tháng đang bổ sung, chưa tính"),
    ],
)
def test_a_review_that_the_leader_has_not_sent_is_not_counted_and_the_report_says_so(sa_pa, ta_van, state, says):
    story.review(sa_pa, ta_van, state=state)
    found = now(story.begun(sa_pa, ta_van))
    assert found["poor"].value is None
    assert found["poor"].gap == says


def test_without_a_review_the_report_says_that_none_was_entered(sa_pa, ta_van):
    assert now(story.begun(sa_pa, ta_van))["poor"].gap == "rà soát 6 tháng chưa nhập"


def give(sa_pa, unit, kind, *, vnd=0, quantity=None, donor=None, on=dt.date(2020, 5, 3), confirmed=True):
    return Contribution.objects.create(
        campaign=sa_pa.campaign,
        unit=unit,
        donor=donor or story.party(sa_pa.office("justice_office")),
        kind=kind,
        value_vnd=vnd,
        quantity=quantity,
        given_on=on,
        purpose="Tặng hộ nghèo",
        confirmation="Giấy xác nhận 05" if confirmed else "",
        confirmed_on=on if confirmed else None,
    )


def test_only_confirmed_gifts_of_the_year_up_to_the_period_count(sa_pa, ta_van):
    give(sa_pa, ta_van, "money", vnd=30_000_000)
    give(sa_pa, ta_van, "money", vnd=5_000_000)
    give(sa_pa, ta_van, "goods", vnd=2_000_000)
    give(sa_pa, ta_van, "labour", quantity=Decimal("12.5"))
    give(sa_pa, ta_van, "house_built", quantity=Decimal(1), vnd=50_000_000)
    give(sa_pa, ta_van, "money", vnd=900, confirmed=False)
    give(sa_pa, ta_van, "money", vnd=7_000, on=dt.date(2020, 7, 1))
    give(sa_pa, sa_pa.muong_hoa, "money", vnd=1_000)
    report = story.begun(sa_pa, ta_van)
    with business.at(dt.date(2020, 7, 2)):  # late: still the figures of the quarter
        found = now(report)
    assert found["gifts_money_vnd"].value == 35_000_000
    assert found["gifts_goods_vnd"].value == 2_000_000
    assert found["labour_days"].value == Decimal("12.5")
    assert found["labour_days"].shown == "12,5"
    assert found["houses_built"].value == 1
    assert found["houses_repaired"].value == 0


def test_an_agency_reports_what_it_gave_itself(sa_pa, ta_van):
    justice, bank = sa_pa.office("justice_office"), sa_pa.office("policy_bank")
    give(sa_pa, ta_van, "money", vnd=3_000_000, donor=story.party(justice))
    give(sa_pa, ta_van, "money", vnd=9_000_000, donor=story.party(bank))
    found = now(story.begun(sa_pa, justice))
    assert found["gifts_money_vnd"].value == 3_000_000
    assert "poor" not in found


def register(sa_pa, unit, pledged, *, state="accepted"):
    party = story.party(unit)
    registration = Registration.objects.create(
        campaign=sa_pa.campaign,
        party=party,
        unit=unit,
        participant_class=Participant.objects.get(campaign=sa_pa.campaign, party=party).participant_class,
        year=2020,
        state=state,
        superior=sa_pa.town,
        submitted_at=business.business_now(),
    )
    PledgeItem.objects.create(
        registration=registration,
        position=1,
        indicator=Indicator.objects.get(key="registered_to_escape"),
        text="Số hộ đăng ký thoát nghèo",
        pledged=pledged,
    )
    return registration


def test_households_registered_to_escape_begin_with_the_accepted_pledge_and_may_be_typed_over(sa_pa, ta_van):
    registration = register(sa_pa, ta_van, Decimal(43))
    report = story.begun(sa_pa, ta_van)
    found = now(report)["registered_to_escape"]
    assert (found.value, found.source_key) == (43, f"emulation.Registration:{registration.pk}")
    save_report(report, {"registered_to_escape": Typed(38)}, {}, by=story.officer_of(ta_van))
    found = now(report)["registered_to_escape"]
    assert (found.value, found.source_key) == (38, "")


def test_a_pledge_that_was_not_accepted_is_not_taken(sa_pa, ta_van):
    register(sa_pa, ta_van, Decimal(43), state="submitted")
    assert now(story.begun(sa_pa, ta_van))["registered_to_escape"].value is None


def test_the_last_reports_figure_stands_beside_and_is_never_copied(sa_pa, clock):
    clock(dt.date(2020, 3, 25))
    story.sent(sa_pa, sa_pa.ta_van, "2020-Q1", helped_households=Typed(17), policy_health=Typed(430, 432))
    clock(story.JUNE_25)
    found = now(story.begun(sa_pa, sa_pa.ta_van))
    assert (found["helped_households"].value, found["helped_households"].last) == (None, 17)
    assert found["policy_health"].shown_last == "430 / 432"


def test_a_draft_of_the_quarter_before_is_no_last_report(sa_pa, clock):
    clock(dt.date(2020, 3, 25))
    story.begun(sa_pa, sa_pa.ta_van, "2020-Q1", helped_households=Typed(17))
    clock(story.JUNE_25)
    assert now(story.begun(sa_pa, sa_pa.ta_van))["helped_households"].last is None


def test_rates_are_divided_from_the_counts_beside_the_assigned_plan(sa_pa, ta_van):
    story.review(sa_pa, ta_van)
    report = story.begun(sa_pa, ta_van)
    filled = figures.figures_now(report, contents.form_of(report.campaign, report.party, report.period))
    outcome = figures.outcome_of(report, filled)
    counted = poverty.figures_of(ta_van, "2020-M06", sa_pa.standard)
    assert outcome.poverty.rate == counted.poor_rate
    assert outcome.poverty.start_rate == counted.start_poor_rate
    assert outcome.poverty.fall_points == counted.poor_rate_fall
    assert outcome.plan_points == Decimal("6.5")
    assert outcome.asked_by_now == Decimal("3.25")


def test_the_figures_cost_the_same_for_a_small_and_a_large_commune(sa_pa, ta_van):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for commune in (ta_van, sa_pa.commune("Mường Bo")):
        story.review(sa_pa, commune)
        report = story.begun(sa_pa, commune)
        form = contents.form_of(report.campaign, report.party, report.period)
        with CaptureQueriesContext(connection) as queries:
            figures.figures_now(report, form)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
