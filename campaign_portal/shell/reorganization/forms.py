"""Drafting a reorganisation on screen: its paper, its units one act at a time, a file instead."""

from typing import Any

from django import forms

from campaign_portal.foundation import access
from campaign_portal.shell.reorganization.building import Named
from emulation.people.models import Role
from emulation.territory.forms import UnitField
from emulation.territory.models import Level, Unit, UnitQuerySet
from emulation.territory.selectors import hamlets_of, picks

MERGED = 6  # units that one act merges; more in a file
PARTS = 3
KINDS = ("Xã", "Phường", "Thị trấn", "Đặc khu", "Huyện", "Quận", "Thị xã", "Thành phố", "Tỉnh")


def _administered(user: Any) -> UnitQuerySet:
    """The units a person administers, and all below them."""
    found = Unit.objects.none()
    for post in access.scope(user).having({Role.ADMINISTRATOR}):
        found = found | Unit.objects.filter(**{f"{Level(post.unit_level).value}_id": post.unit_id})
    return found


PICK = picks.register("reorganization", _administered)

DATE = {"invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 1/7/2025.", "required": "Xin ghi ngày."}


class PaperForm(forms.Form):
    """What the reorganisation is and by which paper; with a file the whole of it is read at once."""

    title = forms.CharField(
        label="Tên",
        max_length=200,
        help_text="Ví dụ: Nhập xã Hoàng Liên, Mường Hoa vào xã Tả Van",
        error_messages={"required": "Xin ghi tên."},
    )
    effective_on = forms.DateField(label="Có hiệu lực từ ngày", error_messages=DATE)
    legal_basis = forms.CharField(
        label="Số, ký hiệu văn bản",
        max_length=200,
        help_text="Ví dụ: 1673/NQ-UBTVQH15",
        error_messages={"required": "Xin ghi số văn bản."},
    )
    basis_date = forms.DateField(label="Ngày văn bản", required=False, error_messages=DATE)
    within = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Trong địa bàn",
        empty_label=None,
        help_text="Đơn vị bao trùm mọi thay đổi, chính nó không đổi.",
    )
    units = forms.FileField(
        label="Tệp đơn vị mới (CSV), nếu có", required=False, help_text="level,code,kind,name,parent_code"
    )
    successions = forms.FileField(
        label="Tệp kế thừa (CSV), hoặc cả lần sắp xếp (YAML)",
        required=False,
        help_text="old_code,new_code,extent,share. Không có tệp thì dựng trên màn hình ở bước sau.",
    )
    basis_file = forms.FileField(label="Bản chụp văn bản, nếu có", required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = [post.unit_id for post in access.scope(user).having({Role.ADMINISTRATOR})]
        self.fields["within"].queryset = Unit.objects.filter(pk__in=held)  # type: ignore[attr-defined]


class NamedMixin(forms.Form):
    """A new unit: code, kind, name, and the parent where it changes."""

    def named(self, number: str = "") -> Named:
        data = self.cleaned_data
        return Named(data[f"code{number}"].strip(), data[f"kind{number}"], data[f"name{number}"], data.get("parent"))


class MergeForm(NamedMixin):
    """Several units into a new one, or into one that goes on."""

    into = UnitField(label="Nhập vào đơn vị đang có", pick=PICK, required=False)
    code = forms.CharField(label="Mã đơn vị mới", max_length=10, required=False)
    kind = forms.ChoiceField(label="Loại", choices=[(kind, kind) for kind in KINDS], required=False)
    name = forms.CharField(label="Tên", max_length=100, required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {f"old_{at}": UnitField(label=f"Đơn vị {at}", pick=PICK, required=at == 1) for at in range(1, MERGED + 1)}
        self.fields = {**own, **self.fields}
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.for_user(user)

    def olds(self) -> list[Unit]:
        return [unit for at in range(1, MERGED + 1) if (unit := self.cleaned_data.get(f"old_{at}"))]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("into"):
            if data.get("name") or data.get("code"):
                self.add_error("into", "Chọn đơn vị đang có, hoặc ghi đơn vị mới; không cả hai.")
        elif "into" in data and not (data.get("code") and data.get("name")):
            self.add_error("code" if not data.get("code") else "name", "Xin ghi mã và tên đơn vị mới.")
        return data


class MoveForm(forms.Form):
    """A unit under another parent."""

    old_1 = UnitField(label="Đơn vị chuyển", pick=PICK)
    parent = UnitField(label="Về trực thuộc", pick=PICK)
    code = forms.CharField(label="Mã sau khi chuyển", max_length=10, error_messages={"required": "Xin ghi mã đơn vị."})

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("old_1", "parent"):
            self.fields[name].for_user(user)  # type: ignore[attr-defined]


class AbolishForm(forms.Form):
    """A unit above the commune that ends without a successor."""

    old_1 = UnitField(label="Đơn vị kết thúc", pick=PICK)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_1"].for_user(user)  # type: ignore[attr-defined]


class SplitForm(NamedMixin):
    """One unit into two or three; every hamlet says where it goes."""

    def __init__(self, *args: Any, old: Unit, eve: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old = old
        self.hamlets = hamlets_of(old, eve) if old.level == Level.COMMUNE else []
        for at in range(1, PARTS + 1):
            needed = at <= 2
            self.fields[f"code{at}"] = forms.CharField(label=f"Mã đơn vị mới {at}", max_length=10, required=needed)
            self.fields[f"kind{at}"] = forms.ChoiceField(
                label="Loại", choices=[(kind, kind) for kind in KINDS], initial=old.kind, required=False
            )
            self.fields[f"name{at}"] = forms.CharField(label="Tên", max_length=100, required=needed)
            self.fields[f"share{at}"] = forms.DecimalField(
                label="Phần của đơn vị cũ (%)",
                required=False,
                min_value=0,
                max_value=100,
                max_digits=6,
                decimal_places=3,
                help_text="Theo văn bản; để trống thì số liệu cũ không so sánh được.",
                localize=True,
            )
        places = [("", "chưa chọn"), *((str(at), f"đơn vị mới {at}") for at in range(1, PARTS + 1))]
        for hamlet in self.hamlets:
            self.fields[f"hamlet{hamlet.pk}"] = forms.ChoiceField(
                label=hamlet.opening_title,
                choices=places,
                error_messages={"required": f"Xin chọn nơi đến của {hamlet.title}."},
            )

    def parts(self) -> list[tuple[Named, Any]]:
        data = self.cleaned_data
        return [
            (self.named(str(at)), share / 100 if (share := data.get(f"share{at}")) else None)
            for at in range(1, PARTS + 1)
            if data.get(f"code{at}")
        ]

    def placed(self) -> list[tuple[Unit, int]]:
        return [(hamlet, int(self.cleaned_data[f"hamlet{hamlet.pk}"]) - 1) for hamlet in self.hamlets]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        count = sum(1 for at in range(1, PARTS + 1) if data.get(f"code{at}"))
        for hamlet in self.hamlets:
            place = data.get(f"hamlet{hamlet.pk}")
            if place and int(place) > count:
                self.add_error(f"hamlet{hamlet.pk}", f"Chưa ghi đơn vị mới {place}.")
        return data


class ChooseUnitForm(forms.Form):
    """Which unit is to be split."""

    don_vi = UnitField(label="Đơn vị chia tách", pick=PICK)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].for_user(user)  # type: ignore[attr-defined]


class UndoForm(forms.Form):
    reason = forms.CharField(
        label="Lý do hoàn tác",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Xin ghi lý do hoàn tác."},
    )
