"""Offices: founded, corrected, ended, and followed by others in their work."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from campaign_portal.foundation import audit, clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.people import permissions, rules
from emulation.people.models import OTHER_WORK, Function, Office, OfficeSuccession
from emulation.people.services.posts import close_post
from emulation.territory.models import Level, Unit

OLDEST = dt.date(1945, 9, 2)


def leadership_office(unit: Unit, since: dt.date) -> Office:
    """The committee (UBND) of a commune or above, made when first asked for; of a hamlet, its head's desk."""
    held = Office.objects.filter(unit=unit, function__in=[Function.LEADERSHIP, Function.HAMLET])
    if office := held.exclude(valid_to__lt=since).first():
        return office
    office = _leadership(unit, since)
    office.save()
    return office


def open_leadership_offices(units: Sequence[Unit], since: dt.date) -> None:
    """The same for all the units of a level at once (a province's campaign has two hundred communes)."""
    held = Office.objects.filter(unit__in=units, function__in=[Function.LEADERSHIP, Function.HAMLET])
    known = set(held.exclude(valid_to__lt=since).values_list("unit_id", flat=True))
    Office.objects.bulk_create(_leadership(unit, since) for unit in units if unit.pk not in known)


def _leadership(unit: Unit, since: dt.date) -> Office:
    if unit.level == Level.HAMLET:
        return Office(
            unit=unit,
            name=unit.opening_title,
            short_name=unit.opening_title,
            function=Function.HAMLET,
            valid_from=since,
        )
    return Office(
        unit=unit,
        name=f"Ủy ban nhân dân {unit.title}",
        short_name=f"UBND {unit.title}",
        symbol="UBND",
        place=unit.name,
        function=Function.LEADERSHIP,
        valid_from=since,
    )


@dataclass(frozen=True)
class Facts:
    """What is written down of an office."""

    name: str
    short_name: str
    symbol: str = ""
    place: str = ""


def found_office(unit: Unit, facts: Facts, *, function: str, valid_from: dt.date, by: User) -> Office:
    """A new office of a unit from a day on.

    Refuses a unit that `by` does not manage or that is not there on the day, a function that units of this level do
    not have, a name the unit has already, and a second office for work that one office alone does.
    """
    with transaction.atomic():
        unit = Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)
        if not permissions.manages(by, unit):
            raise Refused(f"Ông/bà không quản trị {unit.title}; chỉ lập được cơ quan của đơn vị mình và cấp dưới.")
        wrong = [*_of_day(unit, valid_from), *_of_function(unit, function, valid_from)]
        facts = _tidied(facts, wrong)
        if Office.objects.working_on(valid_from).filter(unit=unit, name=facts.name).exists():
            wrong.append(Problem(f"{unit.opening_title} đã có cơ quan tên “{facts.name}”.", "name"))
        refuse_if_any(wrong)
        office = Office.objects.create(unit=unit, function=function, valid_from=valid_from, **vars(facts))
        after = {**vars(facts), "function": function, "unit": unit, "valid_from": valid_from}
        audit.record("lập cơ quan", office, by=by, after=after)
    return office


def amend_office(office: Office, facts: Facts, *, by: User) -> Office:
    """Another name, symbol or place of the same office; what it does and since when stays."""
    with transaction.atomic():
        office = _locked(office, by)
        wrong: list[Problem] = []
        facts = _tidied(facts, wrong)
        same = Office.objects.filter(unit=office.unit, name=facts.name, valid_from=office.valid_from)
        if same.exclude(pk=office.pk).exists():
            wrong.append(Problem(f"{office.unit.opening_title} đã có cơ quan tên “{facts.name}”.", "name"))
        refuse_if_any(wrong)
        was, now = audit.changes({name: getattr(office, name) for name in vars(facts)}, vars(facts))
        if not now:
            return office
        for name, value in now.items():
            setattr(office, name, value)
        office.save(update_fields=list(now))
        audit.record("sửa thông tin cơ quan", office, by=by, before=was, after=now)
    return office


@dataclass(frozen=True)
class Heir:
    """Who takes over, and what: `function` is the part ("" for all, "other" for what is not kept here), `handed_over`
    says it in words."""

    office: Office
    function: str = ""
    handed_over: str = ""


