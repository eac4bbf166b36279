"""A workbook that waits is written: now, or by a job batch by batch."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from campaign_portal.foundation import drafts, jobs, vietnamese
from campaign_portal.foundation.models import Job, User
from emulation.poverty.importers import waiting
from emulation.poverty.importers.ground import About
from emulation.poverty.importers.judging import Judge, Sifted
from emulation.poverty.importers.waiting import Step, Waiting, judge_of
from emulation.poverty.selectors.sheet import Sheet as ReviewSheet
from emulation.poverty.services import entry as services

JOB = "poverty.workbook"


@dataclass(frozen=True)
class Taken:
    """Hamlets and cells written; hamlets that wait because they are wrong or ask."""

    rows: int
    cells: int
    left: int


def take(found: Waiting, step: Step | None = None) -> Taken:
    """Write every right hamlet, as the grid would. While a person waits in one transaction; in a job (`step`) batch by
    batch, each in its own: killed anywhere it may begin again, for what is written is the same already."""
    if step is None:
        with transaction.atomic():
            taken = _take(found, lambda done, total, note: None)
            _done_with(found, taken)
        return taken
    with _collected_seldom():
        taken = _take(found, step)
    with transaction.atomic():
        _done_with(found, taken)
    return taken


@contextmanager
def _collected_seldom() -> Iterator[None]:
    """Python looks through all objects of the process again and again while many are made, a third of the job's time;
    nothing here holds itself in a ring."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _take(found: Waiting, step: Step) -> Taken:
    judge, entries = judge_of(found, writes=True)
    rows = cells = left = done = 0
    for length, taken in written(judge, judge.sift(entries), by=found.by):
        rows, cells, left, done = rows + taken.rows, cells + taken.cells, left + taken.left, done + length
        step(min(done, found.row_count), found.row_count, f"Đã ghi {vietnamese.grouped(rows)} dòng.")
    return Taken(rows, cells, left)


def written(judge: Judge, batches: Iterator[Sifted], *, by: User) -> Iterator[tuple[int, Taken]]:
    """Each batch in a transaction of its own: how many hamlets it had, and what was written of them."""
    while True:
        with transaction.atomic():
            judge.ground.forget()
            batch = next(batches, None)
            if batch is None:
                return
            typed: dict[int, dict[int, dict[str, str]]] = {}
            held: dict[int, ReviewSheet] = {}
            changed = [change.fields for change in batch.changes]
            for row in batch.rows:
                if row.state == "change" and row.found.row is not None and row.found.sheet is not None:
                    review = row.found.sheet.review.pk
                    typed.setdefault(review, {})[row.found.row.row.pk] = row.typed
                    held[review] = row.found.sheet
                    changed.append(tuple(row.changed))
            services.save_reviews(typed, by=by, held=held, changes=batch.changes)
        left = sum(row.state in {"wrong", "asks"} for row in batch.rows)
        yield batch.length, Taken(len(changed), sum(map(len, changed)), left)


def _done_with(found: Waiting, taken: Taken) -> None:
    """Nothing wrong is left: the workbook is gone. Else it waits, for its faults to be looked at."""
    if not taken.left:
        waiting.discard(found.about, by=found.by)
        return
    kept = drafts.load(found.by, waiting.FORM_KEY, found.about.key)
    if kept.pop("seen", None):
        drafts.save(found.by, waiting.FORM_KEY, found.about.key, kept)


def work_later(found: Waiting, act: str) -> Job:
    """Look through ("look") or write ("take") a long workbook in the background. Asked for twice, it is done once."""
    about = found.about
    key = f"{JOB}:{found.by.pk}"
    with transaction.atomic():
        return jobs.enqueue(
            JOB,
            by=found.by,
            key=f"{key}:{about.key}",
            owner_key=key,
            act=act,
            unit=about.unit.pk,
            period=about.period,
            standard=about.standard.pk,
        )


def latest_job(about: About, by: User) -> Job | None:
    job = jobs.latest(JOB, f"{JOB}:{by.pk}")
    return job if job is not None and job.key.endswith(f":{about.key}") else None
