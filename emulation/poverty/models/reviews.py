"""Reviews (rà soát): a set per commune, year, period and standard; one wide row per hamlet; one total per commune.

Core counts are nullable integer columns: empty is not 0. No figures above the commune are stored.
"""

import datetime as dt
from operator import attrgetter
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from campaign_portal.foundation import access
from campaign_portal.foundation.loaded import LoadedStraight
from campaign_portal.foundation.models import User
from campaign_portal.foundation.periods import Period
from emulation.poverty.models.standards import PovertyStandard
from emulation.poverty.rules import columns, limits
from emulation.poverty.rules.breakdowns.tables import LineName
from emulation.territory.models import FactQuerySet, Level, UnitFact, seen_from


class ReviewSetQuerySet(FactQuerySet):
    def in_hand(self) -> Self:
        """What somebody still works on or decides on: a first version, or a correction of an approved one."""
        return self.exclude(state=ReviewSet.State.APPROVED)

    def visible_to(self, user) -> Self:
        """The commune sees its reviews, a hamlet head those that hold his hamlet; above, what was handed in."""
        posts = access.scope(user).posts
        hamlets = tuple(post for post in posts if post.unit_level == Level.HAMLET)
        communes = tuple(post for post in posts if post.unit_level == Level.COMMUNE)
        above = tuple(post for post in posts if post.unit_level not in {Level.HAMLET, Level.COMMUNE})
        seen = seen_from(access.Scope(communes))
        if hamlets:
            rows = ReviewRow.objects.filter(seen_from(access.Scope(hamlets)))
            seen |= Q(pk__in=rows.values("review_id"))
        if above:
            handed_in = Q(submitted_at__isnull=False) | Q(is_opening=True, corrects__isnull=True)
            seen |= seen_from(access.Scope(above)) & handed_in
        return self.filter(seen)


class ReviewSet(UnitFact):
    """The review of one commune in one period: state, versions, papers. `unit` is the commune."""

    class State(models.TextChoices):
        DRAFT = "draft", "đang nhập"
        WITH_LEADER = "with_leader", "chờ lãnh đạo xã"
        SUBMITTED = "submitted", "đã nộp"
        RETURNED = "returned", "trả lại để bổ sung"
        APPROVED = "approved", "đã duyệt"

    EDITABLE = frozenset({State.DRAFT, State.RETURNED})
    SENT = frozenset({State.SUBMITTED, State.APPROVED})

    year = models.PositiveSmallIntegerField("năm")
    period = models.CharField("kỳ", max_length=10)  # "2020-M06"
    standard = models.ForeignKey(PovertyStandard, models.PROTECT, related_name="+", verbose_name="chuẩn nghèo")
    version = models.PositiveSmallIntegerField("lần", default=1)
    is_current = models.BooleanField("bản hiện hành", default=True)
    # A correction (bản đính chính) names what it corrects; that one counts until this one is approved.
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="đính chính cho"
    )
    correction_reason = models.TextField("lý do đính chính", blank=True)
    is_opening = models.BooleanField("số liệu đầu kỳ nhập từ danh sách đã duyệt", default=False)
    state = models.CharField("trạng thái", max_length=20, choices=State.choices, default=State.DRAFT)
    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    return_reason = models.TextField("lý do trả lại", blank=True)
    decision_number = models.CharField("quyết định phê duyệt", max_length=60, blank=True)
    decision_date = models.DateField("ngày quyết định", null=True, blank=True)
    remark = models.TextField("ghi chú", blank=True)

    objects = ReviewSetQuerySet.as_manager()

    trail_words = {
        "hamlets": "thôn",
        "decision": "quyết định",
        "where": "câu hỏi",
        "text": "giải trình",
        "replaced_by": "thay bằng",
    }
    trail_saves = ("nhập số liệu rà soát", "giải trình số liệu")

    class Meta:
        verbose_name = "đợt rà soát"
        verbose_name_plural = "đợt rà soát"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "standard"], condition=Q(is_current=True), name="review_one_current"
            ),
            models.UniqueConstraint(fields=["unit", "period", "standard", "version"], name="review_version_once"),
            models.UniqueConstraint(
                fields=["unit", "period", "standard"],
                condition=Q(is_current=False) & ~Q(state="approved"),
                name="review_one_correction_in_hand",
            ),
            models.CheckConstraint(
                condition=Q(is_current=True) | Q(state="approved") | Q(corrects__isnull=False),
                name="review_in_hand_counts_or_corrects",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(correction_reason="") & Q(version__gt=1),
                name="review_correction_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_at__isnull=False), name="review_approved_has_moment"
            ),
            models.CheckConstraint(
                condition=Q(is_opening=False) | ~Q(decision_number=""), name="review_opening_names_its_paper"
            ),
        ]
        indexes = [models.Index(fields=["period", "district"]), models.Index(fields=["period", "commune"])]

    def __str__(self) -> str:
        again = f" (lần {self.version})" if self.version > 1 else ""
        return f"rà soát {self.period_name}, {self.unit.title}{again}"

    @property
    def is_correction_in_hand(self) -> bool:
        """A version that is being worked on while the one before it counts."""
        return not self.is_current and self.state != self.State.APPROVED

    @property
    def is_replaced(self) -> bool:
        """An old version: read, never counted."""
        return not self.is_current and self.state == self.State.APPROVED

    @property
    def period_name(self) -> str:
        return Period(self.period).name

    @property
    def is_provisional(self) -> bool:
        """Mid-year figures, and a year's before they are approved, are preliminary (sơ bộ)."""
        return self.state != self.State.APPROVED or Period(self.period).months != 12

    @property
    def figures_on(self) -> dt.date:
        """The day the figures stand for."""
        return Period(self.period).ends_on


