"""The forms around a definition: how a draft begins, its whole text, the paper that amends."""

from typing import Any

from django import forms

from campaign_portal.foundation import clock
from campaign_portal.foundation.models import User
from campaign_portal.shell.definition.drafting import suggested_key
from emulation.campaigns import permissions
from emulation.campaigns.models import CampaignVersion

MOST_BYTES = 2 * 1024 * 1024
EMPTY, COPY, FILE = "trong", "chep", "tep"


class BeginForm(forms.Form):
    """One of three ways; what a way does not need is left aside."""

    way = forms.ChoiceField(
        label="Bắt đầu từ",
        choices=[
            (COPY, "phong trào kỳ trước: chép cả định nghĩa, chuyển năm, để trống số, ngày, người ký của văn bản"),
            (EMPTY, "bản trống: có sẵn đơn vị và các cơ quan"),
            (FILE, "tệp định nghĩa (YAML)"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Xin chọn cách bắt đầu."},
    )
    unit = forms.TypedChoiceField(label="Đơn vị phát động", coerce=int)
    source = forms.TypedChoiceField(
        label="Chép từ", coerce=int, required=False, empty_value=None, help_text="Khi bắt đầu từ phong trào kỳ trước."
    )
    first_year = forms.IntegerField(
        label="Năm bắt đầu",
        required=False,
        min_value=1990,
        max_value=2100,
        help_text="Năm đầu của phong trào mới; các ngày, kỳ, năm của kế hoạch chuyển theo.",
        error_messages={"invalid": "Năm ghi bằng bốn chữ số, ví dụ 2021."},
    )
    file = forms.FileField(label="Tệp", required=False, help_text="Tệp .yaml, bảng mã UTF-8. Tệp còn lỗi cũng nhận.")
    key = forms.CharField(
        label="Mã phong trào",
        required=False,
        max_length=40,
        help_text="Chữ thường không dấu, chữ số, gạch dưới. Bỏ trống thì phần mềm đặt; của tệp thì lấy mã trong tệp.",
    )

    def __init__(self, *args: Any, user: User, sources: list[CampaignVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in permissions.prepared_units(user)}
        self.sources = {version.pk: version for version in sources}
        self.fields["unit"].choices = [(pk, unit.title) for pk, unit in self.units.items()]  # type: ignore[attr-defined]
        self.fields["source"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((pk, f"{version.name} ({version.label})") for pk, version in self.sources.items()),
        ]
        if len(self.units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
        self.initial.setdefault("unit", next(iter(self.units), None))
        self.initial.setdefault("source", next(iter(self.sources), None))
        self.initial.setdefault("way", COPY if self.sources else EMPTY)
        self.initial.setdefault("first_year", clock.today().year + 1)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        way = data.get("way")
        if way == COPY and not data.get("source") and "source" not in self.errors:
            self.add_error("source", "Xin chọn phong trào để chép.")
        if way in (COPY, EMPTY) and not data.get("first_year") and "first_year" not in self.errors:
            self.add_error("first_year", "Xin ghi năm bắt đầu, ví dụ 2021.")
        if way == FILE:
            self._read_file(data)
        source, unit = self.sources.get(data.get("source") or 0), self.units.get(data.get("unit") or 0)
        if way == COPY and source and unit and source.unit_id != unit.pk:
            self.add_error("source", f"Phong trào này của {source.unit}; xin chọn phong trào của {unit}.")
        if way != FILE and unit and data.get("first_year") and not data.get("key"):
            data["key"] = suggested_key(unit, data["first_year"])
        return data

    def _read_file(self, data: dict[str, Any]) -> None:
        upload = data.get("file")
        if not upload:
            self.add_error("file", "Xin chọn tệp định nghĩa.")
        elif upload.size > MOST_BYTES:
            self.add_error("file", "Tệp lớn quá 2 MB; định nghĩa một phong trào thường dưới 100 kB.")
        else:
            try:
                data["text"] = upload.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", "Tệp không phải là UTF-8; xin lưu lại với bảng mã UTF-8.")
            else:
                if "\0" in data["text"]:
                    self.add_error("file", "Tệp không phải là văn bản; xin chọn tệp .yaml.")


class TextForm(forms.Form):
    text = forms.CharField(
        label="Toàn văn (YAML)",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 32, "class": "yaml", "spellcheck": "false", "wrap": "off"}),
        help_text="Lưu được cả khi còn lỗi. Ghi bằng biểu mẫu sau đó thì các dòng chú thích (#) mất.",
        error_messages={"required": "Toàn văn trống; muốn bỏ cả bản dự thảo thì dùng “Bỏ dự thảo”."},
    )


class DocumentForm(forms.Form):
    """The paper that amends; bit by bit."""

    kind = forms.CharField(label="Loại văn bản", max_length=60, required=False, help_text="Quyết định, Kế hoạch …")
    number = forms.CharField(label="Số, ký hiệu", max_length=60, required=False, help_text="Ví dụ 412/QĐ-UBND.")
    date = forms.DateField(
        label="Ngày văn bản",
        required=False,
        help_text="Ngày/tháng/năm. Bản sửa đổi có hiệu lực từ ngày này.",
        error_messages={"invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 25/6/2020."},
    )
    title = forms.CharField(
        label="Trích yếu: sửa đổi, bổ sung điều gì",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    signer = forms.CharField(
        label="Người ký", max_length=200, required=False, help_text="Chức vụ, họ tên, ví dụ Chủ tịch Lê Tân Phong."
    )

    @classmethod
    def of(cls, draft: CampaignVersion, data: Any = None) -> "DocumentForm":
        return cls(data, initial={name: getattr(draft, f"document_{name}") for name in cls.base_fields})
