"""Choosing one of fifteen thousand units: a box to type in (no accents needed) that offers what fits.

With JavaScript a list opens while one types (static/js/units.js); without it the typed name or code is looked up when
the form is sent, and several matches come back as a short list to choose from.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from campaign_portal.foundation import vietnamese
from emulation.territory.models import Unit, UnitQuerySet
from emulation.territory.selectors import picks


@dataclass(frozen=True)
class Typed:
    """What came from the page: the number of a chosen unit, the text in the box (None when there was no box)."""

    pk: str
    text: str | None


class UnitPicker(forms.Widget):
    """Three inputs: the number (hidden), the box, and radio buttons after a search without JavaScript."""

    rows: UnitQuerySet | None = None
    address = ""
    candidates: tuple[Unit, ...] = ()

    class Media:
        js = [Script("js/units.js", defer=True)]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        if chosen := data.get(f"{name}_chon"):
            return Typed(chosen, None)
        return Typed(data.get(name) or "", data.get(f"{name}_tim"))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not {name, f"{name}_tim", f"{name}_chon"} & set(data)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        typed = value if isinstance(value, Typed) else self._shown(value)
        context = {
            "name": name,
            "typed": typed,
            "attrs": self.build_attrs(self.attrs, attrs),
            "address": self.address,
            "candidates": self.candidates,
        }
        return render_to_string("emulation/territory/picker.html", context)

    def _shown(self, value: Any) -> Typed:
        """A unit the form begins with, given as itself or as its number."""
        pk = value.pk if isinstance(value, Unit) else value
        unit = self.rows.with_parents().filter(pk=pk).first() if pk and self.rows is not None else None
        return Typed(str(unit.pk), unit.full_title) if unit else Typed("", "")


class UnitField(forms.Field):
    """One unit out of a pick (`selectors.picks`), of one level where `level` says so.

        unit = UnitField(label="Đơn vị", pick=PICK)
        … in the form's __init__: self.fields["unit"].for_user(user)

    Cleans to a `Unit` with its ancestors loaded, or None. What may not be chosen is unknown, as what does not exist.
    base.html loads the media of what a page calls `form`; another form's page does it in its block `scripts`.
    """

    widget = UnitPicker
    default_error_messages = {"required": "Xin chọn đơn vị: gõ tên (không cần dấu) hoặc mã rồi chọn."}

    def __init__(self, *, pick: picks.Pick, level: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("label", "Đơn vị")
        super().__init__(**kwargs)
        self.pick, self.level = pick, level
        self.user: Any = None

    def for_user(self, user: Any) -> None:
        """Whose choice it is; a form says so when it is made."""
        self.user = user
        rows = self.pick.rows(user)
        self.widget.rows = rows.filter(level=self.level) if self.level else rows
        self.widget.address = f"{reverse('territory:pick')}?{urlencode({'chon': self.pick.key, 'cap': self.level})}"

    @property
    def rows(self) -> UnitQuerySet:
        if self.widget.rows is None:
            raise RuntimeError("UnitField.for_user() belongs into the form's __init__")
        return self.widget.rows

    def clean(self, value: Any) -> Unit | None:
        typed = value if isinstance(value, Typed) else Typed(str(value or ""), None)
        text = None if typed.text is None else vietnamese.nfc(typed.text)
        if (not typed.pk.strip() and not text) or text == "":
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        if typed.pk.strip():
            unit = self._unit(typed.pk.strip())
            if unit is not None and (text is None or vietnamese.fold(text) == vietnamese.fold(unit.full_title)):
                return unit
            if text is None:
                raise forms.ValidationError("Đơn vị đã chọn không có trong danh sách được chọn. Xin tìm và chọn lại.")
        return self._by_text(text or "")

    def _unit(self, pk: str) -> Unit | None:
        if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
            return None
        return self.rows.with_parents().filter(pk=int(pk)).first()

    def _by_text(self, text: str) -> Unit:
        """The one unit that was meant: the only match, or the only one so called that is there today."""
        found = picks.find(self.rows, text[:300], user=self.user)
        same = [unit for unit in found.units if vietnamese.fold(text) in _names(unit)]
        for units in (found.units if not found.more else [], same, [unit for unit in same if not unit.dates]):
            if len(units) == 1:
                return units[0]
        short = text if len(text) <= 60 else f"{text[:60]}…"
        if not found.units:
            raise forms.ValidationError(
                f"Không có đơn vị nào tên hoặc mã “{short}” trong các đơn vị được chọn ở đây. "
                "Xin kiểm tra chính tả; tên trùng thì thêm tên cấp trên sau dấu phẩy."
            )
        self.widget.candidates = tuple(found.units)
        count = f"hơn {len(found.units)}" if found.more else str(len(found.units))
        raise forms.ValidationError(
            f"Có {count} đơn vị khớp với “{short}”. Xin chọn một đơn vị trong danh sách"
            + (", hoặc gõ thêm tên cấp trên sau dấu phẩy." if found.more else ".")
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = initial.pk if isinstance(initial, Unit) else initial
        after = data.pk if isinstance(data, Typed) else data
        return str(before or "") != str(after or "")


def _names(unit: Unit) -> set[str]:
    """What a person may call one unit in full."""
    called = (unit.code, unit.name, unit.title, unit.full_title)
    return {vietnamese.fold(name) for name in called if name}