def count(name: str) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(name, null=True, blank=True)


_ALL_COUNTS = attrgetter(*columns.ALL_FIELDS)


class ReviewCounts(LoadedStraight):
    """The counts of F1–F3 and F17, for households and for persons (`rules.columns` describes each)."""

    households_total = count("tổng số (hộ)")
    households_minority_total = count("tổng số dân tộc thiểu số (hộ)")
    households_poor_start = count("nghèo đầu kỳ (hộ)")
    households_poor_to_near = count("nghèo thành cận nghèo (hộ)")
    households_poor_above_near = count("vượt chuẩn cận nghèo (hộ)")
    households_poor_other_out = count("giảm khác của hộ nghèo (hộ)")
    households_poor_from_near = count("cận nghèo thành nghèo (hộ)")
    households_poor_relapsed = count("tái nghèo (hộ)")
    households_poor_new = count("nghèo phát sinh mới (hộ)")
    households_poor_other_in = count("tăng khác của hộ nghèo (hộ)")
    households_poor_end = count("nghèo cuối kỳ (hộ)")
    households_poor_minority_start = count("nghèo DTTS đầu kỳ (hộ)")
    households_poor_minority_end = count("nghèo DTTS cuối kỳ (hộ)")
    households_near_start = count("cận nghèo đầu kỳ (hộ)")
    households_near_escaped = count("thoát cận nghèo (hộ)")
    households_near_to_poor = count("cận nghèo thành nghèo (hộ)")
    households_near_other_out = count("giảm khác của hộ cận nghèo (hộ)")
    households_near_from_poor = count("nghèo thành cận nghèo (hộ)")
    households_near_relapsed = count("tái cận nghèo (hộ)")
    households_near_new = count("cận nghèo phát sinh mới (hộ)")
    households_near_other_in = count("tăng khác của hộ cận nghèo (hộ)")
    households_near_end = count("cận nghèo cuối kỳ (hộ)")
    households_near_minority_end = count("cận nghèo DTTS cuối kỳ (hộ)")
    households_average_living = count("nông, lâm, ngư nghiệp có mức sống trung bình (hộ)")
    persons_total = count("tổng số (nhân khẩu)")
    persons_minority_total = count("tổng số dân tộc thiểu số (nhân khẩu)")
    persons_poor_start = count("nghèo đầu kỳ (nhân khẩu)")
    persons_poor_to_near = count("nghèo thành cận nghèo (nhân khẩu)")
    persons_poor_above_near = count("vượt chuẩn cận nghèo (nhân khẩu)")
    persons_poor_other_out = count("giảm khác của hộ nghèo (nhân khẩu)")
    persons_poor_from_near = count("cận nghèo thành nghèo (nhân khẩu)")
    persons_poor_relapsed = count("tái nghèo (nhân khẩu)")
    persons_poor_new = count("nghèo phát sinh mới (nhân khẩu)")
    persons_poor_other_in = count("tăng khác của hộ nghèo (nhân khẩu)")
    persons_poor_end = count("nghèo cuối kỳ (nhân khẩu)")
    persons_poor_minority_start = count("nghèo DTTS đầu kỳ (nhân khẩu)")
    persons_poor_minority_end = count("nghèo DTTS cuối kỳ (nhân khẩu)")
    persons_near_start = count("cận nghèo đầu kỳ (nhân khẩu)")
    persons_near_escaped = count("thoát cận nghèo (nhân khẩu)")
    persons_near_to_poor = count("cận nghèo thành nghèo (nhân khẩu)")
    persons_near_other_out = count("giảm khác của hộ cận nghèo (nhân khẩu)")
    persons_near_from_poor = count("nghèo thành cận nghèo (nhân khẩu)")
    persons_near_relapsed = count("tái cận nghèo (nhân khẩu)")
    persons_near_new = count("cận nghèo phát sinh mới (nhân khẩu)")
    persons_near_other_in = count("tăng khác của hộ cận nghèo (nhân khẩu)")
    persons_near_end = count("cận nghèo cuối kỳ (nhân khẩu)")
    persons_near_minority_end = count("cận nghèo DTTS cuối kỳ (nhân khẩu)")
    persons_average_living = count("nông, lâm, ngư nghiệp có mức sống trung bình (nhân khẩu)")

    class Meta:
        abstract = True

    @property
    def counts(self) -> dict[str, int | None]:
        """Column name → count."""
        return dict(zip(columns.ALL_FIELDS, _ALL_COUNTS(self), strict=True))


