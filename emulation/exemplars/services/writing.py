"""Writing a story and mending it."""

from dataclasses import dataclass

from django.db import transaction

from campaign_portal.foundation import audit, clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, not_longer, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import refuse_when_over
from emulation.exemplars.models import Exemplar
from emulation.exemplars.rules import LONGEST, WRITERS
from emulation.exemplars.selectors.whom import place_of
from emulation.exemplars.services.locking import to_write
from emulation.people.models import Appointment, Office, Party


@dataclass(frozen=True)
class Told:
    """What a story says. `whom_detail` is where or what somebody is, as it is to be published."""

    kind: str
    title: str
    text: str
    party: Party
    whom_detail: str = ""


def begin(campaign: Campaign, office: Office, told: Told, *, by: User) -> Exemplar:
    """A draft of an office. Refuses another office's, a campaign that ended, a title told already of the same."""
    refuse_when_over(campaign, "gương, mô hình mới")
    if not Appointment.objects.held_on().filter(user=by, office=office, role__in=WRITERS).exists():
        raise Refused(f"Bài của {office} do người của cơ quan ấy viết.")
    fields = _checked(told, office)
    with transaction.atomic():
        Office.objects.select_for_update(of=("self",)).get(pk=office.pk)  # a double press
        same = Exemplar.objects.filter(campaign=campaign, office=office, party=told.party, title=fields["title"])
        if same.exclude(state=Exemplar.State.REMOVED).exists():
            raise Refused(Problem("Đã có bài cùng tiêu đề về đối tượng này; xin mở bài ấy để sửa.", field="title"))
        made = Exemplar.objects.create(
            campaign=campaign, office=office, written_by=by, written_on=clock.today(), **fields
        )
        audit.record("viết bài", made, by=by, after={"kind": made.kind, "whom": made.whom_name})
    return made


def edit(exemplar: Exemplar, told: Told, *, by: User) -> Exemplar:
    """Write a draft, or what was returned, anew."""
    with transaction.atomic():
        found = to_write(exemplar, by)
        fields = _checked(told, found.office)
        before = {name: getattr(found, name) for name in fields}
        for name, value in fields.items():
            setattr(found, name, value)
        for column, pk in Exemplar.ancestors_of(found.unit).items():
            setattr(found, column, pk)
        found.save()
        was, now = audit.changes(before, fields)
        if now:
            audit.record("sửa bài", found, by=by, before=was, after=now)
    return found


def _checked(told: Told, office: Office) -> dict:
    wrong = []
    title, text = vietnamese.nfc(told.title), told.text.strip()
    if told.kind not in Exemplar.Kind.values:
        wrong.append(Problem("Xin chọn loại: gương, mô hình hay sáng kiến.", field="kind"))
    if not title:
        wrong.append(Problem("Xin ghi tiêu đề.", field="title"))
    if not text:
        wrong.append(Problem("Xin viết nội dung.", field="text"))
    refuse_if_any(wrong)
    return {
        "kind": told.kind,
        "title": fitting(title, 200, "Tiêu đề", field="title"),
        "text": not_longer(_paragraphs(text), LONGEST, "Nội dung", field="text"),
        "party": told.party,
        "whom_name": told.party.title[:1].upper() + told.party.title[1:],
        "whom_detail": fitting(told.whom_detail, 200, "Địa chỉ, chức vụ", field="whom_detail"),
        "unit": place_of(told.party, office),
    }


def _paragraphs(text: str) -> str:
    """Each line tidied; lines without words between paragraphs are one."""
    lines: list[str] = []
    for line in text.splitlines():
        tidy = vietnamese.nfc(line)
        if tidy or (lines and lines[-1]):
            lines.append(tidy)
    return "\n".join(lines).strip()
