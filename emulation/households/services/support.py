"""Who helps a household, with what, and what became of it."""

from django.db import transaction

from campaign_portal.foundation import audit
from campaign_portal.foundation.errors import Problem, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.households.models import Household, Support
from emulation.households.services.registering import check_ground
from emulation.people.models import Party

OUT_OF_POVERTY = Support.Outcome.ESCAPED_STABLE_WORK


def record_support(
    household: Household,
    helper_party: Party,
    year: int,
    *,
    deed: str,
    outcome: str = Support.Outcome.UNDER_WAY,
    confirmed_by: str = "",
    by: User | None,
) -> Support:
    """Who helps a household in a year, with what, and what became of it (S3 V.5).

    "Out of poverty, with stable work" counts towards an award (S3 IV.2.2.b) and needs the paper that confirms it.
    A second record of the same helper and year goes on with the first.
    """
    wrong = []
    if not deed.strip():
        wrong.append(Problem("Xin ghi việc giúp hộ.", field="deed"))
    if outcome not in Support.Outcome.values:
        wrong.append(Problem("Kết quả: đang giúp, đã thoát nghèo hoặc chưa thoát nghèo.", field="outcome"))
    if outcome == OUT_OF_POVERTY and not confirmed_by.strip():
        wrong.append(
            Problem("Hộ đã có việc làm ổn định, thoát nghèo: xin ghi giấy xác nhận của UBND xã.", field="confirmed_by")
        )
    if helper_party.pk == household.party_id:
        wrong.append(Problem("Người giúp và hộ được giúp là một; xin chọn người giúp khác.", field="helper"))
    refuse_if_any(wrong)
    check_ground(by, household.unit)
    with transaction.atomic():
        before = Support.objects.filter(household=household, helper=helper_party, year=year).first()
        support, _ = Support.objects.update_or_create(
            household=household,
            helper=helper_party,
            year=year,
            defaults={
                "deed": fitting(deed, 300, "Việc giúp hộ", field="deed"),
                "outcome": outcome,
                "confirmed_by": fitting(confirmed_by, 120, "Giấy xác nhận", field="confirmed_by"),
            },
        )
        audit.record(
            "ghi việc giúp hộ",
            household,
            by=by,
            before={"outcome": before.outcome} if before else {},
            after={"helper": helper_party, "year": year, "outcome": outcome},
        )
    return support
