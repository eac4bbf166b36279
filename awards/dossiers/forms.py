"""What people type of submissions and dossiers."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from awards.dossiers import rules, selectors
from awards.dossiers.models import Dossier, Hold, PriorAward
from campaign_portal.foundation import clock, quantities
from campaign_portal.foundation.errors import Problem
from emulation.people.models import Party
from emulation.territory.models import Unit

MOST_AWARDS = 12
BLANK_AWARDS = 2


class DayField(forms.DateField):
    """A day as people write it: 05/11/2020."""

    def __init__(self, label: str, *, asks: str, **options: Any) -> None:
        super().__init__(
            label=label,
            widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "form-control"}),
            error_messages={"invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 05/11/2020.", "required": asks},
            **options,
        )


class CountField(forms.CharField):
    """A whole number as people type it: "42", "1.234"."""

    def clean(self, value: Any) -> int | None:
        try:
            return quantities.parse_count(super().clean(value) or "")
        except quantities.NotANumber as wrong:
            raise forms.ValidationError(f"{self.label}: {wrong}.") from wrong


def _text(label: str, most: int, *, asks: str = "", rows: int = 0, **options: Any) -> forms.CharField:
    attrs = {"class": "form-control"}
    widget: forms.Widget = forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(asks),
        widget=widget,
        error_messages={"required": asks, "max_length": f"{label}: dài quá {most} chữ; xin viết gọn lại."},
        **options,
    )


class LetterForm(forms.Form):
    """Number and date of the Tờ trình, as the clerk's book has them."""

    letter_number = _text("Số tờ trình", 40, asks="Xin ghi số tờ trình theo sổ của văn thư.")
    letter_date = DayField("Ngày tờ trình", asks="Xin ghi ngày tờ trình.")


