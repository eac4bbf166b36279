"""Who a household is and who lives in it."""

from typing import Any

from django import forms

from campaign_portal.foundation import quantities
from emulation.households.models import Household
from emulation.households.rules import ids
from emulation.households.services import Person
from emulation.people.models import Party
from emulation.poverty.models import EthnicGroup
from emulation.territory.models import Unit, UnitQuerySet

GENDERS = [("", "Chưa ghi"), *((value, label.capitalize()) for value, label in Party.Gender.choices)]
KEPT = "Để trống: giữ số đang có ({}). Gõ số khác để thay."


class CountField(forms.CharField):
    """A whole number as people type it; None when empty."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric"}), **kwargs)
        self.most = most

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        try:
            return quantities.parse_count(text or "", most=self.most)
        except quantities.NotANumber as wrong:
            raise forms.ValidationError(f"{str(wrong)[:1].upper()}{str(wrong)[1:]}.") from wrong


class IdField(forms.CharField):
    """An identity number; cleans to what is kept of it. Never shown again as it was typed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(required=False, max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> ids.KeptId:
        try:
            return ids.kept(super().clean(value) or "")
        except ids.NotAnId as wrong:
            raise forms.ValidationError(f"{str(wrong)[:1].upper()}{str(wrong)[1:]}.") from wrong


def ethnicity_field() -> forms.CharField:
    return forms.CharField(
        label="Dân tộc", required=False, max_length=40, widget=forms.TextInput(attrs={"list": "dan-toc"})
    )


class HouseholdForm(forms.Form):
    """The head and where it lives. `hamlets` are those the person may write of; without them the place stays."""

    hamlet = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Thôn, tổ dân phố",
        empty_label="Chọn…",
        error_messages={
            "required": "Xin chọn thôn, tổ dân phố.",
            "invalid_choice": "Thôn này không có trong danh sách.",
        },
    )
    head_name = forms.CharField(
        label="Họ và tên chủ hộ",
        error_messages={"required": "Xin ghi họ và tên chủ hộ."},
        help_text="Có dấu, đủ họ tên.",
    )
    birth_year = CountField(label="Năm sinh chủ hộ", required=False, most=9999)
    gender = forms.ChoiceField(label="Giới tính chủ hộ", required=False, choices=GENDERS)
    ethnicity = ethnicity_field()
    member_count = CountField(
        label="Số nhân khẩu", most=999, error_messages={"required": "Xin ghi số nhân khẩu, kể cả chủ hộ."}
    )
    id_number = IdField(label="Số CCCD chủ hộ", help_text="Chỉ giữ dấu vết để tìm hộ trùng và ba số cuối để nhận ra.")

    def __init__(
        self, *args: Any, hamlets: UnitQuerySet | None = None, household: Household | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if hamlets is None:
            del self.fields["hamlet"]
        else:
            place: Any = self.fields["hamlet"]
            place.queryset = hamlets
            place.label_from_instance = lambda unit: unit.opening_title
        if household is not None:
            party = household.party
            self.initial = {
                "head_name": household.head_name,
                "birth_year": party.birth_year,
                "gender": party.gender,
                "ethnicity": party.ethnicity,
                "member_count": household.member_count,
            }
            if household.id_last3:
                self.fields["id_number"].help_text = KEPT.format(household.id_masked)

    @property
    def written(self) -> dict[str, Any]:
        names = ("head_name", "birth_year", "gender", "ethnicity", "member_count")
        return {name: self.cleaned_data[name] for name in names}


class MemberForm(forms.Form):
    """One of a household. A line without a name is nobody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            look = (
                "form-select form-select-sm" if isinstance(field, forms.ChoiceField) else "form-control form-control-sm"
            )
            field.widget.attrs["class"] = look
        self.fields["birth_year"].widget.attrs["size"] = 4
        self.fields["ethnicity"].widget.attrs["size"] = 8

    full_name = forms.CharField(label="Họ và tên", required=False, max_length=120)
    relation = forms.CharField(label="Quan hệ với chủ hộ", required=False, max_length=40)
    birth_year = CountField(label="Năm sinh", required=False, most=9999)
    gender = forms.ChoiceField(label="Giới tính", required=False, choices=GENDERS)
    ethnicity = ethnicity_field()
    id_number = IdField(label="Số CCCD")
    was = forms.IntegerField(required=False, widget=forms.HiddenInput)  # whose id number stays when none is typed


MemberFormSet = forms.formset_factory(MemberForm, extra=3, max_num=40)


def initial_members(household: Household) -> list[dict[str, Any]]:
    return [
        {
            "full_name": member.full_name,
            "relation": member.relation,
            "birth_year": member.birth_year,
            "gender": member.gender,
            "ethnicity": member.ethnicity,
            "was": member.pk,
        }
        for member in household.members.all()
    ]


def people_of(formset: Any, household: Household | None = None) -> list[Person]:
    """The people of a valid formset; of one who was there the id number stays unless another was typed."""
    known = {m.pk: ids.KeptId(m.id_digest, m.id_last3) for m in household.members.all()} if household else {}
    return [
        Person(
            found["full_name"],
            found["relation"],
            found["birth_year"],
            found["gender"],
            found["ethnicity"],
            found["id_number"] or known.get(found["was"], ids.NO_ID),
        )
        for found in (form.cleaned_data for form in formset)
        if found.get("full_name")
    ]


def people_choices() -> list[str]:
    """The peoples that the box of "Dân tộc" offers."""
    return list(EthnicGroup.objects.order_by("position").values_list("name", flat=True))
