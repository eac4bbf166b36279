"""The people of the story, all fictional, and their posts."""

from dataclasses import dataclass

from campaign_portal.foundation.models import User
from demo.places import MUONG_HOA, TA_VAN
from emulation.people.models import Appointment, Role

SINCE = "2020-01-01"


@dataclass(frozen=True)
class Person:
    """`desk` is a role of the campaign's offices, a commune's code, or a commune's code and a hamlet's name."""

    username: str
    full_name: str
    role: str
    desk: str
    title: str
    shown_as: str  # in the table printed at the start


CAST = (
    Person("mai", "Nguyễn Thị Mai", Role.COMMUNE_OFFICER, TA_VAN, "Cán bộ LĐ-TB&XH", "cán bộ xã Tả Van"),
    Person("vang", "Lồ A Vảng", Role.COMMUNE_LEADER, TA_VAN, "Chủ tịch UBND xã", "lãnh đạo xã Tả Van"),
    Person("din", "Vàng Thị Dín", Role.HAMLET_HEAD, f"{TA_VAN}/Tả Van Mông", "Trưởng thôn", "trưởng thôn Tả Van Mông"),
    Person("lien", "Hoàng Thị Liên", Role.COMMUNE_OFFICER, MUONG_HOA, "Cán bộ LĐ-TB&XH", "cán bộ xã Mường Hoa"),
    Person("thanh", "Lê Văn Thành", Role.STANDING_OFFICER, "standing_office", "Chuyên viên", "Phòng LĐ-TB&XH"),
    Person("hang", "Đặng Thu Hằng", Role.STANDING_HEAD, "standing_office", "Trưởng phòng", "trưởng Phòng LĐ-TB&XH"),
    Person("huy", "Trần Quốc Huy", Role.INTERIOR_OFFICER, "interior_office", "Chuyên viên", "Phòng Nội vụ"),
    Person("tuan", "Bùi Minh Tuấn", Role.INTERIOR_HEAD, "interior_office", "Trưởng phòng", "trưởng Phòng Nội vụ"),
    Person(
        "khanh", "Nông Văn Khánh", Role.COORDINATION_OFFICER, "coordination_office", "Chuyên viên", "VP Điều phối NTM"
    ),
    Person("ngoc", "Phan Thị Ngọc", Role.COUNCIL_SECRETARY, "council", "Thư ký", "thư ký Hội đồng TĐKT"),
    Person("long", "Phạm Đức Long", Role.LEADER, "authority", "Phó Chủ tịch UBND thị xã", "lãnh đạo ký văn bản"),
    Person("bich", "Cao Thị Bích", Role.CLERK, "authority", "Văn thư", "văn thư"),
    Person("nam", "Đoàn Xuân Nam", Role.ADMINISTRATOR, "authority", "Quản trị", "quản trị"),
    Person("hanh", "Kiều Thị Hạnh", Role.AUDITOR, "authority", "Kiểm tra", "kiểm tra, chỉ xem"),
)


def user_named(username: str) -> User:
    return User.objects.get(username=username)


def posted(role: str, office_id: int) -> User:
    """Who holds a role at an office in the story."""
    return Appointment.objects.own().select_related("user").get(role=role, office_id=office_id).user
