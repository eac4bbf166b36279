"""Who enters, hands in, decides on and looks at reviews."""

from campaign_portal.foundation import access
from emulation.people.models import Role
from emulation.people.permissions import COMMUNE, INTERIOR_OFFICE, STANDING_OFFICE
from emulation.poverty.models import ReviewApproval, ReviewSet
from emulation.territory.models import Level, Unit

READS = (
    COMMUNE
    | STANDING_OFFICE
    | INTERIOR_OFFICE
    | {
        Role.HAMLET_HEAD,
        Role.COORDINATION_OFFICER,
        Role.LEADER,
        Role.AUDITOR,
        Role.COUNCIL_MEMBER,
        Role.COUNCIL_SECRETARY,
    }
)

STANDARDS = access.SIGNED_IN  # the law, public to everybody who works here
LOOK = access.for_roles("poverty.look", READS, "Số liệu rà soát dành cho xã, phường, thôn và cơ quan theo dõi.")
ENTER = access.for_roles("poverty.enter", {Role.COMMUNE_OFFICER}, "Nhập rà soát là việc của cán bộ xã, phường.")
BRING = access.for_roles(
    "poverty.bring",
    STANDING_OFFICE | {Role.COMMUNE_OFFICER},
    "Nhập rà soát từ Excel là việc của cán bộ xã, phường; cơ quan thường trực giảm nghèo tải mẫu và đối chiếu.",
)
SUBMIT = access.for_roles("poverty.submit", {Role.COMMUNE_LEADER}, "Nộp rà soát là việc của lãnh đạo xã, phường.")
DECIDE = access.for_roles(
    "poverty.decide", STANDING_OFFICE, "Duyệt hoặc trả lại rà soát là việc của cơ quan thường trực giảm nghèo."
)
CORRECT = access.for_roles(
    "poverty.correct",
    STANDING_OFFICE | {Role.COMMUNE_OFFICER},
    "Đính chính rà soát là việc của cán bộ xã, phường và cơ quan thường trực giảm nghèo.",
)
COMPILE = access.for_roles(
    "poverty.compile", STANDING_OFFICE, "Tổng hợp rà soát là việc của cơ quan thường trực giảm nghèo huyện, tỉnh."
)
LEADS = frozenset({Role.STANDING_HEAD, Role.LEADER})
SANCTION = access.for_roles(
    "poverty.sanction",
    LEADS,
    "Trình, phê duyệt, công bố tổng hợp rà soát là việc của trưởng cơ quan thường trực giảm nghèo và lãnh đạo ủy ban.",
)


def enters(user, review: ReviewSet) -> bool:
    """The commune's own officer."""
    return _holds(user, {Role.COMMUNE_OFFICER}, review.unit_id)


def brings_for(user, unit: Unit) -> bool:
    """Who brings a workbook of a unit: the commune's officer of his commune, the standing office above of its unit.
    Which rows of it are written `enters` says."""
    if unit.level == Level.COMMUNE:
        return _holds(user, {Role.COMMUNE_OFFICER}, unit.pk)
    return compiles_for(user, unit)


def hands_in(user, review: ReviewSet) -> bool:
    """The commune's own leader."""
    return _holds(user, {Role.COMMUNE_LEADER}, review.unit_id)


def decides(user, review: ReviewSet) -> bool:
    """The standing office of a unit above the commune."""
    return any(
        post.unit_level != Level.HAMLET
        and post.unit_id == getattr(review, f"{Level(post.unit_level).column}_id")
        and post.unit_level != Level.COMMUNE
        for post in access.scope(user).having(STANDING_OFFICE)
    )


def corrects(user, review: ReviewSet) -> bool:
    """The commune's officer begins a correction; the office that decides may order one."""
    return enters(user, review) or decides(user, review)


def compiles_for(user, unit: Unit) -> bool:
    """The standing office of a unit above communes."""
    return unit.level in {Level.PROVINCE, Level.DISTRICT} and _holds(user, STANDING_OFFICE, unit.pk)


def sends_up(user, approval: ReviewApproval) -> bool:
    """The head of the unit's standing office, or its leader."""
    return _holds(user, LEADS, approval.unit_id)


def sanctions(user, approval: ReviewApproval) -> bool:
    """The same two of the unit above; where nobody above works here, the unit's own record the paper decision."""
    return _holds(user, LEADS, approval.decider.pk)


def _holds(user, roles, unit_id: int) -> bool:
    return any(post.unit_id == unit_id for post in access.scope(user).having(roles))
