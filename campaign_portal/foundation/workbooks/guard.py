"""The door for a workbook from outside.

A megabyte can unpack to a machine's whole memory; a single cell in the last corner of a sheet makes a reader lay out
seventeen thousand million; one long text that a million cells refer to is copied a million times. All three are seen
before the reader is let in.

What is read is what was looked at: the parts that passed are packed anew, the rest (pictures, programs) stays outside.
"""

import io
import re
import zipfile
from typing import Any
from xml.parsers import expat

from django.core.files.base import File

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.workbooks import plain_sheet

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 100
RATIO_FROM = 1024 * 1024  # a small file may be as dense as it likes
MOST_ENTRIES = 1_000
MOST_COLUMNS = 256
MOST_TEXT = 64 * 1024 * 1024  # characters of texts that cells share, were each of them the longest

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the old .xls, and what Excel wraps a workbook with a password in
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NEEDED = re.compile(r"(\[Content_Types\]\.xml|_rels/.*\.rels|xl/.*\.(xml|rels))", re.IGNORECASE)
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
SAVE_AGAIN = "Xin mở bằng Excel, chọn Lưu thành (Save As) kiểu Excel Workbook (.xlsx) rồi tải lại."


def opened(upload: File, *, most_rows: int, field: str = "file") -> io.BytesIO:
    """The workbook, safe to hand to a reader. Raises Refused with a sentence for anything else.

    What the file is decides, not what it is called.
    """
    name = vietnamese.nfc(upload.name or "tệp")

    def refuse(says: str) -> Refused:
        return Refused(Problem(f"Tệp “{name}” {says}", field=field))

    size = upload.size or 0
    if size == 0:
        raise refuse("rỗng. Xin chọn lại tệp.")
    if size > MOST_BYTES:
        raise refuse(
            f"nặng quá {MOST_BYTES // 1_048_576} MB. Xin bỏ hình ảnh, trang tính thừa hoặc chia làm nhiều tệp."
        )
    upload.seek(0)
    content = upload.read()
    if content.startswith(OLE):
        if _ENCRYPTED in content:
            raise refuse("có mật khẩu nên không đọc được. Xin bỏ mật khẩu (File, Info, Protect Workbook) rồi tải lại.")
        raise refuse(f"là kiểu Excel cũ (.xls). {SAVE_AGAIN}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _looked_at(packed, size, most_rows)
    except _TooMuch as much:
        raise refuse(str(much)) from None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise refuse(f"không phải là sổ Excel (.xlsx). {SAVE_AGAIN}") from None


class _TooMuch(Exception):
    """A workbook, but not one to let in; the message says why."""


def visible_sheets(upload: File, *, most_rows: int, field: str = "file") -> list[tuple[str, list[list[Any]]]]:
    """The name and the cells of each sheet that is not hidden. Raises Refused with a sentence as `opened` does."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    safe = opened(upload, most_rows=most_rows, field=field)
    try:
        with CalamineWorkbook.from_filelike(safe) as book:
            visible = [s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
            return [(sheet, book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)) for sheet in visible]
    except (CalamineError, ValueError, OSError):
        name = vietnamese.nfc(upload.name or "tệp")
        raise Refused(Problem(f"Tệp “{name}” không đọc được như một sổ Excel. {SAVE_AGAIN}", field=field)) from None


def _looked_at(packed: zipfile.ZipFile, size: int, most_rows: int) -> io.BytesIO:
    entries = packed.infolist()
    if len(entries) > MOST_ENTRIES:
        raise _TooMuch(f"gồm quá nhiều phần ({vietnamese.grouped(len(entries))}). {SAVE_AGAIN}")
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise zipfile.BadZipFile("no workbook inside")
    if any(entry.flag_bits & 1 for entry in entries):
        raise _TooMuch("có mật khẩu nên không đọc được. Xin bỏ mật khẩu rồi tải lại.")
    if len(names) < len(entries):
        raise _TooMuch(f"có hai phần trùng tên. {SAVE_AGAIN}")
    unpacked = longest = shared = 0
    safe = io.BytesIO()
    with zipfile.ZipFile(safe, "w") as anew:
        for entry in entries:
            if not _NEEDED.fullmatch(entry.filename):
                continue
            part = bytearray()
            with packed.open(entry) as stream:
                while piece := stream.read(256 * 1024):
                    unpacked += len(piece)
                    if unpacked > MOST_UNPACKED or (unpacked > RATIO_FROM and unpacked > MOST_RATIO * size):
                        raise _TooMuch(f"nén quá chặt: mở ra lớn gấp nhiều lần, không đọc được an toàn. {SAVE_AGAIN}")
                    part += piece
            content = bytes(part)
            around, of_rows = plain_sheet.apart(content, most_rows) or (content, 0)
            scan = _Scan(most_rows)
            scan.read(around)
            longest, shared = max(longest, scan.longest), shared + scan.shared + of_rows
            anew.writestr(entry.filename, content)
    if longest * shared > MOST_TEXT:
        raise _TooMuch(f"lặp một đoạn chữ rất dài ở quá nhiều ô. {SAVE_AGAIN}")
    safe.seek(0)
    return safe


class _Scan:
    """Reads one part as XML: how far its cells reach, how many refer to a shared text, the longest of these.

    A cell without content is not there.
    """

    def __init__(self, most_rows: int) -> None:
        self.most_rows = most_rows
        self.row = self.column = 0
        self.in_cell = False
        self.text = self.longest = self.shared = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype

    def read(self, part: bytes) -> None:
        try:
            self.parser.Parse(part, True)
        except expat.ExpatError:
            raise _TooMuch(f"bị hỏng một phần. {SAVE_AGAIN}") from None

    def _doctype(self, *about: object) -> None:
        raise _TooMuch(f"có phần khai báo mà Excel không ghi. {SAVE_AGAIN}")

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "row":
                said = attributes.get("r", "")
                self.row = int(said) if said.isdecimal() else self.row + 1
                self.column = 0
            case "c":
                self.in_cell = True
                self.shared += attributes.get("t") == "s"
                if place := _PLACE.fullmatch(attributes.get("r", "")):
                    self.column, self.row = _column_number(place[1]), int(place[2])
                else:
                    self.column += 1
            case "si":
                self.text = 0
            case "v" | "is" | "f" if self.in_cell:
                self._reached()

    def _end(self, name: str) -> None:
        match name.rpartition(" ")[2]:
            case "c":
                self.in_cell = False
            case "si":
                self.longest = max(self.longest, self.text)

    def _characters(self, text: str) -> None:
        self.text += len(text)

    def _reached(self) -> None:
        if self.row > self.most_rows:
            raise _TooMuch(
                f"có số liệu đến dòng {vietnamese.grouped(self.row)}, quá {vietnamese.grouped(self.most_rows)} dòng "
                "đọc được trong một lần. Xin xóa phần thừa hoặc chia làm nhiều tệp."
            )
        if self.column > MOST_COLUMNS:
            raise _TooMuch(f"có số liệu ở cột thứ {self.column}, quá {MOST_COLUMNS} cột. Xin xóa phần thừa.")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
