"""A consolidated report of 200 communes and 12 agencies: lines, totals, number and checksum, beside bare SQL.

The files come after: `python -m tests.bench consolidation` tells what the workbook and the PDF cost besides.
"""

import datetime as dt
import json
import resource
import time
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Sum

from campaign_portal.foundation import clock
from campaign_portal.foundation.models import User
from demo import ground
from emulation.campaigns.models import Campaign
from emulation.campaigns.services import launch
from emulation.duties.models import Duty, Fulfillment
from emulation.people.models import Party
from emulation.territory.models import Unit
from reporting.consolidation import documents, exporters, services
from reporting.consolidation.models import Snapshot
from reporting.consolidation.selectors.table import table_of
from reporting.reports.models import Figure, Narrative, Report
from reporting.reports.rules import FIGURES
from reporting.reports.selectors.contents import form_of
from reporting.reports.selectors.owed import owed
from tests.bench import Bench, side_by_side

COMMUNES = 200
PERIOD, DAY = "2020-Q2", dt.date(2020, 6, 26)
TEXT = "Đã họp ban chỉ đạo, tuyên truyền trên loa thôn; hỗ trợ cây giống cho các hộ đăng ký thoát nghèo. " * 3


def bench() -> Bench:
    campaign = lay(COMMUNES)
    by = User.objects.get(username="thanh")
    with clock.at(DAY):
        snapshot = compiled(campaign, by)
        for name, make in (("workbook", exporters.workbook_of), ("PDF", documents.to_pdf)):
            begun, worked = time.perf_counter(), _cpu()
            size = len(make(table_of(snapshot)))
            taken = time.perf_counter() - begun
            print(f"  {COMMUNES} communes: {name} {taken:.2f} s ({_cpu() - worked:.2f} s of work), {size // 1024} KB")
        return side_by_side(
            f"{COMMUNES} communes and 12 agencies consolidated",
            rounds=5,
            limit=("the same lines read and kept in bare SQL; nothing compared, no trail", lambda: bare(campaign, by)),
            peer=("one ORM sum for every unit and figure; nothing kept", one_by_one),
            ours=("lines, like-for-like totals, number, checksum, trail", lambda: compiled(campaign, by)),
        )


def _cpu() -> float:
    """Seconds this process and its finished children worked: a busy machine does not change them much."""
    spent = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def lay(communes: int) -> Campaign:
    """Sa Pa's ground with communes added until there are so many, all of which reported."""
    campaign = ground.lay(all_units=False)
    town = campaign.unit
    model = Unit.objects.filter(level="commune", district=town).order_by("code").first()
    assert model is not None
    for number in range(communes - 16):
        unit = Unit(
            level="commune", code=f"9{number:04d}", kind="Xã", name=f"Thử {number}", parent=town,
            province=town.province, district=town, valid_from=model.valid_from,
        )  # fmt: skip
        unit.save()
        Unit.objects.filter(pk=unit.pk).update(commune=unit)
    with clock.at(ground.GROUND_DAY):
        launch(campaign, by=None)
    for duty in Duty.objects.filter(kind="report", period=PERIOD).select_related("unit", "office"):
        _report(campaign, duty)
    return campaign


def _report(campaign: Campaign, duty: Duty) -> None:
    whose = {"office": duty.office} if duty.office_id else {"kind": "unit", "unit": duty.unit}
    party = Party.objects.get(**whose)
    moment = clock.real_now()
    report = Report.objects.create(
        campaign=campaign, party=party, unit=party.unit, receiver=duty.receiver, period=PERIOD, state="submitted",
        submission_count=1, submitted_at=moment, first_submitted_at=moment,
    )  # fmt: skip
    form = form_of(campaign, party, PERIOD)
    Figure.objects.bulk_create(
        Figure(report=report, submission=1, code=spec.code, value=Decimal(40), whole=50 if spec.has_whole else None)
        for spec in form.specs
    )
    Narrative.objects.bulk_create(
        Narrative(report=report, submission=1, section=section["key"], text=TEXT) for section in form.sections
    )
    Fulfillment.objects.create(duty=duty, at=moment, on_time=True)


def compiled(campaign: Campaign, by: User) -> Snapshot:
    """What the job does before the files, in its batches."""
    snapshot = Snapshot.objects.create(
        campaign=campaign, unit=campaign.unit, period=PERIOD, asked_by=by, asked_at=clock.business_now()
    )
    expected = owed(campaign, campaign.unit, PERIOD)
    ground_of_it = services.ground_of(snapshot, expected)
    for first in range(0, len(expected), 10):
        services.write_lines(snapshot, expected[first : first + 10], first + 1, ground_of_it)
    return services.freeze(snapshot, expected, ground_of_it)


def bare(campaign: Campaign, by: User) -> None:
    """Read, add and keep the same lines; no names of who is late, nothing like for like, no number, no trail."""
    snapshot = Snapshot.objects.create(
        campaign=campaign, unit=campaign.unit, period=PERIOD, asked_by=by, asked_at=clock.business_now()
    )
    figures: dict[int, dict[str, list[str]]] = {}
    texts: dict[int, dict[str, str]] = {}
    latest = "JOIN reporting_report r ON r.id = x.report_id AND r.submission_count = x.submission WHERE r.period = %s"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT r.party_id, x.code, x.value, x.whole FROM reporting_figure x {latest}", [PERIOD])  # noqa: S608
        for party, code, value, whole in cursor.fetchall():
            figures.setdefault(party, {})[code] = [str(value), str(whole)]
        cursor.execute(f"SELECT r.party_id, x.section, x.text FROM reporting_narrative x {latest}", [PERIOD])  # noqa: S608
        for party, section, text in cursor.fetchall():
            texts.setdefault(party, {})[section] = text
        cursor.executemany(
            "INSERT INTO reporting_snapshotline (snapshot_id, party_id, place, is_commune, timeliness, days_late, "
            "figures, narratives) VALUES (%s, %s, %s, %s, %s, 0, %s, %s)",
            [
                (snapshot.pk, party, place, True, "on_time", json.dumps(kept), json.dumps(texts.get(party, {})))
                for place, (party, kept) in enumerate(figures.items(), start=1)
            ],
        )
    Snapshot.objects.filter(pk=snapshot.pk).update(state="frozen", number=1000 + snapshot.pk, checksum="x")


def one_by_one() -> list[object]:
    return [
        Figure.objects.filter(report=report, code=code).aggregate(Sum("value"))
        for report in Report.objects.filter(period=PERIOD)
        for code in FIGURES
    ]
