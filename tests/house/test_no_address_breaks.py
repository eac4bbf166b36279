"""Every address against people of the cast: ids that are nobody's, queries that nobody meant, empty forms.

Nothing ends in a page of trouble. The addresses come from the resolver, the names in queries from the source: a new one
is asked without being listed here. Whose rows are whose: rights/test_every_cell.py.
"""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from django.conf import settings
from django.db import models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from awards.councils.models import CouncilSession, SessionItem
from awards.criteria.models import Criterion
from awards.decisions.models import Award, AwardDecision
from awards.dossiers.models import Dossier, Submission
from awards.proposals.models import UpwardProposal
from awards.quotas.models import AwardQuota
from awards.quotas.services import allot
from awards.routes.models import Route
from campaign_portal.foundation import clock, files
from campaign_portal.foundation.clock import business_now
from campaign_portal.foundation.models import AuditEntry, Job, StoredFile, User
from campaign_portal.shell.definition import drafting
from demo import ground
from demo.cast import CAST
from demo.story import families, gifts, playing, reorganization, reports, reviews, spring
from emulation.campaigns.models import CampaignVersion
from emulation.clusters import services as clusters
from emulation.clusters.models import ScoreSheet
from emulation.clusters.services import Membership
from emulation.contributions.models import Contribution
from emulation.duties.models import Duty, DutyLine
from emulation.duties.rules import PLAIN_PAPERS
from emulation.exemplars import services as exemplars
from emulation.households import services as household_services
from emulation.households.models import Household
from emulation.people.models import Appointment, Office, Party
from emulation.people.services import register_person
from emulation.poverty.models import ReviewSet
from emulation.poverty.services import approvals
from emulation.regimes.models import AwardForm
from emulation.registrations.models import Registration, RegistrationSummary
from emulation.registrations.services import make_with_units
from emulation.targets.models import AssignmentSheet
from emulation.territory.models import Unit, UnitMark, UnitSuccession
from reporting.consolidation.models import Snapshot
from reporting.reports import services as reporting
from reporting.reports.models import Report, ReportRequest
from tests.awards.councils.stage import SESSION_DAY
from tests.awards.decisions.conftest import Deciding
from tests.emulation.exemplars.told import Stories
from tests.emulation.exemplars.told import photo as picture
from tests.emulation.inspections.held import Inspections
from tests.support.sa_pa import SaPa

# Django's own pages; buttons that would end the walk, or every session of the account.
OUTSIDE = ("admin", "logout", "sign_out_elsewhere")
ENOUGH = 2  # who opened an address, before the others are asked no more; the walk over every cell asks others besides
PAPERS = re.compile(r"pdf|word|svg|docx|du-thao|bao-cao\.|ban-xem|tai/")  # seconds each, and tested in their rooms
NOBODYS = ("0", "999999", "1" + "0" * 30)
NONSENSE = ("²", "٣", "-1", "9" * 30, "'\"<b>", "a\0b", "2020-13-01", "9999-M12", "%")
# Pages at ".../<pk>/" that are not one record's: each with what it is.
NO_RECORDS = {
    "trail_entry": "a line of the trail itself",
    "file": "a file",
    "job_progress": "a part of a page",
    "consolidation:figure": "one number of a snapshot",
    "decisions:series": "a form",
    "dossiers:start": "a button",
    "households:helper": "a list of one helper's households",
    "households:place_help": "a form",
    "public_exemplars:page": "what anybody reads; its record's page is exemplars:page",
    "public_exemplars:photo": "a photograph",
}


@dataclass(frozen=True)
class Address:
    name: str  # "poverty:review"
    route: str  # "ra-soat/<int:pk>/"

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"<\w+:(\w+)>", self.route)

    def filled(self, value: Callable[[str], str]) -> str:
        return "/" + re.sub(r"<\w+:(\w+)>", lambda match: value(match[1]), self.route)


def addresses(entries: list[URLPattern | URLResolver], before: str = "", space: str = "") -> Iterator[Address]:
    for entry in entries:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if entry.app_name not in OUTSIDE:
                yield from addresses(entry.url_patterns, route, f"{entry.namespace}:" if entry.namespace else space)
        elif entry.name not in OUTSIDE:
            yield Address(f"{space}{entry.name}", route)


