"""The states of a campaign (nháp → phát động → sửa đổi → kết thúc) and of each version of its definition."""

from collections.abc import Iterator

from campaign_portal.foundation import clock, vietnamese
from campaign_portal.foundation.errors import Problem
from campaign_portal.foundation.workflow import Flow, Transition
from emulation.campaigns import permissions, rules
from emulation.campaigns.models import Campaign, CampaignVersion, Deadline
from emulation.duties.models import Duty

NO_DAY = (Deadline.Rule.NO_DAY, Deadline.Rule.ON_REQUEST)


def final_review_is_behind(campaign: Campaign) -> Iterator[Problem]:
    """A campaign ends after its final review (Law 06/2022, Đ17): no stop of that kind ahead, the unit's own paper in.

    Of a plan that names no final review its last day is waited for.
    """
    today = clock.today()
    stops = [(stone.title, rules.last_day_of(stone)) for stone in campaign.milestones.filter(kind="final_review")]
    for deadline in campaign.deadlines.filter(kind=Duty.Kind.FINAL_REVIEW).exclude(rule__in=NO_DAY):
        stops.append((deadline.title, max(occurrence.due_on for occurrence in rules.occurrences(deadline))))
    for title, day in stops:
        if day > today:
            yield Problem(f"Tổng kết còn ở phía trước: “{title}”, {vietnamese.day(day)}.")
    if not stops and campaign.ends_on >= today:
        yield Problem(
            "Kế hoạch không ghi mốc tổng kết; phong trào kết thúc được sau ngày cuối, "
            f"{vietnamese.day(campaign.ends_on)}."
        )
    owed = Duty.objects.open().filter(
        campaign_key=campaign.key, kind=Duty.Kind.FINAL_REVIEW, unit=campaign.unit_id, obligatory=True
    )
    for duty in owed.select_related("office", "unit"):
        yield Problem(f"{duty.office or duty.unit} chưa ghi văn bản của việc “{duty.title}”.")


S = Campaign.State

CAMPAIGN_FLOW = Flow(
    "phong trào",
    (
        Transition("launch", "phát động", frozenset({S.DRAFT}), S.LAUNCHED, permissions.may_decide),
        Transition("amend", "áp dụng định nghĩa mới của", frozenset({S.LAUNCHED}), S.LAUNCHED, permissions.may_decide),
        Transition(
            "close", "kết thúc", frozenset({S.LAUNCHED}), S.CLOSED, permissions.may_decide, (final_review_is_behind,)
        ),
    ),
)

V = CampaignVersion.State

VERSION_FLOW = Flow(
    "bản định nghĩa phong trào",
    (
        Transition("launch", "đưa vào hiệu lực", frozenset({V.DRAFT}), V.LAUNCHED, permissions.may_decide),
        Transition("replace", "thay bằng bản mới", frozenset({V.LAUNCHED}), V.AMENDED, permissions.may_decide),
        Transition("close", "kết thúc", frozenset({V.LAUNCHED}), V.CLOSED, permissions.may_decide),
    ),
)
