"""Which award forms the law opens for a campaign at a review, beside what its plan names, and why others are closed."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from awards.routes.models import AwardOffer
from campaign_portal.foundation import clock
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import launches_of
from emulation.regimes.models import AwardForm
from emulation.regimes.rules import REVIEWS, Door
from emulation.regimes.selectors import OpenedForm, openings, regime_on


@dataclass
class FormLine:
    """One form at the review: what each kind of recipient is answered, and what the plan says of it."""

    form: AwardForm
    answers: list[OpenedForm] = field(default_factory=list)
    offers: list[AwardOffer] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return any(answer.opening.door is not Door.CLOSED for answer in self.answers)


def page(campaign: Campaign, review: str, on: dt.date | None) -> dict[str, Any]:
    """The page's context. The law is that of `on`; by default of today, or of the campaign's last day once it is over.

    The order: forms that are open, then those that are closed, each in the catalogue's order.
    """
    review = review if review in REVIEWS else "final"
    day = on or min(clock.today(), campaign.ends_on)
    offers = list(AwardOffer.objects.filter(campaign=campaign))
    launches = launches_of(campaign)
    lines: dict[int, FormLine] = {}
    for answer in openings(launches, review, day):
        form = answer.form
        line = lines.setdefault(form.pk, FormLine(form, offers=[o for o in offers if form.code in o.form_codes]))
        line.answers.append(answer)
    found = list(lines.values())
    return {
        "campaign": campaign,
        "launches": launches,
        "review": review,
        "reviews": REVIEWS,
        "day": day,
        "regime": regime_on(day),
        "open": [line for line in found if line.is_open],
        "closed": [line for line in found if not line.is_open],
        "offers_without_form": [offer for offer in offers if not offer.form_codes],
    }
