"""A story, its photographs, the consents, the reason for a decision, where a model was taken over."""

from typing import Any

from django import forms

from campaign_portal.foundation.errors import Problem, Refused
from emulation.campaigns.models import Campaign
from emulation.exemplars.models import Exemplar
from emulation.exemplars.rules import LONGEST
from emulation.exemplars.selectors.whom import candidates, takers
from emulation.exemplars.services import Told
from emulation.people.models import Office, Party
from emulation.people.services import register_organisation, register_person
from emulation.territory.models import Unit


class StoryForm(forms.Form):
    """`whom` is somebody who takes part in the campaign; `other_name` somebody else, written down anew."""

    kind = forms.ChoiceField(
        label="Loại",
        choices=[(value, label[:1].upper() + label[1:]) for value, label in Exemplar.Kind.choices],
        error_messages={"invalid_choice": "Xin chọn loại: gương, mô hình hay sáng kiến."},
    )
    title = forms.CharField(
        label="Tiêu đề",
        max_length=200,
        help_text="Nói việc đã làm, ví dụ: Nhóm tiết kiệm của phụ nữ thôn Tả Van Mông.",
        error_messages={"required": "Xin ghi tiêu đề."},
    )
    whom = forms.ModelChoiceField(
        Party.objects.none(),
        label="Về ai",
        required=False,
        empty_label="Người, tổ chức khác (ghi ở dưới)",
        error_messages={"invalid_choice": "Đối tượng này không tham gia phong trào ở nơi ông/bà; xin chọn lại."},
    )
    other_name = forms.CharField(
        label="Họ tên người, tên tổ chức khác", max_length=200, required=False, help_text="Đã chọn ở trên thì để trống."
    )
    other_is = forms.ChoiceField(
        label="Người khác ấy là",
        required=False,
        choices=[(Party.Kind.PERSON, "cá nhân"), (Party.Kind.ORGANISATION, "tổ chức, nhóm")],
        widget=forms.RadioSelect(),
        initial=Party.Kind.PERSON,
    )
    whom_detail = forms.CharField(
        label="Địa chỉ, chức vụ sẽ công bố",
        max_length=200,
        required=False,
        help_text="Ví dụ: Chi hội trưởng Phụ nữ thôn Tả Van Mông. Không ghi số nhà, số điện thoại.",
    )
    text = forms.CharField(
        label="Nội dung",
        max_length=LONGEST,
        help_text="Đã làm gì, cách làm, kết quả, ai làm theo được. Mỗi đoạn cách nhau một dòng trống.",
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": "Xin viết nội dung."},
    )

    def __init__(self, *args: Any, user: Any, campaign: Campaign, exemplar: Exemplar | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        whom: Any = self.fields["whom"]
        whom.queryset = candidates(user, campaign)
        whom.label_from_instance = _named
        self.exemplar = exemplar
        if exemplar is not None:
            whom.queryset = whom.queryset | Party.objects.filter(pk=exemplar.party_id).select_related("unit")
            same = {name: getattr(exemplar, name) for name in ("kind", "title", "whom_detail", "text")}
            self.initial = {**same, "whom": exemplar.party_id}

    @property
    def names_households(self) -> bool:
        whom: Any = self.fields["whom"]
        return whom.queryset.filter(kind=Party.Kind.HOUSEHOLD).exists()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "whom" in data and not data["whom"] and not data.get("other_name"):
            self.add_error("whom", "Xin chọn bài viết về ai, hoặc ghi tên người, tổ chức khác ở ô dưới.")
        if data.get("whom") and data.get("other_name"):
            self.add_error("other_name", "Đã chọn ở ô trên thì ô này để trống.")
        return data

    def told(self, office: Office, by: Any) -> Told:
        """What was typed; somebody new is written down first. Call it in the transaction of the writing."""
        data = self.cleaned_data
        party = data["whom"]
        if not party:
            register = register_organisation if data["other_is"] == Party.Kind.ORGANISATION else register_person
            try:
                party = register(office.unit, name=data["other_name"], by=by)
            except Refused as refused:
                raise Refused(*(Problem(wrong.message, field="other_name") for wrong in refused.problems)) from refused
        return Told(data["kind"], data["title"], data["text"], party, data["whom_detail"])


def _named(party: Party) -> str:
    if party.kind == Party.Kind.UNIT:
        return party.unit.opening_title
    if party.kind in {Party.Kind.PERSON, Party.Kind.HOUSEHOLD}:
        return f"{party.name} ({party.get_kind_display()}, {party.unit.title})"
    return party.name


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label="Ảnh (JPG, PNG hoặc WEBP)",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"}),
        help_text="Vị trí chụp và mọi thông tin điện thoại ghi kèm trong tệp được bỏ hết khi lưu.",
        error_messages={"required": "Xin chọn ảnh."},
    )
    alt = forms.CharField(
        label="Mô tả ảnh",
        max_length=250,
        help_text="Một câu cho người không nhìn thấy ảnh, ví dụ: Hai phụ nữ chăm sóc luống rau cạnh nhà.",
        error_messages={"required": "Xin mô tả ảnh bằng một câu, cho người không nhìn thấy ảnh."},
    )
    people = forms.CharField(
        label="Người nhận ra được trong ảnh",
        max_length=500,
        required=False,
        help_text="Họ tên, cách nhau bằng dấu phẩy; từng người phải đồng ý trước khi công bố.",
    )


class ConsentForm(forms.Form):
    name = forms.CharField(
        label="Người đồng ý", max_length=120, error_messages={"required": "Xin ghi họ tên người đồng ý."}
    )
    given_on = forms.DateField(
        label="Ngày đồng ý",
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 12/6/2020.",
            "required": "Xin ghi ngày đồng ý.",
        },
    )
    given_by = forms.CharField(
        label="Người đồng ý thay (nếu là trẻ em)",
        max_length=120,
        required=False,
        help_text="Cha, mẹ hoặc người giám hộ; trẻ từ đủ 7 tuổi cũng phải đồng ý.",
    )
    scan = forms.FileField(
        label="Bản chụp giấy đồng ý, nếu có (PDF, JPG hoặc PNG)",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Lý do",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Xin ghi lý do, để bên nhận biết phải làm gì."},
    )


class AdoptionForm(forms.Form):
    taken_by = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Đơn vị nhân rộng",
        error_messages={
            "required": "Xin chọn đơn vị.",
            "invalid_choice": "Đơn vị này không thuộc nơi ông/bà; xin chọn lại.",
        },
    )
    since = forms.DateField(
        label="Từ ngày",
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 12/6/2020.",
            "required": "Xin ghi ngày bắt đầu.",
        },
    )
    note = forms.CharField(
        label="Kết quả", max_length=300, required=False, help_text="Ví dụ: 12 hộ tham gia, góp 6 triệu đồng."
    )

    def __init__(self, *args: Any, user: Any, exemplar: Exemplar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken_by: Any = self.fields["taken_by"]
        taken_by.queryset = takers(user).exclude(pk=exemplar.unit_id)
        taken_by.label_from_instance = lambda unit: unit.opening_title
