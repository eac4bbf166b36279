"""Units in time. Identity is the row's own id: codes are reused, names repeat, parents change (`domain` term: đơn vị).

`valid_from` and `valid_to` are the first and the last day; an open end is NULL, an unknown start is EARLIEST with
`start_known = False`.
"""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from campaign_portal.foundation import access, clock, vietnamese
from campaign_portal.foundation.loaded import LoadedStraight
from campaign_portal.foundation.models import StoredFile, User

EARLIEST = dt.date(1900, 1, 1)  # "from before our data begins": never NULL, so that unique constraints collide


class Level(models.TextChoices):
    PROVINCE = "province", "cấp tỉnh"
    DISTRICT = "district", "cấp huyện"
    COMMUNE = "commune", "cấp xã"
    HAMLET = "hamlet", "thôn, tổ dân phố"

    @property
    def column(self) -> str:
        """The ancestor column that holds a unit of this level; a hamlet has none, it is `unit` itself."""
        return "unit" if self is Level.HAMLET else self.value


class UnitQuerySet(models.QuerySet["Unit"]):
    def valid_on(self, day: dt.date | None = None) -> Self:
        """Units that exist on a day, today by default."""
        on = day or clock.today()
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)

    def below(self, unit: "Unit") -> Self:
        """The unit itself and everything under it."""
        if unit.level == Level.HAMLET:
            return self.filter(pk=unit.pk)
        return self.filter(**{unit.level: unit})

    def visible_to(self, user) -> Self:
        """Where units lie and what they are called is public; what happens in them is not."""
        return self.all() if access.scope(user).posts else self.none()

    def in_order(self) -> Self:
        """Official order: by code where there is one, hamlets by name."""
        return self.order_by("level", "code", "sort_key")

    def with_parents(self) -> Self:
        """With what `Unit.full_title` names."""
        return self.select_related("commune", "district", "province")


class Unit(LoadedStraight):
    """A province, district, commune or hamlet, from one day to another.

    The ancestor columns hold the unit of each level above, and the unit itself at its own level, so that "everything
    below" is one indexed equality.
    """

    level = models.CharField("cấp", max_length=10, choices=Level.choices)
    code = models.CharField("mã", max_length=10, blank=True)  # the statistics office's; hamlets have none
    kind = models.CharField("loại", max_length=30)  # "Xã", "Thị xã", "Tổ dân phố"
    name = models.CharField("tên", max_length=100)
    folded_name = models.CharField(max_length=140, editable=False)
    sort_key = models.CharField(max_length=400, editable=False)
    search_text = models.TextField(default="", editable=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    province = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    district = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    commune = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField("từ ngày", default=EARLIEST)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    start_known = models.BooleanField("biết ngày bắt đầu", default=False)
    legal_basis = models.CharField("căn cứ", max_length=200, blank=True)
    is_demo = models.BooleanField("dữ liệu trình diễn", default=False)

    objects = UnitQuerySet.as_manager()

    trail_words = {"commune": "thuộc"}

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "level", "valid_from"], condition=~Q(code=""), name="unit_code_once"
            ),
            models.UniqueConstraint(
                fields=["parent", "folded_name", "kind", "valid_from"], condition=Q(code=""), name="unit_hamlet_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="unit_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(level=Level.PROVINCE) | Q(parent__isnull=False), name="unit_below_province_has_parent"
            ),
            models.CheckConstraint(condition=~Q(level=Level.HAMLET) | Q(code=""), name="unit_hamlet_has_no_code"),
        ]
        indexes = [models.Index(fields=["folded_name"]), models.Index(fields=["level", "code"])]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        self.name = vietnamese.nfc(self.name)
        self.folded_name = vietnamese.fold(self.name)
        self.sort_key = vietnamese.sort_key(self.name)
        former = list(self.names.values_list("kind", "name")) if self.pk else []
        self.search_text = search_text(self.code, (self.kind, self.name), *former)
        super().save(*args, **kwargs)

    @property
    def title(self) -> str:
        """In running text: "xã Tả Van", "thị xã Sa Pa", "Phường 1" (NĐ 30 PL II II.2)."""
        return with_kind(self.kind, self.name)

    @property
    def opening_title(self) -> str:
        """At the start of a line: "Xã Tả Van"."""
        return f"{self.kind} {self.name}"

    @property
    def full_title(self) -> str:
        """With everything above it, for names repeat: "xã Tả Van, thị xã Sa Pa, Lào Cai"."""
        return f"{self.title}, {self.above}" if self.above else self.title

    @property
    def above(self) -> str:
        """What it lies in: "thị xã Sa Pa, Lào Cai"."""
        nearer = [self.commune, self.district] if self.level == Level.HAMLET else [self.district]
        titles = [unit.title for unit in nearer if unit is not None and unit.pk != self.pk]
        if self.province is not None and self.province_id != self.pk:
            titles.append(self.province.name)
        return ", ".join(titles)

    @property
    def has_ended(self) -> bool:
        return self.valid_to is not None and self.valid_to < clock.today()

    @property
    def dates(self) -> str:
        """When it is not simply there: "đến hết 30/6/2025", "từ 01/7/2025", else nothing."""
        if self.valid_to is not None and self.has_ended:
            until = vietnamese.day(self.valid_to)
            return f"{vietnamese.day(self.valid_from)} – {until}" if self.start_known else f"đến hết {until}"
        return f"từ {vietnamese.day(self.valid_from)}" if self.valid_from > clock.today() else ""


