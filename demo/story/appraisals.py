"""10–14 November: two offices appraise, one passes on. On the evening of the 12th each still has work before it."""

import datetime as dt
from collections.abc import Iterable
from functools import partial

from awards.criteria.rules import Verdict
from awards.dossiers import selectors, services
from awards.dossiers.models import Dossier
from awards.routes.models import RouteStep
from campaign_portal.foundation import clock
from campaign_portal.foundation.models import User
from demo.story import nominees, people
from demo.story.playing import Act, on
from emulation.duties.models import Duty
from emulation.duties.services import record_paper
from emulation.people.models import Office

LABOUR, INTERIOR = "standing_office", "interior_office"
NAMES = {LABOUR: "Phòng LĐ-TB&XH", INTERIOR: "Phòng Nội vụ"}
OFFICERS = {LABOUR: "Lê Văn Thành", INTERIOR: "Trần Quốc Huy", "coordination_office": "Nông Văn Khánh"}

# What each office passes on before the 13th, by the day.
PASSED_ON = (
    (on(11, 10, 15), LABOUR, ("party_secretary", "farm_adviser", "awarded_last_year")),
    (on(11, 11, 9), LABOUR, ("ta_van_mong", "village_head", "fifty_million", "women_union")),
    (on(11, 11, 15), INTERIOR, ("party_secretary", "farm_adviser")),
    (on(11, 12, 9), LABOUR, ("three_times_nam_than", "three_times_nam_sai", "three_times_muong_hoa", "hydropower")),
    (on(11, 12, 14), INTERIOR, ("awarded_last_year", "women_union")),
)
REMARKS = {
    "organisations": "Có quyết định công nhận năm 2019 của Đảng ủy xã",
    "plan": "Kế hoạch có chỉ tiêu từng quý, phân công rõ người",
    "money": "Quyết toán đúng thời gian",
    "living": "Đã đi xem ba hộ, nhà ở và nước sạch tốt lên rõ",
    "infrastructure": "Đường, điện, nhà văn hóa đủ theo tiêu chí",
    "achievements": "Đúng với theo dõi của phòng trong năm",
    "law": "Có xác nhận của UBND xã",
    "peace": "Biên bản họp thôn đầy đủ",
}
WHY_UNMET = {
    "unmet_with_reason": "Số 9 tháng vượt 30,8%, còn dưới mức 50%. Thôn dẫn đầu xã, xã dự kiến cả năm đạt; trình Hội "
    "đồng xem xét theo số chính thức.",
    "nearly_three_times": "Thu nhập gấp 2,90 lần, còn thiếu 0,1 lần; hộ tự viết đơn xin thoát nghèo. Trình Hội đồng "
    "xem xét.",
}
AGREED = "Thống nhất với Phòng LĐ-TB&XH; trình Hội đồng xem xét."
DECLINED = {
    "below_fifty_million": "Quà đã xác nhận 49,9 triệu đồng, chưa đến 50 triệu đồng theo mục IV.2.2.a của kế hoạch. Đề "
    "nghị UBND xã khen theo thẩm quyền.",
    "waiting_for_judgement": "Giảm nghèo 9 tháng mới vượt 3,3% kế hoạch, cách xa mức 50% theo mục IV.2.2.a.",
}


def acts() -> list[Act]:
    return [
        *(
            Act(moment, f"{NAMES[role]} thẩm định ({moment:%d/%m})", partial(pass_on, role, keys))
            for moment, role, keys in PASSED_ON
        ),
        Act(on(11, 12, 10), "Phòng LĐ-TB&XH không đề nghị một tổ chức", partial(decline, "below_fifty_million")),
        Act(on(11, 12, 11), "Phòng LĐ-TB&XH trả lại một hồ sơ", return_one),
        Act(on(11, 13, 8), "xã bổ sung, nộp lại hồ sơ", mend_the_returned),
        Act(on(11, 13, 9), "Phòng LĐ-TB&XH không đề nghị một tổ dân phố", partial(decline, "waiting_for_judgement")),
        Act(on(11, 13, 10), "Phòng LĐ-TB&XH thẩm định xong", partial(pass_on_all, LABOUR)),
        Act(on(11, 13, 11), "tổng hợp hồ sơ gửi UBND thị xã", send_summary),
        Act(on(11, 13, 15), "Phòng Nội vụ thẩm định xong", partial(pass_on_all, INTERIOR)),
        Act(on(11, 14, 9), "Văn phòng Điều phối NTM chuyển hội đồng", partial(pass_on_all, "coordination_office")),
    ]


