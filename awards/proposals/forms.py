"""What people type of a proposal to the superior."""

from typing import Any

from django import forms

from awards.councils.models import CouncilSession
from awards.dossiers.models import Dossier
from awards.proposals import selectors
from emulation.regimes.models import AwardForm


def _words(label: str, asks: str, most: int, **options: Any) -> forms.CharField:
    messages = {"required": asks, "max_length": f"{label}: dài quá {most} chữ; xin viết gọn lại."}
    return forms.CharField(label=label, max_length=most, error_messages=messages, **options)


def _day(label: str) -> forms.DateField:
    said = label[:1].lower() + label[1:]
    return forms.DateField(
        label=label,
        error_messages={"required": f"Xin ghi {said}.", "invalid": f"{label} ghi chưa đúng. Ví dụ đúng: 25/11/2020."},
    )


class DrawForm(forms.Form):
    """Which award, to whom it goes, who is proposed."""

    award_form = forms.ModelChoiceField(
        label="Hình thức đề nghị",
        queryset=AwardForm.objects.none(),
        error_messages={
            "required": "Xin chọn hình thức đề nghị.",
            "invalid_choice": "Hình thức này không do cấp trên tặng, hoặc không có trong danh mục. Xin chọn lại.",
        },
    )
    addressee = _words("Trình lên", "Xin ghi trình lên ai.", 160)
    dossiers = forms.ModelMultipleChoiceField(
        queryset=Dossier.objects.none(),
        error_messages={
            "required": "Xin chọn ít nhất một hồ sơ.",
            "invalid_choice": "Có hồ sơ không còn chờ ở phiên họp này. Xin chọn lại.",
        },
    )

    def __init__(self, *args: Any, session: CouncilSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        award: Any = self.fields["award_form"]
        award.queryset = selectors.forms_above(session)
        award.label_from_instance = lambda form: form.short_name
        chosen: Any = self.fields["dossiers"]
        chosen.queryset = selectors.may_go_up(session)


class LetterForm(forms.Form):
    letter_number = _words("Số tờ trình", "Xin ghi số tờ trình theo sổ của văn thư.", 40)
    letter_date = _day("Ngày tờ trình")


class ReasonForm(forms.Form):
    reason = _words("Lý do", "Xin ghi vì sao bỏ tờ trình.", 300)


class AnswerForm(forms.Form):
    """The superior's decision. Which lines he awarded is ticked in the list."""

    answer_number = _words("Số quyết định của cấp trên", "Xin ghi số quyết định của cấp trên.", 60)
    answer_on = _day("Ngày quyết định của cấp trên")
