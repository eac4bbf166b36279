"""Two signers press in the same moment: one number, one decision, no gap. On SQLite and on PostgreSQL."""

import datetime as dt

import pytest

from awards.decisions.models import AwardDecision
from awards.decisions.services import issuing
from awards.dossiers.models import Dossier
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import Job, NumberSeries, User
from emulation.people.models import Appointment, Role
from tests.awards.councils.stage import SESSION_DAY
from tests.awards.decisions.conftest import Deciding
from tests.support.together import together


@pytest.fixture
def stage(sa_pa_live, clock) -> Deciding:
    clock(SESSION_DAY)
    return Deciding(sa_pa_live)


@pytest.fixture
def second_signer(stage: Deciding) -> User:
    user = User.objects.create(username="chairman", full_name="Vũ Đình Khải")
    Appointment.objects.create(
        user=user,
        office=stage.sa_pa.office("authority"),
        role=Role.LEADER,
        title="Chủ tịch UBND thị xã",
        valid_from=dt.date(2020, 1, 1),
    )
    return user


def test_one_decision_is_issued_once(stage: Deciding, second_signer):
    draft = stage.draft()

    def by(user):
        return lambda: issuing.issue_decision(AwardDecision.objects.get(pk=draft.pk), SESSION_DAY, by=user)

    answers = together(by(stage.signer), by(second_signer), by(stage.signer), on=SESSION_DAY)
    issued = [answer for answer in answers if isinstance(answer, AwardDecision)]
    refused = [str(answer) for answer in answers if isinstance(answer, Refused)]
    assert len(issued) == 1
    assert len(refused) == 2
    assert all("đã được ban hành: số 01/QĐ-UBND" in said for said in refused)
    assert NumberSeries.objects.get(series="QĐ").last_number == 1
    assert Job.objects.filter(kind="decisions.render").count() == 1
    assert set(Dossier.objects.values_list("state", flat=True)) == {"awarded"}


def test_several_decisions_at_once_take_numbers_without_gap_or_double(stage: Deciding, second_signer):
    drafts = [stage.draft(stage.closed([stage.household(f"Giàng A {name}")])) for name in ("Páo", "Sùng", "Tủa")]

    def issue(draft, user):
        return lambda: issuing.issue_decision(AwardDecision.objects.get(pk=draft.pk), SESSION_DAY, by=user)

    signers = (stage.signer, second_signer, stage.signer)
    answers = together(*(issue(draft, user) for draft, user in zip(drafts, signers, strict=True)), on=SESSION_DAY)
    assert sorted(answer.number for answer in answers) == [1, 2, 3]