Handover = Callable[[Office, Office, dt.date, "User | None"], int]
_handovers: list[Handover] = []


def register_handover(move: Handover) -> None:
    """A room above says how the open work of an office that ends goes to its successor: `move(old, new, on, by)`
    returns how many things went."""
    _handovers.append(move)


@dataclass(frozen=True)
class Ended:
    posts: int
    moved: int


def end_office(office: Office, *, on: dt.date, reason: str, heirs: Sequence[Heir] = (), by: User | None) -> Ended:
    """The office works no more from `on`. Its posts end the day before; its papers and open work go to the heir that
    takes over what it did (Luật TĐKT keeps the work, whoever does it).

    Refuses an office that `by` does not manage, a day before it began, one that has ended, a successor that is the
    office itself, named twice or not there on the day, several successors of the same part, and posts that would only
    begin afterwards.
    """
    reason = fitting(reason, 200, "Căn cứ", field="reason")
    with transaction.atomic():
        office = _locked(office, by)
        refuse_if_any(_of_end(office, on, reason))
        refuse_if_any(_of_heirs(office, on, heirs, by))
        last_day = on - dt.timedelta(days=1)
        office.valid_to, office.end_reason = last_day, reason
        office.save(update_fields=["valid_to", "end_reason"])
        words = f"{office.name} thôi hoạt động: {reason}"[:300]
        posts = _end_posts(office, on, words, by)
        names = [f"{heir.office.name}: {_part(heir)}" for heir in heirs]
        audit.record(
            "cơ quan thôi hoạt động", office, by=by, after={"valid_to": last_day, "successors": names}, reason=reason
        )
        moved = sum(_hand_over(office, heir, on, reason, by) for heir in heirs)
    return Ended(posts, moved)


def _hand_over(office: Office, heir: Heir, on: dt.date, reason: str, by: User | None) -> int:
    line = OfficeSuccession.objects.create(
        predecessor=office,
        successor=heir.office,
        on=on,
        function=heir.function,
        handed_over=fitting(heir.handed_over, 200, "Việc chuyển giao", field="handed_over"),
        legal_basis=reason,
    )
    audit.record(
        "kế thừa việc", heir.office, by=by, after={"predecessor": office, "on": on, "part": _part(heir)}, reason=reason
    )
    return sum(move(office, heir.office, on, by) for move in _handovers) if line.carries_work else 0


def _part(heir: Heir) -> str:
    labels = {"": "toàn bộ", OTHER_WORK[0]: OTHER_WORK[1], **dict(Function.choices)}
    return heir.handed_over or labels[heir.function]


def _end_posts(office: Office, on: dt.date, words: str, by: User | None) -> int:
    last_day = on - dt.timedelta(days=1)
    posts = list(office.appointments.select_for_update(of=("self",)).select_related("user", "office__unit"))
    running = [post for post in posts if post.valid_to is None or post.valid_to > last_day]
    for post in running:
        if post.valid_from >= on:
            raise Refused(
                f"{post.user.full_name} giữ chức vụ {post.title} tại đây từ {vietnamese.day(post.valid_from)}, "
                "sau ngày cơ quan thôi hoạt động. Xin rút hoặc sửa chức vụ đó trước."
            )
    for post in sorted(running, key=lambda post: post.acting_for_id is None):  # stand-ins first: they lie within
        close_post(post, last_day, words, by)
    return len(running)


def _locked(office: Office, by: User | None) -> Office:
    office = Office.objects.select_for_update(of=("self",)).select_related("unit").get(pk=office.pk)
    if by is not None and not permissions.manages(by, office.unit):
        raise Refused(f"Ông/bà không quản trị {office.unit.title}; chỉ sửa được cơ quan của đơn vị mình và cấp dưới.")
    return office


def _tidied(facts: Facts, wrong: list[Problem]) -> Facts:
    kept: dict[str, str] = {}
    limits = {
        "name": (200, "Tên"),
        "short_name": (100, "Tên gọi"),
        "symbol": (20, "Ký hiệu"),
        "place": (60, "Địa danh"),
    }
    for field, (limit, what) in limits.items():
        try:
            kept[field] = fitting(getattr(facts, field), limit, what, field=field)
        except Refused as refused:
            wrong += refused.problems
            kept[field] = ""
    if not kept["name"] and not wrong:
        wrong.append(Problem("Xin ghi tên cơ quan, ví dụ Phòng Nội vụ thị xã Sa Pa.", "name"))
    kept["short_name"] = kept["short_name"] or kept["name"][:100]
    return Facts(**kept)


