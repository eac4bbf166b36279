"""One cluster in one year: who is together, who leads, by what criteria."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from campaign_portal.foundation import access
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.clusters.models.plan import Cluster
from emulation.people.models import Party
from emulation.registrations.models import Pledge
from emulation.territory.models import FactQuerySet, Unit, UnitFact, seen_from


class ClusterYearQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """Who is in which cluster is no secret: from above, and on the whole ground of the campaign's unit."""
        scope = access.scope(user)
        home = Unit.objects.filter(pk__in=[unit for post in scope.posts for unit in post.read_units])
        ground = Q(pk__in=[])
        for column in ("pk", "commune_id", "district_id", "province_id"):
            ground |= Q(unit_id__in=home.order_by().values(column))
        return self.filter(seen_from(scope) | ground)


class ClusterYear(UnitFact):
    """One cluster or block in one year of a campaign, made by the emulation standing body (S0 V.5).

    `cluster` is the row of the plan it is one of ("Các Cụm thi đua của huyện" may be five); empty where the plan names
    none. `unit` is the campaign's.
    """

    class State(models.TextChoices):
        FORMING = "forming", "đang lập"
        SCORING = "scoring", "đang chấm điểm"
        PUBLISHED = "published", "đã công bố"
        CORRECTING = "correcting", "đang đính chính"

    OPEN = frozenset({State.SCORING, State.CORRECTING})

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="cluster_years", verbose_name="phong trào")
    cluster = models.ForeignKey(
        Cluster, models.SET_NULL, null=True, blank=True, related_name="years", verbose_name="thuộc, theo kế hoạch"
    )
    year = models.PositiveSmallIntegerField("năm")
    kind = models.CharField("loại", max_length=10, choices=Cluster.Kind.choices)
    name = models.CharField("tên", max_length=120)
    state = models.CharField("trạng thái", max_length=12, choices=State.choices, default=State.FORMING)
    council_member = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thành viên Hội đồng phụ trách"
    )
    table_name = models.CharField("bảng điểm", max_length=200, blank=True)
    points_basis = models.CharField("căn cứ ấn định điểm", max_length=200, blank=True)
    self_due_on = models.DateField("hạn tự chấm", null=True, blank=True)
    cross_due_on = models.DateField("hạn chấm chéo", null=True, blank=True)
    final_due_on = models.DateField("hạn kết luận", null=True, blank=True)
    pledge = models.OneToOneField(
        Pledge, models.PROTECT, null=True, blank=True, related_name="cluster_year", verbose_name="giao ước"
    )
    correction_reason = models.TextField("lý do đính chính", blank=True)

    objects = ClusterYearQuerySet.as_manager()

    trail_words = {
        "members": "thành viên",
        "head": "trưởng",
        "deputy": "phó",
        "cross_scorers": "phân công chấm chéo",
        "criteria": "tiêu chí, điểm",
        "copied_from": "chép từ năm",
        "paper_number": "emulation.Ranking.paper_number",
        "published_on": "emulation.Ranking.published_on",
        "version": "lần công bố",
        "tie": "phân hạng khi bằng điểm",
    }

    class Meta:
        verbose_name = "cụm, khối thi đua trong năm"
        verbose_name_plural = "cụm, khối thi đua trong năm"
        ordering = ["campaign", "-year", "kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "year", "name"], name="cluster_year_name_once"),
            models.CheckConstraint(
                condition=Q(state="forming")
                | Q(
                    self_due_on__isnull=False,
                    cross_due_on__gte=F("self_due_on"),
                    final_due_on__gte=F("cross_due_on"),
                ),
                name="cluster_year_days_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state="correcting") | ~Q(correction_reason=""), name="cluster_year_corrected_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, năm {self.year}"

    @property
    def head_word(self) -> str:
        return "Cụm trưởng" if self.kind == Cluster.Kind.CLUSTER else "Khối trưởng"

    @property
    def deputy_word(self) -> str:
        return "Cụm phó" if self.kind == Cluster.Kind.CLUSTER else "Khối phó"


class ClusterMember(models.Model):
    """A party in a cluster for the year. Head and deputy are members by being one of these rows.

    `campaign` and `year` repeat the cluster's, so that the database lets nobody be in two clusters of a year.
    """

    class Post(models.TextChoices):
        HEAD = "head", "trưởng"
        DEPUTY = "deputy", "phó"
        MEMBER = "member", "thành viên"

    cluster_year = models.ForeignKey(ClusterYear, models.CASCADE, related_name="members", verbose_name="cụm, khối")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", editable=False)
    year = models.PositiveSmallIntegerField("năm", editable=False)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="thành viên")
    post = models.CharField("nhiệm vụ", max_length=10, choices=Post.choices, default=Post.MEMBER)
    position = models.PositiveSmallIntegerField("thứ tự")
    cross_scorer = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="to_cross_score", verbose_name="chấm chéo"
    )

    class Meta:
        verbose_name = "thành viên cụm, khối"
        verbose_name_plural = "thành viên cụm, khối"
        ordering = ["cluster_year", "position"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "year", "party"], name="cluster_member_once_a_year"),
            models.UniqueConstraint(fields=["cluster_year"], condition=Q(post="head"), name="cluster_member_one_head"),
            models.UniqueConstraint(
                fields=["cluster_year"], condition=Q(post="deputy"), name="cluster_member_one_deputy"
            ),
            models.CheckConstraint(
                condition=Q(cross_scorer__isnull=True) | ~Q(cross_scorer=F("id")),
                name="cluster_member_scores_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.party)

    def save(self, *args, **kwargs) -> None:
        self.campaign_id, self.year = self.cluster_year.campaign_id, self.cluster_year.year
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """The unit's or the office's own name, which is public; of other parties (`Party.name`) it is not."""
        return self.party.office.name if self.party.office else self.party.unit.opening_title


class ClusterCriterion(models.Model):
    """One row of the year's table. A plan may give no points (S4 4.3): the standing body fixes them for the year."""

    cluster_year = models.ForeignKey(ClusterYear, models.CASCADE, related_name="criteria", verbose_name="cụm, khối")
    position = models.PositiveSmallIntegerField("thứ tự")
    text = models.CharField("tiêu chí", max_length=500)
    max_points = models.DecimalField("điểm tối đa", max_digits=6, decimal_places=2, null=True, blank=True)
    is_bonus = models.BooleanField("điểm thưởng", default=False)
    plan_key = models.SlugField("mã trong kế hoạch", max_length=40, blank=True)  # of the ScoreRow it was taken from
    clause = models.CharField("mục của kế hoạch", max_length=40, blank=True)

    class Meta:
        verbose_name = "tiêu chí chấm điểm"
        verbose_name_plural = "tiêu chí chấm điểm"
        ordering = ["cluster_year", "is_bonus", "position"]
        constraints = [
            models.UniqueConstraint(fields=["cluster_year", "position"], name="cluster_criterion_place_once"),
            models.CheckConstraint(
                condition=Q(max_points__isnull=True) | Q(max_points__gt=0), name="cluster_criterion_points_positive"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="cluster_criterion_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
