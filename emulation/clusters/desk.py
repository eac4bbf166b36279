"""How scoring reads on “việc của tôi”, and who may open the papers of a cluster."""

from collections.abc import Callable

from django.db.models import Count, Prefetch, Q
from django.urls import reverse

from campaign_portal.foundation import files
from campaign_portal.foundation.models import User
from emulation.clusters import permissions
from emulation.clusters.models import ClusterYear, ScoreSheet
from emulation.clusters.rules import CROSS, FINAL, SELF
from emulation.clusters.selectors.sheets import WITH
from emulation.clusters.services.scoring import OPEN_IN, WRITERS
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from emulation.duties.selectors import Presentation

HANDS_ON = {SELF: permissions.submits_self, CROSS: permissions.submits_cross, FINAL: permissions.concludes}


def presenter(round_: str) -> Callable[[User, list[Duty]], dict[int, Presentation]]:
    """One sheet a duty: how far its points are, whose turn it is. A fixed number of statements, however many duties."""

    def present(user: User, owed: list[Duty]) -> dict[int, Presentation]:
        found = _sheets(owed, round_)
        return {duty.pk: _one(user, duty, _of(duty, found), round_) for duty in owed}

    return present


def _sheets(owed: list[Duty], round_: str) -> list[ScoreSheet]:
    keys = [duty.object_key.partition(":")[2] for duty in owed if duty.object_key]
    calendar = {duty.campaign_key for duty in owed if duty.deadline_key}
    column = f"lines__{round_}_points__isnull"
    return list(
        ScoreSheet.objects.filter(
            Q(pk__in=keys) | Q(member__cluster_year__campaign__key__in=calendar, state__in=OPEN_IN[round_])
        )
        .select_related(*WITH)
        .prefetch_related(
            Prefetch("member__cluster_year__members", queryset=permissions.LEADERS.all(), to_attr="leaders")
        )
        .annotate(asked=Count("lines"), written=Count("lines", filter=Q(**{column: False})))
        .order_by("pk")
    )


def _of(duty: Duty, found: list[ScoreSheet]) -> ScoreSheet | None:
    """The sheet a duty speaks of: its own, or for the calendar's the first that lies at that desk."""
    if duty.object_key:
        return next((sheet for sheet in found if files.owner_key(sheet) == duty.object_key), None)
    return next((sheet for sheet in found if _lies_at(duty, sheet)), None)


def _lies_at(duty: Duty, sheet: ScoreSheet) -> bool:
    year, scorer = sheet.member.cluster_year, sheet.member.cross_scorer
    party = scorer.party if duty.kind == Duty.Kind.CROSS_SCORE and scorer else sheet.party
    same_year = duty.period[:4] == str(year.year) and duty.campaign_key == year.campaign.key
    return same_year and party.unit_id == duty.unit_id and (party.office_id == duty.office_id or not party.office_id)


def _one(user: User, duty: Duty, sheet: ScoreSheet | None, round_: str) -> Presentation:
    if sheet is None:
        return Presentation("Cụm, khối chưa mở chấm điểm.", "Xem cụm, khối", reverse("clusters:index"), my_turn=False)
    asked, written = sheet.asked, sheet.written  # type: ignore[attr-defined]
    whose = "" if round_ == SELF else f"Phiếu của {sheet.party.title}. "
    why = f"Trả lại: “{sheet.return_reason}” " if sheet.return_reason else ""
    writes, hands_on = WRITERS[round_](user, sheet), HANDS_ON[round_](user, sheet)
    ready = written == asked
    said = f"{whose}{why}Đã chấm {written} trên {asked} tiêu chí."
    url = reverse("clusters:sheet", args=[sheet.pk])
    if hands_on:
        action = "Xem và nộp" if ready and round_ != FINAL else "Kết luận" if round_ == FINAL else "Chấm điểm"
        return Presentation(said, action, url)
    if not writes:
        return Presentation(f"{said} Người khác đang chấm.", "Xem", url, my_turn=False)
    if ready:
        return Presentation(f"{said} Chờ lãnh đạo nộp.", "Xem", url, my_turn=False)
    return Presentation(f"{said} Chấm đủ thì lãnh đạo nộp.", "Chấm điểm", url)


def may_open(user: User, pk: str) -> bool:
    """The scan of a publication: whoever sees the cluster."""
    return pk.isdigit() and ClusterYear.objects.visible_to(user).filter(pk=pk).exists()


duties.register_presenter(Duty.Kind.SELF_SCORE, presenter(SELF))
duties.register_presenter(Duty.Kind.CROSS_SCORE, presenter(CROSS))
duties.register_presenter(Duty.Kind.FINAL_SCORE, presenter(FINAL))
files.register_owner(ClusterYear._meta.label, may_open)
