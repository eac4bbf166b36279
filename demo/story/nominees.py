"""Whom nine communes propose in November, and what they write of each. All but units and organisations are invented."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from demo import ground
from demo.places import MUONG_HOA, TA_VAN
from demo.story import families, gifts, people
from emulation.people.models import Party
from emulation.people.services import party_of_unit, register_person

NGU_CHI_SON, HOANG_LIEN, TRUNG_CHAI, TA_PHIN, BAN_HO, SA_PA_WARD = "03004", "03019", "03010", "03013", "03046", "03002"


@dataclass(frozen=True)
class Nominee:
    """`key` is the story's own word for the case. Who stands behind it is looked up when it is needed."""

    key: str
    commune: str
    part: str  # the class by its key in the plan
    who: Callable[[], Party]
    summary: str
    achievements: tuple[str, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()  # criterion key, words
    prior: tuple[tuple[int, str, str, str], ...] = ()  # year, award, achievement, decision


def of(commune: str) -> list[Nominee]:
    return [nominee for nominee in NOMINEES if nominee.commune == commune]


def named(key: str) -> Nominee:
    return next(nominee for nominee in NOMINEES if nominee.key == key)


def _hamlet(commune: str, name: str) -> Party:
    return party_of_unit(ground.hamlets_by_name(people.unit_of(people.commune(commune)))[name])


def _household(commune: str, hamlet: str, place: int) -> Party:
    """The first of a hamlet made its income more than three times that of 2019; the second just missed it."""
    return families.poor_of(hamlet, commune)[place].party


def _person(commune: str, hamlet: str, name: str, born: int, gender: str, ethnicity: str, position: str) -> Party:
    unit = people.unit_of(people.commune(commune))
    home = ground.hamlets_by_name(unit)[hamlet]
    return register_person(
        unit,
        name=name,
        birth_year=born,
        gender=gender,
        ethnicity=ethnicity,
        position=position,
        address=f"{home.title}, {unit.title}",
        by=people.officer(unit),
    )


def _helper() -> Party:
    return Party.objects.select_related("unit").get(kind=Party.Kind.PERSON, name=families.HELPER)


HAMLET_EVIDENCE = (
    ("organisations", "Quyết định 41-QĐ/ĐU ngày 06/01/2020 công nhận Chi bộ; 3 giấy công nhận đoàn thể vững mạnh"),
    ("money", "Biên bản quyết toán vốn 135 với Phòng Tài chính - Kế hoạch, ngày 12/10/2020"),
    ("infrastructure", "Quyết định của UBND thị xã công nhận thôn đạt các tiêu chí hạ tầng, ngày 28/9/2020"),
)
HOUSEHOLD_EVIDENCE = (("law", "Giấy xác nhận của Công an xã và trưởng thôn, ngày 28/10/2020"),)
HUYEN_2019 = "Giấy khen của Chủ tịch UBND huyện Sa Pa"

NOMINEES = (
    # --- xã Tả Van
    Nominee(
        "ta_van_mong",
        TA_VAN,
        "hamlet",
        partial(_hamlet, TA_VAN, "Tả Van Mông"),
        "Sau chín tháng giảm từ 61 xuống 47 hộ nghèo, vượt trên 50% chỉ tiêu được giao; 9 tổ giúp nhau ngày công, cả "
        "thôn chuyển sang nuôi trâu nhốt chuồng, trồng cỏ và dược liệu.",
        (
            "Chi bộ ra nghị quyết chuyên đề về giảm nghèo, phân công 19 đảng viên giúp 19 hộ; họp thôn hằng tháng xem "
            "từng hộ đã làm được gì.",
            "Chuyển 6 ha nương ngô kém hiệu quả sang trồng cỏ và atiso; 23 hộ nuôi trâu nhốt chuồng qua mùa rét không "
            "chết con nào.",
            "Góp 640 ngày công làm 1,2 km đường nội thôn và 11 nhà tiêu hợp vệ sinh; 100% trẻ trong độ tuổi đến lớp.",
        ),
        HAMLET_EVIDENCE,
        ((2018, HUYEN_2019, "Xây dựng nông thôn mới", "Quyết định 2107/QĐ-UBND ngày 20/12/2018"),),
    ),
    Nominee(
        "five_households",
        TA_VAN,
        "individual",
        _helper,
        "Giúp đúng năm hộ nghèo thôn Tả Van Mông nuôi trâu nhốt chuồng, trồng cỏ; cả năm hộ có việc làm ổn định, thoát "
        "nghèo.",
        (
            "Nhận giúp năm hộ từ tháng 3/2020: cho mượn giống cỏ voi, cùng làm chuồng, hướng dẫn ủ chua thức ăn cho "
            "trâu qua mùa rét.",
            "Đến tháng 10/2020 cả năm hộ được UBND xã xác nhận có việc làm ổn định, thoát nghèo.",
        ),
    ),
    Nominee(
        "sixty_million",
        TA_VAN,
        "economic_organisation",
        partial(gifts.organisation, TA_VAN, gifts.COOPERATIVE),
        "Ủng hộ máy thái cỏ và trâu giống trị giá 60 triệu đồng cho hộ nghèo thôn Dền Thàng, nhận bao tiêu dược liệu.",
    ),
    # --- xã Mường Hoa
    Nominee(
        "unmet_with_reason",
        MUONG_HOA,
        "hamlet",
        partial(_hamlet, MUONG_HOA, "Giàng Tra 2"),
        "Sau chín tháng giảm từ 47 xuống 37 hộ nghèo, dẫn đầu các thôn của xã; mô hình homestay cộng đồng tạo việc làm "
        "cho 14 lao động hộ nghèo.",
        (
            "Thành lập hai tổ hợp tác làm du lịch cộng đồng, 14 lao động hộ nghèo có thu nhập từ 3 triệu đồng mỗi "
            "tháng trong mùa khách.",
            "Vận động 410 ngày công sửa 5 nhà tạm, làm mương dẫn nước cho 8 ha ruộng bậc thang.",
        ),
        HAMLET_EVIDENCE,
    ),
    Nominee(
        "nearly_three_times",
        MUONG_HOA,
        "poor_household",
        partial(_household, MUONG_HOA, "Hòa Sử Pán", 1),
        "Vay vốn chính sách mua hai con trâu, nhận may thổ cẩm cho hợp tác xã; thu nhập gần gấp ba năm 2019, tự nguyện "
        "viết đơn xin ra khỏi danh sách hộ nghèo.",
        evidence=HOUSEHOLD_EVIDENCE,
    ),
    Nominee(
        "three_times_muong_hoa",
        MUONG_HOA,
        "poor_household",
        partial(_household, MUONG_HOA, "Giàng Tra 2", 0),
        "Từ 0,4 ha ruộng chuyển sang trồng rau trái vụ, đón khách ở nhà; thu nhập hơn gấp ba năm 2019, dạy nghề lại "
        "cho hai hộ trong thôn.",
        evidence=HOUSEHOLD_EVIDENCE,
    ),
    # --- xã Liên Minh
    Nominee(
        "three_times_nam_than",
        families.LIEN_MINH,
        "poor_household",
        partial(_household, families.LIEN_MINH, "Nậm Than", 0),
        "Trồng 0,6 ha quế xen sả, nuôi lợn đen bán giống; thu nhập hơn gấp ba năm 2019, trả hết vốn vay trước hạn.",
        evidence=HOUSEHOLD_EVIDENCE,
    ),
    Nominee(
        "three_times_nam_sai",
        families.LIEN_MINH,
        "poor_household",
        partial(_household, families.LIEN_MINH, "Nậm Sài", 0),
        "Nuôi cá hồi cùng nhóm hộ ven suối, bán thẳng cho nhà hàng ở Sa Pa; thu nhập hơn gấp ba năm 2019.",
        evidence=HOUSEHOLD_EVIDENCE,
    ),
    Nominee(
        "women_union",
        families.LIEN_MINH,
        "official",
        partial(
            _person,
            families.LIEN_MINH,
            "Bản Sài",
            "Hoàng Thị Nga",
            1982,
            "female",
            "Dao",
            "Chủ tịch Hội Liên hiệp Phụ nữ xã",
        ),
        "Lập 6 nhóm tiết kiệm với 92 phụ nữ nghèo, cho vay xoay vòng 184 triệu đồng, thu hồi đủ; 17 hội viên "
        "thoát nghèo.",
    ),
    # --- xã Ngũ Chỉ Sơn
    Nominee(
        "party_secretary",
        NGU_CHI_SON,
        "official",
        partial(_person, NGU_CHI_SON, "Phìn Hồ", "Giàng A Lử", 1979, "male", "Mông", "Bí thư Chi bộ"),
        "Vận động 31 hộ đưa trâu về chuồng, hiến 2.300 m² đất mở đường liên thôn; cùng chi bộ giúp 12 hộ thoát nghèo.",
    ),
    Nominee(
        "farm_adviser",
        NGU_CHI_SON,
        "official",
        partial(_person, NGU_CHI_SON, "Can Hồ A", "Tẩn Thị Sáo", 1988, "female", "Dao", "Khuyến nông viên xã"),
        "Đứng lớp 14 buổi kỹ thuật trồng atiso, theo từng hộ suốt vụ; 22 hộ nghèo ký được hợp đồng bán dược liệu.",
    ),
    # --- xã Hoàng Liên
    Nominee(
        "awarded_last_year",
        HOANG_LIEN,
        "official",
        partial(_person, HOANG_LIEN, "Hoàng Liên", "Thào A Chu", 1975, "male", "Mông", "Phó Chủ tịch UBND xã"),
        "Chỉ đạo rà soát đúng người, đúng việc; đưa 9 hộ nghèo vào chuỗi cung ứng rau sạch, 7 hộ thoát nghèo.",
        prior=((2019, HUYEN_2019, "Giảm nghèo năm 2019", "Quyết định 1998/QĐ-UBND ngày 23/12/2019"),),
    ),
    Nominee(
        "village_head",
        HOANG_LIEN,
        "official",
        partial(_person, HOANG_LIEN, "Lồ Lao Chải", "Sùng A Páo", 1984, "male", "Mông", "Trưởng thôn"),
        "Đến từng nhà lập kế hoạch làm ăn cho 28 hộ đăng ký thoát nghèo; vận động 260 ngày công sửa 4 nhà tạm.",
    ),
    # --- xã Trung Chải
    Nominee(
        "fifty_million",
        TRUNG_CHAI,
        "economic_organisation",
        partial(gifts.organisation, TRUNG_CHAI, gifts.TOURISM),
        "Tặng chăn bông, gạo và lợn giống trị giá 50 triệu đồng cho hộ nghèo; nhận 8 lao động của xã vào làm.",
    ),
    Nominee(
        "returned",
        TRUNG_CHAI,
        "official",
        partial(
            _person, TRUNG_CHAI, "Móng Sến 1", "Lý Văn Chiến", 1986, "male", "Dao", "Công chức Văn hóa - Xã hội xã"
        ),
        "Tham mưu kế hoạch giảm nghèo từng thôn; hướng dẫn 18 hộ làm hồ sơ vay vốn chính sách.",
    ),
    # --- xã Tả Phìn
    Nominee(
        "below_fifty_million",
        TA_PHIN,
        "economic_organisation",
        partial(gifts.organisation, TA_PHIN, gifts.HERBS),
        "Ủng hộ cây giống atiso, đương quy trị giá 49,9 triệu đồng; bao tiêu sản phẩm cho 26 hộ.",
    ),
    Nominee(
        "health_worker",
        TA_PHIN,
        "official",
        partial(_person, TA_PHIN, "Sả Séng", "Chảo Mẩy Khé", 1990, "female", "Dao", "Trưởng Trạm Y tế xã"),
        "Đưa thẻ bảo hiểm y tế đến 100% hộ nghèo, cận nghèo; dựng lại nghề thuốc tắm cho 19 phụ nữ nghèo.",
    ),
    # --- xã Bản Hồ
    Nominee(
        "hydropower",
        BAN_HO,
        "economic_organisation",
        partial(gifts.organisation, BAN_HO, gifts.HYDROPOWER),
        "Ủng hộ tấm lợp, xi măng trị giá 120 triệu đồng làm nhà cho hộ nghèo sau lũ ống; tuyển 11 lao động hộ nghèo.",
    ),
    # --- phường Sả Pả
    Nominee(
        "waiting_for_judgement",
        SA_PA_WARD,
        "hamlet",
        partial(_hamlet, SA_PA_WARD, "Sả Pả"),
        "Giảm từ 18 xuống 13 hộ nghèo sau chín tháng; mỗi hộ nghèo có một đảng viên giúp, bốn hộ mở sạp rau ở chợ.",
        ("Tổ dân phố giao mỗi đảng viên giúp một hộ nghèo; bốn hộ có sạp rau ở chợ, ba hộ có người làm khách sạn.",),
        HAMLET_EVIDENCE[:2],
    ),
    Nominee(
        "ward_union",
        SA_PA_WARD,
        "official",
        partial(_person, SA_PA_WARD, "Má Tra", "Má Thị Dở", 1985, "female", "Mông", "Chủ tịch Hội Nông dân phường"),
        "Tổ chức tổ vay vốn 58 thành viên không có nợ quá hạn; giúp 13 hộ trồng hoa lan và rau ôn đới.",
    ),
)
