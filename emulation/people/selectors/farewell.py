"""What to tell somebody whose posts have all ended: which, why, where the work went, and whom to ask."""

from dataclasses import dataclass

from campaign_portal.foundation import clock, vietnamese
from campaign_portal.foundation.models import User
from emulation.people.models import Appointment, Office, OfficeSuccession, Role
from emulation.people.selectors import shown_title
from emulation.territory.models import Unit
from emulation.territory.selectors.lineage import successors


@dataclass(frozen=True)
class Farewell:
    """Sentences for a person, in order."""

    ended: str
    went_to: str
    ask: str

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(sentence for sentence in (self.ended, self.went_to, self.ask) if sentence)


def told(user: User) -> tuple[str, ...]:
    """The provider behind `foundation.access.why_nothing_opens`."""
    found = farewell(user)
    return found.sentences if found else ()


def farewell(user: User) -> Farewell | None:
    """None while the person holds a post. Whoever never held one, or only will, is told whom to ask."""
    if Appointment.objects.held_on().filter(user=user).exists():
        return None
    today = clock.today()
    posts = Appointment.objects.filter(user=user).select_related("office__unit")
    last = posts.filter(valid_to__lt=today).order_by("valid_to", "pk").last()
    coming = posts.filter(valid_from__gt=today).order_by("valid_from", "pk").first()
    if coming is not None:
        since = vietnamese.day(coming.valid_from)
        told = f"Chức vụ {shown_title(coming)} của ông/bà bắt đầu từ {since}; đến ngày ấy mới mở được các trang."
        return Farewell(told, "", _ask([coming.office.unit]))
    if last is None:
        return Farewell("Tài khoản này chưa được giao chức vụ nào nên chưa mở được trang nào.", "", "")
    return Farewell(_ended(last), *_after(last))


def _ended(post: Appointment) -> str:
    assert post.valid_to is not None  # noqa: S101  the query asked for it
    said = f"Chức vụ {shown_title(post)} của ông/bà đã hết sau ngày {vietnamese.day(post.valid_to)}"
    unit = post.office.unit
    if post.end_reason:
        return f"{said} ({post.end_reason.rstrip('.')})."
    if unit.valid_to is not None and unit.valid_to <= post.valid_to:
        return f"{said}, khi {unit.title} thôi hoạt động{f' ({unit.legal_basis})' if unit.legal_basis else ''}."
    return f"{said}."


def _after(post: Appointment) -> tuple[str, str]:
    """Where the work went, and whom to ask there."""
    office, unit = post.office, post.office.unit
    if heir := _last_heir(office):
        return f"Việc của {office.name} nay do {heir.name} làm.", _ask([heir.unit])
    ways = successors([unit.pk])[unit.pk]
    units = list(Unit.objects.valid_on().filter(pk__in=[kin.unit_id for kin in ways]).order_by("code", "pk"))
    if units:
        names = ", ".join(heir.title for heir in units)
        return f"{unit.opening_title} nay thuộc {names}.", _ask(units)
    return "", _ask([unit])


def _last_heir(office: Office) -> Office | None:
    """Who does the office's work today, through any number of changes."""
    seen, heir = {office.pk}, None
    while True:
        lines = OfficeSuccession.objects.filter(predecessor_id=(heir or office).pk).select_related(
            "successor__unit", "predecessor"
        )
        following = next(
            (line.successor for line in lines if line.carries_work and line.successor_id not in seen), None
        )
        if following is None:
            return heir
        heir = following
        seen.add(heir.pk)


def _ask(units: list[Unit]) -> str:
    """The administrators at these units, else at the nearest above."""
    for places in _upwards(units):
        posts = Appointment.objects.held_on().filter(
            role=Role.ADMINISTRATOR, office__unit_id__in=places, user__is_active=True
        )
        found = list(posts.select_related("user", "office__unit").order_by("pk")[:3])
        if found:
            names = " hoặc ".join(f"{post.user.full_name}, quản trị {post.office.unit.title}" for post in found)
            return f"Cần giao chức vụ mới, xin hỏi {names}."
    return "Cần giao chức vụ mới, xin hỏi quản trị của đơn vị cấp trên."


def _upwards(units: list[Unit]) -> list[list[int]]:
    steps = [[unit.pk for unit in units]]
    for column in ("commune_id", "district_id", "province_id"):
        steps.append([pk for unit in units if (pk := getattr(unit, column)) is not None])
    return [step for step in steps if step]