ADDRESSES = tuple(addresses(get_resolver().url_patterns))


def names_in_queries() -> set[str]:
    """What views read of an address after its question mark."""
    found: set[str] = set()
    for app in ("campaign_portal", "emulation", "awards", "reporting"):
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            found |= set(re.findall(r"(?:GET|get|data)(?:\.get\(|\[)\s*\"([\w-]+)\"", text))
            found |= set(re.findall(r"\"([\w-]+)\" (?:not )?in request\.GET", text))
    return found


# --- The ground: the story up to the summer, and a council's decision on Tả Van's dossiers ----------------------------


def last(rows: models.QuerySet) -> str:
    found = rows.order_by("pk").last()
    assert found is not None, f"the ground holds no {rows.model.__name__}"
    return str(found.pk)


@dataclass(frozen=True)
class TaVan:
    """Tả Van's row for each parameter of an address, by the address' name or its room's."""

    values: dict[tuple[str, str], str]

    def value_for(self, address: Address) -> Callable[[str], str]:
        room = address.name.rpartition(":")[0]

        def value(parameter: str) -> str:
            for key in ((address.name, parameter), (room, parameter), ("", parameter)):
                if key in self.values:
                    return self.values[key]
            raise KeyError(f"{address}: say in TaVan whose row {parameter!r} is")

        return value


@pytest.fixture
def ta_van(db, clock, settings) -> TaVan:
    settings.JOBS_MAY_STEP_IN_TRANSACTION = True  # the test itself is one
    settings.SESSION_IDLE_SECONDS = settings.CONFIRMED_SECONDS = 3600  # a busy machine walks for minutes
    ground.mark_as_demo()
    acts = [*families.acts(), *spring.acts(), *gifts.acts(), *reviews.acts(), *reports.acts()]
    playing.play(acts, playing.OPENING_DAY)
    clock(SESSION_DAY)
    sa_pa = SaPa()
    return TaVan(_values(sa_pa, Deciding(sa_pa).draft()))


def _help(sa_pa: SaPa) -> dict[tuple[str, str], str]:
    """A helper of a household, with a note of what he did."""
    household = Household.objects.filter(commune=sa_pa.ta_van).order_by("pk")[0]
    mai, today = sa_pa.person("mai"), clock.today()
    helper = register_person(sa_pa.ta_van, name="Má A Tráng", by=mai)
    support = household_services.record_support(household, helper, today.year, deed="Dạy nghề", by=mai)
    note = household_services.add_note(support, on=today, kind="work", what="Dạy nghề mộc", by=mai)
    return {
        ("households:support", "pk"): str(support.pk),
        ("households:support_withdraw", "pk"): str(support.pk),
        ("households:note_correct", "pk"): str(note.pk),
        ("households:note_withdraw", "pk"): str(note.pk),
        ("households:helper", "pk"): str(helper.pk),
    }


def _proposal(sa_pa: SaPa, decision: AwardDecision) -> int:
    proposal = UpwardProposal.objects.create(
        unit=decision.unit, campaign=decision.campaign, session=decision.session, authority=decision.authority,
        award_form=decision.award_form, addressee="Chủ tịch UBND tỉnh", made_by=sa_pa.person("huy"),
        made_at=clock.business_now(),
    )  # fmt: skip
    return proposal.pk


def _quota(sa_pa: SaPa) -> AwardQuota:
    return allot(
        sa_pa.campaign, AwardForm.objects.get(code="GKH"), 2020,
        allotted=5, issuer="UBND tỉnh", document="CV 1", document_on=sa_pa.campaign.starts_on, by=sa_pa.person("huy"),
    )  # fmt: skip


