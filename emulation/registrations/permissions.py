"""Who prepares, who signs and who receives a registration: everything follows from posts."""

from typing import Any

from django.db.models import Q

from campaign_portal.foundation import access
from campaign_portal.foundation.access import Post
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import standing_office
from emulation.households import permissions as households
from emulation.households.models import SEES_HOUSEHOLDS
from emulation.people.models import Function, Party, Role
from emulation.people.permissions import COMMUNE, EVERYBODY, INTERIOR_OFFICE, STANDING_OFFICE
from emulation.registrations.models import WRITTEN_FOR, Pledge, Registration, RegistrationSummary
from emulation.territory.models import Level, Unit

SEE = access.for_roles(
    "registrations.see",
    EVERYBODY - {Role.ADMINISTRATOR},
    "Đăng ký thi đua dành cho người có nhiệm vụ trong phong trào.",
)
PREPARE = access.for_roles(
    "registrations.prepare",
    {Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.OFFICER, Role.HAMLET_HEAD},
    "Đăng ký thi đua do cán bộ của đơn vị lập, lãnh đạo đơn vị ký nộp.",
)
RECEIVE = access.for_roles(
    "registrations.receive",
    STANDING_OFFICE | COMMUNE,
    "Nhận, trả lại đăng ký là việc của nơi nhận đăng ký theo kế hoạch.",
)

WRITE_FOR = access.for_roles(
    "registrations.write_for",
    households.WRITES,
    "Ghi đăng ký của cá nhân, hộ, tổ chức là việc của trưởng thôn, cán bộ xã và cơ quan thường trực.",
)
HAND_IN = access.for_roles(
    "registrations.hand_in",
    {Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.OFFICER} | households.WRITES,
    "Sửa đổi, rút đăng ký là việc của đơn vị đã nộp, hoặc người đã ghi thay.",
)
SEND_SUMMARY = access.for_roles(
    "registrations.send_summary",
    STANDING_OFFICE,
    "Tổng hợp, nhắc đăng ký là việc của cơ quan thường trực phong trào.",
)
TAKES_SUMMARY = INTERIOR_OFFICE | STANDING_OFFICE | {Role.LEADER}
TAKE_SUMMARY = access.for_roles(
    "registrations.take_summary", TAKES_SUMMARY, "Nhận bản tổng hợp là việc của nơi mà kế hoạch ghi là nơi nhận."
)
KEEP_PLEDGES = access.for_roles(
    "registrations.keep_pledges",
    STANDING_OFFICE | INTERIOR_OFFICE | COMMUNE,
    "Giao ước với các đơn vị do cơ quan thường trực hoặc xã, phường lập.",
)
LOOK = access.for_roles(
    "registrations.look",
    SEES_HOUSEHOLDS,
    "Danh sách cá nhân, hộ đăng ký dành cho thôn, xã và cơ quan thường trực phong trào.",
)

LEADS = frozenset({Role.COMMUNE_LEADER, Role.LEADER})
# Where nobody leads, whoever prepares submits: an agency with one officer, a hamlet with its head.
SUBMITS_ALONE = frozenset({Role.OFFICER, Role.HAMLET_HEAD})
PREPARES = SUBMITS_ALONE | {Role.COMMUNE_OFFICER}
RECEIVES = STANDING_OFFICE | COMMUNE


def posts_at(user: Any, party: Party) -> tuple[Post, ...]:
    """The posts through which a person speaks for a party: at the committee of a unit, at the office itself."""
    posts = access.scope(user).posts
    if party.kind == Party.Kind.OFFICE:
        return tuple(post for post in posts if post.office_id == party.office_id)
    if party.kind == Party.Kind.UNIT:
        return tuple(
            post for post in posts if post.unit_id == party.unit_id and post.office_function in {"leadership", "hamlet"}
        )
    return ()


def _has(user: Any, party: Party, roles: frozenset[str]) -> bool:
    return any(post.role in roles for post in posts_at(user, party))


def writes_for(user: Any, party: Party) -> bool:
    """Of a person, a household, an organisation: the posts that work with households where it is (S3 III.2)."""
    return party.kind in WRITTEN_FOR and households.may_write(user, party.unit)


def prepares(user: Any, registration: Registration) -> bool:
    return prepares_for(user, registration.party)


