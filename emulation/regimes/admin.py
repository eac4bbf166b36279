"""The law's catalogue: an administrator who read a text whole corrects the row, and says where he read it."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from campaign_portal.foundation.admin import AuditedAdmin
from emulation.regimes.models import (
    AwardCondition,
    AwardForm,
    BaseSalary,
    BonusRule,
    CouncilRule,
    LegalBasis,
    Regime,
)


class SourcedAdmin(AuditedAdmin):
    """Every row shows its source and how sure it is. A row saved here is no longer the file's."""

    list_filter = ["certainty", "corrected_here"]

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        obj.corrected_here = True  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)


@admin.register(Regime)
class RegimeAdmin(SourcedAdmin):
    list_display = ["code", "name", "valid_from", "valid_to", "review_by", "bonus_rounding", "certainty", "source"]


@admin.register(LegalBasis)
class LegalBasisAdmin(SourcedAdmin):
    list_display = ["text", "regime", "position", "valid_from", "valid_to", "certainty", "source"]
    list_filter = ["regime", "certainty", "corrected_here"]
    list_select_related = ["regime"]


@admin.register(AwardForm)
class AwardFormAdmin(SourcedAdmin):
    list_display = ["code", "name", "nature", "level", "valid_from", "valid_to", "certainty", "source"]


@admin.register(AwardCondition)
class AwardConditionAdmin(SourcedAdmin):
    list_display = ["award_form", "recipient", "launcher", "lasting_years", "review", "regime", "certainty", "source"]
    list_filter = ["regime", "recipient", "certainty", "corrected_here"]
    list_select_related = ["award_form", "regime"]


@admin.register(BonusRule)
class BonusRuleAdmin(SourcedAdmin):
    list_display = ["award_form", "recipient", "coefficient", "regime", "certainty", "source"]
    list_filter = ["regime", "recipient", "certainty", "corrected_here"]
    list_select_related = ["award_form", "regime"]


@admin.register(BaseSalary)
class BaseSalaryAdmin(SourcedAdmin):
    list_display = ["amount_vnd", "decree", "valid_from", "valid_to", "certainty", "source"]


@admin.register(CouncilRule)
class CouncilRuleAdmin(SourcedAdmin):
    list_display = ["award_form", "operator", "percent", "secret", "regime", "certainty", "source"]
    list_filter = ["regime", "certainty", "corrected_here"]
    list_select_related = ["award_form", "regime"]
