from fractions import Fraction

from django.db import models
from django.db.models import Q

from campaign_portal.foundation.models import StoredFile, User
from emulation.campaigns.models import Campaign
from emulation.poverty.models import PovertyStandard
from emulation.targets.rules import INDICATORS, IndicatorSpec
from emulation.targets.rules.indicators import Kind
from emulation.targets.rules.language import Condition, Goal, Scope, Span
from emulation.territory.models import Level, UnitFact, UnitMark


class Indicator(models.Model):
    """What can be measured: a rate, a count, a change, a share. `key` names the function that computes it, if any.

    One with a campaign is that plan's own (a policy, a kind of house): a person types its figures.
    """

    class Measure(models.TextChoices):
        POINTS = "points", "điểm %"
        PERCENT = "percent", "%"
        COUNT = "count", "số đếm"
        VND = "vnd", "đồng"

    key = models.SlugField("mã", max_length=60)
    campaign = models.ForeignKey(
        Campaign, models.CASCADE, null=True, blank=True, related_name="indicators", verbose_name="phong trào"
    )
    name = models.CharField("tên", max_length=200)
    measure = models.CharField("loại số", max_length=10, choices=Measure.choices)
    unit_of_measure = models.CharField("đơn vị tính", max_length=40)  # "điểm %", "hộ", "đồng"
    note = models.TextField("cách tính", blank=True)
    kind = models.CharField("cách hình thành", max_length=10, default=Kind.LEVEL.value)
    lower_is_better = models.BooleanField("càng thấp càng tốt", default=False)
    part = models.CharField("số đạt", max_length=120, blank=True)  # of a share: "hộ được vay"
    whole = models.CharField("trên số", max_length=120, blank=True)  # … over "hộ nghèo có nhu cầu vay"

    class Meta:
        verbose_name = "chỉ số"
        verbose_name_plural = "chỉ số"
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(campaign__isnull=True), name="indicator_once"),
            models.UniqueConstraint(
                fields=["campaign", "key"], condition=Q(campaign__isnull=False), name="indicator_once_a_campaign"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def spec(self) -> IndicatorSpec:
        """The catalogue's entry; of a campaign's own, what its file says."""
        known = INDICATORS.get(self.key)
        if self.campaign_id is None and known is not None:
            return known
        return IndicatorSpec(
            self.key,
            self.name,
            self.measure,
            self.unit_of_measure,
            self.note,
            typed=True,
            kind=Kind(self.kind),
            lower_is_better=self.lower_is_better,
            part=self.part,
            whole=self.whole,
        )


class Target(models.Model):
    """An indicator × scope × condition × time of a campaign (chỉ tiêu); `goal` is the same as plain values.

    `low` is divided by `divisor`, so that "2/3" is kept whole. `standard` is the poverty standard it speaks of, the
    campaign's own where the plan names no other.
    """

    class Condition(models.TextChoices):
        AT_LEAST = "at_least", "từ … trở lên"
        MORE_THAN = "more_than", "trên"
        AT_MOST = "at_most", "không quá"
        LESS_THAN = "less_than", "dưới"
        LEFT_BETWEEN = "left_between", "còn từ … đến"
        TIMES_BASELINE = "times_baseline", "gấp … lần năm gốc"
        FALLS_BY = "falls_by", "giảm một phần so với năm gốc"
        ZERO = "zero", "không còn"
        ABOUT_NONE = "about_none", "cơ bản không còn"
        MEETS_PLAN = "meets_plan", "đạt, vượt kế hoạch giao"
        BEATS_PLAN_BY = "beats_plan_by", "vượt kế hoạch giao, %"

    class Scope(models.TextChoices):
        UNIT = "unit", "toàn đơn vị phát động"
        EACH_DISTRICT = "each_district", "từng huyện"
        EACH_COMMUNE = "each_commune", "từng xã"
        EACH_HAMLET = "each_hamlet", "từng thôn"
        MARKED_AREA = "marked_area", "toàn bộ địa bàn thuộc diện"

    class Span(models.TextChoices):
        IN_YEAR = "in_year", "trong năm"
        EACH_YEAR = "each_year", "từng năm"
        AVERAGE = "average", "bình quân năm"
        WHOLE = "whole", "cả giai đoạn"
        BY_END_OF = "by_end_of", "đến cuối năm"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="targets", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=60)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="chỉ số")
    text = models.TextField("chỉ tiêu")  # as the plan words it
    scopes = models.JSONField("phạm vi", default=list)  # of Scope
    marks = models.JSONField("chỉ tính diện", default=list)  # of UnitMark.Mark: units with any of them
    groups = models.JSONField("nhóm dân cư", default=list)  # [{"key": "khmer", "name": "hộ đồng bào Khmer"}]
    counted_level = models.CharField("đếm đơn vị cấp", max_length=10, choices=Level.choices, blank=True)
    standard = models.ForeignKey(
        PovertyStandard, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chuẩn nghèo"
    )
    condition = models.CharField("điều kiện", max_length=20, choices=Condition.choices)
    low = models.DecimalField("mức", max_digits=16, decimal_places=4, default=0)
    divisor = models.PositiveSmallIntegerField("chia cho", default=1)
    high = models.DecimalField("đến", max_digits=16, decimal_places=4, null=True, blank=True)  # above it: vượt
    span = models.CharField("thời gian", max_length=10, choices=Span.choices)
    first_year = models.PositiveSmallIntegerField("từ năm")
    last_year = models.PositiveSmallIntegerField("đến năm")
    base_year = models.PositiveSmallIntegerField("so với cuối năm", null=True, blank=True)
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        ordering = ["campaign", "position"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "key"], name="target_once"),
            models.CheckConstraint(condition=Q(high__isnull=True) | Q(high__gte=models.F("low")), name="target_range"),
            models.CheckConstraint(condition=Q(divisor__gte=1), name="target_divisor"),
            models.CheckConstraint(condition=Q(last_year__gte=models.F("first_year")), name="target_years"),
            models.CheckConstraint(
                condition=Q(base_year__isnull=True) | Q(base_year__lt=models.F("last_year")), name="target_base_year"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def goal(self) -> Goal:
        return Goal(
            indicator=self.indicator.spec,
            condition=Condition(self.condition),
            span=Span(self.span),
            first_year=self.first_year,
            last_year=self.last_year,
            low=Fraction(self.low) / self.divisor,
            high=None if self.high is None else Fraction(self.high),
            base_year=self.base_year,
            scopes=tuple(Scope(scope) for scope in self.scopes),
            marks=tuple(self.marks),
            groups=tuple(group["key"] for group in self.groups),
            counted_level=self.counted_level,
        )

    @property
    def scope_words(self) -> str:
        """ "toàn đơn vị phát động, từng xã, diện xã 135; hộ đồng bào Khmer"."""
        words = ", ".join(self.Scope(scope).label for scope in self.scopes)
        if self.marks:
            words += ", diện " + ", ".join(UnitMark.Mark(mark).label for mark in self.marks)
        return words + "".join(f"; {group['name']}" for group in self.groups)


class TargetAssignment(UnitFact):
    """A planned figure given to a unit for a year (giao chỉ tiêu), by a decision. A new one replaces, never erases."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name="phong trào")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="chỉ số")
    year = models.PositiveSmallIntegerField("năm")
    value = models.DecimalField("mức giao", max_digits=16, decimal_places=4)
    decision = models.CharField("văn bản giao", max_length=120)
    assigned_on = models.DateField("ngày giao")
    assigned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người giao")
    sheet = models.ForeignKey(
        "emulation.AssignmentSheet", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bảng giao"
    )
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


class StatedFigure(UnitFact):
    """A figure of a unit as a whole at the end of a year, taken over from a paper by a person.

    What no review and no report holds: the year a plan compares with (S1 2021, S2 2015, S4 2016), households of a
    people, incomes. It says which paper, of which day; a new one replaces the earlier, which stays as history.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name="phong trào")
    quantity = models.SlugField("số gì", max_length=60)  # "poor", or a typed indicator's key
    group = models.SlugField("nhóm dân cư", max_length=40, blank=True)
    standard = models.ForeignKey(
        PovertyStandard, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chuẩn nghèo"
    )
    year = models.PositiveSmallIntegerField("năm")
    part = models.DecimalField("số", max_digits=18, decimal_places=4)
    whole = models.DecimalField("trên tổng", max_digits=18, decimal_places=4, null=True, blank=True)
    source = models.CharField("văn bản", max_length=200)
    source_on = models.DateField("ngày văn bản")
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField("nhập lúc")
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người nhập")
    is_current = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "số liệu theo văn bản"
        verbose_name_plural = "số liệu theo văn bản"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "quantity", "group", "unit", "year", "standard"],
                condition=Q(is_current=True, standard__isnull=False),
                name="stated_one_current",
            ),
            models.UniqueConstraint(
                fields=["campaign", "quantity", "group", "unit", "year"],
                condition=Q(is_current=True, standard__isnull=True),
                name="stated_one_current_of_no_standard",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="stated_names_its_paper"),
            models.CheckConstraint(
                condition=Q(part__gte=0) & (Q(whole__isnull=True) | Q(whole__gte=models.F("part"))),
                name="stated_within_its_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.year}, {self.unit}: {self.part}"


class Ruling(UnitFact):
    """What a person ruled where figures alone cannot judge: "đã hết dư địa", "cơ bản không còn", không áp dụng."""

    class Outcome(models.TextChoices):
        MET = "met", "đạt"
        FAILED = "failed", "không đạt"
        NOT_APPLICABLE = "not_applicable", "không áp dụng"

    target = models.ForeignKey(Target, models.CASCADE, related_name="rulings", verbose_name="chỉ tiêu")
    group = models.SlugField("nhóm dân cư", max_length=40, blank=True)
    year = models.PositiveSmallIntegerField("năm")  # at whose end
    outcome = models.CharField("kết luận", max_length=20, choices=Outcome.choices)
    reason = models.TextField("lý do, căn cứ")
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người kết luận")
    is_current = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "kết luận về chỉ tiêu"
        verbose_name_plural = "kết luận về chỉ tiêu"
        constraints = [
            models.UniqueConstraint(
                fields=["target", "unit", "group", "year"], condition=Q(is_current=True), name="ruling_one_current"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="ruling_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.target}, {self.unit}: {self.get_outcome_display()}"
