"""A new name, a correction, an end."""

from typing import Any

from django import forms

from campaign_portal.foundation import vietnamese
from emulation.territory.forms.days import day_field, line_field
from emulation.territory.models import Level, Unit
from emulation.territory.services import checks

BASIS = "Số và ngày của văn bản, ví dụ Nghị quyết 767/NQ-UBTVQH14 ngày 11/9/2019."


def kind_field(level: str) -> forms.ChoiceField:
    return forms.ChoiceField(label="Loại", choices=[(kind, kind) for kind in checks.KINDS[Level(level)]])


def name_field() -> forms.CharField:
    return line_field("Tên", most=checks.LONGEST_NAME, help_text="Tên riêng, có dấu, không kèm loại.")


class RenameForm(forms.Form):
    """The same place under a new name or kind, from a day on."""

    name = name_field()
    on = day_field("Từ ngày")
    legal_basis = line_field("Căn cứ", most=checks.LONGEST_BASIS, help_text=BASIS)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"kind": unit.kind, "name": unit.name}
        self.fields = {"kind": kind_field(unit.level), **self.fields}


class NameForm(forms.Form):
    """A slip of the keys in a name."""

    name = name_field()
    reason = line_field("Lý do sửa", most=300, help_text="Ví dụ: gõ nhầm dấu.")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"kind": unit.kind, "name": unit.name}
        self.fields = {"kind": kind_field(unit.level), **self.fields}


class CorrectForm(NameForm):
    """Everything the register says of one unit."""

    code = line_field("Mã", most=10, required=False)
    valid_from = day_field("Bắt đầu từ ngày", required=False, help_text="Để trống khi không rõ đơn vị có từ ngày nào.")
    valid_to = day_field("Đến hết ngày", required=False, help_text="Để trống khi đơn vị đang hoạt động.")
    legal_basis = line_field("Căn cứ", most=checks.LONGEST_BASIS, required=False, help_text=BASIS)
    field_order = ["kind", "name", "code", "valid_from", "valid_to", "legal_basis", "reason"]

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        self.initial = {
            **self.initial,
            "code": unit.code,
            "valid_from": unit.valid_from if unit.start_known else None,
            "valid_to": unit.valid_to,
            "legal_basis": unit.legal_basis,
        }
        if unit.level == Level.HAMLET:
            del self.fields["code"]
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        return {"code": "", **(super().clean() or {})}


class HamletForm(forms.Form):
    """One hamlet of a commune."""

    name = name_field()
    valid_from = day_field("Từ ngày", help_text="Ngày văn bản thành lập có hiệu lực.")
    legal_basis = line_field("Căn cứ", most=checks.LONGEST_BASIS, required=False, help_text=BASIS)

    def __init__(self, *args: Any, commune: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"kind": "Thôn" if commune.kind == "Xã" else "Tổ dân phố"}
        self.fields = {"kind": kind_field(Level.HAMLET), **self.fields}


class EndForm(forms.Form):
    """A hamlet that is no more."""

    valid_to = day_field("Ngày cuối cùng còn hoạt động")
    legal_basis = line_field("Căn cứ", most=checks.LONGEST_BASIS, help_text=BASIS)


class ListForm(forms.Form):
    """A workbook of hamlets."""

    file = forms.FileField(
        label="Tệp Excel (.xlsx)",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Xin chọn tệp Excel đã điền."},
    )
    since = day_field("Từ ngày, cho những dòng để trống ngày")

    def __init__(self, *args: Any, commune: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if commune.start_known:
            self.fields["since"].initial = vietnamese.day(commune.valid_from)
