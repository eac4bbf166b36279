"""Sectors' own plans with their figures (S3 I.2); what the culture centre did to make the campaign known (S3 V.4)."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import partial

from campaign_portal.foundation import clock
from demo.story import people
from demo.story.playing import Act, on
from emulation.duties.models import Duty
from emulation.duties.services import Told, record_paper, save_line

# Of whom, the day, the plan's number, what it is about, its figures.
PLANS = (
    ("ethnic_office", 24, "11/KH-PDT", "Hỗ trợ hộ nghèo dân tộc thiểu số năm 2020", (
        Told("Hộ nghèo dân tộc thiểu số được hỗ trợ giống, phân bón", "sản xuất", Decimal(180), "hộ"),
        Told("Mô hình chăn nuôi nhóm hộ", "sản xuất", Decimal(4), "mô hình"),
    )),
    ("education_office", 25, "14/KH-PGDĐT", "Giảm nghèo về giáo dục năm 2020", (
        Told("Học sinh hộ nghèo được miễn học phí, hỗ trợ chi phí học tập", "giáo dục", Decimal(100), "%"),
        Told("Trẻ 5 tuổi hộ nghèo ra lớp", "giáo dục", Decimal("99.5"), "%"),
    )),
    ("policy_bank", 26, "09/KH-NHCS", "Cho vay ưu đãi hộ nghèo năm 2020", (
        Told("Dư nợ cho vay hộ nghèo, hộ cận nghèo tăng thêm", "tín dụng", Decimal(12000), "triệu đồng"),
    )),
)  # fmt: skip
DEEDS = (
    (4, 14, Told("Chính sách vay vốn hộ nghèo, bằng tiếng Mông và tiếng Dao", "phát thanh", Decimal(12), "buổi")),
    (5, 19, Told("Nhóm hộ trồng dược liệu dưới tán rừng ở Tả Van", "tin, bài", Decimal(3), "bài")),
    (6, 14, Told("Tuyên truyền lưu động về bảo hiểm y tế tại chợ phiên", "lưu động", Decimal(5), "buổi")),
)


def acts() -> list[Act]:
    story = [
        Act(on(3, day, 15), f"kế hoạch của ngành ({role})", partial(send_plan, role, number, title, figures))
        for role, day, number, title, figures in PLANS
    ]
    return story + [
        Act(on(month, day, 16), "tuyên truyền", partial(tell, replace(deed, done_on=dt.date(2020, month, day))))
        for month, day, deed in DEEDS
    ]


def send_plan(role: str, number: str, title: str, figures: tuple[Told, ...]) -> None:
    office = people.office(role)
    duty = Duty.objects.open().filter(deadline_key="sector_plans", office=office).first()
    if duty is None:
        return
    by = people.holder(office)
    for figure in figures:
        save_line(duty, figure, by=by)
    record_paper(
        duty, by=by, number=number, date=clock.today(), title=title, signer="Trưởng cơ quan", scan=people.scan()
    )


def tell(deed: Told) -> None:
    office = people.office("culture_centre")
    duty = Duty.objects.open().filter(deadline_key="publicity", office=office).first()
    if duty is not None and not duty.lines.filter(text=deed.text).exists():
        save_line(duty, deed, by=people.holder(office))
