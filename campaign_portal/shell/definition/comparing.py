"""Two texts of a definition compared part by part, in words: what came in, what left, what was changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from campaign_portal.shell.definition.catalogues import names_in
from campaign_portal.shell.definition.outline import sections
from campaign_portal.shell.definition.wording import Fact, Item, items_of


@dataclass(frozen=True)
class Change:
    """One thing of an entry: was and is; None where it was not there, or is no longer."""

    label: str
    was: str | None
    now: str | None


@dataclass(frozen=True)
class Changed:
    """An entry that is in both, with what differs. `title` is "" for a section of one piece."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Difference:
    """One section that is not the same in both."""

    section: str
    title: str
    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    changed: tuple[Changed, ...]
    reordered: bool = False

    @property
    def count(self) -> int:
        return len(self.added) + len(self.removed) + len(self.changed) + self.reordered


def compare(old: Mapping[Any, Any], new: Mapping[Any, Any]) -> list[Difference]:
    """The sections that differ, in file order; two texts that say the same in other quotes or order of fields are
    equal. Works on drafts with faults too."""
    before, after = names_in(old), names_in(new)
    found = []
    if old.get("key") != new.get("key"):
        key = Change("Mã phong trào", str(old.get("key", "")), str(new.get("key", "")))
        found.append(Difference("key", "Mã phong trào", (), (), (Changed("", (key,)),)))
    for section, node in sections().items():
        one = _compared(section, node.label, items_of(old, section, before), items_of(new, section, after))
        if one.count:
            found.append(one)
    return found


def _compared(section: str, title: str, old: list[Item], new: list[Item]) -> Difference:
    was, now = {item.identity: item for item in old}, {item.identity: item for item in new}
    common = [item.identity for item in old if item.identity in now]
    return Difference(
        section=section,
        title=title,
        added=tuple(item for item in new if item.identity not in was),
        removed=tuple(item for item in old if item.identity not in now),
        changed=tuple(
            Changed(now[identity].title, changes)
            for identity in common
            if (changes := tuple(_changes(was[identity].facts, now[identity].facts)))
        ),
        reordered=common != [item.identity for item in new if item.identity in was],
    )


def _changes(old: Iterable[Fact], new: Iterable[Fact]) -> Iterator[Change]:
    was, now = {fact.path: fact for fact in old}, {fact.path: fact for fact in new}
    for path in {**was, **now}:
        before, after = was.get(path), now.get(path)
        if before and after and before.text != after.text:
            yield Change(after.label, before.text, after.text)
        elif after and not before:
            yield Change(after.label, None, after.text)
        elif before and not after:
            yield Change(before.label, before.text, None)


def in_one_line(differences: list[Difference]) -> str:
    """ "Chỉ tiêu: thêm 1, sửa 2; Các mốc của phong trào: bỏ 1"."""
    return "; ".join(
        f"{one.title}: "
        + ", ".join(
            f"{verb} {len(items)}"
            for verb, items in (("thêm", one.added), ("bỏ", one.removed), ("sửa", one.changed))
            if items
        )
        if one.added or one.removed or one.changed
        else f"{one.title}: đổi thứ tự"
        for one in differences
    )
