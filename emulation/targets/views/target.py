"""One target in depth: every unit it is asked of, the figures used, and what is missing."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from campaign_portal.foundation import access, charts, vietnamese
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.targets import exporters, permissions, services
from emulation.targets.forms import RulingForm, StatedForm
from emulation.targets.models import Target
from emulation.targets.rules import VERDICT_WORDS, Verdict, wording
from emulation.targets.rules.facts import columns
from emulation.targets.rules.measuring import quantity_words
from emulation.targets.selectors import Case, Progress, progress
from emulation.targets.selectors.board import marks_of
from emulation.targets.selectors.sources import REVIEWED
from emulation.targets.views.loading import asked_year, campaign_of, states_for, target_of, unit_of
from emulation.territory.models import Level, Unit, UnitMark


@access.requires(permissions.SEE)
@require_safe
def target(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The target's cases below a unit, a column a year; `loc` keeps those of one verdict, `tim` those of a name."""
    unit, found, year = _progress(request, pk, key)
    cases = found.cases
    asked = {name: request.GET.get(name, "") for name in ("tim", "loc", "dien", "nhom")}
    marks = marks_of({case.unit.pk for case in cases}, year)
    shown = _filtered(cases, asked, {unit for unit, carried in marks.items() if asked["dien"] in carried})
    counts = Counter(case.verdict for case in cases)
    spec = found.goal.indicator
    return render(
        request,
        "emulation/targets/target.html",
        {
            "unit": unit,
            "target": found.target,
            "goal": found.goal,
            "found": found,
            "cases": shown,
            "total": len(cases),
            "year": year,
            "situation": situation(found, counts),
            "choices": [
                (verdict, VERDICT_WORDS[verdict][1], counts[verdict]) for verdict in Verdict if counts[verdict]
            ],
            "asked": asked,
            "marks": sorted(
                {(mark, UnitMark.Mark(mark).label) for found_marks in marks.values() for mark in found_marks}
            ),
            "groups": found.target.groups if len(found.target.groups) > 1 else [],
            "may_enter": permissions.may_enter(request.user, found.target.campaign),
            "has_chart": spec.measure in {"points", "percent"} and _one_level(found) is not None,
            "typed_groups": [group["name"] for group in found.target.groups if not _is_reviewed(spec.source, group)],
        },
    )


def _is_reviewed(quantity: str, group: dict[str, str]) -> bool:
    return (quantity, group["key"]) in REVIEWED


def _progress(request: HttpRequest, pk: int, key: str) -> tuple[Unit, Progress, int]:
    campaign, unit = campaign_of(request), unit_of(request, pk)
    wanted = target_of(campaign, key)
    year = asked_year(request, campaign)
    found = progress(campaign, unit, [wanted], states_for(request.user, unit), period=request.GET.get("ky") or None)[0]
    return unit, found, max(found.goal.first_year, min(year, found.goal.last_year))


def _filtered(cases: Iterable[Case], asked: Mapping[str, str], marked: Collection[int]) -> list[Case]:
    """By name, verdict, mark and population group; those of every kind that was asked for."""
    folded = vietnamese.fold(asked["tim"])
    return [
        case
        for case in cases
        if folded in vietnamese.fold(f"{case.unit.title} {case.group_name}")
        and asked["loc"] in {"", case.verdict.value}
        and asked["nhom"] in {"", case.group}
        and (not asked["dien"] or case.unit.pk in marked)
    ]


def situation(found: Progress, counts: Counter[Verdict]) -> str:
    """ "Từ 2,00 đến 3,00 điểm %, mỗi năm 2021–2025. 11 nơi đạt, 2 chậm, 3 chưa có dữ liệu." """
    asked = wording.asked_text(found.goal)
    said = f"{asked[:1].upper()}{asked[1:]}, {wording.when_text(found.goal)}"
    standard = found.target.standard or found.target.campaign.standard
    if found.goal.indicator.of_standard:
        said += f", theo {standard.name[:1].lower()}{standard.name[1:]}"
    if found.skipped:
        return f"{said}. Từng thôn xem ở trang của từng xã."
    if not found.cases:
        return f"{said}. Không có nơi nào ở đây thuộc chỉ tiêu này."
    if len(found.cases) == 1:
        return f"{said}. {VERDICT_WORDS[found.cases[0].verdict][1]}."
    told = [f"{counts[verdict]} {VERDICT_WORDS[verdict][1].lower()}" for verdict in Verdict if counts[verdict]]
    return f"{said}. Trong {len(found.cases)} dòng: {', '.join(told)}."


