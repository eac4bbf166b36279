from typing import Self

from django.db import models
from django.db.models import Q

from campaign_portal.foundation import access
from campaign_portal.foundation.models import StoredFile, User
from emulation.campaigns.models import Campaign
from emulation.people.models import Party
from emulation.territory.models import FactQuerySet, UnitFact, seen_from


class ContributionQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """What was received below one's unit, and what one's own office gave."""
        scope = access.scope(user)
        return self.filter(seen_from(scope) | Q(donor__office_id__in=scope.read_office_ids))

    def confirmed(self) -> Self:
        return self.filter(confirmed_on__isnull=False)


class Contribution(UnitFact):
    """What a donor gave. `unit` is the unit that received it; only confirmed ones count (S3 IV.2.2)."""

    class Kind(models.TextChoices):
        MONEY = "money", "tiền"
        GOODS = "goods", "quà, hiện vật quy ra tiền"
        LABOUR = "labour", "ngày công"
        HOUSE_BUILT = "house_built", "nhà xây mới"
        HOUSE_REPAIRED = "house_repaired", "nhà sửa chữa"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="phong trào")
    donor = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="người đóng góp")
    kind = models.CharField("loại", max_length=20, choices=Kind.choices)
    value_vnd = models.PositiveBigIntegerField("giá trị, đồng", default=0)
    quantity = models.DecimalField("số lượng", max_digits=10, decimal_places=1, null=True, blank=True)
    given_on = models.DateField("ngày")
    purpose = models.CharField("nội dung", max_length=300)
    confirmation = models.CharField("giấy xác nhận", max_length=120, blank=True)
    confirmed_on = models.DateField("ngày xác nhận", null=True, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người ghi")

    objects = ContributionQuerySet.as_manager()

    trail_words = {
        "value": "emulation.Contribution.value_vnd",
        "paper": "emulation.Contribution.confirmation",
        "date": "emulation.Contribution.confirmed_on",
    }

    class Meta:
        verbose_name = "đóng góp"
        verbose_name_plural = "đóng góp"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | ~Q(confirmation=""), name="contribution_confirmed_by_a_paper"
            ),
            models.CheckConstraint(
                # An empty quantity compares to nothing, and what compares to nothing would pass.
                condition=Q(value_vnd__gt=0) | Q(quantity__isnull=False, quantity__gt=0),
                name="contribution_is_worth_something",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "donor"])]

    def __str__(self) -> str:
        return f"{self.donor}: {self.purpose}"


class ContributionWay(models.Model):
    """A way to give that the plan names: a fund (Quỹ “Vì người nghèo”), houses, linked production and sale (S0 V.4)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="contribution_ways", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=40)
    name = models.CharField("cách đóng góp", max_length=200)
    kinds = models.JSONField("loại", default=list)  # of Contribution.Kind; empty: worth no money of its own
    is_fund = models.BooleanField("là quỹ", default=False)
    role_keys = models.JSONField("ai vận động", default=list)  # keys of participant classes and of roles
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "cách đóng góp"
        verbose_name_plural = "cách đóng góp"
        ordering = ["campaign", "position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="contribution_way_once")]

    def __str__(self) -> str:
        return self.name