def with_kind(kind: str, name: str) -> str:
    """Kind and name; the kind takes a capital where the name is a number (NĐ 30 PL II II.2)."""
    return f"{kind} {name}" if name[:1].isdigit() else f"{kind[:1].lower()}{kind[1:]} {name}"


def squeezed(text: str) -> str:
    """A name as a search compares it: no accents, no spaces ("Tả Van", "ta van" and "tavan" are the same)."""
    return vietnamese.fold(text).replace(" ", "")


def search_text(code: str, *names: tuple[str, str]) -> str:
    """All by which a unit is found, each between bars, so that "|ta" means "begins with": its code, each name it bears
    or bore, without and with its kind."""
    words = [code] if code else []
    for kind, name in names:
        words += [squeezed(name), squeezed(kind + name)]
    return f"|{'|'.join(dict.fromkeys(words))}|"


class UnitName(models.Model):
    """What a unit was called, from one day to another. A new name or kind of the same place is not a new unit.

    Former names only: the present one stands on the unit. `legal_basis` is the paper by which the name was changed.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names", verbose_name="đơn vị")
    kind = models.CharField("loại", max_length=30)
    name = models.CharField("tên", max_length=100)
    valid_from = models.DateField("từ ngày", default=EARLIEST)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    legal_basis = models.CharField("căn cứ", max_length=200, blank=True)

    class Meta:
        verbose_name = "tên của đơn vị"
        verbose_name_plural = "tên của đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_name_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="unit_name_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return with_kind(self.kind, self.name)


class UnitSuccession(models.Model):
    """Where a unit went when it was merged, split or moved under another parent."""

    class Extent(models.TextChoices):
        WHOLE = "whole", "toàn bộ"
        PART = "part", "một phần"  # the share is unknown until a person gives it

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions", verbose_name="đơn vị cũ")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="origins", verbose_name="đơn vị mới")
    on = models.DateField("từ ngày")
    extent = models.CharField("phần", max_length=10, choices=Extent.choices)
    share = models.DecimalField("tỷ lệ", max_digits=6, decimal_places=5, null=True, blank=True)
    legal_basis = models.CharField("căn cứ", max_length=200, blank=True)
    share_basis = models.CharField("nguồn của tỷ lệ", max_length=200, blank=True)
    certain = models.BooleanField("hai nguồn khớp nhau", default=True)

    class Meta:
        verbose_name = "kế thừa đơn vị"
        verbose_name_plural = "kế thừa đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_not_of_itself"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gt=0, share__lte=1), name="succession_share_within_one"
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | (Q(extent="part") & ~Q(share_basis="")),
                name="succession_share_has_its_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class UnitMark(models.Model):
    """A dated mark with its decision: xã đặc biệt khó khăn, xã 135, xây dựng nông thôn mới, biên giới …"""

    class Mark(models.TextChoices):
        BUILDING_NEW_RURAL = "building_new_rural", "xây dựng nông thôn mới"
        NEW_RURAL = "new_rural", "đạt chuẩn nông thôn mới"
        PROGRAMME_135 = "programme_135", "xã 135"
        ESPECIALLY_DISADVANTAGED = "especially_disadvantaged", "đặc biệt khó khăn"
        POOR_DISTRICT = "poor_district", "huyện nghèo"
        POOR_COMMUNE = "poor_commune", "xã nghèo"  # named beside xã 135 by S4 2, 3.1, 3.6: another list
        REMOTE = "remote", "vùng sâu, vùng xa"
        BORDER = "border", "biên giới"
        ISLAND = "island", "hải đảo"

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="marks", verbose_name="đơn vị")
    mark = models.CharField("diện", max_length=30, choices=Mark.choices)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    legal_basis = models.CharField("quyết định", max_length=200, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    trail_words = {"basis": "quyết định"}

    class Meta:
        verbose_name = "diện của đơn vị"
        verbose_name_plural = "diện của đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["unit", "mark", "valid_from"], name="unit_mark_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="unit_mark_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_mark_display()}"


class FactQuerySet(models.QuerySet):
    """Rows that belong to a unit. A post sees what its office's function lets it see below its unit."""

    def below(self, unit: Unit) -> Self:
        """Facts of the unit and of everything under it."""
        return self.filter(**{Level(unit.level).column: unit})

    def visible_to(self, user) -> Self:
        return self.filter(seen_from(access.scope(user)))


