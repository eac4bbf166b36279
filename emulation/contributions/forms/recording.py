"""A gift and its donor, who may be known already."""

from typing import Any

from django import forms

from campaign_portal.foundation import vietnamese
from emulation.campaigns.models import Campaign
from emulation.contributions.forms.fields import date_field, scan_field
from emulation.contributions.forms.gift import GiftForm
from emulation.contributions.models import Donor
from emulation.contributions.selectors import donors
from emulation.people.models import Party
from emulation.territory.models import Unit

SOMEBODY_ELSE = "moi"


def _sorts() -> list[tuple[str, str]]:
    return [(value, label[:1].upper() + label[1:]) for value, label in Donor.Sort.choices]


class ContributionForm(GiftForm):
    """What a donor gave, and who it is. The paper may come later.

    `which` is asked only where somebody known bears the name and may be another.
    """

    field_order = (
        "donor_kind", "donor_name", "which", "donor_sort", "donor_address", "donor_country",
        "kind", "value_vnd", "quantity", "given_on", "purpose", "way", "for_unit", "number", "date", "scan",
    )  # fmt: skip

    donor_kind = forms.ChoiceField(
        label="Người đóng góp là",
        choices=[(Party.Kind.ORGANISATION, "tổ chức, doanh nghiệp, cơ quan"), (Party.Kind.PERSON, "cá nhân, hộ")],
        initial=Party.Kind.ORGANISATION,
        widget=forms.RadioSelect(),
    )
    donor_name = forms.CharField(
        label="Tên người đóng góp",
        max_length=200,
        widget=forms.TextInput(attrs={"list": "nguoi-dong-gop", "autocomplete": "off"}),
        error_messages={"required": "Xin ghi tên tổ chức hoặc cá nhân đóng góp."},
    )
    which = forms.ChoiceField(label="Người nào", required=False, widget=forms.RadioSelect())
    donor_sort = forms.ChoiceField(label="Loại người đóng góp", required=False, choices=[("", "Không ghi"), *_sorts()])
    donor_address = forms.CharField(label="Địa chỉ (nếu ở nơi khác)", max_length=200, required=False)
    donor_country = forms.CharField(
        label="Nước (nếu ở nước ngoài)", max_length=60, required=False, help_text="Ở trong nước thì để trống."
    )

    number = forms.CharField(
        label="Số giấy xác nhận", max_length=120, required=False, help_text="Chưa có thì để trống, xác nhận sau."
    )
    date = date_field("Ngày giấy xác nhận", "15/6/2020", required=False)
    scan = scan_field()

    def __init__(self, *args: Any, user: Any, campaign: Campaign, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, campaign=campaign, unit=unit, **kwargs)
        self.known: Party | None = None
        name, kind = self.data.get("donor_name", ""), self.data.get("donor_kind", "")
        self.bearers = donors.named(user, unit, name, is_person=kind == Party.Kind.PERSON) if name.strip() else []
        if self._is_clear():
            del self.fields["which"]
        else:
            which: Any = self.fields["which"]
            which.choices = [
                *((str(one.pk), _told(one)) for one in self.bearers),
                (SOMEBODY_ELSE, "người khác, ghi mới"),
            ]

    def _is_clear(self) -> bool:
        """Nobody bears the name, or one organisation does, or one person who is known by no more than was typed."""
        if len(self.bearers) != 1:
            return not self.bearers
        one = self.bearers[0]
        if one.kind not in donors.PEOPLE:
            return True
        return one.birth_year is None and vietnamese.fold(one.address) == vietnamese.fold(
            self.data.get("donor_address", "")
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "which" not in self.fields:
            self.known = self.bearers[0] if self.bearers else None
        elif not data.get("which") and "which" not in self.errors:
            self.add_error("which", f"Có người tên “{data.get('donor_name', '')}” đã ghi ở đây; xin chọn là ai.")
        elif data.get("which") != SOMEBODY_ELSE:
            self.known = next((one for one in self.bearers if str(one.pk) == data.get("which")), None)
        elif "donor_address" in data and not data["donor_address"].strip() and not data.get("donor_country"):
            self.add_error("donor_address", "Trùng tên với người đã ghi; xin ghi địa chỉ để phân biệt.")
        return data

    @property
    def donor(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "name": data["donor_name"],
            "is_person": data["donor_kind"] == Party.Kind.PERSON,
            "address": data["donor_address"],
            "sort": data["donor_sort"],
            "country": data["donor_country"],
            "known": self.known,
        }


def _told(party: Party) -> str:
    born = f"sinh {party.birth_year}" if party.birth_year else ""
    return ", ".join(filter(None, (party.name, born, party.position, party.address or party.unit.title)))
