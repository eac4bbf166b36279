"""Quarterly reports of communes and agencies, and what Phòng LĐ-TB&XH compiles from them."""

import random
from functools import partial

from campaign_portal.foundation import clock
from demo import opening, places
from demo.places import TA_VAN, DemoCommune
from demo.story import people
from demo.story.playing import Act, on
from emulation.duties.models import Duty
from emulation.duties.services import record_paper
from emulation.people.models import Party
from emulation.people.services import party_of_office, party_of_unit
from reporting.consolidation.services import ask_for_snapshot
from reporting.reports.models import Report
from reporting.reports.selectors import contents
from reporting.reports.selectors.figures import figures_now
from reporting.reports.services import Typed, accept_report, present_report, save_report, start_report, submit_report

LATE_IN_SPRING, SILENT_IN_SPRING = ("03013", "03052"), "03046"
TEXTS = {
    "leading": "Đã ban hành kế hoạch, giao chỉ tiêu giảm nghèo cho từng thôn; tuyên truyền tại họp thôn và trên loa.",
    "examples": "Mô hình trồng dược liệu dưới tán rừng của nhóm hộ; tổ giúp nhau ngày công.",
    "difficulties": "Một số hộ chưa tiếp cận được vốn vay vì thiếu giấy tờ đất; đề nghị hướng dẫn xác nhận thay thế.",
    "next_steps": "Hướng dẫn hộ đăng ký thoát nghèo lập kế hoạch làm ăn; rà soát việc giúp đỡ từng hộ.",
}


def acts() -> list[Act]:
    story: list[Act] = []
    for quarter, month in (("Q1", 3), ("Q2", 6), ("Q3", 9)):
        period = f"2020-{quarter}"
        for place, commune in enumerate(places.COMMUNES):
            moment = _moment(quarter, month, place, commune)
            if moment is not None:
                story.append(
                    Act(moment, f"báo cáo {quarter} ({commune.code})", partial(report_commune, commune, period))
                )
        for place in range(14):
            day = 20 + place % 5
            story.append(Act(on(month, day, 14), f"báo cáo {quarter} (cơ quan)", partial(report_agency, place, period)))
    return [
        *story,
        Act(on(3, 30, 10), "nhận báo cáo quý I", partial(accept_reports, "2020-Q1")),
        Act(on(6, 5, 9), "tổng hợp quý I", partial(compile_quarter, "2020-Q1")),
        Act(on(6, 8, 9), "gửi báo cáo tổng hợp", partial(send_consolidated, "2020-Q1", "41/BC-PLĐTBXH")),
        Act(on(7, 3, 9), "nhận báo cáo quý II", partial(accept_reports, "2020-Q2")),
        Act(on(10, 1, 15), "nhận báo cáo quý III", partial(accept_reports, "2020-Q3")),
        Act(on(10, 2, 9), "tổng hợp quý III", partial(compile_quarter, "2020-Q3")),
        Act(on(12, 8, 9), "gửi báo cáo tổng hợp", partial(send_consolidated, "2020-Q3", "96/BC-PLĐTBXH")),
    ]


def _moment(quarter: str, month: int, place: int, commune: DemoCommune):
    if quarter == "Q1":
        if commune.code == SILENT_IN_SPRING:
            return None
        return on(3, 27, 10) if commune.code in LATE_IN_SPRING else on(3, 20 + place % 6, 11)
    if quarter == "Q2":
        if commune.code == TA_VAN:
            return on(6, 26, 17)
        # Most send theirs on the last day; when the demo opens in the morning six are in.
        return on(6, 24, 16) if place % 3 == 0 and commune.code != "03046" else on(6, 26 + place % 3, 10)
    return on(month, 21 + place % 5, 11)


def report_commune(commune: DemoCommune, period: str) -> None:
    unit = people.unit_of(commune)
    _report(party_of_unit(unit), period, people.officer(unit), people.leader(unit))


def report_agency(place: int, period: str) -> None:
    office = people.agencies()[place]
    person = people.holder(office)
    _report(party_of_office(office), period, person, person)


def _report(party: Party, period: str, officer, leader) -> None:
    report = start_report(people.campaign(), party, period, by=officer)
    if report.state not in Report.EDITABLE:
        return
    rng = random.Random(f"{opening.SEED}-{party.name}-{period}")
    save_report(report, _typed(report, rng), TEXTS, by=officer)
    if officer != leader:
        present_report(report, by=officer)
    submit_report(report, by=leader)


def _typed(report: Report, rng: random.Random) -> dict[str, Typed]:
    """What a person types: help given, and how many of those entitled had each policy."""
    form = contents.form_of(report.campaign, report.party, report.period)
    filled = {figure.code: figure for figure in figures_now(report, form)}
    poor = sum(
        int(filled[code].value or 0)
        for code in ("poor", "near_poor", "poor_start", "near_poor_start")
        if code in filled
    )
    eligible = max(poor // (2 if "poor_start" in filled and filled["poor"].value else 1), 1)
    typed = {
        "registered_to_escape": Typed(rng.randint(20, 45)),
        "helped_households": Typed(rng.randint(4, 18)),
        "helpers": Typed(rng.randint(3, 14)),
        "policy_health": Typed(eligible, eligible),
        "policy_loan": Typed(max(eligible // 3 - rng.randint(0, 3), 0), max(eligible // 3, 1)),
        "policy_other": Typed(eligible, eligible),
    }
    return {code: value for code, value in typed.items() if code in filled}


def accept_reports(period: str) -> None:
    thanh = people.by_name("Lê Văn Thành")
    for report in Report.objects.filter(period=period, state=Report.State.SUBMITTED).order_by("pk"):
        accept_report(report, by=thanh)


def compile_quarter(period: str) -> None:
    campaign = people.campaign()
    ask_for_snapshot(campaign, campaign.unit, period, by=people.by_name("Lê Văn Thành"))


def send_consolidated(period: str, number: str) -> None:
    duty = Duty.objects.open().filter(kind=Duty.Kind.CONSOLIDATION, period=period).first()
    if duty is not None:
        record_paper(duty, by=people.by_name("Lê Văn Thành"), number=number, date=clock.today(), scan=people.scan())
