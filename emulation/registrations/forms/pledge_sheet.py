"""A pledge of several parties: what is promised together, what by each, who signs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from emulation.registrations.forms.fields import text_field
from emulation.registrations.models import PledgeLine, PledgeParty
from emulation.registrations.selectors.pledges import PledgeSheet
from emulation.registrations.services import Promise, Signature
from emulation.territory.forms.days import day_field, scan_field

_LINE = re.compile(r"line_([0-9]{1,3})_text")
SPARE = 3


@dataclass(frozen=True)
class PromiseRow:
    text: BoundField
    quantity: BoundField
    party: BoundField


@dataclass(frozen=True)
class SignerRow:
    party: PledgeParty
    name: BoundField
    title: BoundField


class PledgeSheetForm(forms.Form):
    """A row without words is no promise; saving gives new empty rows."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, sheet: PledgeSheet) -> None:
        super().__init__(data)
        self.sheet = sheet
        self.fields["text"] = forms.CharField(
            label="Lời giao ước",
            required=False,
            max_length=5000,
            initial=sheet.pledge.text,
            widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        )
        self.fields["place"] = text_field("Nơi ký", 120)
        self.fields["place"].initial = sheet.pledge.place
        if data is None:
            self.numbers = [str(number) for number in range(len(sheet.lines) + SPARE)]
        else:
            self.numbers = sorted({match[1] for name in data if (match := _LINE.fullmatch(name))}, key=int)
        for place, number in enumerate(self.numbers):
            self._add(number, sheet.lines[place] if data is None and place < len(sheet.lines) else None)
        for party in sheet.parties:
            self.fields[f"signer_{party.pk}"] = text_field("Người ký", 120)
            self.fields[f"signer_{party.pk}"].initial = party.signer_name
            self.fields[f"title_{party.pk}"] = text_field("Chức vụ", 120)
            self.fields[f"title_{party.pk}"].initial = party.signer_title

    def _add(self, number: str, line: PledgeLine | None) -> None:
        self.fields[f"line_{number}_text"] = text_field("Nội dung", 500)
        self.fields[f"line_{number}_quantity"] = text_field("Chỉ tiêu, số lượng", 80)
        self.fields[f"line_{number}_party"] = forms.ChoiceField(
            label="Ai thực hiện",
            required=False,
            choices=[("", "Tất cả"), *((str(party.pk), party.party.name) for party in self.sheet.parties)],
            widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
        )
        if line is not None:
            self.fields[f"line_{number}_text"].initial = line.text
            self.fields[f"line_{number}_quantity"].initial = line.quantity
            self.fields[f"line_{number}_party"].initial = str(line.party_id or "")

    def promise_rows(self) -> list[PromiseRow]:
        return [
            PromiseRow(*(self[f"line_{number}_{part}"] for part in ("text", "quantity", "party")))
            for number in self.numbers
        ]

    def signer_rows(self) -> list[SignerRow]:
        return [SignerRow(party, self[f"signer_{party.pk}"], self[f"title_{party.pk}"]) for party in self.sheet.parties]

    def wanted(self) -> dict[str, Any]:
        """The service's arguments."""
        cleaned = self.cleaned_data
        return {
            "text": cleaned["text"],
            "place": cleaned["place"],
            "promises": [
                Promise(
                    cleaned[f"line_{number}_text"],
                    cleaned[f"line_{number}_quantity"],
                    int(cleaned[f"line_{number}_party"]) if cleaned[f"line_{number}_party"] else None,
                )
                for number in self.numbers
                if cleaned[f"line_{number}_text"]
            ],
            "signatures": {
                party.pk: Signature(cleaned[f"signer_{party.pk}"], cleaned[f"title_{party.pk}"])
                for party in self.sheet.parties
            },
        }

    def raw(self) -> dict[str, str]:
        return {name: str(self.data[name]) for name in self.fields if name in self.data}


class SignForm(forms.Form):
    on = day_field("Ngày ký")
    scan = scan_field("Bản đã ký, nếu có")
