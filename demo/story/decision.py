"""18 November to 1 December: the council votes, Phòng Nội vụ drafts, Phạm Đức Long signs."""

import datetime as dt
from collections.abc import Sequence

from awards.councils import selectors as councils
from awards.councils.models import Attendance, Council, CouncilMember, CouncilSession, Recusal, SessionItem
from awards.councils.rules import Votes
from awards.councils.services import (
    MemberEntry,
    close_session,
    found_council,
    leave_vote,
    plan_session,
    record_votes,
    take_attendance,
)
from awards.decisions.models import AwardDecision
from awards.decisions.selectors import number_book
from awards.decisions.services import (
    draft_decision,
    edit_draft,
    enter_number,
    issue_decision,
    keep_series,
    offer_for_signature,
)
from campaign_portal.foundation import clock
from campaign_portal.foundation.models import User
from demo.story import nominees, people
from demo.story.playing import Act, on

SESSION_DAY = dt.date(2020, 11, 18)
BOOK_NUMBER = 1438  # the decision's, in the clerk's book
FAILED, FAILED_WITH = "nearly_three_times", 7  # of fifteen: one vote short
Post, Way = CouncilMember.Post, Attendance.Way
MEMBERS = (
    ("Vũ Đình Khải", "Chủ tịch UBND thị xã", Post.CHAIR),
    ("Phạm Đức Long", "Phó Chủ tịch UBND thị xã", Post.DEPUTY),
    ("Bùi Minh Tuấn", "Trưởng phòng Nội vụ", Post.STANDING_DEPUTY),
    ("Ngô Thị Bình", "Chủ tịch Ủy ban MTTQ Việt Nam thị xã", Post.DEPUTY),
    ("Lò Thị Mai", "Chủ tịch Liên đoàn Lao động thị xã", Post.DEPUTY),
    ("Đặng Thu Hằng", "Trưởng phòng Lao động - Thương binh và Xã hội", Post.MEMBER),
    ("Trịnh Sơn Hà", "Chánh Văn phòng HĐND và UBND thị xã", Post.MEMBER),
    ("Đỗ Hữu Phước", "Trưởng phòng Tài chính - Kế hoạch", Post.MEMBER),
    ("Chu Thị Lan", "Trưởng phòng Giáo dục và Đào tạo", Post.MEMBER),
    ("Hoàng Văn Pỉn", "Trưởng phòng Kinh tế", Post.MEMBER),
    ("Tẩn Mẩy Pham", "Chủ tịch Hội Liên hiệp Phụ nữ thị xã", Post.MEMBER),
    ("Sùng A Thào", "Chủ tịch Hội Nông dân thị xã", Post.MEMBER),
    ("Hạng A Dê", "Bí thư Thị đoàn", Post.MEMBER),
    ("Má A Chứ", "Chủ tịch Hội Cựu chiến binh thị xã", Post.MEMBER),
    ("Phan Thị Ngọc", "Chuyên viên Phòng Nội vụ", Post.SECRETARY),
)
ABSENT = {"Vũ Đình Khải": "họp Thường trực Tỉnh ủy"}
WROTE = {"Chu Thị Lan": "gửi phiếu ngày 17/11/2020"}
LEAVES = ("five_households", "Sùng A Thào", "là anh em họ của người được đề nghị")


def acts() -> list[Act]:
    return [
        Act(on(2, 26, 9), "thành lập hội đồng", found),
        Act(on(11, 16, 9), "lập phiên họp hội đồng", plan),
        Act(on(11, 18, 11), "hội đồng họp xét", hold),
        Act(on(11, 25, 9), "soạn quyết định khen thưởng", draft),
        Act(on(11, 27, 15), "trình ký quyết định", offer),
        Act(on(11, 27, 16), "văn thư ghi số quyết định", keep_the_book),
        Act(on(12, 1, 8), "văn thư ghi số quyết định", write_number),
        Act(on(12, 1, 9), "ban hành quyết định khen thưởng", issue),
    ]


def _secretary() -> User:
    return people.by_name("Phan Thị Ngọc")


def found() -> None:
    office = people.office("council")
    if Council.objects.filter(office=office).exists():
        return
    accounts = {user.full_name: user for user in User.objects.filter(full_name__in=[name for name, *_ in MEMBERS])}
    found_council(
        office,
        "Quyết định số 87/QĐ-UBND ngày 15/01/2020 của Chủ tịch UBND thị xã Sa Pa",
        [MemberEntry(name, position, post, accounts.get(name)) for name, position, post in MEMBERS],
        by=people.by_name("Đoàn Xuân Nam"),
    )


