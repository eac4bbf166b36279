"""All participants of a campaign at a glance: who has registered, when, for how much; who has not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from campaign_portal.foundation import vietnamese
from emulation.campaigns.models import Campaign, Participant, ParticipantClass
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from emulation.duties.selectors import Timeliness
from emulation.people.models import Party
from emulation.registrations import rules
from emulation.registrations.models import WRITTEN_FOR, PledgeItem, Registration, RegistrationRule
from emulation.registrations.rules import Line
from emulation.registrations.selectors.completeness import line_of
from emulation.registrations.selectors.versions import standing_items
from emulation.targets.selectors import assigned, working_year
from emulation.territory.models import Unit

State = Registration.State

FILTERS = {
    "": "Tất cả",
    "chua-nop": "Chưa đăng ký",
    "tre": "Nộp trễ",
    "cho-nhan": "Chờ nhận",
    "tra-lai": "Đang bổ sung",
    "da-nhan": "Đã nhận",
}


@dataclass(frozen=True)
class Row:
    """One participant: its registration if there is one, how it stands to the deadline, its line per column."""

    party: Party
    registration: Registration | None
    timeliness: Timeliness | None  # None: no deadline of the plan asks it of this class
    lines: tuple[Line | None, ...]
    deeds: tuple[str, ...] = ()

    @property
    def is_in(self) -> bool:
        """Submitted at least once, and not withdrawn."""
        return self.registration is not None and self.registration.is_in

    @property
    def is_late(self) -> bool:
        """Submitted after its day."""
        return self.is_in and self.timeliness is not None and self.timeliness.state == "late"

    @property
    def days_late(self) -> int:
        return self.timeliness.days_late if self.timeliness else 0

    @property
    def is_below_plan(self) -> bool:
        return any(line.is_below_plan for line in self.lines if line)

    @property
    def main_deeds(self) -> str:
        """The deeds in one line; what was written freely where none is listed."""
        if self.deeds or self.registration is None or not self.is_in:
            return "; ".join(self.deeds)
        return " ".join(self.registration.models_and_deeds.split())[:200]

    @property
    def group(self) -> str:
        """Which of FILTERS it falls under, lateness aside."""
        if self.registration is None or not self.is_in:
            return "chua-nop"
        return {State.SUBMITTED: "cho-nhan", State.ACCEPTED: "da-nhan"}.get(State(self.registration.state), "tra-lai")

    @property
    def sign(self) -> tuple[str, str]:
        """Kind and words of its pill."""
        if self.registration is None or not self.is_in:
            begun = "Đang soạn" if self.registration else "Chưa đăng ký"
            if self.registration is not None and self.registration.state == State.WITHDRAWN:
                return "wait", "Đã rút"
            if self.days_late:
                return "bad", f"{begun}, quá hạn {self.days_late} ngày"
            return ("now" if self.registration else ""), begun
        return {
            State.SUBMITTED: ("now", "Chờ nhận"),
            State.ACCEPTED: ("ok", "Đã nhận"),
            State.RETURNED: ("wait", "Đang bổ sung"),
        }.get(State(self.registration.state), ("wait", "Đang sửa đổi"))


@dataclass(frozen=True)
class Column:
    """An indicator that the class registers."""

    text: str
    indicator: str
    unit_of_measure: str


@dataclass(frozen=True)
class Group:
    """One class of participants. Counts are of all its participants, `rows` those that the filter leaves."""

    participant_class: ParticipantClass
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    everybody: tuple[Row, ...] = field(repr=False)

    @property
    def has_deadline(self) -> bool:
        return any(row.timeliness for row in self.everybody)

    def is_planned(self, place: int) -> bool:
        """Whether anybody was assigned a figure of this column."""
        return any(line and line.assigned is not None for line in (row.lines[place] for row in self.everybody))

    def sums(self, place: int) -> tuple[Decimal | None, Decimal | None]:
        """Assigned and pledged, added up over who has registered; None for what can't be added (points)."""
        column = self.columns[place]
        if rules.measure_of(column.indicator) != "count":
            return None, None
        lines = [row.lines[place] for row in self.everybody if row.is_in]
        return _sum(line.assigned for line in lines if line), _sum(line.pledged for line in lines if line)

    @property
    def missing(self) -> list[Row]:
        return [row for row in self.everybody if not row.is_in]

    @property
    def in_count(self) -> int:
        return sum(row.is_in for row in self.everybody)

    @property
    def late_count(self) -> int:
        return sum(row.is_late for row in self.everybody)

    @property
    def situation(self) -> str:
        """ "13 trên 16 đã đăng ký, 1 trễ hạn. Chưa đăng ký: xã Bản Hồ, xã Tả Phìn."""
        said = f"{self.in_count} trên {len(self.everybody)} đã đăng ký"
        if self.late_count:
            said += f", {self.late_count} trễ hạn"
        if self.missing and len(self.missing) <= 5:
            said += f". Chưa đăng ký: {', '.join(row.party.title for row in self.missing)}"
        return said + "."


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def board(campaign: Campaign, user: Any, *, search: str = "", only: str = "") -> list[Group]:
    """Every participant this person may see, by class, in the plan's order. A constant number of statements."""
    participants = (
        Participant.objects.filter(campaign=campaign, party__in=Party.objects.visible_to(user))
        .exclude(participant_class__party_kind__in=[Party.Kind.PERSON, Party.Kind.HOUSEHOLD])  # `selectors.entered`
        .select_related("participant_class", "party__unit", "party__office")
    )
    registrations = {registration.party_id: registration for registration in _registrations(campaign)}
    owed = {_owner(item.duty): item for item in _timeliness(campaign)}
    regulations = {rule.participant_class_id: rule for rule in RegistrationRule.objects.filter(campaign=campaign)}
    by_class: dict[ParticipantClass, list[Participant]] = {}
    for participant in sorted(participants, key=_in_order):
        if participant.participant_class_id in regulations:
            by_class.setdefault(participant.participant_class, []).append(participant)
    groups = []
    for part, members in by_class.items():
        columns = _columns(regulations[part.pk])
        plans = _plans(campaign, columns, [m.party.unit for m in members if m.party.kind == Party.Kind.UNIT])
        rows = tuple(_row(member.party, registrations.get(member.party_id), owed, columns, plans) for member in members)
        groups.append(Group(part, columns, tuple(_filtered(rows, search, only)), rows))
    return groups


