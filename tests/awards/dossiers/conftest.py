"""A commune that proposes, three offices that appraise: the ground of the tests of dossiers."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from awards.criteria.models import Criterion
from awards.dossiers import services
from awards.dossiers.models import Dossier, Finding, Submission
from awards.routes.models import Route
from campaign_portal.foundation.clock import business_now
from campaign_portal.foundation.models import User
from emulation.campaigns.models import ParticipantClass
from emulation.contributions.models import Contribution
from emulation.households.models import Household, HouseholdYear, Support
from emulation.people.models import Office, Party
from emulation.poverty.models import ReviewRow, ReviewSet
from emulation.territory.models import Unit
from tests.support.sa_pa import SaPa

NOVEMBER = dt.date(2020, 11, 5)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def scan(name: str = "ban-quet.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@dataclass
class November:
    """Sa Pa on 05/11/2020: who proposes, who appraises, and short ways to the states of a dossier."""

    sa_pa: SaPa
    clock: Callable[[dt.date], None]
    made: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, username: str) -> User:
        """`november.mai`, `november.vang` …: the people of the story."""
        if username not in self.made:
            try:
                self.made[username] = self.sa_pa.person(username)
            except User.DoesNotExist as error:
                raise AttributeError(username) from error
        return self.made[username]

    @property
    def campaign(self):
        return self.sa_pa.campaign

    @property
    def route(self) -> Route:
        return Route.objects.get(campaign=self.campaign, key="town_award")

    def class_of(self, key: str) -> ParticipantClass:
        return ParticipantClass.objects.get(campaign=self.campaign, key=key)

    @property
    def labour(self) -> Office:
        return self.sa_pa.office("standing_office")

    @property
    def interior(self) -> Office:
        return self.sa_pa.office("interior_office")

    @property
    def coordination(self) -> Office:
        return self.sa_pa.office("coordination_office")

    @staticmethod
    def scan(name: str = "ban-quet.pdf", content: bytes = PDF) -> SimpleUploadedFile:
        return scan(name, content)

    # --- parties and what the records say of them

    def person(self, name: str = "Lù A Sì", unit: Unit | None = None, **more: Any) -> Party:
        return Party.objects.create(
            kind=Party.Kind.PERSON, unit=unit or self.sa_pa.ta_van, name=name, birth_year=1980, gender="male", **more
        )

    def organisation(self, name: str = "Hợp tác xã Mường Hoa", unit: Unit | None = None) -> Party:
        return Party.objects.create(kind=Party.Kind.ORGANISATION, unit=unit or self.sa_pa.ta_van, name=name)

    def household(
        self,
        head: str = "Giàng A Páo",
        *,
        hamlet: Unit | None = None,
        poor_in_2019: bool = True,
        list_number: str = "140/QĐ-UBND",
        income_2019: int | None = 500_000,
        income_2020: int | None = 1_500_000,
    ) -> Party:
        place = hamlet or self.sa_pa.hamlet("Tả Van Mông")
        party = Party.objects.create(kind=Party.Kind.HOUSEHOLD, unit=place, name=f"Hộ {head}", ethnicity="Mông")
        household = Household.objects.create(unit=place, party=party, head_name=head, member_count=5)
        HouseholdYear.objects.create(
            household=household,
            year=2019,
            standard=self.sa_pa.standard,
            poverty_class="poor" if poor_in_2019 else "near_poor",
            income_per_head_vnd=income_2019,
            list_number=list_number,
            list_date=dt.date(2019, 12, 16) if list_number else None,
        )
        HouseholdYear.objects.create(
            household=household,
            year=2020,
            standard=self.sa_pa.standard,
            poverty_class="escaped",
            income_per_head_vnd=income_2020,
            is_provisional=True,
        )
        return party

    def gave(self, party: Party, vnd: int, *, confirmed: bool = True) -> Contribution:
        return Contribution.objects.create(
            unit=self.sa_pa.ta_van,
            campaign=self.campaign,
            donor=party,
            kind="money",
            value_vnd=vnd,
            given_on=dt.date(2020, 6, 1),
            purpose="ủng hộ hộ nghèo",
            confirmation="Giấy xác nhận 12/GXN-UBND" if confirmed else "",
            confirmed_on=dt.date(2020, 6, 5) if confirmed else None,
        )

    def helped(self, party: Party, households: int, *, under_way: int = 0) -> None:
        for number in range(households + under_way):
            other = self.household(f"Vàng A {number}").pk
            done = number < households
            Support.objects.create(
                household=Household.objects.get(party=other),
                helper=party,
                year=2020,
                deed="cho mượn vốn, dạy nghề",
                outcome="escaped_stable_work" if done else "under_way",
                confirmed_by="Giấy xác nhận của UBND xã" if done else "",
            )

    def reviewed(self, ends: dict[str, int], *, period: str = "2020-M09", state: str = "submitted") -> ReviewSet:
        """A review of Tả Van handed in: hamlet → poor households now, of as many households as on 31/12/2019."""
        review = ReviewSet.objects.create(
            unit=self.sa_pa.ta_van,
            year=2020,
            period=period,
            standard=self.sa_pa.standard,
            state=state,
            submitted_at=business_now(),
            approved_at=business_now() if state == "approved" else None,
        )
        for name, poor in ends.items():
            hamlet = self.sa_pa.hamlet(name)
            start = ReviewRow.objects.get(unit=hamlet, review__is_opening=True)
            ReviewRow.objects.create(
                review=review,
                unit=hamlet,
                households_total=start.households_total,
                households_poor_start=start.households_poor_end,
                households_poor_end=poor,
                households_near_end=0,
            )
        return review

    # --- submissions

    def started(self) -> Submission:
        return services.start_submission(
            self.campaign, self.route, self.sa_pa.committee_of(self.sa_pa.ta_van), self.mai
        )

    def add(self, submission: Submission, party: Party, key: str) -> Dossier:
        return services.add_nominee(submission, party, self.class_of(key), self.mai)

    def complete(self, dossier: Dossier) -> None:
        """Texts and papers of one dossier."""
        services.edit_dossier(
            dossier,
            summary="Giúp đỡ hộ nghèo vươn lên thoát nghèo.",
            achievements="Đã giúp vốn, cây giống, kỹ thuật.",
            prior_awards=[],
            by=self.mai,
        )
        if dossier.participant_class.key in {"commune", "hamlet", "agency", "individual", "official"}:
            services.attach_paper(dossier, "achievement_report", scan(), NOVEMBER, self.mai)

    def prepared(self, *nominees: tuple[Party, str]) -> Submission:
        """A submission with everything in it, with the officer."""
        submission = self.started()
        for party, key in nominees or ((self.sa_pa.party(self.sa_pa.hamlet("Tả Van Mông")), "hamlet"),):
            self.complete(self.add(submission, party, key))
        services.attach_paper(submission, "minutes", scan(), NOVEMBER, self.mai)
        return submission

    def submitted(self, *nominees: tuple[Party, str]) -> Submission:
        submission = self.prepared(*nominees)
        services.present(submission, self.mai)
        return services.submit(submission, "86", NOVEMBER, self.vang)

    def dossier(self, *nominees: tuple[Party, str]) -> Dossier:
        """The first dossier of a submission that was handed in."""
        return self.submitted(*nominees).dossiers.order_by("pk")[0]

    def judge(self, dossier: Dossier, office: Office, by, verdict: str = "met", remark: str = "") -> None:
        """Find every judged criterion alike."""
        for criterion in Criterion.objects.filter(group__participant_class=dossier.participant_class, nature="judged"):
            services.find(dossier, criterion, office, verdict, remark, by)

    def forwarded(self, dossier: Dossier, *, verdict: str = "met") -> Dossier:
        """Appraised by both offices and passed on by the third: before the council."""
        self.judge(dossier, self.labour, self.thanh, verdict, "Đã xem" if verdict != "met" else "")
        services.forward(dossier, self.labour, reason="Số sơ bộ, trình hội đồng xem xét", by=self.thanh)
        services.forward(dossier, self.interior, reason="Như trên", by=self.huy)
        return services.forward(dossier, self.coordination, by=self.khanh)

    def finding(self, dossier: Dossier, key: str, office: Office) -> Finding:
        return Finding.objects.get(dossier=dossier, criterion__key=key, office=office)


@pytest.fixture
def november(sa_pa, clock) -> November:
    clock(NOVEMBER)
    return November(sa_pa, clock)
