"""What waits for the council on “việc của tôi”."""

import datetime as dt

from django.urls import reverse

from campaign_portal.foundation import files
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from emulation.duties.services import open_duty
from tests.awards.councils.stage import SESSION_DAY, Stage


def arrive(stage: Stage, count: int) -> list:
    """Dossiers that came to the council's desk, as the step before leaves them."""
    dossiers = [stage.household(f"Giàng A {name}") for name in ("Páo", "Sùng", "Tủa")[:count]]
    for dossier in dossiers:
        open_duty(
            kind=Duty.Kind.COUNCIL,
            title="Hội đồng TĐKT thị xã xét",
            unit=stage.sa_pa.town,
            office=stage.council.office,
            due_on=SESSION_DAY + dt.timedelta(days=5),
            campaign_key=stage.sa_pa.campaign.key,
            object_key=files.owner_key(dossier),
        )
    return dossiers


def shown_to(user, stage: Stage) -> list:
    found = list(duties.shown_to(user, stage.sa_pa.campaign.key))
    return list(duties.presentations(user, found).values())


def test_dossiers_that_wait_are_one_line_with_their_number(stage: Stage, client):
    arrive(stage, 3)
    (line,) = shown_to(stage.secretary, stage)
    assert (line.text, line.action) == ("Ba hồ sơ chờ hội đồng, chưa vào phiên họp nào.", "Lập phiên họp")
    client.force_login(stage.secretary)
    assert "Ba hồ sơ chờ hội đồng" in client.get(reverse("home")).text
    assert client.get(line.url).status_code == 200


def test_once_planned_the_session_itself_waits(stage: Stage):
    dossiers = arrive(stage, 3)
    session = stage.plan(dossiers[:2])
    lines = {line.action: line for line in shown_to(stage.secretary, stage)}
    assert set(lines) == {"Mở phiên họp", "Lập phiên họp"}
    assert lines["Mở phiên họp"].url == reverse("councils:session", args=[session.pk])
    assert lines["Lập phiên họp"].text.startswith("Một hồ sơ chờ")


def test_the_desk_costs_the_same_for_one_and_for_many(stage: Stage, django_assert_num_queries):
    secretary = stage.secretary
    for count in (1, 2, 4):
        for number in range(count):
            stage.plan([stage.household(f"Giàng A {count} {number}")])
        found = list(duties.shown_to(secretary, stage.sa_pa.campaign.key))
        with django_assert_num_queries(1):
            assert len(duties.presentations(secretary, found)) == len(found)