class UnitFact(models.Model):
    """Base of every row that belongs to a unit: keeps the ancestors the unit had when the row was written."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    province = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", editable=False)
    district = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", editable=False)
    commune = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", editable=False)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        if self._state.adding:
            for column, pk in self.ancestors_of(self.unit).items():
                setattr(self, column, pk)
        super().save(*args, **kwargs)

    @staticmethod
    def ancestors_of(unit: Unit) -> dict[str, int | None]:
        """The columns to write beside `unit` when many rows are made at once."""
        return {
            "unit_id": unit.pk,
            "province_id": unit.province_id,
            "district_id": unit.district_id,
            "commune_id": unit.commune_id,
        }


# Posts at offices with these functions see everything below their unit; at others only what is their own office's.
SEES_BELOW = frozenset(
    {"leadership", "emulation_standing_body", "poverty_standing_office", "coordination_office", "council", "hamlet"}
)


EVERYTHING, NOTHING = Q(), Q(pk__in=[])


def seen_from(scope: access.Scope, prefix: str = "", *, of_split: Q = EVERYTHING) -> Q:
    """The rows a person's posts let him see, as a condition on a `UnitFact` (or what `prefix` leads to).

    Rows of units that went into the post's unit are among them: history is read by the successor. Of a unit that was
    split its communes and hamlets in part read the rows that `of_split` allows (a place's figures, never the names of
    all its people); the hamlets and communes that came over as a whole are read altogether.
    """
    seen = NOTHING
    for post in scope.posts:
        if post.office_function not in SEES_BELOW:
            continue
        level, formers = Level(post.unit_level), post.formers
        seen |= _among(f"{prefix}{level.column}_id", post.read_units)
        if formers.part and of_split != NOTHING and level in {Level.COMMUNE, Level.HAMLET}:
            seen |= _among(f"{prefix}{level.column}_id", formers.part) & of_split
        if formers.communes:
            seen |= _among(f"{prefix}commune_id", formers.communes)
        if formers.hamlets:
            seen |= _among(f"{prefix}unit_id", formers.hamlets)
    return seen


def _among(column: str, units: tuple[int, ...]) -> Q:
    return Q(**{column: units[0]}) if len(units) == 1 else Q(**{f"{column}__in": units})


class ReorganizationQuerySet(models.QuerySet["Reorganization"]):
    def visible_to(self, user) -> Self:
        """Those who administer or audit a unit: the reorganisations within it and below, and those of the country."""
        seen = Q(pk__in=[])
        for post in access.scope(user).having(REORGANIZING):
            column = Level(post.unit_level).column
            within = Q(within=post.unit_id) if column == "unit" else Q(**{f"within__{column}": post.unit_id})
            seen |= within | Q(within__isnull=True)
        return self.filter(seen)


REORGANIZING = frozenset({"administrator", "auditor"})


class Reorganization(models.Model):
    """A change set of units (sắp xếp đơn vị hành chính): prepared as a draft, applied at once, taken back as a whole
    while nothing new hangs on it (`rules.ChangeSet` is its content).

    `within` is the lowest unit that holds everything touched and goes on; empty: the country.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "dự thảo"
        APPLIED = "applied", "đã áp dụng"
        UNDONE = "undone", "đã hoàn tác"

    title = models.CharField("tên", max_length=200)
    effective_on = models.DateField("có hiệu lực từ ngày")
    legal_basis = models.CharField("văn bản", max_length=200)
    basis_date = models.DateField("ngày văn bản", null=True, blank=True)
    basis_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    within = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="trong")
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.DRAFT)
    content = models.JSONField("nội dung", default=dict)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người lập")
    made_at = models.DateTimeField("lập lúc")
    applied_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField("áp dụng lúc", null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField("hoàn tác lúc", null=True, blank=True)

    objects = ReorganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "lần sắp xếp đơn vị"
        verbose_name_plural = "các lần sắp xếp đơn vị"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", applied_at__isnull=True) | (~Q(state="draft") & Q(applied_at__isnull=False)),
                name="reorganization_applied_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="undone") | Q(undone_at__isnull=False), name="reorganization_undone_has_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """How its jobs and files name it."""
        return f"{self._meta.label}:{self.pk}"


class ReorganizationLedger(models.Model):
    """What one room's section wrote when a reorganisation was applied: enough to take it back exactly."""

    reorganization = models.ForeignKey(Reorganization, models.CASCADE, related_name="ledgers")
    section = models.CharField("phần", max_length=30)
    position = models.PositiveSmallIntegerField("thứ tự")
    entries = models.JSONField("đã ghi", default=list)
    marks = models.JSONField("số dòng lúc áp dụng", default=dict)  # table → highest row number before

    class Meta:
        verbose_name = "sổ hoàn tác"
        verbose_name_plural = "sổ hoàn tác"
        constraints = [models.UniqueConstraint(fields=["reorganization", "section"], name="ledger_once_a_section")]

    def __str__(self) -> str:
        return f"{self.reorganization}: {self.section}"
