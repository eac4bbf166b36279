"""A list of households: its file and what holds for all of it, its columns, one of its rows to mend."""

from collections.abc import Mapping
from typing import Any

from django import forms

from campaign_portal.foundation.quantities import parse_count
from emulation.households.importers.headings import Known
from emulation.households.importers.rows import Row
from emulation.households.models import HouseholdYear
from emulation.poverty.models import PovertyStandard
from emulation.poverty.selectors.lists import standard_of_year
from emulation.territory.forms.days import day_field, line_field


class ListForm(forms.Form):
    """The file and what it is."""

    file = forms.FileField(
        label="Tệp Excel (.xlsx)",
        allow_empty_file=True,  # the sentence of the guard says more
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Xin chọn tệp danh sách."},
    )
    year = forms.CharField(
        label="Danh sách năm",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "Xin ghi năm của danh sách."},
    )
    standard = forms.ModelChoiceField(
        PovertyStandard.objects.none(), label="Chuẩn nghèo", required=False, empty_label="Theo năm"
    )
    poverty_class = forms.ChoiceField(
        label="Diện của mọi hộ trong danh sách",
        required=False,
        choices=[
            ("", "Theo cột “Diện” trong tệp"),
            *((value, label.capitalize()) for value, label in HouseholdYear.PovertyClass.choices),
        ],
        help_text="Danh sách hộ nghèo và danh sách hộ cận nghèo thường là hai tệp: chọn diện cho từng tệp.",
    )
    list_number = line_field(
        "Quyết định công nhận", most=60, required=False, help_text="Nếu tệp không có cột này. Ví dụ 140/QĐ-UBND."
    )
    list_date = day_field("Ngày quyết định", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["standard"]
        field.queryset = PovertyStandard.objects.order_by("-first_year")

    def clean_year(self) -> int:
        text = self.cleaned_data["year"].strip()
        if not (text.isascii() and text.isdecimal() and 2000 <= int(text[:5]) <= 2100):
            raise forms.ValidationError(f"“{text[:20]}” không phải năm. Ví dụ đúng: 2020.")
        return parse_count(text) or 0

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("year") and not data.get("standard"):
            data["standard"] = standard_of_year(data["year"])
            if data["standard"] is None:
                self.add_error("year", f"Chưa có chuẩn nghèo cho năm {data['year']}.")
        if bool(data.get("list_number")) != bool(data.get("list_date")) and "list_date" not in self.errors:
            self.add_error("list_number", "Quyết định công nhận cần cả số và ngày.")
        return data


class ColumnsForm(forms.Form):
    """What each column of the sheet is. Fields are named by the column's place: "c0", "c1" …"""

    def __init__(self, *args: Any, texts: Mapping[int, str], columns: Mapping[str, int], known: Known, **kwargs: Any):
        super().__init__(*args, **kwargs)
        meant = {column: of for of, column in columns.items()}
        choices = [("", "Không đọc"), *known.names.items()]
        for column, text in sorted(texts.items()):
            self.fields[f"c{column}"] = forms.ChoiceField(
                label=text, choices=choices, required=False, initial=meant.get(column, "")
            )

    @property
    def chosen(self) -> dict[int, str]:
        return {int(name[1:]): of for name, of in self.cleaned_data.items()}


class RowForm(forms.Form):
    """The cells of a household's first row, as they were typed; an id number is not shown again."""

    def __init__(self, *args: Any, row: Row, known: Known, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for of in row.block.head.columns:
            is_id = of == "id_number"
            self.fields[of] = forms.CharField(
                label=known.label(of),
                required=False,
                initial="" if is_id else row.block.head[of],
                help_text="Để trống: giữ như trong tệp." if is_id else "",
            )

    @property
    def values(self) -> dict[str, str]:
        typed = dict(self.cleaned_data)
        return {of: text for of, text in typed.items() if of != "id_number" or text}
