"""Who is to help a household or a place, what was done on a day, and what came of it."""

from typing import Any

from django import forms

from campaign_portal.foundation import vietnamese
from emulation.households.forms.household import CountField
from emulation.households.models import Household, Support, SupportNote
from emulation.people.models import Office, OfficeQuerySet, Party, PartyQuerySet
from emulation.territory.forms.days import day_field, line_field
from emulation.territory.models import Level, Unit

MOST_TYPED = 10**15  # đồng; what is too much to be true the service says
HELPERS = (Party.Kind.PERSON, Party.Kind.ORGANISATION, Party.Kind.OFFICE)


class HelperForm(forms.Form):
    """A known person or organisation is chosen; another one is written down by name. One of the two."""

    helper = forms.ModelChoiceField(
        Party.objects.none(),
        label="Người giúp đã có tên",
        required=False,
        empty_label="Chọn, hoặc ghi tên mới ở dưới",
        error_messages={"invalid_choice": "Người này không có trong danh sách của địa bàn; xin chọn lại."},
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
    deed = line_field("Việc giúp", most=300, missing="Xin ghi việc giúp.", help_text="Ví dụ: cho giống ngô, dạy nghề.")
    starts_on = day_field("Từ ngày", required=False)
    ends_on = day_field("Đến hết ngày", required=False, help_text="Để trống khi còn giúp.")

    def __init__(self, *args: Any, helpers: PartyQuerySet, support: Support | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["helper"]
        field.queryset = helpers
        field.label_from_instance = told
        if support is not None:
            names = ("helper", "year", "deed", "outcome", "confirmed_by", "starts_on", "ends_on")
            self.initial = {**self.initial, **{name: getattr(support, name) for name in names}}
        if support is not None or self.is_bound:  # or the same helper and year were typed again
            self.fields["reason"] = line_field(
                "Lý do sửa",
                most=300,
                required=False,
                help_text="Chỉ ghi khi sửa việc giúp hoặc ngày bắt đầu đã ghi; dòng cũ ở lại trong lịch sử.",
            )

    chosen: tuple[str, ...] = ("helper",)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if all(name in data for name in (*self.chosen, "helper_name")):
            ways = [*(bool(data[name]) for name in self.chosen), bool(data["helper_name"].strip())]
            if sum(ways) != 1:
                self.add_error("helper_name", "Xin chọn người giúp đã có tên, hoặc ghi một tên mới; một trong hai.")
        if (year := data.get("year")) is not None and not 2000 <= year <= 2100:
            self.add_error("year", f"Năm {year} không thể đúng; xin kiểm tra lại.")
        return data

    @property
    def days(self) -> dict[str, Any]:
        names = ("deed", "starts_on", "ends_on", "reason")
        return {name: self.cleaned_data[name] for name in names}


class HelpForm(HelperForm):
    """Of a household: also what came of it."""

    outcome = forms.ChoiceField(
        label="Kết quả",
        required=False,
        choices=[(value, label[:1].upper() + label[1:]) for value, label in Support.Outcome.choices],
        help_text="Ghi theo người giúp; hộ đã thoát nghèo chưa thì sổ hộ nói, trang sau đặt cạnh nhau.",
    )
    confirmed_by = line_field(
        "Giấy xác nhận",
        most=120,
        required=False,
        help_text="Của UBND xã, khi hộ đã có việc làm ổn định, thoát nghèo. Ví dụ 12/GXN-UBND.",
    )


class PlaceHelpForm(HelperForm):
    """Of a place: an office of its units may be chosen as well."""

    office = forms.ModelChoiceField(
        Office.objects.none(),
        label="Cơ quan giúp",
        required=False,
        empty_label="Chọn, khi người giúp là một cơ quan",
        error_messages={"invalid_choice": "Cơ quan này không thuộc địa bàn mà ông/bà phân công; xin chọn lại."},
    )
    field_order = ("office", "helper")
    chosen = ("helper", "office")

    def __init__(self, *args: Any, place: Unit, home: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["office"]
        field.queryset = offices_for(place, home)
        field.label_from_instance = lambda office: office.name


class NoteForm(forms.Form):
    """What a helper did on a day."""

    on = day_field("Ngày làm")
    kind = forms.ChoiceField(
        label="Loại việc", choices=[("", "Chọn loại việc"), *SupportNote.Kind.choices],
        error_messages={"required": "Xin chọn loại việc.", "invalid_choice": "Xin chọn loại việc trong danh sách."},
    )  # fmt: skip
    what = line_field(
        "Đã làm gì", most=300, missing="Xin ghi đã làm gì, ví dụ: cho hai con lợn giống.",
        help_text="Ví dụ: cho hai con lợn giống; hướng dẫn ủ phân.",
    )  # fmt: skip
    value_vnd = CountField(
        label="Giá trị, đồng", most=MOST_TYPED, required=False, help_text="Khi quy ra tiền được, ví dụ 1.500.000."
    )

    @property
    def note(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("on", "kind", "what", "value_vnd")}


class NoteCorrectionForm(NoteForm):
    reason = line_field("Lý do", most=300, help_text="Ví dụ: ghi nhầm số tiền. Dòng cũ và lý do ở lại.")

    def __init__(self, *args: Any, note: SupportNote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        value = vietnamese.grouped(note.value_vnd) if note.value_vnd else ""
        self.initial = {"on": note.on, "kind": note.kind, "what": note.told, "value_vnd": value}


class ReasonForm(forms.Form):
    reason = line_field("Lý do", most=300, help_text="Ví dụ: ghi nhầm người giúp. Dòng đã rút vẫn xem được.")


def told(party: Party) -> str:
    born = f"sinh {party.birth_year}" if party.birth_year else ""
    return ", ".join(filter(None, (party.name, born, party.position or party.address)))


def helpers_for(user: Any, household: Household) -> PartyQuerySet:
    """Who may be assigned: people, organisations and offices known in the household's commune."""
    assert household.commune is not None  # noqa: S101  a household lies in a commune
    known = Party.objects.visible_to(user).below(household.commune).filter(kind__in=HELPERS)
    return known.order_by("folded_name", "pk")


def helpers_for_place(user: Any, place: Unit) -> PartyQuerySet:
    """People and organisations known at the place and at the units above it, as far as one sees them; offices are
    chosen by themselves."""
    known = Party.objects.visible_to(user).filter(unit__in=line_of(place), kind__in=HELPERS, office__isnull=True)
    return known.order_by("folded_name", "pk")


def offices_for(place: Unit, home: Unit) -> OfficeQuerySet:
    """The offices of the place and of the units above it, up to `home`, the unit that assigns: nobody assigns the
    offices of a unit above his own."""
    above = Office.objects.working_on().filter(unit__in=line_of(place), **{f"unit__{Level(home.level).column}": home})
    return above.order_by("name", "pk")


def line_of(place: Unit) -> set[int]:
    return {pk for pk in (place.pk, place.commune_id, place.district_id, place.province_id) if pk is not None}
