"""A real worker, killed for real: the job finishes once. On SQLite with the bell of files; on PostgreSQL with Redis."""

import pytest
from django.conf import settings

from campaign_portal.foundation import jobs
from campaign_portal.foundation.models import Job
from tests.toy.models import Book, Page, Visit


def ask(book: str, pages: int = 10, pause: float = 0.2, rest: float = 0) -> Job:
    return jobs.enqueue("toy.print_book", by=None, book=book, pages=pages, pause=pause, rest=rest)


def visits(event: str) -> int:
    return Visit.objects.filter(event=event).count()


def test_the_bell_wakes_the_worker_and_the_job_is_done_in_another_process(worker):
    worker.start()
    job = worker.wait_for(ask("sử ký", pages=2, pause=0))
    assert (job.state, job.attempts) == (Job.State.DONE, 1)
    assert Book.objects.get().pages == 2


def test_a_job_killed_in_the_middle_is_finished_once_by_the_next_worker(worker):
    worker.start()
    job = worker.wait_for(ask("sử ký"), step=3)
    worker.kill()
    job.refresh_from_db()
    assert job.state == Job.State.RUNNING, "nobody could say that it died"
    assert 3 <= job.steps_done < 10

    worker.start()
    worker.wait_for(job)
    assert (job.state, job.attempts) == (Job.State.DONE, 2)
    assert Book.objects.get().pages == Page.objects.count() == 10
    assert (visits("begun"), visits("bound")) == (2, 1)


def test_a_worker_killed_after_the_artefact_and_before_saying_so_does_not_make_it_twice(worker):
    worker.start()
    job = ask("sử ký", pages=2, pause=0, rest=30)
    worker.wait_until(Book.objects.exists, "the book")
    worker.kill()
    Job.objects.filter(pk=job.pk).update(payload={**job.payload, "rest": 0})

    worker.start()
    worker.wait_for(job)
    assert (job.state, job.attempts) == (Job.State.DONE, 2)
    assert Book.objects.count() == 1


def test_a_worker_that_comes_back_from_the_dead_finds_its_job_in_another_hand_and_stops(worker, tmp_path):
    worker.start()
    job = worker.wait_for(ask("sử ký", pages=8), step=2)
    worker.freeze()

    second = type(worker)(tmp_path / "second.log")
    second.start()
    try:
        second.wait_until(lambda: visits("begun") == 2, "the second worker to take over")
        worker.thaw()
        second.wait_for(job)
        # The first worker, awake again, has the same eight pages in hand; it must not bind them.
        worker.wait_until(lambda: "taken over by another worker" in worker.log.read_text(), "the first to notice")
    finally:
        second.stop()
    assert (job.state, job.attempts) == (Job.State.DONE, 2)
    assert visits("bound") == Book.objects.count() == 1


def test_jobs_asked_for_while_no_worker_lives_are_done_when_one_comes(worker):
    asked = [ask(f"quyển {number}", pages=1, pause=0) for number in range(5)]
    worker.start()
    for job in asked:
        assert worker.wait_for(job).state == Job.State.DONE
    assert Book.objects.count() == 5


@pytest.mark.postgres
def test_emptying_redis_loses_nothing(worker):
    import redis

    worker.start()
    in_hand = worker.wait_for(ask("đang in"), step=2)
    worker.kill()
    waiting = [ask(f"quyển {number}", pages=1, pause=0) for number in range(5)]
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.flushall()
        assert client.dbsize() == 0

    worker.start()
    for job in [in_hand, *waiting]:
        assert worker.wait_for(job).state == Job.State.DONE
    assert Book.objects.count() == 6
    assert visits("bound") == 6
