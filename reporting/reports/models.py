from typing import Self

from django.db import models
from django.db.models import F, Q

from campaign_portal.foundation import access
from campaign_portal.foundation.models import User
from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign, ParticipantClass
from emulation.duties.rules import ASKED
from emulation.people.models import Office, Party
from emulation.territory.models import FactQuerySet, Level, UnitFact, seen_from


class ReportForm(models.Model):
    """What the report of one class holds in a campaign: figures, filled or typed, and sections in words."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name="phong trào")
    participant_class = models.OneToOneField(ParticipantClass, models.CASCADE, related_name="+")
    figures = models.JSONField("số liệu", default=list)  # codes of rules.FIGURES
    sections = models.JSONField("các mục", default=list)  # [{"key", "title", "hint", "required", "in_results"}]
    set_by = models.CharField("mẫu do đâu mà có", max_length=120, blank=True)  # when the plan is silent about content
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "mẫu báo cáo"
        verbose_name_plural = "mẫu báo cáo"

    def __str__(self) -> str:
        return f"báo cáo của {self.participant_class}"


class ReportQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """One's own from the first word; those below, and those one's office receives, once they were sent.

        What a commune is still writing is nobody else's business.
        """
        scope = access.scope(user)
        own = seen_from(access.Scope(tuple(post for post in scope.posts if post.unit_level == Level.COMMUNE)))
        sent = Q(submission_count__gt=0) & (seen_from(scope) | Q(receiver_id__in=scope.read_office_ids))
        return self.filter(own | Q(party__office_id__in=scope.read_office_ids) | sent)


class Report(UnitFact):
    """One participant's report for one period.

    Its figures and sections carry the number of the submission they belong to. Submitting freezes them; a return
    copies them into the next submission, which is open again.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "đang soạn"
        WITH_LEADER = "with_leader", "chờ lãnh đạo ký"
        SUBMITTED = "submitted", "đã nộp"
        RETURNED = "returned", "trả lại để bổ sung"
        ACCEPTED = "accepted", "đã nhận"

    EDITABLE = frozenset({State.DRAFT, State.RETURNED})
    SENT = frozenset({State.SUBMITTED, State.ACCEPTED})

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="phong trào")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="đơn vị báo cáo")
    receiver = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="nơi nhận")
    period = models.CharField("kỳ", max_length=10)
    state = models.CharField("trạng thái", max_length=12, choices=State.choices, default=State.DRAFT)
    submission_count = models.PositiveSmallIntegerField("lần nộp", default=0)
    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    first_submitted_at = models.DateTimeField("nộp lần đầu", null=True, blank=True)
    accepted_at = models.DateTimeField("nhận lúc", null=True, blank=True)
    return_reason = models.TextField("lý do trả lại", blank=True)

    objects = ReportQuerySet.as_manager()

    trail_saves = ("sửa báo cáo",)

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "party", "period"], name="report_once_a_period"),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "accepted"]) | Q(submitted_at__isnull=False),
                name="report_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""), name="report_returned_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["campaign", "period", "district"])]

    def __str__(self) -> str:
        return f"báo cáo {self.period_name} của {self.party}"

    @property
    def period_name(self) -> str:
        return Period(self.period).name

    @property
    def owner_name(self) -> str:
        """Whose report it is, in running text: "xã Tả Van", "Phòng Tư pháp thị xã Sa Pa"."""
        return self.unit.title if self.party.kind == Party.Kind.UNIT else str(self.party)

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE

    @property
    def was_sent(self) -> bool:
        """At least one submission is frozen."""
        return self.submission_count > 0

    @property
    def open_submission(self) -> int:
        """The number of the submission that is being prepared, or comes next."""
        return self.submission_count + 1

    @property
    def key(self) -> str:
        """How duties, drafts and measurements name this report."""
        return f"{self._meta.label}:{self.pk}"


class Figure(models.Model):
    """One figure of one submission, with where it came from. `value` empty is "chưa có số", not 0.

    While a submission is open only its typed figures stand here; submitting writes the filled ones beside them.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures", verbose_name="báo cáo")
    submission = models.PositiveSmallIntegerField("lần nộp")
    code = models.SlugField("mã", max_length=60)
    value = models.DecimalField("giá trị", max_digits=18, decimal_places=4, null=True)
    whole = models.DecimalField("trên tổng", max_digits=18, decimal_places=4, null=True)
    source_key = models.CharField("từ đâu", max_length=120, blank=True)  # "emulation.ReviewSet:12"
    is_provisional = models.BooleanField("sơ bộ", default=False)
    note = models.CharField("giải trình", max_length=300, blank=True)  # why a figure that looks wrong is right

    class Meta:
        verbose_name = "số liệu báo cáo"
        verbose_name_plural = "số liệu báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["report", "submission", "code"], name="figure_once"),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0), name="figure_not_negative"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(whole__isnull=True) | Q(whole__gte=F("value")),
                name="figure_within_its_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.value}"


class Narrative(models.Model):
    """One section of one submission, in words."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="narratives", verbose_name="báo cáo")
    submission = models.PositiveSmallIntegerField("lần nộp")
    section = models.SlugField("mục", max_length=40)
    text = models.TextField("nội dung", blank=True)

    class Meta:
        verbose_name = "mục báo cáo"
        verbose_name_plural = "mục báo cáo"
        constraints = [models.UniqueConstraint(fields=["report", "submission", "section"], name="narrative_once")]

    def __str__(self) -> str:
        return self.section


class ReportRequestQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """The office that asked, and those that see what is below its unit. Who is asked reads it in his report."""
        scope = access.scope(user)
        return self.filter(seen_from(scope) | Q(office_id__in=scope.read_office_ids))


class ReportRequest(UnitFact):
    """A report that an office asks for out of turn (đột xuất, S0 III-TC 2): what about, by when.

    From whom: the duties that it opened. `unit` is the asking office's.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="phong trào")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="cơ quan yêu cầu")
    period = models.CharField("kỳ", max_length=10)
    title = models.CharField("báo cáo về việc", max_length=150)
    about = models.TextField("nội dung phải báo cáo")
    with_form = models.BooleanField("kèm biểu của báo cáo định kỳ", default=False)
    asked_on = models.DateField("ngày yêu cầu")
    due_on = models.DateField("hạn")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người yêu cầu")
    called_off_on = models.DateField("ngày thôi yêu cầu", null=True, blank=True)

    objects = ReportRequestQuerySet.as_manager()

    trail_words = {"asked": "nơi được yêu cầu", "called_off": "số nơi thôi phải báo cáo"}

    class Meta:
        verbose_name = "yêu cầu báo cáo đột xuất"
        verbose_name_plural = "yêu cầu báo cáo đột xuất"
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "period"], name="report_request_once_a_period"),
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="report_request_due_after_asked"),
        ]

    def __str__(self) -> str:
        return f"báo cáo đột xuất: {self.title}"

    @property
    def deadline_key(self) -> str:
        """How the duties that it opened name it."""
        return f"{ASKED}{self.pk}"
