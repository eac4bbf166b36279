"""What people type of a number allotted from above."""

from typing import Any

from django import forms

from campaign_portal.foundation import quantities
from emulation.campaigns.models import Campaign
from emulation.regimes.models import AwardForm


class WholeNumber(forms.CharField):
    """A whole number as people type it: "42", "1.234"."""

    def clean(self, value: Any) -> int | None:
        try:
            return quantities.parse_count(super().clean(value) or "")
        except quantities.NotANumber as wrong:
            raise forms.ValidationError(f"{self.label}: {wrong}.") from wrong


def _asked(label: str, asks: str, most: int = 160, **options: Any) -> forms.CharField:
    messages = {"required": asks, "max_length": f"{label}: dài quá {most} chữ; xin viết gọn lại."}
    return forms.CharField(label=label, max_length=most, error_messages=messages, **options)


class QuotaForm(forms.Form):
    """The number and its paper; of a new one, the award form and the year too."""

    award_form = forms.ModelChoiceField(
        label="Hình thức khen thưởng",
        queryset=AwardForm.objects.none(),
        error_messages={
            "required": "Xin chọn hình thức khen thưởng.",
            "invalid_choice": "Hình thức này không có trong danh mục của phong trào. Xin chọn lại.",
        },
    )
    year = forms.IntegerField(
        label="Năm xét",
        error_messages={"required": "Xin ghi năm xét.", "invalid": "Năm xét ghi bốn chữ số, ví dụ 2020."},
    )
    allotted = WholeNumber(label="Số được phân bổ", error_messages={"required": "Xin ghi số được phân bổ."})
    issuer = _asked("Cơ quan phân bổ", "Xin ghi cơ quan phân bổ.")
    document = _asked("Số văn bản", "Xin ghi số văn bản phân bổ, ví dụ: Công văn 125/BTĐKT-VI.", 60)
    document_on = forms.DateField(
        label="Ngày văn bản",
        error_messages={
            "required": "Xin ghi ngày văn bản.",
            "invalid": "Ngày văn bản ghi chưa đúng. Ví dụ đúng: 05/11/2020.",
        },
    )

    def __init__(self, *args: Any, campaign: Campaign | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if campaign is None:  # a number that is there already keeps its form and year
            del self.fields["award_form"], self.fields["year"]
        else:
            choice: Any = self.fields["award_form"]
            choice.queryset = AwardForm.objects.filter(given_in_campaigns=True).order_by("pk")
            choice.label_from_instance = lambda form: f"{form.short_name} ({form.get_level_display()})"
