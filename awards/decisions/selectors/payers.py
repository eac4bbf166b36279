"""From whose money the plan lets an award's bonus come (S1 V.2), as a draft decision takes it over."""

from collections.abc import Sequence

from awards.routes.models import AwardOffer
from emulation.campaigns.models import Campaign
from emulation.people.models import Office
from emulation.regimes.models import AwardForm

FUND = "Quỹ thi đua, khen thưởng của"


def offers_naming_payers(campaign: Campaign, form: AwardForm) -> list[AwardOffer]:
    """What the plan says of this form's money; where it names no form, what it says of awards "by law"."""
    offers = [offer for offer in AwardOffer.objects.filter(campaign=campaign) if offer.paid_by or offer.paid_by_giver]
    named = [offer for offer in offers if form.code in offer.form_codes]
    return named or [offer for offer in offers if not offer.form_codes]


def payer_for(offers: Sequence[AwardOffer], authority: Office) -> str:
    """The words to start from: the plan's fund; the giver's own where the plan, or else the law, says so (Luật Đ11.4).

    A plan that names two different funds for one form leaves the choice to who drafts: the giver's own stands there.
    """
    own = f"{FUND} {giver_of(authority)}"
    said = {own if offer.paid_by_giver else offer.paid_by for offer in offers}
    return said.pop() if len(said) == 1 else own


def giver_of(authority: Office) -> str:
    """Whose fund the authority spends: "thị xã Sa Pa" of its committee; an agency's under its own name."""
    return authority.unit.title if authority.function == "leadership" else authority.name
