"""What people fill in around the grid. The grid's own cells are read by `services.entry`."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms

from campaign_portal.foundation import clock
from emulation.territory.models import Unit

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


# --- Up the tree -----------------------------------------------------------------------------------------------------


class CommunesField(forms.ModelMultipleChoiceField):
    """Which communes must correct, of those that a compilation covers."""

    def __init__(self, **kwargs) -> None:
        super().__init__(
            Unit.objects.none(),
            label="Xã, phường phải đính chính",
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text="Chỉ những nơi được chọn mở ra để sửa; các nơi khác giữ nguyên.",
            error_messages={"invalid_choice": "Có xã, phường không nằm trong bản này; xin tải lại trang rồi chọn lại."},
            **kwargs,
        )

    def label_from_instance(self, obj) -> str:
        return obj.opening_title


class SendUpForm(forms.Form):
    """Why it is sent though somebody is missing."""

    missing_note = forms.CharField(
        label="Vì sao trình khi còn thiếu",
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 1000}),
        max_length=1000,
        required=False,
    )


class GiveBackForm(ReturnForm):
    communes = CommunesField()

    def __init__(self, *args, covered=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["communes"].queryset = Unit.objects.filter(pk__in=covered).in_order()  # type: ignore[attr-defined]


class ReopenForm(ReasonForm):
    communes = CommunesField()
    due_on = forms.DateField(label="Hạn đính chính", error_messages=WRONG_DATE, required=False)

    def __init__(self, *args, covered=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["communes"].queryset = Unit.objects.filter(pk__in=covered).in_order()  # type: ignore[attr-defined]
        self.fields["due_on"].initial = clock.today() + dt.timedelta(days=5)


class SanctionForm(forms.Form):
    """The decision that approves a year's figures, with its scan."""

    decision_number = forms.CharField(
        label="Số quyết định phê duyệt", max_length=60, required=False, help_text="Ví dụ 1234/QĐ-UBND"
    )
    decision_date = forms.DateField(label="Ngày quyết định", error_messages=WRONG_DATE, required=False)
    signer = forms.CharField(
        label="Người ký", max_length=120, required=False, help_text="Chức vụ và họ tên, như trên quyết định"
    )
    paper = forms.FileField(label="Bản chụp quyết định (PDF, JPG, PNG)", required=False)


class PublishForm(forms.Form):
    """When and by what paper it was announced."""

    published_on = forms.DateField(label="Ngày công bố", error_messages=WRONG_DATE)
    publication_number = forms.CharField(
        label="Văn bản công bố", max_length=60, required=False, help_text="Ví dụ 45/TB-UBND; có thì ghi"
    )
    paper = forms.FileField(label="Bản chụp văn bản công bố", required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["published_on"].initial = clock.today()


class WorkbookForm(forms.Form):
    """A workbook of figures."""

    file = forms.FileField(
        label="Tệp Excel (.xlsx)",
        allow_empty_file=True,  # the sentence of the guard says more
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Xin chọn tệp Excel đã điền."},
        help_text="Mẫu tải ở trang này, biểu tải từ mục Biểu in, hoặc bảng có hàng tiêu đề và tên thôn.",
    )


class SheetColumnsForm(forms.Form):
    """What each column of a sheet is. Fields are named by the column's place: "c0", "c1" …"""

    def __init__(
        self, *args: Any, texts: Mapping[int, str], meant: Mapping[int, str], names: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Không đọc"), *names.items()]
        for column, text in sorted(texts.items()):
            self.fields[f"c{column}"] = forms.ChoiceField(
                label=text, choices=choices, required=False, initial=meant.get(column, "")
            )

    @property
    def chosen(self) -> dict[int, str]:
        return {int(name[1:]): meaning for name, meaning in self.cleaned_data.items()}
