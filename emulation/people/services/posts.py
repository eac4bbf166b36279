"""Posts: given, lent for a while, ended. Everything a person may see or do follows from them."""

import datetime as dt

from django.db import transaction

from campaign_portal.foundation import access, audit, clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.people import permissions, rules
from emulation.people.models import Appointment, Office, Role

OLDEST_POST = dt.date(1975, 4, 30)
FURTHEST = dt.timedelta(days=366)
LONGEST_ACTING = dt.timedelta(days=366)


def appoint(
    person: User,
    office: Office,
    role: str,
    *,
    title: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    legal_basis: str = "",
    by: User,
) -> Appointment:
    """Give a person a post from a day on.

    Refuses oneself, an office `by` does not manage (an administrator's post: one that is not strictly below), a role
    that does not fit the office, days outside the office's, and a post the person holds already on one of the days.
    """
    title = fitting(title, 120, "Chức danh", field="title")
    legal_basis = fitting(legal_basis, 200, "Căn cứ", field="legal_basis")
    with transaction.atomic():
        holder, office = _hold(person, office)
        _refuse_unless_may(by, holder, office, role)
        refuse_if_any(
            [
                *fit_problems(office, role),
                *_of_title(title),
                *day_problems(office, valid_from, valid_to),
                *overlap_problems(holder, office, role, valid_from, valid_to),
            ]
        )
        post = Appointment.objects.create(
            user=holder,
            office=office,
            role=role,
            title=title,
            valid_from=valid_from,
            valid_to=valid_to,
            legal_basis=legal_basis,
        )
        _record("giao chức vụ", post, by)
    access.forget_scope(person)
    return post


def delegate(
    principal: Appointment,
    person: User,
    *,
    title: str,
    valid_from: dt.date,
    valid_to: dt.date,
    legal_basis: str,
    by: User,
) -> Appointment:
    """Let a person act for the holder of a post (ủy quyền), for a while and by a paper.

    Refuses what `appoint` refuses, the holder himself, one who acts himself, a paper that is not named, and days
    outside the holder's own or longer than a year.
    """
    title = fitting(title, 120, "Chức danh", field="title")
    legal_basis = fitting(legal_basis, 200, "Căn cứ", field="legal_basis")
    with transaction.atomic():
        holder, office = _hold(person, principal.office)
        principal = _locked(principal)
        _refuse_unless_may(by, holder, office, principal.role)
        refuse_if_any(
            [
                *_of_title(title),
                *_of_acting(principal, holder, valid_from, valid_to, legal_basis),
                *overlap_problems(holder, office, principal.role, valid_from, valid_to),
            ]
        )
        post = Appointment.objects.create(
            user=holder,
            office=office,
            role=principal.role,
            title=title,
            valid_from=valid_from,
            valid_to=valid_to,
            acting_for=principal,
            legal_basis=legal_basis,
        )
        _record("ủy quyền", post, by)
    access.forget_scope(person)
    return post


def end_post(post: Appointment, *, off_from: dt.date, reason: str, by: User) -> Appointment | None:
    """The person holds the post no more from a day on; whoever acts for him stops then, too.

    A post that has not begun is taken back and leaves only its line in the trail (None). Refuses without a reason,
    one `by` may not end, one that has ended before, and a day that is not after its first.
    """
    reason = fitting(reason, 300, "Lý do", field="reason")
    with transaction.atomic():
        post = _locked(post)
        if not permissions.may_end(by, post):
            raise Refused(_why_not_end(by, post))
        if not reason:
            raise Refused(Problem("Xin ghi lý do: quyết định nào, chuyển đi đâu, nghỉ từ ngày nào.", "reason"))
        last_day = off_from - dt.timedelta(days=1)
        if post.valid_to is not None and post.valid_to <= last_day:
            raise Refused(Problem(f"Chức vụ này đã hết sau ngày {vietnamese.day(post.valid_to)}.", "off_from"))
        if off_from > clock.today() + FURTHEST:
            raise Refused(Problem(f"Ngày {vietnamese.day(off_from)} xa quá một năm; xin kiểm tra năm.", "off_from"))
        if post.valid_from >= off_from:
            if post.valid_from <= clock.today():
                began = vietnamese.day(post.valid_from)
                raise Refused(Problem(f"Chức vụ bắt đầu ngày {began}; ngày thôi phải sau ngày ấy.", "off_from"))
            _take_back(post, reason, by)
            return None
        for stand_in in post.stand_ins.select_for_update(of=("self",)).exclude(valid_to__lte=last_day):
            if stand_in.valid_from < off_from:
                close_post(stand_in, last_day, reason, by)
            elif stand_in.valid_from > clock.today():
                _take_back(stand_in, reason, by)
            else:
                name, since = stand_in.user.full_name, vietnamese.day(stand_in.valid_from)
                raise Refused(Problem(f"{name} đã được ủy quyền thay từ {since}; ngày thôi phải sau đó.", "off_from"))
        close_post(post, last_day, reason, by)
    return post


