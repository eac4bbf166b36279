"""What a gift may not say, whether it is written down or corrected."""

import datetime as dt
from decimal import Decimal

from campaign_portal.foundation import clock, vietnamese
from campaign_portal.foundation.errors import Problem
from emulation.campaigns.models import Campaign
from emulation.contributions import rules
from emulation.contributions.models import Contribution, ContributionWay
from emulation.territory.models import Unit


def gift_problems(
    campaign: Campaign,
    unit: Unit,
    *,
    kind: str,
    given_on: dt.date,
    purpose: str,
    value_vnd: int | None,
    quantity: Decimal | None,
    way: ContributionWay | None,
    for_unit: Unit | None,
) -> list[Problem]:
    """Figures that a kind does not have, days that can't be, a fund that takes no such thing, a place elsewhere."""
    wrong = rules.problems(kind, value_vnd, quantity)
    if not purpose.strip():
        wrong.append(Problem("Xin ghi nội dung: tặng gì, cho việc gì.", field="purpose"))
    if given_on > clock.today():
        wrong.append(
            Problem(
                f"Ngày đóng góp {vietnamese.day(given_on)} sau hôm nay {vietnamese.day(clock.today())}.", "given_on"
            )
        )
    elif not campaign.starts_on <= given_on <= campaign.ends_on:
        wrong.append(
            Problem(
                f"Ngày đóng góp {vietnamese.day(given_on)} ngoài thời gian phong trào "
                f"({vietnamese.day(campaign.starts_on)} – {vietnamese.day(campaign.ends_on)}); xin kiểm tra năm.",
                field="given_on",
            )
        )
    if way is not None and way.campaign_id != campaign.pk:
        wrong.append(Problem("Quỹ này không có trong kế hoạch của phong trào; xin chọn lại.", field="way"))
    elif way is not None and way.kinds and kind in Contribution.Kind.values and kind not in way.kinds:
        takes = ", ".join(Contribution.Kind(one).label for one in way.kinds)
        wrong.append(Problem(f"“{way.name}” nhận {takes}; xin chọn loại khác hoặc quỹ khác.", field="way"))
    if for_unit is not None and unit.pk not in line_of(for_unit):
        wrong.append(Problem(f"{for_unit.opening_title} không thuộc {unit.title}.", field="for_unit"))
    return wrong


def paper_problems(number: str, date: dt.date | None, given_on: dt.date) -> list[Problem]:
    wrong = []
    if not number.strip():
        wrong.append(Problem("Xin ghi số giấy xác nhận, ví dụ 05/GXN-UBND.", field="number"))
    if date is None:
        wrong.append(Problem("Xin ghi ngày của giấy xác nhận.", field="date"))
    elif date > clock.today():
        wrong.append(Problem(f"Giấy đề ngày {vietnamese.day(date)}, sau hôm nay.", field="date"))
    elif date < given_on:
        wrong.append(
            Problem(
                f"Giấy đề ngày {vietnamese.day(date)}, trước ngày đóng góp {vietnamese.day(given_on)}; "
                "xin kiểm tra lại một trong hai ngày.",
                field="date",
            )
        )
    return wrong


def line_of(unit: Unit) -> set[int | None]:
    """The unit and all above it."""
    return {unit.pk, unit.commune_id, unit.district_id, unit.province_id}