def _sum(*names: str) -> Combinable:
    total: Combinable = Coalesce(F(names[0]), 0)
    for name in names[1:]:
        total = total + Coalesce(F(name), 0)
    return total


def _impossible() -> list[models.CheckConstraint]:
    """What no review can hold (V2, V11, V16), whichever way it came in: `rules.limits`, as constraints."""
    found = []
    for population in columns.POPULATIONS:
        for limit in limits.LIMITS:
            parts, whole = limits.names(limit, population)
            found.append(
                models.CheckConstraint(
                    condition=Q(**{f"{whole}__isnull": True}) | Q(**{f"{whole}__gte": _sum(*parts)}),
                    name=f"%(class)s_{population[:1]}_{limit.name}",
                )
            )
    for key in limits.WITH_MEMBERS:
        persons, households = columns.field_name(columns.PERSONS, key), columns.field_name(columns.HOUSEHOLDS, key)
        found.append(
            models.CheckConstraint(
                condition=Q(**{f"{persons}__isnull": True})
                | Q(**{f"{households}__isnull": True})
                | Q(**{f"{persons}__gte": F(households)}),
                name=f"%(class)s_members_{key}",
            )
        )
    return found


class ReviewRow(ReviewCounts, UnitFact):
    """One hamlet's counts in a review. `unit` is the hamlet.

    `held` is what was typed and can't stand yet ("4,5", 128 poor of 76): column → text. It belongs to the review, not
    to one person's draft, because two officers may enter one review and the leader looks at it (decision 0020).
    """

    review = models.ForeignKey(ReviewSet, models.CASCADE, related_name="rows", verbose_name="đợt rà soát")
    held = models.JSONField("chờ sửa", default=dict, blank=True)

    class Meta:
        verbose_name = "số liệu của thôn"
        verbose_name_plural = "số liệu của thôn"
        constraints = [
            models.UniqueConstraint(fields=["review", "unit"], name="review_row_once"),
            *_impossible(),
        ]

    def __str__(self) -> str:
        return f"{self.unit.title}, {self.review.period_name}"


