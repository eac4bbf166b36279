"""What a participant pledged, achieved and reported in a campaign."""

from collections import Counter
from fractions import Fraction
from typing import Any

from django.urls import reverse

from campaign_portal.foundation import vietnamese
from campaign_portal.shell.participant.lines import Line, Part, day_of
from emulation.campaigns.models import Campaign
from emulation.households import permissions as households
from emulation.households.models import Household
from emulation.households.selectors import register
from emulation.people.models import Party
from emulation.registrations import permissions as registrations
from emulation.registrations.models import PledgeItem, Registration
from emulation.registrations.selectors.of_households import PILLS
from emulation.registrations.selectors.rule import award_name
from emulation.registrations.selectors.versions import standing_items
from emulation.targets import permissions as targets
from emulation.targets.rules import wording
from emulation.targets.rules.verdicts import GOOD, SLOW, Verdict
from emulation.targets.selectors import TargetProgress, progress_of
from reporting.reports import permissions as reports
from reporting.reports.models import Report
from reporting.reports.selectors.owed import Owed, owed_by


def pledged(user: Any, campaign: Campaign, party: Party) -> Part:
    """Every year's registration with the lines that stand. Three statements."""
    rows = Registration.objects.visible_to(user).filter(campaign=campaign, party=party)
    rows = rows.select_related("party__unit", "receiver__unit", "award_form", "campaign__unit")
    found = [
        row
        for row in rows.prefetch_related("items__indicator", "versions").order_by("-year")
        if registrations.may_read(user, row)
    ]
    lines: list[Line] = []
    for row in found:
        state = Registration.State(row.state)
        award = f"đề nghị: {award_name(row.award_form, campaign, party)}" if row.award_form else ""
        sent = f"nộp ngày {day_of(row.first_submitted_at)}" if row.first_submitted_at else ""
        fact = "; ".join(filter(None, (sent, award)))
        url = reverse("registrations:page", args=[row.pk])
        lines.append(Line(f"Đăng ký năm {row.year}", fact, "", (PILLS.get(state, ""), _opening(state.label)), url))
        lines += [_item(item) for item in standing_items(row) if item.pledged is not None or item.value_vnd]
    newest = found[0] if found else None
    said = f"năm {newest.year} {newest.get_state_display()}" if newest else "chưa đăng ký"
    sign = PILLS.get(Registration.State(newest.state), "") if newest else ""
    return Part("dang-ky", "Đã đăng ký", said, "Chưa có bản đăng ký nào trong phong trào này.", tuple(lines), sign)


def _item(item: PledgeItem) -> Line:
    amount = f"{_number(item.pledged)} {item.unit_of_measure}".strip() if item.pledged is not None else ""
    worth = vietnamese.money(item.value_vnd) if item.value_vnd else ""
    assigned = f"kế hoạch giao {_number(item.assigned)} {item.unit_of_measure}".strip() if item.assigned else ""
    return Line(item.text, assigned, ", ".join(filter(None, (amount, worth))))


def _number(value: Any) -> str:
    places = max(0, -value.normalize().as_tuple().exponent)
    return vietnamese.decimal_text(value, places)


def _opening(text: str) -> str:
    return text[:1].upper() + text[1:]


def achieved(user: Any, campaign: Campaign, party: Party) -> Part:
    """Of a unit its targets; of a household what the reviews found it to be; of the others no figure is asked."""
    if party.kind == Party.Kind.UNIT and targets.SEE.holds(user) and targets.may_see(user, party.unit):
        return _targets(campaign, party, progress_of(campaign, party.unit))
    if party.kind == Party.Kind.HOUSEHOLD and households.LOOK.holds(user):
        return _household(user, campaign, party)
    nothing = "Phong trào không giao con số cho đối tượng này; kết quả thể hiện ở các phần dưới."
    return Part("ket-qua", "Đã đạt", "không giao con số", nothing)