class PaperForm(forms.Form):
    """A scan of one signed paper."""

    file = forms.FileField(
        label="Bản quét (PDF, JPG, PNG)",
        allow_empty_file=True,  # the service says what is wrong with an empty one
        error_messages={"required": "Xin chọn tệp bản quét đã ký."},
        widget=forms.ClearableFileInput(
            attrs={"class": "form-control", "accept": "application/pdf,image/jpeg,image/png"}
        ),
    )
    signed_on = DayField("Ngày ký", asks="Xin ghi ngày ký trên giấy.")
    confirmed_by = _text("Có xác nhận của", 160)

    def __init__(self, *args: Any, asks_confirmation: bool = False, superior: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_confirmation:
            self.fields["confirmed_by"].initial = superior
        else:
            del self.fields["confirmed_by"]


class TextsForm(forms.Form):
    """The texts of a dossier and the awards its nominee held."""

    achievement_summary = _text("Tóm tắt thành tích", 2000, rows=3)
    achievements = _text("Thành tích trong phong trào", 20_000, rows=8)

    def __init__(self, data: Mapping[str, Any] | None = None, *, dossier: Dossier, held: list[PriorAward]) -> None:
        initial = {"achievement_summary": dossier.achievement_summary, "achievements": dossier.achievements}
        super().__init__(data, initial=initial)
        opened = selectors.open_parts(dossier)
        self.held = held
        self.awards_open = rules.PRIOR_AWARDS.key in opened
        for name in ("achievement_summary", "achievements"):
            self.fields[name].disabled = name not in opened
        count = min(max(len(held) + BLANK_AWARDS, _last_row(data) + 1), MOST_AWARDS)
        for row in range(count):
            award = held[row] if row < len(held) else None
            self.fields[f"year_{row}"] = forms.CharField(
                label="Năm",
                max_length=4,
                required=False,
                initial=award.year if award else "",
                disabled=not self.awards_open,
                widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric", "autocomplete": "off"}),
            )
            for name, label, most in (
                ("award_name", "Hình thức khen", 200),
                ("achievement", "Về thành tích", 300),
                ("decision", "Số, ngày, cơ quan quyết định", 160),
            ):
                field = _text(label, most, initial=getattr(award, name) if award else "")
                field.disabled = not self.awards_open
                self.fields[f"{name}_{row}"] = field
        self.row_count = count

    def award_rows(self) -> Iterator[list[forms.BoundField]]:
        for row in range(self.row_count):
            yield [self[f"{name}_{row}"] for name in ("year", "award_name", "achievement", "decision")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for row in range(self.row_count):
            year = str(cleaned.get(f"year_{row}", "")).strip()
            texts = [cleaned.get(f"{name}_{row}", "") for name in ("award_name", "achievement", "decision")]
            if not re.fullmatch(r"\d{4}", year) and (year or any(texts)):
                self.add_error(
                    f"year_{row}", f"Xin ghi năm khen bằng bốn chữ số{f', không phải “{year}”' if year else ''}."
                )
        return cleaned

    def prior_awards(self) -> list[dict[str, Any]]:
        """The rows that say something."""
        rows = []
        for row in range(self.row_count):
            entry = {name: self.cleaned_data[f"{name}_{row}"] for name in ("award_name", "achievement", "decision")}
            if self.cleaned_data[f"year_{row}"]:
                rows.append({"year": int(self.cleaned_data[f"year_{row}"]), **entry})
        return rows


def _last_row(data: Mapping[str, Any] | None) -> int:
    """The highest row that was sent with something in it, so that nothing typed is lost; -1 for none."""
    found = [-1]
    for name in data or ():
        if (match := re.fullmatch(r"(?:year|award_name|achievement|decision)_(\d{1,2})", name)) and (data or {})[name]:
            found.append(int(match[1]))
    return max(found)


class EvidenceForm(forms.Form):
    """Something shown for one criterion; of a meeting, its day and its households."""

    text = _text("Minh chứng", 300, rows=2)
    met_on = DayField("Ngày họp", asks="Xin ghi ngày họp thôn.")
    households_present = CountField(label="Số hộ dự", widget=forms.TextInput(attrs={"class": "form-control"}))
    households_agreeing = CountField(label="Số hộ nhất trí", widget=forms.TextInput(attrs={"class": "form-control"}))
    upload = forms.FileField(
        label="Bản chụp (PDF, JPG, PNG)",
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(
            attrs={"class": "form-control", "accept": "application/pdf,image/jpeg,image/png"}
        ),
    )

    not_applicable = forms.BooleanField(
        label="Tiêu chuẩn này không áp dụng cho đối tượng; lý do ghi ở trên, không cần giấy", required=False
    )

    def __init__(
        self,
        *args: Any,
        asks_meeting: bool,
        asks_paper: bool = False,
        may_not_apply: bool = False,
        hint: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if asks_paper:
            self.fields["upload"].label = f"Bản chụp {hint}" if hint else "Bản chụp giấy chứng minh"
        if not (asks_paper and may_not_apply):
            del self.fields["not_applicable"]
        for name in ("households_present", "households_agreeing"):
            self.fields[name].error_messages["required"] = f"Xin ghi {str(self.fields[name].label).lower()}."
        if asks_meeting:
            self.fields["text"].label = "Ghi thêm"
            self.order_fields(["met_on", "households_present", "households_agreeing", "text", "upload"])
        else:
            self.fields["text"].help_text = f"Ví dụ: tên giấy, số, ngày, nơi cấp. Cần xem: {hint}." if hint else ""
            for name in ("met_on", "households_present", "households_agreeing"):
                del self.fields[name]


class ReturnForm(forms.Form):
    """What an office wants completed: the parts that open, why, until when."""

    parts = forms.MultipleChoiceField(
        label="Mở những phần nào để bổ sung",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Xin chọn ít nhất một phần cần bổ sung; chỉ những phần đó mở cho nơi đề nghị.",
            "invalid_choice": "Hồ sơ này không có phần “%(value)s”.",
        },
    )
    reason = _text(
        "Cần bổ sung gì, vì sao", 2000, asks="Xin ghi cần bổ sung gì, để nơi đề nghị biết phải làm gì.", rows=4
    )
    due_on = DayField("Bổ sung chậm nhất ngày", asks="Xin ghi hạn bổ sung.")

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["parts"]
        choices.choices = list(selectors.part_names(dossier).items())
        self.fields["due_on"].initial = rules.day_to_complete(clock.today(), dossier.due_on)


class DeclineForm(forms.Form):
    reason = _text(
        "Vì sao không đề nghị", 2000, asks="Xin ghi lý do không đề nghị, để nơi trình báo lại cho đối tượng.", rows=4
    )


class PersonForm(forms.Form):
    """A person who is in no list yet."""

    name = _text("Họ và tên", 120, asks="Xin ghi họ và tên.")
    birth_year = CountField(
        label="Năm sinh",
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric"}),
        error_messages={"required": "Xin ghi năm sinh."},
    )
    gender = forms.ChoiceField(
        label="Giới tính",
        choices=Party.Gender.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Xin chọn giới tính.", "invalid_choice": "Xin chọn giới tính."},
    )
    ethnicity = _text("Dân tộc", 40)
    position = _text("Chức vụ, nơi công tác", 200)
    hamlet = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Thôn, tổ dân phố",
        required=False,
        empty_label="(không ghi thôn)",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Thôn này không có trong xã."},
    )
    address = _text("Địa chỉ, nếu ở nơi khác", 200)

    def __init__(self, *args: Any, hamlets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["hamlet"]
        choice.queryset = hamlets
        choice.label_from_instance = lambda unit: unit.opening_title


class OrganisationForm(forms.Form):
    """An economic organisation that is in no list yet."""

    name = _text("Tên tổ chức", 200, asks="Xin ghi tên tổ chức như trong giấy đăng ký.")
    address = _text("Địa chỉ", 200)


class HoldForm(forms.Form):
    """That a nominee may not be proposed for now."""

    ground = forms.ChoiceField(
        label="Vì",
        choices=Hold.Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Xin chọn lý do tạm dừng.", "invalid_choice": "Xin chọn lý do tạm dừng."},
    )
    since = DayField("Từ ngày", asks="Xin ghi từ ngày nào.")
    paper = _text("Văn bản", 200, asks="Xin ghi số, ngày văn bản, ví dụ Thông báo 12/TB-UBKT ngày 02/11/2020.")


class LiftForm(forms.Form):
    """That the matter is concluded."""

    since = DayField("Kết luận ngày", asks="Xin ghi ngày kết luận.")
    paper = _text("Văn bản kết luận", 200, asks="Xin ghi văn bản kết luận.")


class SentLetterForm(forms.Form):
    """The standing office's own letter with which it passes everything up (S3-31)."""

    number = _text("Số, ký hiệu", 60, asks="Xin ghi số, ký hiệu văn bản, ví dụ 45/TTr-PLĐTBXH.")
    date = DayField("Ngày", asks="Xin ghi ngày văn bản.")


class Judgements:
    """What was ticked and remarked on the criteria of one dossier: `verdict-<id>`, `remark-<id>`."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.ticked = {
            int(match[1]): (value, str(data.get(f"remark-{match[1]}", "")))
            for name, value in data.items()
            if (match := re.fullmatch(r"verdict-(\d{1,9})", name))
        }


def form_problems(form: forms.Form) -> list[Problem]:
    """A form's errors as the problems of a refusal."""
    return [Problem(str(error), name) for name, errors in form.errors.items() for error in errors]
