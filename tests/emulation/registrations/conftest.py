"""Tả Van registers: Mai prepares, Vảng signs, Thành at Phòng LĐ-TB&XH receives."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from emulation.people.models import Appointment, Party
from emulation.registrations import services
from emulation.registrations.models import PledgeItem, Registration
from emulation.registrations.services import Deed, Figure, PledgeData

MARCH_5 = dt.date(2020, 3, 5)
# What Tả Van pledges: text of the line → figure. Assigned: 6,50 points, 44 households; 7 hamlets.
PLEDGED = {
    "Giảm tỷ lệ hộ nghèo": Decimal("6.5"),
    "Số hộ thoát nghèo": Decimal(45),
    "Giảm số hộ cận nghèo": Decimal(8),
    "Số hộ đăng ký thoát nghèo": Decimal(46),
    "Ký giao ước thi đua với từng thôn, tổ dân phố": Decimal(7),
}
DEED = Deed("Làm nhà cho hộ nghèo", Decimal(30), "ngày công", "tháng 4")


class Story:
    """One registration and the people around it."""

    def __init__(self, sa_pa) -> None:
        self.sa_pa = sa_pa
        self.campaign = sa_pa.campaign
        self.party = sa_pa.party(sa_pa.ta_van)
        self.mai, self.vang, self.thanh = (sa_pa.person(name) for name in ("mai", "vang", "thanh"))
        self.registration: Registration = None  # type: ignore[assignment]

    def start(self) -> Registration:
        self.registration = services.start_registration(self.campaign, self.party, by=self.mai)
        return self.registration

    def item(self, text: str) -> PledgeItem:
        return self.registration.items.get(text__startswith=text)

    def save(self, figures: dict[str, Decimal | None] | None = None, notes: dict[str, str] | None = None, **rest):
        typed = {
            self.item(text).pk: Figure(value, (notes or {}).get(text, ""))
            for text, value in (PLEDGED if figures is None else figures).items()
        }
        self.registration = services.save_registration(
            self.registration, PledgeData(figures=typed, **rest), by=self.mai
        )
        return self.registration

    def fill(self) -> Registration:
        if self.registration is None:
            self.start()
        return self.save(deeds=[DEED])

    def present(self) -> Registration:
        self.fill()
        self.registration = services.present(self.registration, by=self.mai)
        return self.registration

    def submit(self) -> Registration:
        self.present()
        self.registration = services.submit(self.registration, by=self.vang)
        return self.registration

    def give_back(self, **named) -> Registration:
        """Returned with the escape list and one line to mend."""
        named = named or {"lines": {self.item("Số hộ thoát nghèo").pk: "Nâng lên"}, "escape_list": "Kèm danh sách"}
        self.registration = services.return_registration(
            self.registration, by=self.thanh, reason="Thiếu danh sách hộ.", due_on=dt.date(2020, 3, 12), **named
        )
        return self.registration

    def reload(self) -> Registration:
        self.registration = Registration.objects.select_related("party", "receiver", "campaign").get(
            pk=self.registration.pk
        )
        return self.registration


@pytest.fixture
def story(sa_pa, clock) -> Story:
    clock(MARCH_5)
    return Story(sa_pa)


@pytest.fixture
def started(story) -> Story:
    story.start()
    return story


@pytest.fixture
def submitted(story) -> Story:
    story.submit()
    return story


@pytest.fixture
def returned(submitted) -> Story:
    submitted.give_back()
    return submitted


@pytest.fixture
def register(sa_pa) -> Callable[..., Registration]:
    """Any commune or agency registers as it was assigned, through its own people."""

    def act(party: Party, *, below: bool = False, submit: bool = True) -> Registration:
        alone = party.office is not None
        office = party.office or sa_pa.committee_of(party.unit)
        people = {post.role: post.user for post in Appointment.objects.filter(office=office).select_related("user")}
        officer = people["officer" if alone else "commune_officer"]
        registration = services.start_registration(sa_pa.campaign, party, by=officer)
        figures = {
            item.pk: Figure(_pledge(item, below), "Thiếu đất sản xuất" if below else "")
            for item in registration.items.filter(nature__in=["figure", "each_hamlet"])
        }
        services.save_registration(registration, PledgeData(figures=figures, deeds=[DEED]), by=officer)
        if not alone:
            registration = services.present(registration, by=officer)
        return (
            services.submit(registration, by=officer if alone else people["commune_leader"]) if submit else registration
        )

    return act


def _pledge(item: PledgeItem, below: bool) -> Decimal:
    if item.assigned is None:
        return Decimal(5)
    return item.assigned - 1 if below and item.unit_of_measure == "điểm %" else item.assigned
