"""Parties (who can be a nominee, donor, helper, participant), offices known by what they do, and posts."""

import datetime as dt
from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import F, Q

from campaign_portal.foundation import access, clock, vietnamese
from campaign_portal.foundation.models import User
from emulation.territory.models import FactQuerySet, Level, Unit, UnitFact, UnitQuerySet, seen_from


class Function(models.TextChoices):
    """What an office does. Names change by reform; the function stays."""

    LEADERSHIP = "leadership", "lãnh đạo, điều hành"
    EMULATION_STANDING_BODY = "emulation_standing_body", "thường trực Hội đồng TĐKT"
    POVERTY_STANDING_OFFICE = "poverty_standing_office", "thường trực phong trào, giảm nghèo"
    COORDINATION_OFFICE = "coordination_office", "điều phối nông thôn mới"
    COUNCIL = "council", "Hội đồng Thi đua - Khen thưởng"
    PARTICIPANT = "participant", "cơ quan tham gia"
    HAMLET = "hamlet", "thôn, tổ dân phố"


class Role(models.TextChoices):
    HAMLET_HEAD = "hamlet_head", "trưởng thôn, tổ trưởng"
    COMMUNE_OFFICER = "commune_officer", "cán bộ xã"
    COMMUNE_LEADER = "commune_leader", "lãnh đạo xã"
    OFFICER = "officer", "cán bộ cơ quan, đoàn thể"
    STANDING_OFFICER = "standing_officer", "cán bộ cơ quan thường trực phong trào"
    STANDING_HEAD = "standing_head", "trưởng cơ quan thường trực phong trào"
    INTERIOR_OFFICER = "interior_officer", "cán bộ Nội vụ"
    INTERIOR_HEAD = "interior_head", "trưởng Phòng Nội vụ"
    COORDINATION_OFFICER = "coordination_officer", "cán bộ điều phối nông thôn mới"
    LEADER = "leader", "lãnh đạo ủy ban (ký văn bản)"
    COUNCIL_MEMBER = "council_member", "ủy viên hội đồng"
    COUNCIL_SECRETARY = "council_secretary", "thư ký hội đồng"
    CLERK = "clerk", "văn thư"
    AUDITOR = "auditor", "kiểm tra, chỉ xem"
    ADMINISTRATOR = "administrator", "quản trị"


OVERSEERS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


def overseen_units(user, roles: Iterable[str] = OVERSEERS) -> UnitQuerySet:
    """The units whose offices and people a person manages or audits: his post's unit, all below it, and what went into
    these: the people of a merged commune wait there for a new post."""
    seen = Q(pk__in=[])
    for post in access.scope(user).having(roles):
        came = post.formers
        column = Level(post.unit_level).column if post.unit_level != Level.HAMLET else "id"
        seen |= Q(**{f"{column}__in": (*post.read_units, *came.part)})
        seen |= Q(commune_id__in=came.communes) | Q(pk__in=came.hamlets)
    return Unit.objects.filter(seen)


class OfficeQuerySet(models.QuerySet["Office"]):
    def visible_to(self, user) -> Self:
        """One's own office; for administrators and auditors those of their unit and below."""
        return self.filter(Q(pk__in=access.scope(user).office_ids) | Q(unit__in=overseen_units(user)))

    def working_on(self, day: dt.date | None = None) -> Self:
        on = day or clock.today()
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


class Office(models.Model):
    """An office of a unit, dated: UBND xã Tả Van, Phòng Nội vụ thị xã Sa Pa, the council."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="offices", verbose_name="đơn vị")
    name = models.CharField("tên", max_length=200)  # "Phòng Lao động - Thương binh và Xã hội thị xã Sa Pa"
    short_name = models.CharField("tên gọi", max_length=100)  # "Phòng LĐ-TB&XH"
    symbol = models.CharField("ký hiệu văn bản", max_length=20, blank=True)  # "UBND", "PLĐTBXH" (NĐ 30 PL III)
    place = models.CharField("địa danh", max_length=60, blank=True)  # "Sa Pa" before the date of a paper
    function = models.CharField("chức năng", max_length=30, choices=Function.choices)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    end_reason = models.CharField("căn cứ thôi hoạt động", max_length=300, blank=True)
    trail_words = {"successors": "chuyển cho", "predecessor": "kế thừa", "part": "phần việc", "on": "từ ngày"}

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        constraints = [
            models.UniqueConstraint(fields=["unit", "name", "valid_from"], name="office_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="office_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


OTHER_WORK = ("other", "việc khác")  # that this software keeps nothing of


class OfficeSuccession(models.Model):
    """Who goes on with the work of an office that ended. One office may have several successors, each for its part:
    on 01/3/2025 poverty went to Nông nghiệp và Môi trường, labour and merit to Nội vụ (`units.md`, trap 7).

    `function` is the part this software knows of: whoever takes it over (or everything: "") reads the papers and gets
    the open duties. The database asks that the old office has ended by then and the new one is there, which leaves no
    way for a circle (`office_succession_dates`).
    """

    predecessor = models.ForeignKey(Office, models.PROTECT, related_name="successions", verbose_name="cơ quan cũ")
    successor = models.ForeignKey(Office, models.PROTECT, related_name="origins", verbose_name="cơ quan kế thừa")
    on = models.DateField("từ ngày")
    function = models.CharField("phần chuyển giao", max_length=30, choices=[*Function.choices, OTHER_WORK], blank=True)
    handed_over = models.CharField("việc chuyển giao", max_length=200, blank=True)  # "giảm nghèo", "người có công"
    legal_basis = models.CharField("căn cứ", max_length=200)

    class Meta:
        verbose_name = "kế thừa cơ quan"
        verbose_name_plural = "kế thừa cơ quan"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="office_succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="office_succession_not_of_itself"),
            models.CheckConstraint(condition=~Q(legal_basis=""), name="office_succession_names_its_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"

    @property
    def carries_work(self) -> bool:
        """Whether what this software keeps of the old office goes this way."""
        return self.function in {"", self.predecessor.function}


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def visible_to(self, user) -> Self:
        """One's own posts; for administrators and auditors those of their unit and below."""
        return self.filter(Q(user_id=user.pk) | Q(office__unit__in=overseen_units(user)))

    def held_on(self, day: dt.date | None = None) -> Self:
        on = day or clock.today()
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)

    def own(self) -> Self:
        """Without those who stand in for another."""
        return self.filter(acting_for__isnull=True)


