"""A council of fifteen and dossiers that wait for it, on the ground of Sa Pa: where sessions and decisions start."""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

from awards.councils.models import Council, CouncilMember, CouncilSession, Recusal, SessionItem
from awards.councils.rules import Votes
from awards.councils.services import (
    MemberEntry,
    close_session,
    found_council,
    plan_session,
    record_votes,
    take_attendance,
)
from awards.dossiers.models import Dossier, Submission
from awards.routes.models import Route
from campaign_portal.foundation import clock as business_clock
from campaign_portal.foundation.models import User
from emulation.campaigns.models import ParticipantClass
from emulation.people.models import Office, Party
from emulation.territory.models import Unit
from tests.support.sa_pa import SaPa

SESSION_DAY = dt.date(2020, 11, 18)
MEMBER_NAMES = (
    "Vũ Đình Khải",
    "Phạm Đức Long",
    "Bùi Minh Tuấn",
    "Đặng Thu Hằng",
    "Má A Chứ",
    "Hoàng Văn Pỉn",
    "Lò Thị Mai",
    "Trịnh Công Sơn Hà",
    "Ngô Thị Bình",
    "Sùng A Thào",
    "Đỗ Hữu Phước",
    "Tẩn Mẩy Pham",
    "Hạng A Dê",
    "Chu Thị Lan",
    "Phan Thị Ngọc",
)
PRESENT, WRITTEN, ABSENT = "present", "written", "absent"


