from typing import Self

from django.db import models
from django.db.models import Q

from campaign_portal.foundation import access
from campaign_portal.foundation.models import StoredFile, User
from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign
from emulation.people.models import Party
from emulation.people.permissions import INTERIOR_OFFICE, READERS, STANDING_OFFICE
from emulation.territory.models import FactQuerySet, Level, UnitFact, seen_from
from reporting.reports.models import Report

READING_ROLES = STANDING_OFFICE | INTERIOR_OFFICE | READERS


class SnapshotQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """The standing and interior offices and the leadership of the unit and of those above (S3 V.6).

        A commune sees its own report, not what the town made of all.
        """
        posts = access.scope(user).having(READING_ROLES)
        above = tuple(post for post in posts if post.unit_level in {Level.PROVINCE, Level.DISTRICT})
        return self.filter(seen_from(access.Scope(above)))


class Snapshot(UnitFact):
    """A consolidated report: numbered and frozen, with a checksum. A later one stands beside it, never over it."""

    class State(models.TextChoices):
        COMPILING = "compiling", "đang tổng hợp"
        FROZEN = "frozen", "đã chốt"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="phong trào")
    period = models.CharField("kỳ", max_length=10)
    number = models.PositiveSmallIntegerField("bản số", null=True, blank=True)  # given when frozen
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.COMPILING)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người tổng hợp")
    asked_at = models.DateTimeField("yêu cầu lúc")
    frozen_at = models.DateTimeField("chốt lúc", null=True, blank=True)
    totals = models.JSONField("tổng", default=dict)
    checksum = models.CharField("mã băm", max_length=64, blank=True)
    chart_svg = models.TextField("biểu đồ", blank=True)
    xlsx = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo tổng hợp"
        verbose_name_plural = "báo cáo tổng hợp"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "period", "number"],
                condition=Q(number__isnull=False),
                name="snapshot_number_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "unit", "period"], condition=Q(state="compiling"), name="snapshot_one_compiling"
            ),
            models.CheckConstraint(
                condition=Q(state="compiling") | (Q(number__isnull=False) & ~Q(checksum="")),
                name="snapshot_frozen_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"báo cáo tổng hợp {self.period_name}, {self.unit.title}"

    @property
    def period_name(self) -> str:
        return Period(self.period).name

    @property
    def key(self) -> str:
        """How its job and files name it."""
        return f"{self._meta.label}:{self.pk}"

    @property
    def is_frozen(self) -> bool:
        return self.state == self.State.FROZEN


class SnapshotLine(models.Model):
    """One participant's line: its figures as its report froze them, or that none came."""

    class Timeliness(models.TextChoices):
        ON_TIME = "on_time", "Đúng hạn"
        LATE = "late", "Trễ"
        MISSING = "missing", "Chưa nộp"

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="lines", verbose_name="báo cáo tổng hợp")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="đơn vị")
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="+", verbose_name="báo cáo")
    submission = models.PositiveSmallIntegerField("lần nộp", null=True)
    place = models.PositiveSmallIntegerField("thứ tự")
    is_commune = models.BooleanField("là xã, phường")
    timeliness = models.CharField("tình trạng", max_length=10, choices=Timeliness.choices)
    submitted_on = models.DateField("ngày nộp", null=True)
    days_late = models.PositiveSmallIntegerField("số ngày trễ", default=0)
    plan_points = models.DecimalField("kế hoạch giảm", max_digits=16, decimal_places=4, null=True)  # for the year
    figures = models.JSONField("số liệu", default=dict)  # code → {"value", "whole", "provisional", "note"}, as texts
    narratives = models.JSONField("nội dung", default=dict)  # section → text

    class Meta:
        verbose_name = "dòng tổng hợp"
        verbose_name_plural = "dòng tổng hợp"
        ordering = ["snapshot", "place"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "party"], name="snapshot_line_once")]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_timeliness_display()}"
