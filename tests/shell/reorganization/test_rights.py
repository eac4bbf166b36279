"""Nobody gains a right that the predecessors' people did not have; the successor reads what was before."""

import datetime as dt

import pytest
from django.apps import apps

from awards.decisions.models import AwardDecision
from awards.dossiers.models import Dossier, Submission
from campaign_portal.foundation import access
from campaign_portal.foundation.models import User
from campaign_portal.shell.reorganization import services
from emulation.duties.models import Duty
from emulation.households import permissions as households
from emulation.households import services as registering
from emulation.people.models import Appointment
from emulation.poverty import permissions as poverty
from emulation.poverty.models import ReviewSet
from emulation.territory.models import Unit, UnitFact
from reporting.reports import permissions as reports
from reporting.reports.models import Report
from tests.shell.reorganization.conftest import NEW, dump

AFTER = dt.date(2020, 7, 2)
FACTS = [model for model in apps.get_models() if issubclass(model, UnitFact)]
# Duties are handed over by new rows; what the new unit's people owe is told of the new unit alone.


def seen_by(user: User) -> dict[str, set[int]]:
    access.forget_scope(user)
    return {
        model._meta.label: set(
            model._base_manager.filter(pk__in=model.objects.visible_to(user)).values_list("pk", flat=True)
        )
        for model in FACTS
    }


@pytest.fixture
def merged(sa_pa, draft, nam, clock):
    """Both communes' officers, what they saw before, and the day after the merger: mai goes over, lien does not."""
    mai, lien = sa_pa.person("mai"), sa_pa.person("lien")
    for hamlet, by in (
        (sa_pa.hamlet("Tả Van Mông"), mai),
        (Unit.objects.filter(level="hamlet", commune=sa_pa.muong_hoa).first(), lien),
    ):
        registering.register_household(hamlet, head_name="Vàng A Lử", member_count=4, birth_year=1980, by=by)
    before = {user: seen_by(user) for user in (mai, lien)}
    post = Appointment.objects.get(user=mai)
    services.apply(services.choose_people(draft(), {post.pk}, by=nam), by=nam)
    clock(AFTER)
    return mai, lien, before


def test_who_goes_over_sees_no_more_than_the_predecessors_saw_and_what_is_new(sa_pa, merged):
    mai, lien, before = merged
    new = Unit.objects.get(code=NEW)
    here = set(Unit.objects.filter(commune=new).values_list("pk", flat=True))
    after = seen_by(mai)
    for model in FACTS:
        label = model._meta.label
        fresh = set(model._base_manager.filter(unit_id__in=here).values_list("pk", flat=True))
        assert after[label] <= before[mai][label] | before[lien][label] | fresh, label
        assert before[mai][label] <= after[label], label  # nothing of the time before is lost


def test_who_stays_behind_sees_nothing(merged):
    _, lien, _ = merged
    assert {label for label, rows in seen_by(lien).items() if rows} == set()
    access.forget_scope(lien)
    assert access.scope(lien).posts == ()


def test_the_successor_reads_and_does_not_act_on_the_time_before(sa_pa, merged):
    mai, _, _ = merged
    access.forget_scope(mai)
    reviews = ReviewSet.objects.visible_to(mai)
    assert {sa_pa.ta_van.pk, sa_pa.muong_hoa.pk} <= set(reviews.values_list("unit", flat=True))
    for review in reviews:
        assert not poverty.enters(mai, review)
        assert not poverty.hands_in(mai, review)
    for old in (sa_pa.ta_van, sa_pa.muong_hoa):
        assert not reports.may_prepare(mai, sa_pa.party(old))
        assert not Duty.objects.of(mai).filter(unit=old).exists()
        assert not any(households.may_write(mai, hamlet) for hamlet in Unit.objects.filter(level="hamlet", commune=old))
    new = Unit.objects.get(code=NEW)
    assert reports.may_prepare(mai, sa_pa.party(new))
    assert all(households.may_write(mai, hamlet) for hamlet in Unit.objects.filter(level="hamlet", commune=new))


def test_what_was_handed_in_and_issued_stays_byte_for_byte(sa_pa, draft, nam):
    """Reports, figures, reviews, decisions: tables a merger of units never writes to."""
    kept = [
        label
        for label in dump()
        if label.rpartition(".")[2]
        in {
            "Report", "Figure", "Narrative", "Snapshot", "SnapshotLine", "ReviewSet", "ReviewRow", "CommuneTotal",
            "AwardDecision", "Award", "Household", "HouseholdYear", "Contribution", "Fulfillment", "StoredFile",
        }
    ]  # fmt: skip
    assert {model._meta.label for model in (Report, AwardDecision, ReviewSet)} <= set(kept)
    before = dump()
    applied = services.apply(services.propose_people(draft(), by=nam), by=nam)
    after = dump()
    assert [label for label in kept if before[label] != after[label]] == []
    services.undo(applied, by=nam, reason="nhầm")
    assert dump() == before


def test_a_dossier_being_prepared_goes_on_with_the_successors_people(sa_pa, draft, nam, clock):
    from awards.dossiers import permissions as dossiers
    from awards.routes.models import Route

    office = sa_pa.committee_of(sa_pa.ta_van)
    submission = Submission.objects.create(
        campaign=sa_pa.campaign,
        unit=sa_pa.ta_van,
        route=Route.objects.first(),
        proposer=office,
        authority=sa_pa.office("authority"),
    )
    services.apply(services.propose_people(draft(), by=nam), by=nam)
    clock(AFTER)
    submission.refresh_from_db()
    assert submission.unit == sa_pa.ta_van
    assert submission.proposer.unit.code == NEW
    lien = sa_pa.person("lien")
    assert dossiers.prepares(lien, submission)
    assert submission in Submission.objects.visible_to(lien)
    assert Dossier.objects.visible_to(lien).count() == 0
