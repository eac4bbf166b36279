"""How the council's work reads on “việc của tôi”, and who sees the files and jobs of sessions."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from awards.councils import permissions, selectors
from awards.councils.models import CouncilSession
from awards.dossiers.models import Dossier
from awards.dossiers.selectors import Word, register_words
from awards.routes.models import RouteStep
from campaign_portal.foundation import files, jobs, vietnamese
from campaign_portal.foundation.models import User
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from emulation.duties.selectors import Presentation

SESSION = CouncilSession._meta.label


def present(user: User, found: list[Duty]) -> dict[int, Presentation]:
    """Sessions one by one; the dossiers that wait for an agenda as one line, on the oldest of their duties."""
    shown: dict[int, Presentation] = {}
    sessions = [duty for duty in found if duty.object_key.startswith(f"{SESSION}:")]
    dossiers = [duty for duty in found if duty not in sessions]
    keeps = bool(permissions.kept_units(user))
    if dossiers and keeps:
        count = vietnamese.opening_count(len(dossiers))
        shown[dossiers[0].pk] = Presentation(
            text=f"{count} hồ sơ chờ hội đồng, chưa vào phiên họp nào.",
            action="Lập phiên họp",
            url=reverse("councils:plan"),
        )
    rows = CouncilSession.objects.in_bulk(_pk(duty) for duty in sessions)
    for duty in sessions:
        if session := rows.get(_pk(duty)):
            shown[duty.pk] = Presentation(
                text=f"{session.place}, {session.starts_at:%H:%M}. Ghi tham dự, số phiếu rồi kết thúc phiên họp.",
                action="Mở phiên họp",
                url=reverse("councils:session", args=[session.pk]),
                my_turn=keeps,
            )
    return shown


def _pk(duty: Duty) -> int:
    return int(duty.object_key.rpartition(":")[2])


def words(user: Any, dossier: Dossier) -> Iterator[Word]:
    """What the council said of a dossier, or when it will; its page for those who may open it."""
    item = selectors.latest_item(dossier)
    if item is None:
        return
    session = item.session
    if session.state == CouncilSession.State.PLANNED:
        text = f"họp ngày {vietnamese.day(session.held_on)}"
    else:
        outcome = selectors.threshold_of(item, session.member_count).outcome(item.votes_for or 0)
        text = f"{session.shown_minutes_number}, {outcome}"
    url = reverse("councils:session", args=[session.pk]) if may_see(user, str(session.pk)) else ""
    yield Word(RouteStep.Act.COUNCIL, text, url)


def may_see(user: Any, pk: str) -> bool:
    return permissions.SEE.holds(user) and CouncilSession.objects.visible_to(user).filter(pk=pk).exists()


duties.register_presenter(Duty.Kind.COUNCIL, present)
files.register_owner(SESSION, may_see)
jobs.register_owner(SESSION, may_see)
register_words(words)
