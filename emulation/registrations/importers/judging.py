"""What becomes of each row of a list of registrations: to be written, there already, or wrong with a sentence.

A fixed number of statements, however many rows.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from campaign_portal.foundation import clock, quantities, vietnamese, workbooks
from campaign_portal.foundation.models import User
from emulation.campaigns.models import ParticipantClass
from emulation.households import permissions as households
from emulation.households.models import Household
from emulation.people.models import Party
from emulation.registrations import rules
from emulation.registrations.importers.columns import Column, columns_of
from emulation.registrations.models import Registration, RegistrationRule
from emulation.registrations.services.writing import day_problems
from emulation.targets.selectors import working_year
from emulation.territory.models import Level, Unit

LONGEST = {
    "name": 120,
    "wish": 300,
    "help": 300,
    "deed": 300,
    "measure": 40,
    "note": 300,
    "position": 200,
    "address": 200,
}


@dataclass
class Row:
    """One row as it was typed, and what was found. `number` is Excel's, 0 of one that was typed here."""

    id: int
    number: int
    values: dict[str, str]
    at: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)  # key of the column, sentence
    place: Unit | None = None
    household: Household | None = None
    born: int | None = None
    members: int | None = None
    quantity: int | None = None
    value: int | None = None
    on: dt.date | None = None
    is_there: bool = False

    @property
    def state(self) -> str:
        if self.is_there and self.number:
            return "there"
        return "wrong" if self.problems else "new"

    @property
    def name(self) -> str:
        return self.values["name"]

    @property
    def called(self) -> str:
        """How a sentence about another row names it."""
        return f"dòng {self.number}" if self.number else f"“{self.name}” ở dòng khác"

    def wrong(self, key: str, says: str) -> None:
        self.problems.append((key, says))

    def said(self) -> list[tuple[str, str]]:
        """Each sentence with its place: the cell in the workbook, the column in the grid."""
        return [(self.at.get(key, ""), says) for key, says in self.problems]


def key_of(text: str) -> str:
    """Letters as they sound: accents and case decide nothing here."""
    return vietnamese.fold(text)


