"""A merger of two communes that the town's administrator drafts, invented for the demo: it stays a draft."""

import datetime as dt

from campaign_portal.shell.reorganization import services
from demo.places import MUONG_HOA, TA_VAN
from demo.story import people
from demo.story.playing import Act, on
from emulation.territory.models import Reorganization
from emulation.territory.rules.changes import ChangeSet, Going, NewUnit

CODE, NAME = "03999", "Thung Lũng Mường Hoa"
EFFECTIVE_ON = dt.date(2021, 1, 1)


def acts() -> list[Act]:
    return [Act(on(6, 24, 15), "Đoàn Xuân Nam lập dự thảo nhập xã Tả Van và xã Mường Hoa", _draft)]


def _draft() -> None:
    draft()


def draft() -> Reorganization:
    town = people.campaign().unit
    olds = [people.unit_of(people.commune(code)) for code in (TA_VAN, MUONG_HOA)]
    made = services.draft(
        title="Nhập xã Tả Van và xã Mường Hoa (giả định)",
        effective_on=EFFECTIVE_ON,
        legal_basis="Dự thảo Đề án sắp xếp (trình diễn)",
        within=town,
        by=people.by_name("Đoàn Xuân Nam"),
        change=ChangeSet(
            units=(NewUnit(CODE, "commune", CODE, "Xã", NAME, town.pk),),
            goings=tuple(Going(unit.pk, CODE) for unit in olds),
        ),
    )
    return services.propose_people(made, by=people.by_name("Đoàn Xuân Nam"))
