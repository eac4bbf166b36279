"""A post given, lent, ended; an account with its first post."""

import datetime as dt
from typing import Any

from django import forms

from campaign_portal.foundation import clock
from campaign_portal.foundation.models import User
from emulation.people import rules
from emulation.people.forms import day_field, text_field
from emulation.people.models import Appointment, Office, Role
from emulation.people.selectors.lists import colleagues, offices_of
from emulation.territory.models import Unit


class PostForm(forms.Form):
    """Which office of the chosen unit, in which role, since when."""

    office = forms.ModelChoiceField(
        Office.objects.none(),
        label="Cơ quan",
        empty_label="Chọn…",
        error_messages={
            "required": "Xin chọn cơ quan.",
            "invalid_choice": "Cơ quan này không thuộc đơn vị đã chọn hoặc đã thôi hoạt động.",
        },
    )
    role = forms.ChoiceField(
        label="Vai trò",
        help_text="Vai trò quyết định xem được gì, làm được gì.",
        error_messages={"required": "Xin chọn vai trò."},
    )
    title = text_field("Chức danh", "Xin ghi chức danh.", help_text="Như trong quyết định: Phó Chủ tịch UBND xã.")
    valid_from = day_field("Từ ngày")
    valid_to = day_field("Đến hết ngày", required=False, help_text="Để trống khi chưa biết ngày thôi.")

    legal_basis = text_field("Căn cứ", help_text="Quyết định giao chức vụ, nếu có: số, ngày, người ký.")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = offices_of(unit)
        office: Any = self.fields["office"]
        office.queryset = Office.objects.filter(pk__in=[row.pk for row in offices]).order_by("pk")
        office.label_from_instance = lambda row: row.name
        if len(offices) == 1:
            office.initial = offices[0].pk
        possible = [role for role in rules.FITS if any(rules.fits(role, row.function, unit.level) for row in offices)]
        role: Any = self.fields["role"]
        role.choices = [("", "Chọn…"), *((role, Role(role).label.capitalize()) for role in possible)]
        self.fields["valid_from"].initial = clock.today()

    @property
    def post(self) -> dict[str, Any]:
        names = ("office", "role", "title", "valid_from", "valid_to", "legal_basis")
        return {name: self.cleaned_data[name] for name in names}


class InviteForm(PostForm):
    """A new person: the account and the first post."""

    full_name = text_field("Họ và tên", "Xin ghi họ và tên.")
    username = text_field(
        "Tên đăng nhập", help_text="Để trống thì phần mềm đặt từ họ tên và đơn vị, ví dụ maint.tavan."
    )
    email = text_field("Thư điện tử", help_text="Không bắt buộc. Có thì mã đăng nhập được gửi đến đó.")

    field_order = ("full_name", "username", "email")

    @property
    def account(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("full_name", "username", "email")}


class ActingForm(forms.Form):
    """Who acts for the holder of a post, by which paper, from when to when."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        label="Người được ủy quyền",
        empty_label="Chọn…",
        help_text="Người đang giữ chức vụ ở cùng đơn vị.",
        error_messages={"required": "Xin chọn người.", "invalid_choice": "Người này không còn trong danh sách."},
    )
    title = text_field(
        "Chức danh của người được ủy quyền", "Xin ghi chức danh.", help_text="Phần “(được ủy quyền)” được thêm tự động."
    )
    legal_basis = text_field("Văn bản ủy quyền", "Xin ghi văn bản ủy quyền: số, ngày, người ký.")
    valid_from = day_field("Từ ngày")
    valid_to = day_field("Đến hết ngày", help_text="Bắt buộc: ủy quyền luôn có ngày cuối.")

    def __init__(self, *args: Any, principal: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = colleagues(principal, clock.today())
        person: Any = self.fields["person"]
        person.queryset = User.objects.filter(pk__in=[row.pk for row in people]).order_by("full_name")
        person.label_from_instance = lambda row: f"{row.full_name} ({row.username})"
        self.fields["valid_from"].initial = clock.today()
        self.fields["valid_to"].initial = clock.today() + dt.timedelta(days=14)


class EndPostForm(forms.Form):
    """From when a post is held no more, and why."""

    off_from = day_field("Thôi giữ từ ngày", help_text="Ngày đầu tiên không còn giữ chức vụ.")
    reason = text_field("Lý do", "Xin ghi lý do: quyết định nào, chuyển đi đâu, nghỉ từ ngày nào.")
