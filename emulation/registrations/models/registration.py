"""What one participant registers for a year, with its lines and the texts that were handed in."""

from typing import Self

from django.db import models
from django.db.models import Q

from campaign_portal.foundation import access
from campaign_portal.foundation.models import StoredFile, User
from emulation.campaigns.models import Campaign, ParticipantClass
from emulation.households.models import SEES_HOUSEHOLDS
from emulation.people.models import Office, Party
from emulation.regimes.models import AwardForm
from emulation.targets.models import Indicator
from emulation.territory.models import NOTHING, FactQuerySet, UnitFact, seen_from


class RegistrationRule(models.Model):
    """How one class registers: with whom, through which office, for which award, with which lines (S3 III.2)."""

    class Superior(models.TextChoices):
        PARENT_UNIT = "parent_unit", "cấp trên trực tiếp"
        OWN_UNIT = "own_unit", "thôn, tổ dân phố hoặc xã, phường"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="registration_rules", verbose_name="phong trào")
    participant_class = models.OneToOneField(ParticipantClass, models.CASCADE, related_name="registration_rule")
    superior = models.CharField("đăng ký với", max_length=12, choices=Superior.choices)
    through_role = models.CharField("qua", max_length=40, blank=True)  # key of a CampaignRole
    award_form = models.ForeignKey(AwardForm, models.PROTECT, null=True, blank=True, related_name="+")
    lines = models.JSONField("các dòng đăng ký", default=list)  # [{"text", "indicator", "unit_of_measure", "counts"}]
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "quy tắc đăng ký"
        verbose_name_plural = "quy tắc đăng ký"

    def __str__(self) -> str:
        return f"{self.participant_class}: {self.get_superior_display()}"


# Who has no account of its own: the hamlet, the commune or the standing office writes down what it registers.
WRITTEN_FOR = frozenset({Party.Kind.PERSON, Party.Kind.HOUSEHOLD, Party.Kind.ORGANISATION})


class RegistrationQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """Below one's unit, one's own office's, and what one's office receives.

        A household's only for the posts that work with households there: as in the register, nobody else reads a name.
        """
        scope = access.scope(user)
        places = Q(party__kind=Party.Kind.UNIT)
        others = (
            seen_from(scope, of_split=places)
            | Q(party__office_id__in=scope.read_office_ids)
            | Q(receiver_id__in=scope.read_office_ids)
        )
        households = seen_from(access.Scope(scope.having(SEES_HOUSEHOLDS)), of_split=NOTHING)
        of_household = Q(party__kind=Party.Kind.HOUSEHOLD)
        return self.filter((others & ~of_household) | (households & of_household))

    def of_collectives(self) -> Self:
        """Without persons and households, of whom there are hundreds: they have lists of their own."""
        return self.exclude(party__kind__in=[Party.Kind.PERSON, Party.Kind.HOUSEHOLD])


