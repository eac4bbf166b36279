"""Forms of sessions: the plan, and the sheet that is written while people sit and vote."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from awards.councils import selectors
from awards.councils.models import Attendance, Council, CouncilSession
from awards.councils.rules import Votes
from awards.councils.services.sheets import Noted
from campaign_portal.foundation import clock, quantities, vietnamese
from emulation.campaigns.models import Campaign

HOURS = ["%H:%M", "%Hh%M", "%H.%M", "%H giờ %M"]
GONE = "Có hồ sơ không còn chờ hội đồng. Xin xem lại danh sách dưới đây rồi chọn lại."
NOT_LISTED = "Người này không trong danh sách. Xin chọn lại."
NOT_AN_HOUR = "Giờ ghi chưa đúng. Ví dụ đúng: 14:00."


class HourField(forms.TimeField):
    """14:00, 14h00 or 14.00."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"inputmode": "text", "autocomplete": "off"})
        messages = {"invalid": NOT_AN_HOUR, "required": "Xin ghi giờ, ví dụ 14:00."}
        options["error_messages"] = messages | options.get("error_messages", {})
        super().__init__(input_formats=HOURS, widget=widget, **options)


class SessionForm(forms.Form):
    """The plan of one session of one council."""

    held_on = forms.DateField(
        label="Ngày họp",
        help_text="Ngày/tháng/năm. Quy tắc biểu quyết theo pháp luật của ngày này.",
        error_messages={"invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 18/11/2020.", "required": "Xin ghi ngày họp."},
    )
    starts_at = HourField(label="Bắt đầu")
    place = forms.CharField(label="Địa điểm", max_length=200, error_messages={"required": "Xin ghi địa điểm họp."})
    chair: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label="Chủ tọa", empty_label=None, error_messages={"invalid_choice": NOT_LISTED}
    )
    secretary: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label="Thư ký", empty_label=None, error_messages={"invalid_choice": NOT_LISTED}
    )
    dossiers: forms.ModelChoiceField = forms.ModelMultipleChoiceField(
        None,
        label="Hồ sơ đưa ra hội đồng",
        error_messages={
            "required": "Xin chọn ít nhất một hồ sơ để hội đồng xét.",
            "invalid_choice": GONE,
            "invalid_pk_value": GONE,
        },
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        council: Council,
        campaign: Campaign,
        session: CouncilSession | None = None,
        **options: Any,
    ) -> None:
        self.waiting = selectors.waiting_lines(selectors.waiting_dossiers(council, campaign, besides=session))
        chairs = list(selectors.who_may_preside(council))
        secretaries = [member for member in selectors.members_of(council) if member.post == member.Post.SECRETARY]
        initial = {
            "held_on": clock.today(),
            "starts_at": "08:00",
            "chair": chairs[0] if chairs else None,
            "secretary": secretaries[0] if secretaries else None,
            "dossiers": [line.dossier.pk for line in self.waiting],
        }
        if session is not None:
            fields = ("held_on", "starts_at", "place", "chair", "secretary")
            initial = {name: getattr(session, name) for name in fields}
            initial["dossiers"] = list(session.items.values_list("dossier_id", flat=True))
        super().__init__(data, initial=initial, **options)
        chosen: Any = self.fields["dossiers"]
        chosen.queryset = selectors.waiting_dossiers(council, campaign, besides=session)
        presiding: Any = self.fields["chair"]
        presiding.queryset = selectors.who_may_preside(council)
        writing: Any = self.fields["secretary"]
        writing.queryset = council.members.all()
        for person in (presiding, writing):
            person.label_from_instance = lambda member: f"{member.full_name}, {member.get_post_display()}"
        self.fields["held_on"].widget.attrs["autocomplete"] = "off"

    @property
    def chosen_ids(self) -> set[int]:
        """The ticked dossiers, as typed or as they stand."""
        typed = (quantities.row_id(str(value)) for value in self["dossiers"].value() or [])
        return {number for number in typed if number is not None}