class Appointment(models.Model):
    """A post: a person at an office in a role, from one day to another. One person may hold several.

    `acting_for` is the post whose holder gave his authority (ủy quyền): same office and role, with an end, within the
    other's own days (`appointment_acting_within`).
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người giữ")
    office = models.ForeignKey(Office, models.PROTECT, related_name="appointments", verbose_name="cơ quan")
    role = models.CharField("vai trò", max_length=30, choices=Role.choices)
    title = models.CharField("chức danh", max_length=120)  # "Phó Chủ tịch UBND thị xã"
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    acting_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="stand_ins", verbose_name="được ủy quyền thay"
    )
    legal_basis = models.CharField("căn cứ", max_length=200, blank=True)
    end_reason = models.CharField("lý do thôi giữ", max_length=300, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "chức vụ"
        verbose_name_plural = "chức vụ"
        constraints = [
            models.UniqueConstraint(fields=["user", "office", "role", "valid_from"], name="appointment_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="appointment_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(acting_for__isnull=True) | (Q(valid_to__isnull=False) & ~Q(legal_basis="")),
                name="appointment_acting_has_end_and_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.full_title}"

    @property
    def full_title(self) -> str:
        """The title as it stands beside a name and in the trail; it says when one stands in for another."""
        return f"{self.title} (được ủy quyền)" if self.acting_for_id else self.title

    def is_held(self, on: dt.date | None = None) -> bool:
        day = on or clock.today()
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)


class PartyQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """Below one's unit, and one's own office."""
        scope = access.scope(user)
        places = Q(kind__in=[Party.Kind.UNIT, Party.Kind.OFFICE])
        return self.filter(seen_from(scope, of_split=places) | Q(office_id__in=scope.read_office_ids))


class Party(UnitFact):
    """A unit, office, organisation, person or household that takes part: one identity across campaigns.

    `unit` is the unit itself, or where the party sits or lives (for one from outside, the unit that deals with it).
    """

    class Kind(models.TextChoices):
        UNIT = "unit", "đơn vị"
        OFFICE = "office", "cơ quan"
        ORGANISATION = "organisation", "tổ chức"
        PERSON = "person", "cá nhân"
        HOUSEHOLD = "household", "hộ gia đình"

    class Gender(models.TextChoices):
        FEMALE = "female", "nữ"
        MALE = "male", "nam"

    kind = models.CharField("loại", max_length=20, choices=Kind.choices)
    name = models.CharField("tên", max_length=200)
    folded_name = models.CharField(max_length=260, editable=False, db_index=True)
    office = models.OneToOneField(Office, models.PROTECT, null=True, blank=True, related_name="party")
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    gender = models.CharField("giới tính", max_length=10, choices=Gender.choices, blank=True)
    ethnicity = models.CharField("dân tộc", max_length=40, blank=True)
    position = models.CharField("chức vụ, nơi công tác", max_length=200, blank=True)
    address = models.CharField("địa chỉ", max_length=200, blank=True)

    objects = PartyQuerySet.as_manager()

    trail_words = {"sort": "loại người đóng góp", "country": "nước"}

    class Meta:
        verbose_name = "đối tượng"
        verbose_name_plural = "đối tượng"
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(kind="unit"), name="party_one_per_unit"),
            models.CheckConstraint(
                condition=Q(kind="office", office__isnull=False) | (~Q(kind="office") & Q(office__isnull=True)),
                name="party_office_names_its_office",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def trail_is_private(self) -> bool:
        return self.kind == self.Kind.HOUSEHOLD

    @property
    def title(self) -> str:
        """In running text: "xã Tả Van", "Phòng Kinh tế thị xã Sa Pa"."""
        return self.unit.title if self.kind == self.Kind.UNIT else self.name

    def save(self, *args, **kwargs) -> None:
        self.name = vietnamese.nfc(self.name)
        self.folded_name = vietnamese.fold(self.name)
        super().save(*args, **kwargs)
