"""A part of a participant's page: what it says in few words, and the lines behind it, each leading to its source."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from campaign_portal.foundation import vietnamese


@dataclass(frozen=True)
class Line:
    """`fact` stands small below, `value` to the right; `pill` is a sign and a word."""

    text: str
    fact: str = ""
    value: str = ""
    pill: tuple[str, str] | None = None
    url: str = ""


@dataclass(frozen=True)
class Part:
    """`said` is the part in few words, for the chain at the top; `nothing` stands where there are no lines."""

    key: str
    title: str
    said: str
    nothing: str
    lines: tuple[Line, ...] = ()
    sign: str = ""  # of the chain: ok, wait, bad, now or none
    more: tuple[str, str] | None = None  # text and address of the whole

    @property
    def step(self) -> str:
        """How the chain draws it."""
        return {"ok": "done", "now": "next", "wait": "next", "bad": "late"}.get(self.sign, "")


def day_of(moment: dt.datetime) -> str:
    """Its day in Vietnam."""
    return vietnamese.day(timezone.localtime(moment).date())
