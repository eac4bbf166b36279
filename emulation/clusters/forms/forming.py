"""What the standing body writes when it makes the clusters of a year."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.clusters import rules
from emulation.clusters.forms.fields import PointsField, day, text
from emulation.clusters.models import Cluster, ClusterCriterion, ClusterMember, ClusterYear
from emulation.clusters.services import Criterion, Membership
from emulation.people.models import Party

_NEW = re.compile(r"new_([0-9]{1,2})_text")
SPARE = 3  # empty rows at the end of a table


class NewYearForm(forms.Form):
    """A new cluster: its name, and the row of the plan it is one of."""

    name = forms.CharField(
        label="Tên cụm, khối",
        max_length=120,
        widget=forms.TextInput(attrs={"class": "form-control", "placeholder": "Cụm thi đua số 1"}),
        error_messages={"required": "Xin ghi tên cụm, khối, ví dụ Cụm thi đua số 1."},
    )
    cluster = forms.ModelChoiceField(
        label="Thuộc, theo kế hoạch", queryset=Cluster.objects.none(), required=False, empty_label="Kế hoạch không nêu"
    )
    kind = forms.ChoiceField(label="Loại", choices=Cluster.Kind.choices)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = campaign.clusters.all()
        self.fields["cluster"].queryset = named  # type: ignore[attr-defined]
        self.fields["cluster"].initial = named.first()
        for name in ("cluster", "kind"):
            self.fields[name].widget.attrs["class"] = "form-select"
        self.fields["kind"].help_text = "Theo kế hoạch nếu chọn ở trên."


class DaysForm(forms.Form):
    """Name, who is in charge, the days of the three rounds."""

    name = forms.CharField(
        label="Tên cụm, khối",
        max_length=120,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": "Xin ghi tên cụm, khối."},
    )
    council_member = forms.ModelChoiceField(
        label="Thành viên Hội đồng phụ trách",
        queryset=User.objects.none(),
        required=False,
        empty_label="Chưa phân công",
    )
    self_due_on = day("Hạn tự chấm", "10/12/2022", required=False)
    cross_due_on = day("Hạn chấm chéo", "15/12/2022", required=False)
    final_due_on = day("Hạn kết luận", "20/12/2022", required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, year: ClusterYear, people: Sequence[User]) -> None:
        initial = {name: getattr(year, name) for name in ("name", "self_due_on", "cross_due_on", "final_due_on")}
        super().__init__(data, initial={**initial, "council_member": year.council_member_id})
        wanted = {person.pk for person in people} | {year.council_member_id or 0}
        self.fields["council_member"].queryset = User.objects.filter(pk__in=wanted)  # type: ignore[attr-defined]
        self.fields["council_member"].widget.attrs["class"] = "form-select"


@dataclass(frozen=True)
class MemberChoice:
    """One candidate on the page."""

    party: Party
    chosen: BoundField
    scorer: BoundField | None


class MembersForm(forms.Form):
    """Who is in the cluster, who leads; who cross-scores, among those that are members already."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, parties: Sequence[Party], members: Sequence[ClusterMember]
    ) -> None:
        super().__init__(data)
        self.parties = list(parties)
        now = {member.party_id: member for member in members}
        everybody = [("", "Chưa chọn"), *((str(party.pk), party.name) for party in self.parties)]
        for name, label in (("head", "Trưởng"), ("deputy", "Phó")):
            leader = next((member.party_id for member in members if member.post == name), "")
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=everybody,
                required=False,
                initial=str(leader),
                widget=forms.Select(attrs={"class": "form-select"}),
                error_messages={"invalid_choice": "Đơn vị đã chọn không có trong danh sách; xin chọn lại."},
            )
        fellows = [("", "đơn vị đứng trước"), *((str(pk), member.party.name) for pk, member in now.items())]
        for party in self.parties:
            self.fields[f"in_{party.pk}"] = forms.BooleanField(
                label=party.name, required=False, initial=party.pk in now
            )
            if party.pk in now and len(now) > 1:
                scorer = now[party.pk].cross_scorer
                self.fields[f"cross_{party.pk}"] = forms.ChoiceField(
                    label=f"Chấm chéo {party.name}",
                    choices=fellows,
                    required=False,
                    initial=str(scorer.party_id) if scorer else "",
                    widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
                )

    def rows(self) -> list[MemberChoice]:
        return [
            MemberChoice(
                party,
                self[f"in_{party.pk}"],
                self[f"cross_{party.pk}"] if f"cross_{party.pk}" in self.fields else None,
            )
            for party in self.parties
        ]

    def membership(self) -> Membership:
        """What the service takes, of a form that is valid."""
        cleaned, by_id = self.cleaned_data, {str(party.pk): party for party in self.parties}
        chosen = [party for party in self.parties if cleaned[f"in_{party.pk}"]]
        return Membership(
            chosen,
            head=by_id.get(cleaned["head"]),
            deputy=by_id.get(cleaned["deputy"]),
            cross_scorers={
                party.pk: int(cleaned[f"cross_{party.pk}"]) for party in chosen if cleaned.get(f"cross_{party.pk}")
            },
        )


