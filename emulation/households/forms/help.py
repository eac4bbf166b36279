"""Who is to help a household, with what, and what became of it."""

from typing import Any

from django import forms

from emulation.households.forms.household import CountField
from emulation.households.models import Household, Support
from emulation.people.models import Party, PartyQuerySet
from emulation.territory.forms.days import line_field


class HelpForm(forms.Form):
    """A known person or organisation is chosen; another one is written down by name. One of the two."""

    helper = forms.ModelChoiceField(
        Party.objects.none(),
        label="Người giúp đã có tên",
        required=False,
        empty_label="Chọn, hoặc ghi tên mới ở dưới",
        error_messages={"invalid_choice": "Người này không có trong danh sách của xã; xin chọn lại."},
    )
    helper_kind = forms.ChoiceField(
        label="Tên mới là",
        required=False,
        choices=[(Party.Kind.PERSON, "cán bộ, đảng viên, cá nhân"), (Party.Kind.ORGANISATION, "tổ chức, đoàn thể")],
        initial=Party.Kind.PERSON,
        widget=forms.RadioSelect(),
    )
    helper_name = line_field("Tên mới", most=120, required=False, help_text="Cá nhân ghi đủ họ tên.")
    position = line_field("Chức vụ, nơi công tác", most=200, required=False)
    year = CountField(label="Năm", most=2100, error_messages={"required": "Xin ghi năm, ví dụ 2020."})
    deed = line_field(
        "Việc giúp", most=300, missing="Xin ghi việc giúp hộ.", help_text="Ví dụ: cho giống ngô, dạy nghề."
    )
    outcome = forms.ChoiceField(
        label="Kết quả",
        required=False,
        choices=[(value, label[:1].upper() + label[1:]) for value, label in Support.Outcome.choices],
    )
    confirmed_by = line_field(
        "Giấy xác nhận",
        most=120,
        required=False,
        help_text="Của UBND xã, khi hộ đã có việc làm ổn định, thoát nghèo. Ví dụ 12/GXN-UBND.",
    )

    def __init__(self, *args: Any, helpers: PartyQuerySet, support: Support | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["helper"]
        field.queryset = helpers
        field.label_from_instance = told
        if support is not None:
            names = ("helper", "year", "deed", "outcome", "confirmed_by")
            self.initial = {**self.initial, **{name: getattr(support, name) for name in names}}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        asked = "helper" in data and "helper_name" in data
        if asked and bool(data["helper"]) == bool(data["helper_name"].strip()):
            self.add_error("helper_name", "Xin chọn người giúp đã có tên, hoặc ghi một tên mới; một trong hai.")
        if (year := data.get("year")) is not None and not 2000 <= year <= 2100:
            self.add_error("year", f"Năm {year} không thể đúng; xin kiểm tra lại.")
        return data


def told(party: Party) -> str:
    born = f"sinh {party.birth_year}" if party.birth_year else ""
    return ", ".join(filter(None, (party.name, born, party.position or party.address)))


def helpers_for(user: Any, household: Household) -> PartyQuerySet:
    """Who may be assigned: people, organisations and offices known in the household's commune."""
    kinds = [Party.Kind.PERSON, Party.Kind.ORGANISATION, Party.Kind.OFFICE]
    assert household.commune is not None  # noqa: S101  a household lies in a commune
    return Party.objects.visible_to(user).below(household.commune).filter(kind__in=kinds).order_by("folded_name", "pk")
