from django.db import models

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
    sets_of_papers = models.PositiveSmallIntegerField("số bộ hồ sơ", default=1)

    class Meta:
        verbose_name = "đường đi của hồ sơ"
        verbose_name_plural = "đường đi của hồ sơ"
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

    class Rule(models.TextChoices):
        ALL = "all", "tất cả các cơ quan"
        ANY = "any", "một cơ quan"

    route = models.ForeignKey(Route, models.CASCADE, related_name="steps", verbose_name="đường đi")
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên bước", max_length=160)
    act = models.CharField("làm gì", max_length=10, choices=Act.choices)
    rule = models.CharField("cần", max_length=5, choices=Rule.choices, default=Rule.ALL)
    office_roles = models.JSONField("cơ quan", default=list)  # keys of CampaignRoles
    due_on = models.DateField("hạn", null=True, blank=True)
    due_text = models.CharField("hạn ghi trong kế hoạch", max_length=60, blank=True)
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)

    class Meta:
        verbose_name = "bước"
        verbose_name_plural = "bước"
        ordering = ["route", "position"]
        constraints = [models.UniqueConstraint(fields=["route", "position"], name="route_step_place_once")]

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
