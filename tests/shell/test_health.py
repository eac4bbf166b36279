"""`/healthz` and `manage.py health`: cheap, public, without secrets, and answering when the database does not."""

import os
import time
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections
from django.db.migrations.recorder import MigrationRecorder

from campaign_portal.foundation import audit, clock, pulse, seals
from campaign_portal.foundation.models import Installation, Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.DEMO = False
    Installation.objects.update_or_create(id=1, defaults={"is_demo": False})
    seals.seal(everything=True)  # the ground other tests stand on may have been laid minutes ago


def a_sign_came(name: str, seconds_ago: float = 0) -> None:
    pulse.touch(name)
    moment = time.time() - seconds_ago
    os.utime(pulse.settings.VAR_DIR / "pulse" / name, (moment, moment))


def test_it_answers_whoever_asks_by_whatever_name(client):
    a_sign_came(pulse.WORKER)
    response = client.get("/healthz", headers={"host": "10.1.2.3"})
    assert response.status_code == 200
    assert response.json() == {"ok": True, "database": "ok", "migrations": "ok", "bell": "ok"}
    assert response["Cache-Control"] == "no-store"


def test_it_costs_two_or_three_short_questions(client, django_assert_max_num_queries):
    client.get("/healthz")
    with django_assert_max_num_queries(4):
        client.get("/healthz")


def test_a_silent_worker_is_told_and_the_site_stays_well(client):
    a_sign_came(pulse.WORKER, seconds_ago=pulse.longest_silence() + 1)
    response = client.get("/healthz")
    assert (response.status_code, response.json()["bell"]) == (200, "silent")


def test_a_worker_busy_with_a_long_job_is_not_silent(client):
    now = clock.real_now()
    Job.objects.create(
        kind="x", state=Job.State.RUNNING, run_after=now, requested_at=now, lease_until=now + timedelta(seconds=5)
    )
    assert client.get("/healthz").json()["bell"] == "ok"


def test_a_migration_not_applied_makes_it_unwell(client):
    MigrationRecorder(connection).record_unapplied("foundation", "0001_tables")
    response = client.get("/healthz")
    assert (response.status_code, response.json()["migrations"]) == (503, "pending")


def test_a_database_out_of_reach_makes_it_unwell_and_tells_nothing_else(client, monkeypatch):
    def no_connection():
        raise OperationalError('connection to "db.internal" failed: password authentication failed for user "chungtay"')

    monkeypatch.setattr(connections["default"], "cursor", no_connection)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"ok": False, "database": "unreachable", "migrations": "unknown", "bell": "unknown"}


def test_a_demo_database_behind_an_installation_that_is_no_demo_makes_it_unwell(client, settings):
    Installation.objects.update(is_demo=True)
    response = client.get("/healthz")
    assert (response.status_code, response.json()["database"]) == (503, "demo data")
    settings.DEMO = True
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("part", [pulse.WORKER, pulse.BEAT])
def test_the_command_says_well_for_a_fresh_sign_and_fails_for_an_old_one(part, capsys):
    with pytest.raises(CommandError, match="không khỏe"):
        call_command("health", part)
    a_sign_came(part)
    call_command("health", part)
    assert capsys.readouterr().out == f"{part}: khỏe\n"
    a_sign_came(part, seconds_ago=pulse.longest_silence() + 1)
    with pytest.raises(CommandError):
        call_command("health", part)


@pytest.mark.parametrize("part", [pulse.WORKER, pulse.BEAT])
def test_the_command_fails_while_lines_of_the_trail_wait_for_their_seal(part, monkeypatch):
    a_sign_came(part)
    seals.seal()
    audit.record("gửi", Installation.objects.get(), by=None)
    call_command("health", part)
    in_two_minutes = clock.real_now() + timedelta(minutes=2)
    monkeypatch.setattr(clock, "real_now", lambda: in_two_minutes)
    with pytest.raises(CommandError, match=f"{part}: còn chạy. Một dòng nhật ký .* lâu nhất đã [12] phút"):
        call_command("health", part)
    seals.seal()
    call_command("health", part)


def test_the_command_asks_the_site_at_the_address_it_is_bound_to(live_server, monkeypatch):
    monkeypatch.setenv("CHUNGTAY_BIND", live_server.url.removeprefix("http://"))
    call_command("health", "site")
    monkeypatch.setenv("CHUNGTAY_BIND", "127.0.0.1:1")
    with pytest.raises(CommandError):
        call_command("health", "site")
