"""The Job row: asked once, claimed once, finished once, given up after five failures. No worker process here."""

import datetime as dt

import pytest
from django.db import transaction

from campaign_portal.foundation import clock, jobs
from campaign_portal.foundation.models import Job
from tests.support.jobs import run_queued_jobs
from tests.toy.models import Book, Page

pytestmark = pytest.mark.django_db


def ask(book: str = "sử ký", **payload) -> Job:
    return jobs.enqueue("toy.print_book", by=None, book=book, pages=payload.pop("pages", 3), **payload)


def let_the_lease_run_out(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=clock.real_now() - dt.timedelta(seconds=1))


def test_a_job_does_its_work_and_says_what_came_of_it():
    job = ask()
    assert job in run_queued_jobs()
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == (Job.State.DONE, {"pages": 3}, 1)
    assert (job.steps_done, job.steps_total) == (3, 3)
    assert job.finished_at is not None
    assert job.is_over
    assert Book.objects.get().pages == Page.objects.count() == 3


def test_an_unknown_kind_is_refused_when_it_is_asked_for_not_later_in_the_worker():
    with pytest.raises(KeyError, match=r"toy\.unknown"):
        jobs.enqueue("toy.unknown", by=None)


def test_two_handlers_for_one_kind_are_a_mistake():
    with pytest.raises(ValueError, match="two handlers"):
        jobs.handler("toy.print_book")(lambda running: None)


def test_asking_twice_with_a_key_gives_the_live_job():
    first = jobs.enqueue("toy.print_book", by=None, key="book:1", book="sử ký", pages=1)
    again = jobs.enqueue("toy.print_book", by=None, key="book:1", book="sử ký", pages=1)
    assert again == first
    run_queued_jobs()
    later = jobs.enqueue("toy.print_book", by=None, key="book:1", book="sử ký", pages=1)
    assert later != first, "once it is over, asking again is a new job"


def test_a_job_asked_for_in_a_transaction_that_fails_was_never_asked_for():
    def act_that_fails():
        with transaction.atomic():
            ask()
            raise RuntimeError("the act failed")

    with pytest.raises(RuntimeError, match="the act failed"):
        act_that_fails()
    assert not Job.objects.filter(kind="toy.print_book").exists()


def test_the_bell_rings_when_the_transaction_commits_and_not_before(django_capture_on_commit_callbacks, monkeypatch):
    rung = []
    monkeypatch.setattr(jobs, "ring", rung.append)
    with django_capture_on_commit_callbacks(execute=True):
        job = ask()
        assert rung == []
    assert rung == [job.pk]


def test_a_bell_that_does_not_sound_is_no_loss(monkeypatch, caplog):
    from campaign_portal.foundation.tasks import run_job

    def broken(job_id):
        raise ConnectionError("no broker")

    monkeypatch.setattr(run_job, "delay", broken)
    job = ask()
    jobs.ring(job.pk)
    assert "did not sound" in caplog.text
    job.refresh_from_db()
    assert job.state == Job.State.QUEUED


def test_the_sweep_rings_for_what_waits_and_for_what_lost_its_worker(monkeypatch):
    rung = []
    monkeypatch.setattr(jobs, "ring", rung.append)
    waits, lost, in_hand, later = ask("a"), ask("b"), ask("c"), ask("d")
    now = clock.real_now()
    minute = dt.timedelta(minutes=1)
    Job.objects.filter(pk=lost.pk).update(state=Job.State.RUNNING, lease_until=now - minute)
    Job.objects.filter(pk=in_hand.pk).update(state=Job.State.RUNNING, lease_until=now + minute)
    Job.objects.filter(pk=later.pk).update(run_after=now + minute)
    assert jobs.sweep() == 2
    assert rung == [waits.pk, lost.pk]


def test_ringing_twice_runs_once():
    job = ask()
    run_queued_jobs()
    assert jobs.run(job.pk) is False
    assert jobs.run(job.pk + 1000) is False, "a ring for a job that is gone is done"


