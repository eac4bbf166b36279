"""Where the page of a participant lies: it reads rooms above this one, which says its address when the app starts."""

from collections.abc import Callable
from typing import Any

from emulation.people.models import Party

_page: Callable[[Any, Party], str] | None = None


def register_page(address: Callable[[Any, Party], str]) -> None:
    """`address(user, party)` gives the address of a participant's page, "" for whoever may not open such pages."""
    global _page
    _page = address


def page_of(user: Any, party: Party) -> str:
    return _page(user, party) if _page is not None else ""
