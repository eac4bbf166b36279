"""Giao ước: one promise of several parties."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from campaign_portal.foundation import access
from campaign_portal.foundation.models import StoredFile
from emulation.campaigns.models import Campaign
from emulation.people.models import Party
from emulation.territory.models import FactQuerySet, UnitFact, seen_from


class PledgeQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """Below one's unit, and what one's own unit or office is a party of."""
        scope = access.scope(user)
        units = [unit for post in scope.posts if post.office_function in SPEAKS for unit in post.read_units]
        own = PledgeParty.objects.filter(pledge=OuterRef("pk")).filter(
            Q(party__kind=Party.Kind.UNIT, party__unit_id__in=units) | Q(party__office_id__in=scope.read_office_ids)
        )
        return self.filter(seen_from(scope) | Exists(own))


# Offices that speak for their unit: its committee, a hamlet's head.
SPEAKS = frozenset({"leadership", "hamlet"})


class Pledge(UnitFact):
    """A promise that several parties sign together (giao ước thi đua): the members of a cluster, or a superior with
    each of its units (S3 III.1). `unit` is the unit on whose ground it is made; nobody changes it once it is signed."""

    class State(models.TextChoices):
        DRAFT = "draft", "đang soạn"
        SIGNED = "signed", "đã ký"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="pledges", verbose_name="phong trào")
    year = models.PositiveSmallIntegerField("năm")
    title = models.CharField("tên giao ước", max_length=200)  # "Các đơn vị thuộc Cụm thi đua số 1"
    text = models.TextField("lời giao ước", blank=True)
    place = models.CharField("nơi ký", max_length=120, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.DRAFT)
    scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản đã ký"
    )

    objects = PledgeQuerySet.as_manager()

    trail_words = {"parties": "các bên", "lines": "nội dung giao ước", "signers": "người ký"}
    trail_saves = ("ghi giao ước",)

    class Meta:
        verbose_name = "giao ước thi đua"
        verbose_name_plural = "giao ước thi đua"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_on__isnull=False), name="pledge_signed_has_day"
            )
        ]

    def __str__(self) -> str:
        return f"giao ước thi đua năm {self.year}, {self.title}"


class PledgeParty(models.Model):
    """One party of a pledge, and who signs for it."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="parties", verbose_name="giao ước")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="bên")
    position = models.PositiveSmallIntegerField("thứ tự")
    capacity = models.CharField("tư cách", max_length=60, blank=True)  # "Cụm trưởng", "Bên thứ nhất"
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=120, blank=True)

    class Meta:
        verbose_name = "bên giao ước"
        verbose_name_plural = "bên giao ước"
        ordering = ["pledge", "position"]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "party"], name="pledge_party_once"),
            models.UniqueConstraint(fields=["pledge", "position"], name="pledge_party_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.party}, {self.pledge}"


class PledgeLine(models.Model):
    """One thing promised, by all parties or by one of them."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="lines", verbose_name="giao ước")
    position = models.PositiveSmallIntegerField("thứ tự")
    text = models.CharField("nội dung", max_length=500)
    quantity = models.CharField("chỉ tiêu, số lượng", max_length=80, blank=True)  # as the parties write it
    party = models.ForeignKey(
        PledgeParty, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="bên thực hiện"
    )  # empty: all of them

    class Meta:
        verbose_name = "nội dung giao ước"
        verbose_name_plural = "nội dung giao ước"
        ordering = ["pledge", "position"]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "position"], name="pledge_line_place_once"),
            models.CheckConstraint(condition=~Q(text=""), name="pledge_line_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
