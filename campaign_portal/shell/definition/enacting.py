"""A draft becomes the law of its campaign: launched, or amended by a paper. One transaction, through the loader."""

from collections.abc import Iterator

from django.db import transaction

from campaign_portal.foundation import clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, refuse_if_any
from campaign_portal.foundation.models import User
from campaign_portal.shell.definition.checking import Checked, check
from campaign_portal.shell.definition.checklist import CLAUSE, wants
from campaign_portal.shell.definition.dumping import canonical, dump
from campaign_portal.shell.definition.loading import BadDefinition, save_rows
from emulation.campaigns import permissions, services
from emulation.campaigns.models import Campaign, CampaignVersion
from emulation.campaigns.services.versions import in_force


def obstacles(draft: CampaignVersion, checked: Checked) -> list[Problem]:
    """What stands in the way: what the law wants and the draft lacks, a paper of another day, a key that is taken."""
    return [*_lacking(draft, checked), *_of_the_paper(draft), *_of_the_key(draft)]


def _lacking(draft: CampaignVersion, checked: Checked) -> Iterator[Problem]:
    for want in wants(checked, draft):
        if not want.is_met:
            yield Problem(f"{want.title}: {want.text}", code=CLAUSE)


def _of_the_paper(draft: CampaignVersion) -> Iterator[Problem]:
    day = draft.document_date
    if draft.campaign is None or day is None:
        return
    if day > clock.today():
        yield Problem(f"Văn bản sửa đổi đề ngày {vietnamese.day(day)}, sau hôm nay; ban hành rồi mới đưa vào hiệu lực.")
    current = in_force(draft.campaign)
    if current and current.in_force_on and day < current.in_force_on:
        since = vietnamese.day(current.in_force_on)
        yield Problem(
            f"Văn bản sửa đổi đề ngày {vietnamese.day(day)}, trước khi bản đang dùng có hiệu lực ({since}); xin kiểm "
            "tra lại ngày."
        )


def _of_the_key(draft: CampaignVersion) -> Iterator[Problem]:
    if draft.campaign_id is None and Campaign.objects.filter(key=draft.campaign_key).exists():
        yield Problem(f"Mã “{draft.campaign_key}” đã dùng cho một phong trào khác; xin lập lại dự thảo với mã khác.")


def enact(draft: CampaignVersion, *, seen: int, by: User) -> Campaign:
    """Launch the campaign, or put the amendment in force from its paper's day: rows, duties, the version, the trail.

    Refuses what `obstacles` names, a text that was saved after the one the person saw, and what the loader refuses
    (an entry in use left out), with its sentence. Nothing is changed then.
    """
    with transaction.atomic():
        locked = CampaignVersion.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
        if locked is None or locked.state != CampaignVersion.State.DRAFT:
            raise Refused("Bản này không còn là dự thảo; có thể người khác vừa đưa vào hiệu lực. Xin tải lại trang.")
        if not permissions.may_decide(by, locked):
            raise Refused("Phát động, sửa đổi phong trào do lãnh đạo của đơn vị phát động làm.")
        if locked.revision != seen:
            raise Refused("Bản dự thảo vừa được lưu lại sau khi ông/bà mở trang; xin đọc lại rồi bấm lần nữa.")
        checked = check(locked.text, key=locked.campaign_key)
        refuse_if_any(obstacles(locked, checked))
        if locked.campaign is not None and in_force(locked.campaign) is None:  # loaded before versions were kept
            services.note_loaded(locked.campaign, dump(locked.campaign), by=None)
        try:
            campaign = save_rows(checked.definition, checked.located, locked.text, by=by)
        except BadDefinition as bad:
            raise Refused(*(Problem(f"Dòng {fault.line}: {fault.message}.") for fault in bad.faults)) from bad
        on = locked.document_date or clock.today()
        services.put_in_force(locked, campaign, canonical(checked.definition), on=on, by=by)
        services.launch(campaign, by=by)
    return campaign
