"""Who came where: how ties were broken, and each version that was published."""

from django.db import models
from django.db.models import Q

from campaign_portal.foundation.models import StoredFile, User
from emulation.clusters.models.year import ClusterMember, ClusterYear


class TieBreak(models.Model):
    """One member's place among those with the same sum, by a named rule and for a reason. Without it they share a
    rank (1, 1, 3). Reopening any sheet of the cluster takes all of these away: they were said of other sums."""

    class Rule(models.TextChoices):
        WITHOUT_BONUS = "without_bonus", "điểm chưa kể điểm thưởng cao hơn"
        ON_TIME = "on_time", "tự chấm, báo cáo đúng hạn hơn"
        VOTE = "vote", "biểu quyết của các thành viên"
        REGULATION = "regulation", "theo quy chế thi đua, khen thưởng"

    member = models.OneToOneField(ClusterMember, models.CASCADE, related_name="tie_break", verbose_name="thành viên")
    place = models.PositiveSmallIntegerField("thứ tự trong nhóm bằng điểm")
    rule = models.CharField("quy tắc", max_length=15, choices=Rule.choices)
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người quyết định")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "phân hạng khi bằng điểm"
        verbose_name_plural = "phân hạng khi bằng điểm"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="tie_break_has_reason"),
            models.CheckConstraint(condition=Q(place__gte=1), name="tie_break_place_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: thứ {self.place}"


class Ranking(models.Model):
    """One publication of a cluster's ranking, with its paper. A correction is the next version and says why; the
    database itself refuses to change what was published."""

    cluster_year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="rankings", verbose_name="cụm, khối")
    version = models.PositiveSmallIntegerField("lần công bố")
    paper_number = models.CharField("số văn bản công bố", max_length=60)
    published_on = models.DateField("ngày văn bản công bố")
    scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản chụp"
    )
    reason = models.CharField("lý do đính chính", max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người công bố")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "bảng xếp hạng đã công bố"
        verbose_name_plural = "bảng xếp hạng đã công bố"
        ordering = ["cluster_year", "version"]
        constraints = [
            models.UniqueConstraint(fields=["cluster_year", "version"], name="ranking_version_once"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="ranking_corrected_for_a_reason"),
            models.CheckConstraint(condition=~Q(paper_number=""), name="ranking_names_its_paper"),
        ]

    def __str__(self) -> str:
        return f"bảng xếp hạng lần {self.version}, {self.cluster_year}"


class RankingLine(models.Model):
    """One member's line of a published ranking, frozen."""

    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="lines", verbose_name="bảng xếp hạng")
    member = models.ForeignKey(ClusterMember, models.PROTECT, related_name="+", verbose_name="thành viên")
    name = models.CharField("tên đơn vị", max_length=200)
    points = models.DecimalField("điểm", max_digits=8, decimal_places=2)
    bonus = models.DecimalField("điểm thưởng", max_digits=8, decimal_places=2)
    total = models.DecimalField("tổng điểm", max_digits=8, decimal_places=2)
    rank = models.PositiveSmallIntegerField("hạng")
    position = models.PositiveSmallIntegerField("thứ tự")
    tie_rule = models.CharField("quy tắc khi bằng điểm", max_length=15, choices=TieBreak.Rule.choices, blank=True)
    tie_reason = models.CharField("lý do khi bằng điểm", max_length=300, blank=True)

    class Meta:
        verbose_name = "dòng xếp hạng"
        verbose_name_plural = "dòng xếp hạng"
        ordering = ["ranking", "position"]
        constraints = [models.UniqueConstraint(fields=["ranking", "member"], name="ranking_line_once")]

    def __str__(self) -> str:
        return f"{self.rank}. {self.name}"
