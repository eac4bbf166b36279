from django.contrib import admin

from campaign_portal.foundation.admin import AuditedAdmin
from emulation.poverty.models import PovertyStandard


@admin.register(PovertyStandard)
class PovertyStandardAdmin(AuditedAdmin):
    list_display = ["code", "name", "act", "first_year", "last_year"]
