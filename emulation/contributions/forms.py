"""A gift, and the paper that confirms it."""

from decimal import Decimal
from typing import Any

from django import forms

from campaign_portal.foundation import quantities, vietnamese
from emulation.contributions import rules
from emulation.contributions.models import Contribution
from emulation.people.models import Party


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


def _date(label: str, example: str, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": f"Ngày ghi chưa đúng. Ví dụ đúng: {example}.",
            "required": f"Xin ghi {label.lower()}.",
        },
        **kwargs,
    )


def _scan() -> forms.FileField:
    return forms.FileField(
        label="Bản chụp giấy xác nhận (PDF, JPG hoặc PNG)",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class ContributionForm(forms.Form):
    """What a donor gave. The paper may come later."""

    donor_kind = forms.ChoiceField(
        label="Người đóng góp là",
        choices=[(Party.Kind.ORGANISATION, "tổ chức, doanh nghiệp, cơ quan"), (Party.Kind.PERSON, "cá nhân")],
        initial=Party.Kind.ORGANISATION,
        widget=forms.RadioSelect(),
    )
    donor_name = forms.CharField(
        label="Tên người đóng góp",
        max_length=200,
        widget=forms.TextInput(attrs={"list": "nguoi-dong-gop", "autocomplete": "off"}),
        error_messages={"required": "Xin ghi tên tổ chức hoặc cá nhân đóng góp."},
    )
    donor_address = forms.CharField(label="Địa chỉ (nếu ở nơi khác)", max_length=200, required=False)
    kind = forms.ChoiceField(label="Loại", choices=Contribution.Kind.choices)
    value_vnd = MoneyField(
        label="Giá trị, đồng",
        required=False,
        help_text="Tiền, hoặc hiện vật và ngày công quy ra tiền.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    quantity = QuantityField(
        label="Số lượng",
        required=False,
        help_text="Số ngày công, số nhà.",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    given_on = _date("Ngày đóng góp", "12/6/2020")
    purpose = forms.CharField(
        label="Nội dung",
        max_length=300,
        help_text="Tặng gì, cho việc gì.",
        error_messages={"required": "Xin ghi nội dung: tặng gì, cho việc gì."},
    )
    number = forms.CharField(
        label="Số giấy xác nhận", max_length=120, required=False, help_text="Chưa có thì để trống, xác nhận sau."
    )
    date = _date("Ngày giấy xác nhận", "15/6/2020", required=False)
    scan = _scan()


class ConfirmationForm(forms.Form):
    number = forms.CharField(
        label="Số giấy xác nhận",
        max_length=120,
        help_text="Ví dụ 05/GXN-UBND.",
        error_messages={"required": "Xin ghi số giấy xác nhận, ví dụ 05/GXN-UBND."},
    )
    date = _date("Ngày giấy xác nhận", "15/6/2020")
    scan = _scan()
