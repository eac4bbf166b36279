"""What the database holds of versions, who sees them, and what loading a file does to them."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campaign_portal.foundation import clock as business_clock
from campaign_portal.shell.definition import loading
from campaign_portal.shell.definition.dumping import dump
from demo.ground import CAMPAIGN_FILE
from emulation.campaigns import services
from emulation.campaigns.models import Campaign, CampaignVersion

FILE = CAMPAIGN_FILE.read_text(encoding="utf-8")


def version(sa_pa, **fields):
    given = {"campaign_key": "sa_pa_2021", "name": "Mới", "text": "key: a", **fields}
    now = business_clock.business_now()
    return CampaignVersion.objects.create(unit=sa_pa.town, made_at=now, saved_at=now, **given)


def refused(name, sa_pa, **fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        version(sa_pa, **fields)


IN_FORCE = {"state": "launched", "campaign_key": "sa_pa_2020", "in_force_on": dt.date(2020, 3, 1)}


def test_one_draft_and_one_version_in_force_of_a_campaign(sa_pa):
    version(sa_pa)
    refused("campaign_version_one_draft|campaign_key", sa_pa)
    refused("campaign_version_one_in_force|campaign_key", sa_pa, campaign=sa_pa.campaign, number=2, **IN_FORCE)


def test_numbers_are_given_once(sa_pa):
    refused(
        "campaign_version_number_once|number",
        sa_pa,
        campaign=sa_pa.campaign,
        number=1,
        **{**IN_FORCE, "state": "amended"},
    )


@pytest.mark.parametrize(
    "fields", [{"number": 3}, {"in_force_on": dt.date(2020, 3, 1)}, {**IN_FORCE, "state": "amended"}]
)
def test_a_number_a_campaign_and_a_day_belong_to_what_was_in_force(sa_pa, fields):
    refused("campaign_version_in_force_has_number", sa_pa, **fields)


def test_an_amending_paper_has_number_and_day_or_neither(sa_pa):
    old = {**IN_FORCE, "state": "amended", "campaign": sa_pa.campaign, "number": 7}
    refused("campaign_version_document_is_whole", sa_pa, document_number="12/QĐ-UBND", **old)
    version(sa_pa, document_number="12/QĐ-UBND")


def test_a_draft_is_seen_by_those_who_prepare_and_the_rest_by_everybody(sa_pa):
    draft = version(sa_pa)
    for name in ("thanh", "hang", "huy", "tuan", "long"):
        assert draft in CampaignVersion.objects.visible_to(sa_pa.person(name))
    for name in ("mai", "din", "lien", "hanh", "nam", "khanh", "bich"):
        seen = CampaignVersion.objects.visible_to(sa_pa.person(name))
        assert [row.state for row in seen] == ["launched"]


def test_loading_makes_the_first_version_of_a_launched_campaign(sa_pa):
    (found,) = CampaignVersion.objects.filter(campaign=sa_pa.campaign)
    assert (found.number, found.state, found.text) == (1, "launched", dump(sa_pa.campaign))


def test_the_same_file_makes_no_new_version_and_another_replaces_it(sa_pa):
    loading.load(FILE)
    assert CampaignVersion.objects.filter(campaign=sa_pa.campaign).count() == 1
    loading.load(FILE.replace("on: 2020-06-20, opens_on", "on: 2020-06-22, opens_on", 1))
    states = CampaignVersion.objects.filter(campaign=sa_pa.campaign).values_list("number", "state")
    assert list(states) == [(1, "amended"), (2, "launched")]


def test_a_file_of_a_new_campaign_is_its_draft_until_it_is_launched(sa_pa):
    text = FILE.replace("key: sa_pa_2020", "key: sa_pa_moi", 1)
    campaign = loading.load(text)
    assert CampaignVersion.objects.get(campaign=campaign).state == "draft"
    loading.load(text.replace("on: 2020-06-20, opens_on", "on: 2020-06-22, opens_on", 1))
    assert CampaignVersion.objects.get(campaign=campaign).revision == 2
    services.launch(Campaign.objects.get(pk=campaign.pk), by=None)
    assert CampaignVersion.objects.get(campaign=campaign).state == "launched"


def test_a_file_leaves_the_draft_of_an_amendment_alone(sa_pa):
    draft = version(sa_pa, campaign_key="sa_pa_2020", campaign=sa_pa.campaign, text="key: [")
    loading.load(FILE.replace("on: 2020-06-20, opens_on", "on: 2020-06-22, opens_on", 1))
    draft.refresh_from_db()
    assert (draft.state, draft.text) == ("draft", "key: [")
