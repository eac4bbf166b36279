"""The act a review goes by, and what it counts: lacks by dimension, causes, protected groups, ethnic groups.

All of it is data with its source: a new act is new rows, never new columns. Codes are stable names; one code means the
same thing under every standard that has it.
"""

from django.db import models
from django.db.models import F, Q

from emulation.regimes.models import Sourced
from emulation.territory.models import Unit


class PovertyStandard(models.Model):
    """A poverty standard (chuẩn nghèo) and the review years it rules. Several may rule at once in a unit."""

    code = models.CharField("mã", max_length=30, unique=True)
    name = models.CharField("tên", max_length=200)  # "Chuẩn nghèo 2016–2020"
    act = models.CharField("văn bản", max_length=200)
    unit = models.ForeignKey(  # whose own standard it is; the nation's has none (S2 II.1.b)
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chuẩn riêng của"
    )
    first_year = models.PositiveSmallIntegerField("từ năm rà soát")
    last_year = models.PositiveSmallIntegerField("đến năm rà soát")
    # Under an act that asks for income and lacks at once a poor household has at least so many; else empty.
    least_lacks = models.PositiveSmallIntegerField("số thiếu hụt ít nhất của hộ nghèo", null=True, blank=True)

    class Meta:
        verbose_name = "chuẩn nghèo"
        verbose_name_plural = "chuẩn nghèo"
        constraints = [
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="standard_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.name


class StandardDimension(Sourced):
    """A dimension (chiều) of a standard: a basic social service that a household may lack."""

    standard = models.ForeignKey(PovertyStandard, models.CASCADE, related_name="dimensions", verbose_name="chuẩn nghèo")
    code = models.CharField("mã", max_length=30)
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên", max_length=120)

    class Meta:
        verbose_name = "chiều thiếu hụt"
        verbose_name_plural = "chiều thiếu hụt"
        ordering = ["standard", "position"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "code"], name="dimension_once"),
            models.UniqueConstraint(fields=["standard", "position"], name="dimension_place_once"),
        ]

    def __str__(self) -> str:
        return self.name


class StandardIndicator(Sourced):
    """A lack (chỉ số thiếu hụt) that a standard counts; `position` is its number in the printed forms.

    The database keeps it at its own dimension's standard (`indicator_of_its_standard`).
    """

    standard = models.ForeignKey(PovertyStandard, models.CASCADE, related_name="indicators", verbose_name="chuẩn nghèo")
    dimension = models.ForeignKey(StandardDimension, models.CASCADE, related_name="indicators", verbose_name="chiều")
    code = models.CharField("mã", max_length=30)
    position = models.PositiveSmallIntegerField("số thứ tự in")
    name = models.CharField("tên", max_length=160)
    threshold = models.CharField("hộ thiếu hụt khi", max_length=300, blank=True)  # in short, not the act's words

    class Meta:
        verbose_name = "chỉ số thiếu hụt"
        verbose_name_plural = "chỉ số thiếu hụt"
        ordering = ["standard", "position"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "code"], name="indicator_of_standard_once"),
            models.UniqueConstraint(fields=["standard", "position"], name="indicator_place_once"),
            models.CheckConstraint(condition=Q(position__gt=0), name="indicator_place_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.name}"


class PovertyCause(Sourced):
    """Why a household is poor (F10), in printing order. A household may have several."""

    code = models.CharField("mã", max_length=30, unique=True)
    position = models.PositiveSmallIntegerField("thứ tự", unique=True)
    name = models.CharField("tên", max_length=160)
    also = models.CharField("cách ghi khác", max_length=300, blank=True)  # by semicolons, as lists write it

    class Meta:
        verbose_name = "nguyên nhân nghèo"
        verbose_name_plural = "nguyên nhân nghèo"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class ProtectedGroup(Sourced):
    """A group that reviews count apart (F8, F12): no labour, people of merit, native minorities. They overlap."""

    code = models.CharField("mã", max_length=30, unique=True)
    position = models.PositiveSmallIntegerField("thứ tự", unique=True)
    name = models.CharField("tên", max_length=160)
    short_name = models.CharField("tên ngắn", max_length=40)
    also = models.CharField("cách ghi khác", max_length=300, blank=True)

    class Meta:
        verbose_name = "nhóm đối tượng của hộ"
        verbose_name_plural = "nhóm đối tượng của hộ"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class EthnicGroup(Sourced):
    """One of the nation's ethnic groups, with the other spellings that lists use ("Ê đê", "Rađê")."""

    name = models.CharField("tên", max_length=40, unique=True)
    position = models.PositiveSmallIntegerField("thứ tự", unique=True)
    also = models.CharField("cách ghi khác", max_length=300, blank=True)

    class Meta:
        verbose_name = "dân tộc"
        verbose_name_plural = "dân tộc"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class PrintedEthnicGroup(Sourced):
    """Which ethnic groups a province's tables print apart (F9), in which order. The others are "Khác"."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="tỉnh")
    group = models.ForeignKey(EthnicGroup, models.PROTECT, related_name="+", verbose_name="dân tộc")
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "dân tộc in riêng của tỉnh"
        verbose_name_plural = "dân tộc in riêng của tỉnh"
        ordering = ["unit", "position"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "group"], name="printed_group_once"),
            models.UniqueConstraint(fields=["unit", "position"], name="printed_group_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.group}"
