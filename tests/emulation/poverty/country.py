"""A small country of one's own: a province, its districts (or none, as from 01/7/2025), communes of one hamlet, and the
people who enter, decide, compile and sign."""

import datetime as dt
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile

from campaign_portal.foundation.models import User
from emulation.people.models import Appointment, Function, Office, Role
from emulation.people.services import leadership_office
from emulation.poverty.models import PovertyStandard, ReviewApproval, ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.selectors.lists import standard_of_year
from emulation.poverty.services import approvals, course, entry
from emulation.poverty.services.openings import record_opening
from emulation.territory.models import Level, Unit
from emulation.territory.services import add_hamlet, set_ancestors

SINCE = dt.date(2015, 1, 1)
HOUSEHOLDS = dict.fromkeys((column.key for column in columns.ALL), 0) | {
    "total": 100,
    "minority_total": 50,
    "poor_start": 10,
    "poor_to_near": 2,
    "poor_end": 8,
    "poor_minority_start": 5,
    "poor_minority_end": 4,
    "near_start": 5,
    "near_from_poor": 2,
    "near_end": 7,
    "near_minority_end": 3,
    "average_living": 1,
}


def counts(**changes: int) -> dict[str, int]:
    """A row that balances, persons four times the households; `changes` are of households."""
    households = HOUSEHOLDS | changes
    return {
        columns.field_name(population, key): value * times
        for population, times in ((columns.HOUSEHOLDS, 1), (columns.PERSONS, 4))
        for key, value in households.items()
    }


def scan(name: str = "quyet-dinh.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")


class Country:
    """`districts` maps a district's name to its communes; `communes` hang directly below the province."""

    def __init__(
        self,
        districts: dict[str, tuple[str, ...]] | None = None,
        communes: tuple[str, ...] = (),
        year: int = 2020,
        name: str = "Ba Sông",
    ) -> None:
        self.year, self.key = year, "tinh" if name == "Ba Sông" else name
        self.numbers = count(Unit.objects.count() + 1)
        self.standard = standard_of_year(year) or PovertyStandard.objects.create(
            code="cua-thu", name="Chuẩn nghèo thử", act="văn bản thử", first_year=2010, last_year=2030
        )
        self.units: dict[str, Unit] = {}
        self.province = self._unit(Level.PROVINCE, "Tỉnh", name, None)
        self._desk(self.province, self.key)
        for name, below in (districts or {}).items():
            district = self._unit(Level.DISTRICT, "Huyện", name, self.province)
            self._desk(district, name)
            for commune in below:
                self._commune(commune, district)
        for commune in communes:
            self._commune(commune, self.province)

    def _unit(self, level: Level, kind: str, name: str, parent: Unit | None) -> Unit:
        unit = Unit.objects.create(
            level=level, kind=kind, name=name, code=f"9{next(self.numbers):04d}", parent=parent, valid_from=SINCE
        )
        set_ancestors(unit)
        self.units[name] = unit
        return unit

    def _commune(self, name: str, parent: Unit) -> None:
        commune = self._unit(Level.COMMUNE, "Xã", name, parent)
        hamlet = add_hamlet(commune, f"{name} Một", valid_from=SINCE, by=None)
        office = leadership_office(commune, SINCE)
        self._post(f"{name}.canbo", Role.COMMUNE_OFFICER, office)
        self._post(f"{name}.lanhdao", Role.COMMUNE_LEADER, office)
        record_opening(
            commune,
            self.year,
            self.standard,
            {hamlet: counts(poor_end=10, near_end=5, poor_minority_end=5)},
            decision_number="1/QĐ-UBND",
            decision_date=dt.date(self.year - 1, 12, 20),
            by=None,
        )

    def _desk(self, unit: Unit, name: str) -> None:
        office = Office.objects.create(
            unit=unit,
            name=f"Cơ quan giảm nghèo {unit.title}",
            short_name=f"CQ giảm nghèo {unit.name}",
            function=Function.POVERTY_STANDING_OFFICE,
            valid_from=SINCE,
        )
        self._post(f"{name}.chuyenvien", Role.STANDING_OFFICER, office)
        self._post(f"{name}.truong", Role.STANDING_HEAD, office)
        self._post(f"{name}.chutich", Role.LEADER, leadership_office(unit, SINCE))

    def _post(self, username: str, role: Role, office: Office) -> None:
        user = User.objects.create(username=username, full_name=username)
        Appointment.objects.create(user=user, office=office, role=role, title=role.label, valid_from=SINCE)

    def person(self, username: str) -> User:
        return User.objects.get(username=username)

    def name_of(self, unit: Unit) -> str:
        return self.key if unit.level == Level.PROVINCE else unit.name

    # --- What people do --------------------------------------------------------------------------------------------

    def enter(self, name: str, period: str, **changes: int) -> ReviewSet:
        """A commune's review, handed in."""
        by = self.person(f"{name}.canbo")
        review = entry.open_review(self.units[name], period, self.standard, by=by)
        return self.hand_in(review, **changes)

    def hand_in(self, review: ReviewSet, **changes: int) -> ReviewSet:
        name = review.unit.name
        by = self.person(f"{name}.canbo")
        values = {field: str(number) for field, number in counts(**changes).items() if not field.endswith("_start")}
        cells = {row.pk: values for row in review.rows.all()}
        for placed in entry.save_cells(review, cells, by=by).asking:
            entry.explain(review, placed.row_id, placed.finding.key, "Đã rà lại.", by=by)
        review = course.present(review, by=by)
        return course.submit(review, by=self.person(f"{name}.lanhdao"))

    def decide(self, review: ReviewSet) -> ReviewSet:
        above = review.unit.parent
        assert above is not None
        paper = {}
        if review.period.endswith("-M12"):
            paper = {"decision_number": "5/QĐ-UBND", "decision_date": dt.date(review.year, 12, 1)}
        return course.approve(review, by=self.person(f"{self.name_of(above)}.chuyenvien"), **paper)

    def approved(self, name: str, period: str, **changes: int) -> ReviewSet:
        return self.decide(self.enter(name, period, **changes))

    def compile(self, name: str, period: str) -> ReviewApproval:
        unit = self.units.get(name, self.province)
        return approvals.begin(unit, period, self.standard, by=self.person(f"{self.name_of(unit)}.chuyenvien"))

    def send(self, approval: ReviewApproval, **more: str) -> ReviewApproval:
        return approvals.submit(approval, by=self.person(f"{self.name_of(approval.unit)}.truong"), **more)

    def sanctioner(self, approval: ReviewApproval) -> User:
        return self.person(f"{self.name_of(approval.decider)}.truong")

    def sanction(self, approval: ReviewApproval) -> ReviewApproval:
        paper = {}
        if approval.is_whole_year:
            paper = {
                "decision_number": "12/QĐ-UBND",
                "decision_date": dt.date(approval.year, 12, 10),
                "signer": "Chủ tịch Lò Văn Hùng",
                "paper": scan(),
            }
        return approvals.approve(approval, by=self.sanctioner(approval), **paper)

    def returned(self, approval: ReviewApproval, *names: str, reason: str = "Đếm lại") -> ReviewApproval:
        return approvals.return_approval(
            approval,
            by=self.sanctioner(approval),
            reason=reason,
            due_on=dt.date(self.year, 12, 28),
            communes=[self.units[name] for name in names],
        )

    def reopened(self, approval: ReviewApproval, *names: str, reason: str = "Sai số") -> ReviewApproval:
        return approvals.reopen(
            approval, by=self.sanctioner(approval), reason=reason, communes=[self.units[name] for name in names]
        )
