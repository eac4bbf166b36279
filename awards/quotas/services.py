"""Writing down what the superior allotted, and mending it by another paper."""

import datetime as dt
from collections.abc import Iterator

from django.db import IntegrityError, transaction

from awards.quotas import permissions
from awards.quotas.models import AwardQuota
from campaign_portal.foundation import audit, clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.regimes.models import AwardForm

MOST = 100_000
KEPT = ("allotted", "issuer", "document", "document_on")


def allot(
    campaign: Campaign,
    award_form: AwardForm,
    year: int,
    *,
    allotted: int,
    issuer: str,
    document: str,
    document_on: dt.date,
    by: User,
) -> AwardQuota:
    """Write down the number of an award form for a year with its paper (S4 4.3). Refuses a second one of a year: a
    changed number is mended there, by the paper that changes it."""
    if not permissions.keeps_at(by, campaign.unit_id):
        raise Refused(permissions.KEEP.needs)
    said = _said(allotted, issuer, document, document_on)
    first, last = campaign.starts_on.year, campaign.ends_on.year
    if not first <= year <= last + 1:
        raise Refused(Problem(f"Năm xét từ {first} đến {last + 1} (năm sau khi phong trào kết thúc).", "year"))
    try:
        with transaction.atomic():
            quota = AwardQuota.objects.create(
                unit=campaign.unit,
                campaign=campaign,
                award_form=award_form,
                year=year,
                entered_by=by,
                entered_at=clock.business_now(),
                **said,
            )
            audit.record("ghi số được phân bổ", quota, by=by, after=said | {"award_form": award_form, "year": year})
    except IntegrityError as error:
        raise Refused(
            Problem(f"{award_form} năm {year} đã có số được phân bổ; cấp trên đổi số thì sửa dòng đó.", "award_form")
        ) from error
    return quota


def mend(quota: AwardQuota, *, allotted: int, issuer: str, document: str, document_on: dt.date, by: User) -> AwardQuota:
    """Another number, by another paper or because the first was mistyped; the trail keeps both."""
    said = _said(allotted, issuer, document, document_on)
    with transaction.atomic():
        quota = AwardQuota.objects.select_for_update(of=("self",)).get(pk=quota.pk)
        if not permissions.keeps_at(by, quota.unit_id):
            raise Refused(permissions.KEEP.needs)
        before, after = audit.changes({name: getattr(quota, name) for name in KEPT}, said)
        if not after:
            raise Refused("Không có gì thay đổi so với số đang ghi.")
        for name, value in after.items():
            setattr(quota, name, value)
        quota.save(update_fields=list(after))
        audit.record("sửa số được phân bổ", quota, by=by, before=before, after=after)
    return quota


def _said(allotted: int, issuer: str, document: str, document_on: dt.date) -> dict[str, object]:
    """Clean, or Refused with all that is wrong."""
    refuse_if_any(list(_problems(allotted, issuer, document, document_on)))
    return {
        "allotted": allotted,
        "issuer": fitting(issuer, 160, "Cơ quan phân bổ", field="issuer"),
        "document": fitting(document, 60, "Số văn bản", field="document"),
        "document_on": document_on,
    }


def _problems(allotted: int, issuer: str, document: str, document_on: dt.date) -> Iterator[Problem]:
    if not 0 <= allotted <= MOST:
        yield Problem(f"Số được phân bổ từ 0 đến {vietnamese.grouped(MOST)}.", "allotted")
    if not issuer.strip():
        yield Problem("Xin ghi cơ quan phân bổ, ví dụ: Ban Thi đua - Khen thưởng Trung ương.", "issuer")
    if not document.strip():
        yield Problem("Xin ghi số văn bản phân bổ, ví dụ: Công văn 125/BTĐKT-VI.", "document")
    if document_on > clock.today():
        yield Problem(f"Ngày văn bản {vietnamese.day(document_on)} ở sau hôm nay.", "document_on")
