from django.db import models
from django.db.models import Q

from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.regimes.models import AwardForm
from emulation.territory.models import UnitFact


class AwardQuota(UnitFact):
    """What the superior's paper allots of one award form for one year (S4 4.3). `unit` is the campaign's."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="phong trào")
    award_form = models.ForeignKey(AwardForm, models.PROTECT, related_name="+", verbose_name="hình thức")
    year = models.PositiveSmallIntegerField("năm xét")
    allotted = models.PositiveIntegerField("số được phân bổ")
    issuer = models.CharField("cơ quan phân bổ", max_length=160)
    document = models.CharField("số văn bản", max_length=60)
    document_on = models.DateField("ngày văn bản")
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người ghi")
    entered_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "số được phân bổ"
        verbose_name_plural = "số được phân bổ"
        ordering = ["-year", "award_form"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "award_form", "year"], name="award_quota_once_a_year"),
            models.CheckConstraint(condition=~Q(document="") & ~Q(issuer=""), name="award_quota_has_its_paper"),
        ]

    def __str__(self) -> str:
        return f"phân bổ {self.award_form} năm {self.year}"

    @property
    def paper(self) -> str:
        """ "Công văn 12/BTĐKT của Ban TĐKT Trung ương"."""
        return f"{self.document} của {self.issuer}"
