from typing import Self

from django.db import models
from django.db.models import Q

from campaign_portal.foundation import access
from campaign_portal.foundation.models import StoredFile, User
from emulation.campaigns.models import Campaign
from emulation.households.models import Household
from emulation.people.models import Party
from emulation.territory.models import FactQuerySet, Unit, UnitFact, seen_from


class ContributionQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """What was received below one's unit, and what one's own office gave."""
        scope = access.scope(user)
        return self.filter(seen_from(scope) | Q(donor__office_id__in=scope.read_office_ids))

    def standing(self) -> Self:
        """Without those that were withdrawn."""
        return self.filter(withdrawn_on__isnull=True)

    def confirmed(self) -> Self:
        return self.standing().filter(confirmed_on__isnull=False)

    def gifts(self) -> Self:
        """What adds up to a donor's sum: a loan is paid back and is no gift (decision 0090)."""
        return self.standing().exclude(kind=Contribution.Kind.LOAN)


class Contribution(UnitFact):
    """What a donor gave or lent. `unit` is the unit that received it; only confirmed ones count (S3 IV.2.2).

    `way_key` is the fund or way of the campaign's plan, `way_name` its words on that day: a plan may be amended.
    For whom: `for_unit`, a place, or `households` of the register; neither when it went to the whole receiving unit.
    """

    class Kind(models.TextChoices):
        MONEY = "money", "tiền"
        GOODS = "goods", "quà, hiện vật quy ra tiền"
        LABOUR = "labour", "ngày công"
        HOUSE_BUILT = "house_built", "nhà xây mới"
        HOUSE_REPAIRED = "house_repaired", "nhà sửa chữa"
        LOAN = "loan", "cho vay, cho mượn"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="phong trào")
    donor = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="người đóng góp")
    kind = models.CharField("loại", max_length=20, choices=Kind.choices)
    value_vnd = models.PositiveBigIntegerField("giá trị, đồng", default=0)
    quantity = models.DecimalField("số lượng", max_digits=10, decimal_places=1, null=True, blank=True)
    given_on = models.DateField("ngày")
    purpose = models.CharField("nội dung", max_length=300)
    way_key = models.SlugField("mã quỹ, cách đóng góp", max_length=40, blank=True)
    way_name = models.CharField("quỹ, cách đóng góp", max_length=200, blank=True)
    for_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị được hưởng"
    )
    households = models.ManyToManyField(Household, related_name="+", blank=True, verbose_name="hộ được hưởng")
    confirmation = models.CharField("giấy xác nhận", max_length=120, blank=True)
    confirmed_on = models.DateField("ngày xác nhận", null=True, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người ghi")
    withdrawn_on = models.DateField("ngày rút", null=True, blank=True)
    withdrawal_reason = models.CharField("lý do rút", max_length=300, blank=True)

    objects = ContributionQuerySet.as_manager()

    trail_words = {
        "value": "emulation.Contribution.value_vnd",
        "paper": "emulation.Contribution.confirmation",
        "date": "emulation.Contribution.confirmed_on",
        "way": "emulation.Contribution.way_name",
        "place": "emulation.Contribution.for_unit",
        "number": "số hộ được hưởng",
        "reason": "lý do",
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
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawal_reason=""),
                name="contribution_withdrawn_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "donor"])]

    def __str__(self) -> str:
        return f"{self.donor}: {self.purpose}"


class Donor(models.Model):
    """What is known of a party because it gives: what sort of donor it is, and from which country when from abroad."""

    class Sort(models.TextChoices):
        ENTERPRISE = "enterprise", "doanh nghiệp, hợp tác xã"
        OFFICE = "office", "cơ quan, đơn vị"
        ASSOCIATION = "association", "hội, đoàn thể, tổ chức xã hội"
        RELIGIOUS = "religious", "cơ sở tôn giáo"
        GROUP = "group", "nhóm thiện nguyện"
        INTERNATIONAL = "international", "tổ chức quốc tế, tổ chức nước ngoài"
        PERSON = "person", "cá nhân, hộ gia đình"

    party = models.OneToOneField(Party, models.PROTECT, related_name="+", verbose_name="người đóng góp")
    sort = models.CharField("loại người đóng góp", max_length=20, choices=Sort.choices, blank=True)
    country = models.CharField("nước", max_length=60, blank=True)  # "": Việt Nam

    class Meta:
        verbose_name = "người đóng góp"
        verbose_name_plural = "người đóng góp"

    def __str__(self) -> str:
        return str(self.party)


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
