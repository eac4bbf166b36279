"""`python -m tests.pictures_ground PLAN DAY`: a plan other than Sa Pa's in force on a day, in an empty database.

A few of its duties are done, so that a picture of its timeline shows all states. Its officer signs in as "canbo".
"""

import datetime as dt
import os
import sys

import django


def main(name: str, day: str) -> None:
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
    Installation.objects.update_or_create(id=1, defaults={"is_demo": True, "business_date": on})


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "campaign_portal.settings"
    django.setup()
    main(*sys.argv[1:])
