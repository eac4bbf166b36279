"""The law's catalogue: an administrator who read a text whole corrects the row, and says where he read it."""

from django.contrib import admin

from campaign_portal.foundation.admin import AuditedAdmin
from emulation.regimes.models import AwardForm, BaseSalary, BonusRule, CouncilRule, LegalBasis, Regime


class SourcedAdmin(AuditedAdmin):
    """Every row shows its source and how sure it is."""

    list_filter = ["certainty"]


@admin.register(Regime)
class RegimeAdmin(SourcedAdmin):
    list_display = ["code", "name", "valid_from", "valid_to", "bonus_rounding", "certainty", "source"]


@admin.register(LegalBasis)
class LegalBasisAdmin(SourcedAdmin):
    list_display = ["text", "regime", "position", "valid_from", "valid_to", "certainty", "source"]
    list_filter = ["regime", "certainty"]
    list_select_related = ["regime"]


@admin.register(AwardForm)
class AwardFormAdmin(SourcedAdmin):
    list_display = ["code", "name", "nature", "level", "valid_from", "valid_to", "certainty", "source"]


@admin.register(BonusRule)
class BonusRuleAdmin(SourcedAdmin):
    list_display = ["award_form", "recipient", "coefficient", "regime", "certainty", "source"]
    list_filter = ["regime", "recipient", "certainty"]
    list_select_related = ["award_form", "regime"]


@admin.register(BaseSalary)
class BaseSalaryAdmin(SourcedAdmin):
    list_display = ["amount_vnd", "decree", "valid_from", "valid_to", "certainty", "source"]


@admin.register(CouncilRule)
class CouncilRuleAdmin(SourcedAdmin):
    list_display = ["award_form", "operator", "percent", "secret", "regime", "certainty", "source"]
    list_filter = ["regime", "certainty"]
    list_select_related = ["award_form", "regime"]
