"""What a plan holds: who takes part, who does what, what is due and when, what it cites and arranges."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from campaign_portal.foundation import access, vietnamese
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

    class Issuer(models.TextChoices):
        COMMITTEE = "committee", "Ủy ban nhân dân"
        CHAIRMAN = "chairman", "Chủ tịch Ủy ban nhân dân"
        AGENCY = "agency", "cơ quan, đơn vị"

    class ParentLevel(models.TextChoices):
        NATION = "nation", "toàn quốc"
        PROVINCE = "province", "cấp tỉnh"
        DISTRICT = "district", "cấp huyện"
        COMMUNE = "commune", "cấp xã"

    key = models.SlugField("mã", max_length=60, unique=True)
    name = models.TextField("tên phong trào")
    short_name = models.CharField("tên gọi", max_length=80)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.DRAFT)
    slogan = models.CharField("khẩu hiệu", max_length=300, blank=True)
    issuer_kind = models.CharField("người phát động", max_length=10, choices=Issuer.choices, default=Issuer.COMMITTEE)
    issuer_name = models.CharField("cơ quan phát động", max_length=200, blank=True)  # of an agency's own plan
    units_on = models.DateField("theo địa giới ngày", null=True, blank=True)  # the slice whose units take part
    standard = models.ForeignKey(PovertyStandard, models.PROTECT, related_name="+", verbose_name="chuẩn nghèo")
    standards = models.JSONField("các chuẩn nghèo", default=list)  # [{"code", "use", "clause"}], the first measures
    parent_key = models.SlugField("mã phong trào cấp trên", max_length=60, blank=True)
    parent_name = models.TextField("phong trào cấp trên", blank=True)
    parent_level = models.CharField(
        "cấp của phong trào cấp trên", max_length=10, choices=ParentLevel.choices, blank=True
    )
    parent_years = models.CharField("thời gian của phong trào cấp trên", max_length=20, blank=True)
    parent_citation = models.SlugField("văn bản viện dẫn", max_length=40, blank=True)  # key of a Citation
    parent_document = models.CharField("văn bản của phong trào cấp trên", max_length=200, blank=True)
    document = models.JSONField("văn bản phát động", default=dict)  # kind, symbol, number, date, title, signer …
    contents = models.JSONField("mục đích, nội dung", default=list)  # [{"clause", "title", "points": […]}]
    not_ruled = models.JSONField("kế hoạch không quy định", default=list)  # topics the plan says nothing about
    definition_text = models.TextField("tệp định nghĩa đã nạp", blank=True)
    loaded_at = models.DateTimeField("nạp lúc", null=True, blank=True)

    trail_words = {"called_off": "số việc thôi không đòi nữa"}

    objects = CampaignQuerySet.as_manager()  # type: ignore[assignment]  # narrower than UnitFact's, on purpose

    class Meta:
        verbose_name = "phong trào thi đua"
        verbose_name_plural = "phong trào thi đua"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(issuer_kind="agency") & ~Q(issuer_name="") | ~Q(issuer_kind="agency") & Q(issuer_name=""),
                name="campaign_of_an_agency_names_it",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def year(self) -> int:
        """The year the campaign works in; of one that spans years, its first."""
        return self.starts_on.year

    @property
    def years(self) -> range:
        return range(self.starts_on.year, self.ends_on.year + 1)

    @property
    def slice_day(self) -> dt.date:
        """The day whose units take part: the beginning, or the oldest day whose units are known."""
        return self.units_on or self.starts_on


class ParticipantClass(models.Model):
    """A class of participant that a plan names (đối tượng): communes, agencies, poor households …"""

    class Nature(models.TextChoices):
        COLLECTIVE = "collective", "tập thể"
        INDIVIDUAL = "individual", "cá nhân"
        HOUSEHOLD = "household", "hộ gia đình"

    class Joins(models.TextChoices):
        COMPETES = "competes", "thi đua, được xét khen"
        CONTENT_ONLY = "content_only", "có nội dung thi đua, không có tiêu chuẩn riêng"
        AWARD_ONLY = "award_only", "chỉ được xét khen"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="classes", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=40)
    name = models.CharField("tên", max_length=120)
    nature = models.CharField("loại", max_length=12, choices=Nature.choices)
    party_kind = models.CharField("đối tượng là", max_length=20, choices=Party.Kind.choices)
    unit_level = models.CharField("cấp", max_length=10, choices=Level.choices, blank=True)  # classes made of units
    joins = models.CharField("tham gia", max_length=12, choices=Joins.choices, default=Joins.COMPETES)
    reach = models.CharField("phạm vi", max_length=120, blank=True)  # "trong và ngoài nước"
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
    acts = models.JSONField("phần việc", default=list)  # of definition.ACTS: leads, consolidates, appraises …
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
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "vai trò của cơ quan"
        verbose_name_plural = "vai trò của cơ quan"
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="campaign_role_once")]

    def __str__(self) -> str:
        return f"{self.office}: {self.get_function_display()}"


class Deadline(models.Model):
    """A rule of the plan that makes duties: who owes what to whom by when, once or each year."""

    class Rule(models.TextChoices):
        BEFORE = "before", "trước ngày"
        ON = "on", "vào ngày"
        WITHIN = "within", "trong thời gian"  # "năm 2018", "dự kiến quý I/2019": the last day of it
        NO_DAY = "no_day", "kế hoạch không quy định thời hạn"
        ON_REQUEST = "on_request", "theo yêu cầu"  # nobody owes it until somebody asks

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="deadlines", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=60)
    kind = models.CharField("việc", max_length=30)  # a Duty.Kind
    title = models.CharField("tên việc", max_length=200)
    period = models.CharField("kỳ", max_length=10, blank=True)
    rule = models.CharField("cách tính hạn", max_length=10, choices=Rule.choices)
    date = models.DateField("ngày ghi trong kế hoạch")  # of no day: the campaign's last
    when_text = models.CharField("thời gian ghi trong kế hoạch", max_length=60, blank=True)
    repeats_until = models.PositiveSmallIntegerField("lặp lại hằng năm đến năm", null=True, blank=True)
    opens_on = models.DateField("hiện từ ngày")
    owed_by = models.JSONField("ai phải làm")  # keys of participant classes and of roles
    to_roles = models.JSONField("nơi nhận", default=list)  # keys of CampaignRoles
    through = models.CharField("qua", max_length=120, blank=True)
    content = models.TextField("nội dung phải có", blank=True)
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    obligatory = models.BooleanField("bắt buộc", default=True)
    set_by = models.CharField("do ai ấn định", max_length=120, blank=True)  # when the plan does not say
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "thời hạn"
        verbose_name_plural = "thời hạn"
        ordering = ["campaign", "position"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "key"], name="deadline_once"),
            models.CheckConstraint(
                condition=~Q(rule="within") | ~Q(when_text=""), name="deadline_within_says_the_plans_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.get_rule_display()} {self.date:%d/%m/%Y}"

    @property
    def to_role(self) -> str:
        """The first receiver; the plan may name a second."""
        return self.to_roles[0] if self.to_roles else ""


class Milestone(models.Model):
    """Launch, interim review (sơ kết), final review (tổng kết), inspections: shown on the timeline."""

    class Kind(models.TextChoices):
        LAUNCH = "launch", "phát động"
        INTERIM_REVIEW = "interim_review", "sơ kết"
        FINAL_REVIEW = "final_review", "tổng kết"
        INSPECTION = "inspection", "kiểm tra, giám sát"
        PEAK = "peak", "tháng cao điểm"
        PERIOD = "period", "giai đoạn thực hiện"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="milestones", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=60)
    kind = models.CharField("loại", max_length=15, choices=Kind.choices, default=Kind.PERIOD)
    title = models.CharField("mốc", max_length=200)
    on_text = models.CharField("thời gian", max_length=60)  # "Quý IV/2020", as the plan writes it
    sort_on = models.DateField("xếp theo ngày")
    repeats_until = models.PositiveSmallIntegerField("lặp lại hằng năm đến năm", null=True, blank=True)
    held_by = models.JSONField("ai tổ chức", default=list)  # keys of participant classes and of roles
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)

    class Meta:
        verbose_name = "mốc"
        verbose_name_plural = "mốc"
        ordering = ["campaign", "sort_on", "key"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="milestone_once")]

    def __str__(self) -> str:
        return self.title


class Citation(models.Model):
    """A document the plan cites (căn cứ, viện dẫn): one record, however many ways the plan writes its number."""

    class Use(models.TextChoices):
        BASIS = "basis", "căn cứ"
        PURPOSE = "purpose", "viện dẫn trong mục đích"
        GUIDE = "guide", "để xây dựng kế hoạch, tiêu chí"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="citations", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=40)
    kind = models.CharField("loại văn bản", max_length=40)  # "Quyết định"
    number = models.CharField("số, ký hiệu", max_length=40)
    issued_on = models.DateField("ngày")
    issuer = models.CharField("cơ quan ban hành", max_length=120)
    about = models.TextField("về việc", blank=True)
    use = models.CharField("dùng để", max_length=10, choices=Use.choices)
    also_cited_as = models.JSONField("còn ghi là", default=list)
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "văn bản viện dẫn"
        verbose_name_plural = "văn bản viện dẫn"
        ordering = ["campaign", "position"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "key"], name="citation_once"),
            models.UniqueConstraint(fields=["campaign", "number", "issued_on"], name="citation_one_record"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} số {self.number} ngày {vietnamese.day(self.issued_on)} của {self.issuer}"

    @property
    def full_text(self) -> str:
        """As a "Căn cứ" line ends: with what the document is about."""
        return f"{self} {self.about}".strip()


class PledgeRule(models.Model):
    """Who signs a pledge (giao ước thi đua) with whom, and what it must hold (S3 III.1)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="pledge_rules", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=40)
    first = models.JSONField("bên thứ nhất", default=list)  # keys of participant classes and of roles
    second = models.JSONField("bên thứ hai", default=list)
    with_each = models.BooleanField("với từng đơn vị", default=False)
    content = models.TextField("nội dung", blank=True)
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "giao ước thi đua"
        verbose_name_plural = "giao ước thi đua"
        ordering = ["campaign", "position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="pledge_rule_once")]

    def __str__(self) -> str:
        return self.content or self.key


class Arrangement(models.Model):
    """What else the plan arranges: inspection, publicity, money, amendments, models, notes; who with whom."""

    class Topic(models.TextChoices):
        AMENDMENT = "amendment", "Điều chỉnh, bổ sung"
        INSPECTION = "inspection", "Kiểm tra, đôn đốc"
        SUPERVISION = "supervision", "Giám sát, phản biện"
        PUBLICITY = "publicity", "Tuyên truyền"
        TRAINING = "training", "Đào tạo, bồi dưỡng"
        COORDINATION = "coordination", "Phối hợp, thống nhất"
        ASSIGNMENT = "assignment", "Phân công giúp đỡ"
        MODELS = "models", "Mô hình, điển hình"
        POLICY = "policy", "Góp ý chính sách"
        BUDGET = "budget", "Kinh phí tổ chức"
        AWARD_MONEY = "award_money", "Kinh phí khen thưởng"
        JUDGING = "judging", "Dùng kết quả để xét thi đua"
        PRINCIPLE = "principle", "Nguyên tắc thực hiện"
        BASELINE = "baseline", "Kết quả giai đoạn trước"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="arrangements", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=40)
    topic = models.CharField("việc", max_length=15, choices=Topic.choices)
    by_roles = models.JSONField("ai làm", default=list)  # keys of participant classes and of roles
    with_roles = models.JSONField("phối hợp với", default=list)
    decided_by = models.CharField("ai quyết định", max_length=40, blank=True)  # key of a CampaignRole
    text = models.TextField("nội dung")
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "việc tổ chức"
        verbose_name_plural = "việc tổ chức"
        ordering = ["campaign", "position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="arrangement_once")]

    def __str__(self) -> str:
        return self.text


class HouseholdTag(models.Model):
    """A trait of households that the plan follows apart: bảo trợ xã hội, người có công, không có sức lao động."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="household_tags", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=40)
    name = models.CharField("nhóm hộ", max_length=120)
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "nhóm hộ theo dõi riêng"
        verbose_name_plural = "nhóm hộ theo dõi riêng"
        ordering = ["campaign", "position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="household_tag_once")]

    def __str__(self) -> str:
        return self.name
