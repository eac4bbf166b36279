"""Who writes, who publishes, who says that a model was taken over."""

from typing import Any

from campaign_portal.foundation import access
from campaign_portal.foundation.access import Post
from emulation.campaigns.models import Campaign
from emulation.exemplars.models import Exemplar, publicised_by
from emulation.exemplars.rules import WRITERS
from emulation.people.models import Function, Office, Role
from emulation.people.permissions import EVERYBODY
from emulation.territory.models import SEES_BELOW, Level, Unit

SEE = access.for_roles(
    "exemplars.see",
    EVERYBODY - {Role.ADMINISTRATOR},
    "Gương, mô hình, sáng kiến đã công bố xem ở trang công khai; trang này dành cho người làm phong trào.",
)
WRITE = access.for_roles(
    "exemplars.write", WRITERS, "Viết gương, mô hình, sáng kiến là việc của đơn vị, cơ quan tham gia phong trào."
)
# Besides the interior office, whoever the plan names: an agency, a department, a commune's own committee.
PUBLISHERS = WRITERS - {Role.HAMLET_HEAD}
PUBLISH = access.for_roles(
    "exemplars.publish", PUBLISHERS, "Duyệt, công bố là việc của cơ quan kế hoạch giao tuyên truyền và cơ quan Nội vụ."
)


def writing_office_id(user: Any) -> int | None:
    """The office for which a person writes."""
    return next((post.office_id for post in access.scope(user).having(WRITERS)), None)


def may_write(user: Any, exemplar: Exemplar) -> bool:
    """Its office's people; where the office sees below its unit, those of the unit's other such offices too."""
    return any(_writes(post, exemplar.office) for post in access.scope(user).having(WRITERS))


def _writes(post: Post, office: Office) -> bool:
    if post.office_id == office.pk:
        return True
    together = post.office_function in SEES_BELOW and office.function in SEES_BELOW
    return together and post.unit_id == office.unit_id


def may_publish(user: Any, exemplar: Exemplar) -> bool:
    return publishes(user, exemplar.campaign)


def publishes(user: Any, campaign: Campaign) -> bool:
    """The office that the plan names for publicity (S3 V.4), and the standing body of the campaign's unit, whose work
    it is by law to find, foster and spread exemplars. A commune's own campaign is published by its committee."""
    posts = access.scope(user).having(PUBLISHERS)
    if any(_is_standing_body(post, campaign) for post in posts):
        return True
    offices = {post.office_id for post in posts}
    return bool(offices) and campaign.pk in publicised_by(access.Scope(posts))


def _is_standing_body(post: Post, campaign: Campaign) -> bool:
    if post.unit_id != campaign.unit_id:
        return False
    at_commune = post.unit_level == Level.COMMUNE and post.office_function == Function.LEADERSHIP
    return at_commune or post.office_function == Function.EMULATION_STANDING_BODY


def may_tell_of(user: Any, unit: Unit) -> bool:
    """Who says that a unit took a model over: its own people, and for hamlets their commune's."""
    posts = access.scope(user).having(WRITERS)
    return any(
        post.office_function in SEES_BELOW and post.unit_id in {unit.pk, unit.commune_id, unit.district_id}
        for post in posts
    )
