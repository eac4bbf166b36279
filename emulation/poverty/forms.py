"""What people fill in around the grid. The grid's own cells are read by `services.entry`."""

import datetime as dt

from django import forms

from campaign_portal.foundation import clock

WRONG_DATE = {"invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 25/6/2020.", "required": "Xin ghi ngày."}


class ReasonForm(forms.Form):
    """Why something goes back."""

    reason = forms.CharField(
        label="Lý do, phải sửa gì",
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
        max_length=1000,
        error_messages={"required": "Xin ghi lý do, để bên nhận biết phải làm gì."},
    )


class ReturnForm(ReasonForm):
    due_on = forms.DateField(label="Hạn bổ sung", error_messages=WRONG_DATE)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = clock.today() + dt.timedelta(days=3)


class CorrectionForm(forms.Form):
    """Why an approved review is corrected; whoever orders it says by when."""

    reason = forms.CharField(
        label="Lý do đính chính",
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
        max_length=1000,
        error_messages={"required": "Xin ghi lý do đính chính: số nào sai, vì sao."},
    )
    due_on = forms.DateField(label="Hạn đính chính", error_messages=WRONG_DATE)

    def __init__(self, *args, is_ordered: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if is_ordered:
            self.fields["due_on"].initial = clock.today() + dt.timedelta(days=5)
        else:
            del self.fields["due_on"]


class DecisionForm(forms.Form):
    """The decision that recognises a year's review."""

    decision_number = forms.CharField(
        label="Số quyết định công nhận kết quả",
        max_length=60,
        help_text="Ví dụ 45/QĐ-UBND",
        error_messages={"required": "Xin ghi số quyết định công nhận kết quả rà soát, ví dụ 45/QĐ-UBND."},
    )
    decision_date = forms.DateField(label="Ngày quyết định", error_messages=WRONG_DATE)
