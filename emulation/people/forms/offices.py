"""An office: its facts, and its end with those who follow."""

from typing import Any

from django import forms

from emulation.people import rules, selectors
from emulation.people.forms import MANAGED_UNITS, day_field, text_field
from emulation.people.models import OTHER_WORK, Function, Office
from emulation.people.services.offices import Facts, Heir
from emulation.territory.forms import UnitField
from emulation.territory.models import Unit


class OfficeForm(forms.Form):
    """Facts of an office; of a new one also what it does and since when."""

    name = text_field("Tên đầy đủ", "Xin ghi tên cơ quan.", help_text="Như trong văn bản: Phòng Nội vụ thị xã Sa Pa.")
    short_name = text_field("Tên gọi", help_text="Để trống thì dùng tên đầy đủ. Ví dụ Phòng Nội vụ.")
    symbol = text_field("Ký hiệu văn bản", help_text="Ví dụ UBND, PNV (NĐ 30/2020, Phụ lục III).")
    place = text_field("Địa danh", help_text="Đứng trước ngày của văn bản, ví dụ Sa Pa.")
    function = forms.ChoiceField(label="Chức năng", error_messages={"required": "Xin chọn chức năng của cơ quan."})
    valid_from = day_field("Hoạt động từ ngày")

    def __init__(self, *args: Any, unit: Unit, office: Office | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if office is not None:
            del self.fields["function"], self.fields["valid_from"]
            return
        possible = [(key, Function(key).label.capitalize()) for key, at in rules.LEVELS.items() if unit.level in at]
        self.fields["function"].choices = [("", "Chọn…"), *possible]  # type: ignore[attr-defined]

    @property
    def facts(self) -> Facts:
        return Facts(**{name: self.cleaned_data[name] for name in ("name", "short_name", "symbol", "place")})


class EndOfficeForm(forms.Form):
    """From when an office works no more, by which paper, and who takes over what."""

    on = day_field("Thôi hoạt động từ ngày", help_text="Ngày đầu tiên cơ quan không còn làm việc.")
    reason = text_field("Căn cứ", "Xin ghi căn cứ: quyết định nào, của ai, ngày nào.")
    heir = forms.ModelChoiceField(
        Office.objects.none(), required=False, empty_label="Không có", label="Cơ quan kế thừa việc này"
    )
    other = forms.ModelChoiceField(
        Office.objects.none(), required=False, empty_label="Không có", label="Cơ quan nhận phần việc khác"
    )
    other_work = text_field("Phần việc khác là gì", help_text="Ví dụ: lao động, người có công.")

    def __init__(self, *args: Any, office: Office, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office = office
        near = selectors.possible_heirs(office)
        rows = Office.objects.visible_to(user).filter(pk__in=[heir.pk for heir in near]).order_by("name")
        label = office.get_function_display()
        heir, other = self.fields["heir"], self.fields["other"]
        heir.queryset = other.queryset = rows  # type: ignore[attr-defined]
        heir.help_text = f"Làm tiếp việc “{label}”: đọc được giấy tờ cũ và nhận các việc đang chờ."
        for field in (heir, other):
            field.label_from_instance = lambda row: row.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("other") and not found.get("other_work"):
            self.add_error("other_work", "Xin ghi phần việc nào chuyển cho cơ quan này.")
        return found

    @property
    def heirs(self) -> list[Heir]:
        found = self.cleaned_data
        heirs = [Heir(found["heir"], self.office.function)] if found["heir"] else []
        return heirs + ([Heir(found["other"], OTHER_WORK[0], found["other_work"])] if found["other"] else [])


class ChooseUnit(forms.Form):
    """Where: the first step of everything that is made at a unit."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = UnitField(label="Đơn vị", pick=MANAGED_UNITS)
        field.for_user(user)
        self.fields["don_vi"] = field
