"""Open duties, record what was done. The only writers of "what is due" and "what is done"."""

import datetime as dt
from collections.abc import Iterable

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q

from campaign_portal.foundation import audit, clock, files, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import StoredFile, User
from emulation.duties import permissions, rules
from emulation.duties.models import Duty, Fulfillment
from emulation.people.models import Office
from emulation.territory.models import Unit

MOST_TIME_TO_MEND = dt.timedelta(days=366)
OLDEST_PAPER = dt.timedelta(days=366)


def open_duty(
    *,
    kind: str,
    title: str,
    unit: Unit,
    due_on: dt.date,
    office: Office | None = None,
    receiver: Office | None = None,
    period: str = "",
    opens_on: dt.date | None = None,
    due_text: str = "",
    campaign_key: str = "",
    deadline_key: str = "",
    object_key: str = "",
    note: str = "",
    obligatory: bool = True,
) -> Duty:
    """Open one duty, or return the one that the same deadline (or the same object at the same desk) opened already.

    Refuses a day for mending that is a slip of the year ("3/7/2200").
    """
    if kind == Duty.Kind.AMENDMENT and due_on > clock.today() + MOST_TIME_TO_MEND:
        raise Refused(Problem(f"Hạn bổ sung {vietnamese.day(due_on)} xa quá một năm; xin kiểm tra năm.", "due_on"))
    same = Duty.objects.filter(kind=kind, unit=unit, office=office, cancelled_at__isnull=True)
    if deadline_key:
        found = same.filter(campaign_key=campaign_key, deadline_key=deadline_key, period=period).first()
    else:
        found = same.open().filter(object_key=object_key).first()
    if found:
        return found
    return Duty.objects.create(
        kind=kind,
        title=title,
        unit=unit,
        office=office,
        receiver=receiver,
        period=period,
        opens_on=min(opens_on or clock.today(), due_on),
        due_on=due_on,
        due_text=due_text or f"đến hết {vietnamese.day(due_on)}",
        campaign_key=campaign_key,
        deadline_key=deadline_key,
        object_key=object_key,
        note=note,
        obligatory=obligatory,
    )


def record(
    kind: str,
    unit: Unit,
    period: str = "",
    *,
    by: User | None,
    office: Office | None = None,
    campaign_key: str | None = None,
    object_key: str = "",
) -> list[Fulfillment]:
    """Mark every open duty of this kind, unit (or office) and period as done now.

    One review may answer the duties of two campaigns; what was done before stays the first. On time means by the end
    of the due day in Vietnam.
    """
    duties = Duty.objects.open().filter(kind=kind, unit=unit, office=office, period=period).exclude(deadline_key="")
    if campaign_key is not None:
        duties = duties.filter(campaign_key=campaign_key)
    return [fulfil(duty, by=by, object_key=object_key) for duty in duties]


def close_desk(object_key: str, *, by: User | None, office: Office | None = None, kind: str | None = None) -> None:
    """Mark the duties that an arrival or a return opened for this object as done."""
    duties = Duty.objects.open().filter(object_key=object_key, deadline_key="")
    if office is not None:
        duties = duties.filter(office=office)
    if kind is not None:
        duties = duties.filter(kind=kind)
    for duty in duties:
        fulfil(duty, by=by, object_key=object_key)


def cancel_desk(object_key: str, *, kind: str | None = None) -> None:
    """Nobody has to do what this object asked for any more."""
    duties = Duty.objects.open().filter(object_key=object_key, deadline_key="")
    if kind is not None:
        duties = duties.filter(kind=kind)
    duties.update(cancelled_at=clock.business_now())


def call_off(campaign_key: str, deadline_key: str) -> int:
    """What was asked for is asked no more: who has not done it owes it no longer. Returns how many those were."""
    duties = Duty.objects.open().filter(campaign_key=campaign_key, deadline_key=deadline_key)
    return duties.update(cancelled_at=clock.business_now())


