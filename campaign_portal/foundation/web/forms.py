"""Forms of signing in and of one's own account."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from campaign_portal.foundation import accounts
from campaign_portal.foundation.models import User


class SignInForm(AuthenticationForm):
    """A name and a password; the first time a code instead of it."""

    error_messages = {
        "invalid_login": "Chưa đúng; xin gõ lại tên đăng nhập và mật khẩu. Mật khẩu phân biệt chữ hoa, chữ thường.",
        "inactive": "Tài khoản này đã đóng; xin hỏi quản trị của đơn vị.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].help_text = "Lần đầu, hoặc khi vừa được cấp lại: gõ mã đăng nhập một lần vào ô này."

    def clean_username(self) -> str:
        return self.cleaned_data["username"].strip().lower()

    def get_invalid_login_error(self) -> ValidationError:
        if said := getattr(self.request, "code_refused", ""):
            return ValidationError(said, code="code_expired")
        if accounts.looks_like_code(self.data.get("password", "")):
            return ValidationError(
                "Mã đăng nhập chưa đúng, hoặc đã dùng để đặt mật khẩu rồi, hoặc đã có mã mới hơn. Xin xem lại tên đăng "
                "nhập và mã trên phiếu; nếu đã đặt mật khẩu thì gõ mật khẩu.",
                code="code_wrong",
            )
        return super().get_invalid_login_error()


class PasswordForm(forms.Form):
    """The password of whoever is at the screen."""

    password = forms.CharField(
        label="Mật khẩu",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": "Xin gõ mật khẩu."},
    )


class CodeForm(forms.Form):
    """Six figures from the telephone, or a backup code."""

    code = forms.CharField(
        label="Mã trên điện thoại",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
        error_messages={
            "required": "Xin gõ mã đang hiện trên điện thoại.",
            "max_length": "Mã gồm 6 chữ số trên điện thoại, hoặc 8 ký tự của một mã dự phòng.",
        },
    )


class ForgottenForm(forms.Form):
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
        error_messages={"required": "Xin ghi tên đăng nhập."},
    )


class NewPasswordForm(forms.Form):
    """A password chosen by its holder, twice; checked against the profile for this account."""

    new_password = forms.CharField(
        label="Mật khẩu mới",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Xin gõ mật khẩu mới."},
    )
    again = forms.CharField(
        label="Gõ lại mật khẩu mới",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Xin gõ lại mật khẩu mới."},
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    def clean_new_password(self) -> str:
        chosen = self.cleaned_data["new_password"]
        validate_password(chosen, self.user)
        if self.user.has_usable_password() and self.user.check_password(chosen):
            raise ValidationError("Đây là mật khẩu đang dùng; xin đặt mật khẩu khác.")
        return chosen

    def clean(self) -> None:
        chosen, again = self.cleaned_data.get("new_password"), self.cleaned_data.get("again")
        if chosen and again and chosen != again:
            self.add_error("again", "Hai lần gõ không giống nhau; xin gõ lại.")


class ChangePasswordForm(NewPasswordForm):
    """Besides, the password of now."""

    password = forms.CharField(
        label="Mật khẩu đang dùng",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Xin gõ mật khẩu đang dùng."},
    )
    field_order = ["password", "new_password", "again"]
