"""What a plan says of clusters and of scoring."""

from django.db import models
from django.db.models import Q

from emulation.campaigns.models import Campaign


class Cluster(models.Model):
    """A cluster (cụm) or block (khối) that a plan names, or all of them where it names none (S0 V.5, S1 II.2.c)."""

    class Kind(models.TextChoices):
        CLUSTER = "cluster", "Cụm thi đua"
        BLOCK = "block", "Khối thi đua"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="clusters", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=40)
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    name = models.CharField("tên", max_length=200)
    member_keys = models.JSONField("thành viên", default=list)  # keys of participant classes and of roles
    head = models.CharField("cụm trưởng, khối trưởng", max_length=200, blank=True)
    deputy = models.CharField("cụm phó, khối phó", max_length=200, blank=True)
    council_member = models.CharField("thành viên hội đồng phụ trách", max_length=200, blank=True)
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "cụm, khối thi đua"
        verbose_name_plural = "cụm, khối thi đua"
        ordering = ["campaign", "position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="cluster_once")]

    def __str__(self) -> str:
        return self.name


class ScoreTable(models.Model):
    """The table by which emulation is scored (bảng điểm), and who scores."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="score_tables", verbose_name="phong trào")
    key = models.SlugField("mã", max_length=40)
    name = models.CharField("tên", max_length=200)
    cluster_keys = models.JSONField("cho cụm, khối", default=list)  # empty: for everybody who is judged
    scored_by = models.CharField("ai chấm", max_length=300, blank=True)
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "bảng điểm"
        verbose_name_plural = "bảng điểm"
        ordering = ["campaign", "position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="score_table_once")]

    def __str__(self) -> str:
        return self.name


class ScoreRow(models.Model):
    """One scored criterion. A plan may name it without points (S4 4.3): empty is not 0."""

    table = models.ForeignKey(ScoreTable, models.CASCADE, related_name="rows", verbose_name="bảng điểm")
    key = models.SlugField("mã", max_length=40)
    text = models.TextField("tiêu chí")
    points = models.DecimalField("điểm", max_digits=6, decimal_places=2, null=True, blank=True)
    is_bonus = models.BooleanField("điểm thưởng", default=False)
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "dòng chấm điểm"
        verbose_name_plural = "dòng chấm điểm"
        ordering = ["table", "position"]
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="score_row_once"),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__gt=0), name="score_row_points_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.text
