"""How decisions read on “việc của tôi”, who sees their files and jobs, and what this room tells the rooms below."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from awards.councils.models import CouncilSession
from awards.councils.selectors import NextStep, register_next_step
from awards.decisions import permissions, selectors
from awards.decisions.models import Award, AwardDecision
from awards.dossiers.models import Dossier
from awards.dossiers.selectors import Word, register_award_history, register_words
from awards.routes.models import RouteStep
from campaign_portal.foundation import files, jobs, vietnamese
from campaign_portal.foundation.models import User
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from emulation.duties.selectors import Presentation

DECISION = AwardDecision._meta.label


def present_signatures(user: User, found: list[Duty]) -> dict[int, Presentation]:
    """For who signs: one button. The clerk sees it while his number is asked for; others at that desk see nothing."""
    rows = {line.decision.pk: line for line in selectors.with_counts(_decisions(found).values())}
    shown = {}
    for duty in found:
        line = rows.get(_pk(duty))
        if line is None:
            continue
        decision = line.decision
        counts = f"{line.collectives} tập thể, {line.households} hộ gia đình, {line.individuals} cá nhân"
        url = reverse("decisions:decision", args=[decision.pk])
        if permissions.may_sign(user, decision):
            shown[duty.pk] = Presentation(f"{decision.subject}: {counts}.", "Xem và ký ban hành", url)
        elif permissions.may_number(user, decision) and _asks_number(decision):
            shown[duty.pk] = Presentation(f"{decision.subject}: chờ số theo sổ của văn thư.", "Ghi số", url)
    return shown


def _asks_number(decision: AwardDecision) -> bool:
    year = selectors.expected_on(decision).year
    return decision.book_number is None and selectors.number_book(decision.authority, year).by_clerk


def present_drafts(user: User, found: list[Duty]) -> dict[int, Presentation]:
    """For the standing body: a session whose outcome waits for a decision, a draft to hand up, or one handed back."""
    decisions = _decisions(found)
    shown = {}
    for duty in found:
        decision = decisions.get(_pk(duty)) if duty.object_key.startswith(f"{DECISION}:") else None
        if decision is not None:
            url = reverse("decisions:decision", args=[decision.pk])
            text = f"Lãnh đạo trả lại: “{duty.note}”" if duty.note else f"{decision.subject}: chưa trình lãnh đạo ký."
            shown[duty.pk] = Presentation(text, "Mở dự thảo", url)
        else:
            text = "Hội đồng đã thông qua; soạn quyết định để trình ký."
            shown[duty.pk] = Presentation(text, "Soạn quyết định", reverse("decisions:index"))
    return shown


def _decisions(found: list[Duty]) -> dict[int, AwardDecision]:
    keys = [_pk(duty) for duty in found if duty.object_key.startswith(f"{DECISION}:")]
    return AwardDecision.objects.select_related("session", "authority").in_bulk(keys)


def _pk(duty: Duty) -> int:
    return int(duty.object_key.rpartition(":")[2])


def next_step(user: User, session: CouncilSession) -> NextStep | None:
    """On the page of a closed session: draft the decision, or open the one there is."""
    if not permissions.drafts_at(user, session.unit_id):
        return None
    if count := selectors.passed_without_decision(session).count():
        text = f"{count} hồ sơ được thông qua, chưa có quyết định."
        return NextStep(text, "Soạn quyết định", reverse("decisions:index"))
    return None


def words(user: Any, dossier: Dossier) -> Iterator[Word]:
    """The decision that a dossier came to, with its page for those who may open it."""
    found = Award.objects.filter(dossier=dossier, decision__state__in=AwardDecision.FINAL)
    for award in found.select_related("decision__authority"):
        decision = award.decision
        text = f"{decision.shown_number} ngày {vietnamese.day(decision.issued_on)}" if decision.issued_on else ""
        url = reverse("decisions:decision", args=[decision.pk]) if may_see(user, str(decision.pk)) else ""
        yield Word(RouteStep.Act.DECIDE, text, url)


def may_see(user: Any, pk: str) -> bool:
    return permissions.SEE.holds(user) and AwardDecision.objects.visible_to(user).filter(pk=pk).exists()


duties.register_presenter(Duty.Kind.SIGNATURE, present_signatures)
duties.register_presenter(Duty.Kind.DECISION, present_drafts)
files.register_owner(DECISION, may_see)
jobs.register_owner(DECISION, may_see)
register_award_history(selectors.decided_before)
register_next_step(next_step)
register_words(words)
