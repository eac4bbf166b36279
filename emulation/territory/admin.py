from typing import Any, cast

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from campaign_portal.foundation.admin import AuditedAdmin
from emulation.territory import services
from emulation.territory.models import Unit, UnitMark, UnitName


class UnitNameInline(admin.TabularInline):
    model = UnitName
    extra = 0


class UnitMarkInline(admin.TabularInline):
    model = UnitMark
    extra = 0


@admin.register(Unit)
class UnitAdmin(AuditedAdmin):
    list_display = ["opening_title", "code", "parent", "valid_from", "valid_to", "is_demo"]
    list_filter = ["level", "is_demo"]
    list_select_related = ["parent"]
    search_fields = ["folded_name", "code"]
    search_help_text = "Tên không dấu hoặc mã"
    raw_id_fields = ["parent"]
    fields = [
        "level",
        "code",
        "kind",
        "name",
        "parent",
        "valid_from",
        "valid_to",
        "start_known",
        "legal_basis",
        "is_demo",
    ]
    inlines = [UnitNameInline, UnitMarkInline]
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        services.set_ancestors(cast(Unit, obj))