def close_post(post: Appointment, last_day: dt.date, reason: str, by: User | None) -> None:
    """Write the last day of a post whose end is decided. Inside a transaction, stand-ins before their principal."""
    before = {"valid_to": post.valid_to}
    post.valid_to, post.end_reason = last_day, reason
    post.save(update_fields=["valid_to", "end_reason"])
    audit.record("thôi giữ chức vụ", post, by=by, before=before, after={"valid_to": last_day}, reason=reason)
    access.forget_scope(post.user)


def _take_back(post: Appointment, reason: str, by: User) -> None:
    for stand_in in post.stand_ins.all():
        _take_back(stand_in, reason, by)
    _record("rút chức vụ chưa bắt đầu", post, by, reason)
    post.delete()


# --- What is wrong with a post, in sentences: for the service, the form's preview and the file ------------------------


def fit_problems(office: Office, role: str) -> list[Problem]:
    if role not in Role.values:
        return [Problem("Xin chọn vai trò trong danh sách.", "role")]
    if rules.fits(role, office.function, office.unit.level):
        return []
    possible = ", ".join(f"“{Role(name).label}”" for name in rules.roles_at(office.function, office.unit.level))
    return [Problem(f"{office.name} không có vai trò “{Role(role).label}”; ở đây chỉ có {possible}.", "role")]


def day_problems(office: Office, valid_from: dt.date, valid_to: dt.date | None) -> list[Problem]:
    if not OLDEST_POST < valid_from <= clock.today() + FURTHEST:
        return [Problem(f"Ngày {vietnamese.day(valid_from)} không hợp lý; xin kiểm tra năm.", "valid_from")]
    wrong = []
    if valid_from < office.valid_from:
        began = vietnamese.day(office.valid_from)
        wrong.append(Problem(f"{office.name} hoạt động từ {began}; chức vụ không bắt đầu trước ngày ấy.", "valid_from"))
    if valid_to is not None and valid_to < valid_from:
        first = vietnamese.day(valid_from)
        wrong.append(Problem(f"Ngày cuối {vietnamese.day(valid_to)} đứng trước ngày đầu {first}.", "valid_to"))
    if office.valid_to is not None and (valid_from > office.valid_to or valid_to is None or valid_to > office.valid_to):
        ended = vietnamese.day(office.valid_to)
        wrong.append(Problem(f"{office.name} chỉ hoạt động đến hết {ended}; chức vụ không dài hơn.", "valid_to"))
    return wrong


def overlap_problems(
    person: User, office: Office, role: str, valid_from: dt.date, valid_to: dt.date | None
) -> list[Problem]:
    others = Appointment.objects.filter(user=person, office=office, role=role).exclude(valid_to__lt=valid_from)
    if valid_to is not None:
        others = others.filter(valid_from__lte=valid_to)
    if other := others.order_by("valid_from").first():
        until = f"đến {vietnamese.day(other.valid_to)}" if other.valid_to else "đến nay"
        said = (
            f"{person.full_name} đã giữ vai trò “{other.get_role_display()}” tại {office.name} từ "
            f"{vietnamese.day(other.valid_from)} {until}."
        )
        return [Problem(said, "valid_from")]
    return []