def prepares_for(user: Any, party: Party) -> bool:
    """Before there is a registration."""
    return _has(user, party, PREPARES) or writes_for(user, party)


def leads(user: Any, registration: Registration) -> bool:
    return _has(user, registration.party, LEADS)


def submits_alone(user: Any, registration: Registration) -> bool:
    return _has(user, registration.party, SUBMITS_ALONE) or writes_for(user, registration.party)


def withdraws(user: Any, registration: Registration) -> bool:
    """Whoever hands it in may take it back."""
    return leads(user, registration) or submits_alone(user, registration)


def receives(user: Any, registration: Registration) -> bool:
    """At the office that the campaign's rule names, never by choice (S3 III.2). What stays in the hamlet or commune is
    received by whoever writes it down there."""
    if registration.is_written_for and stays_at_home(registration):
        return writes_for(user, registration.party)
    return any(post.office_id == registration.receiver_id for post in access.scope(user).having(RECEIVES))


def stays_at_home(registration: Registration) -> bool:
    """In the hamlet or commune, where it is received by being written down."""
    receiver = registration.receiver
    return receiver is None or receiver.unit.level in {Level.HAMLET, Level.COMMUNE}


def is_insider(user: Any, registration: Registration) -> bool:
    return bool(posts_at(user, registration.party)) or writes_for(user, registration.party)


def may_read(user: Any, registration: Registration) -> bool:
    """What is being written stays with its writers until it was submitted once."""
    return registration.first_submitted_at is not None or is_insider(user, registration)


def own_parties(user: Any) -> list[Party]:
    """The communes, hamlets and agencies for which a person prepares or signs; a hamlet's may not be saved yet."""
    scope = access.scope(user)
    units = [
        post.unit_id
        for post in scope.having(PREPARES | LEADS)
        if post.unit_level in {Level.COMMUNE, Level.HAMLET} and post.office_function in {"leadership", "hamlet"}
    ]
    offices = [post.office_id for post in scope.having({Role.OFFICER})]
    found = Party.objects.filter(Q(kind=Party.Kind.UNIT, unit_id__in=units) | Q(office_id__in=offices))
    parties = list(found.select_related("unit__parent", "office").order_by("pk"))
    known = {party.unit_id for party in parties if party.kind == Party.Kind.UNIT}
    for unit in Unit.objects.filter(pk__in=set(units) - known).select_related("parent").order_by("pk"):
        parties.append(Party(kind=Party.Kind.UNIT, unit=unit, name=unit.opening_title))
    return parties


def keeps_pledge(user: Any, pledge: Pledge) -> bool:
    """The emulation standing body of the unit where it is made, or its poverty standing office; of a commune's its own
    officers (S3 III.1)."""
    return any(
        post.unit_id == pledge.unit_id
        and (
            (post.role in INTERIOR_OFFICE and post.office_function == Function.EMULATION_STANDING_BODY)
            or (post.role in STANDING_OFFICE and post.office_function == Function.POVERTY_STANDING_OFFICE)
            or (post.role in COMMUNE and post.office_function == Function.LEADERSHIP)
        )
        for post in access.scope(user).posts
    )


def may_open_pledge(user: Any, pk: str) -> bool:
    """The signed scan: whoever sees the pledge."""
    return pk.isdigit() and Pledge.objects.visible_to(user).filter(pk=pk).exists()


def sends_summary(user: Any, campaign: Campaign) -> bool:
    """The standing office sends it up (S3 III.2)."""
    office = standing_office(campaign)
    return any(post.office_id == office.pk for post in access.scope(user).having(STANDING_OFFICE))


def receives_summary(user: Any, summary: RegistrationSummary) -> bool:
    return any(post.office_id == summary.receiver_id for post in access.scope(user).having(TAKES_SUMMARY))


def may_open_summary(user: Any, pk: str) -> bool:
    """The paper as it went up: whoever may read its page."""
    return SEE.holds(user) and pk.isdigit() and RegistrationSummary.objects.visible_to(user).filter(pk=pk).exists()


def may_open_files(user: Any, pk: str) -> bool:
    """A registration's list of households: for the posts that work with households, and see the registration."""
    if not pk.isdigit() or not access.scope(user).having(SEES_HOUSEHOLDS):
        return False
    found = Registration.objects.visible_to(user).filter(pk=pk).select_related("party").first()
    return found is not None and may_read(user, found)
