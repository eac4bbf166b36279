"""The texts of a registration as it was handed in, time after time, and what changed from one to the next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from emulation.registrations import rules
from emulation.registrations.models import PledgeItem, Registration, RegistrationVersion
from emulation.targets.models import Indicator


def content_of(registration: Registration, items: Iterable[PledgeItem]) -> dict[str, Any]:
    """A registration as a version keeps it. Figures are texts, so that none is rounded."""
    return {
        "items": [
            {
                "nature": item.nature,
                "indicator": item.indicator.key if item.indicator else "",
                "text": item.text,
                "unit_of_measure": item.unit_of_measure,
                "assigned": _text(item.assigned),
                "pledged": _text(item.pledged),
                "value_vnd": item.value_vnd,
                "note": item.note,
            }
            for item in items
        ],
        "models_and_deeds": registration.models_and_deeds,
        "award": registration.award_form.short_name if registration.award_form else "",
        "wish": registration.wish,
        "help_wanted": registration.help_wanted,
        "registered_on": registration.registered_on.isoformat() if registration.registered_on else "",
    }


def _text(figure: Decimal | None) -> str:
    return "" if figure is None else f"{figure.normalize():f}"


def items_kept(registration: Registration, version: RegistrationVersion) -> list[PledgeItem]:
    """The lines of a version, as if they stood in the table; never saved."""
    return [
        PledgeItem(
            registration=registration,
            position=position,
            nature=kept["nature"],
            indicator=Indicator(key=kept["indicator"]) if kept["indicator"] else None,
            text=kept["text"],
            unit_of_measure=kept["unit_of_measure"],
            assigned=Decimal(kept["assigned"]) if kept["assigned"] else None,
            pledged=Decimal(kept["pledged"]) if kept["pledged"] else None,
            value_vnd=kept["value_vnd"],
            note=kept["note"],
        )
        for position, kept in enumerate(version.content["items"], 1)
    ]


def standing_items(registration: Registration) -> list[PledgeItem]:
    """What stands for everybody else: while its own people amend it, the text that was handed in last.

    Reads what was prefetched (`items__indicator`, `versions`)."""
    if registration.is_being_amended and (versions := list(registration.versions.all())):
        return items_kept(registration, versions[-1])
    return list(registration.items.all())


@dataclass(frozen=True)
class Step:
    """One version and what it changed: what → before, now."""

    version: RegistrationVersion
    changes: Sequence[tuple[str, str, str]]


NAMES = {
    "models_and_deeds": "Cách làm, mô hình",
    "award": "Hình thức đề nghị",
    "wish": "Nguyện vọng",
    "help_wanted": "Đề nghị giúp đỡ",
    "registered_on": "Ngày đăng ký",
}


def course_of(registration: Registration) -> list[Step]:
    """All versions, the newest first. One statement."""
    steps: list[Step] = []
    before: dict[str, str] | None = None
    for version in registration.versions.select_related("submitted_by"):
        now = _said(version.content)
        was = before if before is not None else now
        keys = [*was, *(key for key in now if key not in was)]
        changed = [
            (NAMES.get(key, key), was.get(key, ""), now.get(key, ""))
            for key in keys
            if was.get(key, "") != now.get(key, "")
        ]
        steps.append(Step(version, changed))
        before = now
    return steps[::-1]


def _said(content: dict[str, Any]) -> dict[str, str]:
    said: dict[str, str] = {}
    for item in content["items"]:
        pledged = Decimal(item["pledged"]) if item["pledged"] else None
        said[item["text"]] = rules.told(pledged, item["note"], item["value_vnd"]) or "có"
    return said | {name: content[key] for key, name in NAMES.items() if content.get(key)}
