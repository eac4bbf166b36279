"""A figure taken over from a paper, and a ruling."""

from decimal import Decimal
from typing import Any

from django import forms

from campaign_portal.foundation import quantities
from emulation.targets.models import Ruling
from emulation.targets.rules.indicators import STANDARD_QUANTITIES, IndicatorSpec

MOST = 10**13


class AmountField(forms.CharField):
    """Counts and đồng as people type them: "11.874", "11 874"."""

    def clean(self, value: Any) -> Decimal | None:
        try:
            number = quantities.parse_count(value or "", most=MOST)
        except quantities.NotANumber as wrong:
            raise forms.ValidationError(f"{str(wrong).capitalize()}.") from wrong
        if number is None and self.required:
            raise forms.ValidationError(self.error_messages["required"])
        return None if number is None else Decimal(number)


class StatedForm(forms.Form):
    part = AmountField(error_messages={"required": "Xin ghi số."})
    whole = AmountField(error_messages={"required": "Xin ghi tổng số: tỷ lệ tính từ hai số đếm, không nhập tỷ lệ."})
    source = forms.CharField(
        label="Văn bản có số liệu này",
        max_length=200,
        error_messages={
            "required": "Xin ghi tên, số văn bản có số liệu này.",
            "max_length": "Tên văn bản dài quá 200 ký tự; xin rút gọn.",
        },
        help_text="Ví dụ: Quyết định 1095/QĐ-UBND phê duyệt kết quả rà soát hộ nghèo.",
    )
    source_on = forms.DateField(
        label="Ngày văn bản",
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 22/12/2021.",
            "required": "Xin ghi ngày văn bản.",
        },
    )

    def __init__(self, *args: Any, spec: IndicatorSpec, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        part, whole = STANDARD_QUANTITIES.get(spec.source, (spec.part or spec.name, spec.whole))
        unit = f" ({spec.unit_of_measure})" if not spec.is_rate else ""
        self.fields["part"].label = f"{part[:1].upper()}{part[1:]}{unit}"
        self.fields["whole"].label = f"{whole[:1].upper()}{whole[1:]}"
        for name in ("part", "whole"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"
        if not spec.is_rate:
            del self.fields["whole"]


class RulingForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Kết luận",
        choices=Ruling.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Xin chọn một kết luận."},
    )
    reason = forms.CharField(
        label="Lý do, căn cứ",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Xin ghi lý do, căn cứ của kết luận."},
    )
