from django.contrib import admin

from campaign_portal.foundation.admin import AuditedAdmin
from emulation.people.models import Appointment, Office


@admin.register(Office)
class OfficeAdmin(AuditedAdmin):
    list_display = ["name", "function", "unit", "symbol", "valid_from", "valid_to"]
    list_filter = ["function"]
    list_select_related = ["unit"]
    search_fields = ["name", "short_name"]
    raw_id_fields = ["unit"]


@admin.register(Appointment)
class AppointmentAdmin(AuditedAdmin):
    list_display = ["user", "title", "role", "office", "valid_from", "valid_to"]
    list_filter = ["role"]
    list_select_related = ["user", "office"]
    search_fields = ["user__full_name", "user__username", "title", "office__name"]
    raw_id_fields = ["user", "office"]
