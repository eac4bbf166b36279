"""The grid in which registrations of others are typed, and the workbook they may come in."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from emulation.registrations.forms.fields import Box
from emulation.registrations.importers.columns import Column
from emulation.registrations.importers.judging import Row

_NAME = re.compile(r"r([0-9]{1,6})-([a-z]+)")


class RowForm(forms.Form):
    """One row of the grid: what was typed, in boxes as wide as what they hold."""

    def __init__(self, columns: Sequence[Column], hamlets: Sequence[str], row_id: int, row: Row | None = None) -> None:
        super().__init__(prefix=f"r{row_id}")
        self.row, self.row_id = row, row_id
        wrong = dict(row.problems) if row else {}
        for column in columns:
            width = "box-s" if column.size < 8 else "box-m" if column.size < 15 else "box-l"
            attrs = {"aria-label": column.text, "class": f"form-control form-control-sm {width}"}
            if column.number:
                attrs |= {"inputmode": "numeric", "class": f"form-control form-control-sm num {width}"}
            if column.key in wrong:
                attrs["aria-invalid"] = "true"
            field = forms.CharField(label=column.text, required=False, widget=Box(**attrs))
            if column.key == "place" and hamlets:
                field.widget = forms.Select(
                    choices=_hamlet_choices(hamlets, row),
                    attrs={**attrs, "class": f"form-select form-select-sm {width}"},
                )
            field.initial = row.values[column.key] if row else ""
            self.fields[column.key] = field

    @property
    def cells(self) -> list[tuple[Any, list[str]]]:
        """Each box with its sentences."""
        said = self.row.problems if self.row else []
        return [(self[name], [says for key, says in said if key == name]) for name in self.fields]


def _hamlet_choices(hamlets: Sequence[str], row: Row | None) -> list[tuple[str, str]]:
    """A name that is none of the commune's stays as it was typed, so that it is seen."""
    typed = row.values["place"] if row else ""
    if row is not None and row.place is not None and row.place.opening_title in hamlets:
        row.values["place"] = typed = row.place.opening_title
    others = [(typed, typed)] if typed and typed not in hamlets else []
    return [("", "Chọn…"), *others, *((name, name) for name in hamlets)]


def typed_rows(data: Mapping[str, Any], columns: Sequence[Column]) -> dict[int, dict[str, str]]:
    """The rows of a posted grid by their id."""
    keys = {column.key for column in columns}
    found: dict[int, dict[str, str]] = {}
    for name in data:
        if (match := _NAME.fullmatch(name)) and match[2] in keys:
            found.setdefault(int(match[1]), {})[match[2]] = str(data[name])
    return found


class ListFileForm(forms.Form):
    file = forms.FileField(
        label="Tệp Excel (.xlsx)",
        allow_empty_file=True,  # the sentence of the guard says more
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Xin chọn tệp danh sách."},
    )
