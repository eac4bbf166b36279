"""Versions that are in force: one at a time, numbered, the replaced ones kept."""

import datetime as dt
from typing import Any

from django.db.models import Max

from campaign_portal.foundation import audit, clock, workflow
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign, CampaignVersion
from emulation.campaigns.workflow import VERSION_FLOW

State = CampaignVersion.State


def in_force(campaign: Campaign) -> CampaignVersion | None:
    return CampaignVersion.objects.filter(campaign=campaign, state=State.LAUNCHED).first()


def note_loaded(campaign: Campaign, text: str, *, by: User | None) -> None:
    """A file was loaded: of a campaign that is not launched it becomes the draft, of a launched one a new version.

    Runs in the caller's transaction. A draft that somebody has in hand for a launched campaign is left alone.
    """
    if campaign.state == Campaign.State.DRAFT:
        draft = CampaignVersion.objects.in_hand().filter(campaign_key=campaign.key).first()
        if draft is None:
            _made(campaign, text, by)
        elif draft.text != text or draft.campaign_id is None:
            draft.campaign, draft.text, draft.name = campaign, text, campaign.short_name[:200]
            draft.revision += 1
            draft.saved_by, draft.saved_at = by, clock.business_now()
            draft.save(update_fields=["campaign", "text", "name", "revision", "saved_by", "saved_at"])
    elif (current := in_force(campaign)) is None or current.text != text:
        _replace(current, by)
        issued = _made(
            campaign, text, by, state=State.LAUNCHED, number=_next(campaign), in_force_on=_since(current, campaign)
        )
        audit.record("nạp từ tệp", issued, by=by, after={"number": issued.number})


def put_in_force(draft: CampaignVersion, campaign: Campaign, text: str, *, on: dt.date, by: User | None) -> None:
    """A draft becomes the version in force; the one before it stays readable. Runs in the caller's transaction."""
    _replace(in_force(campaign), by)
    draft.campaign, draft.text, draft.name = campaign, text, campaign.short_name[:200]
    draft.save(update_fields=["campaign", "text", "name"])
    _launch(draft, campaign, on, by)


def launch_draft_of(campaign: Campaign, *, by: User | None) -> None:
    """A campaign that a file made is launched: its draft goes in force with it."""
    draft = CampaignVersion.objects.in_hand().filter(campaign=campaign).first()
    if draft is not None and in_force(campaign) is None:
        _launch(draft, campaign, _since(None, campaign), by)


def close_in_force(campaign: Campaign, *, by: User | None) -> None:
    if (current := in_force(campaign)) is not None:
        workflow.perform(VERSION_FLOW, current, "close", by=by)


def _replace(current: CampaignVersion | None, by: User | None) -> None:
    if current is not None:
        workflow.perform(VERSION_FLOW, current, "replace", by=by)


def _launch(draft: CampaignVersion, campaign: Campaign, on: dt.date, by: User | None) -> None:
    changes = {
        "number": _next(campaign),
        "in_force_on": on,
        "launched_by": by,
        "launched_at": clock.business_now(),
    }
    workflow.perform(VERSION_FLOW, draft, "launch", by=by, changes=changes)


def _since(current: CampaignVersion | None, campaign: Campaign) -> dt.date:
    """The first text is in force from the day of the campaign's paper, however much later its file is loaded.

    Of a paper whose day was not read, from the campaign's first day.
    """
    own = campaign.document.get("date")
    day = dt.date.fromisoformat(own) if own else campaign.starts_on
    return clock.today() if current else min(day, clock.today())


def _next(campaign: Campaign) -> int:
    rows = CampaignVersion.objects.filter(campaign_key=campaign.key)
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _made(campaign: Campaign, text: str, by: User | None, **fields: Any) -> CampaignVersion:
    now = clock.business_now()
    return CampaignVersion.objects.create(
        unit=campaign.unit,
        campaign=campaign,
        campaign_key=campaign.key,
        name=campaign.short_name[:200],
        text=text,
        made_by=by,
        made_at=now,
        saved_by=by,
        saved_at=now,
        **fields,
    )