def _of_title(title: str) -> list[Problem]:
    return [] if title else [Problem("Xin ghi chức danh, ví dụ Phó Chủ tịch UBND xã.", "title")]


def _of_acting(
    principal: Appointment, person: User, valid_from: dt.date, valid_to: dt.date, legal_basis: str
) -> list[Problem]:
    holder = principal.user.full_name
    if principal.acting_for_id is not None:
        return [Problem(f"{holder} đang được ủy quyền; người được ủy quyền không ủy quyền lại.")]
    wrong = []
    if person.pk == principal.user_id:
        wrong.append(Problem(f"{holder} không ủy quyền cho chính mình; xin chọn người khác.", "person"))
    if not legal_basis:
        wrong.append(Problem("Xin ghi văn bản ủy quyền: số, ngày, người ký.", "legal_basis"))
    if valid_to < valid_from:
        first = vietnamese.day(valid_from)
        wrong.append(Problem(f"Ngày cuối {vietnamese.day(valid_to)} đứng trước ngày đầu {first}.", "valid_to"))
    elif valid_to - valid_from > LONGEST_ACTING:
        wrong.append(Problem("Ủy quyền dài nhất một năm; xin kiểm tra năm của ngày cuối.", "valid_to"))
    if valid_from < principal.valid_from:
        since = vietnamese.day(principal.valid_from)
        wrong.append(Problem(f"{holder} giữ chức vụ này từ {since}; ủy quyền không bắt đầu trước đó.", "valid_from"))
    if principal.valid_to is not None and valid_to > principal.valid_to:
        until = vietnamese.day(principal.valid_to)
        wrong.append(Problem(f"{holder} giữ chức vụ này đến hết {until}; ủy quyền không dài hơn.", "valid_to"))
    return wrong


# --- Parts ------------------------------------------------------------------------------------------------------------


def _refuse_unless_may(by: User, person: User, office: Office, role: str) -> None:
    if person.pk == by.pk:
        raise Refused("Không tự giao chức vụ cho mình; xin nhờ quản trị cấp trên.")
    if not person.is_active:
        raise Refused(f"Tài khoản “{person.username}” đã khóa; xin mở lại trước khi giao chức vụ.")
    if not permissions.manages(by, office.unit):
        raise Refused(f"Ông/bà không quản trị {office.unit.title}; chỉ giao được chức vụ ở đơn vị mình và cấp dưới.")
    if not permissions.may_appoint(by, office, role):
        raise Refused(
            Problem(
                f"Quản trị của {office.unit.title} do quản trị cấp trên giao; ông/bà chỉ giao được quản trị cho đơn vị "
                "bên dưới.",
                "role",
            )
        )


def _why_not_end(by: User, post: Appointment) -> str:
    if post.role == Role.ADMINISTRATOR and post.user_id == by.pk:
        return f"Ông/bà là quản trị cuối cùng của {post.office.unit.title}; cấp trên giao người thay trước."
    if post.role == Role.ADMINISTRATOR and permissions.manages(by, post.office.unit):
        return f"Quản trị của {post.office.unit.title} do quản trị cấp trên cho thôi."
    return f"Ông/bà không quản trị {post.office.unit.title}."


def _hold(person: User, office: Office) -> tuple[User, Office]:
    """One transaction at a time gives this person a post; fresh rows."""
    person = User.objects.select_for_update().get(pk=person.pk)
    office = Office.objects.select_for_update(of=("self",)).select_related("unit").get(pk=office.pk)
    return person, office


def _locked(post: Appointment) -> Appointment:
    held = Appointment.objects.select_for_update(of=("self",)).select_related("user", "office__unit")
    return held.get(pk=post.pk)


def _record(says: str, post: Appointment, by: User | None, reason: str = "") -> None:
    after = {
        "user": post.user,
        "office": post.office,
        "role": post.role,
        "title": post.full_title,
        "valid_from": post.valid_from,
        "valid_to": post.valid_to,
    }
    if post.acting_for is not None:
        after["acting_for"] = post.acting_for
    audit.record(says, post, by=by, after=after, reason=reason or post.legal_basis)
