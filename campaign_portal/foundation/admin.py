"""Catalogue pages: Django's admin, with every change in the trail and nothing deleted that others point to."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import admin as _auth_admin  # noqa: F401  (registers what is taken out below)
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest
from django_otp.plugins.otp_static import admin as _static_admin  # noqa: F401
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp import admin as _totp_admin  # noqa: F401
from django_otp.plugins.otp_totp.models import TOTPDevice

from campaign_portal.foundation import audit
from campaign_portal.foundation.models import Installation, NumberSeries, User

admin.site.site_header = "Chung Tay: danh mục"
admin.site.site_title = "Chung Tay"
admin.site.index_title = "Danh mục"
admin.site.unregister(Group)  # rights follow from posts, never from groups
admin.site.unregister([TOTPDevice, StaticDevice])  # secrets of the second factor are nobody's to read
# Accounts are not here either: the people room's screens make and close them, with codes and never with passwords.


class AuditedAdmin(admin.ModelAdmin):
    """A catalogue whose rows an administrator edits; each save writes what changed, in the same transaction."""

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        fields = form.changed_data
        before = {name: str(form.initial.get(name)) for name in fields} if change else {}
        super().save_model(request, obj, form, change)
        after = {name: str(form.cleaned_data.get(name)) for name in fields}
        audit.record(
            "sửa danh mục" if change else "thêm vào danh mục", obj, by=_who(request), before=before, after=after
        )

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        audit.record("xóa khỏi danh mục", obj, by=_who(request))
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        for obj in queryset:
            self.delete_model(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _may(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may(request)


class ReadOnlyAdmin(AuditedAdmin):
    """A table to look at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _who(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


def _may(request: HttpRequest) -> bool:
    """The address already asked for an administrator's post; the account must be let in besides."""
    return request.user.is_active and request.user.is_staff


@admin.register(NumberSeries)
class NumberSeriesAdmin(AuditedAdmin):
    list_display = ["authority_key", "series", "year", "keeper", "last_number", "last_on"]
    readonly_fields = ["last_number", "last_on"]  # only issuing a paper counts on


@admin.register(Installation)
class InstallationAdmin(ReadOnlyAdmin):
    list_display = ["is_demo", "business_date"]
