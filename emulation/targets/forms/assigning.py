"""The grid of assigned figures as it is typed: one text a child, the unit's own figure, the decision."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from campaign_portal.foundation import quantities, vietnamese
from campaign_portal.foundation.errors import Problem
from emulation.targets.models import AssignmentSheet, Indicator
from emulation.targets.rules import IndicatorSpec
from emulation.targets.rules.sharing import Balance
from emulation.targets.selectors.assigning import Grid, Share, lacks, mismatch
from emulation.targets.services import Decision
from emulation.territory.models import Unit

MOST = 9_999_999
DECISION = ("decision_number", "decision_on", "capacity", "signer")


class FigureField(forms.CharField):
    """A planned figure as people type it: "6,5" points, "1.234" households; empty is none yet."""

    def __init__(self, spec: IndicatorSpec, of: str = "", **kwargs: Any) -> None:
        super().__init__(required=False, max_length=100, **kwargs)
        self.spec, self.of = spec, of
        mode = "decimal" if spec.is_rate else "numeric"
        self.widget.attrs |= {"inputmode": mode, "autocomplete": "off", "class": "form-control num", "maxlength": 100}

    def clean(self, value: Any) -> Decimal | None:
        try:
            return self._read(super().clean(value))
        except quantities.NotANumber as wrong:
            raise forms.ValidationError(f"{self.of}: {wrong}.") from wrong

    def _read(self, typed: str) -> Decimal | None:
        if not self.spec.is_rate:
            count = quantities.parse_count(typed, most=MOST)
            return None if count is None else Decimal(count)
        number = quantities.parse_decimal(typed)
        if number is None:
            return None
        if number < 0:
            raise quantities.NotANumber(f"“{typed}” là số âm; mức giảm ghi số dương")
        if number > 100:
            raise quantities.NotANumber(f"“{typed}” lớn hơn 100 điểm %; xin xem lại có dán nhầm cột không")
        if number != quantities.round_half_up(number):
            raise quantities.NotANumber(f"“{typed}” có quá hai chữ số thập phân; xin ghi đến phần trăm")
        return number


def shown(spec: IndicatorSpec, value: Decimal | None) -> str:
    """A figure as the grid holds it: "6,5", "1.234"."""
    if value is None:
        return ""
    if not spec.is_rate:
        return vietnamese.grouped(int(value))
    return vietnamese.decimal_text(value, 2).rstrip("0").rstrip(",") or "0"


class SheetForm(forms.Form):
    """`issuing`: the decision's fields have to be there too."""

    whole: Any
    mismatch_reason = forms.CharField(
        label="Vì sao vẫn giao khi không khớp",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Chỉ cần khi tổng các nơi khác mức của đơn vị.",
    )
    decision_number = forms.CharField(
        label="Số quyết định",
        max_length=60,
        help_text="Ví dụ 312/QĐ-UBND",
        error_messages={"required": "Xin ghi số quyết định, ví dụ 312/QĐ-UBND."},
    )
    decision_on = forms.DateField(
        label="Ngày quyết định",
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 14/2/2020.",
            "required": "Xin ghi ngày quyết định.",
        },
    )
    capacity = forms.ChoiceField(label="Người ký là", choices=AssignmentSheet.Capacity.choices)
    signer = forms.CharField(
        label="Họ tên người ký", max_length=120, error_messages={"required": "Xin ghi họ tên người ký."}
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, grid: Grid, issuing: bool = False) -> None:
        sheet, spec = grid.sheet, grid.spec
        start: dict[str, Any] = {
            "mismatch_reason": sheet.mismatch_reason,
            "capacity": AssignmentSheet.Capacity.HEAD,
            "whole": shown(spec, sheet.whole),
            **{f"v_{share.unit.pk}": shown(spec, share.value) for share in grid.shares},
        }
        super().__init__(data, initial=start)
        self.grid = grid
        if not grid.whole.is_given:
            what = f"Mức của {sheet.unit.title}"
            self.fields["whole"] = FigureField(spec, what, label=f"{what} ({spec.unit_of_measure})")
        for share in grid.shares:
            name = share.unit.opening_title
            self.fields[f"v_{share.unit.pk}"] = FigureField(spec, name, label=f"{name}, mức giao")
        for name in (*DECISION, "mismatch_reason"):
            self.fields[name].widget.attrs["class"] = "form-select" if name == "capacity" else "form-control"
        if not issuing:
            for name in DECISION:
                self.fields[name].required = False

    def rows(self) -> Iterator[tuple[Share, BoundField]]:
        for share in self.grid.shares:
            yield share, self[f"v_{share.unit.pk}"]

    @property
    def decision_fields(self) -> list[BoundField]:
        return [self[name] for name in DECISION]

    def raw(self) -> dict[str, str]:
        """What was typed, as it is."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}

    # --- What it comes to ---------------------------------------------------------------------------------------------

    def _known(self) -> dict[str, Any]:
        """What reads as a figure; an unbound form has what is saved."""
        return self.cleaned_data if self.is_bound and self.errors is not None else {}

    @property
    def values(self) -> Sequence[Decimal | None]:
        if not self.is_bound:
            return [share.value for share in self.grid.shares]
        known = self._known()
        return [known.get(f"v_{share.unit.pk}") for share in self.grid.shares]

    @property
    def own_whole(self) -> Decimal | None:
        if self.grid.whole.is_given or not self.is_bound:
            return self.grid.whole.value
        return self._known().get("whole")

    @property
    def balance(self) -> Balance:
        return self.grid.balance_of(self.values, self.own_whole)

    @property
    def mismatch(self) -> str:
        return mismatch(self.grid, self.balance)

    def problems(self) -> list[Problem]:
        """What stands between this text and the decision."""
        reason = self._known().get("mismatch_reason", "") if self.is_bound else self.grid.sheet.mismatch_reason
        wrong = [
            Problem(str(errors[0]), field=name)
            for name, errors in (self.errors.items() if self.is_bound else ())
            if name not in DECISION
        ]
        return wrong or lacks(self.grid, reason, self.values, self.own_whole)

    # --- What goes to the services ------------------------------------------------------------------------------------

    def given(self) -> dict[int, Decimal | None]:
        return dict(zip([share.unit.pk for share in self.grid.shares], self.values, strict=True))

    def typed_whole(self) -> Decimal | None:
        return None if self.grid.whole.is_given else self.cleaned_data.get("whole")

    def decision(self) -> Decision:
        cleaned = self.cleaned_data
        return Decision(cleaned["decision_number"], cleaned["decision_on"], cleaned["capacity"], cleaned["signer"])

    @property
    def left_of_rest(self) -> Fraction | None:
        """Of a rate: what those without a figure have to reach together."""
        found = self.balance
        if not self.grid.spec.is_rate or found.left is None or found.left <= 0:
            return None
        pairs = list(zip(self.values, self.grid.shares, strict=True))
        rest = sum(share.households or 0 for value, share in pairs if value is None)
        every = sum(share.households or 0 for share in self.grid.shares)
        return found.left * every / rest if rest else None


class StartForm(forms.Form):
    """Which indicator, which year, which of one's units."""

    indicator = forms.ModelChoiceField(
        Indicator.objects.none(),
        label="Chỉ tiêu",
        empty_label=None,
        error_messages={"invalid_choice": "Xin chọn một chỉ tiêu trong danh sách."},
    )
    year = forms.TypedChoiceField(label="Năm", coerce=int, error_messages={"invalid_choice": "Xin chọn một năm."})
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Đơn vị giao",
        empty_label=None,
        error_messages={"invalid_choice": "Xin chọn đơn vị của ông/bà."},
    )

    def __init__(self, *args: Any, indicators: Sequence[Indicator], years: range, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["indicator"]
        field.queryset = Indicator.objects.filter(pk__in=[one.pk for one in indicators])
        field.choices = [(one.pk, f"{one.name} ({one.unit_of_measure})") for one in indicators]
        year: Any = self.fields["year"]
        year.choices = [(one, str(one)) for one in years]
        chosen: Any = self.fields["unit"]
        chosen.queryset = units
        chosen.label_from_instance = lambda unit: unit.opening_title
        if len(units) < 2:
            chosen.widget = forms.HiddenInput()


class AgainForm(forms.Form):
    reason = forms.CharField(
        label="Lý do giao lại",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
        error_messages={"required": "Xin ghi lý do giao lại: điều gì thay đổi."},
    )
