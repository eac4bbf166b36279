from django.db import models
from django.db.models import F, Q

from awards.dossiers.models import Dossier
from campaign_portal.foundation import numbers, vietnamese
from campaign_portal.foundation.models import StoredFile, User
from emulation.campaigns.models import Campaign
from emulation.people.models import Office
from emulation.regimes.models import CouncilRule
from emulation.territory.models import UnitFact


class Council(models.Model):
    """A council by its founding decision: the number of its members is what votes are counted against."""

    office = models.OneToOneField(Office, models.PROTECT, related_name="+", verbose_name="cơ quan")
    founding_decision = models.CharField("quyết định thành lập", max_length=160)

    trail_words = {"decision": "quyết định thành lập", "members": "thành viên"}

    class Meta:
        verbose_name = "hội đồng"
        verbose_name_plural = "hội đồng"

    def __str__(self) -> str:
        return self.office.name


class CouncilMember(models.Model):
    class Post(models.TextChoices):
        CHAIR = "chair", "Chủ tịch Hội đồng"
        DEPUTY = "deputy", "Phó Chủ tịch Hội đồng"
        STANDING_DEPUTY = "standing_deputy", "Phó Chủ tịch thường trực"
        MEMBER = "member", "Ủy viên"
        SECRETARY = "secretary", "Ủy viên, thư ký"

    council = models.ForeignKey(Council, models.CASCADE, related_name="members", verbose_name="hội đồng")
    full_name = models.CharField("họ và tên", max_length=120)
    position = models.CharField("chức vụ", max_length=200)  # the post outside the council
    post = models.CharField("trong hội đồng", max_length=20, choices=Post.choices, default=Post.MEMBER)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tài khoản")
    place = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "thành viên hội đồng"
        verbose_name_plural = "thành viên hội đồng"
        ordering = ["council", "place"]
        constraints = [models.UniqueConstraint(fields=["council", "place"], name="council_member_place_once")]

    def __str__(self) -> str:
        return self.full_name


