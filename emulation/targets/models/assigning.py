"""Bảng giao chỉ tiêu: what a unit gives the units directly below it, as a draft and as a decision."""

from typing import Self

from django.db import models
from django.db.models import Q

from campaign_portal.foundation import access
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.targets.models.targets import Indicator
from emulation.territory.models import FactQuerySet, Unit, UnitFact, seen_from


class AssignmentSheetQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """The unit that assigns sees its drafts; those above see what was issued."""
        scope = access.scope(user)
        own = Q(unit_id__in=[unit for post in scope.posts for unit in post.read_units])
        issued = Q(state__in=[AssignmentSheet.State.ISSUED, AssignmentSheet.State.REPLACED])
        return self.filter(seen_from(scope) & (own | issued))


class AssignmentSheet(UnitFact):
    """One indicator of one year given by `unit` to its children by one decision. Issued, it is never changed:
    assigning again makes version n + 1 with its reason, and the figures of this one stay readable.

    `whole` is the unit's own figure, in the indicator's unit of measure: typed where nobody above gave one, and what
    stood there on the day of issue. `mismatch_reason` says why a plan that does not add up was issued all the same.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "dự thảo"
        ISSUED = "issued", "đã ban hành"
        REPLACED = "replaced", "đã thay bằng lần giao sau"
        DROPPED = "dropped", "đã bỏ"

    class Capacity(models.TextChoices):
        HEAD = "head", "Chủ tịch"
        ACTING = "acting", "Quyền Chủ tịch"
        DEPUTY = "deputy", "Phó Chủ tịch ký thay (KT. Chủ tịch)"

    BINDING = frozenset({State.ISSUED, State.REPLACED})

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name="phong trào")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="chỉ số")
    year = models.PositiveSmallIntegerField("năm")
    version = models.PositiveSmallIntegerField("lần giao", default=1)
    reason = models.TextField("lý do giao lại", blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.DRAFT)
    whole = models.DecimalField("mức của đơn vị", max_digits=16, decimal_places=4, null=True, blank=True)
    whole_high = models.DecimalField("đến mức", max_digits=16, decimal_places=4, null=True, blank=True)  # of a range
    whole_source = models.CharField("mức của đơn vị theo", max_length=300, blank=True)
    mismatch_reason = models.TextField("vì sao không khớp mức của đơn vị", blank=True)
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    decision_on = models.DateField("ngày quyết định", null=True, blank=True)
    capacity = models.CharField("người ký với tư cách", max_length=10, choices=Capacity.choices, blank=True)
    signer = models.CharField("họ tên người ký", max_length=120, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người lập")
    made_at = models.DateTimeField("lập lúc")
    issued_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ban hành"
    )
    issued_at = models.DateTimeField("ban hành lúc", null=True, blank=True)

    objects = AssignmentSheetQuerySet.as_manager()

    trail_words = {"figures": "mức giao"}
    trail_saves = ("ghi mức giao",)

    class Meta:
        verbose_name = "bảng giao chỉ tiêu"
        verbose_name_plural = "bảng giao chỉ tiêu"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "indicator", "year", "unit"], condition=Q(state="draft"), name="sheet_one_draft"
            ),
            models.UniqueConstraint(
                fields=["campaign", "indicator", "year", "unit"], condition=Q(state="issued"), name="sheet_one_issued"
            ),
            models.UniqueConstraint(
                fields=["campaign", "indicator", "year", "unit", "version"],
                condition=~Q(state="dropped"),
                name="sheet_version_once",
            ),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="sheet_again_says_why"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "dropped"])
                | (
                    ~Q(decision_number="")
                    & Q(decision_on__isnull=False)
                    & ~Q(signer="")
                    & ~Q(capacity="")
                    & Q(issued_at__isnull=False)
                ),
                name="sheet_issued_names_its_decision",
            ),
            models.CheckConstraint(condition=Q(whole__isnull=True) | Q(whole__gte=0), name="sheet_whole_not_negative"),
        ]

    def __str__(self) -> str:
        again = f" (lần {self.version})" if self.version > 1 else ""
        return f"giao {self.indicator.name.lower()} năm {self.year}, {self.unit.title}{again}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_binding(self) -> bool:
        return self.state in self.BINDING


class AssignmentLine(models.Model):
    """What one child gets. The base it was weighed by is kept as it stood on the day of issue."""

    sheet = models.ForeignKey(AssignmentSheet, models.CASCADE, related_name="lines", verbose_name="bảng giao")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    position = models.PositiveSmallIntegerField("thứ tự")
    value = models.DecimalField("mức giao", max_digits=16, decimal_places=4, null=True, blank=True)
    households = models.PositiveIntegerField("số hộ dân cư đầu năm", null=True, blank=True)
    poor = models.PositiveIntegerField("số hộ nghèo đầu năm", null=True, blank=True)
    last = models.DecimalField("kết quả năm trước", max_digits=16, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = "dòng giao chỉ tiêu"
        verbose_name_plural = "dòng giao chỉ tiêu"
        ordering = ["sheet", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "unit"], name="sheet_line_once"),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0), name="sheet_line_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.value}"
