"""The plan's page: what the definition holds, in the order of a plan; what a plan does not rule is said."""

from typing import Any

from awards.criteria.models import CriterionGroup
from awards.criteria.selectors import pending_standards
from awards.routes.models import AwardOffer, Route
from campaign_portal.shell.plan.names import Names
from campaign_portal.shell.plan.timeline import stops_of
from emulation.campaigns.definition import ACTS, TOPICS
from emulation.campaigns.models import Arrangement, Campaign, CampaignRole, CampaignVersion
from emulation.contributions.models import Contribution
from emulation.poverty.models import PovertyStandard
from emulation.regimes.models import AwardForm

NOT_RULED = "kế hoạch không quy định"


def page(campaign: Campaign) -> dict[str, Any]:
    names = Names.of(campaign)
    return {
        "campaign": campaign,
        "citations": campaign.citations.all(),
        "standards": _standards(campaign),
        "slice_note": _slice_note(campaign),
        "classes": names.classes,
        "aims": [part for part in campaign.contents if part.get("part") != "tasks"],
        "tasks": [part for part in campaign.contents if part.get("part") == "tasks"],
        "leading": [(role, ", ".join(ACTS[act] for act in role.acts)) for role in names.roles if role.tasks],
        "agencies": _agencies(names.roles),
        "targets": campaign.targets.select_related("indicator"),
        "rules": campaign.registration_rules.select_related("participant_class", "award_form").order_by(
            "participant_class__position"
        ),
        "pledges": [
            (rule, names.listed(rule.first), names.listed(rule.second)) for rule in campaign.pledge_rules.all()
        ],
        "timeline": stops_of(campaign, names),
        "criteria": CriterionGroup.objects.filter(campaign=campaign)
        .select_related("participant_class")
        .prefetch_related("criteria"),
        "standards_not_loaded": pending_standards(campaign),
        "awards": _awards(campaign),
        "routes": [
            _route(route, names)
            for route in Route.objects.filter(campaign=campaign)
            .select_related("award_form")
            .prefetch_related("steps", "papers")
        ],
        "clusters": [(cluster, names.listed(cluster.member_keys)) for cluster in campaign.clusters.all()],
        "score_tables": campaign.score_tables.prefetch_related("rows"),
        "contributions": [
            (way, ", ".join(Contribution.Kind(kind).label for kind in way.kinds), names.listed(way.role_keys))
            for way in campaign.contribution_ways.all()
        ],
        "tags": campaign.household_tags.all(),
        "arrangements": [_arrangement(row, names) for row in campaign.arrangements.all()],
        "not_ruled": [TOPICS[topic] for topic in campaign.not_ruled],
        "names": names.by_key,
        "amendments": _amendments(campaign),
    }


def _amendments(campaign: Campaign) -> list[CampaignVersion]:
    """The versions that an amending paper put in force, the newest first."""
    return list(campaign.versions.exclude(document_number="").exclude(number=None).order_by("-number").defer("text"))


def _standards(campaign: Campaign) -> list[tuple[str, str, str]]:
    known = {row.code: row.name for row in PovertyStandard.objects.all()}
    return [(known[row["code"]], row["use"], row["clause"]) for row in campaign.standards]


def _slice_note(campaign: Campaign) -> str:
    """Said where the units that take part are those of a later day than the campaign's first."""
    if campaign.slice_day <= campaign.starts_on:
        return ""
    return f"Các đơn vị lấy theo lát cắt {campaign.slice_day:%d/%m/%Y}, ngày sớm nhất có danh mục đơn vị."


def _agencies(roles: list[CampaignRole]) -> list[dict[str, str]]:
    """The offices that take part, together by class and clause."""
    together: dict[tuple[str, str], list[str]] = {}
    for role in roles:
        if role.participant_class and not role.tasks:
            together.setdefault((role.participant_class.name, role.clause), []).append(role.office.short_name)
    return [
        {"name": name, "offices": ", ".join(offices), "clause": clause} for (name, clause), offices in together.items()
    ]


_NATURES = {"collective": "tập thể", "household": "hộ gia đình", "individual": "cá nhân"}


def _awards(campaign: Campaign) -> list[dict[str, Any]]:
    forms = {form.code: form.short_name for form in AwardForm.objects.all()}
    return [
        {
            "offer": offer,
            "forms": ", ".join(forms[code] for code in offer.form_codes),
            "recipients": ", ".join(_NATURES[nature] for nature in offer.recipients),
            "rounds": ", ".join(AwardOffer.Round(name).label for name in offer.rounds) or NOT_RULED,
            "only_final": offer.rounds == ["final"],
        }
        for offer in AwardOffer.objects.filter(campaign=campaign)
    ]


def _route(route: Route, names: Names) -> dict[str, Any]:
    return {
        "route": route,
        "authority": names.by_key[route.authority_role],
        "steps": [{"step": step, "offices": names.listed(step.office_roles)} for step in route.steps.all()],
        "papers": [
            {"paper": paper, "classes": names.listed(paper.class_keys) or "mọi đối tượng"}
            for paper in route.papers.all()
        ],
    }


def _arrangement(row: Arrangement, names: Names) -> dict[str, Any]:
    return {
        "row": row,
        "by": names.listed(row.by_roles),
        "together_with": names.listed(row.with_roles),
        "decided_by": names.by_key.get(row.decided_by, ""),
    }
