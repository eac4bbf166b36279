"""A worker killed while it takes a long workbook: the next one finishes, and nothing is written twice."""

from campaign_portal.foundation import clock
from campaign_portal.foundation.models import AuditEntry, Draft, Job
from emulation.poverty.importers import judging, taking, waiting
from emulation.poverty.models import ReviewRow
from tests.bench import workbook as long
from tests.emulation.poverty.importers.sheets import upload
from tests.support.slow import slow

COMMUNES = 12  # of a hundred hamlets: ten in the first batch, two in the second


def test_killed_in_the_second_batch_it_is_as_if_it_had_run_once(worker):
    with clock.at(long.DAY):
        about, by, ids = long.lay(COMMUNES)
        waiting.keep_file(upload(long.workbook(ids, 200)), about, by=by)
        job = taking.work_later(waiting.waiting(about, by), "take")
    rows, last = ReviewRow.objects.filter(pk__in=ids.values()), max(ids.values())
    with slow("UPDATE", "emulation_reviewrow", f"NEW.id = {last}", 3):
        worker.start()
        worker.wait_for(job, step=judging.BATCH)
        worker.kill()
    job.refresh_from_db()
    assert (job.state, job.steps_done) == (Job.State.RUNNING, judging.BATCH)
    assert rows.filter(households_total=200).count() == judging.BATCH, "nothing of the second batch"

    worker.start()
    worker.wait_for(job)
    assert (job.state, job.attempts) == (Job.State.DONE, 2)
    assert job.result["left"] == 0
    expected = dict.fromkeys(long.FIELDS, 4) | {"households_total": 200, "households_minority_total": 100}
    expected["households_poor_end"] = 40
    assert list(rows.values(*long.FIELDS).distinct()) == [expected]
    lines = AuditEntry.objects.filter(action="nhập số liệu rà soát", actor=by)
    assert sorted(lines.values_list("object_id", flat=True)) == sorted(
        str(pk) for pk in rows.values_list("review_id", flat=True).distinct()
    ), "one line for each review"
    assert all(len(line.after) == 100 and len(line.before) == 100 for line in lines)
    assert not Draft.objects.exists(), "the workbook waits no more"
