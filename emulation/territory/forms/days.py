"""Days and papers as people type them, with the sentences when they can't be read."""

from decimal import Decimal
from typing import Any

from django import forms

from campaign_portal.foundation import quantities


def day_field(label: str, *, required: bool = True, help_text: str = "", **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"inputmode": "numeric", "placeholder": "ngày/tháng/năm"}),
        error_messages={
            "invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 25/6/2020.",
            "required": f"Xin ghi {label[:1].lower()}{label[1:]}, ví dụ 25/6/2020.",
        },
        **kwargs,
    )


def line_field(
    label: str, *, most: int, required: bool = True, help_text: str = "", missing: str = "", **kwargs: Any
) -> forms.CharField:
    """One line of text. What is too long is said with both numbers, and what was typed stays."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=most,
        error_messages={
            "required": missing or f"Xin ghi {label[:1].lower()}{label[1:]}.",
            "max_length": f"{label} dài %(show_value)s ký tự; xin rút còn nhiều nhất %(limit_value)s ký tự.",
        },
        widget=forms.TextInput(),
        **kwargs,
    )


def scan_field(label: str) -> forms.FileField:
    return forms.FileField(
        label=f"{label} (PDF, JPG hoặc PNG)",
        required=False,
        allow_empty_file=True,  # the sentence of `files.check_scan` says more
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class PercentField(forms.CharField):
    """A share as people write it: "35", "35,5 %". Cleans to a part of one."""

    def clean(self, value: Any) -> Decimal | None:
        try:
            number = quantities.parse_decimal((value or "").replace("%", " ").strip())
        except quantities.NotANumber as wrong:
            raise forms.ValidationError(f"{wrong}. Ghi phần trăm, ví dụ 35,5.") from wrong
        if number is None:
            return None
        if not 0 < number <= 100 or number != round(number, 3):
            raise forms.ValidationError("Ghi phần trăm trên 0 và nhiều nhất 100, đến ba chữ số thập phân, ví dụ 35,5.")
        return number / 100