class Stage:
    """`sa_pa` with a council. All dates are the business clock's."""

    def __init__(self, sa_pa: SaPa) -> None:
        self.sa_pa = sa_pa
        self._rounds = 0

    # --- People ---------------------------------------------------------------------------------------------------

    @property
    def secretary(self) -> User:
        return self.sa_pa.person("ngoc")

    @property
    def drafter(self) -> User:
        return self.sa_pa.person("huy")

    @property
    def signer(self) -> User:
        return self.sa_pa.person("long")

    # --- The council ----------------------------------------------------------------------------------------------

    @cached_property
    def council(self) -> Council:
        return self.council_of(15)

    def council_of(self, size: int) -> Council:
        post = CouncilMember.Post
        entries = [
            MemberEntry(
                name,
                position="Phó Chủ tịch UBND thị xã" if place == 1 else "Ủy viên UBND thị xã",
                post={0: post.CHAIR, 1: post.DEPUTY, size - 1: post.SECRETARY}.get(place, post.MEMBER),
            )
            for place, name in enumerate((*MEMBER_NAMES[: size - 1], MEMBER_NAMES[-1]))
        ]
        office = self.sa_pa.office("council")
        decision = "Quyết định số 87/QĐ-UBND ngày 15/01/2020 của Chủ tịch UBND thị xã Sa Pa"
        return found_council(office, decision, entries, by=None)

    def member(self, name: str) -> CouncilMember:
        return self.council.members.get(full_name=name)

    # --- Dossiers -------------------------------------------------------------------------------------------------

    def dossiers(self) -> list[Dossier]:
        """Two collectives, one household, two persons."""
        return [
            self.collective(self.sa_pa.hamlet("Tả Van Mông")),
            self.collective(self.sa_pa.hamlet("Dền Thàng")),
            self.household("Giàng A Páo", gender="male", address="thôn Tả Van Mông, xã Tả Van"),
            self.person("Lý Thị Mẩy", gender="female", position="Bí thư Chi bộ", address="thôn Séo Mý Tỷ"),
            self.person("Vàng A Sử", gender="male", position="Trưởng thôn"),
        ]

    def collective(self, unit: Unit) -> Dossier:
        key = "hamlet" if unit.level == "hamlet" else "commune"
        return self.dossier(self.sa_pa.party(unit), key)

    def household(self, name: str, **fields: str) -> Dossier:
        return self.dossier(self._party(Party.Kind.HOUSEHOLD, name, fields), "poor_household")

    def person(self, name: str, **fields: str) -> Dossier:
        return self.dossier(self._party(Party.Kind.PERSON, name, fields), "individual")

    def _party(self, kind: str, name: str, fields: dict[str, str]) -> Party:
        return Party.objects.create(kind=kind, name=name, unit=self.sa_pa.ta_van, **fields)

    def dossier(self, party: Party, class_key: str, *, proposer: Office | None = None) -> Dossier:
        """One that every office of its route has forwarded: it waits for the council."""
        submission = self.submission(proposer or self.sa_pa.committee_of(self.sa_pa.ta_van))
        return Dossier.objects.create(
            unit=submission.unit,
            submission=submission,
            party=party,
            participant_class=ParticipantClass.objects.get(campaign=self.sa_pa.campaign, key=class_key),
            award_form=submission.route.award_form,
            state=Dossier.State.IN_COUNCIL,
            step=submission.route.steps.get(act="council"),
            achievement_summary="Giúp năm hộ nghèo có việc làm ổn định, thoát nghèo bền vững.",
            arrived_at=business_clock.business_now(),
        )

    def submission(self, proposer: Office) -> Submission:
        self._rounds += 1
        return Submission.objects.create(
            unit=proposer.unit,
            campaign=self.sa_pa.campaign,
            route=Route.objects.select_related("award_form").get(campaign=self.sa_pa.campaign, key="town_award"),
            proposer=proposer,
            authority=self.sa_pa.office("authority"),
            round=self._rounds,
            state=Submission.State.SUBMITTED,
            letter_number="86/TTr-UBND",
            letter_date=dt.date(2020, 11, 6),
            submitted_at=business_clock.business_now(),
        )

    # --- Sessions -------------------------------------------------------------------------------------------------

    def plan(self, dossiers: Iterable[Dossier], **changes) -> CouncilSession:
        asked = {
            "held_on": SESSION_DAY,
            "starts_at": dt.time(8),
            "place": "Phòng họp số 2, trụ sở UBND thị xã",
            "chair": self.member("Phạm Đức Long"),
            "secretary": self.member("Phan Thị Ngọc"),
            "by": self.secretary,
        }
        return plan_session(self.council, self.sa_pa.campaign, dossiers=dossiers, **(asked | changes))

    def attend(self, session: CouncilSession, *, absent: int = 0, written: int = 0) -> None:
        """The last but the secretary are absent, those before them wrote; the rest sit in the room."""
        rows = list(session.attendance.exclude(member__in=[session.chair, session.secretary]))
        noted = {row.member_id: (PRESENT, "") for row in session.attendance.all()}
        for row in rows[len(rows) - absent :]:
            noted[row.member_id] = (ABSENT, "đi công tác")
        for row in rows[len(rows) - absent - written : len(rows) - absent]:
            noted[row.member_id] = (WRITTEN, "")
        take_attendance(session, noted, by=self.secretary)

    def vote(self, session: CouncilSession, *agreeing: int) -> None:
        """Votes of each item in order; whoever took part and did not agree was against."""
        taking_part = set(session.attendance.filter(way__in=[PRESENT, WRITTEN]).values_list("member_id", flat=True))
        for item, agree in zip(session.items.all(), agreeing, strict=True):
            voters = taking_part - set(Recusal.objects.filter(item=item).values_list("member_id", flat=True))
            record_votes(item, Votes(agree, len(voters) - agree, 0), by=self.secretary)

    def closed(self, dossiers: Iterable[Dossier], *agreeing: int, **changes) -> CouncilSession:
        """A session held and closed; everybody agrees where no number is given."""
        wanted = list(dossiers)
        session = self.plan(wanted, **changes)
        self.attend(session)
        self.vote(session, *(agreeing or [15] * len(wanted)))
        return close_session(session, ends_at=dt.time(11, 30), by=self.secretary)

    def item(self, session: CouncilSession, dossier: Dossier) -> SessionItem:
        return session.items.get(dossier=dossier)
