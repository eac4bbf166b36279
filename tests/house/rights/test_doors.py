"""Side doors: other methods, addresses without their last slash, Django's own pages, files by their path."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from emulation.people.models import Role
from tests.house.rights.asking import Asker, addresses, missing
from tests.house.rights.places import Person, relation
from tests.house.rights.table import PAGE, Entry, Sight, seen_by, table
from tests.house.rights.walk import of_the_walk, rows_for

pytestmark = pytest.mark.django_db

OTHERS = ("put", "patch", "delete", "trace")


def _person(ground, role: str) -> Person:
    return next(person for person in ground.tree.people if person.role == role)


def _sight(entry: Entry, kind: str) -> Sight:
    return next(kinds[kind] for kinds in entry.methods.values() if kind in kinds)


@pytest.mark.parametrize("turn", ["head", "options", "the others in turn"])
def test_other_methods_open_no_door(ground, reading, turn):
    """Whoever is refused or sees nothing by GET and POST is refused or sees nothing by them, and nothing is written."""
    person = _person(ground, "clerk")
    clerk, stranger = Asker(person.user), Asker(None)
    for number, (name, address) in enumerate(of_the_walk().items()):
        method = turn if turn in ("head", "options") else OTHERS[number % len(OTHERS)]
        entry = table().entries[name]
        kind = next(iter(next(iter(entry.methods.values()))))
        place, ids = list(rows_for(ground, entry, address, kind))[-1]  # the other province's, where there is one
        reading()
        answer = stranger.ask(method, address.filled(ids, entry.query))
        assert entry.public or (answer.status == 302 and answer.location.startswith("/dang-nhap/")), name
        near = PAGE if place == PAGE else relation(person.home, place)
        sees = "clerk" in seen_by(_sight(entry, kind), near)
        if method == "head" and "clerk" in entry.open_to and sees:
            continue  # as GET, which the walk asks
        answer = clerk.ask(method, address.filled(ids, entry.query))
        assert not answer.wrote, f"{method} {name} wrote {answer.wrote}"
        if "clerk" not in entry.open_to:
            assert answer.status == 403, f"{method} {name}: {answer.status}"
        elif place != PAGE and not sees:
            nowhere = clerk.ask(method, address.filled(missing(ids), entry.query))
            assert answer.told == nowhere.told, f"{method} {name}: a row of {place} is told apart"


def test_an_address_without_its_last_slash_tells_nothing(ground, reading):
    """It leads to the whole address, whichever id stands in it."""
    officer = Asker(_person(ground, "commune_officer").user)
    for name, address in of_the_walk().items():
        if not address.route.endswith("/"):
            continue
        entry = table().entries[name]
        kind = next(iter(next(iter(entry.methods.values()))))
        _, ids = list(rows_for(ground, entry, address, kind))[-1]
        reading()
        for values in (ids, missing(ids)):
            answer = officer.ask("get", address.filled(values)[:-1])
            assert (answer.status, answer.body) in [(301, b""), (404, b"")], f"{name}: {answer.status}"


# --- Django's own pages -----------------------------------------------------------------------------------------


def _catalogues() -> Iterator[str]:
    """Every address below /danh-muc/, with 1 for each parameter."""

    def walk(entries: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
        for entry in entries:
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, before + str(entry.pattern))
            elif "(?P" not in str(entry.pattern):
                yield before + str(entry.pattern)

    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and entry.app_name == "admin":
            for route in walk(entry.url_patterns, f"/{entry.pattern}"):
                yield "1".join(part.partition(">")[2] if ">" in part else part for part in route.split("<"))


def test_catalogues_are_closed_to_all_but_administrators(ground, reading):
    """The account's mark alone opens nothing: each page to three of the others in turn, the first one to them all."""
    others = [_person(ground, role) for role in sorted(set(Role.values) - {"administrator"})]
    try:
        for person in others:
            person.user.is_staff = True
        askers = {person.role: Asker(person.user) for person in others}
        for number, url in enumerate(_catalogues()):
            for person in others if number == 0 else [others[(number + step) % len(others)] for step in (0, 5, 9)]:
                for method in ("get", "post"):
                    reading()
                    answer = askers[person.role].ask(method, url)
                    said = f"{person}: {method} {url}: {answer.status}"
                    assert (answer.status, answer.wrote) == (403, ()), said
    finally:
        for person in others:
            person.user.is_staff = False


def test_catalogues_send_a_stranger_to_sign_in(reading):
    stranger = Asker(None)
    for url in _catalogues():
        reading()
        answer = stranger.ask("get", url)
        assert answer.location.startswith("/dang-nhap/"), f"{url}: {answer.status}"


# --- Files by their path ----------------------------------------------------------------------------------------


def test_no_stored_file_is_served_by_its_path(ground, reading):
    """Files are opened by /tep/<id>/ alone, which asks their owner; no address leads into the folder they lie in."""
    from campaign_portal.foundation.models import StoredFile

    administrator = Asker(_person(ground, "administrator").user)
    file = StoredFile.objects.order_by("pk").first()
    assert file is not None
    assert not [address for address in addresses().values() if address.route.startswith(("media", "static"))]
    for path in (
        f"/media/{file.content.name}",
        f"/static/{file.content.name}",
        f"/{file.content.name}",
        f"/tep/{file.content.name}",
    ):
        reading()
        assert administrator.ask("get", path).status == 404, path
    assert not str(settings.MEDIA_ROOT).startswith(str(settings.STATIC_ROOT))
