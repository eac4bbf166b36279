"""Planning a session, changing its plan, calling it off."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction

from awards.councils import permissions, selectors
from awards.councils.models import Attendance, Council, CouncilMember, CouncilSession, Recusal, SessionItem
from awards.councils.rules import is_same_person
from awards.councils.services.locking import locked_open
from awards.councils.workflow import SESSION_FLOW
from awards.dossiers.models import Dossier
from campaign_portal.foundation import audit, clock, files, vietnamese, workflow
from campaign_portal.foundation.errors import Problem, Refused, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.regimes.models import AwardForm, Certainty, CouncilRule
from emulation.regimes.selectors import council_rule, regime_on

WAITING_DAYS = 10  # for a place on another agenda; nothing is prescribed


def plan_session(
    council: Council,
    campaign: Campaign,
    *,
    held_on: dt.date,
    starts_at: dt.time,
    place: str,
    chair: CouncilMember,
    secretary: CouncilMember,
    dossiers: Iterable[Dossier],
    by: User,
) -> CouncilSession:
    """Set a session with its agenda; freeze the members and, per nominee, the voting rule of the law on that day.

    Refuses dossiers that do not wait for this council or stand on another agenda, a chair who is none, and an award
    form whose voting rule is not in the catalogue.
    """
    if not permissions.keeps_at(by, council.office.unit_id):
        raise Refused(permissions.KEEP.needs)
    wanted = list(dossiers)
    with transaction.atomic():
        _lock(council)
        rules = _checked(council, campaign, held_on, place, chair, secretary, wanted, besides=None)
        members = selectors.members_of(council)
        session = CouncilSession.objects.create(
            unit=council.office.unit,
            council=council,
            campaign=campaign,
            held_on=held_on,
            starts_at=starts_at,
            place=vietnamese.nfc(place),
            chair=chair,
            secretary=secretary,
            member_count=len(members),
        )
        Attendance.objects.bulk_create(Attendance(session=session, member=member) for member in members)
        _write_agenda(session, wanted, rules, members)
        _open_duty(session)
        _settle_desk(session, wanted, [], by=by)
        audit.record("lập phiên họp", session, by=by, after=_plan(session, wanted))
    return session


def replan_session(
    session: CouncilSession,
    *,
    held_on: dt.date,
    starts_at: dt.time,
    place: str,
    chair: CouncilMember,
    secretary: CouncilMember,
    dossiers: Iterable[Dossier],
    by: User,
) -> CouncilSession:
    """Change a session that is still planned. Votes of nominees that stay on the agenda are kept.

    The members and the voting rules are taken again as they stand for the new day; a member who is noted stays.
    """
    wanted = list(dossiers)
    with transaction.atomic():
        session = locked_open(session, by=by)
        council = session.council
        _lock(council)
        rules = _checked(council, session.campaign, held_on, place, chair, secretary, wanted, besides=session)
        before = _plan(session, [item.dossier for item in session.items.select_related("dossier__party")])
        members = _take_members_again(session)
        session.held_on, session.starts_at, session.place = held_on, starts_at, vietnamese.nfc(place)
        session.chair, session.secretary = chair, secretary
        session.save(update_fields=["held_on", "starts_at", "place", "chair", "secretary", "member_count"])
        gone = session.items.exclude(dossier__in=wanted).select_related("dossier__step", "dossier__party")
        dropped = [item.dossier for item in gone]
        gone.delete()
        _write_agenda(session, wanted, rules, members)
        duties.cancel_desk(files.owner_key(session), kind=Duty.Kind.COUNCIL)
        _open_duty(session)
        _settle_desk(session, wanted, dropped, by=by)
        was, now = audit.changes(before, _plan(session, wanted))
        audit.record("đổi phiên họp", session, by=by, before=was, after=now)
    return session


def call_off_session(session: CouncilSession, *, reason: str, by: User) -> CouncilSession:
    """A planned session does not take place; its dossiers wait for another one."""
    with transaction.atomic():
        session = workflow.perform(SESSION_FLOW, session, "call_off", by=by, reason=reason)
        duties.cancel_desk(files.owner_key(session), kind=Duty.Kind.COUNCIL)
        items = session.items.select_related("dossier__step", "dossier__party")
        _settle_desk(session, [], [item.dossier for item in items], by=by)
    return session


def note_conflicts(item: SessionItem, members: Iterable[CouncilMember]) -> None:
    """A member who bears the nominee's name leaves the vote on that row until a person says it is not he."""
    for member in members:
        if is_same_person(member.full_name, item.dossier.party.name):
            Recusal.objects.get_or_create(
                item=item,
                member=member,
                defaults={"ground": Recusal.Ground.NOMINEE, "reason": "trùng họ tên với người được đề nghị"},
            )


def _lock(council: Council) -> None:
    """Two sessions planned in one moment must not take the same dossier."""
    Council.objects.select_for_update(of=("self",)).get(pk=council.pk)


def _checked(
    council: Council,
    campaign: Campaign,
    held_on: dt.date,
    place: str,
    chair: CouncilMember,
    secretary: CouncilMember,
    wanted: Sequence[Dossier],
    *,
    besides: CouncilSession | None,
) -> dict[int, CouncilRule]:
    """The voting rule of each award form on the agenda. Raises Refused with all that is wrong."""
    refuse_if_any(
        [
            *_people_problems(council, chair, secretary),
            *_agenda_problems(council, campaign, wanted, besides),
            *([] if place.strip() else [Problem("Xin ghi địa điểm họp.", field="place")]),
        ]
    )
    return _rules_on(held_on, {dossier.award_form_id: dossier.award_form for dossier in wanted})


