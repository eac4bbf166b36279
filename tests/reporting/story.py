"""Reviews and reports of Sa Pa for these tests: what the demo's places come to, driven through the services."""

import datetime as dt

from campaign_portal.foundation import clock
from campaign_portal.foundation.models import Job, User
from demo import opening, places
from demo.figures import review_row
from emulation.people.models import Appointment, Office, Party, Role
from emulation.people.services import leadership_office, party_of_office, party_of_unit
from emulation.poverty.models import ReviewRow, ReviewSet
from emulation.territory.models import Unit
from reporting.consolidation import services as consolidation
from reporting.consolidation.models import Snapshot
from reporting.reports import services
from reporting.reports.models import Report
from reporting.reports.selectors.owed import owed
from reporting.reports.services import Typed
from tests.support.jobs import run_queued_jobs

JUNE_25 = dt.date(2020, 6, 25)
JULY_1 = dt.date(2020, 7, 1)
MARCH_25 = dt.date(2020, 3, 25)
TEXTS = {"leading": "Đã họp ban chỉ đạo ba lần.", "next_steps": "Rà soát 9 tháng đúng hạn."}
SHARES = {"2020-M06": 0.5, "2020-M09": 0.75, "2020-M12": 1.0}


def review(sa_pa, commune: Unit, period: str = "2020-M06", *, state: str = "submitted") -> ReviewSet:
    """The review of a commune as its year goes in the demo, in a state."""
    moment = clock.business_now()
    made = ReviewSet.objects.create(
        unit=commune,
        year=int(period[:4]),
        period=period,
        standard=sa_pa.standard,
        state=state,
        submitted_at=moment,
        approved_at=moment if state == "approved" else None,
        return_reason="Xin xem lại." if state == "returned" else "",
    )
    place = next(place for place in places.COMMUNES if place.code == commune.code)
    hamlets = {unit.name: unit for unit in Unit.objects.filter(level="hamlet", commune=commune)}
    ReviewRow.objects.bulk_create(
        ReviewRow(
            review=made,
            **ReviewRow.ancestors_of(hamlets[name]),
            **review_row(start, opening.year_of(place, name, start), SHARES[period]),
        )
        for name, start in opening.hamlets_at_start(place).items()
    )
    return made


def holder(office: Office, role: str) -> User:
    return Appointment.objects.select_related("user").get(office=office, role=role).user


def officer_of(of: Unit | Office) -> User:
    if isinstance(of, Office):
        return holder(of, Role.OFFICER)
    return holder(leadership_office(of, dt.date(2020, 3, 2)), Role.COMMUNE_OFFICER)


def leader_of(commune: Unit) -> User:
    return holder(leadership_office(commune, dt.date(2020, 3, 2)), Role.COMMUNE_LEADER)


def party(of: Unit | Office) -> Party:
    return party_of_unit(of) if isinstance(of, Unit) else party_of_office(of)


def begun(sa_pa, of: Unit | Office, period: str = "2020-Q2", **typed: Typed) -> Report:
    """A report with its required sections written."""
    by = officer_of(of)
    report = services.start_report(sa_pa.campaign, party(of), period, by=by)
    return services.save_report(report, typed, TEXTS, by=by)


def presented(sa_pa, commune: Unit, period: str = "2020-Q2", **typed: Typed) -> Report:
    return services.present_report(begun(sa_pa, commune, period, **typed), by=officer_of(commune))


def sent(sa_pa, of: Unit | Office, period: str = "2020-Q2", *, on: dt.date | None = None, **typed: Typed) -> Report:
    """A report that went up, by the commune's leader or the agency's officer."""
    with clock.at(on or clock.today()):
        if isinstance(of, Office):
            return services.submit_report(begun(sa_pa, of, period, **typed), by=officer_of(of))
        return services.submit_report(presented(sa_pa, of, period, **typed), by=leader_of(of))


def compiled(sa_pa, period="2020-Q2") -> Snapshot:
    """What the standing office gets when it asks, files and all."""
    consolidation.ask_for_snapshot(sa_pa.campaign, sa_pa.town, period, by=sa_pa.person("thanh"))
    run_queued_jobs()
    return Snapshot.objects.filter(period=period, state="frozen").order_by("number").last()


def frozen(sa_pa, period="2020-Q2") -> Snapshot:
    """The same without the files, which take seconds: lines and freezing as the work does them."""
    job = consolidation.ask_for_snapshot(sa_pa.campaign, sa_pa.town, period, by=sa_pa.person("thanh"))
    snapshot = Snapshot.objects.select_related("campaign__standard", "unit", "asked_by").get(state="compiling")
    expected = owed(sa_pa.campaign, sa_pa.town, period)
    ground = consolidation.ground_of(snapshot, expected)
    consolidation.write_lines(snapshot, expected, 1, ground)
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
    return consolidation.freeze(snapshot, expected, ground)
