"""Cụm thi đua số 1 of Châu Thành (S0 IV, V.5): four communes in a ring, made by Phòng Nội vụ, scored in December."""

import datetime as dt
from decimal import Decimal

from campaign_portal.foundation.models import User
from emulation.clusters import rules, services
from emulation.clusters.models import ClusterMember, ClusterYear, ScoreSheet
from emulation.clusters.selectors.sheets import lines_of
from emulation.clusters.services import Criterion, Given, Membership
from emulation.people.models import Appointment, Office, Party, Role
from emulation.people.services import leadership_office, party_of_unit
from emulation.registrations import services as pledges
from emulation.registrations.models import Pledge
from emulation.registrations.services import Promise, Signature
from emulation.territory.models import Unit

YEAR = 2022
DECEMBER_1 = dt.date(YEAR, 12, 1)
DUE = {
    "self_due_on": dt.date(YEAR, 12, 10),
    "cross_due_on": dt.date(YEAR, 12, 15),
    "final_due_on": dt.date(YEAR, 12, 20),
}
BASIS = "Hướng dẫn số 12/HD-PNV ngày 05/01/2022"
TABLE = (  # what the standing body fixes where the plan gives no table: 100 points and 5 on top
    Criterion("Kết quả thực hiện Phong trào thi đua", Decimal(60)),
    Criterion("Công tác tuyên truyền, chỉ đạo", Decimal("39.5")),
    Criterion("Chế độ báo cáo", Decimal("0.5")),
    Criterion("Mô hình mới được nhân rộng", Decimal(5), is_bonus=True),
)
FULL = ("60", "39.5", "0.5", "0")


