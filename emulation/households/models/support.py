"""Who was assigned to help a household or a place, what was done day by day, and what became of it."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from campaign_portal.foundation import access
from campaign_portal.foundation.models import User
from emulation.households.models.household import SEES_HOUSEHOLDS, Household
from emulation.people.models import Party
from emulation.territory.models import NOTHING, FactQuerySet, UnitFact, seen_from


class SupportQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """Of a household, whoever may read its name; of a place, whoever follows what lies there."""
        scope = access.scope(user)
        of_household = seen_from(access.Scope(scope.having(SEES_HOUSEHOLDS)), of_split=NOTHING)
        return self.filter(Q(household__isnull=True) & seen_from(scope) | Q(household__isnull=False) & of_household)

    def standing(self) -> Self:
        """Without those that were withdrawn."""
        return self.filter(withdrawn_on__isnull=True)


class Support(UnitFact):
    """A helper assigned for a year: to a household (S3 V.5), or to a place, `household` being empty (S1 II.1.đ).

    `unit` is the household's hamlet, or the place. `outcome` is what the helper's side says; whether the household left
    poverty the register says (`HouseholdYear`), beside it.
    """

    class Outcome(models.TextChoices):
        UNDER_WAY = "under_way", "đang giúp"
        STABLE_WORK = "stable_work", "có việc làm ổn định, chưa thoát nghèo"
        ESCAPED_STABLE_WORK = "escaped_stable_work", "có việc làm ổn định, đã thoát nghèo"
        NOT_YET = "not_yet", "chưa thoát nghèo"

    UNDER_WAY = (Outcome.UNDER_WAY, Outcome.STABLE_WORK)  # helped, not yet out of poverty

    household = models.ForeignKey(
        Household, models.CASCADE, null=True, blank=True, related_name="supports", verbose_name="hộ"
    )
    helper = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="người giúp")
    year = models.PositiveSmallIntegerField("năm")
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    deed = models.CharField("việc giúp", max_length=300)
    outcome = models.CharField("kết quả", max_length=20, choices=Outcome.choices, default=Outcome.UNDER_WAY)
    confirmed_by = models.CharField("giấy xác nhận", max_length=120, blank=True)
    withdrawn_on = models.DateField("ngày rút", null=True, blank=True)
    withdrawal_reason = models.CharField("lý do rút", max_length=300, blank=True)

    objects = SupportQuerySet.as_manager()

    trail_words = {
        "on": "emulation.SupportNote.on",
        "kind": "emulation.SupportNote.kind",
        "told": "emulation.SupportNote.told",
        "value": "emulation.SupportNote.value_vnd",
    }

    class Meta:
        verbose_name = "giúp đỡ hộ, địa bàn"
        verbose_name_plural = "giúp đỡ hộ, địa bàn"
        constraints = [
            models.UniqueConstraint(
                fields=["household", "helper", "year"],
                condition=Q(household__isnull=False, withdrawn_on__isnull=True),
                name="support_once_a_year",
            ),
            models.UniqueConstraint(
                fields=["unit", "helper", "year"],
                condition=Q(household__isnull=True, withdrawn_on__isnull=True),
                name="support_of_a_place_once_a_year",
            ),
            # "Helped out of poverty" counts towards an award (S3 IV.2.2.b): never without a paper.
            models.CheckConstraint(
                condition=~Q(outcome="escaped_stable_work") | ~Q(confirmed_by=""), name="support_outcome_by_a_paper"
            ),
            models.CheckConstraint(
                condition=Q(household__isnull=False) | Q(outcome="under_way"), name="support_of_a_place_has_no_outcome"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="support_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawal_reason=""),
                name="support_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.helper} giúp {self.household or self.unit}"

    def save(self, *args, **kwargs) -> None:
        if self.household is not None and self._state.adding:
            self.unit = self.household.unit
        super().save(*args, **kwargs)

    @property
    def trail_is_private(self) -> bool:
        """Lines about a household are read only by whoever may read its name."""
        return self.household_id is not None

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None or self.withdrawn_on is not None


class SupportNote(models.Model):
    """What a helper did on a day. A note is never written over: its correction is another one that `replaces` it, and
    the old one stays, withdrawn for the reason."""

    class Kind(models.TextChoices):
        CREDIT = "credit", "giúp vay vốn, cho mượn vốn"
        SEED = "seed", "cây giống, con giống, vật tư"
        LABOUR = "labour", "giúp ngày công"
        HOUSING = "housing", "làm nhà, sửa nhà"
        WORK = "work", "dạy nghề, giới thiệu việc làm"
        GUIDANCE = "guidance", "hướng dẫn cách làm ăn"
        SCHOOLING = "schooling", "giúp học hành, khám chữa bệnh"
        GIFT = "gift", "tặng tiền, quà"
        PUBLIC_WORKS = "public_works", "đường, điện, nước, công trình chung"
        VISIT = "visit", "đến thăm, nắm tình hình"
        OTHER = "other", "việc khác"

    support = models.ForeignKey(Support, models.CASCADE, related_name="notes", verbose_name="phân công")
    on = models.DateField("ngày")
    kind = models.CharField("loại việc", max_length=20, choices=Kind.choices)
    told = models.CharField("đã làm gì", max_length=300)
    value_vnd = models.PositiveBigIntegerField("giá trị, đồng", null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người ghi")
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replacement", verbose_name="thay cho"
    )
    withdrawn_on = models.DateField("ngày rút", null=True, blank=True)
    withdrawal_reason = models.CharField("lý do rút", max_length=300, blank=True)

    class Meta:
        verbose_name = "việc đã giúp"
        verbose_name_plural = "việc đã giúp"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawal_reason=""),
                name="support_note_withdrawn_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(value_vnd__isnull=True) | Q(value_vnd__gt=0), name="support_note_value_is_something"
            ),
        ]

    def __str__(self) -> str:
        return self.told
