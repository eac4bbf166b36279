"""What a gift says of itself, and what confirms, corrects and withdraws it."""

from decimal import Decimal
from typing import Any

from django import forms

from campaign_portal.foundation import vietnamese
from emulation.campaigns.models import Campaign
from emulation.contributions.forms.fields import MoneyField, QuantityField, date_field, reason_field, scan_field
from emulation.contributions.models import Contribution, ContributionWay
from emulation.territory.models import Level, Unit, UnitQuerySet


class GiftForm(forms.Form):
    """What a gift says of itself: written down first, or corrected later."""

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
    given_on = date_field("Ngày đóng góp", "12/6/2020")
    purpose = forms.CharField(
        label="Nội dung",
        max_length=300,
        help_text="Tặng gì, cho việc gì.",
        error_messages={"required": "Xin ghi nội dung: tặng gì, cho việc gì."},
    )
    way = forms.ModelChoiceField(
        ContributionWay.objects.none(),
        label="Quỹ, cách đóng góp",
        required=False,
        empty_label="Không qua quỹ nào",
        help_text="Theo kế hoạch của phong trào.",
        error_messages={"invalid_choice": "Quỹ này không có trong kế hoạch của phong trào; xin chọn lại."},
    )
    for_unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Dành cho",
        required=False,
        help_text="Hộ được hưởng chọn ở trang đóng góp, sau khi ghi.",
        error_messages={"invalid_choice": "Đơn vị này không thuộc đơn vị nhận; xin chọn lại."},
    )

    def __init__(self, *args: Any, campaign: Campaign, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        way: Any = self.fields["way"]
        way.queryset = campaign.contribution_ways.all()
        place: Any = self.fields["for_unit"]
        place.queryset = below(unit)
        place.empty_label = f"Chung cho {unit.title}"
        place.label_from_instance = lambda below: below.opening_title
        if not way.queryset.exists():
            del self.fields["way"]

    @property
    def gift(self) -> dict[str, Any]:
        names = ("kind", "value_vnd", "quantity", "given_on", "purpose", "for_unit")
        return {**{name: self.cleaned_data[name] for name in names}, "way": self.cleaned_data.get("way")}


def below(unit: Unit) -> UnitQuerySet:
    """The places right below a unit that a gift to it may be for: hamlets of a commune, communes of a town."""
    level = Level.HAMLET if unit.level == Level.COMMUNE else Level.COMMUNE
    return Unit.objects.below(unit).valid_on().filter(level=level).order_by("sort_key", "pk")


class ConfirmationForm(forms.Form):
    number = forms.CharField(
        label="Số giấy xác nhận",
        max_length=120,
        help_text="Ví dụ 05/GXN-UBND.",
        error_messages={"required": "Xin ghi số giấy xác nhận, ví dụ 05/GXN-UBND."},
    )
    date = date_field("Ngày giấy xác nhận", "15/6/2020")
    scan = scan_field()


class CorrectionForm(GiftForm):
    """What was written wrongly, written over. The paper's boxes are there once a paper confirmed the gift."""

    number = forms.CharField(
        label="Số giấy xác nhận",
        max_length=120,
        error_messages={"required": "Xin ghi số giấy xác nhận, ví dụ 05/GXN-UBND."},
    )
    date = date_field("Ngày giấy xác nhận", "15/6/2020")
    scan = scan_field()
    reason = reason_field("Ví dụ: ghi nhầm số tiền so với giấy xác nhận. Lý do ở lại trong lịch sử.")

    def __init__(self, *args: Any, gift: Contribution, **kwargs: Any) -> None:
        super().__init__(*args, campaign=gift.campaign, unit=gift.unit, **kwargs)
        self.initial = {
            "kind": gift.kind,
            "value_vnd": vietnamese.grouped(gift.value_vnd) if gift.value_vnd else "",
            "quantity": _plain(gift.quantity),
            "given_on": gift.given_on,
            "purpose": gift.purpose,
            "way": next((way for way in gift.campaign.contribution_ways.all() if way.key == gift.way_key), None),
            "for_unit": gift.for_unit,
            "number": gift.confirmation,
            "date": gift.confirmed_on,
        }
        if not gift.confirmed_on:
            for name in ("number", "date", "scan"):
                del self.fields[name]


def _plain(quantity: Decimal | None) -> str:
    return "" if quantity is None else vietnamese.decimal_text(quantity, 0 if quantity == int(quantity) else 1)


class WithdrawalForm(forms.Form):
    reason = reason_field("Ví dụ: ghi hai lần cùng một đóng góp. Dòng đã rút vẫn xem được, không tính vào đâu nữa.")
