"""Hamlets of Sa Pa's 16 communes as the demo names them, and how poor each place was. Invented; marked as demo data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoCommune:
    """A commune by its code. `poor_share` is roughly the part of poor households on 31/12/2019."""

    code: str
    hamlet_kind: str
    hamlets: tuple[str, ...]
    households: tuple[int, int]  # a hamlet has so many, from–to
    poor_share: float
    minority_share: float
    plan_points: str  # the fall the town assigns for 2020, in percentage points
    building_new_rural: bool = False
    fall_factor: float = 1.0  # how the year goes: 1 meets the plan


def _town(code: str, *names: str, poor: float, plan: str, factor: float) -> DemoCommune:
    return DemoCommune(code, "Tổ dân phố", names, (110, 240), poor, 0.35, plan, fall_factor=factor)


def _village(code: str, *names: str, poor: float, plan: str, factor: float, new_rural: bool = False) -> DemoCommune:
    return DemoCommune(code, "Thôn", names, (58, 138), poor, 0.96, plan, new_rural, factor)


TA_VAN, MUONG_HOA = "03040", "03037"

COMMUNES = (
    _town("03001", "số 1", "số 2", "số 3", "số 4", "số 5", "số 6", "số 7", poor=0.045, plan="1.2", factor=1.1),
    _town("03002", "Sả Pả", "Má Tra", "Suối Hồ", "Giàng Tra", "Sâu Chua", poor=0.17, plan="4.0", factor=1.15),
    _town("03003", "số 1", "số 2", "Can Hồ", "Lao Chải San", "Ô Quý Hồ", poor=0.11, plan="3.0", factor=0.9),
    _village(
        "03004",
        "Can Hồ A",
        "Can Hồ B",
        "Phìn Hồ",
        "Gia Khấu",
        "Kim Ngan",
        "Suối Thầu",
        "Chu Lìn",
        "Lao Chải",
        poor=0.39,
        plan="7.0",
        factor=1.65,
        new_rural=True,
    ),
    _town("03006", "số 1", "số 2", "số 3", "số 4", "Cát Cát", "Sín Chải", poor=0.08, plan="2.2", factor=1.05),
    _village(
        "03010",
        "Móng Sến 1",
        "Móng Sến 2",
        "Vù Lùng Sung",
        "Pờ Sì Ngài",
        "Sín Chải",
        "Chu Lìn 2",
        poor=0.34,
        plan="6.5",
        factor=0.72,
    ),
    _village(
        "03013",
        "Sả Séng",
        "Lủ Khấu",
        "Can Ngài",
        "Tả Chải",
        "Suối Thầu",
        "Giàng Tra",
        poor=0.36,
        plan="6.5",
        factor=0.95,
        new_rural=True,
    ),
    _town("03016", "số 1", "số 2", "Hàm Rồng", "Sín Chải", "Lý Lao Chải", poor=0.12, plan="3.2", factor=1.2),
    _village(
        "03019",
        "Ý Linh Hồ 1",
        "Ý Linh Hồ 2",
        "Lao Hàng Chải",
        "Séo Mý Tỷ 2",
        "Cát Cát 2",
        "Lồ Lao Chải",
        "Hoàng Liên",
        poor=0.29,
        plan="5.5",
        factor=1.35,
        new_rural=True,
    ),
    _village(
        "03022",
        "Bản Toòng",
        "Nậm Cúm",
        "Mông Sến",
        "Lếch Dao",
        "Lếch Mông",
        "Sín Chải",
        poor=0.37,
        plan="6.5",
        factor=1.1,
    ),
    _town("03028", "số 1", "số 2", "số 3", "Cầu Mây", "Bản Pho", poor=0.09, plan="2.5", factor=1.0),
    _village(
        MUONG_HOA,
        "Hang Đá",
        "Bản Pho",
        "Thào Hồng Dến",
        "Hòa Sử Pán",
        "Hầu Chư Ngài",
        "Bản Dền 2",
        "Nậm Ngấn 2",
        "Giàng Tra 2",
        poor=0.28,
        plan="6.0",
        factor=1.55,
        new_rural=True,
    ),
    # Tả Van's own figures stand in `opening.py`: the story tells of them by name.
    _village(
        TA_VAN,
        "Tả Van Giáy 1",
        "Tả Van Giáy 2",
        "Tả Van Mông",
        "Tả Chải Mông",
        "Tả Chải Dao",
        "Séo Mý Tỷ",
        "Dền Thàng",
        poor=0.43,
        plan="6.5",
        factor=1.5,
        new_rural=True,
    ),
    _village(
        "03043",
        "Nậm Sang",
        "Sín Chải A",
        "Sín Chải B",
        "Nậm Lang A",
        "Nậm Lang B",
        "Suối Thầu Dao",
        "Nậm Củm",
        "Mường Bo 1",
        "Mường Bo 2",
        poor=0.33,
        plan="6.0",
        factor=1.25,
        new_rural=True,
    ),
    _village(
        "03046",
        "Bản Dền",
        "La Ve",
        "Tả Trung Hồ",
        "Séo Trung Hồ",
        "Hoàng Liên 2",
        "Ma Quái Hồ",
        "Nậm Toóng",
        poor=0.34,
        plan="6.0",
        factor=1.0,
        new_rural=True,
    ),
    _village(
        "03052",
        "Nậm Sài",
        "Nậm Ngấn",
        "Bản Sài",
        "Nậm Kéng",
        "Nậm Than",
        "Nậm Nhìu",
        poor=0.39,
        plan="7.0",
        factor=1.6,
        new_rural=True,
    ),
)