def hand_over(old: Office, new: Office, on: dt.date, by: User | None) -> int:
    """The open duties of an office that ended, and those that others owe to it, go to the office that follows.

    What the successor owes by the same deadline already is not owed twice: the old duty is called off. Each has its
    line in the trail. Returns how many there were.
    """
    moved = 0
    for duty in Duty.objects.open().filter(Q(office=old) | Q(receiver=old)).select_for_update(of=("self",)):
        before = {"office": duty.office, "receiver": duty.receiver, "unit": duty.unit}
        if duty.receiver_id == old.pk:
            duty.receiver = new
        if duty.office_id == old.pk:
            if _owes_already(new, duty):
                duty.cancelled_at = clock.business_now()
            else:
                duty.office, duty.unit = new, new.unit
                for column, pk in Duty.ancestors_of(new.unit).items():
                    setattr(duty, column, pk)
        duty.save()
        after = {"office": duty.office, "receiver": duty.receiver, "unit": duty.unit}
        was, now = audit.changes(before, after)
        says = "thôi, vì cơ quan kế thừa đã có việc này" if duty.cancelled_at else "chuyển sang cơ quan kế thừa"
        audit.record(says, duty, by=by, before=was, after={**now, "on": on})
        moved += 1
    return moved


def _owes_already(office: Office, duty: Duty) -> bool:
    same = Duty.objects.filter(office=office, campaign_key=duty.campaign_key, period=duty.period)
    return bool(duty.deadline_key) and same.filter(deadline_key=duty.deadline_key).exists()


def record_paper(
    duty: Duty,
    *,
    by: User,
    number: str,
    date: dt.date,
    title: str = "",
    signer: str = "",
    scan: File | None = None,
    paper: StoredFile | None = None,
) -> Fulfillment:
    """A duty of plain paper (a launch plan, S3 V.5) is done on its own screen: number, date, scan.

    Of a unit's own plan also what it is about and who signed it. The scan is uploaded here (`scan`) or was kept already
    (`paper`); only a paper that the product has made may go without. Refuses another's duty, one that was recorded
    already, and a date after today.
    """
    with transaction.atomic():
        duty = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
        if not permissions.may_record(by, duty):
            raise Refused("Việc này của đơn vị khác; đơn vị ấy tự ghi văn bản của mình.")
        if Fulfillment.objects.filter(duty=duty).exists():
            raise Refused("Việc này đã được ghi nhận trước đó. Xin tải lại trang để xem.")
        number = _checked(duty, number, date, has_scan=bool(scan or paper))
        kept = paper or _keep_scan(duty, scan, by)
        done = fulfil(duty, by=by, number=number, date=date, title=title, signer=signer, paper=kept)
        audit.record(
            "ghi nhận văn bản đã gửi",
            duty,
            by=by,
            after={**_told(done), "on_time": done.on_time},
        )
    return done


def _told(done: Fulfillment) -> dict[str, object]:
    """What a paper is called by, as the trail tells it; what was left empty is not told."""
    told: dict[str, object] = {"number": done.paper_number, "date": done.paper_date}
    return told | {key: text for key, text in (("title", done.paper_title), ("signer", done.paper_signer)) if text}


def correct_paper(
    done: Fulfillment,
    *,
    by: User,
    number: str,
    date: dt.date,
    title: str = "",
    signer: str = "",
    scan: File | None = None,
    reason: str,
) -> Fulfillment:
    """Mend a slip in what was recorded, with its reason; when it was done stays as it was."""
    if not reason.strip():
        raise Refused(Problem("Xin ghi lý do sửa.", field="reason"))
    with transaction.atomic():
        done = Fulfillment.objects.select_for_update(of=("self",)).select_related("duty").get(pk=done.pk)
        if not permissions.may_record(by, done.duty):
            raise Refused("Việc này của đơn vị khác; đơn vị ấy tự sửa văn bản của mình.")
        before = {"title": "", "signer": "", **_told(done), "paper": done.paper}
        done.paper_number = _checked(done.duty, number, date, has_scan=bool(scan or done.paper_id))
        done.paper_date = date
        done.paper_title, done.paper_signer = _worded(title, signer)
        done.paper = _keep_scan(done.duty, scan, by) or done.paper
        done.save(update_fields=["paper_number", "paper_date", "paper_title", "paper_signer", "paper"])
        was, now = audit.changes(before, {"title": "", "signer": "", **_told(done), "paper": done.paper})
        audit.record("sửa văn bản đã ghi", done.duty, by=by, before=was, after=now, reason=reason.strip())
    return done


