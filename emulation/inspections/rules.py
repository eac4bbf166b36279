"""Who inspects and who answers."""

from emulation.people.models import Role

INSPECTORS = frozenset(
    {
        Role.OFFICER,
        Role.STANDING_OFFICER,
        Role.STANDING_HEAD,
        Role.INTERIOR_OFFICER,
        Role.INTERIOR_HEAD,
        Role.COORDINATION_OFFICER,
        Role.COUNCIL_SECRETARY,
    }
)
ANSWERING = frozenset(
    {
        Role.HAMLET_HEAD,
        Role.COMMUNE_OFFICER,
        Role.COMMUNE_LEADER,
        Role.OFFICER,
        Role.STANDING_OFFICER,
        Role.STANDING_HEAD,
        Role.INTERIOR_OFFICER,
        Role.INTERIOR_HEAD,
        Role.COORDINATION_OFFICER,
    }
)
ACTS = frozenset({"inspects", "supervises"})  # what a campaign's role does
TOPICS = ("inspection", "supervision")  # of its arrangements
