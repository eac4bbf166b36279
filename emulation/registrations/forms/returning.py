"""What a leader or a receiver writes when sending a registration back."""

import datetime as dt
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from campaign_portal.foundation import clock
from emulation.registrations import rules
from emulation.registrations.forms.fields import text_field
from emulation.registrations.models import PledgeItem, Registration
from emulation.registrations.rules import Line
from emulation.registrations.selectors.completeness import line_of


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Cần sửa gì",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Xin ghi cần sửa gì, để cán bộ biết phải làm gì."},
    )


class ReturnForm(forms.Form):
    """What the receiver wants mended: a reason, a day, and the parts that open again."""

    reason = forms.CharField(
        label="Lý do trả lại",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": "Xin ghi lý do, để đơn vị biết phải làm gì."},
    )
    due_on = forms.DateField(
        label="Bổ sung chậm nhất ngày",
        error_messages={"invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 12/3/2020.", "required": "Xin ghi hạn bổ sung."},
        widget=forms.DateInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, registration: Registration, items: list[PledgeItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = clock.today() + dt.timedelta(days=5)
        self.items = [item for item in items if item.nature in rules.TYPED]
        for item in self.items:
            self.fields[f"line_{item.pk}"] = text_field(f"{item.text}: cần bổ sung")
        self.fields["deeds"] = text_field("Việc làm, mô hình: cần bổ sung")
        if any(line_of(item).indicator == rules.indicators.REGISTERED_TO_ESCAPE for item in items):
            self.fields["escape_list"] = text_field("Danh sách hộ đăng ký thoát nghèo: cần bổ sung")

    def rows(self) -> list[tuple[str, Line | None, BoundField]]:
        """What can be named: words, the line with its figures if it is one, the field."""
        parts: list[tuple[str, Line | None, BoundField]] = [
            (item.text, line_of(item), self[f"line_{item.pk}"]) for item in self.items
        ]
        parts.append(("Việc làm, mô hình", None, self["deeds"]))
        if "escape_list" in self.fields:
            parts.append(("Danh sách hộ đăng ký thoát nghèo", None, self["escape_list"]))
        return parts

    def named(self) -> dict[str, Any]:
        """The service's arguments."""
        cleaned = self.cleaned_data
        return {
            "reason": cleaned["reason"],
            "due_on": cleaned["due_on"],
            "lines": {item.pk: cleaned[f"line_{item.pk}"] for item in self.items},
            "deeds": cleaned["deeds"],
            "escape_list": cleaned.get("escape_list", ""),
        }
