"""From submitted reports to one frozen, numbered snapshot."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from campaign_portal.foundation import audit, jobs
from campaign_portal.foundation import clock as business
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import Job, StoredFile
from emulation.poverty import selectors as poverty
from reporting.consolidation import services
from reporting.consolidation.models import Snapshot, SnapshotLine
from reporting.consolidation.selectors.compare import compare
from reporting.consolidation.selectors.state import state_of
from reporting.consolidation.selectors.table import table_of
from reporting.consolidation.selectors.trace import RATES, trace_of
from reporting.reports import services as reports
from reporting.reports.models import Report
from reporting.reports.rules import FIGURES
from reporting.reports.services import Typed
from tests.reporting import story
from tests.support.jobs import run_queued_jobs


@pytest.fixture
def june(four_reported):
    return four_reported


def line_of(table, name):
    return next(line for line in table.lines if line.name == name)


def test_every_participant_has_one_line_and_the_missing_are_named(june):
    table = table_of(story.frozen(june))
    assert (len(table.communes), len(table.agencies)) == (16, 14)
    assert [line.name for line in table.communes if line.is_in] == ["Tả Phìn", "Mường Hoa", "Tả Van"]
    assert line_of(table, "Tả Phìn").pill == ("wait", "Trễ 2 ngày")
    assert line_of(table, "Bản Hồ").pill == ("bad", "Chưa nộp")
    assert len(table.missing) == 30 - 4
    assert (table.total.reported, table.total.on_time, table.total.expected) == (3, 2, 16)


def test_the_rate_is_divided_from_the_sums_of_those_with_both_counts(june):
    table = table_of(story.frozen(june))
    parts = [poverty.figures_of(june.commune(name), "2020-M06", june.standard) for name in ("Tả Van", "Tả Phìn")]
    whole = poverty.total_of(parts)
    assert table.total.poverty.rate == whole.poor_rate
    assert table.total.poverty.start_rate == whole.start_poor_rate
    assert table.total.poverty.fall_points == whole.poor_rate_fall
    assert table.total.over_words == "tính trên 2/16 xã, phường"
    assert table.plan_points == 5


def test_other_figures_are_of_all_who_reported(june):
    total = table_of(story.frozen(june)).total
    assert (total.amounts["helpers"].value, total.amounts["helpers"].units) == (20, 3)
    assert (total.amounts["policy_loan"].value, total.amounts["policy_loan"].whole) == (120, 150)
    assert total.amounts["policy_other"].value is None


def test_a_missing_communes_start_is_shown_and_not_added(june):
    table = table_of(story.frozen(june))
    ban_ho = line_of(table, "Bản Hồ")
    assert ban_ho.poverty.start_rate is not None
    assert trace_of(table, "poor_start").value == sum(
        line_of(table, name).amounts["poor_start"].value for name in ("Tả Van", "Tả Phìn")
    )


def test_every_level_adds_up_to_the_one_above(june):
    table = table_of(story.frozen(june))
    for code in [*table.total.amounts, *RATES, "given"]:
        trace = trace_of(table, code)
        assert trace.adds_up, code
        for part in trace.added:
            if code in FIGURES:  # the report froze the same
                figure = part.line.row.report.figures.get(submission=part.line.row.submission, code=code)
                assert part.value == figure.value
    for code in table.agencies_total.amounts:
        assert trace_of(table, code, communes=False).adds_up


def test_it_is_numbered_frozen_and_its_checksum_holds(june):
    snapshot = story.frozen(june)
    assert (snapshot.number, snapshot.state, len(snapshot.checksum)) == (1, "frozen", 64)
    assert table_of(snapshot).is_intact
    SnapshotLine.objects.filter(snapshot=snapshot, party__unit=june.ta_van).update(days_late=3)
    assert not table_of(snapshot).is_intact
    assert audit.history(snapshot).filter(action="chốt báo cáo tổng hợp").count() == 1


def test_the_database_gives_no_number_twice_and_freezes_nothing_by_halves(june):
    first = story.frozen(june)
    with pytest.raises(IntegrityError), transaction.atomic():
        Snapshot.objects.create(
            campaign=first.campaign,
            unit=first.unit,
            period=first.period,
            number=1,
            state="frozen",
            checksum="x",
            asked_by=first.asked_by,
            asked_at=first.asked_at,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Snapshot.objects.filter(pk=first.pk).update(checksum="")


def test_a_later_report_does_not_touch_the_snapshot_and_makes_the_next_number(june):
    first = story.frozen(june)
    before = json.dumps([first.totals, list(first.lines.values_list("figures", flat=True))], sort_keys=True)
    report = reports.return_report(
        Report.objects.get(unit=june.ta_van), by=june.person("thanh"), reason="Sai", due_on=dt.date(2020, 7, 1)
    )
    reports.save_report(report, {"helpers": Typed(30)}, {}, by=june.person("mai"))
    # Returned and not sent again: the last submission still counts.
    state = state_of(june.campaign, june.town, table_of(first).period)
    assert state.since == []
    reports.submit_report(report, by=june.person("vang"))
    state = state_of(june.campaign, june.town, table_of(first).period)
    assert [item.name for item in state.since] == ["Tả Van"]

    second = story.frozen(june)
    first.refresh_from_db()
    assert json.dumps([first.totals, list(first.lines.values_list("figures", flat=True))], sort_keys=True) == before
    assert (second.number, second.checksum != first.checksum) == (2, True)
    found = compare(table_of(first), table_of(second))
    assert [(change.code, change.before.value, change.after.value) for change in found.totals] == [("helpers", 20, 38)]
    assert [(change.line.name, change.state_changed) for change in found.lines] == [("Tả Van", True)]


def test_two_snapshots_of_the_same_reports_say_the_same_and_have_the_same_checksum(june):
    first, second = story.frozen(june), story.frozen(june)
    assert compare(table_of(first), table_of(second)).is_same
    assert first.checksum == second.checksum


def test_excel_pdf_and_chart_are_made_once(june):
    snapshot = story.compiled(june)
    assert StoredFile.objects.filter(owner_key=snapshot.key).count() == 2
    with snapshot.pdf.content.open("rb") as pdf:
        assert pdf.read(5) == b"%PDF-"
    assert snapshot.chart_svg.startswith("<svg")
    with pytest.raises(Refused, match="đã đủ tệp"):
        services.finish_snapshot(snapshot, by=june.person("thanh"))


def test_running_the_work_again_changes_nothing(june):
    snapshot = story.compiled(june)
    job = Job.objects.get(owner_key=snapshot.key)
    Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)
    run_queued_jobs()
    again = Snapshot.objects.get(pk=snapshot.pk)
    assert Snapshot.objects.count() == 1
    assert (again.checksum, again.frozen_at, again.xlsx, again.pdf) == (
        snapshot.checksum,
        snapshot.frozen_at,
        snapshot.xlsx,
        snapshot.pdf,
    )
    assert StoredFile.objects.count() == 2


def test_asking_while_it_runs_gives_the_work_that_runs(june):
    thanh = june.person("thanh")
    first = services.ask_for_snapshot(june.campaign, june.town, "2020-Q2", by=thanh)
    again = services.ask_for_snapshot(june.campaign, june.town, "2020-Q2", by=june.person("hang"))
    assert first == again
    assert Snapshot.objects.count() == 1


def test_work_that_was_given_up_is_asked_for_again_on_the_same_snapshot(june):
    thanh = june.person("thanh")
    first = services.ask_for_snapshot(june.campaign, june.town, "2020-Q2", by=thanh)
    Job.objects.filter(pk=first.pk).update(state=Job.State.FAILED)
    again = services.ask_for_snapshot(june.campaign, june.town, "2020-Q2", by=thanh)
    assert again != first
    run_queued_jobs()
    assert Snapshot.objects.get().number == 1


@pytest.mark.parametrize("username", ["mai", "huy", "long", "hanh", "nam"])
def test_s3_32_only_the_standing_office_compiles(june, username):
    with pytest.raises(Refused, match="Chỉ cơ quan thường trực"):
        services.ask_for_snapshot(june.campaign, june.town, "2020-Q2", by=june.person(username))


def test_a_period_the_plan_does_not_know_is_refused(june):
    with pytest.raises(Refused, match="không có kỳ báo cáo"):
        services.ask_for_snapshot(june.campaign, june.town, "2021-Q1", by=june.person("thanh"))


def test_progress_is_told_in_words(june, monkeypatch):
    services.ask_for_snapshot(june.campaign, june.town, "2020-Q2", by=june.person("thanh"))
    told = []
    step = jobs.Running.step

    def listen(self, done, total, note=""):
        told.append((done, total, note))
        step(self, done, total, note)

    monkeypatch.setattr(jobs.Running, "step", listen)
    run_queued_jobs()
    assert told[0] == (
        10,
        34,
        "Cộng số liệu thôn → xã xong 10 trên 30 đơn vị. Sau đó: lập bảng, đóng băng số, kết xuất PDF.",
    )
    assert [done for done, _, _ in told] == [10, 20, 30, 31, 32, 33, 34]


def test_quarter_one_has_starts_and_no_falls(sa_pa, clock):
    clock(dt.date(2020, 3, 25))
    story.sent(sa_pa, sa_pa.ta_van, "2020-Q1")
    story.sent(sa_pa, sa_pa.muong_hoa, "2020-Q1")
    snapshot = story.frozen(sa_pa, "2020-Q1")
    total = table_of(snapshot).total
    assert total.poverty.rate is None
    assert total.poverty.fall_points is None
    assert total.poverty.start_rate is not None
    assert (total.amounts["poor_start"].units, snapshot.chart_svg) == (2, "")


def test_s3_39_policies_that_do_not_fit_are_gathered_under_their_heading(june):
    report = reports.return_report(
        Report.objects.get(unit=june.ta_van), by=june.person("thanh"), reason="Sai", due_on=dt.date(2020, 7, 1)
    )
    text = "Mức vay sản xuất 50 triệu đồng không đủ mua trâu; đề nghị nâng lên."
    reports.save_report(report, {}, {"difficulties": text}, by=june.person("mai"))
    reports.submit_report(report, by=june.person("vang"))
    table = table_of(story.frozen(june))
    heading = next(heading for heading in table.headings if heading.key == "difficulties")
    assert heading.title == "III. Khó khăn, kiến nghị; chính sách chưa phù hợp"
    assert [(line.title, said) for line, said in heading.texts] == [("Xã Tả Van", text)]


def test_the_plan_is_frozen_with_the_line(june):
    snapshot = story.frozen(june)
    assert line_of(table_of(snapshot), "Tả Van").row.plan_points == Decimal("6.5")


def test_a_snapshot_compiled_before_the_day_names_who_is_not_in_yet(sa_pa):
    with business.at(dt.date(2020, 6, 20)):
        story.sent(sa_pa, sa_pa.ta_van)
        snapshot = story.frozen(sa_pa)
    bua = line_of(table_of(snapshot), "Bản Hồ")
    assert (bua.pill, bua.row.days_late) == (("bad", "Chưa nộp"), 0)
