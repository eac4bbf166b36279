"""The plan of an inspection, its minutes, what was found, what was done, reasons."""

from typing import Any

from django import forms

from emulation.campaigns.models import Campaign
from emulation.inspections.models import Inspection, InspectionFinding
from emulation.inspections.selectors.lists import concerned, inspectable
from emulation.inspections.selectors.readiness import ASKED
from emulation.inspections.services import Planned
from emulation.people.models import Party
from emulation.territory.models import Unit


def day_field(label: str, example: str, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": f"Ngày ghi chưa đúng. Ví dụ đúng: {example}.",
            "required": f"Xin ghi {label.lower()}.",
        },
        **kwargs,
    )


def words_field(label: str, rows: int, help_text: str = "", **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, help_text=help_text, max_length=10_000, **kwargs)


class PlanForm(forms.Form):
    kind = forms.ChoiceField(
        label="Loại",
        choices=[(value, label[:1].upper() + label[1:]) for value, label in Inspection.Kind.choices],
        error_messages={
            "required": "Xin chọn kiểm tra, giám sát hay hướng dẫn.",
            "invalid_choice": "Xin chọn kiểm tra, giám sát hay hướng dẫn.",
        },
    )
    title = forms.CharField(
        label="Nội dung kiểm tra",
        max_length=200,
        help_text="Ví dụ: Rà soát hộ nghèo và sử dụng kinh phí phong trào 6 tháng đầu năm.",
        error_messages={"required": "Xin ghi nội dung kiểm tra."},
    )
    party = forms.ModelChoiceField(
        Party.objects.none(),
        label="Nơi được kiểm tra",
        error_messages={
            "required": "Xin chọn nơi được kiểm tra.",
            "invalid_choice": "Nơi này không tham gia phong trào dưới địa bàn của ông/bà; xin chọn lại.",
        },
    )
    planned_on = day_field("Ngày dự kiến", "20/6/2020")
    basis = forms.CharField(
        label="Căn cứ",
        max_length=200,
        required=False,
        help_text="Ví dụ: Kế hoạch số 15/KH-PLĐTBXH ngày 01/6/2020.",
    )

    def __init__(self, *args: Any, user: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party: Any = self.fields["party"]
        party.queryset = inspectable(user, campaign)
        party.label_from_instance = _named

    @property
    def planned(self) -> Planned:
        data = self.cleaned_data
        return Planned(data["title"], data["party"], data["planned_on"], data["basis"], data["kind"])


class MinutesForm(PlanForm):
    """The plan, and the minutes as far as they are written."""

    held_on = day_field("Ngày kiểm tra", "20/6/2020", required=False)
    place = forms.CharField(label="Địa điểm", max_length=200, required=False)
    team = words_field("Đoàn kiểm tra", 4, "Mỗi người một dòng, trưởng đoàn trước: họ tên, chức vụ.", required=False)
    present = words_field("Đại diện nơi được kiểm tra", 3, "Mỗi người một dòng.", required=False)
    content = words_field("Đã kiểm tra những gì", 6, required=False)
    conclusion = words_field("Kết luận", 5, required=False)

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, campaign=inspection.campaign, **kwargs)
        same = ("kind", "title", "planned_on", "basis", *ASKED)
        self.initial = {**{name: getattr(inspection, name) for name in same}, "party": inspection.party_id}

    @property
    def minutes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ASKED}


def _named(party: Party) -> str:
    return party.unit.opening_title if party.kind == Party.Kind.UNIT else party.name


class FindingForm(forms.Form):
    text = words_field("Điều phát hiện", 3, error_messages={"required": "Xin ghi điều phát hiện."})
    severity = forms.ChoiceField(
        label="Mức độ",
        choices=[(value, label[:1].upper() + label[1:]) for value, label in InspectionFinding.Severity.choices],
        initial=InspectionFinding.Severity.MEND,
        error_messages={"invalid_choice": "Xin chọn mức độ."},
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Đơn vị liên quan",
        error_messages={
            "required": "Xin chọn đơn vị liên quan.",
            "invalid_choice": "Đơn vị này không thuộc nơi được kiểm tra; xin chọn lại.",
        },
    )
    ask = words_field("Việc phải làm", 2, "Nhắc nhở thì để trống.", required=False)
    due_on = day_field("Hạn khắc phục", "15/7/2020", required=False)

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = concerned(inspection)
        unit.initial, unit.empty_label = inspection.unit_id, None
        unit.label_from_instance = lambda one: one.opening_title


class AnswerForm(forms.Form):
    text = words_field("Đã làm gì", 4, error_messages={"required": "Xin ghi đã làm gì để khắc phục."})
    scan = forms.FileField(
        label="Bản chụp văn bản, nếu có (PDF, JPG hoặc PNG)",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class ReasonForm(forms.Form):
    reason = words_field("Lý do", 3, error_messages={"required": "Xin ghi lý do, để bên nhận biết phải làm gì."})


class SendBackForm(ReasonForm):
    due_on = day_field("Hạn mới", "30/7/2020")
