"""Marks of a unit, and where it went."""

from typing import Any

from django import forms

from campaign_portal.foundation import vietnamese
from emulation.territory.forms.days import PercentField, day_field, line_field, scan_field
from emulation.territory.forms.picker import UnitField
from emulation.territory.forms.register import BASIS
from emulation.territory.models import Unit, UnitMark, UnitSuccession
from emulation.territory.selectors import picks
from emulation.territory.services import checks


class MarkForm(forms.Form):
    """A mark with its decision."""

    mark = forms.ChoiceField(label="Diện", choices=[(key, label.capitalize()) for key, label in UnitMark.Mark.choices])
    legal_basis = line_field(
        "Quyết định", most=checks.LONGEST_BASIS, help_text="Số và ngày, ví dụ QĐ 131/QĐ-TTg ngày 25/01/2017."
    )
    valid_from = day_field("Từ ngày")
    valid_to = day_field("Đến hết ngày", required=False, help_text="Để trống khi diện còn hiệu lực.")
    paper = scan_field("Bản chụp quyết định")

    def __init__(self, *args: Any, row: UnitMark | None = None, **kwargs: Any) -> None:
        fields = ("mark", "legal_basis", "valid_from", "valid_to")
        super().__init__(*args, **kwargs)
        self.initial = {field: getattr(row, field) for field in fields} if row else {}


class RemoveForm(forms.Form):
    """Why something that was written down never was."""

    reason = line_field("Lý do xóa", most=300)


class SuccessionForm(forms.Form):
    """Another unit that this one came from, or went into."""

    way = forms.ChoiceField(
        label="Quan hệ",
        choices=[("went", "Đơn vị này nhập vào, chuyển thành"), ("came", "Đơn vị này được lập từ")],
        widget=forms.RadioSelect(),
        initial="went",
    )
    other = UnitField(pick=picks.EVERY_UNIT, label="Đơn vị kia")
    on = day_field("Từ ngày", help_text="Ngày đầu tiên của đơn vị mới, ví dụ 01/7/2025.")
    extent = forms.ChoiceField(
        label="Phần của đơn vị cũ",
        choices=[(key, label.capitalize()) for key, label in UnitSuccession.Extent.choices],
        widget=forms.RadioSelect(),
        initial=UnitSuccession.Extent.WHOLE,
    )
    legal_basis = line_field("Căn cứ", most=checks.LONGEST_BASIS, help_text=BASIS)

    def __init__(self, *args: Any, user: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other = UnitField(pick=picks.EVERY_UNIT, label="Đơn vị kia", level=unit.level)
        other.for_user(user)
        self.fields["other"] = other


class SettleForm(forms.Form):
    """What a person found out about a succession."""

    extent = forms.ChoiceField(
        label="Phần của đơn vị cũ",
        choices=[(key, label.capitalize()) for key, label in UnitSuccession.Extent.choices],
        widget=forms.RadioSelect(),
    )
    share = PercentField(
        label="Tỷ lệ, %",
        required=False,
        help_text="Phần của đơn vị cũ về đây, theo số hộ. Để trống khi chưa rõ: số liệu cũ không chuyển sang được.",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    share_basis = line_field(
        "Nguồn của tỷ lệ", most=checks.LONGEST_BASIS, required=False, help_text="Văn bản, biên bản, số hộ hai bên."
    )
    legal_basis = line_field("Căn cứ", most=checks.LONGEST_BASIS, help_text=BASIS)
    certain = forms.BooleanField(label="Đã đối chiếu với văn bản: quan hệ này đúng", required=False)
    reason = line_field("Đã đối chiếu với", most=300, help_text="Văn bản, trang, người xác nhận; ghi vào nhật ký.")

    def __init__(self, *args: Any, row: UnitSuccession, **kwargs: Any) -> None:
        share = vietnamese.decimal_text(row.share * 100, 3).rstrip("0").rstrip(",") if row.share is not None else ""
        fields = ("extent", "share_basis", "legal_basis", "certain")
        super().__init__(*args, **kwargs)
        self.initial = {**{field: getattr(row, field) for field in fields}, "share": share}