def _one_level(found: Progress) -> tuple[Case, ...] | None:
    """The units of the one level a drawing shows, where there are several."""
    for level in (Level.HAMLET, Level.COMMUNE, Level.DISTRICT):
        cases = found.each.get(level, ())
        if len({case.unit.pk for case in cases}) > 1:
            return cases
    return None


@access.requires(permissions.SEE)
@require_safe
def chart(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Dot against the mark asked, unit by unit, in one year."""
    _, found, year = _progress(request, pk, key)
    rows = []
    for case in _one_level(found) or ():
        evaluation = case.in_year(year)
        mark = evaluation.asked_by_now if evaluation.asked_by_now is not None else evaluation.asked
        name = f"{case.unit.name}, {case.group_name}" if case.group_name else case.unit.name
        label = "" if evaluation.result is None else wording.result_text(evaluation)
        rows.append(charts.PlannedFigure(name, evaluation.result, mark, label=label))
    svg = charts.vega_svg(charts.dot_against_plan(rows, found.goal.indicator.unit_of_measure, missing="chưa có số"))
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-cache"
    return response


@access.requires(permissions.SEE)
@require_safe
def export(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    unit, found, _ = _progress(request, pk, key)
    response = HttpResponse(
        exporters.target_workbook(unit, found),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    name = f"Chỉ tiêu {key}, {unit.title}.xlsx"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


# --- What a person enters or rules ------------------------------------------------------------------------------------


@access.requires(permissions.ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def state(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Enter the figure a verdict waits for, with the paper it stands in."""
    unit, wanted, group, year = _asked_of_person(request, pk, key)
    spec = wanted.indicator.spec
    form = StatedForm(request.POST or None, spec=spec)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            services.state_figure(
                wanted,
                unit,
                group=group.get("key", ""),
                year=year,
                part=values["part"],
                whole=values.get("whole"),
                source=values["source"],
                source_on=values["source_on"],
                by=request.user,  # type: ignore[arg-type]
            )
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã ghi số liệu năm {year} của {unit.title}.")
            return redirect("targets:target", _back_to(wanted, unit), key)
    return render(
        request,
        "emulation/targets/state.html",
        {
            "form": form,
            "unit": unit,
            "target": wanted,
            "group": group,
            "year": year,
            "what": quantity_words(spec),
            "standard": (wanted.standard or wanted.campaign.standard) if spec.of_standard else None,
            "back": _back_to(wanted, unit),
        },
    )


@access.requires(permissions.ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Rule on what figures leave open."""
    unit, wanted, group, year = _asked_of_person(request, pk, key)
    if year not in columns(wanted.goal):
        raise Http404
    form = RulingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.rule(
                wanted,
                unit,
                group=group.get("key", ""),
                year=year,
                by=request.user,  # type: ignore[arg-type]
                **form.cleaned_data,
            )
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã ghi kết luận về chỉ tiêu của {unit.title}, năm {year}.")
            return redirect("targets:target", _back_to(wanted, unit), key)
    context = {"form": form, "unit": unit, "target": wanted, "group": group, "year": year}
    return render(request, "emulation/targets/rule.html", {**context, "back": _back_to(wanted, unit)})


def _asked_of_person(request: HttpRequest, pk: int, key: str) -> tuple[Unit, Target, dict[str, Any], int]:
    """The unit, target, group and year an address names; only of a campaign whose standing office one is of."""
    campaign, unit = campaign_of(request), unit_of(request, pk)
    wanted = target_of(campaign, key)
    if not permissions.may_enter(request.user, campaign):
        raise Http404
    asked = request.GET.get("nhom", "")
    group = next((dict(row) for row in wanted.groups if row["key"] == asked), {})
    if asked and not group:
        raise Http404
    typed = request.GET.get("nam", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else columns(wanted.goal)[-1]
    return unit, wanted, group, year


def _back_to(wanted: Target, unit: Unit) -> int:
    """The page the person came from: the launching unit's, where the target is asked of it."""
    return wanted.campaign.unit_id if unit.level != Level.HAMLET else (unit.commune_id or unit.pk)
