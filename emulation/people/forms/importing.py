"""A file of people, and one of its rows to mend."""

from typing import Any

from django import forms

from emulation.people.importers import HEADINGS


class FileForm(forms.Form):
    file = forms.FileField(
        label="Tệp Excel (.xlsx)",
        allow_empty_file=True,  # the sentence of the guard says more
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Xin chọn tệp đã điền."},
    )


class RowForm(forms.Form):
    """The cells of one row, as they were typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for heading in HEADINGS:
            self.fields[heading.key] = forms.CharField(label=heading.text, required=False)
