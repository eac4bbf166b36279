"""The import laws as pyproject.toml has them, for tests that hold other things to the same laws."""

import re
import tomllib
from functools import cache
from typing import Any

from django.conf import settings


@cache
def contracts() -> tuple[dict[str, Any], ...]:
    text = (settings.BASE_DIR / "pyproject.toml").read_text()
    return tuple(tomllib.loads(text)["tool"]["importlinter"]["contracts"])


def contract(name: str) -> dict[str, Any]:
    return next(contract for contract in contracts() if contract["name"].startswith(name))


def names(layer: str) -> list[str]:
    """ "(contributions) | (clusters)" → both names: siblings of one layer, which may not import each other."""
    return re.findall(r"[\w.]+", layer)


def floors() -> list[str]:
    """Packages of the apps, highest first."""
    return [name for layer in contract("Law 1")["layers"] for name in names(layer)]


def rooms() -> dict[str, list[list[str]]]:
    """For each app its rooms, highest first, siblings together."""
    return {
        law["containers"][0]: [names(layer) for layer in law["layers"]]
        for law in contracts()
        if law["name"].startswith("Law 2")
    }
