from django.db import models
from django.db.models import Q

from emulation.campaigns.models import Campaign, ParticipantClass


class CriterionGroup(models.Model):
    """Criteria of one class that count together: all of them, or any one (S3 IV.2.2.b: gifts **or** helped)."""

    class Mode(models.TextChoices):
        ALL = "all", "tất cả"
        ANY = "any", "một trong các"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name="phong trào")
    participant_class = models.ForeignKey(ParticipantClass, models.CASCADE, related_name="+", verbose_name="loại")
    key = models.SlugField("mã", max_length=60)
    mode = models.CharField("đạt khi đạt", max_length=5, choices=Mode.choices)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "nhóm tiêu chuẩn"
        verbose_name_plural = "nhóm tiêu chuẩn"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="criterion_group_once")]

    def __str__(self) -> str:
        return self.key


class Criterion(models.Model):
    """One standard of the plan (tiêu chuẩn) for one class and the award level it opens."""

    class Nature(models.TextChoices):
        MEASURED = "measured", "đo từ số liệu"
        JUDGED = "judged", "người thẩm định đánh giá"

    group = models.ForeignKey(CriterionGroup, models.CASCADE, related_name="criteria", verbose_name="nhóm")
    key = models.SlugField("mã", max_length=60)  # "S3-19-ket-qua"
    text = models.TextField("tiêu chuẩn")
    nature = models.CharField("loại", max_length=10, choices=Nature.choices)
    measure = models.CharField("cách đo", max_length=60, blank=True)  # name of a function in rules.MEASURES
    parameters = models.JSONField("tham số", default=dict, blank=True)
    may_not_apply = models.BooleanField("có thể không áp dụng", default=False)
    asks_meeting = models.BooleanField("cần cuộc họp thôn ghi lại", default=False)  # day, households there, agreeing
    asks_paper = models.BooleanField("cần giấy chứng minh", default=False)  # S0 III-TC 4.2: the bank's paper
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    evidence_hint = models.CharField("minh chứng cần xem", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "tiêu chuẩn"
        verbose_name_plural = "tiêu chuẩn"
        ordering = ["group", "position"]
        constraints = [
            models.UniqueConstraint(fields=["group", "key"], name="criterion_once"),
            models.CheckConstraint(
                condition=Q(nature="measured") & ~Q(measure="") | Q(nature="judged", measure=""),
                name="criterion_measured_names_its_measure",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class PendingStandard(models.Model):
    """Awards a plan names by a text not in hand ("chưa nạp"): shown, and no dossier until it is entered (S3-15)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=60)
    award_name = models.CharField("khen thưởng", max_length=200)
    citation = models.SlugField("mã văn bản viện dẫn", max_length=40, blank=True)
    document = models.CharField("tiêu chuẩn theo văn bản", max_length=200)
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)

    class Meta:
        verbose_name = "tiêu chuẩn chưa nạp"
        verbose_name_plural = "tiêu chuẩn chưa nạp"
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="pending_standard_once")]

    def __str__(self) -> str:
        return f"{self.award_name} theo {self.document}: chưa nạp"
