"""Every cell of the table of rights, asked over HTTP: role × what the row is to the post × method × address.

A row that may not be seen answers byte for byte as one that does not exist; what is not allowed writes nothing, and
reading writes nothing but the log of looks. No answer holds a mark of a row that this person may not read.
"""

from collections.abc import Iterable

import pytest

from emulation.people import permissions as groups
from emulation.people.models import Role
from tests.house.rights.places import POSTS
from tests.house.rights.table import table
from tests.house.rights.walk import Walk, of_the_walk, wrong_for_a_stranger, wrong_without_post

NOT_ENTERED = """
Addresses that access.yaml says nothing of. Write a line for each under its room, for instance

    {name}: {{open_to: [commune_officer], get: page}}

open_to: the roles that may open it (all others get 403). get, post: `page`, or the kind of row its id opens, as under
`sights`; a new kind wants a sight there and a row for each place in rows.py (`self.keep("kind", row, pk=row.pk)`).
acts: who may change something by a POST. More in docs/developers/access.md. The addresses:
    """


def test_the_table_names_every_address_and_no_other():
    new = sorted(set(of_the_walk()) - set(table().entries))
    assert not new, NOT_ENTERED.format(name=new[0]) + "\n    ".join(new)
    gone = sorted(set(table().entries) - set(of_the_walk()))
    assert not gone, "access.yaml speaks of addresses that are none; take them out: " + ", ".join(gone)


@pytest.mark.django_db
def test_the_ground_holds_a_row_for_every_address(ground):
    for name, address in of_the_walk().items():
        if name not in table().entries:
            continue  # said above
        entry = table().entries[name]
        for kind in {kind for kinds in entry.methods.values() for kind in kinds} - {"page"}:
            ids = ground.rows.ids.get(kind)
            assert ids, f"{name}: the ground holds no {kind!r}; keep one for each place in rows.py"
            told = set.union(*(set(values) for values in ids.values())) | set(entry.constants)
            lacking = set(address.parameters) - told
            assert not lacking, f"{name}: {sorted(lacking)} come neither with a {kind!r} (rows.py) nor under `with`"


def test_the_groups_are_those_of_the_product():
    said = {name: frozenset(roles) for name, roles in table().raw["groups"].items()}
    for name in ("COMMUNE", "STANDING_OFFICE", "INTERIOR_OFFICE", "APPRAISERS", "READERS", "EVERYBODY"):
        assert said[name] == getattr(groups, name), name


@pytest.mark.django_db
def test_every_role_takes_part(ground):
    assert {person.role for person in ground.tree.people} == set(Role.values)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "number", [pytest.param(number, id=f"{role} {home}") for number, (role, home) in enumerate(POSTS)]
)
def test_everybody_in_post(ground, number, walking):
    as_said(Walk(ground, ground.tree.people[number], walking).all_wrong())


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(Role.values))
def test_people_whose_post_ended_yesterday(ground, role, walking):
    """They hold no post any more: what was their own is no more theirs than anybody's."""
    person = next(person for person in ground.former if person.role == role)
    as_said(wrong_without_post(ground, f"former {person}", person.user, person.home, walking, role=role))


@pytest.mark.django_db
def test_people_of_a_commune_that_went_into_another(ground, walking):
    """Their posts ended with it; what the successor keeps is not theirs."""
    who = "officer of the commune that went into A"
    as_said(wrong_without_post(ground, who, ground.merged, "A", walking, role="commune_officer"))


@pytest.mark.django_db
def test_an_account_without_a_post(ground, walking):
    as_said(wrong_without_post(ground, "no post", ground.without_post, "A", walking))


@pytest.mark.django_db
def test_a_stranger(ground, walking):
    as_said(wrong_for_a_stranger(ground, walking))


def as_said(wrong: Iterable[str]) -> None:
    found = sorted(set(wrong))
    assert not found, f"{len(found)} cells are not as access.yaml says:\n" + "\n".join(found)
