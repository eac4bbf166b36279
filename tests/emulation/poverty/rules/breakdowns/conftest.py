"""A standard of three lacks, two causes, three groups, two peoples."""

import pytest

from emulation.poverty.rules import columns
from emulation.poverty.rules.breakdowns.tables import Breakdown, Catalogue, Named
from emulation.poverty.rules.findings import Place

CATALOGUE = Catalogue(
    lacks=(
        Named("job", "Việc làm", "Việc làm", "1"),
        Named("nutrition", "Dinh dưỡng", "Y tế", "2"),
        Named("health_insurance", "Bảo hiểm y tế", "Y tế", "3"),
        Named("child_school", "Tình trạng đi học của trẻ em", "Giáo dục", "4"),
    ),
    causes=(Named("no_land", "Thiếu đất sản xuất"), Named("other", "Khác")),
    groups=(
        Named("no_labour", "Hộ không có khả năng lao động"),
        Named("merit", "Hộ có thành viên là người có công với cách mạng"),
        Named("native_minority", "Hộ dân tộc thiểu số tại chỗ"),
    ),
    peoples=(Named("ede", "Ê Đê"), Named("mong", "Mông")),
    least_lacks=3,
)
PLACE = Place("Buôn Ea", "buôn")


@pytest.fixture
def breakdown() -> Breakdown:
    return Breakdown(CATALOGUE)


def row(**counts: int) -> dict[str, int | None]:
    """The settled counts of a hamlet by field."""
    return dict.fromkeys(columns.ALL_FIELDS) | counts


def line(name: str, poverty_class: str = "poor", population: str = "households") -> str:
    """line("lack.job") → its field."""
    return f"{population}_{poverty_class}.{name}"
