"""Money, amounts and days as people type them."""

from decimal import Decimal
from typing import Any

from django import forms

from campaign_portal.foundation import quantities, vietnamese
from emulation.contributions import rules


class MoneyField(forms.CharField):
    """đồng as people type them: "50.000.000", "50 000 000 đ"."""

    def clean(self, value: Any) -> int | None:
        typed = vietnamese.nfc(value or "").lower().removesuffix("đồng").removesuffix("đ").strip()
        try:
            return quantities.parse_count(typed, most=rules.MOST_VND)
        except quantities.NotANumber as wrong:
            guess = rules.in_digits(typed)
            asked = f"; có phải {guess}?" if guess else ", ví dụ 50.000.000."
            raise forms.ValidationError(f"Giá trị {quantities.quoted(typed)}: xin ghi đủ chữ số{asked}") from wrong


class QuantityField(forms.CharField):
    """Days or houses, half days allowed: "12", "12,5"."""

    def clean(self, value: Any) -> Decimal | None:
        try:
            number = quantities.parse_decimal(value or "")
        except quantities.NotANumber as wrong:
            raise forms.ValidationError(f"{wrong}.") from wrong
        if number is not None and number != round(number, 1):
            raise forms.ValidationError("Chỉ ghi đến một chữ số thập phân, ví dụ 12,5.")
        return number


def date_field(label: str, example: str, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": f"Ngày ghi chưa đúng. Ví dụ đúng: {example}.",
            "required": f"Xin ghi {label.lower()}.",
        },
        **kwargs,
    )


def scan_field() -> forms.FileField:
    return forms.FileField(
        label="Bản chụp giấy xác nhận (PDF, JPG hoặc PNG)",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


def reason_field(help_text: str) -> forms.CharField:
    return forms.CharField(
        label="Lý do", max_length=300, help_text=help_text, error_messages={"required": "Xin ghi lý do."}
    )
