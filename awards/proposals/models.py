from django.db import models
from django.db.models import Q

from awards.councils.models import CouncilSession
from awards.dossiers.models import Dossier
from campaign_portal.foundation.models import StoredFile, User
from emulation.campaigns.models import Campaign
from emulation.people.models import Office
from emulation.regimes.models import AwardForm
from emulation.territory.models import UnitFact


class UpwardProposal(UnitFact):
    """One Tờ trình to the superior for an award form that he gives (S3 V.1). `unit` is the council's unit."""

    class State(models.TextChoices):
        DRAFT = "draft", "đang soạn"
        SENT = "sent", "đã trình, chờ trả lời"
        ANSWERED = "answered", "đã có trả lời"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="phong trào")
    session = models.ForeignKey(CouncilSession, models.PROTECT, related_name="+", verbose_name="phiên họp")
    authority = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="cơ quan trình")
    award_form = models.ForeignKey(AwardForm, models.PROTECT, related_name="+", verbose_name="hình thức")
    addressee = models.CharField("trình lên", max_length=160)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.DRAFT)
    letter_number = models.CharField("số tờ trình", max_length=60, blank=True)
    letter_date = models.DateField("ngày tờ trình", null=True, blank=True)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=160, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tệp")
    answer_number = models.CharField("số quyết định của cấp trên", max_length=60, blank=True)
    answer_on = models.DateField("ngày quyết định của cấp trên", null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người soạn")
    made_at = models.DateTimeField("soạn lúc")

    trail_words = {"people": "người, tập thể được đề nghị", "awarded": "được tặng", "refused": "không được tặng"}

    class Meta:
        verbose_name = "đề nghị cấp trên khen"
        verbose_name_plural = "đề nghị cấp trên khen"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | (~Q(letter_number="") & Q(letter_date__isnull=False)),
                name="upward_proposal_sent_has_letter",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | (~Q(answer_number="") & Q(answer_on__isnull=False)),
                name="upward_proposal_answered_by_a_paper",
            ),
        ]

    def __str__(self) -> str:
        number = f" số {self.letter_number}" if self.letter_number else ""
        return f"tờ trình{number} đề nghị {self.addressee} khen"


class ProposedAward(models.Model):
    """One nominee in a Tờ trình, and what the superior decided of it."""

    class Outcome(models.TextChoices):
        WAITING = "", "chờ trả lời"
        AWARDED = "awarded", "được tặng"
        REFUSED = "refused", "không được tặng"

    proposal = models.ForeignKey(UpwardProposal, models.CASCADE, related_name="lines", verbose_name="tờ trình")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="hồ sơ")
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome.choices, blank=True)
    place = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "người được đề nghị cấp trên khen"
        verbose_name_plural = "người được đề nghị cấp trên khen"
        ordering = ["proposal", "place"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "dossier"], name="proposed_award_once"),
            models.UniqueConstraint(
                fields=["dossier"], condition=~Q(outcome="refused"), name="proposed_award_one_alive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier.party}: {self.get_outcome_display()}"
