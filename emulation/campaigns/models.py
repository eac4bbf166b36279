"""The campaign's own tables. Targets, criteria, routes and papers belong to their rooms and point here."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from campaign_portal.foundation import access
from emulation.people.models import Function, Office, Party
from emulation.poverty.models import PovertyStandard
from emulation.territory.models import Level, UnitFact


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, user) -> Self:
        """A plan is a public paper: whoever holds a post may read every launched campaign."""
        return self.exclude(state=Campaign.State.DRAFT) if access.scope(user).posts else self.none()


class Campaign(UnitFact):
    """One emulation campaign of one authority. `unit` is the unit whose committee launched it."""

    class State(models.TextChoices):
        DRAFT = "draft", "dự thảo"
        LAUNCHED = "launched", "đã phát động"
        CLOSED = "closed", "đã tổng kết"

    key = models.SlugField("mã", max_length=60, unique=True)
    name = models.TextField("tên phong trào")
    short_name = models.CharField("tên gọi", max_length=80)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.DRAFT)
    standard = models.ForeignKey(PovertyStandard, models.PROTECT, related_name="+", verbose_name="chuẩn nghèo")
    parent_name = models.TextField("phong trào cấp trên", blank=True)
    parent_document = models.CharField("văn bản của phong trào cấp trên", max_length=200, blank=True)
    document = models.JSONField("văn bản phát động", default=dict)  # kind, symbol, date, bases, signer, recipients
    contents = models.JSONField("mục đích, nội dung", default=list)  # [{"clause", "title", "points": […]}]
    definition_text = models.TextField("tệp định nghĩa đã nạp", blank=True)
    loaded_at = models.DateTimeField("nạp lúc", null=True, blank=True)

    objects = CampaignQuerySet.as_manager()  # type: ignore[assignment]  # narrower than UnitFact's, on purpose

    class Meta:
        verbose_name = "phong trào thi đua"
        verbose_name_plural = "phong trào thi đua"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def year(self) -> int:
        """The year the campaign works in; of one that spans years, its first."""
        return self.starts_on.year


class ParticipantClass(models.Model):
    """A class of participant that a plan names (đối tượng): communes, agencies, poor households …"""

    class Nature(models.TextChoices):
        COLLECTIVE = "collective", "tập thể"
        INDIVIDUAL = "individual", "cá nhân"
        HOUSEHOLD = "household", "hộ gia đình"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="classes", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=40)
    name = models.CharField("tên", max_length=120)
    nature = models.CharField("loại", max_length=12, choices=Nature.choices)
    party_kind = models.CharField("đối tượng là", max_length=20, choices=Party.Kind.choices)
    unit_level = models.CharField("cấp", max_length=10, choices=Level.choices, blank=True)  # classes made of units
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "loại đối tượng"
        verbose_name_plural = "loại đối tượng"
        ordering = ["campaign", "position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="participant_class_once")]

    def __str__(self) -> str:
        return self.name


class Participant(models.Model):
    """A party that takes part in a campaign, in one class."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="participants", verbose_name="phong trào")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="đối tượng")
    participant_class = models.ForeignKey(ParticipantClass, models.PROTECT, related_name="participants")

    class Meta:
        verbose_name = "đối tượng tham gia"
        verbose_name_plural = "đối tượng tham gia"
        constraints = [models.UniqueConstraint(fields=["campaign", "party"], name="participant_once")]

    def __str__(self) -> str:
        return f"{self.party}, {self.participant_class}"


class CampaignRole(models.Model):
    """Which office does what in a campaign: standing office, receiver of dossiers, member …"""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="roles", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=40)  # the definition file names the office by it
    function = models.CharField("chức năng", max_length=30, choices=Function.choices)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="cơ quan")
    tasks = models.TextField("nhiệm vụ theo kế hoạch", blank=True)
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    participant_class = models.ForeignKey(
        ParticipantClass,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name="tham gia với tư cách",
    )

    class Meta:
        verbose_name = "vai trò của cơ quan"
        verbose_name_plural = "vai trò của cơ quan"
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="campaign_role_once")]

    def __str__(self) -> str:
        return f"{self.office}: {self.get_function_display()}"


class Deadline(models.Model):
    """A rule of the plan that makes duties: who owes what to whom by when."""

    class Rule(models.TextChoices):
        BEFORE = "before", "trước ngày"
        ON = "on", "vào ngày"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="deadlines", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=60)
    kind = models.CharField("việc", max_length=30)  # a Duty.Kind
    title = models.CharField("tên việc", max_length=200)
    period = models.CharField("kỳ", max_length=10, blank=True)
    rule = models.CharField("cách tính hạn", max_length=10, choices=Rule.choices)
    date = models.DateField("ngày ghi trong kế hoạch")
    opens_on = models.DateField("hiện từ ngày")
    owed_by = models.JSONField("ai phải làm")  # keys of participant classes and of roles
    to_role = models.CharField("nơi nhận", max_length=40, blank=True)  # key of a CampaignRole
    through = models.CharField("qua", max_length=120, blank=True)
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    obligatory = models.BooleanField("bắt buộc", default=True)
    set_by = models.CharField("do ai ấn định", max_length=120, blank=True)  # when the plan does not say
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "thời hạn"
        verbose_name_plural = "thời hạn"
        ordering = ["campaign", "position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="deadline_once")]

    def __str__(self) -> str:
        return f"{self.title}: {self.get_rule_display()} {self.date:%d/%m/%Y}"


class Milestone(models.Model):
    """Launch, interim review (sơ kết), final review (tổng kết), inspections: shown on the timeline."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="milestones", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=60)
    title = models.CharField("mốc", max_length=200)
    on_text = models.CharField("thời gian", max_length=60)  # "Quý IV/2020", as the plan writes it
    sort_on = models.DateField("xếp theo ngày")
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)

    class Meta:
        verbose_name = "mốc"
        verbose_name_plural = "mốc"
        ordering = ["campaign", "sort_on"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="milestone_once")]

    def __str__(self) -> str:
        return self.title
