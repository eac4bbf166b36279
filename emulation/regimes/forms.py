from django import forms

from emulation.regimes.models import Certainty


class AskedForm(forms.Form):
    """Which day's law, and which of its rows."""

    ngay = forms.DateField(
        label="Ngày",
        required=False,
        error_messages={"invalid": "Ngày ghi chưa đúng nên trang dùng ngày hôm nay. Ví dụ đúng: 25/6/2020."},
    )
    tim = forms.CharField(label="Tìm", required=False, max_length=100)
    chac = forms.ChoiceField(label="Độ chắc chắn", required=False, choices=[("", "Mọi mức"), *Certainty.choices])
