"""The campaign's plan on one page: what the definition holds, in the order of a plan."""

from typing import Any

from awards.criteria.models import CriterionGroup
from awards.criteria.selectors import pending_standards
from awards.routes.models import Route
from emulation.campaigns.models import Campaign, CampaignRole, Deadline
from emulation.duties import rules as duty_rules
from emulation.people.models import Function


def page(campaign: Campaign) -> dict[str, Any]:
    classes = list(campaign.classes.all())
    names = {part.key: part.name for part in classes}
    roles = list(campaign.roles.select_related("office", "participant_class").order_by("pk"))
    names |= {role.key: role.office.short_name for role in roles}
    return {
        "campaign": campaign,
        "classes": classes,
        "aims": [part for part in campaign.contents if part.get("part") != "tasks"],
        "tasks": [part for part in campaign.contents if part.get("part") == "tasks"],
        "leading": [role for role in roles if role.tasks],
        "agencies": _agencies(roles),
        "targets": campaign.targets.select_related("indicator"),
        "rules": campaign.registration_rules.select_related("participant_class", "award_form").order_by(
            "participant_class__position"
        ),
        "timeline": sorted([*_stops(campaign, roles, names), *_milestones(campaign)], key=lambda stop: stop["on"]),
        "criteria": CriterionGroup.objects.filter(campaign=campaign)
        .select_related("participant_class")
        .prefetch_related("criteria"),
        "standards_not_loaded": pending_standards(campaign),
        "routes": [
            _route(route, names) for route in Route.objects.filter(campaign=campaign).select_related("award_form")
        ],
        "names": names,
    }


def _agencies(roles: list[CampaignRole]) -> list[dict[str, str]]:
    """The offices that take part, together by class and clause."""
    together: dict[tuple[str, str], list[str]] = {}
    for role in roles:
        if role.participant_class:
            together.setdefault((role.participant_class.name, role.clause), []).append(role.office.short_name)
    return [
        {"name": name, "offices": ", ".join(offices), "clause": clause} for (name, clause), offices in together.items()
    ]


def _stops(campaign: Campaign, roles: list[CampaignRole], names: dict[str, str]) -> list[dict[str, Any]]:
    authority = next((role.office.short_name for role in roles if role.function == Function.LEADERSHIP), "")
    return [
        {
            "on": deadline.date,
            "when": duty_rules.as_written(deadline.rule, deadline.date),
            "what": deadline.title,
            "who": ", ".join(names[key] for key in deadline.owed_by),
            "to": _receiver(deadline, names, authority),
            "clause": deadline.clause,
            "note": deadline.set_by,
        }
        for deadline in campaign.deadlines.all()
    ]


def _receiver(deadline: Deadline, names: dict[str, str], authority: str) -> str:
    """ "UBND thị xã (qua Phòng LĐ-TB&XH)": an office that only takes it in is not whom it is for."""
    to = " và ".join(names[key] for key in deadline.to_roles if key in names)
    if not deadline.through:
        return to
    return f"{authority if deadline.through == to else to} (qua {deadline.through})"


def _milestones(campaign: Campaign) -> list[dict[str, Any]]:
    return [
        {"on": stone.sort_on, "when": stone.on_text, "what": stone.title, "who": "", "to": "", "clause": stone.clause}
        for stone in campaign.milestones.all()
    ]


def _route(route: Route, names: dict[str, str]) -> dict[str, Any]:
    return {
        "route": route,
        "authority": names[route.authority_role],
        "steps": [
            {"step": step, "offices": ", ".join(names[key] for key in step.office_roles)} for step in route.steps.all()
        ],
        "papers": [
            {"paper": paper, "classes": ", ".join(names[key] for key in paper.class_keys) or "mọi đối tượng"}
            for paper in route.papers.all()
        ],
    }
