"""The participant's side: start from the assigned figures, and write what is pledged."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import audit, clock, files, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import StoredFile, User
from emulation.campaigns.models import Campaign, Participant, ParticipantClass
from emulation.campaigns.selectors import refuse_when_over
from emulation.people.models import Party
from emulation.registrations import permissions, rules
from emulation.registrations.models import PledgeItem, Registration, RegistrationRule
from emulation.registrations.selectors import completeness
from emulation.registrations.selectors.rule import receiver_of, rule_for, superior_of
from emulation.targets.models import Indicator
from emulation.targets.selectors import assigned, working_year
from emulation.territory.models import Level
from emulation.territory.selectors import hamlets_of

State = Registration.State
Nature = PledgeItem.Nature
COUNTED = {"hamlets": Nature.EACH_HAMLET, "deeds": Nature.DEED_COUNT}


@dataclass(frozen=True)
class Figure:
    """What was typed in one line."""

    pledged: Decimal | None
    note: str = ""


@dataclass(frozen=True)
class Deed:
    """One deed in the participant's own words (S3 V.2): what, how much of what, worth what, when. Without an id it is
    new."""

    text: str
    quantity: Decimal | None = None
    unit_of_measure: str = ""
    note: str = ""
    item_id: int | None = None
    value_vnd: int | None = None


@dataclass(frozen=True)
class PledgeData:
    """What a form holds. None leaves a part as it is; `deeds` is the whole list, one that is not in it goes."""

    figures: Mapping[int, Figure] = field(default_factory=dict)  # item id →
    deeds: Sequence[Deed] | None = None
    models_and_deeds: str | None = None
    wants_award: bool | None = None
    escape_list: File | None = None
    drop_escape_list: bool = False
    wish: str | None = None
    help_wanted: str | None = None
    registered_on: dt.date | None = None


def start_registration(
    campaign: Campaign, party: Party, *, part: ParticipantClass | None = None, by: User
) -> Registration:
    """Begin a party's registration of the campaign's year; a second start returns the first.

    With whom and through which office follow from the campaign's rule (S3 III.2). Lines come from the rule with the
    assigned figures beside them; what is pledged stays empty for the participant to write. `part` is the class of a
    party that takes part in none yet.
    """
    refuse_when_over(campaign, "đăng ký thi đua mới")
    rule = rule_for(campaign, party, part)
    if rule is None:
        raise Refused(f"Kế hoạch không quy định việc đăng ký thi đua của {party.title}.")
    if not permissions.prepares_for(by, party):
        raise Refused(f"Đăng ký của {party.title} do cán bộ của đơn vị ấy lập.")
    superior = superior_of(rule, party)
    with transaction.atomic():
        Participant.objects.get_or_create(
            campaign=campaign, party=party, defaults={"participant_class": rule.participant_class}
        )
        registration, is_new = Registration.objects.get_or_create(
            campaign=campaign,
            party=party,
            year=working_year(campaign),
            defaults={
                "unit": party.unit,
                "participant_class": rule.participant_class,
                "superior": superior,
                "receiver": receiver_of(rule, superior, clock.today()),
                "award_form": rule.award_form,
            },
        )
        if is_new:
            PledgeItem.objects.bulk_create(_first_lines(registration, rule))
            audit.record("bắt đầu đăng ký", registration, by=by, after={"superior": superior})
    return registration


def _first_lines(registration: Registration, rule: RegistrationRule) -> list[PledgeItem]:
    named = {line["indicator"] for line in rule.lines if line.get("indicator")}
    indicators = {row.key: row for row in Indicator.objects.filter(campaign=None, key__in=named)}
    unit = registration.party.unit
    items = []
    for position, line in enumerate(rule.lines, 1):
        indicator = indicators.get(line.get("indicator") or "")
        nature = COUNTED.get(line.get("counts"), Nature.FIGURE)
        plan: Decimal | None = None
        if indicator and registration.party.kind == Party.Kind.UNIT:
            plan = assigned(registration.campaign, indicator.key, registration.year, [unit]).get(unit.pk)
        elif nature == Nature.EACH_HAMLET and unit.level == Level.COMMUNE:
            plan = Decimal(len(hamlets_of(unit)))
        items.append(
            PledgeItem(
                registration=registration,
                position=position,
                nature=nature,
                indicator=indicator,
                text=line["text"],
                unit_of_measure=line.get("unit_of_measure") or "",
                assigned=plan,
            )
        )
    return items


def save_registration(registration: Registration, data: PledgeData, *, by: User) -> Registration:
    """Write what a form holds. Refuses what can't be (more households than there are), a line that a return did not
    open, and a line of another registration; a figure below the assigned one waits for its note until submitting."""
    with transaction.atomic():
        registration = _locked(registration)
        if registration.state not in Registration.EDITABLE:
            raise Refused(
                f"Đăng ký này đang ở trạng thái “{registration.get_state_display()}”, không sửa được. "
                "Xin tải lại trang để xem tình trạng mới."
            )
        if not permissions.prepares(by, registration):
            raise Refused("Đăng ký do cán bộ của đơn vị lập và sửa.")
        items = {item.pk: item for item in completeness.items_of(registration)}
        before = _told(items.values())
        _write_figures(registration, items, data.figures)
        if data.deeds is not None:
            _write_deeds(registration, items, data.deeds)
        was, now = audit.changes(before, _told(registration.items.all()))
        now |= _write_rest(registration, data, by)
        if was or now:
            audit.record(completeness.WRITTEN, registration, by=by, before=was, after=now)
    return registration


def _locked(registration: Registration) -> Registration:
    found = Registration.objects.select_for_update(of=("self",)).select_related("campaign__unit", "party__unit")
    return found.get(pk=registration.pk)


def _told(items: Any) -> dict[str, str]:
    """Lines as the trail tells them: what → how much, worth what, with its note."""
    return {item.text: rules.told(item.pledged, item.note, item.value_vnd) for item in items}


def _write_figures(registration: Registration, items: dict[int, PledgeItem], figures: Mapping[int, Figure]) -> None:
    changed: list[PledgeItem] = []
    for item_id, figure in figures.items():
        item = items.get(item_id)
        if item is None or item.nature not in rules.TYPED:
            raise Refused("Có dòng không thuộc đăng ký này. Xin tải lại trang rồi nhập lại dòng đó.")
        note = fitting(figure.note, 300, f"{item.text}: lý do", field=f"note_{item.pk}")
        if (item.pledged, item.note) == (figure.pledged, note):
            continue
        if registration.state == State.RETURNED and not item.to_mend:
            raise Refused(Problem(f"{item.text}: nơi nhận không yêu cầu sửa dòng này.", field=f"pledged_{item.pk}"))
        item.pledged, item.note = figure.pledged, note
        changed.append(item)
    ground = completeness.ground_of(registration)
    refuse_if_any(completeness.impossible(map(completeness.line_of, changed), ground))
    PledgeItem.objects.bulk_update(changed, ["pledged", "note"])


def _write_deeds(registration: Registration, items: dict[int, PledgeItem], deeds: Sequence[Deed]) -> None:
    """The list of deeds as it now is; the line that counts them follows."""
    mine = {pk: item for pk, item in items.items() if item.nature == Nature.DEED}
    wanted = [deed for deed in deeds if deed.text.strip()]
    if any(deed.item_id is not None and deed.item_id not in mine for deed in wanted):
        raise Refused("Có việc làm không thuộc đăng ký này. Xin tải lại trang rồi nhập lại.")
    if registration.state == State.RETURNED and not registration.deeds_to_mend:
        if [_as_deed(item) for item in mine.values()] != [_tidy(deed) for deed in wanted]:
            raise Refused(Problem("Việc làm, mô hình: nơi nhận không yêu cầu sửa phần này.", field="deeds"))
        return
    kept = {deed.item_id for deed in wanted}
    registration.items.filter(pk__in=[pk for pk in mine if pk not in kept]).delete()
    last = max((item.position for item in items.values()), default=0)
    for deed in map(_tidy, wanted):
        values = {
            "text": deed.text,
            "pledged": deed.quantity,
            "unit_of_measure": deed.unit_of_measure,
            "note": deed.note,
            "value_vnd": deed.value_vnd,
        }
        if deed.item_id is not None:
            registration.items.filter(pk=deed.item_id).update(**values)
        else:
            last += 1
            registration.items.create(position=last, nature=Nature.DEED, **values)
    registration.items.filter(nature=Nature.DEED_COUNT).update(pledged=len(wanted) or None)


def _tidy(deed: Deed) -> Deed:
    return Deed(
        text=fitting(deed.text, 300, "Việc làm, mô hình", field="deeds"),
        quantity=deed.quantity,
        unit_of_measure=fitting(deed.unit_of_measure, 40, "Đơn vị tính của việc làm", field="deeds"),
        note=fitting(deed.note, 300, "Ghi chú của việc làm", field="deeds"),
        item_id=deed.item_id,
        value_vnd=deed.value_vnd,
    )


def _as_deed(item: PledgeItem) -> Deed:
    return Deed(item.text, item.pledged, item.unit_of_measure, item.note, item.pk, item.value_vnd)


def _write_rest(registration: Registration, data: PledgeData, by: User) -> dict[str, Any]:
    """The parts that are not lines; returns what changed, by field."""
    mending = registration.state == State.RETURNED
    changed = []
    if data.models_and_deeds is not None and data.models_and_deeds.strip() != registration.models_and_deeds:
        if mending and not registration.deeds_to_mend:
            raise Refused(Problem("Nơi nhận không yêu cầu sửa phần này.", field="models_and_deeds"))
        registration.models_and_deeds = data.models_and_deeds.strip()
        changed.append("models_and_deeds")
    changed += _write_household(registration, data, mending)
    if data.wants_award is not None and data.wants_award != (registration.award_form_id is not None):
        if mending:
            raise Refused(Problem("Nơi nhận không yêu cầu sửa hình thức đề nghị.", field="wants_award"))
        rule = rule_for(registration.campaign, registration.party)
        registration.award_form = rule.award_form if rule and data.wants_award else None
        changed.append("award_form")
    if data.escape_list is not None or (data.drop_escape_list and registration.escape_list_id):
        if mending and not registration.escape_list_to_mend:
            raise Refused(Problem("Nơi nhận không yêu cầu sửa danh sách hộ.", field="escape_list"))
        registration.escape_list = _stored(registration, data.escape_list, by) if data.escape_list else None
        changed.append("escape_list")
    if changed:
        registration.save(update_fields=changed)
    return {name: getattr(registration, name) for name in changed}


def _write_household(registration: Registration, data: PledgeData, mending: bool) -> list[str]:
    """What a household wishes and asks for, and the day on the paper; returns the fields that changed."""
    wanted: dict[str, Any] = {}
    if data.wish is not None:
        wanted["wish"] = fitting(data.wish, 300, "Nguyện vọng", field="wish")
    if data.help_wanted is not None:
        wanted["help_wanted"] = fitting(data.help_wanted, 300, "Đề nghị giúp đỡ", field="help_wanted")
    if data.registered_on is not None:
        refuse_if_any(day_problems(registration.campaign, data.registered_on))
        wanted["registered_on"] = data.registered_on
    changed = [name for name, value in wanted.items() if getattr(registration, name) != value]
    if changed and mending and not registration.deeds_to_mend:
        raise Refused(Problem("Nơi nhận không yêu cầu sửa phần này.", field=changed[0]))
    for name in changed:
        setattr(registration, name, wanted[name])
    return changed


def day_problems(campaign: Campaign, on: dt.date) -> list[Problem]:
    """A day on which nobody can have registered: to come, or before anybody spoke of the campaign."""
    if on > clock.today():
        says = f"Ngày đăng ký {vietnamese.day(on)} sau hôm nay {vietnamese.day(clock.today())}; xin sửa ngày."
        return [Problem(says, field="registered_on")]
    if on < campaign.starts_on - dt.timedelta(days=366) or on > campaign.ends_on:
        says = f"Ngày đăng ký {vietnamese.day(on)} ngoài thời gian của phong trào; xin kiểm tra năm."
        return [Problem(says, field="registered_on")]
    return []


def _stored(registration: Registration, upload: File, by: User) -> StoredFile:
    title = f"Danh sách hộ đăng ký thoát nghèo {registration.year}"
    return files.store_scan(upload, owner=registration, by=by, title=title, field="escape_list")
