"""Compilations up the tree: what a district or a province makes of the reviews below it, and who approved that.

No figures: a unit's are always computed from its communes (V9). What was sent is kept as rows that name the versions.
"""

from typing import Self

from django.db import models
from django.db.models import Q

from campaign_portal.foundation import access, clock
from campaign_portal.foundation.models import StoredFile, User
from campaign_portal.foundation.periods import Period
from emulation.people.models import Function
from emulation.people.selectors import office_doing
from emulation.poverty.models.reviews import ReviewSet
from emulation.poverty.models.standards import PovertyStandard
from emulation.territory.models import FactQuerySet, Unit, UnitFact, seen_from


def decider_of(unit: Unit) -> Unit:
    """The unit whose people approve a unit's compilation: the one above, or the unit itself where nothing lies above
    or nobody there works with this software (the decision then comes on paper)."""
    above = unit.parent
    works_here = above is not None and office_doing(Function.POVERTY_STANDING_OFFICE, above, clock.today()) is not None
    return above if above is not None and works_here else unit


class ReviewApprovalQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """The unit that compiles sees it from the start, those above once it was sent."""
        scope = access.scope(user)
        own = Q(unit_id__in=[unit for post in scope.posts for unit in post.read_units])
        return self.filter(seen_from(scope) & (own | Q(submitted_at__isnull=False)))

    def published(self) -> Self:
        """What everybody may read: also while a correction of it is under way."""
        return self.filter(published_on__isnull=False)


class ReviewApproval(UnitFact):
    """One unit's compilation of one period: sent up, returned, approved by a decision, published.

    `unit` lies above communes. An approved one is never changed: reopened, it makes room for version n + 1.
    """

    class State(models.TextChoices):
        COMPILING = "compiling", "đang tổng hợp"
        SUBMITTED = "submitted", "đã trình"
        RETURNED = "returned", "trả lại"
        APPROVED = "approved", "đã phê duyệt"
        PUBLISHED = "published", "đã công bố"
        REOPENED = "reopened", "đã mở lại để đính chính"

    OPEN = frozenset({State.COMPILING, State.RETURNED})
    SETTLED = frozenset({State.APPROVED, State.PUBLISHED})
    LOCKING = frozenset({State.SUBMITTED, *SETTLED})  # what it covers can't be corrected meanwhile

    year = models.PositiveSmallIntegerField("năm")
    period = models.CharField("kỳ", max_length=10)
    standard = models.ForeignKey(PovertyStandard, models.PROTECT, related_name="+", verbose_name="chuẩn nghèo")
    version = models.PositiveSmallIntegerField("lần", default=1)
    is_current = models.BooleanField("bản hiện hành", default=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="thay cho"
    )
    reopen_reason = models.TextField("lý do mở lại", blank=True)
    state = models.CharField("trạng thái", max_length=20, choices=State.choices, default=State.COMPILING)
    sending = models.PositiveSmallIntegerField("lần trình", default=0)
    missing_note = models.TextField("giải trình phần còn thiếu", blank=True)
    submitted_at = models.DateTimeField("trình lúc", null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    return_reason = models.TextField("lý do trả lại", blank=True)
    approved_at = models.DateTimeField("phê duyệt lúc", null=True, blank=True)
    decision_number = models.CharField("quyết định phê duyệt", max_length=60, blank=True)
    decision_date = models.DateField("ngày quyết định", null=True, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    paper = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản chụp quyết định"
    )
    published_on = models.DateField("ngày công bố", null=True, blank=True)
    publication_number = models.CharField("văn bản công bố", max_length=60, blank=True)
    publication_paper = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản chụp văn bản công bố"
    )

    objects = ReviewApprovalQuerySet.as_manager()

    trail_words = {
        "covers": "gồm",
        "missing": "còn thiếu",
        "named": "nơi phải đính chính",
        "replaced_by": "thay bằng",
    }

    class Meta:
        verbose_name = "bản tổng hợp rà soát"
        verbose_name_plural = "bản tổng hợp rà soát"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "standard"], condition=Q(is_current=True), name="approval_one_current"
            ),
            models.UniqueConstraint(fields=["unit", "period", "standard", "version"], name="approval_version_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "published"]) | Q(approved_at__isnull=False),
                name="approval_approved_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "published"])
                | ~Q(period__endswith="-M12")
                | (~Q(decision_number="") & Q(decision_date__isnull=False) & ~Q(signer="")),
                name="approval_of_a_year_names_its_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_on__isnull=False), name="approval_published_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "approved", "published"])
                | (Q(submitted_at__isnull=False) & Q(sending__gt=0)),
                name="approval_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(is_current=True) | Q(state="reopened"), name="approval_steps_back_when_reopened"
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | ~Q(state="reopened"), name="approval_reopened_counts_no_more"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | (~Q(reopen_reason="") & Q(version__gt=1)),
                name="approval_reopened_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["period", "province"]), models.Index(fields=["period", "state"])]

    def __str__(self) -> str:
        again = f" (lần {self.version})" if self.version > 1 else ""
        return f"tổng hợp rà soát {self.period_name}, {self.unit.title}{again}"

    @property
    def decider(self) -> Unit:
        return decider_of(self.unit)

    @property
    def period_name(self) -> str:
        return Period(self.period).name

    @property
    def is_whole_year(self) -> bool:
        return Period(self.period).months == 12


class ApprovalPart(models.Model):
    """One version that a sending covers: a commune's review, or the compilation of a district below."""

    approval = models.ForeignKey(ReviewApproval, models.CASCADE, related_name="parts", verbose_name="bản tổng hợp")
    sending = models.PositiveSmallIntegerField("lần trình")
    review = models.ForeignKey(ReviewSet, models.PROTECT, null=True, blank=True, related_name="covered_by")
    child = models.ForeignKey(ReviewApproval, models.PROTECT, null=True, blank=True, related_name="covered_by")

    class Meta:
        verbose_name = "phần của bản tổng hợp"
        verbose_name_plural = "phần của bản tổng hợp"
        constraints = [
            models.CheckConstraint(
                condition=Q(review__isnull=True, child__isnull=False) | Q(review__isnull=False, child__isnull=True),
                name="part_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["approval", "sending", "review"], condition=Q(review__isnull=False), name="part_review_once"
            ),
            models.UniqueConstraint(
                fields=["approval", "sending", "child"], condition=Q(child__isnull=False), name="part_child_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.review or self.child)
