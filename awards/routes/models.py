from django.db import models
from django.db.models import Q

from emulation.campaigns.models import Campaign
from emulation.regimes.models import AwardForm


class Route(models.Model):
    """The way a dossier goes for an award form (S3 IV.3, V.1), the papers it needs being `PaperRule` rows."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=60)
    name = models.CharField("tên", max_length=120)  # "Khen thưởng cấp thị xã"
    award_form = models.ForeignKey(AwardForm, models.PROTECT, related_name="+", verbose_name="hình thức")
    authority_role = models.CharField("cơ quan quyết định", max_length=40)  # key of a CampaignRole
    deadline_key = models.CharField("thời hạn nộp", max_length=60, blank=True)
    sets_of_papers = models.PositiveSmallIntegerField("số bộ hồ sơ", null=True, blank=True)  # empty: the plan is silent
    submits_to = models.CharField("trình lên", max_length=120, blank=True)  # of awards decided above (S1 VI.1)
    note = models.CharField("ghi chú", max_length=200, blank=True)  # "theo hướng dẫn của Sở Nội vụ"
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "đường đi của hồ sơ"
        verbose_name_plural = "đường đi của hồ sơ"
        ordering = ["campaign", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="route_once")]

    def __str__(self) -> str:
        return self.name


class RouteStep(models.Model):
    """One stop: the offices that must act, whether all or one of them, by which deadline."""

    class Act(models.TextChoices):
        APPRAISE = "appraise", "thẩm định"
        FORWARD = "forward", "chuyển"
        COUNCIL = "council", "hội đồng xét"
        DECIDE = "decide", "quyết định"
        PRESENT = "present", "trình cấp trên"

    class Rule(models.TextChoices):
        ALL = "all", "tất cả các cơ quan"
        ANY = "any", "một cơ quan"
        COUNT = "count", "một số cơ quan"

    route = models.ForeignKey(Route, models.CASCADE, related_name="steps", verbose_name="đường đi")
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên bước", max_length=160)
    act = models.CharField("làm gì", max_length=10, choices=Act.choices)
    rule = models.CharField("cần", max_length=5, choices=Rule.choices, default=Rule.ALL)
    needed = models.PositiveSmallIntegerField("cần mấy cơ quan", null=True, blank=True)
    office_roles = models.JSONField("cơ quan", default=list)  # keys of CampaignRoles
    decides = models.CharField("phải xác định", max_length=200, blank=True)  # "thẩm định thành tích"
    due_rule = models.CharField("cách tính hạn", max_length=10, blank=True)  # before, on
    written_on = models.DateField("ngày ghi trong kế hoạch", null=True, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    due_text = models.CharField("hạn ghi trong kế hoạch", max_length=60, blank=True)
    set_by = models.CharField("do đâu mà có", max_length=120, blank=True)  # a step or day the plan does not name
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)

    class Meta:
        verbose_name = "bước"
        verbose_name_plural = "bước"
        ordering = ["route", "position"]
        constraints = [
            models.UniqueConstraint(fields=["route", "position"], name="route_step_place_once"),
            models.CheckConstraint(
                condition=Q(rule="count", needed__isnull=False, needed__gte=1)
                | ~Q(rule="count") & Q(needed__isnull=True),
                name="route_step_count_says_how_many",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PaperRule(models.Model):
    """A paper that a class must have on a route (S3 IV.3), and how it comes to be there."""

    class Owner(models.TextChoices):
        SUBMISSION = "submission", "chung cả lần trình"
        DOSSIER = "dossier", "riêng từng hồ sơ"

    class Origin(models.TextChoices):
        GENERATED = "generated", "phần mềm lập"
        SIGNED_SCAN = "signed_scan", "bản quét đã ký"

    route = models.ForeignKey(Route, models.CASCADE, related_name="papers", verbose_name="đường đi")
    kind = models.SlugField("mã", max_length=40)  # submission_letter, minutes, achievement_report, summary_list
    name = models.CharField("tên giấy", max_length=160)
    owner = models.CharField("thuộc", max_length=12, choices=Owner.choices)
    origin = models.CharField("nguồn", max_length=12, choices=Origin.choices)
    class_keys = models.JSONField("cho các loại đối tượng", default=list)  # empty: for every class
    confirmed_by = models.CharField("có xác nhận của", max_length=120, blank=True)
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "giấy tờ phải có"
        verbose_name_plural = "giấy tờ phải có"
        ordering = ["route", "position"]
        constraints = [models.UniqueConstraint(fields=["route", "kind"], name="paper_rule_once")]

    def __str__(self) -> str:
        return self.name


class AwardOffer(models.Model):
    """What the plan says may be given: forms, to whom, at which review, by whom, from whose money (S1 III.2)."""

    class Round(models.TextChoices):
        YEARLY = "yearly", "hằng năm"
        INTERIM = "interim", "sơ kết"
        FINAL = "final", "tổng kết"
        WHEN_DUE = "when_due", "khi có thành tích"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=40)
    name = models.CharField("khen thưởng", max_length=200)  # as the plan words it
    form_codes = models.JSONField("hình thức", default=list)  # codes of AwardForm; empty: "theo quy định của pháp luật"
    recipients = models.JSONField("cho", default=list)  # natures: collective, household, individual
    rounds = models.JSONField("dịp", default=list)  # empty: the plan does not say
    given_by = models.CharField("ai tặng", max_length=300, blank=True)
    own_power = models.BooleanField("theo thẩm quyền của mỗi cấp", default=False)
    standard = models.TextField("tiêu chuẩn", blank=True)
    quota = models.CharField("số lượng", max_length=200, blank=True)
    paid_by = models.CharField("nguồn tiền thưởng", max_length=200, blank=True)
    paid_by_giver = models.BooleanField("nơi tặng chi từ quỹ của mình", default=False)  # S1 V.2: each Giấy khen
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "hình thức phong trào nêu"
        verbose_name_plural = "hình thức phong trào nêu"
        ordering = ["campaign", "position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="award_offer_once")]

    def __str__(self) -> str:
        return self.name
