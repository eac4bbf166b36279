"""An id inside a form or a filter opens nothing: a foreign one answers as one that is nobody's, and changes nothing."""

import re
from functools import partial
from typing import Any

import pytest
from django.conf import settings

from tests.house.rights.asking import NOBODYS_NUMBER, Answer, Asker, addresses
from tests.house.rights.bodies import BODY
from tests.house.rights.places import BELOW, OTHER, OWN, SIBLING, Person, relation
from tests.house.rights.table import table

pytestmark = pytest.mark.django_db
CASES = table().raw["ids in bodies"]
READS = re.compile(r"(?:GET|POST)(?:\.get\(|\.getlist\(|\[)\s*\"([\w-]+)\"")
# The parameter of a kind's rows that is the id; "pk" of all others.
PARAMETERS = {
    "party": "party",
    "person": "chosen",
    "hold": "hold",
    "dossier in council": "dossiers",
    "donor": "donor",
    "council chair": "member",
    "planned cluster": "cluster",
    "council member": "member",
    "council": "council",
    "criterion": "criterion_pk",
    "review row": "row",
    "duty line": "line",
}
CAMPAIGNS = {"T1": "sa_pa_2020", "T2": "of_t2", "T3": "of_t3"}
CHOICES = re.compile(r"(\w+)(?:: forms\.ModelChoiceField)? = forms\.Model(?:Multiple)?ChoiceField\(")


def test_every_field_that_is_read_is_an_id_or_words():
    found: set[str] = set()
    for app in ("campaign_portal", "emulation", "awards", "reporting"):
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            if {"views", "forms"} & set(path.with_suffix("").parts):
                text = path.read_text(encoding="utf-8")
                found |= set(READS.findall(text)) | set(CHOICES.findall(text))
    said = {case["field"] for case in CASES.values()} | set(table().raw["words in bodies"])
    said |= {"member"}  # of the form behind leave-{item_pk}
    assert found - said == set(), "say in access.yaml whether these carry an id"


def _who(ground, role: str) -> Person:
    return next(person for person in ground.tree.people if person.role == role and person.home != "P1")


@pytest.mark.parametrize("name", CASES)
def test_a_foreign_id_is_nobody_s(ground, walking, name):
    case = CASES[name]
    person = _who(ground, case["who"])
    asked = partial(_asked, ground, Asker(person.user), person, case)
    nobodys = "khong_co" if case["id"] == "campaign" else NOBODYS_NUMBER
    nowhere = asked(nobodys)
    walking()
    assert nowhere.status < 500
    assert "/xac-nhan/" not in nowhere.location
    foreign = _ids(ground, person, case, {SIBLING, OTHER})
    assert foreign, "the ground holds no foreign row of this kind"
    for place, value in foreign.items():
        walking()
        found, missed = (_plain(answer, (value, nobodys), case) for answer in (asked(value), nowhere))
        apart = sorted(set(found[1].splitlines()) ^ set(missed[1].splitlines()))
        assert found == missed, f"{name}: the id of {place} is told apart: {apart}"
    if "own" not in case:
        walking()
        own = _ids(ground, person, case, {OWN, BELOW}).values()
        told = any(
            _plain(asked(value), (value, nobodys), case) != _plain(nowhere, (value, nobodys), case) for value in own
        )
        assert told, f"{name}: an id of his own is answered as one that is nobody's, so this proves nothing"


def _ids(ground, person: Person, case: dict[str, Any], near: set[str]) -> dict[str, Any]:
    """Place → the id of its row."""
    kind = case["id"]
    if kind == "campaign":
        home = person.home if person.home in CAMPAIGNS else ground.tree.town_of(person.home)
        return {place: key for place, key in CAMPAIGNS.items() if (place == home) == (OWN in near)}
    rows = ground.rows.ids["dossier" if kind == "criterion" else kind]
    return {
        place: ids[PARAMETERS.get(kind, "pk")]
        for place, ids in rows.items()
        if relation(person.home, place) in near and (kind != "criterion" or place[0] == case["at"][0])
    }


def _asked(ground, asker: Asker, person: Person, case: dict[str, Any], value: Any) -> Answer:
    method = "post" if "post" in case else "get"
    own: dict[str, Any] = {}
    if "of" in case:
        rows = ground.rows.ids[case["of"]]
        near = (place for place in rows if relation(person.home, place) in (OWN, BELOW))
        own = rows[case.get("at") or next(near)]
    query = case.get("query", "").format(home=ground.tree.units[person.home].pk)
    url = addresses()[case[method]].filled(own, query)
    field = case["field"].format(id=value, **own)
    if method == "get":
        return asker.ask("get", f"{url}{'&' if query else '?'}{field}={value}")
    beside = {name.format(id=value): text for name, text in case.get("body", {}).items()}
    return asker.ask("post", url, BODY | beside | {field: case.get("value", "{id}").format(id=value)})


def _plain(answer: Answer, sent: tuple[Any, ...], case: dict[str, Any]) -> tuple[Any, ...]:
    """The answer without the ids that were sent, which a form or a link may show again; of both answers the same."""
    status, body, location = answer.told
    shown = f'(value="|“|&quot;|-|{case["field"]}=)(?:{"|".join(str(one) for one in sent)})("|”|&quot;|&)'.encode()
    return status, re.sub(shown, b"#", body), location, answer.wrote