def _people_problems(council: Council, chair: CouncilMember, secretary: CouncilMember) -> Iterator[Problem]:
    if chair.council_id != council.pk or chair.post not in selectors.PRESIDING:
        yield Problem("Chủ tọa là Chủ tịch hoặc Phó Chủ tịch Hội đồng. Xin chọn lại.", field="chair")
    if secretary.council_id != council.pk:
        yield Problem("Thư ký phiên họp là một thành viên Hội đồng. Xin chọn lại.", field="secretary")
    elif secretary.pk == chair.pk:
        yield Problem("Chủ tọa và thư ký phải là hai người.", field="secretary")


def _agenda_problems(
    council: Council, campaign: Campaign, wanted: Sequence[Dossier], besides: CouncilSession | None
) -> Iterator[Problem]:
    if not wanted:
        yield Problem("Xin chọn ít nhất một hồ sơ để hội đồng xét.", field="dossiers")
    free = set(selectors.waiting_dossiers(council, campaign, besides=besides).values_list("pk", flat=True))
    for dossier in wanted:
        if dossier.pk not in free:
            yield Problem(
                f"Hồ sơ của {dossier.party} không còn chờ phiên họp này: có thể đã vào phiên họp khác hoặc đã được xử "
                "lý. Xin tải lại trang để xem danh sách mới.",
                field="dossiers",
            )


def _rules_on(day: dt.date, forms: dict[int, AwardForm]) -> dict[int, CouncilRule]:
    regime = regime_on(day)
    if regime is None:
        raise Refused(
            Problem(
                f"Danh mục chưa có chế độ pháp luật cho ngày {vietnamese.day(day)}. Xin kiểm tra ngày họp.",
                field="held_on",
            )
        )
    rules: dict[int, CouncilRule] = {}
    problems = []
    for form_id, form in forms.items():
        rule = council_rule(regime, form)
        if rule is None:
            problems.append(
                Problem(
                    f"Danh mục chưa có quy tắc biểu quyết cho {form} theo chế độ {regime.code}. "
                    "Xin quản trị bổ sung ở danh mục “quy tắc biểu quyết”.",
                    field="dossiers",
                )
            )
        else:
            rules[form_id] = rule
    refuse_if_any(problems)
    return rules


def _write_agenda(
    session: CouncilSession,
    wanted: Sequence[Dossier],
    rules: dict[int, CouncilRule],
    members: Sequence[CouncilMember],
) -> None:
    for place, dossier in enumerate(wanted, 1):
        rule = rules[dossier.award_form_id]
        item, _ = SessionItem.objects.update_or_create(
            session=session,
            dossier=dossier,
            defaults={
                "place": place,
                "operator": rule.operator,
                "percent": rule.percent,
                "secret": rule.secret,
                "quorum_numerator": rule.quorum_numerator,
                "quorum_denominator": rule.quorum_denominator,
                "rule_certain": rule.certainty != Certainty.UNCONFIRMED,
            },
        )
        note_conflicts(item, members)


def _take_members_again(session: CouncilSession) -> list[CouncilMember]:
    """The council's present members; one no longer in it goes unless he was noted as taking part or absent."""
    members = selectors.members_of(session.council)
    gone = session.attendance.exclude(member__in=members)
    noted = [row.member for row in gone.select_related("member") if row.way]
    gone.filter(way="").delete()
    known = set(session.attendance.values_list("member_id", flat=True))
    Attendance.objects.bulk_create(
        Attendance(session=session, member=member) for member in members if member.pk not in known
    )
    session.member_count = len(members) + len(noted)
    return [*members, *noted]


def _plan(session: CouncilSession, dossiers: Sequence[Dossier]) -> dict[str, object]:
    return {
        "held_on": session.held_on,
        "starts_at": f"{session.starts_at:%H:%M}",
        "place": session.place,
        "chair": session.chair.full_name,
        "secretary": session.secretary.full_name,
        "members": session.member_count,
        "dossiers": [dossier.party.name for dossier in dossiers],
    }


def _open_duty(session: CouncilSession) -> None:
    """On the council's desk until the session is closed."""
    duties.open_duty(
        kind=Duty.Kind.COUNCIL,
        title=f"Phiên họp hội đồng ngày {vietnamese.day(session.held_on)}",
        unit=session.unit,
        office=session.council.office,
        due_on=session.held_on,
        due_text=vietnamese.day(session.held_on),
        campaign_key=session.campaign.key,
        object_key=files.owner_key(session),
    )


def _settle_desk(session: CouncilSession, taken: Iterable[Dossier], dropped: Iterable[Dossier], *, by: User) -> None:
    """What stands on an agenda waits for the session, no longer for a place; what was dropped waits again."""
    for dossier in taken:
        duties.close_desk(files.owner_key(dossier), by=by, kind=Duty.Kind.COUNCIL)
    for dossier in dropped:
        duties.open_duty(
            kind=Duty.Kind.COUNCIL,
            title=dossier.step.name if dossier.step else "Hội đồng xét",
            unit=session.unit,
            office=session.council.office,
            due_on=max(dossier.due_on or clock.today(), clock.today() + dt.timedelta(days=WAITING_DAYS)),
            campaign_key=session.campaign.key,
            object_key=files.owner_key(dossier),
        )
