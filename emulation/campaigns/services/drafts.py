"""The draft of a campaign, or of an amendment: begun, saved as often as one likes, right or wrong, thrown away."""

import datetime as dt
import re
from typing import Any

from django.db import IntegrityError, transaction

from campaign_portal.foundation import audit, clock
from campaign_portal.foundation.errors import Problem, Refused, fitting
from campaign_portal.foundation.models import User
from emulation.campaigns import permissions
from emulation.campaigns.models import Campaign, CampaignVersion
from emulation.territory.models import Unit

KEY = re.compile(r"[a-z][a-z0-9_]*")
MOST_OF_KEY = 40
BAD_KEY = "Mã “{}” chưa đúng dạng: chữ thường không dấu, chữ số, gạch dưới, nhiều nhất 40 ký tự, ví dụ sa_pa_2021."
MOST = 400_000  # characters; the longest of the real plans has 60 000
ONE_DRAFT = "Phong trào này đã có một bản dự thảo; xin mở bản ấy để làm tiếp, hoặc bỏ bản ấy trước."


def begin_draft(
    *,
    key: str,
    unit: Unit,
    name: str,
    text: str,
    by: User,
    copied_from: CampaignVersion | None = None,
    campaign: Campaign | None = None,
) -> CampaignVersion:
    """A draft that nobody but its preparers sees. `campaign` is the launched one that it amends.

    Refuses a unit that is not one's own, a key in use, a second draft of the same campaign.
    """
    draft = CampaignVersion(
        unit=unit,
        campaign=campaign,
        campaign_key=key,
        name=_name(name, key),
        text=_text(text),
        copied_from=copied_from,
        made_by=by,
        made_at=clock.business_now(),
        saved_by=by,
        saved_at=clock.business_now(),
    )
    if not permissions.may_prepare(by, draft):
        raise Refused(f"Kế hoạch phong trào của {unit} do người của đơn vị ấy lập.")
    if not KEY.fullmatch(key) or len(key) > MOST_OF_KEY:
        raise Refused(Problem(BAD_KEY.format(key), field="key"))
    if campaign is None and Campaign.objects.filter(key=key).exists():
        raise Refused(Problem(f"Mã “{key}” đã dùng cho một phong trào; xin lấy mã khác.", field="key"))
    if campaign is not None and campaign.state != Campaign.State.LAUNCHED:
        raise Refused(f"Chỉ sửa đổi được phong trào đang thực hiện; phong trào này {campaign.get_state_display()}.")
    try:
        with transaction.atomic():
            draft.save()
            source = {"source": copied_from} if copied_from else {}
            audit.record("lập dự thảo phong trào", draft, by=by, after={"name": draft.name, **source})
    except IntegrityError as error:
        raise Refused(Problem(ONE_DRAFT, field="key")) from error
    return draft


def save_draft(
    draft: CampaignVersion, text: str, *, name: str, seen: int, by: User, changed: str = ""
) -> CampaignVersion:
    """Keep the text as it is. `changed` says in words what is other than before, for the trail.

    Refuses when somebody saved since `seen` was read: his work is not written over unread.
    """
    with transaction.atomic():
        locked = _locked(draft, by)
        if locked.revision != seen:
            raise Refused(
                Problem(
                    f"{locked.saved_by or 'Người khác'} vừa lưu bản dự thảo này sau khi ông/bà mở trang; những gì "
                    "ông/bà gõ còn nguyên dưới đây. Bấm lưu lần nữa để ghi phần của ông/bà lên bản mới.",
                    code="stale",
                )
            )
        if locked.text == text:
            return locked
        locked.text = _text(text)
        locked.name = _name(name, locked.campaign_key)
        locked.revision += 1
        locked.saved_by, locked.saved_at = by, clock.business_now()
        locked.save(update_fields=["text", "name", "revision", "saved_by", "saved_at"])
        audit.record("sửa dự thảo phong trào", locked, by=by, after={"changed": changed or "cách trình bày"})
    return locked


def save_document(
    draft: CampaignVersion, *, kind: str, number: str, date: dt.date | None, title: str, signer: str, by: User
) -> CampaignVersion:
    """The paper an amendment stands in; it may be filled bit by bit, launching asks for all of it."""
    with transaction.atomic():
        locked = _locked(draft, by)
        fields: dict[str, Any] = {
            "document_kind": fitting(kind, 60, "Loại văn bản", field="kind"),
            "document_number": fitting(number, 60, "Số, ký hiệu", field="number"),
            "document_date": date,
            "document_title": fitting(title, 300, "Trích yếu", field="title"),
            "document_signer": fitting(signer, 200, "Người ký", field="signer"),
        }
        before = {name: getattr(locked, name) for name in fields}
        for name, value in fields.items():
            setattr(locked, name, value)
        was, now = audit.changes(before, fields)
        if now:
            locked.save(update_fields=list(fields))
            audit.record("ghi văn bản sửa đổi", locked, by=by, before=was, after=now)
    return locked


def discard_draft(draft: CampaignVersion, *, by: User) -> None:
    """Throw a draft away; what was in force stays as it is."""
    with transaction.atomic():
        locked = _locked(draft, by)
        audit.record("bỏ dự thảo phong trào", locked, by=by, before={"name": locked.name})
        locked.delete()


def _locked(draft: CampaignVersion, by: User) -> CampaignVersion:
    locked = CampaignVersion.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if locked is None or locked.state != CampaignVersion.State.DRAFT:
        raise Refused("Bản này không còn là dự thảo; có thể người khác vừa phát động hoặc bỏ. Xin tải lại trang.")
    if not permissions.may_prepare(by, locked):
        raise Refused(f"Dự thảo này do người của {locked.unit} lập.")
    return locked


def _text(text: str) -> str:
    if len(text) > MOST:
        raise Refused(Problem(f"Văn bản dài {len(text)} ký tự; nhiều nhất {MOST} ký tự.", field="text"))
    return text.replace("\r\n", "\n")


def _name(name: str, key: str) -> str:
    return (name.strip() or key)[:200]
