"""Routes and papers of dossiers in a campaign's definition file."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from awards.routes.models import PaperRule, Route, RouteStep
from emulation.campaigns.definition import (
    Brief,
    Fault,
    Key,
    Name,
    Part,
    Remark,
    Section,
    Text,
    duplicates,
    replace_rows,
)
from emulation.campaigns.models import Campaign
from emulation.duties import rules as duty_rules
from emulation.regimes.models import AwardForm


class StepPart(Part):
    name: Annotated[Text, StringConstraints(max_length=160)]
    act: Literal["appraise", "forward", "council", "decide"]
    rule: Literal["all", "any"] = "all"
    offices: list[Key] = Field(min_length=1)
    before: dt.date | None = None
    on: dt.date | None = None
    clause: Brief = ""


class PaperPart(Part):
    key: Literal["submission_letter", "minutes", "achievement_report", "summary_list", "certificate"]
    name: Annotated[Text, StringConstraints(max_length=160)]
    owner: Literal["submission", "dossier"]
    origin: Literal["generated", "signed_scan"]
    classes: list[Key] = []
    confirmed_by: Remark = ""
    clause: Brief = ""


class RoutePart(Part):
    key: Key
    name: Name
    award: Text
    authority: Key
    deadline: Key | None = None
    sets: int = Field(default=1, ge=1, le=9)
    steps: list[StepPart] = Field(min_length=1)
    papers: list[PaperPart] = Field(min_length=1)


def check_routes(definition: Any) -> Iterable[Fault]:
    yield from duplicates(definition.routes, "routes")
    offices = {part.key for part in definition.offices}
    classes = {part.key for part in definition.classes}
    deadlines = {part.key for part in definition.deadlines}
    forms = set(AwardForm.objects.values_list("code", flat=True))
    for position, route in enumerate(definition.routes):
        here = ("routes", position)
        if route.award not in forms:
            yield Fault(
                (*here, "award"), f"không có hình thức “{route.award}”; chọn một trong: {', '.join(sorted(forms))}"
            )
        if route.authority not in offices:
            yield Fault((*here, "authority"), f"“{route.authority}” không có trong offices")
        if route.deadline and route.deadline not in deadlines:
            yield Fault((*here, "deadline"), f"“{route.deadline}” không có trong deadlines")
        if [step.act for step in route.steps[-2:]] != ["council", "decide"]:
            yield Fault((*here, "steps"), "hai bước cuối phải là hội đồng xét (council) rồi quyết định (decide)")
        for place, step in enumerate(route.steps):
            if step.before and step.on:
                yield Fault((*here, "steps", place), "chỉ ghi một trong hai: before hoặc on")
            for spot, office in enumerate(step.offices):
                if office not in offices:
                    yield Fault((*here, "steps", place, "offices", spot), f"“{office}” không có trong offices")
        yield from ((Fault((*here, *fault.path), fault.message)) for fault in duplicates(route.papers, "papers"))
        for place, paper in enumerate(route.papers):
            for spot, key in enumerate(paper.classes):
                if key not in classes:
                    yield Fault((*here, "papers", place, "classes", spot), f"“{key}” không có trong classes")


def save_routes(campaign: Campaign, definition: Any) -> None:
    forms = {form.code: form for form in AwardForm.objects.all()}
    rows = {
        part.key: {
            "name": part.name,
            "award_form": forms[part.award],
            "authority_role": part.authority,
            "deadline_key": part.deadline or "",
            "sets_of_papers": part.sets,
        }
        for part in definition.routes
    }
    saved = replace_rows(Route.objects, {"campaign": campaign}, rows)
    for part in definition.routes:
        _save_steps(saved[part.key], part)
        papers = {
            paper.key: {
                "name": paper.name,
                "owner": paper.owner,
                "origin": paper.origin,
                "class_keys": paper.classes,
                "confirmed_by": paper.confirmed_by,
                "clause": paper.clause,
                "position": position,
            }
            for position, paper in enumerate(part.papers, 1)
        }
        PaperRule.objects.filter(route=saved[part.key]).exclude(kind__in=papers).delete()
        for kind, fields in papers.items():
            PaperRule.objects.update_or_create(route=saved[part.key], kind=kind, defaults=fields)


def _save_steps(route: Route, part: RoutePart) -> None:
    RouteStep.objects.filter(route=route, position__gt=len(part.steps)).delete()
    for position, step in enumerate(part.steps, 1):
        rule = "before" if step.before else "on"
        date = step.before or step.on
        RouteStep.objects.update_or_create(
            route=route,
            position=position,
            defaults={
                "name": step.name,
                "act": step.act,
                "rule": step.rule,
                "office_roles": step.offices,
                "due_on": duty_rules.last_day(rule, date) if date else None,
                "due_text": duty_rules.as_written(rule, date) if date else "",
                "clause": step.clause,
            },
        )


SECTIONS = (Section("routes", Annotated[list[RoutePart], Field(min_length=1)], check_routes, save_routes),)
