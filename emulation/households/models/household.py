"""The register of poor, near-poor and newly escaped households. Seen only by the posts that work with them."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from campaign_portal.foundation import access
from emulation.households.rules import ids
from emulation.people.models import Party, Role
from emulation.poverty.models import PovertyCause, PovertyStandard, ProtectedGroup, StandardIndicator
from emulation.territory.models import NOTHING, FactQuerySet, UnitFact, seen_from

SEES_HOUSEHOLDS = frozenset(
    {Role.HAMLET_HEAD, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.STANDING_OFFICER, Role.STANDING_HEAD}
)


class HouseholdQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """Only posts that work with households: the hamlet's, the commune's, the poverty office's."""
        return self.filter(seen_from(access.Scope(access.scope(user).having(SEES_HOUSEHOLDS)), of_split=NOTHING))

    def standing(self) -> Self:
        """Without those that were found to be another's double."""
        return self.filter(merged_into__isnull=True)


class Household(UnitFact):
    """A household of a hamlet. `unit` is the hamlet, `party` its head as what takes part (birth year, people).

    One that was written down twice stays as `merged_into` the other: papers above may name its party. The database
    lets nobody be merged into one that is merged itself (`household_merged_once`).
    """

    party = models.OneToOneField(Party, models.PROTECT, related_name="+", verbose_name="đối tượng")
    head_name = models.CharField("chủ hộ", max_length=120)
    member_count = models.PositiveSmallIntegerField("số nhân khẩu")
    # Of the head's identity card: a keyed digest to know it again, three digits to show (`rules.ids`).
    id_digest = models.CharField(max_length=64, blank=True, editable=False)
    id_last3 = models.CharField("ba số cuối CCCD chủ hộ", max_length=3, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="doubles", verbose_name="đã gộp vào"
    )

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
        "deed": "emulation.Support.deed",
        "starts_on": "emulation.Support.starts_on",
        "ends_on": "emulation.Support.ends_on",
        "confirmed_by": "emulation.Support.confirmed_by",
        "withdrawn_on": "emulation.Support.withdrawn_on",
        "standard": "chuẩn nghèo",
        "causes": "nguyên nhân",
        "lacks": "thiếu hụt",
        "groups": "nhóm đối tượng",
        "wish": "nguyện vọng",
        "b1": "điểm B1",
        "b2": "điểm B2",
        "declared": "emulation.HouseholdYear.declared",
        "head": "chủ hộ",
        "born": "năm sinh",
        "ethnicity": "dân tộc",
        "id": "CCCD",
        "double": "hộ trùng",
        "kept": "giữ lại hộ",
        "years": "các năm chuyển sang",
        "people": "thành viên",
        "number": "số hộ",
        "gift": "đóng góp",
    }

    class Meta:
        verbose_name = "hộ"
        verbose_name_plural = "hộ"
        constraints = [
            models.CheckConstraint(condition=Q(member_count__gt=0), name="household_has_members"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")), name="household_not_merged_into_itself"
            ),
        ]
        indexes = [models.Index(fields=["commune", "id_digest"])]

    def __str__(self) -> str:
        return f"hộ {self.head_name}"

    @property
    def id_masked(self) -> str:
        return ids.masked(self.id_last3)


class HouseholdMember(models.Model):
    """One of a household beside its head, as the list names him."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="members", verbose_name="hộ")
    position = models.PositiveSmallIntegerField("thứ tự")
    full_name = models.CharField("họ và tên", max_length=120)
    relation = models.CharField("quan hệ với chủ hộ", max_length=40, blank=True)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    gender = models.CharField("giới tính", max_length=10, choices=Party.Gender.choices, blank=True)
    ethnicity = models.CharField("dân tộc", max_length=40, blank=True)
    id_digest = models.CharField(max_length=64, blank=True, editable=False)
    id_last3 = models.CharField("ba số cuối CCCD", max_length=3, blank=True, editable=False)

    class Meta:
        verbose_name = "thành viên hộ"
        verbose_name_plural = "thành viên hộ"
        ordering = ["household", "position"]
        constraints = [models.UniqueConstraint(fields=["household", "position"], name="household_member_place_once")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def id_masked(self) -> str:
        return ids.masked(self.id_last3)


class HouseholdYear(models.Model):
    """What a household was found to be in one year's review under one standard, by which approved list.

    The years of two standards stand beside each other (2021 was reviewed on the old one, and counted anew on the new
    one): nothing is computed across them. Its lacks are the standard's own (`household_lack_of_its_standard`).
    """

    class PovertyClass(models.TextChoices):
        POOR = "poor", "hộ nghèo"
        NEAR_POOR = "near_poor", "hộ cận nghèo"
        ESCAPED = "escaped", "đã thoát nghèo"
        NOT_POOR = "not_poor", "không nghèo"

    class Declared(models.TextChoices):
        """What the list itself says of the household; the change is computed (`rules.changes`)."""

        OLD = "old", "nghèo cũ"
        NEW = "new", "nghèo mới"
        RELAPSED = "relapsed", "tái nghèo"

    household = models.ForeignKey(Household, models.CASCADE, related_name="years", verbose_name="hộ")
    year = models.PositiveSmallIntegerField("năm")
    standard = models.ForeignKey(PovertyStandard, models.PROTECT, related_name="+", verbose_name="chuẩn nghèo")
    poverty_class = models.CharField("diện", max_length=12, choices=PovertyClass.choices)
    declared = models.CharField("danh sách ghi là", max_length=10, choices=Declared.choices, blank=True)
    member_count = models.PositiveSmallIntegerField("số nhân khẩu", null=True, blank=True)
    income_points = models.PositiveSmallIntegerField("điểm B1", null=True, blank=True)
    lack_points = models.PositiveSmallIntegerField("điểm B2", null=True, blank=True)
    wish = models.CharField("nguyện vọng, hỗ trợ đề nghị", max_length=300, blank=True)
    causes = models.ManyToManyField(PovertyCause, related_name="+", blank=True, verbose_name="nguyên nhân nghèo")
    lacks = models.ManyToManyField(StandardIndicator, related_name="+", blank=True, verbose_name="thiếu hụt")
    groups = models.ManyToManyField(ProtectedGroup, related_name="+", blank=True, verbose_name="nhóm đối tượng")
    income_per_head_vnd = models.PositiveIntegerField("thu nhập, đồng/người/tháng", null=True, blank=True)
    is_provisional = models.BooleanField("sơ bộ", default=False)
    list_number = models.CharField("quyết định phê duyệt danh sách", max_length=60, blank=True)
    list_date = models.DateField("ngày quyết định", null=True, blank=True)
    registered_on = models.DateField("tự nguyện đăng ký thoát nghèo ngày", null=True, blank=True)  # S0 III-TC 4.2

    class Meta:
        verbose_name = "hộ theo năm"
        verbose_name_plural = "hộ theo năm"
        constraints = [
            models.UniqueConstraint(fields=["household", "year", "standard"], name="household_year_once"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="household_year_plausible"),
            models.CheckConstraint(
                condition=Q(member_count__isnull=True) | Q(member_count__gt=0), name="household_year_has_members"
            ),
        ]
        indexes = [models.Index(fields=["year", "poverty_class"])]

    def __str__(self) -> str:
        return f"{self.household} năm {self.year}: {self.get_poverty_class_display()}"
