"""The frame around every page: demo line, campaign, person, menu. Four statements for whoever is signed in."""

from typing import Any

from django.http import HttpRequest

from campaign_portal.foundation import access, clock
from campaign_portal.foundation.models import Installation
from campaign_portal.shell import menu
from campaign_portal.shell.permissions import MOVE_CLOCK
from emulation.campaigns.selectors import current_campaign
from emulation.duties.selectors import waiting_by_kind

TABS = 3  # on a phone: so many places, and "Thêm"


def frame(request: HttpRequest) -> dict[str, Any]:
    """Template context. Lazy: a fragment or a page for nobody signed in costs nothing."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"frame": _Frame(request)}


class _Frame:
    """Answers the frame's templates, each thing once, when asked."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._kept: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._kept:
            try:
                self._kept[name] = getattr(self, f"_{name}")()
            except AttributeError as error:
                raise KeyError(name) from error
        return self._kept[name]

    def _is_demo(self) -> bool:
        return Installation.objects.filter(is_demo=True).exists()

    def _may_move_clock(self) -> bool:
        return MOVE_CLOCK.holds(self._request.user)

    def _today(self):
        return clock.today()

    def _campaign(self):
        return current_campaign(self._request)

    def _campaigns(self):
        current_campaign(self._request)
        return self._request._campaigns  # type: ignore[attr-defined]

    def _post(self) -> str:
        """Two posts stand beside each other; of more the first one, and how many others there are."""
        titles = list(dict.fromkeys(access.scope(self._request.user).titles))
        if len(titles) > 2:
            return f"{titles[0]} và {len(titles) - 1} chức vụ khác"
        return "; ".join(titles) or "chưa có chức vụ"

    def _waiting(self):
        campaign = self["campaign"]
        return waiting_by_kind(self._request.user, campaign.key if campaign else "")  # type: ignore[arg-type]

    def _menu(self) -> list[list[menu.Item]]:
        return [
            menu.items(self._request, menu.WORK, self["waiting"]),
            menu.items(self._request, menu.READING, self["waiting"]),
        ]

    def _tabs(self) -> list[menu.Item]:
        """The first page, then what waits, then the rest in order."""
        work = self["menu"][0]
        return [*work[:1], *sorted(work[1:], key=lambda item: not item.waiting)][:TABS]
