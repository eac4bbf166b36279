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
from emulation.poverty.importers.waiting import Step, Waiting, judged
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
    rows = cells = left = done = 0
    judge, batches = judged(found, asks=False, holds=True)
    while True:
        with transaction.atomic():
            judge.ground.forget()
            batch = next(batches, None)
            if batch is None:
                return Taken(rows, cells, left)
            typed: dict[int, dict[int, dict[str, str]]] = {}
            held: dict[int, ReviewSheet] = {}
            for row in batch:
                left += row.state in {"wrong", "asks"}
                if row.state == "change" and row.found.row is not None and row.found.sheet is not None:
                    review = row.found.sheet.review.pk
                    typed.setdefault(review, {})[row.found.row.row.pk] = row.typed
                    held[review] = row.found.sheet
                    rows, cells = rows + 1, cells + len(row.changed)
            if typed:
                services.save_reviews(typed, by=found.by, held=held)
        done += len(batch)
        step(min(done, found.row_count), found.row_count, f"Đã ghi {vietnamese.grouped(rows)} dòng.")


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
