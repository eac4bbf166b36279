"""The paper that answers a duty."""

from typing import Any

from django import forms

from emulation.duties import rules
from emulation.duties.models import Duty, Fulfillment


class PaperForm(forms.Form):
    """Number, date, scan; a reason too when what was recorded is corrected."""

    number = forms.CharField(
        label="Số, ký hiệu", max_length=60, error_messages={"max_length": "Số, ký hiệu dài quá 60 chữ."}
    )
    date = forms.DateField(
        label="Ngày văn bản",
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 10/3/2020.", "required": "Xin ghi ngày văn bản."},
    )
    scan = forms.FileField(
        label="Bản chụp đã ký (PDF, JPG hoặc PNG)",
        required=False,
        allow_empty_file=True,  # the sentence of `files.check_scan` says more
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    reason = forms.CharField(
        label="Lý do sửa", max_length=300, error_messages={"required": "Xin ghi lý do sửa."}, widget=forms.TextInput()
    )

    def __init__(self, *args: Any, duty: Duty, done: Fulfillment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = rules.PLAIN_PAPERS[duty.kind]
        number = self.fields["number"]
        number.help_text = f"Ví dụ {plain.example}."
        number.error_messages["required"] = f"Xin ghi số, ký hiệu văn bản, ví dụ {plain.example}."
        self.fields["scan"].help_text = (
            "Bắt buộc." if plain.needs_scan and not (done and done.paper_id) else "Không bắt buộc."
        )
        if done is None:
            del self.fields["reason"]
        else:
            number.initial, self.fields["date"].initial = done.paper_number, done.paper_date
