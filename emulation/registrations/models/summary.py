"""The consolidated list of registrations, as it was sent up."""

from typing import Self

from django.db import models
from django.db.models import Q

from campaign_portal.foundation import access
from campaign_portal.foundation.models import StoredFile, User
from emulation.campaigns.models import Campaign
from emulation.people.models import Function, Office
from emulation.territory.models import FactQuerySet, UnitFact

APART = frozenset({Function.PARTICIPANT, Function.HAMLET})  # offices at a unit that do not follow the whole campaign


class SummaryQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """The offices of the unit that launched the campaign: who sent it, who received it, the committee."""
        units = [post.unit_id for post in access.scope(user).posts if post.office_function not in APART]
        return self.filter(unit__in=units)


class RegistrationSummary(UnitFact):
    """One list that the standing office sent up (S3 III.2), frozen with its paper. `unit` is the campaign's; a list
    sent anew is the next version, the one before stays."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="phong trào")
    year = models.PositiveSmallIntegerField("năm")
    version = models.PositiveSmallIntegerField("lần")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="nơi gửi")
    receiver = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="nơi nhận")
    number = models.CharField("số văn bản", max_length=60)
    dated_on = models.DateField("ngày văn bản")
    counts = models.JSONField("số đăng ký", default=list)  # [{"name", "done", "all", "late", "missing": […]}]
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="bản tổng hợp")
    sent_at = models.DateTimeField("gửi lúc")
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người gửi")
    received_at = models.DateTimeField("nhận lúc", null=True, blank=True)
    received_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SummaryQuerySet.as_manager()

    class Meta:
        verbose_name = "bản tổng hợp đăng ký"
        verbose_name_plural = "bản tổng hợp đăng ký"
        ordering = ["campaign", "year", "version"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "year", "version"], name="registration_summary_version_once"),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True, received_by__isnull=True)
                | Q(received_at__isnull=False, received_by__isnull=False),
                name="registration_summary_received_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"tổng hợp đăng ký thi đua {self.year}, lần {self.version}"
