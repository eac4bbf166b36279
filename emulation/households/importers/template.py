"""The blank list to fill in: F14 and F15 in one, with a column for the class."""

from campaign_portal.foundation import workbooks
from campaign_portal.foundation.workbooks import Blank, Heading
from emulation.households.models import HouseholdYear
from emulation.poverty.models import PovertyStandard
from emulation.poverty.selectors import catalogue
from emulation.territory.models import Unit


def blank_list(commune: Unit, standard: PovertyStandard, hamlets: list[Unit]) -> bytes:
    classes = tuple(label.capitalize() for _, label in HouseholdYear.PovertyClass.choices)
    tick = ("x",)
    columns = [
        Blank(Heading("head_no", "STT chủ hộ", required=False), 8, "Số của hộ, ở dòng chủ hộ.", example="1"),
        Blank(Heading("member_no", "STT thành viên", required=False), 8, "1 là chủ hộ, rồi 2, 3 …", example="1"),
        Blank(Heading("full_name", "Họ và tên"), 28, "Mỗi người một dòng; chủ hộ trước.", example="Vàng A Lử"),
        Blank(
            Heading("hamlet", "Thôn, tổ dân phố"),
            24,
            "Ở dòng chủ hộ.",
            tuple(hamlet.opening_title for hamlet in hamlets),
            example=hamlets[0].opening_title if hamlets else "Thôn 1",
        ),
        Blank(Heading("born_male", "Năm sinh nam", required=False), 9, "Năm sinh, nếu là nam.", example="1985"),
        Blank(Heading("born_female", "Năm sinh nữ", required=False), 9, "Năm sinh, nếu là nữ."),
        Blank(Heading("ethnicity", "Dân tộc", required=False), 12, "", example="Mông"),
        Blank(Heading("relation", "Quan hệ với chủ hộ"), 14, "Chủ hộ, vợ, chồng, con …", example="Chủ hộ"),
        Blank(Heading("id_number", "CCCD", required=False), 16, "12 chữ số. Chỉ ba số cuối được giữ."),
        Blank(Heading("class", "Diện"), 16, "Ở dòng chủ hộ.", classes, example=classes[0]),
        *(
            Blank(Heading(f"declared:{value}", label.capitalize(), required=False), 9, "Đánh dấu x.", tick)
            for value, label in HouseholdYear.Declared.choices
        ),
        *(
            Blank(Heading(f"group:{group.code}", group.short_name.capitalize(), required=False), 12, group.name, tick)
            for group in catalogue.groups()
        ),
        Blank(Heading("b1", "B1", required=False), 7, "Điểm B1 (thu nhập).", example="110"),
        Blank(Heading("b2", "B2", required=False), 7, "Điểm B2 (thiếu hụt).", example="30"),
        Blank(Heading("income", "Thu nhập, đồng/tháng", required=False), 14, "Bình quân đầu người.", example="650.000"),
        Blank(
            Heading("causes", "Nguyên nhân nghèo", required=False),
            30,
            "Cách nhau dấu chấm phẩy.",
            example="Thiếu vốn; Thiếu đất sản xuất",
        ),
        Blank(
            Heading("lacks", "Chỉ số thiếu hụt", required=False),
            16,
            f"Số thứ tự theo {standard.name.lower()}, cách nhau dấu chấm phẩy.",
            example="4; 9; 10",
        ),
        Blank(Heading("wish", "Nguyện vọng", required=False), 28, "", example="vay vốn tín dụng"),
        Blank(Heading("list_number", "Quyết định công nhận", required=False), 16, "", example="140/QĐ-UBND"),
        Blank(Heading("list_date", "Ngày quyết định", required=False), 12, "", example="16/12/2020"),
    ]
    notes = (
        "Danh sách hộ nghèo, cận nghèo xuất từ phần mềm của tỉnh cũng nhập được: không cần chép sang biểu này.",
        "Tải lên rồi xem trước: dòng đúng được ghi, dòng sai chờ sửa; tải cùng một tệp hai lần không thêm gì.",
        *(f"Thiếu hụt {lack.position}: {lack.name}" for lack in catalogue.indicators(standard)),
    )
    title = f"Danh sách hộ nghèo, hộ cận nghèo của {commune.full_title}"
    return workbooks.blank(columns, sheet="Danh sách hộ", title=title, notes=notes)
