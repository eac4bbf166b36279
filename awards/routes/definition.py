"""Award forms, routes and papers of dossiers in a campaign's definition file."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from awards.routes.models import AwardOffer, PaperRule, Route, RouteStep
from emulation.campaigns.definition import (
    Brief,
    Fault,
    Key,
    Name,
    Part,
    Path,
    Remark,
    Section,
    Sheet,
    Text,
    Title,
    duplicates,
    replace_rows,
    said,
    strangers,
)
from emulation.campaigns.models import Campaign, ParticipantClass
from emulation.duties import rules as duty_rules
from emulation.regimes.models import AwardForm


class AwardPart(Part):
    """What may be given; the law decides which of these forms are open."""

    key: Key = Field(description="mã")
    name: Title = Field(description="hình thức, lời của kế hoạch")
    forms: list[Text] = Field(
        [],
        title="Hình thức trong danh mục",
        description="mã hình thức trong danh mục; bỏ trống khi “theo quy định của pháp luật”",
        json_schema_extra=said(of=["award_forms"]),
    )
    recipients: list[Literal["collective", "household", "individual"]] = Field(
        min_length=1,
        title="Tặng cho",
        description="tập thể, hộ gia đình, cá nhân",
        json_schema_extra=said(dict(ParticipantClass.Nature.choices)),
    )
    rounds: list[Literal["yearly", "interim", "final", "when_due"]] = Field(
        [],
        title="Dịp",
        description="hằng năm, sơ kết, tổng kết, khi có thành tích; bỏ trống khi kế hoạch không nói",
        json_schema_extra=said(dict(AwardOffer.Round.choices)),
    )
    given_by: Annotated[str, StringConstraints(max_length=300)] = Field("", description="ai tặng")
    own_power: bool = Field(
        False, title="Theo thẩm quyền từng cấp", description="true: mỗi cấp tặng theo thẩm quyền của mình"
    )
    standard: str = Field("", description="điều kiện, lời của kế hoạch", json_schema_extra=said(paragraphs=True))
    quota: Annotated[str, StringConstraints(max_length=200)] = Field("", description="số lượng, ví dụ theo phân bổ")
    paid_by: Annotated[str, StringConstraints(max_length=200)] = Field("", description="nguồn tiền thưởng")
    paid_by_giver: bool = Field(
        False,
        title="Nơi tặng chi từ quỹ của mình",
        description="true: dự thảo quyết định ghi quỹ thi đua, khen thưởng của chính nơi tặng",
    )
    clause: Brief = Field("", description="mục của kế hoạch")


class StepPart(Part):
    name: Annotated[Text, StringConstraints(max_length=160)] = Field(description="tên bước")
    act: Literal["appraise", "forward", "council", "decide", "present"] = Field(
        title="Việc của bước",
        description="thẩm định, chuyển, hội đồng xét, quyết định, trình cấp trên",
        json_schema_extra=said(dict(RouteStep.Act.choices)),
    )
    rule: Literal["all", "any", "count"] = Field(
        "all",
        title="Mấy cơ quan phải cho qua",
        description="tất cả, một, hay needed cơ quan phải cho qua",
        json_schema_extra=said(dict(RouteStep.Rule.choices)),
    )
    needed: int | None = Field(
        None, ge=1, le=20, title="Số cơ quan cần", description="số cơ quan cần, khi rule là count"
    )
    offices: list[Key] = Field(
        min_length=1, title="Cơ quan", description="mã cơ quan", json_schema_extra=said(of=["offices"])
    )
    decides: Annotated[str, StringConstraints(max_length=200)] = Field("", description="bước này phải xác định điều gì")
    before: dt.date | None = Field(None, description="trước ngày", json_schema_extra=said(year_moves=True))
    on: dt.date | None = Field(None, description="vào ngày", json_schema_extra=said(year_moves=True))
    set_by: Remark = Field("", description="do đâu mà có, khi kế hoạch không ghi bước hoặc ngày này")
    clause: Brief = Field("", description="mục của kế hoạch")


PAPERS = {
    "submission_letter": "tờ trình",
    "minutes": "biên bản",
    "achievement_report": "báo cáo thành tích",
    "summary_list": "danh sách trích ngang",
    "certificate": "giấy chứng nhận",
}


class PaperPart(Part):
    key: Literal["submission_letter", "minutes", "achievement_report", "summary_list", "certificate"] = Field(
        title="Loại giấy",
        description="tờ trình, biên bản, báo cáo thành tích, danh sách trích ngang, giấy chứng nhận",
        json_schema_extra=said(PAPERS),
    )
    name: Annotated[Text, StringConstraints(max_length=160)] = Field(description="tên giấy")
    owner: Literal["submission", "dossier"] = Field(
        title="Của lần trình hay hồ sơ",
        description="chung cả lần trình hay riêng từng hồ sơ",
        json_schema_extra=said(dict(PaperRule.Owner.choices)),
    )
    origin: Literal["generated", "signed_scan"] = Field(
        title="Nguồn",
        description="phần mềm lập hay bản quét đã ký",
        json_schema_extra=said(dict(PaperRule.Origin.choices)),
    )
    classes: list[Key] = Field(
        [], description="cho các đối tượng nào; bỏ trống là mọi đối tượng", json_schema_extra=said(of=["classes"])
    )
    confirmed_by: Remark = Field("", description="có xác nhận của ai")
    clause: Brief = Field("", description="mục của kế hoạch")


class RoutePart(Part):
    key: Key = Field(description="mã")
    name: Name = Field(description="tên")
    award: Text = Field(
        title="Hình thức khen", description="mã hình thức khen", json_schema_extra=said(of=["award_forms"])
    )
    authority: Key = Field(
        title="Cơ quan quyết định",
        description="mã cơ quan quyết định, hoặc trình lên",
        json_schema_extra=said(of=["offices"]),
    )
    submits_to: Remark = Field("", description="trình lên ai, khi cấp trên quyết định")
    deadline: Key | None = Field(
        None,
        title="Thời hạn nộp hồ sơ",
        description="mã thời hạn nộp hồ sơ trong deadlines",
        json_schema_extra=said(of=["deadlines"]),
    )
    sets: int | None = Field(None, ge=1, le=9, description="số bộ hồ sơ; bỏ trống khi kế hoạch không nói")
    note: Annotated[str, StringConstraints(max_length=200)] = Field("", description="ghi chú")
    steps: list[StepPart] = Field(min_length=1, description="các bước")
    papers: list[PaperPart] = Field([], description="giấy tờ; bỏ trống khi kế hoạch không nói")
    clause: Brief = Field("", description="mục của kế hoạch")


def _unknown_form(code: str, forms: set[str]) -> str:
    return f"không có hình thức “{code}”; chọn một trong: {', '.join(sorted(forms))}"


def check_awards(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("awards"), "awards")
    forms = {form.code: form for form in AwardForm.objects.all()}
    for position, part in sheet.placed("awards"):
        for place, code in enumerate(part.forms):
            here = ("awards", position, "forms", place)
            if code not in forms:
                yield Fault(here, _unknown_form(code, set(forms)))
                continue
            for nature in part.recipients:
                if not getattr(forms[code], f"to_{nature}"):
                    yield Fault(here, f"hình thức {code} không dành cho {_NATURES[nature]}")


_NATURES = {"collective": "tập thể", "household": "hộ gia đình", "individual": "cá nhân"}


def save_awards(campaign: Campaign, definition: Any) -> None:
    rows = {}
    for position, part in enumerate(definition.awards, 1):
        fields = part.model_dump(exclude={"key", "forms"})
        rows[part.key] = {**fields, "form_codes": part.forms, "position": position}
    replace_rows(AwardOffer.objects, {"campaign": campaign}, rows)


def dump_awards(campaign: Campaign) -> list[AwardPart]:
    same = [name for name in AwardPart.model_fields if name != "forms"]
    return [
        AwardPart(forms=row.form_codes, **{name: getattr(row, name) for name in same})
        for row in AwardOffer.objects.filter(campaign=campaign)
    ]


def check_routes(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("routes"), "routes")
    forms = set(AwardForm.objects.values_list("code", flat=True))
    for position, route in sheet.placed("routes"):
        here: Path = ("routes", position)
        if route.award not in forms:
            yield Fault((*here, "award"), _unknown_form(route.award, forms))
        if route.authority not in sheet.keys("offices"):
            yield Fault((*here, "authority"), f"“{route.authority}” không có trong offices")
        if route.deadline and route.deadline not in sheet.keys("deadlines"):
            yield Fault((*here, "deadline"), f"“{route.deadline}” không có trong deadlines")
        last, said = ("present", "trình cấp trên") if route.submits_to else ("decide", "quyết định")
        if [step.act for step in route.steps[-2:]] != ["council", last]:
            yield Fault(
                (*here, "steps"),
                f"hai bước cuối phải là hội đồng xét (council) rồi {said} ({last})",
            )
        yield from _check_steps(sheet, route, here)
        yield from ((Fault((*here, *fault.path), fault.message)) for fault in duplicates(route.papers, "papers"))
        for place, paper in enumerate(route.papers):
            yield from strangers(paper.classes, sheet.keys("classes"), (*here, "papers", place, "classes"), "classes")


def _check_steps(sheet: Sheet, route: RoutePart, here: Path) -> Iterable[Fault]:
    for place, step in enumerate(route.steps):
        there = (*here, "steps", place)
        if step.before and step.on:
            yield Fault(there, "chỉ ghi một trong hai: before hoặc on")
        if (step.rule == "count") != (step.needed is not None):
            yield Fault((*there, "needed"), "ghi needed khi rule là count, và chỉ khi đó")
        elif step.needed and step.needed > len(step.offices):
            yield Fault((*there, "needed"), f"cần {step.needed} cơ quan mà bước này chỉ có {len(step.offices)}")
        yield from strangers(step.offices, sheet.keys("offices"), (*there, "offices"), "offices")


def save_routes(campaign: Campaign, definition: Any) -> None:
    forms = {form.code: form for form in AwardForm.objects.all()}
    rows = {
        part.key: {
            "name": part.name,
            "award_form": forms[part.award],
            "authority_role": part.authority,
            "submits_to": part.submits_to,
            "deadline_key": part.deadline or "",
            "sets_of_papers": part.sets,
            "note": part.note,
            "clause": part.clause,
            "position": position,
        }
        for position, part in enumerate(definition.routes, 1)
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
                "needed": step.needed,
                "office_roles": step.offices,
                "decides": step.decides,
                "due_rule": rule if date else "",
                "written_on": date,
                "due_on": duty_rules.last_day(rule, date) if date else None,
                "due_text": duty_rules.as_written(rule, date) if date else "",
                "set_by": step.set_by,
                "clause": step.clause,
            },
        )


def dump_routes(campaign: Campaign) -> list[RoutePart]:
    routes = Route.objects.filter(campaign=campaign).select_related("award_form").prefetch_related("steps", "papers")
    return [
        RoutePart(
            key=route.key,
            name=route.name,
            award=route.award_form.code,
            authority=route.authority_role,
            submits_to=route.submits_to,
            deadline=route.deadline_key or None,
            sets=route.sets_of_papers,
            note=route.note,
            steps=[_dump_step(step) for step in route.steps.all()],
            papers=[_dump_paper(paper) for paper in route.papers.all()],
            clause=route.clause,
        )
        for route in routes
    ]


def _dump_step(row: RouteStep) -> StepPart:
    return StepPart(
        name=row.name,
        act=row.act,  # type: ignore[arg-type]
        rule=row.rule,  # type: ignore[arg-type]
        needed=row.needed,
        offices=row.office_roles,
        decides=row.decides,
        before=row.written_on if row.due_rule == "before" else None,
        on=row.written_on if row.due_rule == "on" else None,
        set_by=row.set_by,
        clause=row.clause,
    )


def _dump_paper(row: PaperRule) -> PaperPart:
    return PaperPart(
        key=row.kind,  # type: ignore[arg-type]
        name=row.name,
        owner=row.owner,  # type: ignore[arg-type]
        origin=row.origin,  # type: ignore[arg-type]
        classes=row.class_keys,
        confirmed_by=row.confirmed_by,
        clause=row.clause,
    )


SECTIONS = (
    Section(
        "awards",
        list[AwardPart],
        check_awards,
        save_awards,
        dump_awards,
        default=(),
        title="Hình thức khen thưởng",
        topic="awards",
    ),
    Section(
        "routes",
        list[RoutePart],
        check_routes,
        save_routes,
        dump_routes,
        default=(),
        title="Đường đi và giấy tờ của hồ sơ",
        topic="routes",
    ),
)
