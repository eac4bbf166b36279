"""The reform of 1/7/2025 for the whole country: preview and apply, beside the bare statements that write the same rows.

Every commune has its committee, two posts and one approved review; districts and provinces their committees. Asked: a
preview within 60 s. `python -m tests.bench reorganization` tells besides what drafting and undoing cost.
"""

import datetime as dt
import statistics
import time

from django.db import connection, transaction

from campaign_portal.foundation import clock
from campaign_portal.foundation.models import User
from campaign_portal.shell.reorganization import reform, services
from campaign_portal.shell.reorganization.preview import preview_of
from emulation.people.models import Appointment, Function, Office, Role
from emulation.poverty import importers as standards
from emulation.poverty.models import CommuneTotal, PovertyStandard, ReviewSet
from emulation.territory import importers
from emulation.territory.models import Reorganization, Unit
from tests.bench import Bench

DAY = dt.date(2025, 6, 20)
SINCE = dt.date(2024, 1, 1)
LIMIT_SECONDS = 60


def bench() -> Bench:
    with clock.at(DAY):
        lay()
        draft = timed("draft of the change set, 20 000 people proposed", reform.draft_reform)
        preview = [_seconds(lambda: preview_of(draft)) for _ in range(2)]
        bare = [_seconds(_bare) for _ in range(2)]
        applied = timed("apply", lambda: services.apply(draft, by=None))
        timed("undo", lambda: services.undo(applied, by=None, reason="đo"))
    return Bench(
        "the country's reorganisation previewed: 10 035 communes → 3 321, 696 districts, 63 provinces → 34",
        limit=("the wait that is asked for at most", float(LIMIT_SECONDS)),
        peer=("bare SQL: the same units, offices, posts and figures only read", statistics.median(bare)),
        ours=("units, people, duties, dossiers … of every room, figures before and after", statistics.median(preview)),
    )


def timed(what: str, work):
    begun = time.perf_counter()
    done = work()
    print(f"  {what}: {time.perf_counter() - begun:.1f} s")
    return done


def _seconds(work) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def lay() -> None:
    """The country as it was the day before, with offices, posts and one review of every commune."""
    importers.load(reform.before_the_reform(importers.read()))
    standards.load_standards()
    standard = PovertyStandard.objects.order_by("pk").last()
    units = list(Unit.objects.valid_on(DAY).order_by("pk"))
    offices = Office.objects.bulk_create(
        (
            Office(unit=unit, name=f"Ủy ban nhân dân {unit.title}", short_name=f"UBND {unit.title}", symbol="UBND",
                   function=Function.LEADERSHIP, valid_from=SINCE)
            for unit in units
        ),
        batch_size=2000,
    )  # fmt: skip
    communes = [office for office in offices if office.unit.level == "commune"]
    users = User.objects.bulk_create(
        (
            User(username=f"{office.unit.code}.{office.unit_id}.{role}", full_name="Nguyễn Văn Đo", password="!")
            for office in communes
            for role in (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)
        ),
        batch_size=2000,
    )
    roles = [(office, role) for office in communes for role in (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)]
    Appointment.objects.bulk_create(
        (
            Appointment(user=user, office=office, role=role, title="Cán bộ", valid_from=SINCE)
            for user, (office, role) in zip(users, roles, strict=True)
        ),
        batch_size=2000,
    )
    reviews = ReviewSet.objects.bulk_create(
        (
            ReviewSet(**ReviewSet.ancestors_of(o.unit), year=2024, period="2024-M12", standard=standard,
                      state="approved", approved_at=clock.business_now())
            for o in communes
        ),
        batch_size=2000,
    )  # fmt: skip
    CommuneTotal.objects.bulk_create(
        (
            CommuneTotal(review=review, unit_id=review.unit_id, province_id=review.province_id,
                         district_id=review.district_id, commune_id=review.commune_id, period="2024-M12",
                         hamlet_count=8, households_total=1200 + at % 900, households_poor_end=40 + at % 60,
                         households_near_end=30 + at % 50)
            for at, review in enumerate(reviews)
        ),
        batch_size=2000,
    )  # fmt: skip


def _bare() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (
            "SELECT id, level, code, kind, name, parent_id, province_id, district_id, commune_id FROM emulation_unit",
            "SELECT id, unit_id, name FROM emulation_office",
            "SELECT a.id, a.office_id, u.full_name FROM emulation_appointment a "
            "JOIN foundation_user u ON u.id = a.user_id",
            "SELECT unit_id, households_total, households_poor_end, households_near_end FROM emulation_communetotal",
        ):
            cursor.execute(statement)
            cursor.fetchall()
        Reorganization.objects.only("pk").first()
