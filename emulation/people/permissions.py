"""Groups of roles that addresses ask for."""

from emulation.people.models import Role

COMMUNE = frozenset({Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER})
STANDING_OFFICE = frozenset({Role.STANDING_OFFICER, Role.STANDING_HEAD})
INTERIOR_OFFICE = frozenset({Role.INTERIOR_OFFICER, Role.INTERIOR_HEAD})
APPRAISERS = STANDING_OFFICE | INTERIOR_OFFICE | {Role.COORDINATION_OFFICER}
READERS = frozenset({Role.LEADER, Role.AUDITOR, Role.CLERK, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY})
EVERYBODY = frozenset(Role)