def _targets(campaign: Campaign, party: Party, found: list[TargetProgress]) -> Part:
    lines = tuple(_target(party, item) for item in found)
    by_verdict = Counter(item.evaluation.verdict for item in found)
    good = sum(by_verdict[verdict] for verdict in GOOD)
    slow = sum(by_verdict[verdict] for verdict in SLOW)
    said = f"{good} trên {len(found)} chỉ tiêu đạt hoặc đúng tiến độ" if found else "chưa giao chỉ tiêu"
    sign = "bad" if by_verdict[Verdict.FAILED] else "wait" if slow else "ok" if found and good == len(found) else ""
    url = reverse("targets:unit", args=[party.unit_id])
    nothing = f"Chưa giao chỉ tiêu nào cho {party.unit.title} trong năm."
    return Part("ket-qua", "Đã đạt", said, nothing, lines, sign, ("Chỉ tiêu của đơn vị", url))


def _target(party: Party, item: TargetProgress) -> Line:
    evaluation = item.evaluation
    group = f" ({item.group_name})" if item.group_name else ""
    measure = "" if evaluation.measure in {"percent", "vnd"} else f" {item.target.indicator.unit_of_measure}"
    value = f"{wording.result_text(evaluation)}{measure}" if evaluation.result is not None else ""
    asked = f"giao {wording.mark_text(evaluation)}{measure}" if isinstance(evaluation.asked, Fraction) else ""
    provisional = "số tạm tính" if item.is_provisional and value else ""
    url = reverse("targets:chain", args=[party.unit_id, item.target.key]) if item.target.key else ""
    return Line(item.target.text + group, "; ".join(filter(None, (asked, provisional))), value, item.verdict_words, url)


def _household(user: Any, campaign: Campaign, party: Party) -> Part:
    household = Household.objects.visible_to(user).filter(party=party).first()
    years = register.course_of(household) if household else []
    url = reverse("households:page", args=[household.pk]) if household else ""
    lines = tuple(
        Line(
            f"Năm {line.row.year}",
            line.row.standard.name,
            line.change.name if line.change else "",
            (line.pill, _opening(line.row.get_poverty_class_display())),
            url,
        )
        for line in years
    )
    said = f"{years[0].row.get_poverty_class_display()} năm {years[0].row.year}" if years else "chưa có kết quả rà soát"
    sign = years[0].pill if years else ""
    more = ("Trang của hộ", url) if url else None
    return Part("ket-qua", "Đã đạt", said, "Sổ hộ chưa ghi năm nào.", lines, sign, more)


def reported(user: Any, campaign: Campaign, party: Party) -> Part:
    """The reports owed in the campaign, each on time, late or missing: the first handing-in counts."""
    found = owed_by(campaign, [party]) if party.kind in {Party.Kind.UNIT, Party.Kind.OFFICE} else []
    due = [item for item in found if item.is_open or item.is_in]
    wanted = [item.report.pk for item in due if item.report]
    seen: set[int] = set()
    if reports.READ.holds(user):
        seen = set(Report.objects.visible_to(user).filter(pk__in=wanted).values_list("pk", flat=True))
    states = Counter(item.state for item in due)
    over = states["on_time"] + states["late"] + states["missing"]
    said = f"{states['on_time']} trên {over} báo cáo đúng hạn" if over else "chưa đến hạn báo cáo nào"
    sign = "bad" if states["missing"] else "wait" if states["late"] else "ok" if over else ""
    nothing = "Kế hoạch không yêu cầu đối tượng này gửi báo cáo định kỳ, hoặc chưa đến kỳ nào."
    lines = tuple(_report(item, seen) for item in due)
    return Part("bao-cao", "Báo cáo", said if found else "không phải báo cáo", nothing, lines, sign)


def _report(item: Owed, seen: set[int]) -> Line:
    url = reverse("reports:report", args=[item.report.pk]) if item.report and item.report.pk in seen else ""
    done = f"nộp lần đầu {day_of(item.done_at)}" if item.done_at else ""
    due = f"hạn {vietnamese.day(item.duty.due_on)}"
    return Line(f"Báo cáo {item.period_name}", "; ".join(filter(None, (due, done))), "", item.pill, url)