class Registration(UnitFact):
    """What one participant registers for one year, with whom the rule says (S3 III.2). `unit` is the party's."""

    class State(models.TextChoices):
        DRAFT = "draft", "đang soạn"
        WITH_LEADER = "with_leader", "chờ lãnh đạo ký"
        SUBMITTED = "submitted", "đã nộp"
        RETURNED = "returned", "trả lại để bổ sung"
        ACCEPTED = "accepted", "đã nhận"
        WITHDRAWN = "withdrawn", "đã rút"

    EDITABLE = frozenset({State.DRAFT, State.RETURNED})
    SENT = frozenset({State.SUBMITTED, State.ACCEPTED})

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="registrations", verbose_name="phong trào")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="đối tượng")
    participant_class = models.ForeignKey(ParticipantClass, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("năm")
    state = models.CharField("trạng thái", max_length=20, choices=State.choices, default=State.DRAFT)
    superior = models.ForeignKey("emulation.Unit", models.PROTECT, related_name="+", verbose_name="đăng ký với")
    receiver = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+", verbose_name="qua")
    award_form = models.ForeignKey(
        AwardForm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="hình thức đề nghị"
    )
    models_and_deeds = models.TextField("việc làm, mô hình", blank=True)
    escape_list = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="danh sách hộ đăng ký thoát nghèo",
    )
    # Of persons, households and organisations: the day they registered, as their paper says.
    registered_on = models.DateField("ngày đăng ký", null=True, blank=True)
    # Of a household that registers to escape poverty (S0 III-TC 4.2, S3 III.2).
    wish = models.CharField("nguyện vọng", max_length=300, blank=True)
    help_wanted = models.CharField("đề nghị giúp đỡ", max_length=300, blank=True)
    return_reason = models.TextField("lý do trả lại", blank=True)
    withdrawn_reason = models.TextField("lý do rút", blank=True)
    # A return opens only what it names: these two, and the lines that say what is to be mended in them.
    deeds_to_mend = models.CharField("việc làm, mô hình: cần bổ sung", max_length=300, blank=True)
    escape_list_to_mend = models.CharField("danh sách hộ: cần bổ sung", max_length=300, blank=True)
    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    first_submitted_at = models.DateTimeField("nộp lần đầu", null=True, blank=True)
    accepted_at = models.DateTimeField("nhận lúc", null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    trail_words = {"superior": "nơi nhận"}
    trail_saves = ("ghi đăng ký",)

    class Meta:
        verbose_name = "đăng ký thi đua"
        verbose_name_plural = "đăng ký thi đua"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "party", "year"], name="registration_once_a_year"),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "accepted"]) | Q(submitted_at__isnull=False),
                name="registration_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""), name="registration_returned_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""),
                name="registration_withdrawn_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "district", "state"]),
            models.Index(fields=["participant_class", "commune", "unit"]),
        ]

    def __str__(self) -> str:
        return f"đăng ký thi đua {self.year} của {self.party}"

    @property
    def trail_is_private(self) -> bool:
        """A household's goes to whoever works with households."""
        return self.party.kind == Party.Kind.HOUSEHOLD

    @property
    def is_written_for(self) -> bool:
        """Somebody else writes it down: of a person, a household, an organisation."""
        return self.party.kind in WRITTEN_FOR

    @property
    def is_in(self) -> bool:
        """Handed in at least once, and not withdrawn."""
        return self.first_submitted_at is not None and self.state != self.State.WITHDRAWN

    @property
    def is_being_amended(self) -> bool:
        """Handed in, then opened again by its own people: until it is handed in anew the last text stands."""
        return self.first_submitted_at is not None and self.state in {self.State.DRAFT, self.State.WITH_LEADER}

    @property
    def is_being_mended(self) -> bool:
        """From a return until the mended registration is submitted again."""
        return bool(self.return_reason)


class PledgeItem(models.Model):
    """One line of a pledge: an indicator with its assigned and pledged figure, or a deed in words."""

    class Nature(models.TextChoices):
        FIGURE = "figure", "con số đăng ký"
        EACH_HAMLET = "each_hamlet", "với từng thôn"  # assigned: the commune's hamlets (S3 III.1)
        DEED_COUNT = "deed_count", "số việc làm"  # counted from the deeds below, never typed
        DEED = "deed", "việc làm, mô hình"  # added by the participant (S3 V.2)

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="items", verbose_name="đăng ký")
    position = models.PositiveSmallIntegerField("thứ tự")
    nature = models.CharField("loại dòng", max_length=12, choices=Nature.choices, default=Nature.FIGURE)
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField("nội dung", max_length=300)
    unit_of_measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    assigned = models.DecimalField("kế hoạch giao", max_digits=16, decimal_places=4, null=True, blank=True)
    pledged = models.DecimalField("đăng ký", max_digits=16, decimal_places=4, null=True, blank=True)
    value_vnd = models.PositiveBigIntegerField("trị giá, đồng", null=True, blank=True)  # of a deed: goods, days, money
    note = models.CharField("ghi chú", max_length=300, blank=True)
    to_mend = models.CharField("cần bổ sung", max_length=300, blank=True)  # a return opens only the lines it names

    class Meta:
        verbose_name = "dòng đăng ký"
        verbose_name_plural = "dòng đăng ký"
        ordering = ["registration", "position"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "position"], name="pledge_item_place_once"),
            models.CheckConstraint(condition=Q(pledged__isnull=True) | Q(pledged__gte=0), name="pledge_not_negative"),
        ]

    def __str__(self) -> str:
        return self.text


class RegistrationVersion(models.Model):
    """What a registration said each time it was handed in; never changed. An amendment leaves the one before."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="versions", verbose_name="đăng ký")
    number = models.PositiveSmallIntegerField("lần")
    submitted_at = models.DateTimeField("nộp lúc")
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người nộp")
    reason = models.TextField("lý do sửa đổi", blank=True)
    content = models.JSONField("nội dung")  # `selectors.versions.Text`

    class Meta:
        verbose_name = "lần nộp đăng ký"
        verbose_name_plural = "lần nộp đăng ký"
        ordering = ["registration", "number"]
        constraints = [models.UniqueConstraint(fields=["registration", "number"], name="registration_version_once")]

    def __str__(self) -> str:
        return f"{self.registration}, lần {self.number}"
