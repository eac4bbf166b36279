"""What a registration says, and what it still lacks."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from campaign_portal.foundation import audit, vietnamese
from campaign_portal.foundation.errors import Problem
from emulation.people.models import Party
from emulation.poverty import selectors as poverty
from emulation.poverty.selectors import opening_period
from emulation.registrations import rules
from emulation.registrations.models import WRITTEN_FOR, PledgeItem, Registration
from emulation.registrations.rules import Ground, Line
from emulation.territory.models import Level, Unit
from emulation.territory.selectors import hamlets_of


def line_of(item: PledgeItem) -> Line:
    return Line(
        key=f"pledged_{item.pk}",
        text=item.text,
        nature=item.nature,
        indicator=item.indicator.key if item.indicator else "",
        unit_of_measure=item.unit_of_measure,
        assigned=item.assigned,
        pledged=item.pledged,
        note=item.note,
    )


def items_of(registration: Registration) -> list[PledgeItem]:
    """The lines in order, with their indicators. One statement."""
    return list(registration.items.select_related("indicator"))


def ground_of(registration: Registration) -> Ground:
    """The list the year began with, of the unit that the party is (of an agency: the unit it serves)."""
    unit: Unit = registration.party.unit
    on = poverty_day(registration.year)
    if registration.party.kind in WRITTEN_FOR:  # what a place has is no measure of what somebody there promises
        return Ground(unit.title, on)
    figures = poverty.opening_figures(unit, registration.year, registration.campaign.standard)
    hamlets = len(hamlets_of(unit)) if unit.level == Level.COMMUNE else None
    if figures is None:
        return Ground(unit.title, on, hamlets=hamlets)
    return Ground(
        place=unit.title,
        on=on,
        households=figures.count("total"),
        poor=figures.count("poor_end"),
        near_poor=figures.count("near_end"),
        hamlets=hamlets,
    )


def poverty_day(year: int) -> str:
    """The day of the list the year began with: 31/12/2019."""
    from campaign_portal.foundation.periods import Period

    return vietnamese.day(Period(opening_period(year)).ends_on)


def lacks(registration: Registration) -> list[Problem]:
    """Guard of presenting and submitting: every sentence at once."""
    lines = [line_of(item) for item in items_of(registration)]
    ground = ground_of(registration)
    return [*impossible(lines, ground), *rules.missing(lines), *says_nothing(registration.party, lines)]


def says_nothing(party: Party, lines: Sequence[Line]) -> list[Problem]:
    """A person promises a concrete deed (S3 V.2: days, goods, money); a household's word stands by itself."""
    if party.kind == Party.Kind.PERSON and not any(line.pledged is not None or line.nature == "deed" for line in lines):
        return [Problem("Chưa ghi việc làm cụ thể nào (ngày công, vật chất, tiền).", field="deeds", code="empty")]
    return []


def impossible(lines: Iterable[Line], ground: Ground) -> list[Problem]:
    return [
        Problem(sentence, field=line.key, code="impossible")
        for line in lines
        if (sentence := rules.impossible(line, ground))
    ]


def remarks(registration: Registration, items: Sequence[PledgeItem]) -> list[str]:
    """What the receiver should look at, though nothing forbids it: below the plan, a list that is not attached."""
    found = [
        f"{line.text}: đăng ký {rules.indicators.figure_text(line.measure, line.pledged)}, giao "
        f"{line.with_unit(line.assigned)}. Lý do ghi: “{line.note or 'chưa ghi'}”."
        for line in map(line_of, items)
        if line.is_below_plan and line.assigned is not None
    ]
    to_escape = pledged_of(items, rules.indicators.REGISTERED_TO_ESCAPE)
    if to_escape and registration.escape_list_id is None:
        found.append(f"Đăng ký {int(to_escape)} hộ thoát nghèo, chưa kèm danh sách hộ.")
    return found


WRITTEN = "ghi đăng ký"  # what the trail calls a save
_RETURNED = "trả lại để bổ sung"  # and a return


def untouched(registration: Registration, items: Sequence[PledgeItem], told: Mapping[str, str]) -> list[Problem]:
    """What a return asked for and is still as it was handed in: nothing forbids it, but nobody should overlook it.

    `told` are the lines and deeds as they are now, or as they are being typed (`rules.told`). Two statements while a
    return is being mended, else none.
    """
    if not registration.is_being_mended:
        return []
    was, touched = _as_returned(registration, items)
    found = [
        Problem(f"{item.text}: “{item.to_mend}”", field=f"pledged_{item.pk}")
        for item in items
        if item.to_mend and told.get(item.text) == was.get(item.text)
    ]
    lines = {item.text for item in items if item.nature != PledgeItem.Nature.DEED}
    if registration.deeds_to_mend and "models_and_deeds" not in touched and _but(told, lines) == _but(was, lines):
        found.append(Problem(f"Việc làm, mô hình: “{registration.deeds_to_mend}”", field="deeds"))
    if registration.escape_list_to_mend and "escape_list" not in touched:
        text = f"Danh sách hộ: “{registration.escape_list_to_mend}” (tệp vừa chọn được tính khi lưu)"
        found.append(Problem(text, field="escape_list"))
    return found


def told_of(items: Iterable[PledgeItem]) -> dict[str, str]:
    """Lines and deeds as they are kept."""
    return {item.text: rules.told(item.pledged, item.note, item.value_vnd) for item in items}


def _as_returned(registration: Registration, items: Sequence[PledgeItem]) -> tuple[dict[str, str], set[str]]:
    """Lines and deeds as they were when it was given back, and what else was written since: read off the trail."""
    history = audit.history(registration).filter(action__in=[WRITTEN, _RETURNED]).order_by("-pk")
    was, touched = told_of(items), set[str]()
    for entry in history:
        if entry.action == _RETURNED:
            break
        touched |= set(entry.after) - set(entry.before)
        for text, before in entry.before.items():
            if before is None:
                was.pop(text, None)
            else:
                was[text] = before
    return was, touched


def _but(told: Mapping[str, str], lines: set[str]) -> dict[str, str]:
    return {text: said for text, said in told.items() if text not in lines}


def pledged_of(items: Iterable[PledgeItem], indicator_key: str) -> Decimal | None:
    """What is pledged of one indicator; None when there is no such line, or it is empty."""
    return next((item.pledged for item in items if item.indicator and item.indicator.key == indicator_key), None)
