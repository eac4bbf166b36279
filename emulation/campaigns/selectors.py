"""Questions about campaigns."""

import re

from django.http import HttpRequest

from campaign_portal.foundation import access
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign, CampaignRole, Participant
from emulation.people.models import Office, Party
from emulation.regimes.rules import Launch, full_years
from emulation.territory.models import Unit

SESSION_KEY = "campaign"


def campaigns_for(user: User) -> list[Campaign]:
    """The launched campaigns of the units a person's posts lie in or under, newest first."""
    units = Unit.objects.filter(pk__in=[post.unit_id for post in access.scope(user).posts])
    launching: set[int] = set()
    for unit in units:
        launching |= {pk for pk in (unit.pk, unit.commune_id, unit.district_id, unit.province_id) if pk}
    found = Campaign.objects.visible_to(user).filter(unit_id__in=launching)
    return list(found.select_related("unit", "standard").order_by("-starts_on", "pk"))


def current_campaign(request: HttpRequest) -> Campaign | None:
    """The campaign that everything on the page is about: the one chosen in the top bar, else the newest."""
    if not hasattr(request, "_campaigns"):
        request._campaigns = campaigns_for(request.user)  # type: ignore[attr-defined,arg-type]
    campaigns: list[Campaign] = request._campaigns  # type: ignore[attr-defined]
    chosen = request.session.get(SESSION_KEY)
    return next((campaign for campaign in campaigns if campaign.key == chosen), campaigns[0] if campaigns else None)


def office_in_role(campaign: Campaign, key: str) -> Office:
    """The office that a definition names by a role's key. Raises CampaignRole.DoesNotExist for a key that is none."""
    return CampaignRole.objects.select_related("office__unit").get(campaign=campaign, key=key).office


def offices_in_roles(campaign: Campaign, keys: list[str]) -> list[Office]:
    """The offices of several roles, in the order of the keys."""
    roles = {
        role.key: role.office
        for role in CampaignRole.objects.filter(campaign=campaign, key__in=keys).select_related("office__unit")
    }
    return [roles[key] for key in keys if key in roles]


def standing_office(campaign: Campaign) -> Office:
    """Cơ quan thường trực phong trào (S3 V.1)."""
    return office_in_role(campaign, "standing_office")


def refuse_when_over(campaign: Campaign, what: str) -> None:
    """A campaign that ended takes nothing new. `what` is what it would have been: "đăng ký thi đua mới"."""
    if campaign.state == Campaign.State.CLOSED:
        raise Refused(f"Phong trào “{campaign.short_name}” đã kết thúc sau tổng kết, không nhận {what}.")


def participant_of(campaign: Campaign, party: Party) -> Participant | None:
    return Participant.objects.filter(campaign=campaign, party=party).select_related("participant_class").first()


# --- Who launched it, for the law of awards ---------------------------------------------------------------------------

NATION = "state"  # what the law calls a campaign of Chủ tịch nước or Thủ tướng


def launches_of(campaign: Campaign) -> list[Launch]:
    """The campaign and those above it that it carries out, lowest first: what the law asks about launcher and length.

    A parent that is loaded is asked itself, and its parents; of one that is only cited, the plan's words are taken.
    """
    found, asked = [], set()
    here: Campaign | None = campaign
    while here is not None and here.pk not in asked:
        asked.add(here.pk)
        level = "agency" if here.issuer_kind == Campaign.Issuer.AGENCY else here.unit.level
        found.append(Launch(level, full_years(here.starts_on, here.ends_on), here.short_name))
        above = Campaign.objects.filter(key=here.parent_key).select_related("unit").first() if here.parent_key else None
        if above is None and here.parent_level:
            level = NATION if here.parent_level == Campaign.ParentLevel.NATION else here.parent_level
            found.append(Launch(level, _years_written(here.parent_years), here.parent_name))
        here = above
    return found


def _years_written(text: str) -> int | None:
    """ "2021 - 2025" is five years; None where the plan names no years."""
    years = [int(year) for year in re.findall(r"\d{4}", text)]
    return max(years) - min(years) + 1 if years else None
