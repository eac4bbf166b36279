"""Every state of a campaign's definition, kept: the draft in hand, what is in force, what an amendment replaced."""

from typing import Self

from django.db import models
from django.db.models import Q

from campaign_portal.foundation import access, vietnamese
from campaign_portal.foundation.models import User
from emulation.campaigns.models.plan import Campaign
from emulation.people.models import Role
from emulation.territory.models import UnitFact

# Who prepares a campaign of his post's unit: the standing offices, the committee's leaders, a commune's own people.
PREPARING = frozenset(
    {
        Role.STANDING_OFFICER,
        Role.STANDING_HEAD,
        Role.INTERIOR_OFFICER,
        Role.INTERIOR_HEAD,
        Role.LEADER,
        Role.COMMUNE_OFFICER,
        Role.COMMUNE_LEADER,
    }
)


class CampaignVersionQuerySet(models.QuerySet["CampaignVersion"]):
    def visible_to(self, user) -> Self:
        """What was in force is a public paper, read by whoever holds a post; a draft by those who prepare it."""
        scope = access.scope(user)
        if not scope.posts:
            return self.none()
        own = {post.unit_id for post in scope.having(PREPARING)}
        return self.filter(~Q(state=CampaignVersion.State.DRAFT) | Q(unit_id__in=own))

    def in_hand(self) -> Self:
        return self.filter(state=CampaignVersion.State.DRAFT)

    def issued(self) -> Self:
        """What was put in force, the newest first."""
        return self.exclude(state=CampaignVersion.State.DRAFT).order_by("-number")


class CampaignVersion(UnitFact):
    """One text of a campaign's definition (YAML) of the unit that launches it.

    A draft may be wrong still and has no number; it belongs to no campaign until one is launched from it, or is the
    draft of an amendment. What was put in force is the canonical text and never changes.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "dự thảo"
        LAUNCHED = "launched", "đang hiệu lực"
        AMENDED = "amended", "đã được sửa đổi"
        CLOSED = "closed", "đã kết thúc"

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="versions", verbose_name="phong trào"
    )
    campaign_key = models.SlugField("mã phong trào", max_length=60)
    number = models.PositiveSmallIntegerField("bản thứ", null=True, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.DRAFT)
    name = models.CharField("tên gọi", max_length=200)
    text = models.TextField("toàn văn định nghĩa")
    revision = models.PositiveIntegerField("lần lưu", default=1)  # moves with every save: who saves knows what he saw
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="lập từ bản"
    )
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người lập")
    made_at = models.DateTimeField("lập lúc")
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người lưu")
    saved_at = models.DateTimeField("lưu lúc")
    in_force_on = models.DateField("có hiệu lực từ ngày", null=True, blank=True)
    launched_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người đưa vào hiệu lực"
    )
    launched_at = models.DateTimeField("đưa vào hiệu lực lúc", null=True, blank=True)
    # The paper that amends (văn bản sửa đổi, bổ sung); none for the first version and for one loaded from a file.
    document_kind = models.CharField("loại văn bản", max_length=60, blank=True)
    document_number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    document_date = models.DateField("ngày văn bản", null=True, blank=True)
    document_title = models.CharField("trích yếu", max_length=300, blank=True)
    document_signer = models.CharField("người ký", max_length=200, blank=True)

    trail_words = {
        "changed": "nội dung sửa",
        "source": "lập từ",
        "document": "văn bản",
        "faults": "số chỗ phải sửa",
    }
    trail_saves = ("sửa dự thảo phong trào",)

    objects = CampaignVersionQuerySet.as_manager()  # type: ignore[assignment]  # narrower than UnitFact's, on purpose

    class Meta:
        verbose_name = "bản định nghĩa phong trào"
        verbose_name_plural = "bản định nghĩa phong trào"
        ordering = ["campaign_key", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_key"], condition=Q(state="draft"), name="campaign_version_one_draft"
            ),
            models.UniqueConstraint(
                fields=["campaign_key"], condition=Q(state="launched"), name="campaign_version_one_in_force"
            ),
            models.UniqueConstraint(fields=["campaign_key", "number"], name="campaign_version_number_once"),
            models.CheckConstraint(
                condition=Q(state="draft", number=None, in_force_on=None)
                | ~Q(state="draft") & Q(campaign__isnull=False, number__isnull=False, in_force_on__isnull=False),
                name="campaign_version_in_force_has_number",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(document_number="", document_date=None)
                | ~Q(document_number="") & Q(document_date__isnull=False),
                name="campaign_version_document_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.label}"

    @property
    def label(self) -> str:
        """ "dự thảo", "bản 2"."""
        return f"bản {self.number}" if self.number else "dự thảo"

    @property
    def document(self) -> str:
        """ "Quyết định số 12/QĐ-UBND ngày 5/8/2020"."""
        if not self.document_number or self.document_date is None:
            return ""
        kind = self.document_kind or "Văn bản"
        return f"{kind} số {self.document_number} ngày {vietnamese.day(self.document_date)}"
