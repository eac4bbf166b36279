"""Who launched a campaign and the ones above it, for how long: what the law of awards asks."""

import datetime as dt

from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import launches_of


def test_a_towns_campaign_carries_out_its_provinces(sa_pa):
    """S3-01: Lào Cai's campaign 2016-2020 stands above it, cited and not loaded."""
    own, above = launches_of(sa_pa.campaign)
    assert (own.level, own.years) == ("district", 0)
    assert (above.level, above.years) == ("province", 5)


def test_a_national_campaign_is_the_states(sa_pa):
    campaign = sa_pa.campaign
    campaign.parent_level, campaign.parent_years = "nation", "2021 - 2025"
    assert [(launch.level, launch.years) for launch in launches_of(campaign)][1] == ("state", 5)


def test_years_that_the_plan_does_not_give_stay_unknown(sa_pa):
    campaign = sa_pa.campaign
    campaign.parent_years = ""
    assert launches_of(campaign)[1].years is None


def test_a_parent_that_is_loaded_answers_for_itself_and_for_its_own_parent(sa_pa):
    town = sa_pa.campaign
    parent = Campaign.objects.create(
        key="lao_cai_2016",
        name="Lào Cai",
        short_name="Lào Cai 2016-2020",
        unit=town.unit.province,
        starts_on=dt.date(2016, 3, 21),
        ends_on=dt.date(2020, 12, 31),
        standard=town.standard,
        parent_level="nation",
        parent_years="2016 - 2020",
        parent_name="Cả nước",
    )
    town.parent_key = parent.key
    assert [(launch.level, launch.years) for launch in launches_of(town)] == [
        ("district", 0),
        ("province", 4),
        ("state", 5),
    ]


def test_two_campaigns_that_name_each_other_end(sa_pa):
    campaign = sa_pa.campaign
    campaign.parent_key = campaign.key
    campaign.save()
    assert len(launches_of(campaign)) == 1
