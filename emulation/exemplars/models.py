"""What is worth telling of, the photographs and the consent it is told with, and who took a model over."""

from typing import Self

from django.db import models
from django.db.models import Q

from campaign_portal.foundation import access, vietnamese
from campaign_portal.foundation.models import StoredFile, User
from emulation.campaigns.models import Arrangement, Campaign, CampaignRole
from emulation.people.models import Office, Party
from emulation.territory.models import SEES_BELOW, FactQuerySet, Unit, UnitFact, seen_from


def told_by(scope: access.Scope) -> Q:
    """What one's own office writes; of the offices that see below their unit, the unit's."""
    found = Q(office_id__in=scope.read_office_ids)
    for post in scope.posts:
        if post.office_function in SEES_BELOW:
            found |= Q(office__unit_id__in=post.read_units, office__function__in=SEES_BELOW)
    return found


def publicised_by(scope: access.Scope) -> set[int]:
    """The campaigns whose plan names one's office to make things known (S3 V.4)."""
    roles = set(CampaignRole.objects.filter(office_id__in=scope.office_ids).values_list("campaign_id", "key"))
    if not roles:
        return set()
    named = Arrangement.objects.filter(
        campaign_id__in={campaign for campaign, _ in roles}, topic=Arrangement.Topic.PUBLICITY
    )
    keys = {(row.campaign_id, key) for row in named for key in (*row.by_roles, *row.with_roles)}
    return {campaign for campaign, _ in roles & keys}


class ExemplarQuerySet(FactQuerySet):
    def published(self) -> Self:
        return self.filter(state=Exemplar.State.PUBLISHED)

    def visible_to(self, user) -> Self:
        """What was published, everybody in post; what was sent, whoever follows; a draft, its writers alone."""
        scope = access.scope(user)
        if not scope.posts:
            return self.none()
        return self.filter(Q(state=Exemplar.State.PUBLISHED) | _followed_by(scope))

    def worked_on_by(self, user) -> Self:
        """Whose course a person follows: its writers, the units above, who publishes. They read consent and trail."""
        return self.filter(_followed_by(access.scope(user)))


def _followed_by(scope: access.Scope) -> Q:
    followed = seen_from(scope)
    if campaigns := publicised_by(scope):
        followed |= Q(campaign_id__in=campaigns)
    return told_by(scope) | (Q(sent_at__isnull=False) & followed)


class Exemplar(UnitFact):
    """One story. `unit` is the place of whom it is about, `office` the office that writes it.

    `whom_name` and `whom_detail` are the words that were agreed to be published, not the register's of today.
    """

    class Kind(models.TextChoices):
        EXEMPLAR = "exemplar", "gương điển hình tiên tiến"
        GOOD_PRACTICE = "good_practice", "mô hình, cách làm hay"
        INITIATIVE = "initiative", "sáng kiến"

    class State(models.TextChoices):
        DRAFT = "draft", "nháp"
        WAITING = "waiting", "chờ duyệt"
        RETURNED = "returned", "trả lại"
        PUBLISHED = "published", "đã công bố"
        REMOVED = "removed", "đã gỡ"

    OPEN = frozenset({State.DRAFT, State.RETURNED})  # its writers may write
    SPREADS = frozenset({Kind.GOOD_PRACTICE, Kind.INITIATIVE})  # what others can take over

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="phong trào")
    kind = models.CharField("loại", max_length=15, choices=Kind.choices)
    title = models.CharField("tiêu đề", max_length=200)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="về ai")
    whom_name = models.CharField("tên ghi khi công bố", max_length=200)
    whom_detail = models.CharField("địa chỉ, chức vụ ghi khi công bố", max_length=200, blank=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="nơi viết")
    text = models.TextField("nội dung")
    folded = models.TextField(default="", editable=False)  # title, whom and where, without accents
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.DRAFT)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người viết")
    written_on = models.DateField("ngày viết")
    sent_at = models.DateTimeField("gửi duyệt lúc", null=True, blank=True)
    published_on = models.DateField("ngày công bố", null=True, blank=True)
    said = models.CharField("lý do trả lại, gỡ", max_length=500, blank=True)  # the last of the publisher's words

    objects = ExemplarQuerySet.as_manager()

    trail_words = {
        "whom": "emulation.Exemplar.whom_name",
        "photo": "ảnh",
        "people": "người trong ảnh",
        "name": "người đồng ý",
        "on": "ngày",
        "taken_by": "đơn vị nhân rộng",
        "since": "từ ngày",
    }

    class Meta:
        verbose_name = "gương, mô hình, sáng kiến"
        verbose_name_plural = "gương, mô hình, sáng kiến"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_on__isnull=False), name="exemplar_published_on_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "removed"]) | ~Q(said=""), name="exemplar_returned_for_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state", "published_on"])]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        self.folded = vietnamese.fold(f"{self.title} {self.whom_name} {self.whom_detail} {self.unit.full_title}")
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def where(self) -> str:
        """Where it happened, after the name of whom it is about: a unit's own name is not said twice."""
        return self.unit.above if self.whom_name == self.unit.opening_title else self.unit.full_title

    @property
    def can_spread(self) -> bool:
        return self.kind in self.SPREADS


class ExemplarPhoto(models.Model):
    """A photograph. `alt` says what it shows to whoever does not see it; `people` names whoever can be recognised."""

    exemplar = models.ForeignKey(Exemplar, models.CASCADE, related_name="photos", verbose_name="gương, mô hình")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name="ảnh")
    alt = models.CharField("mô tả ảnh", max_length=250)
    people = models.CharField("người trong ảnh", max_length=500, blank=True)  # names, commas between

    class Meta:
        verbose_name = "ảnh"
        verbose_name_plural = "ảnh"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(alt=""), name="exemplar_photo_says_what_it_shows")]

    def __str__(self) -> str:
        return self.alt


class ExemplarConsent(models.Model):
    """That a person agreed to be named and shown (Bộ luật Dân sự 2015, Điều 32); for a child, who agreed for it."""

    exemplar = models.ForeignKey(Exemplar, models.CASCADE, related_name="consents", verbose_name="gương, mô hình")
    name = models.CharField("người đồng ý", max_length=120)
    folded_name = models.CharField(max_length=160, editable=False)
    given_on = models.DateField("ngày đồng ý")
    given_by = models.CharField("người đồng ý thay", max_length=120, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField("ngày rút", null=True, blank=True)

    class Meta:
        verbose_name = "sự đồng ý"
        verbose_name_plural = "sự đồng ý"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["exemplar", "folded_name"],
                condition=Q(withdrawn_on__isnull=True),
                name="exemplar_consent_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.folded_name = vietnamese.fold(self.name)
        super().save(*args, **kwargs)


class ExemplarAdoption(models.Model):
    """A unit that took a model or an initiative over (nhân rộng), and since when (S0 III-ND 4)."""

    exemplar = models.ForeignKey(Exemplar, models.CASCADE, related_name="adoptions", verbose_name="mô hình, sáng kiến")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị nhân rộng")
    since = models.DateField("từ ngày")
    note = models.CharField("kết quả", max_length=300, blank=True)
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = "nơi nhân rộng"
        verbose_name_plural = "nơi nhân rộng"
        ordering = ["since", "pk"]
        constraints = [models.UniqueConstraint(fields=["exemplar", "unit"], name="exemplar_adopted_once_a_unit")]

    def __str__(self) -> str:
        return str(self.unit)
