"""A decision is drafted, issued once with its number and date in one transaction, and never changed afterwards."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from awards.councils.models import CouncilSession
from awards.dossiers.models import Dossier
from campaign_portal.foundation import access, numbers
from campaign_portal.foundation.models import StoredFile, User
from emulation.campaigns.models import Campaign
from emulation.people.models import Office, Party
from emulation.regimes.models import AwardForm, RecipientNature, Regime
from emulation.territory.models import NOTHING, FactQuerySet, UnitFact, seen_from


class DecisionQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """Drafts: the posts of the authority's unit that see below it. Issued ones: also every post of that unit, and
        those below it whose unit, office or proposal has somebody in the list."""
        scope = access.scope(user)
        concerned = Award.objects.filter(decision=OuterRef("pk")).filter(
            seen_from(scope, "recipient__", of_split=NOTHING)
            | Q(recipient__office_id__in=scope.read_office_ids)
            | Q(dossier__submission__proposer_id__in=scope.read_office_ids)
        )
        at_home = Q(unit_id__in=[unit for post in scope.posts for unit in post.read_units])
        return self.filter(seen_from(scope) | (Q(state__in=AwardDecision.FINAL) & (at_home | Exists(concerned))))

    def issued(self) -> Self:
        return self.filter(state__in=AwardDecision.FINAL)


class AwardDecision(UnitFact):
    """One decision of one authority. `unit` is the authority's unit. What is frozen when it is issued is empty before.

    The database itself refuses to change or delete an issued one (migration `issued_is_final`): only its file may come,
    once, and only a revoking decision may end it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "dự thảo"
        READY = "ready", "chờ ký"
        ISSUED = "issued", "đã ban hành"
        REVOKED = "revoked", "đã hủy bỏ"

    class Capacity(models.TextChoices):
        HEAD = "head", "CHỦ TỊCH"
        ACTING = "acting", "Q. CHỦ TỊCH"
        DEPUTY = "deputy", "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"

    SERIES = "QĐ"
    OPEN = frozenset({State.DRAFT, State.READY})
    FINAL = frozenset({State.ISSUED, State.REVOKED})

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="phong trào")
    session = models.ForeignKey(CouncilSession, models.PROTECT, related_name="decisions", verbose_name="phiên họp")
    authority = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="cơ quan ban hành")
    award_form = models.ForeignKey(AwardForm, models.PROTECT, related_name="+", verbose_name="hình thức")
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.DRAFT)
    subject = models.CharField("trích yếu", max_length=400)
    # The Tờ trình that the last basis names: "Theo đề nghị của … tại Tờ trình số … ngày …".
    proposer_post = models.CharField("người đề nghị", max_length=160)
    proposal_number = models.CharField("số tờ trình", max_length=60, blank=True)
    proposal_on = models.DateField("ngày tờ trình", null=True, blank=True)
    payer = models.CharField("nguồn tiền thưởng", max_length=200)
    executors = models.TextField("ai thi hành", max_length=600)
    recipients = models.TextField("nơi nhận", max_length=1000)  # one a line; "Lưu: VT, …" last
    book_number = models.PositiveIntegerField("số theo sổ của văn thư", null=True, blank=True)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    number_year = models.PositiveSmallIntegerField("năm của số", null=True, blank=True)
    issued_on = models.DateField("ngày", null=True, blank=True)
    signer = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ký")
    signer_name = models.CharField("họ tên người ký", max_length=120, blank=True)
    signer_capacity = models.CharField("ký với tư cách", max_length=10, choices=Capacity.choices, blank=True)
    regime = models.ForeignKey(Regime, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chế độ")
    bases = models.JSONField("căn cứ", default=list)  # whole lines in printing order
    base_salary_vnd = models.PositiveIntegerField("lương cơ sở", null=True, blank=True)
    base_salary_decree = models.CharField("theo", max_length=60, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tệp")
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người soạn")
    drafted_at = models.DateTimeField("soạn lúc")

    objects = DecisionQuerySet.as_manager()

    trail_words = {
        "people": "người, tập thể được khen",
        "recipient": "dòng",
        "recipient_name": "awards.Award.recipient_name",
        "recipient_detail": "awards.Award.recipient_detail",
        "achievement": "awards.Award.achievement",
        "coefficient": "awards.Award.coefficient",
        "coefficient_basis": "awards.Award.coefficient_basis",
        "coefficient_certain": "awards.Award.coefficient_certain",
    }

    class Meta:
        verbose_name = "quyết định khen thưởng"
        verbose_name_plural = "quyết định khen thưởng"
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "number_year", "number"],
                condition=Q(number__isnull=False),
                name="decision_number_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["draft", "ready"], number__isnull=True, issued_on__isnull=True, file__isnull=True
                )
                | Q(
                    state__in=["issued", "revoked"],
                    number__isnull=False,
                    number_year__isnull=False,
                    issued_on__isnull=False,
                    signer__isnull=False,
                    regime__isnull=False,
                    base_salary_vnd__isnull=False,
                ),
                name="decision_issued_whole",
            ),
        ]
        indexes = [models.Index(fields=["unit", "issued_on", "id"])]

    def __str__(self) -> str:
        return f"Quyết định {self.shown_number}" if self.number else "dự thảo quyết định khen thưởng"

    @property
    def shown_number(self) -> str:
        """ "05/QĐ-UBND"; empty while a draft has no number."""
        return f"{numbers.shown(self.number)}/{self.symbol}" if self.number else ""

    @property
    def symbol(self) -> str:
        return f"{self.SERIES}-{self.authority.symbol}"

    @property
    def is_open(self) -> bool:
        """Not issued yet: it may still be edited."""
        return self.state in self.OPEN

    @property
    def lacks_file(self) -> bool:
        """Issued, and its paper is not made yet: an alarm until the job has made it."""
        return self.state in self.FINAL and self.file_id is None


class Award(models.Model):
    """One line of a decision's annex: who, for what, with which bonus.

    While the decision is a draft `coefficient` holds only what a person set in place of the law's; issuing writes down
    the coefficient and the bonus that were applied.
    """

    decision = models.ForeignKey(AwardDecision, models.CASCADE, related_name="awards", verbose_name="quyết định")
    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="award", verbose_name="hồ sơ")
    recipient = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="được khen")
    nature = models.CharField("loại", max_length=12, choices=RecipientNature.choices)
    recipient_name = models.CharField("tên ghi trong quyết định", max_length=200)
    recipient_detail = models.CharField("chức vụ, địa chỉ", max_length=300, blank=True)
    achievement = models.TextField("thành tích", max_length=600)
    coefficient = models.DecimalField("hệ số", max_digits=5, decimal_places=2, null=True, blank=True)
    coefficient_basis = models.CharField("căn cứ của hệ số", max_length=300, blank=True)
    coefficient_certain = models.BooleanField("hệ số đã xác nhận", default=False)
    bonus_vnd = models.PositiveIntegerField("tiền thưởng", null=True, blank=True)
    place = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "khen thưởng"
        verbose_name_plural = "khen thưởng"
        ordering = ["decision", "place"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "place"], name="award_place_once"),
            models.CheckConstraint(
                condition=Q(coefficient__isnull=True) | (Q(coefficient__gt=0) & ~Q(coefficient_basis="")),
                name="award_coefficient_has_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_name}, {self.decision}"
