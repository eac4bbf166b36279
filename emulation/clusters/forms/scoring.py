"""A sheet as one round writes it, and what is written when it is given back, ranked and published."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from campaign_portal.foundation import clock
from campaign_portal.foundation.errors import Problem
from emulation.clusters import rules
from emulation.clusters.forms.fields import PointsField, day, kept, reason, scan, text
from emulation.clusters.models import ScoreLine, TieBreak
from emulation.clusters.rules import CROSS, FINAL, SELF, Scored, Sums
from emulation.clusters.selectors.ranking import Standing
from emulation.clusters.selectors.sheets import missing_in, opening, scored
from emulation.clusters.services import Given

WORDS = {SELF: "Minh chứng", CROSS: "Lý do chấm khác", FINAL: "Lý do kết luận khác"}


@dataclass(frozen=True)
class ScoreRow:
    """One criterion on the page: what is kept, and its fields in the round that writes."""

    line: ScoreLine
    scored: Scored
    points: BoundField | None
    words: BoundField | None


class SheetForm(forms.Form):
    """The points of one round; empty ones may wait until the sheet is handed on."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, lines: Sequence[ScoreLine], round_: str) -> None:
        super().__init__(data)
        self.lines, self.round = list(lines), round_
        self.scored = {line.pk: scored(line) for line in self.lines}
        begun = opening(list(self.scored.values()), round_)
        for line in self.lines:
            key, one = str(line.pk), self.scored[line.pk]
            points = PointsField(partial(rules.read_points, most=one.most), one.text, label=f"{one.text}: điểm")
            points.initial = rules.typed_text(one.points(round_)) or begun.get(key, "")
            self.fields[f"points_{key}"] = points
            words = text(f"{one.text}: {WORDS[round_].lower()}", 500, placeholder=WORDS[round_])
            words.initial = {SELF: line.self_note, CROSS: line.cross_reason, FINAL: line.final_reason}[round_]
            self.fields[f"reason_{key}"] = words

    def clean(self) -> dict[str, Any]:
        """A difference without its reason is told beside the reason's field."""
        cleaned = super().clean() or self.cleaned_data
        for one in self.now():
            if one.asks_for_reason(self.round):
                self.add_error(f"reason_{one.key}", one.reason_sentence(self.round))
        return cleaned

    def now(self) -> list[Scored]:
        """The lines as they would be if this were saved; a field that is wrong counts as empty."""
        if not self.is_bound:
            return list(self.scored.values())
        return [self._typed(one) for one in self.scored.values()]

    def _typed(self, one: Scored) -> Scored:
        points: Decimal | None = self.cleaned_data.get(f"points_{one.key}")
        words = self.cleaned_data.get(f"reason_{one.key}", "")
        if self.round == SELF:
            return replace(one, self_points=points)
        if self.round == CROSS:
            return replace(one, cross_points=points, cross_reason=words)
        return replace(one, final_points=points, final_reason=words)

    def sums(self) -> Sums:
        """The live sum of what stands in the fields."""
        if not self.is_bound:
            begun = opening(list(self.scored.values()), self.round)
            lines = [
                replace(one, final_points=one.cross_points) if one.key in begun else one for one in self.scored.values()
            ]
            return rules.sums(lines, self.round)
        self.is_valid()
        return rules.sums(self.now(), self.round)

    def problems(self) -> list[Problem]:
        """Everything between this text and the next desk: what is wrong, then what is missing."""
        if not self.is_bound:
            return list(missing_in(self.now(), self.round))
        self.is_valid()
        wrong = [Problem(str(said), field=name) for name, every in self.errors.items() for said in every]
        named = {problem.field for problem in wrong}
        return [*wrong, *(one for one in missing_in(self.now(), self.round) if one.field not in named)]

    def rows(self) -> list[ScoreRow]:
        return [
            ScoreRow(line, self.scored[line.pk], self[f"points_{line.pk}"], self[f"reason_{line.pk}"])
            for line in self.lines
        ]

    def given(self) -> dict[int, Given]:
        """What the service takes, of a form that is valid."""
        cleaned = self.cleaned_data
        return {line.pk: Given(cleaned[f"points_{line.pk}"], cleaned[f"reason_{line.pk}"]) for line in self.lines}

    def raw(self) -> dict[str, str]:
        return kept(self)


class GiveBackForm(forms.Form):
    """Back to whom, why, until when."""

    to = forms.ChoiceField(label="Trả lại", widget=forms.RadioSelect())
    reason = reason("Lý do", "Xin ghi lý do, để đơn vị biết phải làm gì.")
    due_on = day("Chấm lại chậm nhất ngày", "13/12/2022")

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = list(choices)  # type: ignore[attr-defined]
        self.fields["to"].initial = choices[0][0]
        self.fields["due_on"].initial = clock.today() + dt.timedelta(days=3)


class ReasonForm(forms.Form):
    reason = reason("Lý do", "Xin ghi lý do.")


class PublishForm(forms.Form):
    """The paper that makes the ranking known."""

    number = forms.CharField(
        label="Số văn bản công bố",
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-control", "placeholder": "45/TB-HĐTĐKT"}),
        error_messages={"required": "Xin ghi số, ký hiệu văn bản công bố, ví dụ 45/TB-HĐTĐKT."},
    )
    on = day("Ngày văn bản", "25/12/2022")
    scan = scan("Bản chụp văn bản (PDF, JPG, PNG), nếu có")


class TieForm(forms.Form):
    """How members of one sum are ordered."""

    rule = forms.ChoiceField(
        label="Quy tắc",
        choices=[("", "Chọn quy tắc"), *TieBreak.Rule.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "Xin chọn quy tắc phân hạng."},
    )
    reason = forms.CharField(
        label="Lý do",
        max_length=300,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": "Xin ghi lý do, ví dụ biên bản họp cụm ngày 20/12."},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, group: Sequence[Standing]) -> None:
        super().__init__(data, prefix=f"hang-{group[0].member_id}")
        self.group = list(group)
        for one in self.group:
            self.fields[f"place_{one.member_id}"] = forms.TypedChoiceField(
                label=f"Thứ tự của {one.name}",
                choices=[(str(place), str(place)) for place in range(1, len(self.group) + 1)],
                coerce=int,
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )
            self.fields[f"place_{one.member_id}"].initial = "1"

    def places(self) -> list[tuple[Standing, BoundField]]:
        return [(one, self[f"place_{one.member_id}"]) for one in self.group]

    def order(self) -> dict[int, int]:
        return {one.member_id: self.cleaned_data[f"place_{one.member_id}"] for one in self.group}
