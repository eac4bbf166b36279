"""What a person sees in lists: decisions, the register book, what a party was awarded."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from awards.councils.models import CouncilSession
from awards.decisions.models import Award, AwardDecision
from awards.dossiers.models import Dossier
from awards.dossiers.selectors import EarlierAward
from awards.proposals.selectors import on_its_way_up
from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.regimes.models import AwardForm


@dataclass(frozen=True)
class DecisionLine:
    """A decision in a list, with how many of each nature it gives."""

    decision: AwardDecision
    collectives: int
    households: int
    individuals: int
    total_vnd: int | None


def decisions_seen_by(user: User, *, query: str = "", year: int | None = None, issued: bool) -> QuerySet[AwardDecision]:
    """Decisions by number ("5", "05/QĐ-UBND") or by a recipient's name without accents; the newest first."""
    found = AwardDecision.objects.visible_to(user)
    found = found.issued() if issued else found.filter(state__in=AwardDecision.OPEN)
    if year is not None:
        found = found.filter(number_year=year)
    if words := vietnamese.fold(query):
        digits = words.partition("/")[0].removeprefix("so ")
        names = Q(pk__in=Award.objects.filter(recipient__folded_name__contains=words).values("decision"))
        found = found.filter(names | Q(number=int(digits)) if digits.isdecimal() and len(digits) < 9 else names)
    return found.select_related("authority", "award_form", "campaign", "session", "file", "unit").order_by(
        "-issued_on", "-number", "-pk"
    )


def with_counts(decisions: Iterable[AwardDecision]) -> list[DecisionLine]:
    """One statement more, however many decisions."""
    shown = list(decisions)
    rows = (
        Award.objects.filter(decision__in=shown)
        .values("decision")
        .annotate(
            collectives=Count("pk", filter=Q(nature="collective")),
            households=Count("pk", filter=Q(nature="household")),
            individuals=Count("pk", filter=Q(nature="individual")),
            total=Sum("bonus_vnd"),
        )
    )
    counts = {row["decision"]: row for row in rows}
    empty = {"collectives": 0, "households": 0, "individuals": 0, "total": None}
    return [_line(decision, counts.get(decision.pk, empty)) for decision in shown]


def _line(decision: AwardDecision, row: Any) -> DecisionLine:
    return DecisionLine(decision, row["collectives"], row["households"], row["individuals"], row["total"])


@dataclass(frozen=True)
class Undecided:
    """Passed dossiers of one session and one award form that no decision holds yet."""

    session: CouncilSession
    award_form: AwardForm
    count: int


def passed_without_decision(session: CouncilSession, award_form: AwardForm | None = None) -> QuerySet[Dossier]:
    """In the session's order; whom the superior decides of, or is asked to award, is left out."""
    found = Dossier.objects.filter(
        session_items__session=session, session_items__passed=True, state=Dossier.State.PASSED, award__isnull=True
    )
    found = found.filter(submission__route__submits_to="").exclude(on_its_way_up())
    if award_form is not None:
        found = found.filter(award_form=award_form)
    return found.select_related(
        "party__unit__parent__parent",
        "participant_class",
        "award_form",
        "submission__authority",
        "submission__campaign",
    ).order_by("session_items__place")


def undecided_sessions(campaign: Campaign, unit_ids: Collection[int]) -> list[Undecided]:
    """What waits to be drafted, the oldest first. Two statements."""
    rows = (
        Dossier.objects.filter(
            session_items__passed=True,
            session_items__session__campaign=campaign,
            session_items__session__unit__in=unit_ids,
            state=Dossier.State.PASSED,
            award__isnull=True,
            submission__route__submits_to="",
        )
        .exclude(on_its_way_up())
        .values_list("session_items__session", "award_form")
        .annotate(count=Count("pk"))
    )
    counts = {(session, form): count for session, form, count in rows}
    sessions = CouncilSession.objects.select_related("council__office").in_bulk(session for session, _ in counts)
    forms = AwardForm.objects.in_bulk(form for _, form in counts)
    found = [Undecided(sessions[session], forms[form], count) for (session, form), count in counts.items()]
    return sorted(found, key=lambda line: (line.session.held_on, line.session.pk, line.award_form.pk))


# --- The register book (sổ khen thưởng) -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Book:
    """How the register is narrowed."""

    year: int | None = None
    query: str = ""
    nature: str = ""


def register_rows(user: User, book: Book) -> QuerySet[Award]:
    """Every award decided, in the order of the book: by decision, then by place in its list."""
    seen = AwardDecision.objects.visible_to(user).issued()
    rows = Award.objects.filter(decision__in=seen)
    if book.year is not None:
        rows = rows.filter(decision__number_year=book.year)
    if book.nature:
        rows = rows.filter(nature=book.nature)
    if words := vietnamese.fold(book.query):
        rows = rows.filter(recipient__folded_name__contains=words)
    return rows.select_related(
        "decision__authority", "decision__award_form", "decision__campaign", "decision__unit"
    ).order_by("decision__number_year", "decision__issued_on", "decision__number", "place")


def years_of_register(user: User) -> list[int]:
    years = AwardDecision.objects.visible_to(user).issued().order_by("-number_year")
    return [year for year in years.values_list("number_year", flat=True).distinct() if year]


def awards_in_force(party_ids: Collection[int]) -> QuerySet[Award]:
    """What these parties hold by a decision that was not revoked."""
    return Award.objects.filter(recipient__in=party_ids, decision__state=AwardDecision.State.ISSUED).select_related(
        "decision__authority", "decision__award_form", "decision__campaign", "decision__unit"
    )


def decided_before(party_ids: Collection[int]) -> dict[int, list[EarlierAward]]:
    """The award history this room gives to the room of dossiers."""
    found: dict[int, list[EarlierAward]] = {}
    for award in awards_in_force(party_ids):
        decision = award.decision
        earlier = EarlierAward(
            year=decision.number_year or 0,
            award_name=decision.award_form.name_for(decision.unit.title),
            achievement=award.achievement,
            decision=f"Quyết định số {decision.shown_number} ngày {vietnamese.day(decision.issued_on)}"
            if decision.issued_on
            else "",
            campaign_key=decision.campaign.key,
            issued_on=decision.issued_on,
            dossier_id=award.dossier_id,
        )
        found.setdefault(award.recipient_id, []).append(earlier)
    return found
