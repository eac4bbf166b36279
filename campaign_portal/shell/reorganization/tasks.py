"""Large reorganisations in the background. Applying is one transaction: killed anywhere, it did all or nothing."""

from typing import Any

from campaign_portal.foundation import jobs
from campaign_portal.shell.reorganization import services
from campaign_portal.shell.reorganization.preview import preview_of
from emulation.territory.models import Reorganization

A_COUNTRY = 15 * 60  # seconds; the reform of 2025 takes a tenth of it, and a busy machine more


@jobs.handler("reorganization.preview", lease_seconds=A_COUNTRY)
def preview(running: jobs.Running, reorganization_id: int) -> dict[str, Any]:
    running.step(0, 1, "Đang xem trước: đơn vị, người, việc, hồ sơ, số liệu.")
    return preview_of(Reorganization.objects.get(pk=reorganization_id))


@jobs.handler("reorganization.apply", lease_seconds=A_COUNTRY)
def apply(running: jobs.Running, reorganization_id: int) -> dict[str, Any]:
    """Safe to run again: what is applied is not applied twice."""
    reorganization = Reorganization.objects.get(pk=reorganization_id)
    if reorganization.state != Reorganization.State.DRAFT:
        return {}
    running.step(0, 1, "Đang áp dụng, tất cả trong một lần ghi.")
    try:
        services.apply(reorganization, by=running.job.requested_by)
    except services.Refused as refused:
        return {"refused": [problem.message for problem in refused.problems]}
    return {}


def _may_watch(user: Any, pk: str) -> bool:
    return pk.isdigit() and Reorganization.objects.visible_to(user).filter(pk=pk).exists()


jobs.register_owner("emulation.Reorganization", _may_watch)
