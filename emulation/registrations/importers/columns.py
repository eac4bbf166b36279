"""What a list of registrations asks, in grid and workbook alike: one row is a household, a person, an organisation."""

from collections.abc import Sequence
from dataclasses import dataclass

from campaign_portal.foundation import workbooks
from campaign_portal.foundation.workbooks import Blank, Heading
from emulation.people.models import Party


@dataclass(frozen=True)
class Column:
    """One thing that is asked. `number` are figures, `size` characters of the box."""

    key: str
    text: str
    hint: str = ""
    example: str = ""
    required: bool = False
    also: tuple[str, ...] = ()
    number: bool = False
    size: int = 14

    @property
    def heading(self) -> Heading:
        return Heading(self.key, self.text, self.required, self.also)


PLACE = Column(
    "place", "Thôn, tổ dân phố", "Tên như trong danh bạ.", "Tả Van Mông", True, ("Thôn", "Bản", "Ấp"), size=16
)
NEAR = Column(
    "place", "Thôn, tổ dân phố", "Để trống: đăng ký với xã.", "Tả Van Mông", also=("Thôn", "Bản", "Ấp"), size=16
)
BORN = Column(
    "born", "Năm sinh", "Để phân biệt người trùng tên.", "1985", also=("Năm sinh chủ hộ",), number=True, size=5
)
ON = Column("on", "Ngày đăng ký", "Như trên giấy; để trống là hôm nay.", "05/3/2020", also=("Ngày ký", "Ngày"), size=10)
DEEDS = (
    Column("deed", "Việc làm cụ thể", "Giúp ai, việc gì.", "Giúp làm nhà", also=("Việc làm", "Nội dung"), size=24),
    Column("quantity", "Số lượng", "Số nguyên.", "10", also=("Số ngày công",), number=True, size=6),
    Column("measure", "Đơn vị tính", "", "ngày công", size=9),
    Column("value", "Trị giá, đồng", "Tiền, hoặc hiện vật quy ra tiền.", "2.000.000", also=("Số tiền", "Trị giá"),
           number=True, size=11),
    Column("note", "Ghi chú", "Thời gian, người được giúp.", "tháng 4", also=("Thời gian",)),
)  # fmt: skip
COLUMNS: dict[str, tuple[Column, ...]] = {
    Party.Kind.HOUSEHOLD: (
        PLACE,
        Column("name", "Chủ hộ", "Như trong sổ hộ.", "Lý A Mẫu", True, ("Họ và tên chủ hộ", "Họ và tên"), size=18),
        BORN,
        Column("members", "Số nhân khẩu", "Chỉ cần với hộ chưa có trong sổ hộ.", "4", also=("Nhân khẩu", "Số khẩu"),
               number=True, size=4),
        Column("wish", "Nguyện vọng", "Tự nguyện thoát nghèo bằng cách nào.", "Chăn nuôi trâu", size=24),
        Column("help", "Đề nghị giúp đỡ", "Vốn, giống, kỹ thuật, việc làm …", "Vay vốn 50 triệu đồng",
               also=("Đề nghị hỗ trợ", "Hỗ trợ đề nghị"), size=24),
        ON,
    ),
    Party.Kind.PERSON: (
        NEAR,
        Column("name", "Họ và tên", "Họ, tên đệm và tên.", "Giàng Thị Mẫu", True, ("Họ tên",), size=18),
        BORN,
        Column("position", "Chức vụ, nơi công tác", "Ví dụ hội viên Hội LHPN thôn.", "hội viên Hội Nông dân",
               also=("Tổ chức, đoàn thể", "Đoàn thể"), size=18),
        *DEEDS,
        ON,
    ),
    Party.Kind.ORGANISATION: (
        Column("name", "Tên tổ chức", "Như trong giấy đăng ký.", "Hợp tác xã Mẫu", True, ("Tổ chức", "Tên đơn vị"),
               size=24),
        Column("address", "Địa chỉ", "", "Tổ 1", size=16),
        *DEEDS,
        ON,
    ),
}  # fmt: skip


def columns_of(kind: str) -> Sequence[Column]:
    return COLUMNS[kind]


def blank_workbook(kind: str, title: str, hamlets: Sequence[str]) -> bytes:
    """The list to fill in; hamlets to choose from."""
    columns = [
        Blank(
            column.heading,
            max(column.size * 1.3, 10),
            column.hint,
            tuple(hamlets) if column.key == "place" else (),
            hamlets[0] if column.key == "place" and hamlets else column.example,
        )
        for column in columns_of(kind)
    ]
    notes = (
        "Mỗi dòng một bản đăng ký. Tải lên rồi xem trước: dòng đúng được ghi, dòng sai chờ sửa, không dòng nào mất.",
        "Tải cùng một tệp hai lần không thêm gì.",
    )
    return workbooks.blank(columns, sheet="Đăng ký", title=title, notes=notes)
