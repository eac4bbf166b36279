"""An inspection from its plan to its minutes, and each thing that was found with what came of it."""

from typing import Self

from django.db import models
from django.db.models import Q

from campaign_portal.foundation import access, vietnamese
from campaign_portal.foundation.models import StoredFile, User
from emulation.campaigns.models import Campaign
from emulation.people.models import Office, Party
from emulation.territory.models import SEES_BELOW, FactQuerySet, Unit, UnitFact, seen_from


class InspectionQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """Of whoever inspects, of the units above, of whoever is inspected or must answer for something found."""
        scope = access.scope(user)
        mine = Q(office_id__in=scope.read_office_ids) | Q(party__office_id__in=scope.read_office_ids)
        units = {unit for post in scope.posts if post.office_function in SEES_BELOW for unit in post.read_units}
        concerned = InspectionFinding.objects.filter(unit_id__in=units).exclude(inspection__state="planned")
        return self.filter(seen_from(scope) | mine | Q(pk__in=concerned.values("inspection")))


class Inspection(UnitFact):
    """`party` is who is inspected, `unit` its unit; `office` inspects. `source` is what of the plan it carries out."""

    class Kind(models.TextChoices):
        INSPECTION = "inspection", "kiểm tra"
        SUPERVISION = "supervision", "giám sát"
        GUIDANCE = "guidance", "hướng dẫn, chỉ đạo điểm"

    class State(models.TextChoices):
        PLANNED = "planned", "đã lên kế hoạch"
        RECORDED = "recorded", "đã lập biên bản, còn việc khắc phục"
        CLOSED = "closed", "đã kết thúc"
        CALLED_OFF = "called_off", "thôi kiểm tra"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="phong trào")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="cơ quan kiểm tra")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="nơi được kiểm tra")
    kind = models.CharField("loại", max_length=12, choices=Kind.choices, default=Kind.INSPECTION)
    title = models.CharField("nội dung kiểm tra", max_length=200)
    planned_on = models.DateField("ngày dự kiến")
    basis = models.CharField("căn cứ", max_length=200, blank=True)  # "Kế hoạch số 15/KH-PLĐTBXH ngày 01/6/2020"
    source_key = models.SlugField("mã mốc, thời hạn", max_length=60, blank=True)
    source_title = models.CharField("việc của kế hoạch", max_length=300, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.PLANNED)
    held_on = models.DateField("ngày kiểm tra", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    team = models.TextField("đoàn kiểm tra", blank=True)  # one a line, the head first
    present = models.TextField("đại diện nơi được kiểm tra", blank=True)
    content = models.TextField("đã kiểm tra những gì", blank=True)
    conclusion = models.TextField("kết luận", blank=True)
    said = models.CharField("lý do thôi", max_length=300, blank=True)
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người lập")
    folded = models.TextField(default="", editable=False)

    objects = InspectionQuerySet.as_manager()

    trail_words = {
        "party": "emulation.Inspection.party",
        "finding": "điều phát hiện",
        "due": "hạn",
        "answer": "đã khắc phục",
    }

    class Meta:
        verbose_name = "cuộc kiểm tra"
        verbose_name_plural = "cuộc kiểm tra"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planned", "called_off"]) | Q(held_on__isnull=False),
                name="inspection_recorded_was_held",
            ),
            models.CheckConstraint(
                condition=~Q(state="called_off") | ~Q(said=""), name="inspection_called_off_for_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["campaign", "planned_on"])]

    def __str__(self) -> str:
        return f"{self.title}, {self.party.title}"

    def save(self, *args, **kwargs) -> None:
        self.folded = vietnamese.fold(f"{self.title} {self.party.title} {self.unit.full_title}")
        super().save(*args, **kwargs)

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED


class InspectionFinding(models.Model):
    """Something found. A remark asks for nothing; everything else has a day and is answered with what was done."""

    class Severity(models.TextChoices):
        REMARK = "remark", "nhắc nhở, rút kinh nghiệm"
        MEND = "mend", "phải khắc phục"
        SERIOUS = "serious", "nghiêm trọng, phải khắc phục ngay"

    class State(models.TextChoices):
        OPEN = "open", "chờ khắc phục"
        ANSWERED = "answered", "đã báo cáo khắc phục"
        SETTLED = "settled", "đã khép"

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings", verbose_name="cuộc kiểm tra")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị liên quan")
    text = models.TextField("điều phát hiện")
    severity = models.CharField("mức độ", max_length=10, choices=Severity.choices)
    ask = models.TextField("việc phải làm", blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.TextField("đã làm gì", blank=True)
    answered_on = models.DateField("báo cáo ngày", null=True, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    said = models.CharField("lý do trả lại", max_length=500, blank=True)

    class Meta:
        verbose_name = "điều phát hiện"
        verbose_name_plural = "điều phát hiện"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(severity="remark") | (Q(due_on__isnull=False) & ~Q(ask="")),
                name="inspection_finding_asks_by_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | ~Q(answer=""), name="inspection_finding_answered_in_words"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:100]

    @property
    def asks(self) -> bool:
        return self.severity != self.Severity.REMARK
