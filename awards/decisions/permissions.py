"""Who opens decisions, drafts them, signs them, enters the clerk's number."""

from awards.decisions import rules
from awards.decisions.models import AwardDecision
from campaign_portal.foundation import access
from campaign_portal.foundation.models import User
from emulation.people.models import Role
from emulation.people.permissions import APPRAISERS, COMMUNE, INTERIOR_OFFICE, READERS

SEE = access.for_roles(
    "decisions.see",
    APPRAISERS | READERS | COMMUNE | {Role.OFFICER, Role.HAMLET_HEAD},
    "Quyết định dành cho cơ quan ban hành và nơi có người được khen.",
)
REGISTER = access.for_roles(
    "decisions.register", APPRAISERS | READERS, "Sổ khen thưởng dành cho các cơ quan của đơn vị ban hành."
)
DRAFT = access.for_roles("decisions.draft", INTERIOR_OFFICE, "Quyết định do cơ quan Nội vụ soạn.")
SIGN = access.for_roles("decisions.sign", {Role.LEADER}, "Quyết định do lãnh đạo ký ban hành.")
NUMBER = access.for_roles("decisions.number", {Role.CLERK}, "Số văn bản do văn thư ghi.")
SERIES_KEEPERS = frozenset({Role.CLERK, Role.ADMINISTRATOR})
KEEP_SERIES = access.for_roles("decisions.keep_series", SERIES_KEEPERS, "Cách cấp số do văn thư hoặc quản trị chọn.")


def may_draft(user: User, decision: AwardDecision) -> bool:
    """The interior office of the authority's unit."""
    return drafts_at(user, decision.unit_id)


def drafts_at(user: User, unit_id: int) -> bool:
    return unit_id in drafting_units(user)


def drafting_units(user: User) -> frozenset[int]:
    return frozenset(post.unit_id for post in access.scope(user).having(INTERIOR_OFFICE))


def may_sign(user: User, decision: AwardDecision) -> bool:
    """A leader of the authority itself."""
    return signing_post(user, decision) is not None


def signing_post(user: User, decision: AwardDecision) -> access.Post | None:
    """The post by which this person signs."""
    held = access.scope(user).having({Role.LEADER})
    return next((post for post in held if post.office_id == decision.authority_id), None)


def capacity_at(user: User, decision: AwardDecision) -> str:
    """In what capacity this person would sign; "" for a leader who is neither the Chairman nor his deputy."""
    post = signing_post(user, decision)
    return rules.capacity_of(post.title) if post else ""


def may_number(user: User, decision: AwardDecision) -> bool:
    """The clerk of the authority."""
    return any(post.office_id == decision.authority_id for post in access.scope(user).having({Role.CLERK}))


def offices_whose_numbers_are_kept(user: User) -> frozenset[int]:
    """The authorities for which this person chooses who gives the numbers."""
    return frozenset(post.office_id for post in access.scope(user).having(SERIES_KEEPERS))
