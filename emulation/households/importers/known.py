"""Who of a list is in the register already: surely, perhaps, not at all; and whether the list says more of him."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from campaign_portal.foundation import quantities
from campaign_portal.foundation.models import User
from emulation.households.importers.rows import About, Row
from emulation.households.models import Household, HouseholdYear
from emulation.households.services import Found
from emulation.households.services.years import told
from emulation.poverty.rules.names import key

NEW = "new"  # an answer: it is another household


class Register:
    """The commune's households with what the year says of them. Five statements."""

    def __init__(self, about: About, by: User) -> None:
        self.about = about
        seen = Household.objects.visible_to(by).standing().filter(commune=about.commune)
        self.households = {
            household.pk: household
            for household in seen.select_related("unit__commune", "party").prefetch_related("members")
        }
        self.by_name: dict[str, list[Household]] = defaultdict(list)
        self.by_id: dict[str, list[Household]] = defaultdict(list)
        for household in self.households.values():
            self.by_name[key(household.head_name)].append(household)
            if household.id_digest:
                self.by_id[household.id_digest].append(household)
        years = HouseholdYear.objects.filter(
            household__in=list(self.households), year=about.year, standard=about.standard
        )
        self.years = {
            row.household_id: row
            for row in years.select_related("standard").prefetch_related("causes", "lacks", "groups")
        }

    def place(self, row: Row, answer: str) -> None:
        """Sure: the same name with its marks, hamlet and birth year, or the same card and name. Asked: all that is only
        alike ("Lử" and "Lù" are two names, and easily one slip of the keys)."""
        assert row.hamlet is not None  # noqa: S101  the caller asked
        alike = self._alike(row)
        sure = [household for household, why in alike if not why]
        if len(sure) == 1 and answer in {"", str(sure[0].pk)}:
            row.known = sure[0]
        elif answer == NEW:
            if any(self._is_same(row, household) for household, _ in alike):
                says = "Trong thôn đã có hộ cùng tên, cùng năm sinh: xin ghi năm sinh để phân biệt."
                row.wrong(row.block.head, "birth_year", says)
        elif answer and (chosen := self.households.get(quantities.row_id(answer) or 0)) is not None:
            row.known = chosen
        else:
            row.candidates = [(household, why or "cùng tên, thôn và năm sinh") for household, why in alike]

    @staticmethod
    def _is_same(row: Row, household: Household) -> bool:
        """What the register keeps apart by nothing: name, hamlet, birth year."""
        return (
            row.hamlet is not None
            and household.unit_id == row.hamlet.pk
            and household.party.birth_year == row.head["birth_year"]
            and household.head_name.lower() == row.head["head_name"].lower()
        )

    def _alike(self, row: Row) -> list[tuple[Household, str]]:
        """Who may be meant, each with why it is not certain; "" for certain."""
        found: dict[int, tuple[Household, str]] = {}
        for household in self.by_name[key(row.head["head_name"])]:
            why = self._why_alike(row, household)
            if why is not None:
                found[household.pk] = (household, why)
        if row.kept_id:
            for household in self.by_id[row.kept_id.digest]:
                same = household.head_name.lower() == row.head["head_name"].lower()
                at_home = row.hamlet is not None and household.unit_id == row.hamlet.pk
                certain = same and at_home
                found[household.pk] = (household, "" if certain else f"cùng số CCCD, chủ hộ {household.head_name}")
        return list(found.values())

    def _why_alike(self, row: Row, household: Household) -> str | None:
        """Of one whose name folds alike. None: another household."""
        born, other_born = row.head["birth_year"], household.party.birth_year
        other_card = row.kept_id and household.id_digest and household.id_digest != row.kept_id.digest
        at_home = row.hamlet is not None and household.unit_id == row.hamlet.pk
        if at_home and born == other_born and other_card:
            return "cùng tên, thôn và năm sinh; khác số CCCD"
        if self._is_same(row, household):
            return ""
        if at_home and born == other_born:
            return f"cùng thôn, cùng năm sinh; tên khác dấu: {household.head_name}"
        if at_home and None in (born, other_born):
            return "cùng tên, cùng thôn; một bên chưa ghi năm sinh"
        if not at_home and born is not None and born == other_born:
            return f"cùng tên, cùng năm sinh, ở {household.unit.title}"
        return None

    def differs(self, row: Row) -> bool:
        """Whether the list says anything that the register does not."""
        assert row.known is not None  # noqa: S101  the caller asked
        if row.kept_id and row.kept_id.digest != row.known.id_digest:
            return True
        if row.people and _told_people(row.people) != _told_people(row.known.members.all()):
            return True
        year = self.years.get(row.known.pk)
        if year is None:
            return True
        row.found = kept_where_silent(row, year)
        return _told_found(row.found) != {k: v for k, v in told(year).items() if k != "standard"} or (
            year.list_date != row.found.list_date
        )


def kept_where_silent(row: Row, year: HouseholdYear) -> Found:
    """What the list says, and what the register had where the list has no column for it."""
    found, columns = row.found, row.block.head.columns
    assert found is not None  # noqa: S101  a row without one is wrong

    def has(*starts: str) -> bool:
        return any(of.startswith(starts) for of in columns)

    return Found(
        found.poverty_class,
        found.income_vnd if has("income") else year.income_per_head_vnd,
        found.list_number or year.list_number,
        found.list_date or year.list_date,
        year.is_provisional if not found.list_number else False,
        found.declared if has("declared") else year.declared,
        found.member_count or year.member_count,
        found.income_points if has("b1") else year.income_points,
        found.lack_points if has("b2") else year.lack_points,
        found.wish if has("wish") else year.wish,
        found.causes if has("cause") else tuple(year.causes.all()),
        found.lacks if has("lack") else tuple(year.lacks.all()),
        found.groups if has("group") else tuple(year.groups.all()),
    )


def _told_found(found: Found) -> dict[str, Any]:
    """As the trail tells a year, to compare with it."""
    values: dict[str, Any] = {
        "class": found.poverty_class,
        "income": found.income_vnd,
        "list": found.list_number,
        "declared": found.declared,
        "members": found.member_count,
        "b1": found.income_points,
        "b2": found.lack_points,
        "wish": found.wish,
        "causes": [cause.name for cause in found.causes],
        "lacks": [lack.name for lack in found.lacks],
        "groups": [group.name for group in found.groups],
    }
    return {of: value for of, value in values.items() if value not in (None, "", [])}


def _told_people(people: Iterable[Any]) -> list[tuple[str, int | None, str]]:
    return [(key(person.full_name), person.birth_year, key(person.relation)) for person in people]
