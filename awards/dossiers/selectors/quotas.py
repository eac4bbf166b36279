"""How much of what the superior allotted is used: proposed to the council, passed, decided (S4 4.3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from awards.dossiers.models import Appraisal, Dossier
from awards.quotas.models import AwardQuota
from awards.routes.models import RouteStep
from campaign_portal.foundation import clock, vietnamese

S = Dossier.State
PASSED = frozenset({S.PASSED, S.AWARDED})


@dataclass(frozen=True)
class Use:
    """One number allotted and what was taken of it. `proposed` holds `passed`."""

    quota: AwardQuota
    proposed: int
    passed: int

    @property
    def left(self) -> int:
        return self.quota.allotted - self.proposed

    @property
    def over(self) -> int:
        """By how many the proposals go beyond the number; 0 while they do not."""
        return max(-self.left, 0)

    @property
    def says(self) -> str:
        """ "phân bổ 12, đã đề nghị 9, hội đồng thông qua 7"."""
        quota = self.quota
        return (
            f"{quota.award_form} năm {quota.year}: phân bổ {vietnamese.grouped(quota.allotted)} ({quota.paper}), đã đề "
            f"nghị {vietnamese.grouped(self.proposed)}, hội đồng thông qua {vietnamese.grouped(self.passed)}"
        )


def uses_of(quotas: Iterable[AwardQuota], *, besides: Dossier | None = None) -> list[Use]:
    """How each stands. One statement, however many; a dossier that an appraising office passed on counts as proposed,
    in the year of its submission's letter."""
    listed = list(quotas)
    forwarded = Appraisal.objects.filter(
        dossier=OuterRef("pk"), is_current=True, outcome=Appraisal.Outcome.FORWARDED, step__act=RouteStep.Act.APPRAISE
    )
    found = (
        Dossier.objects.filter(
            submission__campaign__in={quota.campaign_id for quota in listed},
            award_form__in={quota.award_form_id for quota in listed},
        )
        .filter(Q(state__in={S.IN_COUNCIL, *PASSED}) | (Q(state__in={S.IN_APPRAISAL, S.RETURNED}) & Exists(forwarded)))
        .exclude(pk__in=[besides.pk] if besides else [])
        .values_list("submission__campaign", "award_form", "submission__letter_date__year")
        .annotate(proposed=Count("pk"), passed=Count("pk", filter=Q(state__in=PASSED)))
    )
    counts = {(campaign, form, year): (proposed, passed) for campaign, form, year, proposed, passed in found}
    return [Use(quota, *counts.get((quota.campaign_id, quota.award_form_id, quota.year), (0, 0))) for quota in listed]


def uses_for(dossiers: Iterable[Dossier]) -> list[Use]:
    """Of the numbers that these dossiers fall under, each once; none where nothing was allotted. Two statements."""
    listed = list(dossiers)
    wanted = {(one.submission.campaign_id, one.award_form_id, year_of(one)) for one in listed}
    quotas = AwardQuota.objects.filter(
        campaign__in={campaign for campaign, _, _ in wanted},
        award_form__in={form for _, form, _ in wanted},
        year__in={year for _, _, year in wanted},
    ).select_related("award_form")
    return uses_of(one for one in quotas if (one.campaign_id, one.award_form_id, one.year) in wanted)


def beyond_quota(dossier: Dossier) -> str:
    """Said where passing this dossier on would go beyond the number; "" else."""
    quota = (
        AwardQuota.objects.filter(
            campaign=dossier.submission.campaign_id, award_form=dossier.award_form_id, year=year_of(dossier)
        )
        .select_related("award_form")
        .first()
    )
    if quota is None:
        return ""
    [use] = uses_of([quota], besides=dossier)
    if use.left > 0:
        return ""
    return (
        f"Vượt số được phân bổ: đã đề nghị {vietnamese.grouped(use.proposed)} trên "
        f"{vietnamese.grouped(quota.allotted)} {quota.award_form} năm {quota.year} ({quota.paper})"
    )


def year_of(dossier: Dossier) -> int:
    """The year a dossier is considered in: its letter's, before that today's."""
    letter = dossier.submission.letter_date
    return letter.year if letter else clock.today().year
