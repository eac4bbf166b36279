"""How reviews read on “việc của tôi”, and who sees their files and jobs."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse

from campaign_portal.foundation import access, files, jobs, quantities
from campaign_portal.foundation.models import User
from emulation.duties.models import Duty
from emulation.duties.selectors import Presentation, register_amendment_presenter, register_presenter
from emulation.people.models import Role
from emulation.poverty.models import ReviewApproval, ReviewSet
from emulation.poverty.permissions import LEADS, LOOK
from emulation.poverty.rules import columns
from emulation.poverty.selectors import series
from emulation.poverty.selectors.approvals import COMPILE
from emulation.poverty.selectors.lists import STATE_PILLS
from emulation.poverty.selectors.sheet import Sheet, joined, sheets_of
from emulation.poverty.services.desks import SANCTION
from emulation.territory.models import Level, Unit
from emulation.territory.selectors import beside

State = ReviewSet.State
Key = tuple[int, str]  # unit, period


def present_reviews(user: User, duties: list[Duty]) -> dict[int, Presentation]:
    """What a commune owes, and what waits for the standing office's decision. A fixed number of statements."""
    owed = [duty for duty in duties if duty.office_id is None]
    shown = _present_owed(user, owed)
    at_desks = [duty for duty in duties if duty.office_id is not None]
    sanctioning = [duty for duty in at_desks if duty.object_key.startswith(SANCTION)]
    compiling = [duty for duty in at_desks if duty.deadline_key or duty.object_key.startswith(COMPILE)]
    deciding = [duty for duty in at_desks if duty not in sanctioning and duty not in compiling]
    return shown | _present_decisions(deciding) | _present_compiling(user, compiling) | _present_sanctions(sanctioning)


def _present_compiling(user: User, duties: list[Duty]) -> dict[int, Presentation]:
    """What the standing office of a district or province owes: begun by its officer, sent by its head or leader."""
    if not duties:
        return {}
    units, periods = {duty.unit_id for duty in duties}, {duty.period for duty in duties}
    approvals = {
        (one.unit_id, one.period): one
        for one in ReviewApproval.objects.filter(unit__in=units, period__in=periods, is_current=True)
    }
    done = dict(_approved_below(units, periods))
    every = dict(_communes_below(units))
    index = reverse("poverty:index")
    shown = {}
    for duty in duties:
        approval = approvals.get((duty.unit_id, duty.period))
        text = f"{done.get((duty.unit_id, duty.period), 0)} trên {every.get(duty.unit_id, 0)} xã, phường đã duyệt."
        leads = any(post.unit_id == duty.unit_id for post in access.scope(user).having(LEADS))
        if approval is None:
            shown[duty.pk] = Presentation(text, "Lập tổng hợp", f"{index}?ky={duty.period}#tong-hop")
            continue
        url = reverse("poverty:compilation", args=[approval.pk])
        if approval.state == ReviewApproval.State.RETURNED:
            text += f" Bị trả lại: {approval.return_reason.rstrip('.')}."
        waits = "" if leads else " Chờ trưởng cơ quan hoặc lãnh đạo trình."
        shown[duty.pk] = Presentation(text + waits, "Xem và trình" if leads else "Xem", url, my_turn=leads)
    return shown


def _approved_below(units: set[int], periods: set[str]) -> Iterator[tuple[Key, int]]:
    rows = ReviewSet.objects.filter(period__in=periods, is_current=True, state=State.APPROVED)
    for level in ("district", "province"):
        found = rows.filter(**{f"{level}__in": units}).values(f"{level}_id", "period")
        for row in found.annotate(count=Count("pk")).order_by():
            yield (row[f"{level}_id"], row["period"]), row["count"]


def _communes_below(units: set[int]) -> Iterator[tuple[int, int]]:
    rows = Unit.objects.valid_on().filter(level=Level.COMMUNE)
    for level in ("district", "province"):
        found = rows.filter(**{f"{level}__in": units}).values(f"{level}_id")
        for row in found.annotate(count=Count("pk")).order_by():
            yield row[f"{level}_id"], row["count"]


def _present_sanctions(duties: list[Duty]) -> dict[int, Presentation]:
    """Compilations that were sent and wait for approval, one line a period."""
    if not duties:
        return {}
    found = ReviewApproval.objects.filter(
        state=ReviewApproval.State.SUBMITTED, period__in={duty.period for duty in duties}
    ).filter(Q(unit__in={duty.unit_id for duty in duties}) | Q(unit__parent__in={duty.unit_id for duty in duties}))
    waiting: dict[str, list[ReviewApproval]] = {}
    for approval in found.select_related("unit").order_by("unit__code"):
        waiting.setdefault(approval.period, []).append(approval)
    index = reverse("poverty:index")
    return {
        duty.pk: Presentation(
            f"Đã trình, chờ phê duyệt: {joined([one.unit.name for one in sent])}.",
            "Xem và phê duyệt",
            reverse("poverty:compilation", args=[sent[0].pk]) if len(sent) == 1 else f"{index}?ky={duty.period}",
        )
        for duty in duties
        if (sent := waiting.get(duty.period, []))
    }


