"""One `Submission` per proposer, route and round (shared papers); one `Dossier` per nominee in it."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from awards.criteria.models import Criterion
from awards.routes.models import Route, RouteStep
from campaign_portal.foundation import access
from campaign_portal.foundation.models import StoredFile, User
from emulation.campaigns.models import Campaign, ParticipantClass
from emulation.people.models import Office, Party, Role
from emulation.regimes.models import AwardForm
from emulation.territory.models import NOTHING, FactQuerySet, UnitFact, seen_from

# Who prepares dossiers: communes, and the agencies that propose their own people.
PROPOSERS = frozenset({Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.OFFICER})


class SubmissionQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """Proposers see their own; the posts above see what was submitted."""
        scope = access.scope(user)
        submitted = Q(state=Submission.State.SUBMITTED)
        return self.filter((seen_from(scope, of_split=NOTHING) & submitted) | Q(proposer_id__in=scope.read_office_ids))


class Submission(UnitFact):
    """One lần trình: the letter (Tờ trình), minutes and list that a proposer sends with its dossiers."""

    class State(models.TextChoices):
        DRAFT = "draft", "đang lập"
        WITH_LEADER = "with_leader", "chờ lãnh đạo ký"
        SUBMITTED = "submitted", "đã nộp"

    OPEN = frozenset({State.DRAFT, State.WITH_LEADER})

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="phong trào")
    route = models.ForeignKey(Route, models.PROTECT, related_name="+", verbose_name="đường đi")
    proposer = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="cơ quan đề nghị")
    authority = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="cơ quan quyết định")
    round = models.PositiveSmallIntegerField("đợt", default=1)
    state = models.CharField("trạng thái", max_length=12, choices=State.choices, default=State.DRAFT)
    letter_number = models.CharField("số tờ trình", max_length=60, blank=True)
    letter_date = models.DateField("ngày tờ trình", null=True, blank=True)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=120, blank=True)
    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SubmissionQuerySet.as_manager()

    trail_words = {
        "paper": "giấy tờ",
        "files": "",
        "party": "đối tượng",
        "summary": "tóm tắt thành tích",
        "achievements": "báo cáo thành tích",
    }

    class Meta:
        verbose_name = "lần trình"
        verbose_name_plural = "lần trình"
        constraints = [
            models.UniqueConstraint(fields=["route", "proposer", "round"], name="submission_once_a_round"),
            models.UniqueConstraint(
                fields=["route", "proposer"], condition=~Q(state="submitted"), name="submission_one_open"
            ),
            models.CheckConstraint(
                condition=~Q(state="submitted")
                | (Q(submitted_at__isnull=False, letter_date__isnull=False) & ~Q(letter_number="")),
                name="submission_sent_has_letter",
            ),
        ]

    def __str__(self) -> str:
        return f"lần trình đợt {self.round} của {self.proposer}"


class DossierQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """Proposers see their own; the posts above see what was submitted."""
        scope = access.scope(user)
        own = Q(submission__proposer_id__in=scope.read_office_ids)
        return self.filter(own | (seen_from(scope, of_split=NOTHING) & ~Q(state=Dossier.State.DRAFT)))


class Dossier(UnitFact):
    """One nominee proposed for one award form. `unit` is the proposer's unit.

    At a council's step the state is IN_COUNCIL; at every other step of the route IN_APPRAISAL.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "đang lập"
        IN_APPRAISAL = "in_appraisal", "đang xử lý"  # at `step` of its route
        RETURNED = "returned", "trả lại để bổ sung"
        DECLINED = "declined", "không đề nghị"
        IN_COUNCIL = "in_council", "chờ hội đồng"
        PASSED = "passed", "hội đồng thông qua"
        NOT_PASSED = "not_passed", "hội đồng không thông qua"
        AWARDED = "awarded", "đã có quyết định"

    EDITABLE = frozenset({State.DRAFT, State.RETURNED})
    ENDED_WITHOUT = frozenset({State.DECLINED, State.NOT_PASSED})  # the nominee may be proposed again

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="dossiers", verbose_name="lần trình")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="được đề nghị")
    participant_class = models.ForeignKey(ParticipantClass, models.PROTECT, related_name="+", verbose_name="loại")
    award_form = models.ForeignKey(AwardForm, models.PROTECT, related_name="+", verbose_name="hình thức")
    state = models.CharField("trạng thái", max_length=14, choices=State.choices, default=State.DRAFT)
    step = models.ForeignKey(RouteStep, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bước")
    achievement_summary = models.TextField("tóm tắt thành tích", blank=True)
    achievements = models.TextField("thành tích", blank=True)  # part II of the report, in the proposer's words
    arrived_at = models.DateTimeField("đến bước này lúc", null=True, blank=True)
    due_on = models.DateField("hạn của bước này", null=True, blank=True)

    objects = DossierQuerySet.as_manager()

    trail_words = {
        "paper": "giấy tờ",
        "criterion": "tiêu chuẩn",
        "text": "minh chứng",
        "verdict": "awards.Finding.verdict",
        "remark": "awards.Finding.remark",
        "office": "cơ quan",
        "standing": "kết quả chung",
        "opinion": "ý kiến",
        "awards": "khen thưởng đã có",
        "answer": "giải trình",
    }
    trail_saves = ("sửa hồ sơ",)

    class Meta:
        verbose_name = "hồ sơ khen thưởng"
        verbose_name_plural = "hồ sơ khen thưởng"
        constraints = [
            models.UniqueConstraint(fields=["submission", "party"], name="dossier_once_a_submission"),
            models.CheckConstraint(
                condition=Q(state="draft", step__isnull=True) | (~Q(state="draft") & Q(step__isnull=False)),
                name="dossier_submitted_has_step",
            ),
        ]
        indexes = [models.Index(fields=["district", "due_on", "id"]), models.Index(fields=["party"])]

    def __str__(self) -> str:
        return f"hồ sơ của {self.party}"


class DossierPaper(models.Model):
    """A paper of a dossier, or one its whole submission shares. A newer one replaces, never erases."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="papers", verbose_name="lần trình")
    dossier = models.ForeignKey(Dossier, models.CASCADE, null=True, blank=True, related_name="papers")
    kind = models.SlugField("loại giấy", max_length=40)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="tệp")
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    confirmed_by = models.CharField("có xác nhận của", max_length=160, blank=True)
    is_current = models.BooleanField("bản hiện hành", default=True)

    class Meta:
        verbose_name = "giấy tờ"
        verbose_name_plural = "giấy tờ"
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "kind"],
                condition=Q(dossier__isnull=True, is_current=True),
                name="paper_one_current_a_submission",
            ),
            models.UniqueConstraint(
                fields=["dossier", "kind"],
                condition=Q(dossier__isnull=False, is_current=True),
                name="paper_one_current_a_dossier",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.file}"


class Evidence(models.Model):
    """What the proposer shows for one judged criterion: a paper, words, or a meeting of the hamlet's households.

    A meeting is recorded, not counted against a threshold (S3 IV.2.2.b: "ủng hộ, nhất trí").
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="evidence", verbose_name="hồ sơ")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name="tiêu chuẩn")
    text = models.CharField("minh chứng", max_length=300)  # "Quyết định 41-QĐ/ĐU và 3 giấy công nhận"
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tệp")
    met_on = models.DateField("ngày họp", null=True, blank=True)
    households_present = models.PositiveSmallIntegerField("số hộ dự", null=True, blank=True)
    households_agreeing = models.PositiveSmallIntegerField("số hộ nhất trí", null=True, blank=True)
    not_applicable = models.BooleanField("nơi đề nghị ghi: không áp dụng", default=False)  # `text` says why
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người nộp")
    added_at = models.DateTimeField("lúc")
    is_current = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(met_on__isnull=True, households_present__isnull=True, households_agreeing__isnull=True)
                | Q(
                    met_on__isnull=False,
                    households_present__gt=0,
                    households_agreeing__lte=F("households_present"),
                ),
                name="evidence_meeting_whole",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Finding(models.Model):
    """What one office found of one criterion: measured ones frozen with the facts used, judged ones with a remark."""

    class Verdict(models.TextChoices):
        MET = "met", "Đạt"
        UNMET = "unmet", "Chưa đạt"
        NOT_APPLICABLE = "not_applicable", "Không áp dụng"
        NO_DATA = "no_data", "Chưa có số"  # of measured ones only

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="findings", verbose_name="hồ sơ")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name="tiêu chuẩn")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="cơ quan")
    verdict = models.CharField("kết quả", max_length=15, choices=Verdict.choices)
    facts = models.JSONField("căn cứ", default=dict)
    facts_text = models.TextField("căn cứ bằng lời", blank=True)
    remark = models.TextField("nhận xét", blank=True)
    is_provisional = models.BooleanField("theo số sơ bộ", default=False)
    found_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người đánh giá")
    found_at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "kết quả tiêu chuẩn"
        verbose_name_plural = "kết quả tiêu chuẩn"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "criterion", "office"], name="finding_once_an_office"),
            models.CheckConstraint(
                condition=~Q(verdict="not_applicable") | ~Q(remark=""), name="finding_not_applicable_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_verdict_display()}"


class Appraisal(models.Model):
    """What one office decided of one dossier at one step of its route."""

    class Outcome(models.TextChoices):
        FORWARDED = "forwarded", "chuyển tiếp"
        RETURNED = "returned", "trả lại để bổ sung"
        DECLINED = "declined", "không đề nghị"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="appraisals", verbose_name="hồ sơ")
    step = models.ForeignKey(RouteStep, models.PROTECT, related_name="+", verbose_name="bước")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="cơ quan")
    outcome = models.CharField("ý kiến", max_length=10, choices=Outcome.choices)
    opinion = models.TextField("ghi cho hội đồng", blank=True)
    reason = models.TextField("lý do", blank=True)  # why an unmet criterion goes on, why returned or declined
    is_current = models.BooleanField("còn hiệu lực", default=True)  # a return is answered: its office looks again
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người xử lý")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "ý kiến thẩm định"
        verbose_name_plural = "ý kiến thẩm định"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "step", "office"], condition=Q(is_current=True), name="appraisal_one_current"
            ),
            models.CheckConstraint(
                condition=Q(outcome="forwarded") | ~Q(reason=""), name="appraisal_refusal_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}: {self.get_outcome_display()}"


class ReturnRequest(models.Model):
    """What an office asked to be completed: only the named parts open, and only this office looks again."""

    appraisal = models.OneToOneField(Appraisal, models.CASCADE, related_name="request", verbose_name="ý kiến")
    parts = models.JSONField("phần cần bổ sung")  # keys of `rules.Part`s: paper kinds, "achievements" …
    mended = models.JSONField("phần đã bổ sung", default=list)
    answer = models.TextField("giải trình của nơi đề nghị", blank=True)
    due_on = models.DateField("hạn bổ sung")
    answered_at = models.DateTimeField("đã bổ sung lúc", null=True, blank=True)

    class Meta:
        verbose_name = "yêu cầu bổ sung"
        verbose_name_plural = "yêu cầu bổ sung"

    def __str__(self) -> str:
        return ", ".join(self.parts)


class PriorAward(models.Model):
    """An award a party held before this product kept them, as the proposer declares with its decision."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="đối tượng")
    year = models.PositiveSmallIntegerField("năm")
    award_name = models.CharField("hình thức", max_length=200)
    achievement = models.CharField("thành tích", max_length=300, blank=True)
    decision = models.CharField("quyết định", max_length=160, blank=True)

    class Meta:
        verbose_name = "đã khen trước đây"
        verbose_name_plural = "đã khen trước đây"
        ordering = ["year", "pk"]
        constraints = [models.UniqueConstraint(fields=["party", "year", "award_name"], name="prior_award_once")]

    def __str__(self) -> str:
        return f"{self.year}: {self.award_name}"


class Hold(models.Model):
    """A party that may not be proposed for now, by which paper (awards-law (f) 4); lifted, never erased."""

    class Ground(models.TextChoices):
        DISCIPLINE = "discipline", "đang xem xét kỷ luật"
        INSPECTION = "inspection", "đang thanh tra, kiểm tra, điều tra có dấu hiệu vi phạm"
        COMPLAINT = "complaint", "đang xác minh đơn thư, báo nêu về tiêu cực, tham nhũng"

    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="đối tượng")
    ground = models.CharField("vì", max_length=12, choices=Ground.choices)
    since = models.DateField("từ ngày")
    paper = models.CharField("văn bản", max_length=200)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người ghi")
    lifted_on = models.DateField("thôi từ ngày", null=True, blank=True)
    lifting_paper = models.CharField("văn bản kết luận", max_length=200, blank=True)

    trail_words = {"on": "awards.Hold.lifted_on"}

    class Meta:
        verbose_name = "tạm dừng đề nghị"
        verbose_name_plural = "tạm dừng đề nghị"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "ground"], condition=Q(lifted_on__isnull=True), name="hold_one_open_a_ground"
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | (Q(lifted_on__gte=F("since")) & ~Q(lifting_paper="")),
                name="hold_lifted_by_a_paper",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_ground_display()}"
