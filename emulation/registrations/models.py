from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from campaign_portal.foundation import access
from campaign_portal.foundation.models import StoredFile, User
from emulation.campaigns.models import Campaign, ParticipantClass
from emulation.people.models import Office, Party
from emulation.regimes.models import AwardForm
from emulation.targets.models import Indicator
from emulation.territory.models import FactQuerySet, UnitFact, seen_from


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


class RegistrationQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """Below one's unit, one's own office's, and what one's office receives."""
        scope = access.scope(user)
        places = Q(party__kind=Party.Kind.UNIT)
        return self.filter(
            seen_from(scope, of_split=places)
            | Q(party__office_id__in=scope.read_office_ids)
            | Q(receiver_id__in=scope.read_office_ids)
        )


class Registration(UnitFact):
    """What one participant registers for one year, with whom the rule says (S3 III.2). `unit` is the party's."""

    class State(models.TextChoices):
        DRAFT = "draft", "đang soạn"
        WITH_LEADER = "with_leader", "chờ lãnh đạo ký"
        SUBMITTED = "submitted", "đã nộp"
        RETURNED = "returned", "trả lại để bổ sung"
        ACCEPTED = "accepted", "đã nhận"

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
    return_reason = models.TextField("lý do trả lại", blank=True)
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
        ]
        indexes = [models.Index(fields=["campaign", "district", "state"])]

    def __str__(self) -> str:
        return f"đăng ký thi đua {self.year} của {self.party}"

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


# --- Giao ước: one promise of several parties -------------------------------------------------------------------------


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
