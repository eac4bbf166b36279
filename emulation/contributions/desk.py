"""How a gift without its paper reads on “việc của tôi”, who may open the paper, and what targets count of gifts."""

from django.urls import reverse

from campaign_portal.foundation import files, vietnamese
from campaign_portal.foundation.models import User
from emulation.contributions import permissions
from emulation.contributions.models import Contribution
from emulation.contributions.selectors import houses_given
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from emulation.duties.selectors import Presentation
from emulation.targets.rules.indicators import HOUSES_BUILT, HOUSES_REPAIRED
from emulation.targets.selectors import providers


def present_confirmations(user: User, owed: list[Duty]) -> dict[int, Presentation]:
    by_gift = {duty.object_key.partition(":")[2]: duty for duty in owed}
    found = Contribution.objects.filter(pk__in=by_gift).select_related("unit")
    shown = {}
    for gift in found:
        what = vietnamese.money(gift.value_vnd) if gift.value_vnd else gift.purpose
        keeps = permissions.may_keep(user, gift.unit)
        shown[by_gift[str(gift.pk)].pk] = Presentation(
            f"{what}, ngày {vietnamese.short_day(gift.given_on)}, chưa có giấy xác nhận nên chưa tính.",
            "Xác nhận" if keeps else "Xem",
            reverse("contributions:page", args=[gift.pk]),
            my_turn=keeps,
        )
    return shown


def may_see(user: User, pk: str) -> bool:
    return pk.isdigit() and Contribution.objects.visible_to(user).filter(pk=pk).exists()


duties.register_presenter(Duty.Kind.CONFIRMATION, present_confirmations)
files.register_owner(Contribution._meta.label, may_see)
providers.register(HOUSES_BUILT, houses_given(Contribution.Kind.HOUSE_BUILT))
providers.register(HOUSES_REPAIRED, houses_given(Contribution.Kind.HOUSE_REPAIRED))
