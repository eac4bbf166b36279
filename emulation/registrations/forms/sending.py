"""The number and day under which the consolidated list goes up."""

from typing import Any

from django import forms

from campaign_portal.foundation import clock
from emulation.territory.forms.days import day_field, line_field


class SendForm(forms.Form):
    number = line_field("Số văn bản", most=10, missing="Xin ghi số văn bản trong sổ văn thư, ví dụ 18.")
    dated_on = day_field("Ngày văn bản")

    def __init__(self, *args: Any, symbol: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].help_text = f"Chỉ số thứ tự; ký hiệu là /{symbol}."
        self.fields["dated_on"].initial = clock.today()