class Stage:
    """People and places of the cluster by short names."""

    def __init__(self, plan) -> None:
        self.campaign = plan.campaign
        self.plan = plan
        self.interior = plan.office("standing_office")
        self.council = plan.office("council")
        self.officer = self.person("nv.canbo", self.interior, Role.INTERIOR_OFFICER, "Chuyên viên")
        self.head_of_interior = self.person("nv.truong", self.interior, Role.INTERIOR_HEAD, "Trưởng phòng")
        self.council_member = self.person("hd.uyvien", self.council, Role.COUNCIL_MEMBER, "Ủy viên Hội đồng")
        self.labour = self.person("ld.canbo", plan.office("labour_office"), Role.STANDING_OFFICER, "Chuyên viên")
        communes = Unit.objects.filter(level="commune", parent=self.campaign.unit).in_order()
        self.units = list(communes)[:5]  # four in the cluster, the fifth outside it
        self.parties = [party_of_unit(unit) for unit in self.units[:4]]
        for place, unit in enumerate(self.units, 1):
            office = leadership_office(unit, self.campaign.starts_on)
            self.person(f"xa{place}.canbo", office, Role.COMMUNE_OFFICER, "Công chức")
            self.person(f"xa{place}.lanhdao", office, Role.COMMUNE_LEADER, "Chủ tịch")
        self.year: ClusterYear = None  # type: ignore[assignment]

    def person(self, username: str, office: Office, role: Role, title: str) -> User:
        user, _ = User.objects.get_or_create(username=username, defaults={"full_name": f"Người {username}"})
        Appointment.objects.get_or_create(
            user=user, office=office, role=role, title=title, valid_from=self.campaign.starts_on
        )
        return user

    def who(self, username: str) -> User:
        return User.objects.get(username=username)

    def leader(self, place: int) -> User:
        """The leader of the member at a place, 1 to 4 (5: of the commune outside)."""
        return self.who(f"xa{place}.lanhdao")

    # --- Steps -------------------------------------------------------------------------------------------------------

    def form(self, name: str = "Cụm thi đua số 1", year: int = YEAR) -> ClusterYear:
        cluster = self.campaign.clusters.get(key="clusters")
        self.year = services.create_year(
            self.campaign, year, name=name, kind="cluster", cluster=cluster, by=self.officer
        )
        self.gather()
        services.set_criteria(self.year, TABLE, basis=BASIS, by=self.officer)
        services.edit_year(
            self.year, name=name, council_member=self.council_member, by=self.officer,
            **{key: day.replace(year=year) for key, day in DUE.items()},
        )  # fmt: skip
        return self.reload()

    def gather(self, parties: list[Party] | None = None) -> None:
        chosen = self.parties if parties is None else parties
        services.set_members(self.year, Membership(chosen, head=chosen[0], deputy=chosen[1]), by=self.officer)

    def sign(self) -> Pledge:
        """The pledge of the year's members, written and signed."""
        pledge = services.start_pledge(self.year, by=self.officer)
        parties = list(pledge.parties.all())
        pledges.save_pledge(
            pledge,
            text="Đoàn kết, chủ động, sáng tạo, không để ai bị bỏ lại phía sau.",
            place="Châu Thành",
            promises=[
                Promise("Giảm tỷ lệ hộ nghèo", "từ 2% đến 3%"),
                Promise("Vận động Quỹ “Vì người nghèo”", "50 triệu đồng"),
                Promise("Xây nhà cho hộ nghèo", "05 căn", parties[0].pk),
                Promise("Nhân rộng nhóm tiết kiệm", "03 nhóm", parties[2].pk),
            ],
            signatures={
                party.pk: Signature(name, "Chủ tịch")
                for party, name in zip(
                    parties, ("Lâm Văn Tám", "Trần Thị Út", "Sơn Ngọc Hà", "Thạch Minh"), strict=True
                )
            },
            by=self.officer,
        )
        pledge = pledges.sign_pledge(pledge, on=dt.date(YEAR, 1, 14), by=self.officer)
        self.reload()
        return pledge

    def open(self) -> ClusterYear:
        if self.year is None:
            self.form()
        self.year = services.open_scoring(self.year, by=self.officer)
        return self.year

    def reload(self) -> ClusterYear:
        self.year = ClusterYear.objects.select_related("campaign__unit", "cluster", "pledge").get(pk=self.year.pk)
        return self.year

    def member(self, place: int) -> ClusterMember:
        return ClusterMember.objects.get(cluster_year=self.year, position=place)

    def sheet(self, place: int) -> ScoreSheet:
        return ScoreSheet.objects.get(member__cluster_year=self.year, member__position=place)

    def give(self, place: int, round_: str, points, by: User, words: str = "") -> ScoreSheet:
        sheet = self.sheet(place)
        given = {
            line.pk: Given(None if value is None else Decimal(value), words)
            for line, value in zip(lines_of(sheet), points, strict=True)
        }
        return services.save_scores(sheet, round_, given, by=by)

    def scored_by(self, place: int) -> int:
        """Whose leader cross-scores the member at a place: the ring gives the one before."""
        return place - 1 or 4

    def self_score(self, place: int, points=FULL) -> ScoreSheet:
        self.give(place, rules.SELF, points, self.leader(place))
        return services.submit_self(self.sheet(place), by=self.leader(place))

    def cross_score(self, place: int, points=FULL, words: str = "") -> ScoreSheet:
        scorer = self.leader(self.scored_by(place))
        self.give(place, rules.CROSS, points, scorer, words)
        return services.submit_cross(self.sheet(place), by=scorer)

    def conclude(self, place: int, points=FULL, words: str = "") -> ScoreSheet:
        self.give(place, rules.FINAL, points, self.officer, words)
        return services.conclude(self.sheet(place), by=self.officer)

    def whole(self, place: int, points=FULL) -> ScoreSheet:
        self.self_score(place, points)
        self.cross_score(place, points)
        return self.conclude(place, points)

    def all_concluded(self, *points) -> ClusterYear:
        """Everybody's three rounds; without points all alike."""
        if self.year is None:
            self.open()
        for place in range(1, 5):
            self.whole(place, points[place - 1] if points else FULL)
        return self.reload()

    def published(self, *points):
        self.all_concluded(*points)
        ranking = services.publish(self.year, number="45/TB-HĐTĐKT", on=dt.date(YEAR, 12, 1), by=self.officer)
        self.reload()
        return ranking
