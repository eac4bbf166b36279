"""`python -m tests.pictures_ground PLAN DAY`: another ground than the demo's on a day, in an empty database.

A plan other than Sa Pa's: a few of its duties are done, so that a picture of its timeline shows all states; its officer
signs in as "canbo". Or `ra_soat_2022`: Sa Pa's people in the review of 2022, which breaks poor households down.
"""

import datetime as dt
import os
import sys

import django

REVIEWS_OF_2022 = "ra_soat_2022"


def main(name: str, day: str) -> None:
    if name == REVIEWS_OF_2022:
        _reviews(dt.date.fromisoformat(day))
        return
    from campaign_portal.foundation import clock
    from campaign_portal.foundation.models import Installation, User
    from demo.ground import PASSWORD
    from emulation.campaigns.selectors import office_in_role
    from emulation.duties.models import Duty, Fulfillment
    from emulation.people.models import Appointment, Role
    from emulation.poverty import importers as poverty
    from emulation.regimes import importers as law
    from tests.support.plans import PLANS, Plan

    law.load(law.read())
    poverty.load_standards()
    plan = Plan(name, dict(PLANS.values())[name])
    plan.lay()
    user = User.objects.create_user("canbo", password=PASSWORD, full_name="Nguyễn Thị Hòa")
    office = office_in_role(plan.campaign, "standing_office")
    Appointment.objects.create(
        user=user, office=office, role=Role.STANDING_OFFICER, title="Chuyên viên", valid_from=plan.campaign.starts_on
    )
    on = dt.date.fromisoformat(day)
    with clock.at(on):
        past = Duty.objects.filter(campaign_key=name, due_on__lt=on).order_by("due_on", "pk")
        done = [duty for place, duty in enumerate(past) if place % 12]
        moment = clock.business_now()
        Fulfillment.objects.bulk_create(Fulfillment(duty=duty, at=moment, on_time=True) for duty in done)
        if name == "chau_thanh_2021":
            _clusters(plan, PASSWORD)
    Installation.objects.update_or_create(id=1, defaults={"is_demo": True, "business_date": on})


def _reviews(on: dt.date) -> None:
    """Fourteen communes handed in, one is missing, Tả Van is being typed with a figure that can't be."""
    from campaign_portal.foundation import clock
    from campaign_portal.foundation.models import Installation, User
    from demo import ground
    from demo.places import TA_VAN
    from emulation.poverty.models import EthnicGroup, PovertyStandard, PrintedEthnicGroup, ReviewLine
    from emulation.poverty.selectors import sheet_of
    from emulation.poverty.selectors.breakdowns import breakdown_of
    from emulation.poverty.services import entry
    from emulation.territory.models import Unit
    from tests.emulation.poverty.filled import broken_down, review, year_of

    campaign = ground.lay(all_units=False)
    town = campaign.unit
    standard = PovertyStandard.objects.get(code="2022-2025")
    for place, people in enumerate(("Mông", "Dao", "Giáy", "Tày", "Phù Lá"), 1):
        PrintedEthnicGroup.objects.create(
            unit=town.province, group=EthnicGroup.objects.get(name=people), position=place, source="tỉnh"
        )
    breakdown = breakdown_of(standard, town.province_id)
    communes = list(Unit.objects.filter(level="commune", district=town).order_by("code"))
    with clock.at(on):
        for number, commune in enumerate(communes[:-1]):
            if commune.code == TA_VAN:
                continue
            made = review(
                commune, "2022-M12", standard, lambda place, number=number: year_of(place + number),
                state="approved" if number % 3 else "submitted",
            )  # fmt: skip
            for place, row in enumerate(made.rows.order_by("pk")):
                ReviewLine.objects.bulk_create(broken_down(row, breakdown, place + number))
        mai = User.objects.get(username="mai")
        ta_van = next(commune for commune in communes if commune.code == TA_VAN)
        own = entry.open_review(ta_van, "2022-M12", standard, by=mai)
        cells = {}
        for place, row in enumerate(sheet_of(own).rows[:6]):
            counts = year_of(place)
            lines = {
                line.field: line.value
                for line in broken_down(row.row, breakdown, place, counts)
                if line.code.startswith("lack") and line.poverty_class == "poor"
            }
            cells[row.row.pk] = {name: str(value) for name, value in (counts | lines).items() if value is not None}
        first, second = list(cells)[:2]
        cells[first]["households_poor.lack.total"] = "58"
        cells[second]["households_poor.lack.toilet"] = "4,5"
        entry.save_cells(own, cells, by=mai)
    Installation.objects.update_or_create(id=1, defaults={"is_demo": True, "business_date": on})


def _clusters(plan, password: str) -> None:
    """A cluster in the middle of its scoring: three concluded, two alike; the fourth waits to be cross-scored."""
    from campaign_portal.foundation.models import User
    from tests.emulation.clusters.stage import Stage

    stage = Stage(plan)
    stage.form()
    stage.sign()
    stage.open()
    stage.whole(1, ("57.5", "38.25", "0.5", "3"))
    stage.whole(2, ("58", "36", "0.25", "5"))
    stage.whole(3, ("58", "37.75", "0.5", "3"))
    stage.self_score(4, ("56.5", "38", "0.5", "4"))
    for user in User.objects.filter(username__regex=r"^(xa[0-9]|nv|hd)[.]"):
        user.set_password(password)
        user.save()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "campaign_portal.settings"
    django.setup()
    main(*sys.argv[1:])