def awaiting(campaign: Campaign, user: Any) -> list[Row]:
    """Submitted and nowhere below the assigned plan: what may be accepted unseen.

    A pledge is made by the assigned goals (S3 III.1). Below them it stands with its reason, and whoever receives it
    reads the reason first.
    """
    return [
        row
        for group in board(campaign, user)
        for row in group.rows
        if row.group == "cho-nhan" and not row.is_below_plan
    ]


def received_by(office_ids: Iterable[int], campaign: Campaign) -> list[Registration]:
    """What hamlets and other participants registered with these offices: for a commune that receives."""
    return list(
        Registration.objects.filter(campaign=campaign, receiver_id__in=list(office_ids))
        .filter(first_submitted_at__isnull=False)
        .of_collectives()
        .select_related("party", "participant_class")
        .order_by("participant_class__position", "party__folded_name")
    )


def _registrations(campaign: Campaign) -> Iterable[Registration]:
    items = PledgeItem.objects.select_related("indicator")
    return (
        Registration.objects.filter(campaign=campaign, year=working_year(campaign))
        .of_collectives()
        .select_related("award_form", "participant_class", "party")
        .prefetch_related(Prefetch("items", queryset=items), "versions")
    )


def _timeliness(campaign: Campaign) -> list[Timeliness]:
    found = (
        Duty.objects.below(campaign.unit)
        .filter(kind=Duty.Kind.REGISTRATION, period=str(working_year(campaign)), campaign_key=campaign.key)
        .filter(cancelled_at__isnull=True)
        .exclude(deadline_key="")
        .select_related("fulfillment")
    )
    return [duties.timeliness_of(duty) for duty in found]


