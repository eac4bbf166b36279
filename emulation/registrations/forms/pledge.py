"""A registration as its officer writes it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from campaign_portal.foundation import files, vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from emulation.people.models import Party
from emulation.registrations import rules
from emulation.registrations.forms.fields import Box, FigureField, MoneyField, text_field
from emulation.registrations.models import PledgeItem, Registration
from emulation.registrations.rules import Ground, Line
from emulation.registrations.selectors.completeness import line_of, says_nothing, told_of
from emulation.registrations.services import Deed, Figure, PledgeData
from emulation.territory.forms.days import day_field, line_field

Nature = PledgeItem.Nature
MOST_DEEDS = 60
_DEED_FIELD = re.compile(r"deed_([0-9]{1,3})_text")


@dataclass(frozen=True)
class LineRow:
    """One line on the page: as it is kept, and its fields while they are open."""

    item: PledgeItem
    line: Line
    pledged: BoundField | None
    note: BoundField | None


@dataclass(frozen=True)
class DeedRow:
    number: str
    text: BoundField
    quantity: BoundField
    unit: BoundField
    value: BoundField
    note: BoundField
    id: BoundField


class PledgeForm(forms.Form):
    """A registration as its officer writes it. While a return is being mended only the named parts have fields."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        registration: Registration,
        items: list[PledgeItem],
        ground: Ground,
        award_offered: bool,
    ) -> None:
        super().__init__(data, files)
        self.registration, self.items, self.ground = registration, items, ground
        self.mending = registration.state == Registration.State.RETURNED
        self.lines = {item.pk: line_of(item) for item in items}
        self.deeds_open = not self.mending or bool(registration.deeds_to_mend)
        self.list_open = self._wants_list() and (not self.mending or bool(registration.escape_list_to_mend))
        self.award_open = award_offered and not self.mending
        self._add_lines()
        if self.deeds_open:
            self._add_deeds(data)
        if self.list_open:
            self._add_list()
        self.word_open = registration.is_written_for and self.deeds_open
        if self.word_open:
            self._add_word()
        if self.award_open:
            self.fields["wants_award"] = forms.BooleanField(
                required=False, initial=registration.award_form_id is not None
            )

    def _wants_list(self) -> bool:
        """A list of households belongs to a pledge that counts them."""
        return bool(self.registration.escape_list_to_mend) or any(
            line.indicator == rules.indicators.REGISTERED_TO_ESCAPE for line in self.lines.values()
        )

    def _add_lines(self) -> None:
        for item in self.items:
            if item.nature not in rules.TYPED or (self.mending and not item.to_mend):
                continue
            line = self.lines[item.pk]
            self.fields[f"pledged_{item.pk}"] = FigureField(
                line,
                label=f"{item.text}: đăng ký",
                initial=typed(line),
                widget=Box(inputmode="decimal", **{"class": "form-control form-control-sm num"}),
            )
            self.fields[f"note_{item.pk}"] = text_field(f"{item.text}: ghi chú")
            self.fields[f"note_{item.pk}"].initial = item.note

    def _add_deeds(self, data: Mapping[str, Any] | None) -> None:
        self.fields["models_and_deeds"] = forms.CharField(
            label="Cách làm, mô hình (ghi thêm nếu có)",
            required=False,
            initial=self.registration.models_and_deeds,
            max_length=5000,
            widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        )
        kept = [item for item in self.items if item.nature == Nature.DEED]
        if data is None:
            self.deed_numbers = [str(number) for number in range(len(kept) + 1)]
        else:
            found = {match[1] for name in data if (match := _DEED_FIELD.fullmatch(name))}
            self.deed_numbers = sorted(found, key=int)
        for place, number in enumerate(self.deed_numbers):
            self._add_deed(number, kept[place] if data is None and place < len(kept) else None)

    def _add_deed(self, number: str, item: PledgeItem | None) -> None:
        name = f"deed_{number}"
        self.fields[f"{name}_text"] = text_field("Việc làm")
        quantity = Line(f"{name}_quantity", "Số lượng", rules.DEED)
        self.fields[f"{name}_quantity"] = FigureField(
            quantity,
            label="Số lượng",
            widget=Box(inputmode="numeric", **{"class": "form-control form-control-sm num"}),
        )
        self.fields[f"{name}_unit"] = text_field("Đơn vị tính", 40, placeholder="ngày công")
        self.fields[f"{name}_value"] = MoneyField(label="Trị giá, đồng")
        self.fields[f"{name}_note"] = text_field("Thời gian, ghi chú")
        self.fields[f"{name}_id"] = forms.IntegerField(required=False, widget=forms.HiddenInput())
        if item is not None:
            self.fields[f"{name}_text"].initial = item.text
            self.fields[f"{name}_quantity"].initial = typed(line_of(item))
            self.fields[f"{name}_unit"].initial = item.unit_of_measure
            self.fields[f"{name}_value"].initial = "" if item.value_vnd is None else vietnamese.grouped(item.value_vnd)
            self.fields[f"{name}_note"].initial = item.note
            self.fields[f"{name}_id"].initial = item.pk

    def _add_word(self) -> None:
        """Of somebody for whom it is written: the day on the paper; of a household what it wishes and asks for."""
        self.fields["registered_on"] = day_field("Ngày đăng ký", initial=self.registration.registered_on)
        if self.registration.party.kind == Party.Kind.HOUSEHOLD:
            self.fields["wish"] = line_field("Nguyện vọng", most=300, required=False, initial=self.registration.wish)
            self.fields["help_wanted"] = line_field(
                "Đề nghị giúp đỡ", most=300, required=False, initial=self.registration.help_wanted
            )

    def _add_list(self) -> None:
        self.fields["escape_list"] = forms.FileField(
            label="Danh sách hộ đăng ký thoát nghèo (bản chụp PDF, JPG, PNG)",
            required=False,
            allow_empty_file=True,  # the sentence of `files.check_scan` says more
            widget=forms.FileInput(attrs={"class": "form-control", "accept": ".pdf,.jpg,.jpeg,.png"}),
        )
        if self.registration.escape_list_id:
            self.fields["drop_escape_list"] = forms.BooleanField(label="Bỏ danh sách đã kèm", required=False)

    # --- checking ----------------------------------------------------------------------------------------------------

    def clean_escape_list(self) -> Any:
        """Told together with what else is wrong, not after it: a browser does not keep a chosen file."""
        upload = self.cleaned_data["escape_list"]
        if upload:
            try:
                files.check_scan(upload, field="escape_list")
            except Refused as refused:
                raise forms.ValidationError([problem.message for problem in refused.problems]) from refused
        return upload

    def clean(self) -> dict[str, Any]:
        """What can't be is told beside its figure; what is missing waits for the button."""
        cleaned = super().clean() or self.cleaned_data
        for line in self._lines_now():
            if (sentence := rules.impossible(line, self.ground)) and line.key in self.fields:
                self.add_error(line.key, sentence)
        if self.deeds_open and len(self._deeds()) > MOST_DEEDS:
            self.add_error(None, f"Bảng việc làm nhận nhiều nhất {MOST_DEEDS} dòng; xin gộp những việc giống nhau.")
        for number in self.deed_numbers if self.deeds_open else ():
            amounts = cleaned.get(f"deed_{number}_quantity"), cleaned.get(f"deed_{number}_value")
            if amounts != (None, None) and not cleaned.get(f"deed_{number}_text"):
                self.add_error(f"deed_{number}_text", "Có số lượng, trị giá nhưng chưa ghi việc làm.")
        return cleaned

    def _lines_now(self) -> Iterator[Line]:
        """The lines as they would be if this were saved."""
        deeds = len(self._deeds()) if self.deeds_open else None
        for item in self.items:
            line = self.lines[item.pk]
            if item.nature == Nature.DEED:
                continue
            if item.nature == Nature.DEED_COUNT and deeds is not None:
                yield replace(line, pledged=Decimal(deeds) if deeds else None)
            elif line.key in self.cleaned_data:
                yield replace(
                    line,
                    pledged=self.cleaned_data[line.key],
                    note=self.cleaned_data.get(f"note_{item.pk}", line.note),
                )
            elif line.key not in self.fields:
                yield line

    def problems(self) -> list[Problem]:
        """Everything between this text and the leader's desk: what is wrong, then what is missing."""
        if self.is_bound:
            wrong = [
                Problem(str(message), field=name) for name, messages in self.errors.items() for message in messages
            ]
            lines = list(self._lines_now())
            deeds = [Line("deeds", deed.text, Nature.DEED) for deed in self._deeds()] if self.deeds_open else []
            return [*wrong, *rules.missing(lines), *says_nothing(self.registration.party, [*lines, *deeds])]
        lines = [self.lines[item.pk] for item in self.items]
        return [*rules.missing(lines), *says_nothing(self.registration.party, lines)]

    def told(self) -> dict[str, str]:
        """Lines and deeds as they would be if this were saved, for what a return still asks."""
        if not self.is_bound:
            return told_of(self.items)
        self.is_valid()
        said = {line.text: rules.told(line.pledged, line.note) for line in self._lines_now()}
        if self.deeds_open:
            return said | {deed.text: rules.told(deed.quantity, deed.note, deed.value_vnd) for deed in self._deeds()}
        return said | told_of(item for item in self.items if item.nature == Nature.DEED)

    # --- for the page and the service --------------------------------------------------------------------------------

    def line_rows(self) -> list[LineRow]:
        return [
            LineRow(item, self.lines[item.pk], self._bound(f"pledged_{item.pk}"), self._bound(f"note_{item.pk}"))
            for item in self.items
            if item.nature != Nature.DEED
        ]

    def deed_rows(self) -> list[DeedRow]:
        if not self.deeds_open:
            return []
        return [self._deed_row(number) for number in self.deed_numbers]

    def _deed_row(self, number: str) -> DeedRow:
        return DeedRow(
            number, *(self[f"deed_{number}_{part}"] for part in ("text", "quantity", "unit", "value", "note", "id"))
        )

    def _bound(self, name: str) -> BoundField | None:
        return self[name] if name in self.fields else None

    def _deeds(self) -> list[Deed]:
        deeds = []
        for number in self.deed_numbers:
            text = self.cleaned_data.get(f"deed_{number}_text", "")
            if vietnamese.nfc(text):
                deeds.append(
                    Deed(
                        text,
                        self.cleaned_data.get(f"deed_{number}_quantity"),
                        self.cleaned_data.get(f"deed_{number}_unit", ""),
                        self.cleaned_data.get(f"deed_{number}_note", ""),
                        self.cleaned_data.get(f"deed_{number}_id"),
                        self.cleaned_data.get(f"deed_{number}_value"),
                    )
                )
        return deeds

    def pledge_data(self) -> PledgeData:
        """What the service takes, of a form that is valid."""
        cleaned = self.cleaned_data
        return PledgeData(
            figures={
                item.pk: Figure(cleaned[f"pledged_{item.pk}"], cleaned[f"note_{item.pk}"])
                for item in self.items
                if f"pledged_{item.pk}" in self.fields
            },
            deeds=self._deeds() if self.deeds_open else None,
            models_and_deeds=cleaned["models_and_deeds"] if self.deeds_open else None,
            wants_award=cleaned["wants_award"] if self.award_open else None,
            escape_list=cleaned.get("escape_list"),
            drop_escape_list=bool(cleaned.get("drop_escape_list")),
            wish=cleaned.get("wish") if self.word_open else None,
            help_wanted=cleaned.get("help_wanted") if self.word_open else None,
            registered_on=cleaned.get("registered_on") if self.word_open else None,
        )

    def raw(self) -> dict[str, str]:
        """What was typed, as it was typed: kept as a draft. Only this form's own fields."""
        return {name: str(self.data[name]) for name in self.fields if name in self.data}


def typed(line: Line) -> str:
    """A kept figure as one would type it: "6,5", "45"."""
    return "" if line.pledged is None else f"{line.pledged.normalize():f}".replace(".", ",")
