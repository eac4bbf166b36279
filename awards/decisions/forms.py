"""Forms of decisions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from awards.decisions.models import Award, AwardDecision
from awards.decisions.selectors import Book
from campaign_portal.foundation import quantities, vietnamese

NOT_A_DATE = "Ngày ghi chưa đúng. Ví dụ đúng: 20/11/2020."


class PlainlySaid(forms.ModelForm):
    """What a field lacks is asked for by its own name."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            name = str(field.label)
            field.error_messages["required"] = f"Xin ghi {name[:1].lower()}{name[1:]}."


class DraftForm(PlainlySaid):
    """The draft's own words: the proposal it names, who pays, who carries it out, who gets it."""

    proposal_on = forms.DateField(label="Ngày tờ trình", required=False, error_messages={"invalid": NOT_A_DATE})

    class Meta:
        model = AwardDecision
        fields = ["subject", "proposer_post", "proposal_number", "proposal_on", "payer", "executors", "recipients"]
        labels = {
            "proposer_post": "Theo đề nghị của",
            "proposal_number": "Tờ trình số",
            "executors": "Thi hành (Điều 3), trước “và các tập thể, hộ gia đình, cá nhân…”",
            "recipients": "Nơi nhận, mỗi dòng một nơi",
        }
        help_texts = {
            "proposal_number": "Ví dụ 121/TTr-PNV",
            "recipients": "Dòng cuối là “Lưu: VT, …”. Dấu gạch đầu dòng và dấu chấm phẩy phần mềm tự đặt.",
        }
        widgets = {
            "subject": forms.Textarea(attrs={"rows": 2}),
            "executors": forms.Textarea(attrs={"rows": 3}),
            "recipients": forms.Textarea(attrs={"rows": 4}),
        }


class AwardForm(PlainlySaid):
    """How one line of the list reads."""

    class Meta:
        model = Award
        fields = ["recipient_name", "recipient_detail", "achievement"]
        widgets = {"achievement": forms.Textarea(attrs={"rows": 4})}


class CoefficientForm(forms.Form):
    """A coefficient as people write it: 0,3."""

    coefficient = forms.CharField(
        label="Hệ số", max_length=12, error_messages={"required": "Xin ghi hệ số, ví dụ 0,3."}
    )
    basis = forms.CharField(
        label="Căn cứ của hệ số",
        max_length=300,
        help_text="Điều, khoản của văn bản, hoặc công văn hướng dẫn. Ghi lại trong nhật ký.",
        error_messages={"required": "Xin ghi căn cứ của hệ số."},
    )

    def clean_coefficient(self) -> Decimal:
        try:
            value = quantities.parse_decimal(self.cleaned_data["coefficient"])
        except quantities.NotANumber as wrong:
            raise forms.ValidationError(f"{str(wrong).capitalize()}.") from wrong
        if value is None:
            raise forms.ValidationError("Xin ghi hệ số, ví dụ 0,3.")
        return value


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Lý do", max_length=300, error_messages={"required": "Xin ghi lý do, để người sau biết vì sao."}
    )


class NumberForm(forms.Form):
    """The number by the clerk's book."""

    number = forms.IntegerField(
        label="Số theo sổ của văn thư",
        min_value=1,
        max_value=99_999,
        error_messages={
            "invalid": "Số văn bản là số nguyên, ví dụ 5.",
            "required": "Xin ghi số, ví dụ 5.",
            "min_value": "Số văn bản từ 1 trở lên.",
            "max_value": "Số văn bản lớn quá; xin kiểm tra lại.",
        },
    )


class IssueForm(forms.Form):
    """The date the decision will bear; the number where the clerk keeps the book."""

    issued_on = forms.DateField(
        label="Ngày ban hành", error_messages={"invalid": NOT_A_DATE, "required": "Xin ghi ngày ban hành."}
    )


class SeriesForm(forms.Form):
    by_clerk = forms.TypedChoiceField(
        label="Ai cấp số quyết định",
        choices=[("0", "Phần mềm cấp số tiếp theo khi ban hành"), ("1", "Văn thư ghi số theo sổ trước khi ban hành")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )


def read_book(data: Mapping[str, Any]) -> Book:
    """How the register's address narrows it; what is no filter is left out."""
    year, nature = str(data.get("nam", "")), str(data.get("loai", ""))
    natures = {value for value, _ in Award._meta.get_field("nature").flatchoices}
    return Book(
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        query=vietnamese.nfc(str(data.get("tim", "")))[:80],
        nature=nature if nature in natures else "",
    )
