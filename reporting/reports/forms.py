"""The one page on which a report is written, and the small forms of leader and receiver."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from campaign_portal.foundation.quantities import NotANumber, parse_count
from emulation.campaigns.models import Campaign
from emulation.people.models import Office, Party
from reporting.reports import permissions, rules
from reporting.reports.rules import FigureSpec
from reporting.reports.selectors.contents import Section
from reporting.reports.selectors.figures import Filled
from reporting.reports.services import Asked, Typed


def texts_of(figures: Filled, sections: Iterable[Section]) -> dict[str, str]:
    """Every field of the page with what is kept now, as text."""
    texts = {section.field: section.text for section in sections}
    for figure in figures:
        if figure.spec.is_typed:
            texts[rules.value_field(figure.code)] = "" if figure.value is None else str(figure.value)
            if figure.spec.has_whole:
                texts[rules.whole_field(figure.code)] = "" if figure.whole is None else str(figure.whole)
                texts[rules.note_field(figure.code)] = figure.note
    return texts


def plain(text: str) -> str:
    """As a browser's line breaks and a keyboard's accents are kept (TCVN 6909 is precomposed)."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()


def changed(data: Any, kept: dict[str, str]) -> dict[str, str]:
    """What stands on the page and is not kept yet: the raw text of a draft."""
    return {name: plain(data[name]) for name, text in kept.items() if name in data and plain(data[name]) != plain(text)}


class WritingForm(forms.Form):
    """Typed figures and sections of one report. Bound always: what can't be a figure is said at its field at once.

    `typed` and `texts` hold what passed, `failed` the raw text of what did not.
    """

    def __init__(self, data: dict[str, str], figures: Filled, sections: Iterable[Section]) -> None:
        super().__init__(data)
        self.specs = [figure.spec for figure in figures if figure.spec.is_typed]
        self.sections = list(sections)
        for spec in self.specs:
            self.fields[rules.value_field(spec.code)] = _count_field(spec.name)
            if spec.has_whole:
                self.fields[rules.whole_field(spec.code)] = _count_field(f"{spec.name}: {spec.unit} đủ điều kiện")
                self.fields[rules.note_field(spec.code)] = forms.CharField(
                    required=False, max_length=300, label=f"{spec.name}: lý do"
                )
        for section in self.sections:
            area = forms.Textarea(attrs={"rows": 5, "class": "form-control", "placeholder": section.hint})
            self.fields[section.field] = forms.CharField(
                required=False, max_length=20_000, label=section.heading, widget=area
            )
        self.typed: dict[str, Typed] = {}
        self.texts: dict[str, str] = {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for spec in self.specs:
            figure = self._figure(spec, cleaned)
            if figure is not None:
                self.typed[spec.code] = figure
        for section in self.sections:
            if section.field in cleaned:
                self.texts[section.key] = plain(cleaned[section.field])
        return cleaned

    def _figure(self, spec: FigureSpec, cleaned: dict[str, Any]) -> Typed | None:
        value_name, whole_name, note_name = (
            name(spec.code) for name in (rules.value_field, rules.whole_field, rules.note_field)
        )
        value = self._count(value_name, spec.name, cleaned)
        whole = (
            self._count(whole_name, f"{spec.name}, số {spec.unit} đủ điều kiện", cleaned) if spec.has_whole else None
        )
        if value is not None and whole is not None and value > whole:
            self.add_error(value_name, rules.more_than_eligible(spec, value, whole))
        if any(name in self.errors for name in (value_name, whole_name, note_name)):
            return None
        return Typed(value, whole, cleaned.get(note_name, "") if spec.has_whole else "")

    def _count(self, name: str, called: str, cleaned: dict[str, Any]) -> int | None:
        try:
            return parse_count(cleaned.get(name, ""))
        except NotANumber as wrong:
            self.add_error(name, f"{called}: {wrong}.")
            return None

    @property
    def failed(self) -> dict[str, str]:
        """Raw text of the figures that did not pass, both halves of a share together."""
        names = [name for spec in self.specs if spec.code not in self.typed for name in _names(spec)]
        names += [section.field for section in self.sections if section.key not in self.texts]
        return {name: self.data[name] for name in names if self.data.get(name)}


def _names(spec: FigureSpec) -> Iterator[str]:
    yield rules.value_field(spec.code)
    if spec.has_whole:
        yield rules.whole_field(spec.code)
        yield rules.note_field(spec.code)


def _count_field(label: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "form-control num"})
    return forms.CharField(required=False, max_length=40, label=label, widget=widget)


class ReasonForm(forms.Form):
    """The leader hands a report back."""

    reason = forms.CharField(
        label="Cần sửa gì", max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"})
    )


class ReturnForm(ReasonForm):
    """The receiver sends a report back, to be mended by a day."""

    due_on = forms.DateField(
        label="Bổ sung xong trước hết ngày",
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"class": "form-control", "inputmode": "numeric"}),
    )


class CallOffForm(forms.Form):
    """The asking office asks no more."""

    reason = forms.CharField(
        label="Vì sao thôi yêu cầu",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": "Xin ghi lý do thôi yêu cầu."},
    )


class AskForm(forms.Form):
    """A report asked for out of turn: whole classes, single ones, or both."""

    title = forms.CharField(
        label="Báo cáo về việc",
        max_length=150,
        help_text="Ví dụ: thiệt hại do rét đậm của hộ nghèo.",
        error_messages={"required": "Xin ghi báo cáo về việc gì.", "max_length": "Tên việc dài quá 150 chữ."},
    )
    about = forms.CharField(
        label="Nội dung phải báo cáo",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Xin ghi nội dung phải báo cáo."},
    )
    due_on = forms.DateField(
        label="Hạn",
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
        help_text="Đến hết ngày này là đúng hạn.",
        error_messages={"invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 15/7/2020.", "required": "Xin ghi hạn."},
    )
    with_form = forms.BooleanField(label="Kèm biểu số liệu và các mục của báo cáo định kỳ", required=False)
    classes = forms.TypedMultipleChoiceField(
        label="Tất cả",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Loại đơn vị này không có trong phong trào; xin chọn lại."},
    )
    parties = forms.TypedMultipleChoiceField(
        label="Hoặc chọn từng nơi",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Có nơi không tham gia phong trào; xin chọn lại."},
    )

    def __init__(self, *args: Any, campaign: Campaign, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = permissions.askable(campaign).exclude(office=office).select_related("unit", "office")
        self.others = {party.pk: party for party in others.order_by("-kind", "folded_name", "pk")}
        self.class_of = dict(campaign.participants.values_list("party", "participant_class"))
        known = {self.class_of[pk] for pk in self.others}
        classes, parties = (self.fields[name] for name in ("classes", "parties"))
        classes.choices = [(part.pk, part.name) for part in campaign.classes.all() if part.pk in known]  # type: ignore[attr-defined]
        parties.choices = [(pk, _named(party)) for pk, party in self.others.items()]  # type: ignore[attr-defined]

    @property
    def asked(self) -> Asked:
        data = self.cleaned_data
        parties = [
            party for pk, party in self.others.items() if pk in data["parties"] or self.class_of[pk] in data["classes"]
        ]
        return Asked(data["title"], data["about"], data["due_on"], parties, data["with_form"])


def _named(party: Party) -> str:
    return party.unit.opening_title if party.kind == Party.Kind.UNIT else party.name
