"""A campaign of several years is registered for year by year (S1: 2021 - 2025)."""

import datetime as dt

from emulation.registrations import services
from emulation.registrations.selectors import completeness
from emulation.registrations.selectors.board import board
from emulation.registrations.selectors.rule import registration_of


def test_one_registers_anew_each_year_and_the_board_is_of_the_year_one_is_in(sa_pa, clock):
    campaign, mai = sa_pa.campaign, sa_pa.person("mai")
    campaign.ends_on = dt.date(2021, 12, 31)
    campaign.save()
    party = sa_pa.party(sa_pa.ta_van)
    clock(dt.date(2020, 3, 2))
    first = services.start_registration(campaign, party, by=mai)
    clock(dt.date(2021, 3, 2))
    assert registration_of(campaign, party) is None
    second = services.start_registration(campaign, party, by=mai)
    assert (first.year, second.year) == (2020, 2021)
    assert registration_of(campaign, party) == second
    rows = [row for group in board(campaign, mai) for row in group.rows if row.party == party]
    assert [row.registration for row in rows] == [second]
    # Each is read against the list its own year began with.
    assert [completeness.ground_of(one).on for one in (first, second)] == ["31/12/2019", "31/12/2020"]


def test_after_its_last_year_the_campaign_stays_with_it(sa_pa, clock):
    clock(dt.date(2022, 1, 10))
    started = services.start_registration(sa_pa.campaign, sa_pa.party(sa_pa.ta_van), by=sa_pa.person("mai"))
    assert started.year == 2020