def pass_on(role: str, keys: Iterable[str]) -> None:
    for key in keys:
        _forward(role, _dossiers(party=nominees.named(key).who()))


def pass_on_all(role: str) -> None:
    """Whatever still waits for the office, also what a person proposed."""
    _forward(role, _dossiers())


def _dossiers(**asked) -> list[Dossier]:
    """Those at work, each as an office reads it."""
    return list(selectors.loaded_dossiers().filter(state=Dossier.State.IN_APPRAISAL, **asked).order_by("pk"))


def _forward(role: str, dossiers: Iterable[Dossier]) -> None:
    office, officer = people.office(role), people.by_name(OFFICERS[role])
    for dossier in dossiers:
        if office not in selectors.awaited(dossier):
            continue
        assessment = selectors.assess(dossier)
        if dossier.step is not None and dossier.step.act == RouteStep.Act.APPRAISE and assessment.waiting:
            judge(dossier, office, officer, assessment)
            assessment = selectors.assess(dossier)
        unmet = selectors.turn_of(dossier, office, assessment).needs_reason
        said = AGREED if role == INTERIOR else WHY_UNMET.get(_key(dossier), "Trình Hội đồng xem xét.")
        reason = said if unmet else ""
        services.forward(dossier, office, reason=reason, by=officer)


def judge(dossier: Dossier, office: Office, officer: User, assessment: selectors.Assessment) -> None:
    """Every judged criterion that nobody has judged yet; in a ward new-rural infrastructure does not apply."""
    for row in assessment.waiting:
        spared = row.criterion.may_not_apply and dossier.unit.kind == "Phường"
        services.find(
            dossier,
            row.criterion,
            office,
            Verdict.NOT_APPLICABLE if spared else Verdict.MET,
            "Phường không xây dựng nông thôn mới" if spared else REMARKS.get(row.criterion.key, ""),
            officer,
        )


def _key(dossier: Dossier) -> str:
    for nominee in nominees.NOMINEES:
        if dossier.unit.code == nominee.commune and nominee.who() == dossier.party:
            return nominee.key
    return ""


def decline(key: str) -> None:
    office, officer = people.office(LABOUR), people.by_name(OFFICERS[LABOUR])
    for dossier in _dossiers(party=nominees.named(key).who()):
        if office in selectors.awaited(dossier):
            judge(dossier, office, officer, selectors.assess(dossier))
            services.decline(dossier, office, DECLINED[key], officer)


def return_one() -> None:
    office, officer = people.office(LABOUR), people.by_name(OFFICERS[LABOUR])
    for dossier in _dossiers(party=nominees.named("returned").who()):
        if office in selectors.awaited(dossier):
            services.return_dossier(
                dossier,
                office,
                "Báo cáo thành tích chưa có xác nhận của UBND xã; tóm tắt chưa nêu bao nhiêu hộ đã thoát nghèo.",
                ["achievement_report", "achievement_summary"],
                dt.date(2020, 11, 13),
                officer,
            )


def mend_the_returned() -> None:
    party = nominees.named("returned").who()
    for dossier in Dossier.objects.filter(party=party, state=Dossier.State.RETURNED).select_related("unit"):
        officer = people.officer(dossier.unit)
        services.edit_dossier(
            dossier,
            summary=f"{dossier.achievement_summary} Đến tháng 10 có 11 hộ trong số đó thoát nghèo.",
            achievements=dossier.achievements,
            prior_awards=[],
            by=officer,
        )
        services.attach_paper(dossier, "achievement_report", people.scan("bao-cao-2.pdf"), clock.today(), officer)
        services.resubmit(dossier, people.leader(dossier.unit))


def send_summary() -> None:
    """The whole of the dossiers to the town through Văn phòng Điều phối NTM, before 15/11 (S3 IV.3)."""
    office = people.office(LABOUR)
    duty = Duty.objects.open().filter(kind=Duty.Kind.SUBMISSION_SUMMARY, office=office).first()
    if duty is not None:
        record_paper(
            duty,
            by=people.by_name(OFFICERS[LABOUR]),
            number="88/TTr-PLĐTBXH",
            date=clock.today(),
            scan=people.scan("to-trinh-tong-hop.pdf"),
        )