@dataclass
class Sheet:
    """What was typed on the page of a session: facts that can be kept, and raw text that cannot yet.

    Field names: way-<member>, note-<member>; agree-<item>, against-<item>, other-<item>; ends_at.
    """

    noted: dict[int, Noted] = field(default_factory=dict)
    votes: dict[int, Votes | None] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)  # by item
    raw: dict[str, str] = field(default_factory=dict)  # of rows that can't be kept

    def reject(self, item_id: int, data: Mapping[str, Any], problem: str) -> None:
        """Keep the row's raw text beside its problem."""
        self.problems[item_id] = problem
        self.raw |= {name: str(data.get(name, ""))[:40] for name in vote_fields(item_id)}


COLUMNS = {"agree": "Đồng ý", "against": "Không đồng ý", "other": "Ý kiến khác"}


def vote_fields(item_id: int) -> list[str]:
    return [f"{column}-{item_id}" for column in COLUMNS]


def read_sheet(data: Mapping[str, Any], session: CouncilSession) -> Sheet:
    """What the page sent, for the members and items of this session alone."""
    sheet = Sheet()
    for member_id in session.attendance.values_list("member_id", flat=True):
        way = data.get(f"way-{member_id}", "")
        if f"note-{member_id}" in data and (way in Attendance.Way.values or not way):
            sheet.noted[member_id] = (way, str(data[f"note-{member_id}"]))
    for item_id in session.items.values_list("pk", flat=True):
        if f"agree-{item_id}" not in data:
            continue
        counts, problem = _counts(data, item_id)
        if problem:
            sheet.reject(item_id, data, problem)
        elif all(count is None for count in counts):
            sheet.votes[item_id] = None
        elif missing := [name for name, count in zip(COLUMNS.values(), counts, strict=True) if count is None]:
            sheet.reject(item_id, data, f"Chưa ghi cột {', '.join(missing)}; không có phiếu nào thì ghi 0.")
        else:
            agree, against, other = (count or 0 for count in counts)
            sheet.votes[item_id] = Votes(agree, against, other)
    return sheet


def _counts(data: Mapping[str, Any], item_id: int) -> tuple[list[int | None], str]:
    counts: list[int | None] = []
    for column, name in COLUMNS.items():
        try:
            counts.append(quantities.parse_count(str(data.get(f"{column}-{item_id}", ""))))
        except quantities.NotANumber as wrong:
            return [], f"Cột {name}: {wrong}."
    return counts, ""


class CloseForm(forms.Form):
    """When the session ended; the number of the minutes where the clerk keeps the book."""

    ends_at = HourField(
        label="Kết thúc lúc",
        error_messages={
            "required": "Xin ghi phiên họp kết thúc lúc mấy giờ, ví dụ 11:30.",
            "invalid": "Kết thúc lúc: giờ ghi chưa đúng. Ví dụ đúng: 11:30.",
        },
    )
    minutes_number = forms.IntegerField(
        label="Số biên bản theo sổ",
        required=False,
        min_value=1,
        max_value=99_999,
        error_messages={"invalid": "Số biên bản là số nguyên, ví dụ 5."},
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Lý do", max_length=200, error_messages={"required": "Xin ghi lý do, để người sau biết vì sao."}
    )

    def clean_reason(self) -> str:
        return vietnamese.nfc(self.cleaned_data["reason"])


class LeaveForm(ReasonForm):
    """A member of the session and why he leaves the vote on one nominee."""

    member: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label="Thành viên", error_messages={"required": "Xin chọn thành viên.", "invalid_choice": "Xin chọn lại."}
    )

    def __init__(self, data: Mapping[str, Any] | None, *, session: CouncilSession) -> None:
        super().__init__(data)
        chosen: Any = self.fields["member"]
        chosen.queryset = session.council.members.filter(pk__in=session.attendance.values("member"))


def form_errors(form: forms.Form) -> Iterator[str]:
    for messages in form.errors.values():
        yield from (str(message) for message in messages)
