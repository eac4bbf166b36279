"""Fields of a registration: a cell of its tables, a figure in a line's own measure, money."""

from decimal import Decimal
from typing import Any

from django import forms

from campaign_portal.foundation import quantities
from emulation.registrations import rules
from emulation.registrations.rules import Line


class Box(forms.TextInput):
    """A cell of a table: as wide as its column."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs={"class": "form-control form-control-sm", "autocomplete": "off", **attrs})


def text_field(label: str, most: int = 300, **attrs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        widget=Box(**attrs),
        error_messages={"max_length": f"{label}: dài quá {most} chữ; xin viết gọn lại."},
    )


class FigureField(forms.CharField):
    """A figure as people type it, in the line's own measure. Its clean value is a Decimal, None when empty."""

    def __init__(self, line: Line, **kwargs: Any) -> None:
        self.line = line
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        try:
            return rules.read(self.line.measure, value or "")
        except quantities.NotANumber as wrong:
            raise forms.ValidationError(f"{self.line.text}: {wrong}.") from wrong


class MoneyField(forms.CharField):
    """Whole đồng as people write them ("12.000.000"); None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Box(inputmode="numeric", **{"class": "form-control form-control-sm num"}))
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> int | None:
        try:
            return quantities.parse_count(value or "", most=rules.MOST_VND)
        except quantities.NotANumber as wrong:
            raise forms.ValidationError(f"{self.label}: {wrong}.") from wrong
