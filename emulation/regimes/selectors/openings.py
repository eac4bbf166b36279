"""Which award forms the law opens in a campaign, to whom, and why others are closed (awards-law (b), (g))."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from campaign_portal.foundation import vietnamese
from emulation.regimes import rules
from emulation.regimes.models import AwardCondition, AwardForm, RecipientNature, Regime
from emulation.regimes.rules import Condition, Door, Launch, Opening
from emulation.regimes.selectors.in_force import regime_on


@dataclass(frozen=True)
class OpenedForm:
    """One form for one kind of recipient: whether it may be proposed at a review, and why or why not."""

    form: AwardForm
    recipient: RecipientNature
    opening: Opening


def openings(launches: Sequence[Launch], review: str, on: dt.date) -> Iterator[OpenedForm]:
    """Every form given in campaigns for every kind of recipient, in the catalogue's order. Three statements.

    `launches` are the campaign and those above it; `review` is "interim", "final" or "yearly"; the law is that of `on`.
    """
    forms = AwardForm.objects.filter(given_in_campaigns=True, valid_from__lte=on).order_by("pk")
    regime = regime_on(on)
    asked: dict[int, dict[str, list[Condition]]] = defaultdict(lambda: defaultdict(list))
    for row in AwardCondition.objects.filter(regime=regime) if regime else ():
        asked[row.award_form_id][row.recipient].append(
            Condition(row.launcher, row.lasting_years, row.review, row.standard)
        )
    for form in forms:
        for recipient in RecipientNature:
            yield OpenedForm(form, recipient, _opening(form, recipient, asked[form.pk], regime, launches, review, on))


def opening_of(form: AwardForm, recipient: str, launches: Sequence[Launch], review: str, on: dt.date) -> Opening:
    """The same for one form and one kind of recipient."""
    regime = regime_on(on)
    asked: dict[str, list[Condition]] = defaultdict(list)
    for row in AwardCondition.objects.filter(regime=regime, award_form=form) if regime else ():
        asked[row.recipient].append(Condition(row.launcher, row.lasting_years, row.review, row.standard))
    return _opening(form, RecipientNature(recipient), asked, regime, launches, review, on)


def _opening(
    form: AwardForm,
    recipient: RecipientNature,
    asked: dict[str, list[Condition]],
    regime: Regime | None,
    launches: Sequence[Launch],
    review: str,
    on: dt.date,
) -> Opening:
    if form.valid_to and on > form.valid_to:
        return Opening(Door.CLOSED, (f"Không còn từ sau ngày {vietnamese.day(form.valid_to)} ({form.source}).",))
    if recipient not in form.recipients:
        return Opening(Door.CLOSED, (f"Luật không tặng hình thức này cho {recipient.label}.",))
    if conditions := asked.get(recipient):
        return rules.opening(conditions, launches, review)
    if asked:
        return Opening(Door.CLOSED, (f"Luật không mở cho {recipient.label} qua phong trào; chỉ theo căn cứ khác.",))
    which = f"chế độ {regime.code}" if regime else f"ngày {vietnamese.day(on)}"
    return Opening(Door.UNREAD, (f"Tiêu chuẩn theo {which} chưa nạp vào phần mềm: vẫn nhận, xin đối chiếu văn bản.",))