class Judge:
    """Judges the rows of one class in one place for one person."""

    def __init__(self, part: ParticipantClass, place: Unit, by: User) -> None:
        self.part, self.place, self.by = part, place, by
        self.columns: Sequence[Column] = columns_of(part.party_kind)
        hamlets = Unit.objects.valid_on().filter(commune=place, level=Level.HAMLET).select_related("commune")
        self.hamlets = [hamlet for hamlet in hamlets.order_by("sort_key", "pk") if households.may_write(by, hamlet)]
        self.spelled: dict[str, list[Unit]] = defaultdict(list)
        for hamlet in self.hamlets:
            for spelling in {key_of(hamlet.name), key_of(hamlet.title), key_of(f"thôn {hamlet.name}")}:
                self.spelled[spelling].append(hamlet)
        rule = RegistrationRule.objects.filter(participant_class=part).first()
        self.asks_money = rule is not None and any(line.get("unit_of_measure") == "đồng" for line in rule.lines)

    def judge(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self._read(row)
        registered = self._registered()
        if self.part.party_kind == Party.Kind.HOUSEHOLD:
            self._find_households(rows)
        seen: dict[tuple[Any, ...], Row] = {}
        for row in rows:
            self._judge_twice(row, registered, seen)

    # --- As typed -----------------------------------------------------------------------------------------------------

    def _read(self, row: Row) -> None:
        values = row.values
        kind = self.part.party_kind
        if kind == Party.Kind.ORGANISATION:
            row.place = self.place
            if not row.name:
                row.wrong("name", "Xin ghi tên tổ chức như trong giấy đăng ký.")
        else:
            row.place = self._hamlet(row)
            if len(row.name.split(" ")) < 2:
                what = f"“{row.name}” chưa đủ họ và tên." if row.name else "Chưa ghi họ và tên."
                row.wrong("name", what)
        for key, most in LONGEST.items():
            if len(values.get(key, "")) > most:
                row.wrong(key, f"Dài {len(values[key])} ký tự; xin rút còn nhiều nhất {most} ký tự.")
        row.born = self._count(row, "born", 9999)
        if row.born is not None and not clock.today().year - 120 <= row.born <= clock.today().year:
            row.wrong("born", f"Năm sinh {row.born} không thể đúng; xin kiểm tra lại.")
        row.members = self._count(row, "members", 40)
        row.quantity = self._count(row, "quantity", 10**9)
        row.value = self._count(row, "value", rules.MOST_VND)
        self._read_day(row)
        if kind != Party.Kind.HOUSEHOLD:
            self._read_deed(row)

    def _read_deed(self, row: Row) -> None:
        if not row.values["deed"] and (self.part.party_kind == Party.Kind.PERSON or row.quantity is not None):
            row.wrong("deed", "Xin ghi việc làm cụ thể (ngày công, vật chất, tiền).")
        if self.asks_money and row.value is None and not row.values["value"]:
            row.wrong("value", "Kế hoạch yêu cầu ghi số tiền, hoặc hiện vật quy ra tiền.")

    def _read_day(self, row: Row) -> None:
        typed = row.values["on"]
        row.on = workbooks.as_day(typed) if typed else clock.today()
        if row.on is None:
            row.wrong("on", f"Ngày “{typed}” chưa đúng. Ví dụ đúng: 05/3/2020.")
            return
        for problem in day_problems(self.part.campaign, row.on):
            row.wrong("on", problem.message)

    def _count(self, row: Row, key: str, most: int) -> int | None:
        try:
            return quantities.parse_count(row.values.get(key, ""), most=most)
        except quantities.NotANumber as wrong:
            row.wrong(key, f"{str(wrong)[:1].upper()}{str(wrong)[1:]}.")
            return None

    def _hamlet(self, row: Row) -> Unit | None:
        said = row.values["place"]
        if not said:
            if self.part.party_kind == Party.Kind.PERSON and households.may_write(self.by, self.place):
                return self.place
            if len(self.hamlets) == 1:
                return self.hamlets[0]
            row.wrong("place", "Chưa ghi thôn, tổ dân phố.")
            return None
        found = self.spelled.get(key_of(said), [])
        found = list({hamlet.pk: hamlet for hamlet in found}.values())
        if len(found) != 1:
            has = f"có {len(found)} nơi tên" if found else "không có thôn"
            row.wrong("place", f"{self.place.opening_title} {has} “{said}” (ông/bà ghi được); xin kiểm tra tên.")
            return None
        return found[0]

    # --- Against the register ---------------------------------------------------------------------------------------

    def _find_households(self, rows: Sequence[Row]) -> None:
        named: dict[tuple[int, str], list[Household]] = defaultdict(list)
        seen = Household.objects.visible_to(self.by).standing().filter(commune=self.place)
        for household in seen.select_related("party", "unit__commune"):
            named[household.unit_id, key_of(household.head_name)].append(household)
        for row in rows:
            if row.place is None or not row.name:
                continue
            alike = named[row.place.pk, key_of(row.name)]
            if row.born is not None:
                alike = [h for h in alike if h.party.birth_year in (None, row.born)] or alike
            exact = [h for h in alike if vietnamese.nfc(h.head_name).lower() == row.name.lower()]
            self._choose(row, exact, alike)

    def _choose(self, row: Row, exact: list[Household], alike: list[Household]) -> None:
        place = row.place.title if row.place else ""
        if len(exact) > 1:
            years = ", ".join(str(h.party.birth_year or "chưa ghi") for h in exact)
            row.wrong("born", f"Sổ hộ {place} có {len(exact)} hộ tên “{row.name}” (sinh {years}); xin ghi năm sinh.")
        elif exact and row.born is not None and exact[0].party.birth_year not in (None, row.born):
            if row.members is None:
                row.wrong(
                    "born",
                    f"Sổ hộ ghi hộ {exact[0].head_name} sinh {exact[0].party.birth_year}. Nếu là hộ khác, xin ghi thêm "
                    "số nhân khẩu.",
                )
        elif exact:
            row.household = exact[0]
        elif row.members is None:
            guess = f" Có phải hộ {alike[0].head_name}?" if alike else ""
            row.wrong(
                "name", f"Sổ hộ {place} chưa có hộ “{row.name}”.{guess} Hộ chưa có trong sổ thì ghi số nhân khẩu."
            )

    def _registered(self) -> dict[tuple[Any, ...], Registration]:
        """Who has registered already, by what tells one from another. One statement."""
        found = Registration.objects.filter(
            campaign=self.part.campaign, year=working_year(self.part.campaign), party__kind=self.part.party_kind
        )
        found = found.filter(unit=self.place) | found.filter(commune=self.place)
        known: dict[tuple[Any, ...], Registration] = {}
        for registration in found.select_related("party"):
            party = registration.party
            known[party.pk,] = registration
            known[party.unit_id, key_of(party.name), party.birth_year] = registration
        return known

    def _judge_twice(self, row: Row, registered: dict[tuple[Any, ...], Registration], seen: dict[Any, Row]) -> None:
        if row.place is None or not row.name:
            return
        who: tuple[Any, ...] = (row.place.pk, key_of(row.name), row.born)
        if row.household is not None:
            who = (row.household.party_id,)
        what = {Party.Kind.HOUSEHOLD: "Hộ", Party.Kind.PERSON: "Người", Party.Kind.ORGANISATION: "Tổ chức"}
        said = what[Party.Kind(self.part.party_kind)]
        if (known := registered.get(who)) is not None:
            row.is_there = True
            if known.state == Registration.State.WITHDRAWN:
                row.wrong("name", f"{said} này đã rút đăng ký; xin mở trang của đăng ký ấy để đăng ký lại.")
            else:
                on = f" ngày {vietnamese.day(known.registered_on)}" if known.registered_on else ""
                row.wrong("name", f"{said} này đã đăng ký{on}; cần sửa thì mở trang của đăng ký ấy.")
        elif who in seen:
            row.wrong("name", f"{said} này trùng với {seen[who].called} của danh sách; xin bỏ bớt một dòng.")
        else:
            seen[who] = row
