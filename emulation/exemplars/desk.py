"""What waits for whoever publishes, what came back to its writers, and who may open papers and photographs."""

from django.db.models import Count, Min
from django.urls import reverse

from campaign_portal.foundation import access, files
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.duties import selectors as duties
from emulation.duties.selectors import Arrivals
from emulation.exemplars import permissions
from emulation.exemplars.models import Exemplar, ExemplarConsent, told_by


def tell_arrivals(user: User, campaign_key: str) -> list[Arrivals]:
    if not permissions.WRITE.holds(user):
        return []
    campaign = Campaign.objects.filter(key=campaign_key).first()
    if campaign is None:
        return []
    rows = Exemplar.objects.filter(campaign=campaign)
    told = []
    if permissions.publishes(user, campaign):
        waiting = rows.filter(state=Exemplar.State.WAITING).aggregate(count=Count("pk"), since=Min("sent_at"))
        if waiting["count"]:
            told.append(
                Arrivals(
                    "Gương, mô hình, sáng kiến chờ duyệt",
                    f"{waiting['count']} bài đơn vị gửi đến, chưa công bố.",
                    "Xem và duyệt",
                    f"{reverse('exemplars:index')}?tinh-trang={Exemplar.State.WAITING}",
                    waiting["since"],
                )
            )
    own = rows.filter(told_by(access.scope(user)), state=Exemplar.State.RETURNED)
    told += [
        Arrivals(f"Bài bị trả lại: {one.title}", one.said, "Sửa bài", reverse("exemplars:page", args=[one.pk]), since)
        for one in own.order_by("pk")[:20]
        if (since := one.sent_at) is not None
    ]
    return told


def may_see(user: User, pk: str) -> bool:
    return pk.isdigit() and Exemplar.objects.visible_to(user).filter(pk=pk).exists()


def may_see_consent(user: User, pk: str) -> bool:
    """The paper of somebody's consent is between him, the writers and whoever publishes."""
    consents = ExemplarConsent.objects.filter(exemplar__in=Exemplar.objects.worked_on_by(user))
    return pk.isdigit() and consents.filter(pk=pk).exists()


duties.register_arrivals(tell_arrivals)
files.register_owner(Exemplar._meta.label, may_see)
files.register_owner(ExemplarConsent._meta.label, may_see_consent)
