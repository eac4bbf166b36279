"""A worker killed anywhere while it compiles: the next one finishes, once. On SQLite with files, PostgreSQL with Redis.

One step is made slow, so that the kill lands inside it.
"""

import datetime as dt
import time

import pytest
from django.conf import settings

from campaign_portal.foundation.models import Job, StoredFile
from reporting.consolidation import services
from reporting.consolidation.models import Snapshot, SnapshotLine
from reporting.consolidation.selectors.table import table_of
from reporting.reports.services import Typed
from tests.reporting import story
from tests.support.slow import slow

LINES = 30  # 16 communes, 14 agencies


@pytest.fixture
def asked(sa_pa_live, clock) -> Job:
    """The standing office asks for the second quarter; three communes have reported."""
    clock(story.JUNE_25)
    for name in ("Tả Van", "Mường Hoa", "Tả Phìn"):
        story.review(sa_pa_live, sa_pa_live.commune(name))
        story.sent(sa_pa_live, sa_pa_live.commune(name), helpers=Typed(4))
    clock(dt.date(2020, 6, 28))
    return services.ask_for_snapshot(sa_pa_live.campaign, sa_pa_live.town, "2020-Q2", by=sa_pa_live.person("thanh"))


def files(ending: str) -> int:
    return StoredFile.objects.filter(name__endswith=ending).count()


def finish_and_look(worker, job: Job) -> None:
    """The next worker makes exactly one of everything."""
    worker.start()
    worker.wait_for(job)
    assert job.state == Job.State.DONE
    assert job.attempts >= 2
    snapshot = Snapshot.objects.get()
    assert (snapshot.state, snapshot.number) == ("frozen", 1)
    assert job.result == {"snapshot": snapshot.pk, "number": 1}
    assert snapshot.lines.count() == LINES
    assert (files(".xlsx"), files(".pdf")) == (1, 1)
    assert snapshot.xlsx.name.endswith(".xlsx")
    assert snapshot.pdf.name.endswith(".pdf")
    table = table_of(snapshot)
    assert table.is_intact
    assert (table.total.reported, table.total.amounts["helpers"].value) == (3, 12)


def test_killed_between_two_batches_of_lines(worker, asked):
    with slow("INSERT", "reporting_snapshotline", "NEW.place > 10", 0.2):
        worker.start()
        worker.wait_for(asked, step=10)
        worker.kill()
        asked.refresh_from_db()
        assert (asked.state, asked.steps_done) == (Job.State.RUNNING, 10)
        assert 0 < SnapshotLine.objects.count() < LINES
    finish_and_look(worker, asked)


def test_killed_in_the_middle_of_freezing_leaves_nothing_half_frozen(worker, asked):
    with slow("UPDATE", "reporting_snapshot", "NEW.state = 'frozen' AND OLD.state <> 'frozen'", 2.5):
        worker.start()
        worker.wait_for(asked, step=LINES)
        time.sleep(0.7)  # it freezes now
        worker.kill()
        asked.refresh_from_db()
        assert (asked.state, asked.steps_done) == (Job.State.RUNNING, LINES)
    snapshot = Snapshot.objects.get()
    assert (snapshot.state, snapshot.number, snapshot.checksum, snapshot.totals) == ("compiling", None, "", {})
    finish_and_look(worker, asked)


def test_killed_while_a_file_is_being_kept_keeps_it_once(worker, asked):
    on_disk = pdfs_on_disk()
    with slow("INSERT", "foundation_storedfile", "NEW.name LIKE '%.pdf'", 4):
        worker.start()
        worker.wait_for(asked, step=LINES + 3)
        # The content is written before its row: the kill must fall between the two.
        worker.wait_until(lambda: pdfs_on_disk() > on_disk, "the PDF")
        time.sleep(0.3)
        worker.kill()
    assert (files(".xlsx"), files(".pdf")) == (1, 0)
    finish_and_look(worker, asked)


def pdfs_on_disk() -> int:
    return sum(path.is_file() and path.read_bytes()[:5] == b"%PDF-" for path in settings.MEDIA_ROOT.rglob("*"))


def test_killed_after_everything_and_before_it_could_say_so(worker, asked):
    with slow("UPDATE", "foundation_job", f"NEW.steps_done = {LINES + 4}", 5):
        worker.start()
        worker.wait_until(lambda: files(".pdf") == 1, "the PDF's row")
        worker.kill()
    before = Snapshot.objects.get()
    assert (before.state, before.pdf_id is not None) == ("frozen", True)
    finish_and_look(worker, asked)
    after = Snapshot.objects.get()
    assert (after.frozen_at, after.checksum, after.pdf_id) == (before.frozen_at, before.checksum, before.pdf_id)
