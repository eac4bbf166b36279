"""What an administrator fills in about offices, posts and accounts."""

from typing import Any

from django import forms

from emulation.people.models import overseen_units
from emulation.territory.models import Unit
from emulation.territory.selectors import picks

MANAGED_UNITS = picks.register(
    "managed",
    lambda user: Unit.objects.visible_to(user).valid_on().filter(pk__in=overseen_units(user, ["administrator"])),
)


def day_field(label: str, example: str = "01/7/2020", **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": f"Ngày ghi chưa đúng. Ví dụ đúng: {example}.",
            "required": "Xin ghi ngày.",
        },
        **options,
    )


def text_field(label: str, required_says: str = "", **options: Any) -> forms.CharField:
    """One line of text; what is too long the services refuse, so that the browser cuts nothing off."""
    return forms.CharField(
        label=label, required=bool(required_says), error_messages={"required": required_says}, **options
    )


class ReasonForm(forms.Form):
    """Why an account is closed, or its second factor forgotten."""

    reason = text_field(
        "Lý do", "Xin ghi lý do, để sau này tra lại được.", help_text="Ví dụ: nghỉ hưu từ 01/7/2020; mất điện thoại."
    )
