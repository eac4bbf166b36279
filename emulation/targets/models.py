from django.db import models
from django.db.models import Q

from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.territory.models import UnitFact, UnitMark


class Indicator(models.Model):
    """What can be measured: a rate, a count, a change, a share. `key` names the function that computes it, if any."""

    class Measure(models.TextChoices):
        POINTS = "points", "điểm %"
        PERCENT = "percent", "%"
        COUNT = "count", "số đếm"
        VND = "vnd", "đồng"

    key = models.SlugField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=200)
    measure = models.CharField("loại số", max_length=10, choices=Measure.choices)
    unit_of_measure = models.CharField("đơn vị tính", max_length=40)  # "điểm %", "hộ", "đồng"
    note = models.TextField("cách tính", blank=True)

    class Meta:
        verbose_name = "chỉ số"
        verbose_name_plural = "chỉ số"

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """An indicator × scope × condition × time of a campaign (chỉ tiêu)."""

    class Condition(models.TextChoices):
        AT_LEAST = "at_least", "từ … trở lên"
        AT_MOST = "at_most", "không quá"
        MORE_THAN = "more_than", "trên"
        LESS_THAN = "less_than", "dưới"
        BEATS_PLAN_BY = "beats_plan_by", "vượt kế hoạch giao, %"

    class Scope(models.TextChoices):
        UNIT = "unit", "toàn đơn vị phát động"
        EACH_COMMUNE = "each_commune", "từng xã"
        EACH_HAMLET = "each_hamlet", "từng thôn"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="targets", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=60)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="chỉ số")
    text = models.TextField("chỉ tiêu")  # as the plan words it
    scope = models.CharField("phạm vi", max_length=20, choices=Scope.choices)
    mark = models.CharField("chỉ tính diện", max_length=30, choices=UnitMark.Mark.choices, blank=True)
    condition = models.CharField("điều kiện", max_length=20, choices=Condition.choices)
    low = models.DecimalField("mức", max_digits=16, decimal_places=4)
    high = models.DecimalField("đến", max_digits=16, decimal_places=4, null=True, blank=True)  # above it: vượt
    year = models.PositiveSmallIntegerField("năm")
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        ordering = ["campaign", "position"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "key"], name="target_once"),
            models.CheckConstraint(condition=Q(high__isnull=True) | Q(high__gte=models.F("low")), name="target_range"),
        ]

    def __str__(self) -> str:
        return self.text


class TargetAssignment(UnitFact):
    """A planned figure given to a unit for a year (giao chỉ tiêu), by a decision. A new one replaces, never erases."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name="phong trào")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="chỉ số")
    year = models.PositiveSmallIntegerField("năm")
    value = models.DecimalField("mức giao", max_digits=16, decimal_places=4)
    decision = models.CharField("văn bản giao", max_length=120)
    assigned_on = models.DateField("ngày giao")
    assigned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người giao")
    is_current = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "chỉ tiêu giao"
        verbose_name_plural = "chỉ tiêu giao"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "indicator", "unit", "year"],
                condition=Q(is_current=True),
                name="assignment_one_current",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.unit}: {self.value}"


class Measurement(UnitFact):
    """A figure a person typed for an indicator, in a report: which period, from which object, by whom."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name="phong trào")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="chỉ số")
    party = models.ForeignKey("emulation.Party", models.PROTECT, null=True, blank=True, related_name="+")
    period = models.CharField("kỳ", max_length=10)
    value = models.DecimalField("giá trị", max_digits=18, decimal_places=4, null=True)  # None: "chưa có số"
    whole = models.DecimalField("trên tổng", max_digits=18, decimal_places=4, null=True, blank=True)  # of a share
    object_key = models.CharField("từ đâu", max_length=120, blank=True)
    measured_at = models.DateTimeField("lúc")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người nhập")

    class Meta:
        verbose_name = "số đo"
        verbose_name_plural = "số đo"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "indicator", "unit", "period"],
                condition=Q(party__isnull=True),
                name="measurement_once_a_unit",
            ),
            models.UniqueConstraint(
                fields=["campaign", "indicator", "party", "period"],
                condition=Q(party__isnull=False),
                name="measurement_once_a_party",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}: {self.value}"
