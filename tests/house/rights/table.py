"""Reading the reviewed table of rights (`access.yaml`, explained in docs/developers/access.md)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from emulation.people.models import Role
from tests.house.rights.places import BELOW, FAR_BELOW, RELATIONS

PATH = Path(__file__).parent / "access.yaml"
OK, REFUSED, MISSING, SIGN_IN, WRONG_METHOD = "ok", "refused 403", "missing 404", "sign-in", "wrong method 405"
EVERY_ROLE = frozenset(Role.values)
NOBODY: frozenset[str] = frozenset()
ALL, PAGE = "all", "page"
PUBLIC, SIGNED_IN = "public", "signed in"
Sight = dict[str, frozenset[str]]  # relation → the roles that see such a row


def seen_by(sight: Sight, relation: str) -> frozenset[str]:
    """Who sees a row so near; what the table does not say of `far below`, it says of `below`."""
    return sight.get(relation, sight.get(BELOW, NOBODY) if relation == FAR_BELOW else NOBODY)


@dataclass(frozen=True)
class Entry:
    """What the table says of one address."""

    name: str
    open_to: frozenset[str]
    public: bool
    without_post: str  # the verdict for an account that holds no post (any more)
    methods: dict[str, dict[str, Sight]]  # method → kind of row → who sees it
    acts: dict[str, Sight]  # kind of row → who may change something by it
    constants: dict[str, Any]  # parameters that are no row's
    query: str
    answer: str  # the verdict for whoever may open it
    stranger: str  # the verdict for who has not signed in
    looks: bool  # a GET leaves a line in the log of looks

    def verdict(self, role: str, relation: str, method: str, kind: str) -> str:
        if role not in self.open_to:
            return REFUSED
        if method not in self.methods:
            return WRONG_METHOD
        return self.answer if role in seen_by(self.methods[method][kind], relation) else MISSING

    def tells_apart(self, relation: str, method: str, kind: str) -> bool:
        """Whether the table says something of such rows in particular."""
        return relation in self.methods[method][kind] or relation in self._acts_on(kind)

    def _acts_on(self, kind: str) -> Sight:
        return self.acts.get(kind) or self.acts.get(ALL) or {}

    def may_act(self, role: str, relation: str, kind: str) -> bool:
        return role in seen_by(self._acts_on(kind), relation)


class Table:
    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self._groups = {name: frozenset(roles) for name, roles in raw["groups"].items()}
        for name, roles in self._groups.items():
            assert roles <= EVERY_ROLE, f"{name} names a role that is none: {roles - EVERY_ROLE}"
        self.sights = {kind: self._sight(sight, EVERY_ROLE) for kind, sight in raw["sights"].items()}
        self.entries = {
            name: self._entry(name, said) for room in raw["addresses"].values() for name, said in room.items()
        }

    def roles(self, said: Any, among: frozenset[str] = EVERY_ROLE) -> frozenset[str]:
        """A group, a role, a list of both; `all` of those whom the address is open to; "-X" takes X away."""
        found: frozenset[str] = frozenset()
        for word in said if isinstance(said, list) else [said]:
            if word.startswith("-"):
                found -= self.roles(word[1:], among)
            elif word == ALL:
                found |= among
            else:
                found |= self._groups.get(word) or frozenset({Role(word).value})
        return found

    def _sight(self, said: dict[str, Any], among: frozenset[str]) -> Sight:
        for relation in said:
            assert relation in (*RELATIONS, PAGE), f"{relation!r} is no relation"
        return {relation: self.roles(who, among) for relation, who in said.items()}

    def _entry(self, name: str, said: dict[str, Any]) -> Entry:
        unknown = set(said) - {
            "open_to",
            "get",
            "post",
            "acts",
            "with",
            "query",
            "looks",
            "without_post",
            "leads_to",
            "stranger",
        }
        assert not unknown, f"{name}: {unknown} means nothing"
        door = said["open_to"]
        open_to = EVERY_ROLE if door in (PUBLIC, SIGNED_IN) else self.roles(door)
        without_post = said.get("without_post", REFUSED if door not in (PUBLIC, SIGNED_IN) else "")
        assert without_post, f"{name}: say in without_post what somebody signed in without a post gets"
        methods = {method: self._seen(said[method], open_to) for method in ("get", "post") if method in said}
        acts = said.get("acts", {})
        if acts and set(acts) <= {*RELATIONS, PAGE}:
            acts = {ALL: acts}
        return Entry(
            name,
            open_to,
            door == PUBLIC,
            {"ok": OK, "missing": MISSING}.get(without_post, without_post),
            methods,
            {kind: self._sight(sight, open_to) for kind, sight in acts.items()},
            said.get("with", {}),
            said.get("query", ""),
            said.get("leads_to", OK),
            said.get("stranger", said.get("leads_to", OK) if door == PUBLIC else SIGN_IN),
            said.get("looks", False),
        )

    def _seen(self, said: Any, open_to: frozenset[str]) -> dict[str, Sight]:
        """`page` (no row), kinds of rows as `sights` describe them, or kinds with their own sight."""
        if said == PAGE:
            return {PAGE: {PAGE: open_to}}
        if isinstance(said, dict):
            return {
                kind: self._sight(sight, open_to) if isinstance(sight, dict) else {PAGE: self.roles(sight, open_to)}
                for kind, sight in said.items()
            }
        kinds = said if isinstance(said, list) else [said]
        return {kind: self.sights[kind] for kind in kinds}


@cache
def table() -> Table:
    return Table(yaml.safe_load(PATH.read_text(encoding="utf-8")))
