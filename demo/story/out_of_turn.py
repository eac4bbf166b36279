"""July: Phòng LĐ-TB&XH asks five communes for a report that no calendar holds, and they answer one after the other."""

import datetime as dt
from functools import partial

from demo.story import people
from demo.story.playing import Act, on
from emulation.people.services import party_of_unit
from reporting.reports.models import Report, ReportRequest
from reporting.reports.services import Asked, ask, present_report, save_report, start_report, submit_report

TITLE = "Thiệt hại do mưa lũ của hộ nghèo, hộ cận nghèo"
ABOUT = "Số hộ bị thiệt hại, nhà hư hỏng, vật nuôi chết; đã hỗ trợ gì; đề nghị hỗ trợ gì. Nêu rõ từng thôn."
ASKED = ("03010", "03037", "03043", "03046", "03052")
ANSWER = "Hai nhà tốc mái, một chuồng trâu sập; thôn góp 24 ngày công dựng lại. Đề nghị hỗ trợ tấm lợp."


def acts() -> list[Act]:
    answers = [
        Act(on(7, 8 + place, 10), f"báo cáo đột xuất ({code})", partial(answer, code))
        for place, code in enumerate(ASKED)
    ]
    return [Act(on(7, 6, 9), "yêu cầu báo cáo đột xuất", ask_for_it), *answers]


def ask_for_it() -> None:
    if _asked() is None:
        parties = [party_of_unit(people.unit_of(people.commune(code))) for code in ASKED]
        by = people.by_name("Lê Văn Thành")
        ask(people.campaign(), Asked(TITLE, ABOUT, dt.date(2020, 7, 15), parties), by=by)


def _asked() -> ReportRequest | None:
    return ReportRequest.objects.filter(campaign=people.campaign(), title=TITLE).first()


def answer(code: str) -> None:
    unit, asked = people.unit_of(people.commune(code)), _asked()
    if asked is None or asked.called_off_on:
        return
    officer = people.officer(unit)
    report = start_report(people.campaign(), party_of_unit(unit), asked.period, by=officer)
    if report.state == Report.State.DRAFT:
        save_report(report, {}, {"answer": ANSWER}, by=officer)
        present_report(report, by=officer)
        submit_report(report, by=people.leader(unit))
