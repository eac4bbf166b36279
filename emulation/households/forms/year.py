"""What a review found a household to be, and what asks for a year's list."""

from typing import Any

from django import forms

from emulation.households.forms.household import CountField
from emulation.households.models import HouseholdYear
from emulation.households.services import Found
from emulation.poverty.models import PovertyCause, PovertyStandard, ProtectedGroup, StandardIndicator
from emulation.territory.forms.days import day_field, line_field

Class = HouseholdYear.PovertyClass


def _many(model: Any, label: str) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        model.objects.none(), label=label, required=False, widget=forms.CheckboxSelectMultiple
    )


class YearForm(forms.Form):
    """All that the sheets say of one household in one year under one standard."""

    poverty_class = forms.ChoiceField(
        label="Diện",
        choices=[("", "Chọn…"), *((value, label.capitalize()) for value, label in Class.choices)],
        error_messages={"required": "Xin chọn diện của hộ."},
    )
    declared = forms.ChoiceField(
        label="Danh sách ghi là",
        required=False,
        choices=[("", "Không ghi"), *((v, label.capitalize()) for v, label in HouseholdYear.Declared.choices)],
    )
    member_count = CountField(label="Số nhân khẩu trong năm", required=False, most=999)
    income_points = CountField(label="Điểm B1 (thu nhập)", required=False, most=9999)
    lack_points = CountField(label="Điểm B2 (thiếu hụt)", required=False, most=9999)
    income_vnd = CountField(
        label="Thu nhập bình quân đầu người, đồng/tháng",
        required=False,
        most=1_000_000_000,
        help_text="Ví dụ 1.250.000.",
    )
    causes = _many(PovertyCause, "Nguyên nhân nghèo")
    lacks = _many(StandardIndicator, "Thiếu hụt")
    groups = _many(ProtectedGroup, "Nhóm đối tượng")
    wish = line_field("Nguyện vọng, hỗ trợ đề nghị", most=300, required=False)
    list_number = line_field(
        "Quyết định phê duyệt danh sách", most=60, required=False, help_text="Số, ví dụ 140/QĐ-UBND."
    )
    list_date = day_field("Ngày quyết định", required=False)
    is_provisional = forms.BooleanField(label="Số liệu sơ bộ", required=False)

    def __init__(self, *args: Any, standard: PovertyStandard, row: HouseholdYear | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("causes", PovertyCause.objects.order_by("position")),
            ("lacks", StandardIndicator.objects.filter(standard=standard).order_by("position")),
            ("groups", ProtectedGroup.objects.order_by("position")),
        ):
            field: Any = self.fields[name]
            field.queryset = rows
        if row is not None:
            plain = ("poverty_class", "declared", "member_count", "income_points", "lack_points", "wish")
            self.initial = {name: getattr(row, name) for name in plain}
            self.initial |= {"income_vnd": row.income_per_head_vnd, "list_number": row.list_number}
            self.initial |= {"list_date": row.list_date, "is_provisional": row.is_provisional}
            for name in ("causes", "lacks", "groups"):
                self.initial[name] = list(getattr(row, name).values_list("pk", flat=True))

    @property
    def found(self) -> Found:
        given = dict(self.cleaned_data)
        return Found(**{**given, **{name: tuple(given[name]) for name in ("causes", "lacks", "groups")}})
