"""Nhân rộng: which units took a model or an initiative over, since when (S0 III-ND 4)."""

import datetime as dt

from django.db import transaction

from campaign_portal.foundation import audit, clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting
from campaign_portal.foundation.models import User
from emulation.exemplars import permissions
from emulation.exemplars.models import Exemplar, ExemplarAdoption
from emulation.exemplars.services.locking import held
from emulation.territory.models import Unit


def record_adoption(exemplar: Exemplar, unit: Unit, *, since: dt.date, note: str = "", by: User) -> ExemplarAdoption:
    """That a unit took it over; said again it mends the day and the words. Only of what is published and can spread."""
    with transaction.atomic():
        found = held(exemplar)
        if not permissions.may_tell_of(by, unit):
            raise Refused(Problem(f"Việc nhân rộng ở {unit.title} do đơn vị ấy ghi.", field="taken_by"))
        if found.state != Exemplar.State.PUBLISHED or not found.can_spread:
            raise Refused("Chỉ mô hình, sáng kiến đã công bố mới ghi nơi nhân rộng.")
        if unit.pk == found.unit_id:
            raise Refused(Problem(f"Mô hình là của chính {unit.title}; xin chọn đơn vị khác.", field="taken_by"))
        if since > clock.today():
            raise Refused(Problem(f"Ngày {vietnamese.day(since)} chưa đến; xin kiểm tra lại.", field="since"))
        told = {"since": since, "note": fitting(note, 300, "Kết quả", field="note"), "told_by": by}
        row, _ = ExemplarAdoption.objects.update_or_create(exemplar=found, unit=unit, defaults=told)
        audit.record("ghi nơi nhân rộng", found, by=by, after={"taken_by": unit, "since": since, "note": row.note})
    return row
