"""The register of poor, near-poor and newly escaped households. Seen only by the posts that work with them."""

from typing import Self

from django.db import models
from django.db.models import Q

from campaign_portal.foundation import access
from emulation.people.models import Party, Role
from emulation.territory.models import NOTHING, FactQuerySet, UnitFact, seen_from

SEES_HOUSEHOLDS = frozenset(
    {Role.HAMLET_HEAD, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.STANDING_OFFICER, Role.STANDING_HEAD}
)


class HouseholdQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """Only posts that work with households: the hamlet's, the commune's, the poverty office's."""
        return self.filter(seen_from(access.Scope(access.scope(user).having(SEES_HOUSEHOLDS)), of_split=NOTHING))


class Household(UnitFact):
    """A household of a hamlet. `unit` is the hamlet."""

    party = models.OneToOneField(Party, models.PROTECT, related_name="+", verbose_name="đối tượng")
    head_name = models.CharField("chủ hộ", max_length=120)
    member_count = models.PositiveSmallIntegerField("số nhân khẩu")

    objects = HouseholdQuerySet.as_manager()

    trail_is_private = True
    trail_words = {
        "hamlet": "thôn",
        "members": "nhân khẩu",
        "year": "năm",
        "class": "emulation.HouseholdYear.poverty_class",
        "income": "emulation.HouseholdYear.income_per_head_vnd",
        "list": "emulation.HouseholdYear.list_number",
        "helper": "emulation.Support.helper",
        "outcome": "emulation.Support.outcome",
    }

    class Meta:
        verbose_name = "hộ"
        verbose_name_plural = "hộ"
        constraints = [models.CheckConstraint(condition=Q(member_count__gt=0), name="household_has_members")]

    def __str__(self) -> str:
        return f"hộ {self.head_name}"


class HouseholdYear(models.Model):
    """What a household was found to be in one year's review, by which approved list, and what it earned."""

    class PovertyClass(models.TextChoices):
        POOR = "poor", "hộ nghèo"
        NEAR_POOR = "near_poor", "hộ cận nghèo"
        ESCAPED = "escaped", "đã thoát nghèo"
        NOT_POOR = "not_poor", "không nghèo"

    household = models.ForeignKey(Household, models.CASCADE, related_name="years", verbose_name="hộ")
    year = models.PositiveSmallIntegerField("năm")
    poverty_class = models.CharField("diện", max_length=12, choices=PovertyClass.choices)
    income_per_head_vnd = models.PositiveIntegerField("thu nhập, đồng/người/tháng", null=True, blank=True)
    is_provisional = models.BooleanField("sơ bộ", default=False)
    list_number = models.CharField("quyết định phê duyệt danh sách", max_length=60, blank=True)
    list_date = models.DateField("ngày quyết định", null=True, blank=True)
    registered_on = models.DateField("tự nguyện đăng ký thoát nghèo ngày", null=True, blank=True)  # S0 III-TC 4.2

    class Meta:
        verbose_name = "hộ theo năm"
        verbose_name_plural = "hộ theo năm"
        constraints = [models.UniqueConstraint(fields=["household", "year"], name="household_year_once")]

    def __str__(self) -> str:
        return f"{self.household} năm {self.year}: {self.get_poverty_class_display()}"


class Support(models.Model):
    """Who was assigned to help a household, what was done, and what became of it."""

    class Outcome(models.TextChoices):
        UNDER_WAY = "under_way", "đang giúp"
        ESCAPED_STABLE_WORK = "escaped_stable_work", "có việc làm ổn định, đã thoát nghèo"
        NOT_YET = "not_yet", "chưa thoát nghèo"

    household = models.ForeignKey(Household, models.CASCADE, related_name="supports", verbose_name="hộ")
    helper = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="người giúp")
    year = models.PositiveSmallIntegerField("năm")
    deed = models.CharField("việc giúp", max_length=300)
    outcome = models.CharField("kết quả", max_length=20, choices=Outcome.choices, default=Outcome.UNDER_WAY)
    confirmed_by = models.CharField("giấy xác nhận", max_length=120, blank=True)

    class Meta:
        verbose_name = "giúp đỡ hộ"
        verbose_name_plural = "giúp đỡ hộ"
        constraints = [
            models.UniqueConstraint(fields=["household", "helper", "year"], name="support_once_a_year"),
            # "Helped out of poverty" counts towards an award (S3 IV.2.2.b): never without a paper.
            models.CheckConstraint(
                condition=~Q(outcome="escaped_stable_work") | ~Q(confirmed_by=""), name="support_outcome_by_a_paper"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.helper} giúp {self.household}"
