"""How a gift without its paper reads on “việc của tôi”, and who may open the paper."""

from django.urls import reverse

from campaign_portal.foundation import files, vietnamese
from campaign_portal.foundation.models import User
from emulation.contributions import permissions
from emulation.contributions.models import Contribution
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from emulation.duties.selectors import Presentation


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