@dataclass(frozen=True)
class CriterionRow:
    """One row of the table on the page; a row of the plan keeps its words, and its points where the plan has them."""

    criterion: ClusterCriterion | None
    text: BoundField | None
    points: BoundField | None
    bonus: BoundField | None


class CriteriaForm(forms.Form):
    """The year's table. An own row whose words are emptied goes."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        year: ClusterYear,
        criteria: Sequence[ClusterCriterion],
        fixed: frozenset[str],
    ) -> None:
        super().__init__(data)
        self.criteria, self.fixed = list(criteria), fixed
        for row in self.criteria:
            if not row.plan_key:
                self._own(str(row.pk), row)
            if row.plan_key not in fixed:
                self._points(str(row.pk), row)
        if data is None:
            self.new = [str(number) for number in range(SPARE)]
        else:
            self.new = sorted({match[1] for name in data if (match := _NEW.fullmatch(name))}, key=int)
        for number in self.new:
            self._own(f"new_{number}", None)
            self._points(f"new_{number}", None)
        self.fields["basis"] = text("Văn bản ấn định điểm của năm", 200, placeholder="Hướng dẫn số 12/HD-PNV")
        self.fields["basis"].initial = year.points_basis

    def _own(self, key: str, row: ClusterCriterion | None) -> None:
        self.fields[f"{key}_text"] = text("Tiêu chí", 500)
        self.fields[f"{key}_bonus"] = forms.BooleanField(label="Điểm thưởng", required=False)
        if row is not None:
            self.fields[f"{key}_text"].initial, self.fields[f"{key}_bonus"].initial = row.text, row.is_bonus

    def _points(self, key: str, row: ClusterCriterion | None) -> None:
        what = row.text if row else "Dòng thêm"
        self.fields[f"{key}_points"] = PointsField(rules.read_max_points, what, label="Điểm tối đa")
        if row is not None:
            self.fields[f"{key}_points"].initial = rules.typed_text(row.max_points)

    def rows(self) -> list[CriterionRow]:
        own = [self._row(str(row.pk), row) for row in self.criteria]
        return own + [self._row(f"new_{number}", None) for number in self.new]

    def _row(self, key: str, row: ClusterCriterion | None) -> CriterionRow:
        def bound(part: str) -> BoundField | None:
            return self[f"{key}_{part}"] if f"{key}_{part}" in self.fields else None

        return CriterionRow(row, bound("text"), bound("points"), bound("bonus"))

    def wanted(self) -> list[Criterion]:
        """What the service takes, of a form that is valid."""
        cleaned, found = self.cleaned_data, []
        for row in self.criteria:
            key = str(row.pk)
            words = row.text if row.plan_key else cleaned[f"{key}_text"]
            points = cleaned.get(f"{key}_points", row.max_points)
            if row.plan_key or words or points is not None:
                if not row.plan_key and not words:
                    continue  # its words were emptied: it goes
                found.append(Criterion(words, points, cleaned.get(f"{key}_bonus", row.is_bonus), row.pk))
        for number in self.new:
            words, points = cleaned[f"new_{number}_text"], cleaned[f"new_{number}_points"]
            if words or points is not None:
                found.append(Criterion(words, points, cleaned[f"new_{number}_bonus"]))
        return found
