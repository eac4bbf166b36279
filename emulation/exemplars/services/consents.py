"""Consent of whoever is named or shown (Bộ luật Dân sự 2015, Điều 32): given on a day, withdrawn at any time."""

import datetime as dt

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import audit, clock, files, vietnamese, workflow
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.exemplars.models import Exemplar, ExemplarConsent
from emulation.exemplars.services.locking import to_follow
from emulation.exemplars.workflow import EXEMPLAR_FLOW


def record_consent(
    exemplar: Exemplar, *, name: str, given_on: dt.date, given_by: str = "", scan: File | None = None, by: User
) -> ExemplarConsent:
    """Who agreed, on what day, by which paper if there is one; of a child, who agreed for it."""
    wrong = []
    if not name.strip():
        wrong.append(Problem("Xin ghi họ tên người đồng ý.", field="name"))
    if given_on > clock.today():
        wrong.append(Problem(f"Ngày {vietnamese.day(given_on)} chưa đến; xin kiểm tra lại.", field="given_on"))
    refuse_if_any(wrong)
    with transaction.atomic():
        found = to_follow(exemplar, by)
        if found.consents.filter(folded_name=vietnamese.fold(name), withdrawn_on__isnull=True).exists():
            raise Refused(Problem(f"Đã ghi sự đồng ý của {vietnamese.nfc(name)}.", field="name"))
        consent = ExemplarConsent.objects.create(
            exemplar=found,
            name=fitting(name, 120, "Họ tên", field="name"),
            given_on=given_on,
            given_by=fitting(given_by, 120, "Người đồng ý thay", field="given_by"),
        )
        if scan is not None:
            title = f"Giấy đồng ý của {consent.name}"
            consent.paper = files.store_scan(scan, owner=consent, by=by, title=title, field="scan")
            consent.save(update_fields=["paper"])
        audit.record("ghi sự đồng ý", found, by=by, after={"name": consent.name, "on": given_on}, is_private=True)
    return consent


def withdraw_consent(consent: ExemplarConsent, *, by: User) -> Exemplar:
    """Somebody does not want to be shown any more: what was published goes down in the same moment."""
    with transaction.atomic():
        found = to_follow(consent.exemplar, by)
        held = ExemplarConsent.objects.select_for_update().get(pk=consent.pk)
        if held.withdrawn_on is not None:
            raise Refused(f"{held.name} đã rút sự đồng ý ngày {vietnamese.day(held.withdrawn_on)}.")
        held.withdrawn_on = clock.today()
        held.save(update_fields=["withdrawn_on"])
        audit.record("ghi việc rút sự đồng ý", found, by=by, after={"name": held.name}, is_private=True)
        if found.state == Exemplar.State.PUBLISHED:
            reason = "Người được nêu đã rút sự đồng ý."
            workflow.perform(
                EXEMPLAR_FLOW, found, "take_down_for_consent", by=by, reason=reason, changes={"said": reason}
            )
    return found
