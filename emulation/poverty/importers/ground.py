"""Where the rows of a workbook belong: communes and hamlets by their names, and the reviews that are in hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from campaign_portal.foundation import access
from campaign_portal.foundation.models import User
from campaign_portal.foundation.periods import Period
from emulation.people.models import Role
from emulation.poverty.importers.layouts import Layout, layouts, spelled
from emulation.poverty.importers.reading import Entry
from emulation.poverty.models import PovertyStandard, ReviewSet
from emulation.poverty.rules.breakdowns.tables import Breakdown
from emulation.poverty.selectors import breakdowns
from emulation.poverty.selectors.printed import forms_of
from emulation.poverty.selectors.sheet import Sheet, SheetRow, sheets_of
from emulation.poverty.services.entry import hold
from emulation.territory.models import Level, Unit


@dataclass(frozen=True)
class About:
    """What a workbook is of: a commune, or a unit with many; a period; a standard."""

    unit: Unit
    period: str
    standard: PovertyStandard

    @property
    def key(self) -> str:
        return f"{self.unit.pk}:{self.period}:{self.standard.pk}"

    @property
    def is_of_commune(self) -> bool:
        return self.unit.level == Level.COMMUNE

    @cached_property
    def breakdown(self) -> Breakdown:
        return breakdowns.breakdown_of(self.standard, self.unit.province_id)

    @cached_property
    def layouts(self) -> tuple[Layout, ...]:
        return layouts(forms_of(self.standard, self.breakdown), self.breakdown)


@dataclass(frozen=True)
class Found:
    """Where an entry belongs. Without a `row` it belongs nowhere, `says` why."""

    row: SheetRow | None = None
    sheet: Sheet | None = None
    says: str = ""
    is_elsewhere: bool = False  # of another commune: nobody's fault


class Ground:
    """The communes of the workbook's unit. The reviews of the rows at hand are found, one statement at a time, however
    many, and those whose sheets are asked for loaded, six statements (twelve since 2022); `holds` keeps others from
    entering anything in them until the transaction is over."""

    def __init__(self, about: About, user: User, *, holds: bool = False) -> None:
        self.about, self.user, self.holds = about, user, holds
        on = Period(about.period).ends_on
        communes = Unit.objects.valid_on(on).below(about.unit).filter(level=Level.COMMUNE)
        names = list(communes.values_list("pk", "kind", "name"))
        self.communes: dict[str, int | None] = {}
        for pk, kind, name in names:
            for text in (f"{kind} {name}", name):
                # Two of one name (a town and a commune around it) are told apart by their kinds alone.
                own = spelled(text)
                self.communes[own] = None if own in self.communes and self.communes[own] != pk else pk
        self.all = [pk for pk, _, _ in names]
        self.only = names[0][0] if about.is_of_commune and names else None
        self.found: set[int] = set()
        self.reviews: dict[int, ReviewSet] = {}  # by commune
        self.sheets: dict[int, Sheet] = {}
        self.rows: dict[int, dict[str, list[SheetRow]]] = {}
        officers = access.scope(user).having({Role.COMMUNE_OFFICER})
        self.own_communes = frozenset(post.unit_id for post in officers)

    def commune_of(self, text: str) -> int | None:
        own = spelled(text)
        return self.only if not own and self.only else self.communes.get(own)

    def communes_of(self, entries: Iterable[Entry]) -> set[int]:
        communes = {self.commune_of(entry.commune) for entry in entries if not entry.is_total}
        return {commune for commune in communes if commune is not None}

    @cached_property
    def _visible(self) -> dict[int, list[int]]:
        """Commune → its reviews that this person sees. Asked once: who holds many posts asks a long question."""
        found: dict[int, list[int]] = {}
        reviews = ReviewSet.objects.visible_to(self.user).filter(
            unit__in=self.all, period=self.about.period, standard=self.about.standard
        )
        for commune, pk in reviews.values_list("unit_id", "pk"):
            found.setdefault(commune, []).append(pk)
        return found

    def find(self, communes: set[int]) -> None:
        """The reviews in hand of these communes, instead of those that were found before."""
        if communes == self.found:
            return
        self.forget()
        pks = [pk for commune in communes for pk in self._visible.get(commune, ())]
        reviews = hold(pks) if self.holds else ReviewSet.objects.filter(pk__in=pks).select_related("unit", "standard")
        in_hand = reviews.exclude(is_current=False, state=ReviewSet.State.APPROVED).order_by("pk")
        # A correction is later, and takes the place of what it corrects.
        self.found, self.reviews = communes, {review.unit_id: review for review in in_hand}

    def load(self, communes: set[int]) -> None:
        """The sheets of these communes, of those that were found."""
        reviews = {pk: review for pk, review in self.reviews.items() if pk in communes and pk not in self.sheets}
        found = sheets_of(reviews.values())
        self.sheets |= {commune: found[review.pk] for commune, review in reviews.items()}
        self.rows |= {commune: _by_name(self.sheets[commune]) for commune in reviews}

    def forget(self) -> None:
        """What was held in a transaction that is over has to be read again."""
        self.found, self.reviews, self.sheets, self.rows = set(), {}, {}, {}

    def may_write(self, review: ReviewSet) -> bool:
        return review.unit_id in self.own_communes and review.state in ReviewSet.EDITABLE

    def place(self, commune_text: str, hamlet: str) -> Found:
        """Of the communes that were loaded."""
        commune = self.commune_of(commune_text)
        if commune is None:
            if not commune_text:
                return Found(says="Chưa ghi xã, phường của dòng này.")
            if self.about.is_of_commune:
                return Found(says=f"Dòng của “{commune_text}”, không phải {self.about.unit.title}.", is_elsewhere=True)
            return Found(says=f"Không có xã, phường “{commune_text}” trong {self.about.unit.title}; xin kiểm tra tên.")
        sheet = self.sheets.get(commune)
        if sheet is None:
            return Found(says="Xã chưa bắt đầu, hoặc chưa nộp, rà soát kỳ này.", is_elsewhere=True)
        rows = self.rows[commune].get(spelled(hamlet), [])
        if len(rows) == 1:
            return Found(rows[0], sheet)
        unit = sheet.review.unit
        if not hamlet:
            return Found(says="Dòng có số nhưng chưa ghi tên thôn, tổ dân phố.")
        if rows:
            return Found(
                says=f"{unit.opening_title} có {len(rows)} nơi tên “{hamlet}”; xin ghi đủ thôn hay tổ dân phố."
            )
        return Found(says=f"{unit.opening_title} không có thôn, tổ “{hamlet}” trong đợt rà soát; xin kiểm tra tên.")


def _by_name(sheet: Sheet) -> dict[str, list[SheetRow]]:
    found: dict[str, list[SheetRow]] = {}
    for row in sheet.rows:
        for name in called(row.row.unit.kind, row.row.unit.name):
            found.setdefault(name, []).append(row)
    return found


def called(kind: str, name: str) -> set[str]:
    """By what names a workbook may mean a hamlet."""
    return {spelled(name), spelled(kind) + spelled(name)}
