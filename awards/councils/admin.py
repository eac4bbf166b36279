"""The council's list by its founding decision, kept by the administrator."""

from django.contrib import admin

from awards.councils.models import Council, CouncilMember
from campaign_portal.foundation.admin import AuditedAdmin


@admin.register(Council)
class CouncilAdmin(AuditedAdmin):
    list_display = ["office", "founding_decision"]
    list_select_related = ["office"]
    raw_id_fields = ["office"]


@admin.register(CouncilMember)
class CouncilMemberAdmin(AuditedAdmin):
    """A session that is planned keeps the members it was planned with."""

    list_display = ["full_name", "post", "position", "council", "place"]
    list_select_related = ["council__office"]
    search_fields = ["full_name"]
    raw_id_fields = ["user"]