def _values(sa_pa: SaPa, decision: AwardDecision) -> dict[tuple[str, str], str]:
    here = sa_pa.ta_van
    snapshot = last(Snapshot.objects.filter(state=Snapshot.State.FROZEN))
    mai, lien = sa_pa.person("mai"), sa_pa.person("lien")
    draft = str(drafting.begin_empty(here, "ta_van_2021", first_year=2021, by=mai).pk)
    stored = StoredFile.objects.order_by("pk")
    file = next(file for file in stored if files.visible_to(mai, file) and not files.visible_to(lien, file))
    submission = last(Submission.objects.filter(unit=here))
    return {
        ("poverty", "pk"): last(ReviewSet.objects.filter(unit=here)),
        ("poverty", "period"): "2020-M06",
        ("participants:page", "pk"): str(sa_pa.party(here).pk),
        **{(f"poverty:{name}", "pk"): str(here.pk) for name in ("forms", "form", "form_xlsx", "form_pdf")},
        ("households", "pk"): last(Household.objects.filter(commune=here)),
        ("households", "year"): "2020",
        ("households:place_help", "pk"): str(here.pk),
        **_help(sa_pa),
        ("households", "number"): "2",
        ("poverty", "form"): "f17a",
        **{(f"poverty:bring{act}", "unit"): str(here.pk) for act in ("", "_blank", "_columns", "_faults")},
        ("poverty", "number"): "0",
        ("poverty", "unit"): str(sa_pa.town.pk),
        ("poverty", "approval"): str(
            approvals.begin(sa_pa.town, "2020-M06", sa_pa.standard, by=sa_pa.person("thanh")).pk
        ),
        ("registrations", "pk"): last(Registration.objects.filter(unit=here)),
        **_of_each("dang-ky/tong-hop/<int:pk>/", _summary(sa_pa)),
        **_of_each("dang-ky/giao-uoc/<int:pk>/", _pledge(sa_pa)),
        ("targets", "pk"): str(here.pk),
        **_of_each("chi-tieu/giao/<int:pk>/", last(AssignmentSheet.objects.filter(unit=here))),
        ("territory", "pk"): str(here.pk),
        ("territory:end", "pk"): str(sa_pa.hamlet("Dền Thàng").pk),
        ("territory", "mark_pk"): last(UnitMark.objects.filter(unit=here)),
        ("territory", "succession_pk"): str(_succession(sa_pa)),
        ("targets", "key"): "rate_fall_new_rural",
        ("campaigns", "pk"): draft,
        ("campaigns", "other"): str(CampaignVersion.objects.get(campaign_key="sa_pa_2020").pk),
        ("campaigns", "section"): "milestones",
        ("campaigns", "place"): "0",
        ("campaigns", "key"): "sa_pa_2020",
        ("campaigns", "number"): "1",
        ("contributions", "pk"): last(Contribution.objects.filter(unit=here)),
        ("contributions:donor", "pk"): str(Contribution.objects.filter(unit=here).values_list("donor", flat=True)[0]),
        ("clusters", "pk"): str(_cluster(sa_pa)),
        **_of_each("cum-khoi/phieu/", last(ScoreSheet.objects.filter(unit=here))),
        **_story(sa_pa),
        **_inspection(sa_pa),
        **_duty(here),
        ("people", "pk"): str(mai.pk),
        ("people:end_post", "pk"): last(Appointment.objects.filter(user=mai)),
        ("people:delegate", "pk"): last(Appointment.objects.filter(user=mai)),
        ("people", "number"): "2",
        ("offices", "pk"): str(sa_pa.committee_of(here).pk),
        **_of_each("bao-cao/dot-xuat/<int:pk>/", str(_asked(sa_pa).pk)),
        ("reports", "pk"): last(Report.objects.filter(unit=here, party__kind=Party.Kind.UNIT)),
        ("reports", "period"): "2020-Q2",
        ("reports", "party"): str(sa_pa.party(here).pk),
        ("consolidation", "pk"): snapshot,
        ("consolidation", "other"): snapshot,
        ("consolidation", "code"): "poor",
        ("consolidation", "period"): "2020-Q2",
        ("dossiers:quota", "pk"): str(_quota(sa_pa).pk),
        ("dossiers:start", "route_pk"): last(Route.objects.all()),
        **_of_each("ho-so/lan-trinh/<int:pk>/", submission),
        ("dossiers", "pk"): last(Dossier.objects.filter(unit=here)),
        ("dossiers", "criterion_pk"): last(Criterion.objects.all()),
        ("dossiers", "evidence_pk"): "1",
        ("dossiers", "kind"): "minutes",
        ("dossiers", "ending"): "pdf",
        ("councils", "pk"): last(CouncilSession.objects.all()),
        ("councils", "item_pk"): last(SessionItem.objects.all()),
        ("councils", "recusal_pk"): "1",
        ("decisions", "pk"): str(decision.pk),
        ("proposals:new", "session_pk"): last(CouncilSession.objects.all()),
        ("proposals", "pk"): str(_proposal(sa_pa, decision)),
        ("decisions", "award_pk"): last(Award.objects.filter(decision=decision)),
        ("decisions", "office_pk"): last(Office.objects.filter(unit=sa_pa.town, function="leadership")),
        ("reorganization", "pk"): str(reorganization.draft().pk),
        ("file", "pk"): str(file.pk),
        ("trail_entry", "pk"): last(AuditEntry.objects.filter(scope_3=str(here.pk), is_private=False)),
        ("series", "pk"): str(here.pk),
        ("password_reset_confirm", "uidb64"): urlsafe_base64_encode(force_bytes(mai.pk)),
        ("password_reset_confirm", "token"): "a-token-that-is-nobodys",
        ("job_progress", "pk"): last(Job.objects.filter(owner_key__startswith="reporting.Snapshot:")),
    }