class CouncilSession(UnitFact):
    """One session: who took part, which dossiers, how the votes fell. `unit` is the council's unit.

    Seen from the posts of that unit and above; those below see its decisions.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "chuẩn bị"
        CLOSED = "closed", "đã kết thúc"
        CALLED_OFF = "called_off", "không họp"

    council = models.ForeignKey(Council, models.PROTECT, related_name="sessions", verbose_name="hội đồng")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="phong trào")
    held_on = models.DateField("ngày họp")
    starts_at = models.TimeField("bắt đầu")
    ends_at = models.TimeField("kết thúc", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200)
    chair = models.ForeignKey(CouncilMember, models.PROTECT, related_name="+", verbose_name="chủ tọa")
    secretary = models.ForeignKey(CouncilMember, models.PROTECT, related_name="+", verbose_name="thư ký")
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.PLANNED)
    member_count = models.PositiveSmallIntegerField("tổng số thành viên")  # by the founding decision, frozen
    minutes_number = models.PositiveIntegerField("số biên bản", null=True, blank=True)
    minutes_year = models.PositiveSmallIntegerField("năm của số", null=True, blank=True)
    minutes = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    trail_words = {"members": "số thành viên", "dossiers": "hồ sơ xét"}
    trail_saves = ("ghi tham dự phiên họp", "ghi số phiếu")

    class Meta:
        verbose_name = "phiên họp hội đồng"
        verbose_name_plural = "phiên họp hội đồng"
        constraints = [
            models.CheckConstraint(condition=Q(member_count__gt=0), name="session_has_members"),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(ends_at__isnull=False, minutes_number__isnull=False),
                name="session_closed_has_minutes",
            ),
            models.UniqueConstraint(fields=["council", "minutes_year", "minutes_number"], name="session_minutes_once"),
        ]

    def __str__(self) -> str:
        return f"phiên họp ngày {vietnamese.day(self.held_on)}"

    @property
    def shown_minutes_number(self) -> str:
        """ "01/BB-HĐTĐKT"; empty until the session is closed."""
        return f"{numbers.shown(self.minutes_number)}/BB-{self.council.office.symbol}" if self.minutes_number else ""


class Attendance(models.Model):
    """One member of the council as it stood when the session was planned, and how he took part ("" not noted yet)."""

    class Way(models.TextChoices):
        PRESENT = "present", "có mặt"
        WRITTEN = "written", "ý kiến bằng văn bản"
        ABSENT = "absent", "vắng"

    TAKING_PART = frozenset({Way.PRESENT, Way.WRITTEN})

    session = models.ForeignKey(CouncilSession, models.CASCADE, related_name="attendance", verbose_name="phiên họp")
    member = models.ForeignKey(CouncilMember, models.PROTECT, related_name="+", verbose_name="thành viên")
    way = models.CharField("tham dự", max_length=10, choices=Way.choices, blank=True)
    note = models.CharField("lý do vắng, ghi chú", max_length=200, blank=True)

    class Meta:
        verbose_name = "tham dự"
        verbose_name_plural = "tham dự"
        ordering = ["session", "member__place"]
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_way_display()}"


class SessionItem(models.Model):
    """One dossier on the agenda and how the vote on it fell. The threshold was frozen from the law of the day."""

    session = models.ForeignKey(CouncilSession, models.CASCADE, related_name="items", verbose_name="phiên họp")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="session_items", verbose_name="hồ sơ")
    place = models.PositiveSmallIntegerField("thứ tự")
    operator = models.CharField("so sánh", max_length=10, choices=CouncilRule.Operator.choices)
    percent = models.PositiveSmallIntegerField("tỷ lệ cần")
    secret = models.BooleanField("bỏ phiếu kín")
    quorum_numerator = models.PositiveSmallIntegerField("họp khi có mặt, tử số")
    quorum_denominator = models.PositiveSmallIntegerField("mẫu số")
    rule_certain = models.BooleanField("quy tắc đã xác nhận")
    votes_for = models.PositiveSmallIntegerField("đồng ý", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("không đồng ý", null=True, blank=True)
    votes_other = models.PositiveSmallIntegerField("ý kiến khác", null=True, blank=True)
    passed = models.BooleanField("thông qua", null=True, blank=True)

    class Meta:
        verbose_name = "nội dung phiên họp"
        verbose_name_plural = "nội dung phiên họp"
        ordering = ["session", "place"]
        constraints = [
            models.UniqueConstraint(fields=["session", "dossier"], name="session_item_once"),
            models.CheckConstraint(
                condition=Q(passed__isnull=True) | Q(votes_for__isnull=False), name="session_item_outcome_has_votes"
            ),
            models.CheckConstraint(
                condition=Q(votes_for__isnull=True, votes_against__isnull=True, votes_other__isnull=True)
                | Q(votes_for__isnull=False, votes_against__isnull=False, votes_other__isnull=False),
                name="session_item_votes_whole",
            ),
            models.CheckConstraint(
                condition=Q(quorum_denominator__gt=0, quorum_numerator__lte=F("quorum_denominator")),
                name="session_item_quorum_a_fraction",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier}, {self.session}"


class Recusal(models.Model):
    """A member who leaves the vote on one nominee: he is the nominee, or near to him (awards-law (d)).

    He stays among all members that the votes are counted against.
    """

    class Ground(models.TextChoices):
        NOMINEE = "nominee", "chính là người được đề nghị"
        RELATED = "related", "có liên quan"

    item = models.ForeignKey(SessionItem, models.CASCADE, related_name="recusals", verbose_name="nội dung")
    member = models.ForeignKey(CouncilMember, models.PROTECT, related_name="+", verbose_name="thành viên")
    ground = models.CharField("vì", max_length=10, choices=Ground.choices)
    reason = models.CharField("lý do", max_length=200)

    class Meta:
        verbose_name = "không biểu quyết"
        verbose_name_plural = "không biểu quyết"
        ordering = ["item", "member__place"]
        constraints = [
            models.UniqueConstraint(fields=["item", "member"], name="recusal_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="recusal_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.member} không biểu quyết {self.item.dossier}"
