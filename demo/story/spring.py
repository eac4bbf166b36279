"""March: registrations for the flag, launch plans, what Phòng LĐ-TB&XH makes of them, agencies' pledges."""

import datetime as dt
import random
from decimal import Decimal
from functools import partial

from campaign_portal.foundation import clock
from campaign_portal.foundation.models import User
from demo import opening, places
from demo.places import TA_VAN, DemoCommune
from demo.story import people
from demo.story.playing import Act, on
from emulation.duties.models import Duty
from emulation.duties.services import record_paper
from emulation.people.models import Office, Party
from emulation.people.services import party_of_office, party_of_unit
from emulation.registrations.models import PledgeItem, Registration
from emulation.registrations.services import receiving, submitting, writing
from emulation.registrations.services.writing import Deed, Figure, PledgeData
from emulation.territory.models import Unit

RETURNED = "03010"  # Trung Chải comes back once
DEEDS = (
    ("Giao đảng viên giúp hộ nghèo, mỗi chi bộ một hộ trở lên", "hộ"),
    ("Mở lớp kỹ thuật trồng atiso và dược liệu dưới tán rừng", "lớp"),
    ("Vận động ngày công sửa nhà cho hộ nghèo", "ngày công"),
)
AGENCY_DEEDS = (
    ("Nhận giúp đỡ hộ nghèo về cây giống, con giống", "hộ"),
    ("Ủng hộ ngày lương vào Quỹ Vì người nghèo", "ngày lương"),
)


def acts() -> list[Act]:
    story: list[Act] = []
    days = [3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 9, 9, 6, 9, 9]
    for commune, day in zip(places.COMMUNES, days, strict=True):
        name = commune.hamlets[0] if commune.code == TA_VAN else commune.code
        story.append(Act(on(3, day, 10), f"đăng ký thi đua ({name})", partial(register, commune)))
    for place, commune in enumerate(places.COMMUNES):
        late = commune.code == "03046"  # Bản Hồ is slow in everything
        day = 13 if late else 9 + place % 3
        story.append(Act(on(3, day, 15), f"kế hoạch phát động ({commune.code})", partial(send_launch_plan, commune)))
    story += [
        Act(on(3, 10, 14), "Phòng LĐ-TB&XH trả lại một đăng ký", return_one),
        Act(on(3, 12, 9), "xã bổ sung, nộp lại", mend_the_returned),
        Act(on(3, 12, 15), "Phòng LĐ-TB&XH nhận các đăng ký", accept_the_rest),
        Act(on(3, 13, 10), "tổng hợp đăng ký gửi UBND thị xã", send_summary),
    ]
    days = [*range(16, 28), 30, 30]
    story += [Act(on(3, day, 9), "cơ quan đăng ký", partial(register_agency, place)) for place, day in enumerate(days)]
    story.append(Act(on(3, 31, 9), "Phòng LĐ-TB&XH nhận đăng ký của các cơ quan", accept_the_rest))
    return story


def register(commune: DemoCommune) -> None:
    """The officer writes the pledge, the leader hands it in."""
    unit = people.unit_of(commune)
    party = party_of_unit(unit)
    if _is_sent(party):
        return
    officer = people.officer(unit)
    registration = writing.start_registration(people.campaign(), party, by=officer)
    rng = random.Random(f"{opening.SEED}-{commune.code}-dang-ky")
    figures = {}
    for item in registration.items.select_related("indicator"):
        figure = _pledged(item, commune, rng)
        if figure is not None:
            figures[item.pk] = figure
    deeds = [Deed(text, Decimal(rng.randint(3, 30)), unit_name) for text, unit_name in rng.sample(DEEDS, 2)]
    writing.save_registration(registration, PledgeData(figures=figures, deeds=deeds), by=officer)
    submitting.present(registration, by=officer)
    submitting.submit(registration, by=people.leader(unit))


def _is_sent(party: Party) -> bool:
    return Registration.objects.filter(party=party).exclude(state=Registration.State.DRAFT).exists()