def _of_each(route: str, pk: str) -> dict[tuple[str, str], str]:
    """The same row for every address that begins so."""
    return {(address.name, "pk"): pk for address in ADDRESSES if address.route.startswith(route)}


def _summary(sa_pa: SaPa) -> str:
    summary = RegistrationSummary.objects.create(
        unit=sa_pa.town,
        campaign=sa_pa.campaign,
        year=2020,
        version=9,
        office=sa_pa.office("standing_office"),
        receiver=sa_pa.office("interior_office"),
        number="18/BC",
        dated_on=SESSION_DAY,
        sent_at=business_now(),
        sent_by=sa_pa.person("thanh"),
    )
    return str(summary.pk)


def _pledge(sa_pa: SaPa) -> str:
    here, hamlet = sa_pa.ta_van, sa_pa.hamlet("Dền Thàng")
    sides = {"first": sa_pa.party(here), "seconds": [sa_pa.party(hamlet)], "unit": here}
    (made,) = make_with_units(sa_pa.campaign, **sides, together=True, title="các thôn", by=sa_pa.person("mai"))
    return str(made.pk)


def _story(sa_pa: SaPa) -> dict[tuple[str, str], str]:
    """One that is published, with a photograph and a consent."""
    told = Stories(sa_pa)
    story = told.draft()
    photo = exemplars.add_photo(story, picture(), alt="vườn", by=told.mai)
    consent = told.agreed(story, "Lý A Sử")
    exemplars.publish(exemplars.submit(story, by=told.mai), by=told.huy)
    return {
        ("exemplars", "pk"): str(story.pk),
        ("exemplars", "photo_pk"): str(photo.pk),
        ("exemplars", "consent_pk"): str(consent.pk),
        ("exemplars", "verb"): "go",
        ("public_exemplars", "pk"): str(story.pk),
        ("public_exemplars:photo", "pk"): str(photo.pk),
    }


def _duty(unit: Unit) -> dict[tuple[str, str], str]:
    duty = Duty.objects.filter(unit=unit, office=None, kind__in=PLAIN_PAPERS).latest("pk")
    line = DutyLine.objects.create(duty=duty, kind="criterion", text="Hộ nghèo được giúp")
    return {("duties", "pk"): str(duty.pk), ("duties", "line"): str(line.pk)}


def _asked(sa_pa: SaPa) -> ReportRequest:
    """A report asked for out of turn."""
    asked = reporting.Asked("Mưa lũ", "Thiệt hại", clock.today(), [sa_pa.party(sa_pa.ta_van)])
    return reporting.ask(sa_pa.campaign, asked, by=sa_pa.person("thanh"))


def _inspection(sa_pa: SaPa) -> dict[tuple[str, str], str]:
    """One whose minutes stand, with something to mend."""
    finding = Inspections(sa_pa).recorded()
    return {("inspections", "pk"): str(finding.inspection_id), ("inspections", "finding_pk"): str(finding.pk)}


