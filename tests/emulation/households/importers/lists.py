"""Workbooks as the provinces' software writes them."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile

F15 = (
    ("DANH SÁCH HỘ NGHÈO NĂM 2020",),
    ("STT chủ hộ", "STT thành viên", "Họ và tên", "Thôn", "Năm sinh", "", "Dân tộc", "Quan hệ với chủ hộ",
     "Nghèo mới", "Tái nghèo", "Nghèo cũ", "CSCC", "DT tại chỗ", "Không có khả năng lao động",
     "Nhu cầu hỗ trợ", "", "", "", "", ""),
    ("", "", "", "", "Nam", "Nữ", "", "", "", "", "", "", "", "", "Y tế", "Giáo dục", "Sản xuất",
     "Vay vốn tín dụng", "Nhà ở", "Khác"),
)  # fmt: skip
SECOND = (
    ("Họ và tên", "Thôn", "Năm sinh", "Dân tộc", "CCCD", "Quyết định công nhận", "Ngày", "B1", "B2", "Nguyên nhân"),
)


def workbook(*rows, name: str = "danh sach.xlsx") -> SimpleUploadedFile:
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("Danh sách")
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell not in ("", None):
                    page.write(at, column, cell)
    return SimpleUploadedFile(name, file.getvalue())


def f15(*rows) -> SimpleUploadedFile:
    """Rows below the headings of the first province."""
    return workbook(*F15, *rows)


def head(number, name, born, *, hamlet="Tả Van Mông", ethnicity="Mông", old="x", merit="", credit=""):
    return (
        number,
        1,
        name,
        hamlet,
        born,
        "",
        ethnicity,
        "Chủ hộ",
        "",
        "",
        old,
        merit,
        "",
        "",
        "",
        "",
        "",
        credit,
        "",
        "",
    )


def member(number, name, *, man="", woman="", relation="Con"):
    return ("", number, name, "", man, woman, "Mông", relation)
