"""Fields that several forms of this room have."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms

from campaign_portal.foundation import quantities

SMALL = {"class": "form-control form-control-sm", "autocomplete": "off"}


class PointsField(forms.CharField):
    """Points as people type them. Its clean value is a Decimal, None when empty; `what` stands before a refusal."""

    def __init__(self, read: Callable[[str], Decimal | None], what: str = "", **kwargs: Any) -> None:
        self.read, self.what = read, what
        attrs = {**SMALL, "class": "form-control form-control-sm num", "inputmode": "decimal"}
        super().__init__(required=False, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        try:
            return self.read(value or "")
        except quantities.NotANumber as wrong:
            raise forms.ValidationError(f"{self.what}: {wrong}." if self.what else f"{wrong}.") from wrong


def text(label: str, most: int, **attrs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        widget=forms.TextInput(attrs={**SMALL, **attrs}),
        error_messages={"max_length": f"{label}: dài quá {most} chữ; xin viết gọn lại."},
    )


def day(label: str, example: str, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"class": "form-control", "inputmode": "numeric"}),
        error_messages={
            "invalid": f"Ngày ghi chưa đúng. Ví dụ đúng: {example}.",
            "required": f"Xin ghi {label[0].lower()}{label[1:]}.",
        },
    )


def scan(label: str) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        allow_empty_file=True,  # the sentence of `files.check_scan` says more
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".pdf,.jpg,.jpeg,.png"}),
    )


def reason(label: str, missing: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": missing},
    )


def kept(form: forms.Form) -> dict[str, str]:
    """What was typed, as it was typed: kept as a draft. Only this form's own fields."""
    return {name: str(form.data[name]) for name in form.fields if name in form.data}