class ReviewLine(models.Model):
    """One count of a breakdown in a hamlet's row: the poor (or near-poor, or all) by a lack, group, people or cause.

    `code` names what, from the catalogues of the review's standard: "lack.job", "cause.no_land"
    (`rules.breakdowns.tables`). What is not known has no line: empty is not 0.
    """

    class Whose(models.TextChoices):
        POOR = "poor", "hộ nghèo"
        NEAR = "near", "hộ cận nghèo"
        ALL = "all", "hộ chung"

    class Population(models.TextChoices):
        HOUSEHOLDS = "households", "hộ"
        PERSONS = "persons", "nhân khẩu"

    # The unique constraint below begins with it: an index of its own would double the space of lines.
    row = models.ForeignKey(
        ReviewRow, models.CASCADE, related_name="lines", verbose_name="số liệu của thôn", db_index=False
    )
    poverty_class = models.CharField("diện", max_length=4, choices=Whose.choices)
    code = models.CharField("dòng của biểu", max_length=60)
    population = models.CharField("hộ hay nhân khẩu", max_length=10, choices=Population.choices)
    value = models.PositiveIntegerField("số")

    class Meta:
        verbose_name = "dòng phân tích"
        verbose_name_plural = "dòng phân tích"
        constraints = [
            models.UniqueConstraint(fields=["row", "poverty_class", "code", "population"], name="review_line_once"),
            models.CheckConstraint(
                condition=Q(poverty_class__in=["poor", "near", "all"]), name="review_line_of_a_class"
            ),
            models.CheckConstraint(
                condition=Q(population__in=["households", "persons"]), name="review_line_of_a_population"
            ),
            models.CheckConstraint(condition=Q(code__contains="."), name="review_line_names_its_form"),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"

    @property
    def field(self) -> str:
        """As grids and forms name it: "households_poor.lack.job"."""
        return LineName(self.population, self.poverty_class, self.code).field


class CommuneTotal(ReviewCounts, UnitFact):
    """The sum of an approved review's rows, written in the approving transaction and always recomputable."""

    review = models.OneToOneField(ReviewSet, models.CASCADE, related_name="total", verbose_name="đợt rà soát")
    period = models.CharField("kỳ", max_length=10)
    hamlet_count = models.PositiveSmallIntegerField("số thôn")

    class Meta:
        verbose_name = "tổng của xã"
        verbose_name_plural = "tổng của xã"
        indexes = [models.Index(fields=["period", "district"]), models.Index(fields=["period", "province"])]

    def __str__(self) -> str:
        return f"{self.unit.title}, {self.period}"


class ReviewNote(models.Model):
    """The written explanation that a warning asks for: which rule, which hamlet, and why it is right all the same."""

    review = models.ForeignKey(ReviewSet, models.CASCADE, related_name="notes", verbose_name="đợt rà soát")
    row = models.ForeignKey(ReviewRow, models.CASCADE, null=True, blank=True, related_name="notes")
    code = models.CharField("quy tắc", max_length=40)  # "V6:households" and the like
    text = models.TextField("giải trình")
    about = models.TextField("giải trình cho câu")  # the sentence it answers: other figures ask again
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "giải trình"
        verbose_name_plural = "giải trình"
        constraints = [
            models.UniqueConstraint(fields=["review", "row", "code"], name="review_note_once"),
            models.UniqueConstraint(
                fields=["review", "code"], condition=Q(row__isnull=True), name="review_note_once_a_commune"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="review_note_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"


class FormNumber(models.Model):
    """The official number of a printed table ("Mẫu số 7.1"), by standard: the administrator writes it from the act."""

    standard = models.ForeignKey(PovertyStandard, models.CASCADE, related_name="+", verbose_name="chuẩn nghèo")
    form = models.CharField("biểu", max_length=10)  # "F1"
    number = models.CharField("số hiệu chính thức", max_length=60)
    legal_basis = models.CharField("căn cứ", max_length=200, blank=True)

    class Meta:
        verbose_name = "số hiệu biểu in"
        verbose_name_plural = "số hiệu biểu in"
        constraints = [models.UniqueConstraint(fields=["standard", "form"], name="form_number_once")]

    def __str__(self) -> str:
        return f"{self.form}: {self.number}"