def plan() -> None:
    """All that wait for the council, in one session. Passed over when everything stands on an agenda already."""
    council = Council.objects.select_related("office__unit").get(office=people.office("council"))
    waiting = list(councils.waiting_dossiers(council, people.campaign()))
    if not waiting:
        return
    plan_session(
        council,
        people.campaign(),
        held_on=SESSION_DAY,
        starts_at=dt.time(8),
        place="Phòng họp số 2, trụ sở UBND thị xã",
        chair=council.members.get(full_name="Phạm Đức Long"),
        secretary=council.members.get(full_name="Phan Thị Ngọc"),
        dossiers=waiting,
        by=_secretary(),
    )


def hold() -> None:
    """What a person has noted already stays; a session he closed is passed over."""
    for session in CouncilSession.objects.filter(state=CouncilSession.State.PLANNED, held_on__lte=clock.today()):
        _attend(session)
        _leave(session)
        for item in session.items.select_related("dossier__party", "dossier__unit", "session"):
            if councils.votes_of(item) is None:
                record_votes(item, _votes(item), by=_secretary())
        close_session(session, ends_at=dt.time(10, 45), by=_secretary())


def _attend(session: CouncilSession) -> None:
    noted = {}
    for row in session.attendance.select_related("member"):
        name = row.member.full_name
        if row.way:
            continue
        if name in ABSENT:
            noted[row.member_id] = (Way.ABSENT, ABSENT[name])
        elif name in WROTE:
            noted[row.member_id] = (Way.WRITTEN, WROTE[name])
        else:
            noted[row.member_id] = (Way.PRESENT, "")
    take_attendance(session, noted, by=_secretary())


def _leave(session: CouncilSession) -> None:
    key, name, reason = LEAVES
    item = session.items.filter(dossier__party=nominees.named(key).who(), votes_for=None).first()
    member = session.council.members.filter(full_name=name).first()
    if item is not None and member is not None:
        leave_vote(item, member, reason=reason, by=_secretary())


def _votes(item: SessionItem) -> Votes:
    """Everybody who votes agrees, but for the household whose income is not three times yet."""
    voters = set(item.session.attendance.filter(way__in=Attendance.TAKING_PART).values_list("member", flat=True))
    voters -= set(Recusal.objects.filter(item=item).values_list("member", flat=True))
    agree = len(voters)
    if item.dossier.party == nominees.named(FAILED).who():
        agree = FAILED_WITH
    elif item.dossier.party == nominees.named("unmet_with_reason").who():
        agree -= 3
    return Votes(agree, len(voters) - agree, 0)


def _drafts() -> Sequence[AwardDecision]:
    return list(AwardDecision.objects.filter(campaign=people.campaign(), state__in=AwardDecision.OPEN).order_by("pk"))


def draft() -> None:
    huy = people.by_name("Trần Quốc Huy")
    for session in CouncilSession.objects.filter(state=CouncilSession.State.CLOSED).order_by("pk"):
        if not session.decisions.exists():
            draft_decision(session, by=huy)
    for decision in _drafts():
        if decision.state == AwardDecision.State.DRAFT and not decision.proposal_number:
            kept = ("subject", "proposer_post", "payer", "executors", "recipients")
            edit_draft(
                decision,
                proposal_number="121/TTr-PNV",
                proposal_on=dt.date(2020, 11, 25),
                by=huy,
                **{name: getattr(decision, name) for name in kept},
            )


def offer() -> None:
    for decision in _drafts():
        if decision.state == AwardDecision.State.DRAFT:
            offer_for_signature(decision, by=people.by_name("Trần Quốc Huy"))


def keep_the_book() -> None:
    """The town's decisions are numbered in the clerk's book."""
    if drafts := _drafts():
        keep_series(drafts[0].authority, by_clerk=True, by=people.by_name("Cao Thị Bích"))


def write_number() -> None:
    bich = people.by_name("Cao Thị Bích")
    for decision in _drafts():
        book = number_book(decision.authority, clock.today().year)
        if book.by_clerk and decision.book_number is None:
            enter_number(decision, max(BOOK_NUMBER, book.last_number + 1), by=bich)


def issue() -> None:
    for decision in _drafts():
        issue_decision(decision, clock.today(), by=people.by_name("Phạm Đức Long"))
