"""Who writes, how much at least, and whose names a line of people holds."""

from campaign_portal.foundation import vietnamese
from emulation.people.models import Party, Role

WRITERS = frozenset(
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
PEOPLE = frozenset({Party.Kind.PERSON, Party.Kind.HOUSEHOLD})  # who must agree to be told of
SHORTEST = 100  # characters: under that nobody learns what was done
LONGEST = 20_000
MOST_PHOTOS = 10


def names_in(people: str) -> list[str]:
    """ "Lý A Sử, Giàng Thị Mây" is two."""
    return [name for name in (vietnamese.nfc(part) for part in people.replace(";", ",").split(",")) if name]
