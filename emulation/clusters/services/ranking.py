"""Ties broken for a reason, the ranking published with its paper, corrected as the next version."""

import datetime as dt
from collections.abc import Mapping

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import audit, clock, files, vietnamese, workflow
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.clusters import permissions
from emulation.clusters.models import ClusterYear, Ranking, RankingLine, ScoreSheet, TieBreak
from emulation.clusters.selectors import years
from emulation.clusters.selectors.ranking import Standing, published, standings, tied
from emulation.clusters.services.desks import withdraw
from emulation.clusters.workflow import CLUSTER_FLOW
from emulation.duties.models import Duty


def break_tie(year: ClusterYear, order: Mapping[int, int], *, rule: str, reason: str, by: User) -> None:
    """Order members of one sum (member id → place within the tie, equal places stay tied) by a named rule.

    Refuses before everybody is concluded, members that are not tied with each other, and an order that the rule
    "without the bonus" itself contradicts.
    """
    reason = fitting(reason, 300, "Lý do", field="reason")
    with transaction.atomic():
        year = ClusterYear.objects.select_for_update(of=("self",)).get(pk=year.pk)
        if not permissions.breaks_ties(by, year):
            raise Refused("Phân hạng khi bằng điểm là việc của cơ quan Nội vụ và thành viên Hội đồng phụ trách.")
        if year.state not in ClusterYear.OPEN:
            raise Refused(f"{year.name} {year.get_state_display()}; xếp hạng không đổi được nữa.")
        refuse_if_any(years.lacks_to_publish(year))
        group = next((group for group in tied(standings(year)) if {one.member_id for one in group} == set(order)), None)
        if group is None:
            raise Refused("Những đơn vị này không còn bằng điểm nhau. Xin tải lại trang để xem xếp hạng mới.")
        refuse_if_any(_order_problems(group, order, rule, reason))
        for one in group:
            TieBreak.objects.update_or_create(
                member_id=one.member_id,
                defaults={
                    "place": order[one.member_id],
                    "rule": rule,
                    "reason": reason,
                    "by": by,
                    "at": clock.business_now(),
                },
            )
        said = ", ".join(f"{one.name} thứ {order[one.member_id]}" for one in group)
        audit.record(
            "phân hạng khi bằng điểm",
            year,
            by=by,
            after={"tie": f"{said} ({TieBreak.Rule(rule).label})"},
            reason=reason,
        )


def _order_problems(group: list[Standing], order: Mapping[int, int], rule: str, reason: str):
    if rule not in TieBreak.Rule.values:
        yield Problem("Xin chọn quy tắc phân hạng.", field="rule")
    if not reason:
        yield Problem("Xin ghi lý do, ví dụ biên bản họp cụm ngày 20/12.", field="reason")
    if any(place < 1 or place > len(group) for place in order.values()):
        yield Problem(f"Thứ tự ghi từ 1 đến {len(group)}.", field="order")
    elif len(set(order.values())) == 1:
        yield Problem("Các đơn vị vẫn cùng thứ tự; để nguyên thì không phải ghi gì, hạng đã bằng nhau.", field="order")
    if rule == TieBreak.Rule.WITHOUT_BONUS:
        for first in group:
            for second in group:
                higher = (first.points or 0) > (second.points or 0)
                if higher and order[first.member_id] >= order[second.member_id]:
                    yield Problem(
                        f"Chưa kể điểm thưởng, {first.name} cao hơn {second.name}: theo quy tắc này {first.name} phải "
                        "xếp trên. Xin sửa thứ tự hoặc chọn quy tắc khác.",
                        field="order",
                    )


def publish(year: ClusterYear, *, number: str, on: dt.date, scan: File | None = None, by: User) -> Ranking:
    """Freeze the ranking as the next version, with the paper that makes it known; from now on everybody reads it.

    Refuses while somebody is not concluded, and a paper without a number or dated after today.
    """
    number = fitting(number, 60, "Số văn bản", field="number")
    wrong = []
    if not any(character.isdigit() for character in number):
        wrong.append(Problem("Xin ghi số, ký hiệu văn bản công bố, ví dụ 45/TB-HĐTĐKT.", field="number"))
    if on > clock.today():
        wrong.append(
            Problem(f"Văn bản đề ngày {vietnamese.day(on)}, sau hôm nay {vietnamese.day(clock.today())}.", field="on")
        )
    refuse_if_any(wrong)
    with transaction.atomic():
        year = ClusterYear.objects.select_for_update(of=("self",)).get(pk=year.pk)
        last = published(year)
        if last is not None and on < last.published_on:
            raise Refused(
                Problem(
                    f"Văn bản đề ngày {vietnamese.day(on)}, trước lần công bố {vietnamese.day(last.published_on)}.",
                    field="on",
                )
            )
        reason = year.correction_reason
        version = last.version + 1 if last else 1
        year = workflow.perform(CLUSTER_FLOW, year, "publish", by=by, changes={"correction_reason": ""})
        ranking = Ranking.objects.create(
            cluster_year=year,
            version=version,
            paper_number=number,
            published_on=on,
            scan=_stored(year, scan, by),
            reason=reason[:500],
            by=by,
            at=clock.business_now(),
        )
        RankingLine.objects.bulk_create(
            RankingLine(
                ranking=ranking,
                member_id=one.member_id,
                name=one.name,
                points=one.points,
                bonus=one.bonus,
                total=one.total,
                rank=one.rank,
                position=position,
                tie_rule=one.tie_rule,
                tie_reason=one.tie_reason,
            )
            for position, one in enumerate(standings(year), 1)
            if one.points is not None and one.bonus is not None and one.total is not None and one.rank is not None
        )
        for sheet in ScoreSheet.objects.filter(member__cluster_year=year):
            withdraw(sheet, Duty.Kind.SELF_SCORE, Duty.Kind.CROSS_SCORE, Duty.Kind.FINAL_SCORE)
        audit.record(
            "ghi văn bản công bố xếp hạng",
            year,
            by=by,
            after={"version": version, "paper_number": number, "published_on": on},
            reason=reason,
        )
    return ranking


def _stored(year: ClusterYear, scan: File | None, by: User):
    if scan is None:
        return None
    return files.store_scan(scan, owner=year, by=by, title=f"Công bố xếp hạng {year}"[:150], field="scan")


def correct(year: ClusterYear, *, by: User, reason: str) -> ClusterYear:
    """Open a published ranking again; what was published stays readable until the next version is."""
    reason = fitting(reason, 500, "Lý do đính chính", field="reason")
    return workflow.perform(CLUSTER_FLOW, year, "correct", by=by, reason=reason, changes={"correction_reason": reason})
