"""The paper that answers a duty."""

from decimal import Decimal
from typing import Any

from django import forms

from campaign_portal.foundation.quantities import NotANumber, parse_decimal
from emulation.duties import rules
from emulation.duties.models import Duty, DutyLine, Fulfillment
from emulation.duties.services import Told

MOST_QUANTITY = 10**12


def scan_field(label: str) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        allow_empty_file=True,  # the sentence of `files.check_scan` says more
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class PaperForm(forms.Form):
    """Number, date, scan; a reason too when what was recorded is corrected."""

    number = forms.CharField(
        label="Số, ký hiệu", max_length=60, error_messages={"max_length": "Số, ký hiệu dài quá 60 chữ."}
    )
    date = forms.DateField(
        label="Ngày văn bản",
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 10/3/2020.", "required": "Xin ghi ngày văn bản."},
    )
    title = forms.CharField(
        label="Trích yếu",
        max_length=300,
        required=False,
        help_text="Ví dụ: Thực hiện phong trào thi đua năm 2020 của Phòng Dân tộc.",
        error_messages={"max_length": "Trích yếu dài quá 300 chữ."},
    )
    signer = forms.CharField(
        label="Người ký",
        max_length=120,
        required=False,
        help_text="Họ tên, chức vụ.",
        error_messages={"max_length": "Người ký dài quá 120 chữ."},
    )
    scan = scan_field("Bản chụp đã ký (PDF, JPG hoặc PNG)")
    reason = forms.CharField(
        label="Lý do sửa", max_length=300, error_messages={"required": "Xin ghi lý do sửa."}, widget=forms.TextInput()
    )

    def __init__(self, *args: Any, duty: Duty, done: Fulfillment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = rules.PLAIN_PAPERS[duty.kind]
        number = self.fields["number"]
        number.help_text = f"Ví dụ {plain.example}."
        number.error_messages["required"] = f"Xin ghi số, ký hiệu văn bản, ví dụ {plain.example}."
        self.fields["scan"].help_text = (
            "Bắt buộc." if plain.needs_scan and not (done and done.paper_id) else "Không bắt buộc."
        )
        if plain.lines != DutyLine.Kind.CRITERION:  # only a plan of one's own is told by what it is about
            del self.fields["title"], self.fields["signer"]
        if done is None:
            del self.fields["reason"]
        else:
            self.initial = {
                "number": done.paper_number,
                "date": done.paper_date,
                "title": done.paper_title,
                "signer": done.paper_signer,
            }


class LineForm(forms.Form):
    """One criterion of a unit's own plan, or one deed done for a task."""

    prefix = "dong"  # it stands on one page with the paper's form

    done_on = forms.DateField(
        label="Ngày làm",
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 14/6/2020.", "required": "Xin ghi ngày làm."},
    )
    heading = forms.CharField(max_length=80, required=False)
    text = forms.CharField(max_length=300, error_messages={"required": "Xin ghi nội dung."})
    quantity = forms.CharField(
        label="Số lượng", max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    unit_of_measure = forms.CharField(label="Đơn vị tính", max_length=40, required=False)
    scan = scan_field("Giấy, ảnh chụp kèm theo, nếu có (PDF, JPG hoặc PNG)")

    def __init__(self, *args: Any, duty: Duty, line: DutyLine | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heading, text, unit = (self.fields[name] for name in ("heading", "text", "unit_of_measure"))
        if rules.PLAIN_PAPERS[duty.kind].lines == DutyLine.Kind.DEED:
            heading.label, text.label = "Hình thức", "Đã làm gì"
            heading.help_text = "Ví dụ: phát thanh, tin bài, hội nghị."
            text.help_text = "Ví dụ: Phát thanh bằng tiếng Mông về chính sách vay vốn tại chợ phiên."
            unit.help_text = "Ví dụ: buổi, tin, lượt người."
        else:
            heading.label, text.label = "Lĩnh vực", "Tiêu chí, chỉ tiêu"
            heading.help_text = "Ví dụ: y tế, giáo dục, nhà ở, nước sạch."
            text.help_text = "Ví dụ: Hộ nghèo được hỗ trợ giống cây trồng."
            unit.help_text = "Ví dụ: hộ, điểm %, triệu đồng."
            del self.fields["done_on"], self.fields["scan"]
        if line is not None:
            number, _, _ = line.amount.partition(" ")
            self.initial = {
                "done_on": line.done_on,
                "heading": line.heading,
                "text": line.text,
                "quantity": number,
                "unit_of_measure": line.unit_of_measure,
            }

    def clean_quantity(self) -> Decimal | None:
        try:
            number = parse_decimal(self.cleaned_data["quantity"])
        except NotANumber as wrong:
            raise forms.ValidationError(f"Số lượng {wrong}.") from wrong
        if number is not None and number >= MOST_QUANTITY:
            raise forms.ValidationError("Số lượng lớn quá 12 chữ số; xin đổi đơn vị tính, ví dụ triệu đồng.")
        return number

    @property
    def told(self) -> Told:
        data = self.cleaned_data
        return Told(data["text"], data["heading"], data["quantity"], data["unit_of_measure"], data.get("done_on"))