def _pledged(item: PledgeItem, commune: DemoCommune, rng: random.Random) -> Figure | None:
    """What a commune promises: the plan and a little more; one commune promises less and says why."""
    key = item.indicator.key if item.indicator else ""
    start = opening.hamlets_at_start(commune).values()
    if key == "poverty_rate_fall" and item.assigned is not None:
        if commune.code == "03046":
            return Figure(item.assigned - Decimal("0.5"), "Hai thôn vừa bị lũ ống cuối năm 2019")
        return Figure(item.assigned + Decimal(rng.choice(["0", "0.2", "0.5"])))
    if key == "escaped_households" and item.assigned is not None:
        return Figure(item.assigned + rng.randint(0, 4))
    if key == "near_poor_fall":
        return Figure(Decimal(max(sum(place.near for place in start) // 10, 1)))
    if key == "registered_to_escape":
        return Figure(Decimal(sum(round(place.total * commune_points(commune) / 100) for place in start)))
    if item.nature == PledgeItem.Nature.EACH_HAMLET:
        return Figure(Decimal(len(commune.hamlets)))
    return None


def commune_points(commune: DemoCommune) -> float:
    return float(commune.plan_points)


def send_launch_plan(commune: DemoCommune) -> None:
    unit = people.unit_of(commune)
    _record("launch_plan", unit, None, f"{int(commune.code) % 20 + 4}/KH-UBND", people.officer(unit))


def send_summary() -> None:
    office = people.office("standing_office")
    _record("registration_summary", office.unit, office, "18/BC-PLĐTBXH", people.by_name("Lê Văn Thành"))


def _record(kind: str, unit: Unit, office: Office | None, number: str, by: User) -> None:
    duty = Duty.objects.open().filter(kind=kind, unit=unit, office=office).first()
    if duty is not None:
        record_paper(duty, by=by, number=number, date=clock.today(), scan=people.scan())


def return_one() -> None:
    registration = Registration.objects.get(party=party_of_unit(people.unit_of(people.commune(RETURNED))))
    if registration.state != Registration.State.SUBMITTED:
        return
    line = registration.items.get(indicator__key="registered_to_escape")
    receiving.return_registration(
        registration,
        by=people.by_name("Lê Văn Thành"),
        reason="Số hộ đăng ký thoát nghèo chưa khớp với kế hoạch giao cho từng thôn.",
        due_on=dt.date(2020, 3, 13),
        lines={line.pk: "Đối chiếu lại với chỉ tiêu giao từng thôn, ghi số đúng."},
    )


def mend_the_returned() -> None:
    unit = people.unit_of(people.commune(RETURNED))
    registration = Registration.objects.get(party=party_of_unit(unit))
    if registration.state != Registration.State.RETURNED:
        return
    officer = people.officer(unit)
    line = registration.items.get(indicator__key="registered_to_escape")
    escaping = registration.items.get(indicator__key="escaped_households").pledged
    writing.save_registration(registration, PledgeData(figures={line.pk: Figure(escaping)}), by=officer)
    submitting.present(registration, by=officer)
    submitting.submit(registration, by=people.leader(unit))


def accept_the_rest() -> None:
    waiting = Registration.objects.filter(state=Registration.State.SUBMITTED)
    if waiting:
        receiving.accept_all(list(waiting), by=people.by_name("Đặng Thu Hằng"))


def register_agency(place: int) -> None:
    office: Office = people.agencies()[place]
    party = party_of_office(office)
    if _is_sent(party):
        return
    person = people.holder(office)
    registration = writing.start_registration(people.campaign(), party, by=person)
    rng = random.Random(f"{opening.SEED}-{office.name}")
    figures = {
        item.pk: Figure(Decimal(rng.randint(2, 8)))
        for item in registration.items.select_related("indicator")
        if item.indicator and item.indicator.key == "helped_households"
    }
    deeds = [Deed(text, Decimal(rng.randint(1, 6)), unit) for text, unit in AGENCY_DEEDS]
    writing.save_registration(registration, PledgeData(figures=figures, deeds=deeds), by=person)
    submitting.submit(registration, by=person)