def test_a_job_in_another_workers_hand_is_left_alone():
    job = ask()
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING, lease_until=clock.real_now() + dt.timedelta(minutes=1), token="other"
    )
    assert jobs.run(job.pk) is False


def test_a_failure_is_noted_and_tried_again_later_five_times(caplog):
    job = jobs.enqueue("toy.fail", by=None, says="hết giấy")
    for attempt in range(1, jobs.MAX_ATTEMPTS):
        Job.objects.filter(pk=job.pk).update(run_after=clock.real_now())
        assert jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.attempts) == (Job.State.QUEUED, attempt)
        assert job.error == "ValueError: hết giấy"
        assert job.run_after > clock.real_now()
        assert not jobs.run(job.pk), "not before its time"
    Job.objects.filter(pk=job.pk).update(run_after=clock.real_now())
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.FAILED, jobs.MAX_ATTEMPTS)
    assert job.finished_at is not None


def test_a_worker_that_lost_its_lease_stops_at_its_next_step(monkeypatch, settings):
    settings.JOBS_MAY_STEP_IN_TRANSACTION = True
    job = ask(pages=5)
    steps = jobs.Running.step

    def another_takes_over_at_the_third(running, done, total, note=""):
        if done == 3:
            Job.objects.filter(pk=job.pk).update(token="other")
        steps(running, done, total, note)

    monkeypatch.setattr(jobs.Running, "step", another_takes_over_at_the_third)
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.steps_done, job.error) == (Job.State.RUNNING, 2, "")
    assert not Book.objects.exists()


def test_a_job_whose_worker_died_is_taken_over_when_its_lease_runs_out(settings):
    settings.JOBS_MAY_STEP_IN_TRANSACTION = True
    job = ask()
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING, lease_until=clock.real_now() + dt.timedelta(minutes=1), attempts=1, token="dead"
    )
    assert not jobs.run(job.pk)
    let_the_lease_run_out(job)
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.DONE, 2)


def test_a_job_that_kills_every_worker_is_given_up():
    job = ask()
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING, attempts=jobs.MAX_ATTEMPTS, lease_until=clock.real_now(), token="dead"
    )
    let_the_lease_run_out(job)
    assert not jobs.run(job.pk)
    assert jobs.sweep() == 0
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.FAILED, "Tiến trình nền dừng giữa chừng 5 lần.")


@pytest.mark.django_db(transaction=True)
def test_a_step_inside_a_transaction_is_a_mistake_for_nobody_would_see_it():
    job = ask()
    running = jobs.Running(job)
    with transaction.atomic(), pytest.raises(RuntimeError, match="invisible"):
        running.step(1, 2)


def test_who_may_watch_a_job_is_answered_by_its_owners_room(monkeypatch):
    monkeypatch.setattr(jobs, "_owners", {})
    job = Job(owner_key="shelf:7")
    assert not jobs.visible_to("reader", job), "an owner nobody answers for is visible to nobody"
    jobs.register_owner("shelf", lambda user, pk: (user, pk) == ("reader", "7"))
    assert jobs.visible_to("reader", job)
    assert not jobs.visible_to("passer-by", job)


def test_a_long_transaction_keeps_its_job_from_its_first_step_on(settings):
    """The reform of the whole country takes longer than the usual lease, and can't renew it on the way."""
    settings.JOBS_MAY_STEP_IN_TRANSACTION = True
    seen = {}

    @jobs.handler("toy.long", lease_seconds=900)
    def long(running: jobs.Running) -> None:
        running.step(0, 1)
        seen["left"] = (Job.objects.get(pk=running.job.pk).lease_until - clock.real_now()).total_seconds()

    jobs.run(jobs.enqueue("toy.long", by=None).pk)
    assert 890 < seen["left"] <= 900
