"""How one member of a cluster was scored: by itself, by another member, by whoever concludes."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from campaign_portal.foundation import access
from campaign_portal.foundation.access import Post, Scope
from campaign_portal.foundation.models import User
from emulation.clusters.models.year import ClusterCriterion, ClusterMember, ClusterYear
from emulation.people.models import Function, Party
from emulation.territory.models import FactQuerySet, Level, UnitFact, seen_from

# Offices that follow clusters below their unit: the council, its standing body, the committee (S0 V.5).
OVERSEES = frozenset({Function.EMULATION_STANDING_BODY, Function.COUNCIL, Function.LEADERSHIP})


def speaks_for_unit(post: Post) -> bool:
    """A unit's committee and a hamlet's head speak for it; above the commune its standing body writes, too."""
    if post.office_function in {Function.LEADERSHIP, Function.HAMLET}:
        return True
    above = post.unit_level in {Level.DISTRICT, Level.PROVINCE}
    return above and post.office_function == Function.EMULATION_STANDING_BODY


def parties_read(scope: Scope, prefix: str) -> Q:
    """The parties a person reads for: his units' and his offices', and those whose work came to them."""
    units = [unit for post in scope.posts if speaks_for_unit(post) for unit in post.read_units]
    return Q(**{f"{prefix}kind": Party.Kind.UNIT, f"{prefix}unit_id__in": units}) | Q(
        **{f"{prefix}office_id__in": scope.read_office_ids}
    )


class ScoreSheetQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """One's own sheet and those one cross-scores; all of a cluster for its head, deputy and whoever oversees it;
        for every member once the ranking is published."""
        scope = access.scope(user)
        overseeing = Scope(tuple(post for post in scope.posts if post.office_function in OVERSEES))
        fellows = ClusterMember.objects.filter(cluster_year=OuterRef("member__cluster_year")).filter(
            parties_read(scope, "party__")
        )
        leading = fellows.filter(post__in=[ClusterMember.Post.HEAD, ClusterMember.Post.DEPUTY])
        return self.filter(
            seen_from(overseeing, "member__cluster_year__")
            | parties_read(scope, "party__")
            | parties_read(scope, "member__cross_scorer__party__")
            | Exists(leading)
            | (Q(member__cluster_year__state=ClusterYear.State.PUBLISHED) & Exists(fellows))
        )


class ScoreSheet(UnitFact):
    """One member's scores of the year. `unit` is the party's."""

    class State(models.TextChoices):
        SELF = "self", "đang tự chấm"
        SELF_RETURNED = "self_returned", "trả lại để tự chấm lại"
        CROSS = "cross", "chờ chấm chéo"
        CROSS_RETURNED = "cross_returned", "trả lại để chấm chéo lại"
        CONCLUDING = "concluding", "chờ kết luận"
        FINAL = "final", "đã kết luận"

    member = models.OneToOneField(ClusterMember, models.PROTECT, related_name="sheet", verbose_name="thành viên")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="đơn vị")
    state = models.CharField("trạng thái", max_length=16, choices=State.choices, default=State.SELF)
    return_reason = models.TextField("lý do trả lại", blank=True)
    self_scored_at = models.DateTimeField("tự chấm xong lúc", null=True, blank=True)
    self_scored_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người nộp phiếu tự chấm"
    )
    cross_scored_at = models.DateTimeField("chấm chéo xong lúc", null=True, blank=True)
    cross_scored_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người nộp phiếu chấm chéo"
    )
    concluded_at = models.DateTimeField("kết luận lúc", null=True, blank=True)
    concluded_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người kết luận"
    )

    objects = ScoreSheetQuerySet.as_manager()

    trail_saves = ("ghi điểm tự chấm", "ghi điểm chấm chéo", "ghi điểm kết luận")

    class Meta:
        verbose_name = "phiếu chấm điểm"
        verbose_name_plural = "phiếu chấm điểm"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["self", "self_returned"]) | Q(self_scored_at__isnull=False),
                name="score_sheet_self_scored_first",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["concluding", "final"]) | Q(cross_scored_at__isnull=False),
                name="score_sheet_cross_scored_before_the_end",
            ),
            models.CheckConstraint(
                condition=~Q(state="final") | Q(concluded_at__isnull=False), name="score_sheet_final_has_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["self_returned", "cross_returned"]) | ~Q(return_reason=""),
                name="score_sheet_returned_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"phiếu chấm điểm của {self.party}"


def _within(name: str) -> Q:
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0, f"{name}__lte": F("max_points")})


class ScoreLine(models.Model):
    """One criterion of one sheet. `max_points` repeats the criterion's, which is fixed before there is a sheet.

    Whoever differs from what the member gave itself says why; a conclusion that follows the cross-scorer stands on his
    reason.
    """

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, related_name="lines", verbose_name="phiếu")
    criterion = models.ForeignKey(ClusterCriterion, models.PROTECT, related_name="+", verbose_name="tiêu chí")
    max_points = models.DecimalField("điểm tối đa", max_digits=6, decimal_places=2)
    self_points = models.DecimalField("tự chấm", max_digits=6, decimal_places=2, null=True, blank=True)
    self_note = models.CharField("minh chứng", max_length=500, blank=True)
    cross_points = models.DecimalField("chấm chéo", max_digits=6, decimal_places=2, null=True, blank=True)
    cross_reason = models.CharField("lý do chấm chéo khác", max_length=500, blank=True)
    final_points = models.DecimalField("kết luận", max_digits=6, decimal_places=2, null=True, blank=True)
    final_reason = models.CharField("lý do kết luận khác", max_length=500, blank=True)

    class Meta:
        verbose_name = "điểm của một tiêu chí"
        verbose_name_plural = "điểm của một tiêu chí"
        ordering = ["sheet", "criterion__is_bonus", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="score_line_once"),
            models.CheckConstraint(condition=_within("self_points"), name="score_line_self_within"),
            models.CheckConstraint(condition=_within("cross_points"), name="score_line_cross_within"),
            models.CheckConstraint(condition=_within("final_points"), name="score_line_final_within"),
            models.CheckConstraint(
                condition=Q(cross_points__isnull=True)
                | Q(self_points__isnull=False, cross_points=F("self_points"))
                | ~Q(cross_reason=""),
                name="score_line_cross_differs_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(final_points__isnull=True)
                | Q(self_points__isnull=False, final_points=F("self_points"))
                | Q(cross_points__isnull=False, final_points=F("cross_points"))
                | ~Q(final_reason=""),
                name="score_line_final_differs_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}, {self.sheet}"