def _checked(duty: Duty, number: str, date: dt.date, *, has_scan: bool) -> str:
    """The number as it is kept. Raises Refused with everything that is wrong at once."""
    plain = rules.PLAIN_PAPERS.get(duty.kind)
    if plain is None:
        raise Refused(f"Việc “{duty.title}” làm trên trang riêng của nó, không ghi bằng số văn bản.")
    wrong = []
    number = vietnamese.nfc(number)
    if not number:
        wrong.append(Problem(f"Xin ghi số, ký hiệu văn bản, ví dụ {plain.example}.", field="number"))
    elif not any(character.isdigit() for character in number):
        wrong.append(
            Problem(f"“{number}” chưa có số; xin ghi cả số và ký hiệu, ví dụ {plain.example}.", field="number")
        )
    if date > clock.today():
        wrong.append(
            Problem(
                f"Văn bản đề ngày {vietnamese.day(date)}, sau hôm nay {vietnamese.day(clock.today())}; "
                "xin kiểm tra lại ngày.",
                field="date",
            )
        )
    elif date < duty.opens_on - OLDEST_PAPER:
        wrong.append(
            Problem(
                f"Văn bản đề ngày {vietnamese.day(date)}, hơn một năm trước khi có việc này; xin kiểm tra năm.",
                field="date",
            )
        )
    if plain.needs_scan and not has_scan:
        wrong.append(Problem("Xin kèm bản chụp văn bản đã ký (PDF, JPG hoặc PNG).", field="scan"))
    refuse_if_any(wrong)
    return fitting(number, 60, "Số văn bản", field="number")


def _worded(title: str, signer: str) -> tuple[str, str]:
    return fitting(title, 300, "Trích yếu", field="title"), fitting(signer, 120, "Người ký", field="signer")


def _keep_scan(duty: Duty, scan: File | None, by: User) -> StoredFile | None:
    return (
        files.store_scan(scan, owner=duty, by=by, title=f"{duty.title}, {duty.unit}"[:150], field="scan")
        if scan
        else None
    )


def remind(owed: Iterable[Duty], *, by: User) -> list[Duty]:
    """Urge those who still owe something (S3 V.1: đôn đốc): a dated line in the duty's note, shown on their first page.

    Once a day each, and only for open duties of a named receiver. Returns the duties that were urged now.
    """
    today = vietnamese.day(clock.today())
    urged = []
    with transaction.atomic():
        waiting = Duty.objects.open().select_related("receiver").filter(pk__in=[duty.pk for duty in owed])
        for duty in waiting.exclude(receiver=None).order_by("pk"):
            line = f"{duty.receiver} nhắc ngày {today}."
            if duty.note.endswith(line):
                continue
            duty.note = f"{duty.note}\n{line}".strip()
            duty.save(update_fields=["note"])
            audit.record(rules.REMINDED, duty, by=by, after={"note": line})
            urged.append(duty)
    return urged


def fulfil(
    duty: Duty,
    *,
    by: User | None,
    object_key: str = "",
    number: str = "",
    date: dt.date | None = None,
    title: str = "",
    signer: str = "",
    paper: StoredFile | None = None,
) -> Fulfillment:
    """It is done now. The caller asked who may, and holds the transaction."""
    now = clock.business_now()
    title, signer = _worded(title, signer)
    return Fulfillment.objects.create(
        duty=duty,
        at=now,
        by=by,
        on_time=now.date() <= duty.due_on,
        object_key=object_key,
        paper_number=number,
        paper_date=date,
        paper_title=title,
        paper_signer=signer,
        paper=paper,
    )