def present_given_back(user: User, duties: list[Duty]) -> dict[int, Presentation]:
    """Compilations that came back from above."""
    ids = [int(duty.object_key.partition(":")[2]) for duty in duties]
    found = ReviewApproval.objects.in_bulk(ids)
    shown = {}
    for duty, pk in zip(duties, ids, strict=True):
        if pk in found:
            leads = any(post.office_id == duty.office_id for post in access.scope(user).having(LEADS))
            text = f"{_receiver(duty)} trả lại: {duty.note.rstrip('.')}."
            url = reverse("poverty:compilation", args=[pk])
            shown[duty.pk] = Presentation(text, "Xem và trình lại" if leads else "Xem", url)
    return shown


def present_returns(user: User, duties: list[Duty]) -> dict[int, Presentation]:
    """Reviews given back for completion."""
    ids = [int(duty.object_key.partition(":")[2]) for duty in duties]
    reviews = {review.pk: review for review in ReviewSet.objects.filter(pk__in=ids).select_related("unit", "standard")}
    sheets = sheets_of(reviews.values())
    shown = {}
    for duty, pk in zip(duties, ids, strict=True):
        if review := reviews.get(pk):
            told = _Told(user, duty, review, sheets[pk])
            reason = f"{_receiver(duty)} trả lại: {duty.note.rstrip('.')}."
            shown[duty.pk] = Presentation(f"{reason} {told.text}", told.action, told.url, told.my_turn)
    return shown


def _current(keys: set[Key]) -> dict[Key, ReviewSet]:
    """The reviews of these places and periods; where several standards rule, the newest standard's."""
    found = (
        ReviewSet.objects.filter(
            unit__in={unit for unit, _ in keys}, period__in={period for _, period in keys}, is_current=True
        )
        .select_related("unit", "standard")
        .order_by("standard__first_year")
    )
    return {(review.unit_id, review.period): review for review in found}


def _present_owed(user: User, duties: list[Duty]) -> dict[int, Presentation]:
    reviews = _current({(duty.unit_id, duty.period) for duty in duties})
    sheets = sheets_of(reviews.values())
    unopened = [duty for duty in duties if (duty.unit_id, duty.period) not in reviews]
    hamlets = _hamlet_counts({duty.unit_id for duty in unopened})
    shown = {}
    for duty in duties:
        review = reviews.get((duty.unit_id, duty.period))
        if review is None:
            shown[duty.pk] = _not_begun(user, duty, hamlets.get(duty.unit_id, 0))
        else:
            told = _Told(user, duty, review, sheets[review.pk])
            shown[duty.pk] = Presentation(told.text, told.action, told.url, told.my_turn)
    return shown


def _hamlet_counts(units: set[int]) -> dict[int, int]:
    counts: dict[int, int] = {}
    if units:
        for commune_id in (
            Unit.objects.valid_on().filter(level=Level.HAMLET, commune__in=units).values_list("commune_id", flat=True)
        ):
            counts[commune_id] = counts.get(commune_id, 0) + 1
    return counts


def _not_begun(user: User, duty: Duty, hamlets: int) -> Presentation:
    if _has(user, Role.COMMUNE_OFFICER, duty.unit_id):
        text = f"Chưa nhập thôn nào trên {hamlets} thôn. Nộp {_receiver(duty)}."
        return Presentation(text, "Nhập rà soát", reverse("poverty:open", args=[duty.period]))
    text = f"Cán bộ xã chưa nhập thôn nào trên {hamlets} thôn. Nộp {_receiver(duty)}."
    return Presentation(text, "Xem", reverse("poverty:index"), my_turn=False)