def _cluster(sa_pa: SaPa) -> int:
    """A cluster that the town makes by itself: its plan names none. Tả Van scores itself."""
    huy = sa_pa.person("huy")
    year = clusters.create_year(sa_pa.campaign, 2020, name="Cụm 1", kind="cluster", by=huy)
    other = Unit.objects.filter(level="commune", district=sa_pa.town).exclude(name__in=["Tả Van", "Mường Hoa"])[0]
    parties = [sa_pa.party(sa_pa.ta_van), sa_pa.party(other)]
    clusters.set_members(year, Membership(parties, head=parties[1], deputy=parties[0]), by=huy)
    clusters.set_criteria(year, [clusters.Criterion("Kết quả", Decimal(100))], basis="Hướng dẫn 1/HD-PNV", by=huy)
    days = dict.fromkeys(("self_due_on", "cross_due_on", "final_due_on"), SESSION_DAY)
    clusters.edit_year(year, name="Cụm 1", council_member=None, **days, by=huy)
    clusters.start_pledge(year, by=huy)
    return clusters.open_scoring(year, by=huy).pk


def _succession(sa_pa: SaPa) -> int:
    """A line between two communes: the story merges none."""
    row = UnitSuccession.objects.create(
        predecessor=sa_pa.muong_hoa, successor=sa_pa.ta_van, on=SESSION_DAY, extent="part", certain=False
    )
    return row.pk


def signed_in(username: str | None) -> Client:
    client = Client(raise_request_exception=False)
    if username:
        client.force_login(User.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")
    return client


def ask(client: Client, method: str, url: str, query: dict[str, str] | None = None) -> tuple[int, bytes]:
    """The answer's status and body; what the request wrote is undone."""
    with transaction.atomic():
        answer: Any = client.generic(method, url, query_params=query)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer.status_code, body


# --- The walks -------------------------------------------------------------------------------------------------------


def test_no_address_breaks_and_every_record_has_its_history(ta_van, monkeypatch):
    """One test, for the ground takes seconds to lay."""
    monkeypatch.setattr(logging.root.manager, "disable", logging.WARNING)  # of four thousand refusals
    assert list(breaking(ta_van)) == []
    assert list(without_history(ta_van)) == []


def breaking(ta_van: TaVan) -> Iterator[str]:
    """Everywhere, by a stranger and by two to whom it opens, others at each address: an id that is nobody's, Tả Van's
    own with an empty form, and with a query of nonsense.
    """
    names = names_in_queries()
    assert {"tim", "ky", "lan", "trang", "nguoi"} <= names
    stranger, cast = signed_in(None), [(person.username, signed_in(person.username)) for person in CAST]
    turn = count()
    for number, address in enumerate(ADDRESSES):
        real = address.filled(ta_van.value_for(address))
        opened = 0
        for who, client in [("stranger", stranger), *cast[number % len(cast) :], *cast[: number % len(cast)]]:
            if opened == ENOUGH:
                break
            asked: list[tuple[str, str, dict[str, str] | None]] = [("POST", real, None)]
            if address.parameters:
                nobodys = NOBODYS[next(turn) % len(NOBODYS)]
                asked.append(("GET", address.filled(lambda parameter, value=nobodys: value), None))
            if not PAPERS.search(address.route):
                asked.append(("GET", real, dict.fromkeys(names, NONSENSE[next(turn) % len(NONSENSE)])))
            for method, url, query in asked:
                status, _ = ask(client, method, url, query)
                if status >= 500:
                    sent = f" with {next(iter(query.values()))!r}" if query else ""
                    yield f"{who}: {method} {url}{sent}: {status}"
                if status == 403:
                    break  # whoever lacks the post is told before anything is looked up
            else:
                opened += client is not stranger


def without_history(ta_van: TaVan) -> Iterator[str]:
    """Pages of one record that do not tell what was done to it (`foundation/history.html`)."""
    clients = [signed_in(person.username) for person in CAST]
    for address in ADDRESSES:
        if not re.search(r"<int:pk>/$", address.route) or address.name in NO_RECORDS:
            continue
        url = address.filled(ta_van.value_for(address))
        answers: Iterator[Any] = (client.get(url) for client in clients)
        page = next((answer for answer in answers if answer.status_code == 200), None)
        if page is None:
            yield f"{address.name}: nobody of the cast opens {url}"
        elif "foundation/history.html" not in {template.name for template in page.templates}:
            yield f"{address.name}: no history on {url}"
