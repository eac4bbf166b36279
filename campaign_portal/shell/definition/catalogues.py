"""What the fields of a definition may name: keys of its own sections, and the product's catalogues."""

from collections.abc import Mapping
from typing import Any

from awards.criteria.rules import MEASURES
from campaign_portal.shell.definition.outline import Kind, sections
from campaign_portal.shell.definition.wording import title_of
from emulation.poverty.models import PovertyStandard
from emulation.regimes.models import AwardForm
from emulation.targets.rules import INDICATORS
from emulation.targets.rules.indicators import GROUPS
from reporting.reports.rules import FIGURES

Names = dict[str, dict[str, str]]


def names_in(values: Mapping[Any, Any]) -> Names:
    """Section or catalogue → key → what people call it. Two statements."""
    named: Names = {
        "award_forms": {form.code: str(form) for form in AwardForm.objects.order_by("pk")},
        "known_indicators": {spec.key: spec.name for spec in INDICATORS.values()},
        "measures": {name: measure.words for name, measure in MEASURES.items()},
        "figures": {code: figure.name for code, figure in FIGURES.items()},
        "population_groups": dict(GROUPS),
        "poverty_standards": {row.code: row.name for row in PovertyStandard.objects.order_by("pk")},
    }
    for key, node in sections().items():
        rows = values.get(key)
        if node.kind == Kind.ROWS and isinstance(rows, list):
            named[key] = {
                row["key"]: str(row.get("short_name") or title_of(row))
                for row in rows
                if isinstance(row, Mapping) and isinstance(row.get("key"), str)
            }
    return named
