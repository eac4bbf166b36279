"""The targets of a campaign as lines of one table, for the unit a page is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from emulation.campaigns.models import Campaign
from emulation.poverty.models import ReviewSet
from emulation.targets.models import Target
from emulation.targets.rules.verdicts import GOOD, Evaluation
from emulation.targets.selectors.progress import Case, Progress, asked_of, progress
from emulation.territory.models import Level, Unit

_WORDS = {Level.PROVINCE: "tỉnh", Level.DISTRICT: "huyện", Level.COMMUNE: "xã", Level.HAMLET: "thôn"}


@dataclass(frozen=True)
class Line:
    """One target for one population: the unit's own standing, or how many units below it stand well."""

    target: Target
    years: Sequence[int]
    year: int
    group: str = ""
    case: Case | None = None  # the unit itself
    level: str = ""  # of the units counted
    cases: tuple[Case, ...] = ()
    is_further: bool = False  # a further group of the same target
    is_skipped: bool = False

    @property
    def evaluation(self) -> Evaluation | None:
        return self.case.in_year(self.year) if self.case else None

    @property
    def level_word(self) -> str:
        return _WORDS.get(Level(self.level), "") if self.level else ""

    @property
    def good(self) -> int:
        """How many of the units stand well in the year."""
        return self.good_in(self.year)

    def good_in(self, year: int) -> int:
        return sum(case.in_year(year).verdict in GOOD for case in self.cases)

    @property
    def cells(self) -> list[Evaluation | tuple[int, int]]:
        """A cell a year: the unit's evaluation, or how many of how many units."""
        if self.case:
            return list(self.case.evaluations)
        return [(self.good_in(year), len(self.cases)) for year in self.years]

    def by_year(self) -> Mapping[int, Evaluation | tuple[int, int]]:
        return dict(zip(self.years, self.cells, strict=True))


def overview(
    campaign: Campaign,
    unit: Unit,
    year: int,
    states: Iterable[str] = ReviewSet.SENT,
    *,
    period: str | None = None,
) -> list[Line]:
    """The campaign's targets in their order; of a unit below the one that launched, its assigned plans first."""
    targets = list(campaign.targets.select_related("indicator__campaign", "standard"))
    own = [] if unit.pk == campaign.unit_id else asked_of(campaign, unit, year)
    found = progress(campaign, unit, [*own, *targets], states, period=period)
    return [line for item in found for line in _lines(item, unit, year)]


def _lines(item: Progress, unit: Unit, year: int) -> list[Line]:
    lines = []
    for case in item.own:
        lines.append(Line(item.target, item.years, year, case.group_name, case))
    for level, cases in item.each.items():
        for group in dict.fromkeys(case.group for case in cases):
            of_group = tuple(case for case in cases if case.group == group)
            own = next((case for case in of_group if case.unit.pk == unit.pk), None)
            name = of_group[0].group_name
            if own is not None:
                lines.append(Line(item.target, item.years, year, name, own))
            else:
                lines.append(Line(item.target, item.years, year, name, None, level, of_group))
    lines += [Line(item.target, item.years, year, level=level, is_skipped=True) for level in item.skipped]
    return [
        Line(**{**line.__dict__, "is_further": True}) if place and item.target.pk else line
        for place, line in enumerate(lines)
    ]
