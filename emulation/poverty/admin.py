"""Standards, what they count, and the groups that reviews count apart."""

from django.contrib import admin

from campaign_portal.foundation.admin import AuditedAdmin
from emulation.poverty.models import (
    EthnicGroup,
    FormNumber,
    PovertyCause,
    PovertyStandard,
    PrintedEthnicGroup,
    ProtectedGroup,
    StandardDimension,
    StandardIndicator,
)
from emulation.regimes.admin import SourcedAdmin


@admin.register(PovertyStandard)
class PovertyStandardAdmin(AuditedAdmin):
    list_display = ["code", "name", "act", "first_year", "last_year", "least_lacks"]


@admin.register(StandardDimension)
class StandardDimensionAdmin(SourcedAdmin):
    list_display = ["name", "standard", "position", "certainty", "source"]
    list_filter = ["standard", "certainty", "corrected_here"]
    list_select_related = ["standard"]


@admin.register(StandardIndicator)
class StandardIndicatorAdmin(SourcedAdmin):
    list_display = ["position", "name", "dimension", "standard", "certainty", "source"]
    list_display_links = ["name"]
    list_filter = ["standard", "certainty", "corrected_here"]
    list_select_related = ["standard", "dimension"]


@admin.register(PovertyCause)
class PovertyCauseAdmin(SourcedAdmin):
    list_display = ["name", "position", "also", "certainty", "source"]


@admin.register(ProtectedGroup)
class ProtectedGroupAdmin(SourcedAdmin):
    list_display = ["name", "short_name", "position", "also", "certainty", "source"]


@admin.register(EthnicGroup)
class EthnicGroupAdmin(SourcedAdmin):
    list_display = ["name", "position", "also", "certainty"]
    search_fields = ["name", "also"]


@admin.register(PrintedEthnicGroup)
class PrintedEthnicGroupAdmin(SourcedAdmin):
    list_display = ["unit", "group", "position", "certainty", "source"]
    list_select_related = ["unit", "group"]
    autocomplete_fields = ["group"]
    raw_id_fields = ["unit"]


@admin.register(FormNumber)
class FormNumberAdmin(AuditedAdmin):
    list_display = ["form", "number", "standard", "legal_basis"]
    list_filter = ["standard"]
    list_select_related = ["standard"]