def _of_day(unit: Unit, day: dt.date) -> list[Problem]:
    if day < OLDEST or day > clock.today() + dt.timedelta(days=366):
        return [Problem(f"Ngày {vietnamese.day(day)} không hợp lý; xin kiểm tra năm.", "valid_from")]
    if unit.valid_to is not None and day > unit.valid_to:
        ended = vietnamese.day(unit.valid_to)
        return [Problem(f"{unit.opening_title} đã thôi hoạt động từ sau ngày {ended}.", "valid_from")]
    if unit.start_known and day < unit.valid_from:
        began = vietnamese.day(unit.valid_from)
        return [Problem(f"{unit.opening_title} có từ ngày {began}; cơ quan không lập trước ngày ấy.", "valid_from")]
    return []


def _of_function(unit: Unit, function: str, day: dt.date) -> list[Problem]:
    if function not in Function.values:
        return [Problem("Xin chọn chức năng của cơ quan.", "function")]
    label = Function(function).label
    if unit.level not in rules.LEVELS[function]:
        said = f"{unit.opening_title} là {unit.get_level_display()}, không có cơ quan “{label}”."
        return [Problem(said, "function")]
    if function not in rules.SINGLE:
        return []
    others = Office.objects.filter(unit=unit, function=function).exclude(valid_to__lt=day).order_by("valid_from")
    if other := others.first():
        until = f"đến {vietnamese.day(other.valid_to)}" if other.valid_to else "đến nay"
        said = (
            f"Việc “{label}” của {unit.title} do {other.name} làm từ {vietnamese.day(other.valid_from)} {until}. "
            "Xin cho cơ quan ấy thôi hoạt động trước, hoặc chọn ngày sau đó."
        )
        return [Problem(said, "function")]
    return []


def _of_end(office: Office, on: dt.date, reason: str) -> list[Problem]:
    wrong = []
    if not reason:
        wrong.append(Problem("Xin ghi căn cứ: quyết định nào, của ai, ngày nào.", "reason"))
    if office.valid_to is not None and office.valid_to < on:
        ended = vietnamese.day(office.valid_to)
        wrong.append(Problem(f"{office.name} đã thôi hoạt động sau ngày {ended}.", "on"))
    elif on <= office.valid_from:
        began = vietnamese.day(office.valid_from)
        wrong.append(Problem(f"{office.name} hoạt động từ {began}; ngày thôi phải sau ngày ấy.", "on"))
    elif on > clock.today() + dt.timedelta(days=366):
        wrong.append(Problem(f"Ngày {vietnamese.day(on)} xa quá một năm; xin kiểm tra năm.", "on"))
    return wrong


def _of_heirs(office: Office, on: dt.date, heirs: Sequence[Heir], by: User | None) -> list[Problem]:
    wrong = []
    seen: set[int] = set()
    carrying = 0
    for heir in heirs:
        other = heir.office
        if other.pk == office.pk:
            wrong.append(Problem(f"{office.name} không thể kế thừa chính mình.", "heir"))
        elif other.pk in seen:
            wrong.append(Problem(f"{other.name} được ghi hai lần.", "heir"))
        elif other.valid_from > on or (other.valid_to is not None and other.valid_to < on):
            wrong.append(Problem(f"{other.name} không hoạt động vào ngày {vietnamese.day(on)}.", "heir"))
        elif by is not None and not permissions.manages(by, other.unit):
            wrong.append(Problem(f"Ông/bà không quản trị {other.unit.title}, nơi có {other.name}.", "heir"))
        seen.add(other.pk)
        carrying += heir.function in {"", office.function}
    if carrying > 1:
        label = office.get_function_display()
        wrong.append(Problem(f"Việc “{label}” chỉ chuyển cho một cơ quan; việc khác xin chọn chức năng khác.", "heir"))
    return wrong
