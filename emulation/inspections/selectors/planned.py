"""What the campaign's plan says of inspection: deadlines, milestones, and who does it with whom."""

from dataclasses import dataclass

from emulation.campaigns.models import Arrangement, Campaign, CampaignRole, Milestone
from emulation.duties.models import Duty
from emulation.inspections.rules import TOPICS


@dataclass(frozen=True)
class PlannedInspection:
    """`key` begins one; "" where the plan only says who does it."""

    key: str
    text: str
    when: str
    who: str


def planned_in(campaign: Campaign) -> list[PlannedInspection]:
    names = dict(CampaignRole.objects.filter(campaign=campaign).values_list("key", "office__short_name"))
    names |= dict(campaign.classes.values_list("key", "name"))

    def who(*keys: list[str]) -> str:
        return ", ".join(names[key] for group in keys for key in group if key in names)

    found = [
        PlannedInspection(row.key, row.title, row.when_text or row.get_rule_display(), who(row.owed_by))
        for row in campaign.deadlines.filter(kind=Duty.Kind.INSPECTION)
    ]
    found += [
        PlannedInspection(row.key, row.title, row.on_text, who(row.held_by))
        for row in campaign.milestones.filter(kind=Milestone.Kind.INSPECTION)
    ]
    found += [
        PlannedInspection(row.key, row.text, "", who(row.by_roles, row.with_roles))
        for row in Arrangement.objects.filter(campaign=campaign, topic__in=TOPICS)
    ]
    return found


def planned_by_key(campaign: Campaign, key: str) -> PlannedInspection | None:
    return next((item for item in planned_in(campaign) if item.key == key and key), None)