class _Told:
    """One begun review as this person should read it."""

    def __init__(self, user: User, duty: Duty, review: ReviewSet, sheet: Sheet) -> None:
        self.duty, self.review, self.sheet = duty, review, sheet
        self.url = reverse("poverty:review", args=[review.pk])
        officer = _has(user, Role.COMMUNE_OFFICER, review.unit_id)
        leader = _has(user, Role.COMMUNE_LEADER, review.unit_id)
        self.my_turn, self.action = False, "Xem"
        if review.state in ReviewSet.EDITABLE:
            self.text = self._entry() if officer else f"Cán bộ xã đang nhập. {self._entry()}"
            if officer:
                self.my_turn = True
                self.action = "Xem lại và trình" if sheet.is_complete and not sheet.asking else "Nhập tiếp"
        elif review.state == State.WITH_LEADER:
            receiver = _receiver(duty)
            self.text = f"{self._result()} " + (f"Chờ ông/bà nộp {receiver}." if leader else "Chờ lãnh đạo xã nộp.")
            if leader:
                self.my_turn, self.action = True, "Xem và nộp"
        else:
            self.text = f"{STATE_PILLS[review.state][1]}. {self._result()}"

    def _entry(self) -> str:
        """ "5 trên 7 thôn đã nhập, 1 số cần sửa. Còn Séo Mý Tỷ và Dền Thàng. Nộp Phòng LĐ-TB&XH."."""
        sheet = self.sheet
        done = f"{len(sheet.filled_rows)} trên {len(sheet.rows)} {sheet.hamlet_word} đã nhập"
        if sheet.wrong:
            done += f", {len(sheet.wrong)} số cần sửa"
        if sheet.asking:
            done += f", {len(sheet.asking)} điểm cần ghi lý do"
        unfilled = [row.name for row in sheet.rows if row not in sheet.filled_rows]
        left = f" Còn {joined(unfilled)}." if unfilled and len(unfilled) < len(sheet.rows) else ""
        back = f" Lãnh đạo xã chuyển lại: {self.review.return_reason.rstrip('.')}." if self._sent_back() else ""
        return f"{done}.{left}{back} Nộp {_receiver(self.duty)}."

    def _sent_back(self) -> bool:
        return self.review.state == State.DRAFT and bool(self.review.return_reason)

    def _result(self) -> str:
        sums = self.sheet.sums
        poor = sums[columns.field_name(columns.HOUSEHOLDS, "poor_end")]
        total = sums[columns.field_name(columns.HOUSEHOLDS, "total")]
        share = quantities.percent_text(rate) if (rate := quantities.rate(poor, total)) is not None else "–"
        return f"{len(self.sheet.rows)} {self.sheet.hamlet_word}, {poor} hộ nghèo trên {total} hộ ({share})."


def _present_decisions(duties: list[Duty]) -> dict[int, Presentation]:
    """One line a period for the standing office."""
    if not duties:
        return {}
    waiting: dict[str, list[str]] = {}
    found = ReviewSet.objects.filter(state=State.SUBMITTED, period__in={duty.period for duty in duties}).below(
        duties[0].unit
    )
    for review in found.select_related("unit").order_by("unit__code"):
        waiting.setdefault(review.period, []).append(review.unit.name)
    index = reverse("poverty:index")
    return {
        duty.pk: Presentation(
            f"{len(names)} xã, phường đã nộp, chờ duyệt: {joined(names)}.",
            "Xem và duyệt",
            f"{index}?ky={duty.period}&tinh-trang={State.SUBMITTED}",
        )
        for duty in duties
        if (names := waiting.get(duty.period, []))
    }


def _receiver(duty: Duty) -> str:
    return duty.receiver.short_name if duty.receiver else "cấp trên"


def _has(user: User, role: Role, unit_id: int) -> bool:
    return any(post.unit_id == unit_id for post in access.scope(user).having({role}))


def _sees(user: User, pk: str) -> bool:
    return pk.isdigit() and ReviewSet.objects.visible_to(user).filter(pk=pk).exists()


def _sees_compilation(user: User, pk: str) -> bool:
    """Its papers are seen with it, by everybody once it was published."""
    if not pk.isdigit():
        return False
    published = ReviewApproval.objects.published().filter(pk=pk)
    return ReviewApproval.objects.visible_to(user).filter(pk=pk).exists() or (
        user.is_authenticated and published.exists()
    )


register_presenter(Duty.Kind.REVIEW, present_reviews)
register_amendment_presenter(ReviewSet._meta.label, present_returns)
register_amendment_presenter(ReviewApproval._meta.label, present_given_back)
files.register_owner(ReviewApproval._meta.label, _sees_compilation)
files.register_owner(ReviewSet._meta.label, _sees)
jobs.register_owner(ReviewSet._meta.label, _sees)


def way_to_series(user: User, unit: Unit) -> beside.Entry | None:
    """On a unit's page: its figures over the years."""
    if not (LOOK.holds(user) and series.may_see(user, unit)):
        return None
    return beside.Entry("Chuỗi số liệu hộ nghèo", url=reverse("series:page", args=[unit.pk]))


beside.register_act(way_to_series)
