"""Asking every cell of the table as one person, and saying what is not as the table has it."""

import html
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from tests.house.rights.asking import Address, Answer, Asker, addresses, missing
from tests.house.rights.bodies import BODY
from tests.house.rights.places import BELOW, FAR_BELOW, PLACES, POSTS, Person, relation
from tests.house.rights.table import MISSING, OK, PAGE, REFUSED, SIGN_IN, WRONG_METHOD, Entry, table

OUTSIDE = ("admin:", "logout")  # asked in test_doors.py; the button that would end the walk
ANSWERS = {200, 204, 302, 409, 422}
AUDIT = "foundation_auditentry"
LINK = re.compile(r'(?:href|hx-get|src)="(/[^"]*|\?[^"]*)"')
LEFT_OUT = re.compile(r"^/(static|dang-xuat|danh-muc)/")
# One person of so many, of those to whom an address is open and of those to whom it is closed, asks it, at each address
# others; `make rights` has everybody ask everything.
SOME = 1 if os.environ.get("EVERY_CELL") else 8
LINKS = 10  # followed for each person, beside the cells


def of_the_walk() -> dict[str, Address]:
    return {name: address for name, address in addresses().items() if not name.startswith(OUTSIDE)}


def rows_for(ground, entry: Entry, address: Address, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Place → parameters, of every place that has such a row."""
    if kind == PAGE:
        yield PAGE, entry.constants
        return
    found = ground.rows.ids[kind]
    assert found, f"the ground holds no {kind}: keep one for each place in rows.py"
    for place in PLACES:
        if place in found and all(name in found[place] | entry.constants for name in address.parameters):
            yield place, found[place] | entry.constants


def verdict_of(answer: Answer) -> str:
    if answer.status == 302 and answer.location.startswith("/dang-nhap/"):
        return SIGN_IN
    if answer.status in ANSWERS:
        return OK
    named = {403: REFUSED, 404: MISSING, 405: WRONG_METHOD}
    return named.get(answer.status, str(answer.status))


def wrong(said: str, answer: Answer, verdict: str) -> Iterator[str]:
    found = verdict_of(answer)
    if found != verdict:
        yield f"{said}: {found}, expected {verdict}"
    if verdict != OK and answer.wrote:
        yield f"{said}: {verdict}, yet wrote {sorted(set(answer.wrote))}"


@dataclass
class Walk:
    """One person in post, through every address; `count` is called once a cell."""

    ground: Any
    person: Person
    count: Any
    asker: Asker = field(init=False)
    nowhere: dict[tuple[str, str], Answer] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    links: dict[tuple[str, frozenset[str]], str] = field(default_factory=dict)  # by what opens it: one of each shape

    def __post_init__(self) -> None:
        self.asker = Asker(self.person.user)

    def all_wrong(self) -> Iterator[str]:
        """Who is refused as such is refused wherever the post is: that is asked at one place for each role."""
        first = next(home for role, home in POSTS if role == self.person.role) == self.person.home
        for number, (name, address) in enumerate(of_the_walk().items()):
            entry = table().entries[name]
            if self.person.role in entry.open_to:
                alike = [post for post in POSTS if post[0] in entry.open_to]
                place = alike.index((self.person.role, self.person.home))
                if _has_turn(number, place, len(alike)):
                    yield from self._open(entry, address, asks_wrong_method=place < SOME)
            elif first:
                roles = list(dict.fromkeys(role for role, _ in POSTS if role not in entry.open_to))
                if _has_turn(number, roles.index(self.person.role), len(roles)):
                    yield from self._closed(entry, address)
        yield from self._along_links()

    def _closed(self, entry: Entry, address: Address) -> Iterator[str]:
        """Who is refused as such is refused before the row is looked at."""
        for method, kinds in entry.methods.items():
            _, ids = next(rows_for(self.ground, entry, address, next(iter(kinds))))
            answer = self._ask(method, address.filled(ids, entry.query))
            yield from wrong(f"{self.person}: {method} {address.name}", answer, REFUSED)

    def _open(self, entry: Entry, address: Address, *, asks_wrong_method: bool) -> Iterator[str]:
        for method in ("get", "post"):
            if method in entry.methods:
                for kind in entry.methods[method]:
                    for near, place, ids in self._near_and_far(entry, address, method, kind):
                        yield from self._cell(entry, address, method, kind, near, place, ids)
            elif asks_wrong_method:
                kind = next(iter(next(iter(entry.methods.values()))))
                _, ids = next(rows_for(self.ground, entry, address, kind))
                answer = self._ask(method, address.filled(ids, entry.query))
                yield from wrong(f"{self.person}: {method} {address.name}", answer, WRONG_METHOD)

    def _near_and_far(
        self, entry: Entry, address: Address, method: str, kind: str
    ) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Relation, place, parameters: one row of each relation that the table tells apart, in turn."""
        found: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
        for place, ids in rows_for(self.ground, entry, address, kind):
            near = PAGE if place == PAGE else relation(self.person.home, place)
            cell = BELOW if near == FAR_BELOW and not entry.tells_apart(FAR_BELOW, method, kind) else near
            found.setdefault(cell, []).append((near, place, ids))
        turn = len(address.name) + len(self.person.role)
        for rows in found.values():
            yield rows[turn % len(rows)]

    def _cell(
        self, entry: Entry, address: Address, method: str, kind: str, near: str, place: str, ids: dict[str, Any]
    ) -> Iterator[str]:
        verdict = entry.verdict(self.person.role, near, method, kind)
        url = address.filled(ids, entry.query)
        answer = self._ask(method, url, with_files=verdict == OK)
        said = f"{self.person}: {method} {address.name}, {kind} of {place} ({near})"
        yield from wrong(said, answer, verdict)
        if verdict == MISSING and place != PAGE and answer.told != self._missing(entry, address, method, ids).told:
            yield f"{said}: told apart from a row that is not there"
        yield from (f"{said}: {read}" for read in self.ground.marks.foreign_in(answer.body, self.person, url))
        if answer.wrote and not self._may_write(entry, method, kind, near, answer):
            yield f"{said}: wrote {sorted(set(answer.wrote))}"
        self._note_links(url, answer)

    def _ask(self, method: str, url: str, *, with_files: bool = False) -> Answer:
        self.count()
        self.asked.add(url)
        return self.asker.ask(method, url, BODY, with_files=with_files)

    def _missing(self, entry: Entry, address: Address, method: str, ids: dict[str, Any]) -> Answer:
        url = address.filled(missing(ids), entry.query)
        if (method, url) not in self.nowhere:
            self.nowhere[method, url] = self.asker.ask(method, url, BODY)
        return self.nowhere[method, url]

    def _may_write(self, entry: Entry, method: str, kind: str, near: str, answer: Answer) -> bool:
        if method == "get":
            return entry.looks and set(answer.wrote) == {AUDIT}
        return entry.may_act(self.person.role, near, kind)

    # --- Links ---------------------------------------------------------------------------------------------------

    def _note_links(self, url: str, answer: Answer) -> None:
        if answer.status != 200 or not answer.body.lstrip().startswith(b"<!doctype html"):
            return
        for link in LINK.findall(answer.body.decode()):
            found = urljoin(url, html.unescape(link))
            path = urlsplit(found)
            if not LEFT_OUT.search(path.path):
                self.links.setdefault((re.sub(r"[\d-]{2,}|\d", "#", path.path), frozenset(parse_qs(path.query))), found)

    def _along_links(self) -> Iterator[str]:
        """What pages lead to beside the addresses themselves: filters, tabs, later pages, others' papers."""
        new = [url for url in self.links.values() if url not in self.asked]
        step = max(1, len(new) // LINKS)
        for url in new[len(str(self.person)) % step :: step]:
            answer = self._ask("get", url)
            if answer.status >= 400:
                yield f"{self.person}: a link leads to {url}, which answers {answer.status}"
            yield from (
                f"{self.person}: {url}: {read}" for read in self.ground.marks.foreign_in(answer.body, self.person, url)
            )


def _has_turn(number: int, place: int, of: int) -> bool:
    """One of `SOME` in a row of people alike, and never none of them."""
    return (number + place) % min(SOME, of) == 0


# --- Without a post ---------------------------------------------------------------------------------------------


def wrong_without_post(ground, who: str, user: Any, home: str, count, *, role: str = "") -> Iterator[str]:
    """An account that holds none (any more): what was its own is no more its than anybody's.

    With the role it held, only what that opened is asked, and nothing that opens to everybody with an account.
    """
    asker = Asker(user)
    for number, (name, address) in enumerate(of_the_walk().items()):
        entry = table().entries[name]
        if role and (entry.without_post == OK or role not in entry.open_to):
            continue
        if role and not _has_turn(number, sorted(entry.open_to).index(role), len(entry.open_to)):
            continue
        # Who is refused as such is refused before method and row are looked at.
        refused = entry.without_post == REFUSED
        for method, kinds in list(entry.methods.items())[: 1 if refused and role else None]:
            for kind in list(kinds)[:1] if refused else kinds:
                rows = dict(rows_for(ground, entry, address, kind))
                place = home if home in rows else next(iter(rows))
                count()
                answer = asker.ask(method, address.filled(rows[place], entry.query), BODY)
                yield from wrong(f"{who}: {method} {name}, {kind} of {place}", answer, entry.without_post)


def wrong_for_a_stranger(ground, count) -> Iterator[str]:
    asker = Asker(None)
    for name, address in of_the_walk().items():
        entry = table().entries[name]
        for method, kinds in entry.methods.items():
            for kind in kinds:
                for place, ids in rows_for(ground, entry, address, kind):
                    count()
                    answer = asker.ask(method, address.filled(ids, entry.query), BODY)
                    yield from wrong(f"stranger: {method} {name}, {kind} of {place}", answer, entry.stranger)