def lateness_of(registration: Registration) -> Timeliness | None:
    """How a participant stands to the plan's deadline; None where none asks it of this class."""
    if registration.is_written_for:
        return None
    duty = (
        Duty.objects.filter(
            kind=Duty.Kind.REGISTRATION,
            unit=registration.unit_id,
            office=registration.party.office_id,
            period=str(registration.year),
            campaign_key=registration.campaign.key,
            cancelled_at__isnull=True,
        )
        .exclude(deadline_key="")
        .select_related("fulfillment")
        .first()
    )
    return duties.timeliness_of(duty) if duty else None


def _owner(duty: Duty) -> tuple[int, int | None]:
    return duty.unit_id, duty.office_id


def _in_order(participant: Participant) -> tuple[int, str, str]:
    """By class, units by their code, others by name."""
    unit = participant.party.unit
    code = unit.code if participant.party.kind == Party.Kind.UNIT else ""
    return participant.participant_class.position, code, vietnamese.sort_key(participant.party.name)


def _columns(rule: RegistrationRule) -> tuple[Column, ...]:
    return tuple(
        Column(line["text"], line["indicator"], line.get("unit_of_measure") or "")
        for line in rule.lines
        if line.get("indicator")
    )


def _plans(campaign: Campaign, columns: Iterable[Column], units: list[Unit]) -> dict[str, dict[int, Decimal]]:
    """Assigned figures of those who have not begun: one statement per indicator."""
    if not units:
        return {}
    return {column.indicator: assigned(campaign, column.indicator, working_year(campaign), units) for column in columns}


def _row(
    party: Party,
    registration: Registration | None,
    owed: dict[tuple[int, int | None], Timeliness],
    columns: tuple[Column, ...],
    plans: dict[str, dict[int, Decimal]],
) -> Row:
    timeliness = None if party.kind in WRITTEN_FOR else owed.get((party.unit_id, party.office_id))
    if registration is None or not registration.is_in:
        planned = tuple(_plan_line(column, plans.get(column.indicator, {}).get(party.unit_id)) for column in columns)
        return Row(party, registration, timeliness, planned)
    items = standing_items(registration)
    lines = {item.indicator.key: line_of(item) for item in items if item.indicator}
    deeds = tuple(
        _deed_text(item)
        for item in items
        if item.nature == PledgeItem.Nature.DEED or (party.kind in WRITTEN_FOR and item.pledged is not None)
    )
    return Row(party, registration, timeliness, tuple(lines.get(column.indicator) for column in columns), deeds)


def _plan_line(column: Column, plan: Decimal | None) -> Line | None:
    if plan is None:
        return None
    return Line("", column.text, rules.FIGURE, column.indicator, column.unit_of_measure, assigned=plan)


def deeds_text(registration: Registration) -> str:
    """What is promised, in one line: figures in đồng, then deeds. Reads what was prefetched."""
    said = []
    for item in standing_items(registration):
        if item.nature == PledgeItem.Nature.DEED:
            said.append(_deed_text(item))
        elif item.pledged is not None and item.nature == PledgeItem.Nature.FIGURE:
            said.append(f"{item.text}: {vietnamese.grouped(int(item.pledged))} {item.unit_of_measure}".strip())
    return "; ".join(said)


def _deed_text(item: PledgeItem) -> str:
    """ "Giúp làm nhà cho hộ nghèo (30 ngày công)"."""
    amount = "" if item.pledged is None else f"{vietnamese.grouped(int(item.pledged))} {item.unit_of_measure}".strip()
    value = "" if item.value_vnd is None else f"{vietnamese.grouped(item.value_vnd)} đồng"
    said = ", ".join(filter(None, (amount, value)))
    return f"{item.text} ({said})" if said else item.text


def _filtered(rows: Iterable[Row], search: str, only: str) -> Iterable[Row]:
    wanted = vietnamese.fold(search)
    for row in rows:
        if wanted and wanted not in row.party.folded_name:
            continue
        if only == "tre" and not (row.is_late or (not row.is_in and row.days_late)):
            continue
        if only and only != "tre" and row.group != only:
            continue
        yield row
