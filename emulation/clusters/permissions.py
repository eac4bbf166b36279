"""Who makes clusters, who scores whom, who concludes and breaks ties: everything follows from posts."""

from collections.abc import Callable
from typing import Any

from campaign_portal.foundation import access
from campaign_portal.foundation.access import Post
from emulation.clusters.models import ClusterMember, ClusterYear, ScoreSheet
from emulation.clusters.models.scoring import OVERSEES, speaks_for_unit
from emulation.people.models import Function, Party, Role
from emulation.people.permissions import EVERYBODY, INTERIOR_OFFICE

SEE = access.for_roles(
    "clusters.see", EVERYBODY - {Role.ADMINISTRATOR}, "Cụm, khối thi đua dành cho người có nhiệm vụ trong phong trào."
)
KEEP = access.for_roles(
    "clusters.keep", INTERIOR_OFFICE, "Lập cụm, khối, ấn định điểm, công bố xếp hạng là việc của cơ quan Nội vụ."
)
DECIDERS = INTERIOR_OFFICE | {Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.LEADER}
BREAK_TIES = access.for_roles(
    "clusters.break_ties",
    DECIDERS,
    "Phân hạng khi bằng điểm là việc của cơ quan Nội vụ và thành viên Hội đồng phụ trách.",
)

LEADS = frozenset({Role.COMMUNE_LEADER, Role.LEADER, Role.STANDING_HEAD, Role.INTERIOR_HEAD})
# Where nobody leads, whoever scores submits: an agency with one officer, a hamlet with its head.
ALONE = frozenset({Role.OFFICER, Role.COORDINATION_OFFICER, Role.HAMLET_HEAD})
SUBMITS = LEADS | ALONE
SCORES = SUBMITS | {Role.COMMUNE_OFFICER, Role.STANDING_OFFICER, Role.INTERIOR_OFFICER}
SCORE = access.for_roles(
    "clusters.score", SCORES, "Chấm điểm là việc của cán bộ, lãnh đạo đơn vị thành viên và cơ quan Nội vụ."
)


def posts_at(user: Any, party: Party) -> tuple[Post, ...]:
    """The posts through which a person speaks for a party."""
    posts = access.scope(user).posts
    if party.kind == Party.Kind.OFFICE:
        return tuple(post for post in posts if post.office_id == party.office_id)
    if party.kind == Party.Kind.UNIT:
        return tuple(post for post in posts if post.unit_id == party.unit_id and speaks_for_unit(post))
    return ()


def scores_for(user: Any, party: Party) -> bool:
    return any(post.role in SCORES for post in posts_at(user, party))


def submits_for(user: Any, party: Party) -> bool:
    return any(post.role in SUBMITS for post in posts_at(user, party))


# --- The cluster ------------------------------------------------------------------------------------------------------


def keeps(user: Any, year: ClusterYear) -> bool:
    """The emulation standing body of the campaign's unit."""
    return keeps_at(user, year.unit_id)


def keeps_at(user: Any, unit_id: int) -> bool:
    return any(
        post.unit_id == unit_id and post.office_function == Function.EMULATION_STANDING_BODY
        for post in access.scope(user).having(INTERIOR_OFFICE)
    )


def breaks_ties(user: Any, year: ClusterYear) -> bool:
    """The standing body, or the council member in charge while he holds a post there."""
    if keeps(user, year):
        return True
    in_charge = year.council_member_id is not None and user.pk == year.council_member_id
    return in_charge and any(post.unit_id == year.unit_id for post in access.scope(user).having(DECIDERS))


def sees_scoring(user: Any, year: ClusterYear) -> bool:
    """Who follows the scoring before its publication: overseers, the member in charge, head and deputy."""
    if any(post.office_function in OVERSEES and post.unit_id == year.unit_id for post in access.scope(user).posts):
        return True
    leading = ClusterMember.objects.filter(
        cluster_year=year, post__in=[ClusterMember.Post.HEAD, ClusterMember.Post.DEPUTY]
    ).select_related("party")
    return any(posts_at(user, member.party) for member in leading)


# --- A sheet ----------------------------------------------------------------------------------------------------------


def self_scores(user: Any, sheet: ScoreSheet) -> bool:
    return scores_for(user, sheet.party)


def submits_self(user: Any, sheet: ScoreSheet) -> bool:
    return submits_for(user, sheet.party)


def cross_scores(user: Any, sheet: ScoreSheet) -> bool:
    scorer = sheet.member.cross_scorer
    return scorer is not None and scores_for(user, scorer.party)


def submits_cross(user: Any, sheet: ScoreSheet) -> bool:
    scorer = sheet.member.cross_scorer
    return scorer is not None and submits_for(user, scorer.party)


def concludes(user: Any, sheet: ScoreSheet) -> bool:
    """The head, of his own sheet the deputy; the standing body of any. Nobody concludes his own."""
    return _at_the_end(user, sheet, submits_for)


def writes_final(user: Any, sheet: ScoreSheet) -> bool:
    """Besides, whoever prepares for the head."""
    return _at_the_end(user, sheet, scores_for)


def _at_the_end(user: Any, sheet: ScoreSheet, speaks: Callable[[Any, Party], bool]) -> bool:
    if posts_at(user, sheet.party):
        return False
    if keeps(user, sheet.member.cluster_year):
        return True
    leader = leader_for(sheet.member)
    return leader is not None and speaks(user, leader.party)


def leader_for(member: ClusterMember) -> ClusterMember | None:
    """Who concludes a member's sheet in the cluster itself."""
    wanted = ClusterMember.Post.DEPUTY if member.post == ClusterMember.Post.HEAD else ClusterMember.Post.HEAD
    leaders = getattr(member.cluster_year, "leaders", None)  # of a list: loaded for all of its sheets at once
    if leaders is None:
        leaders = LEADERS.filter(cluster_year=member.cluster_year_id)
    return next((leader for leader in leaders if leader.post == wanted), None)


LEADERS = ClusterMember.objects.exclude(post=ClusterMember.Post.MEMBER).select_related("party__unit", "party__office")
