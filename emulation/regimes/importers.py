"""The law's catalogue from a file of dated rows into the tables. Running it again corrects, never doubles."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from emulation.regimes.models import AwardForm, BaseSalary, BonusRule, CouncilRule, LegalBasis, RecipientNature, Regime

LAW = Path(__file__).parent / "data" / "law.yaml"


def read(path: Path = LAW) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def load(law: dict[str, Any]) -> None:
    """Write every row of the file over the one with the same key. One transaction."""
    with transaction.atomic():
        regimes = {row["code"]: _regime(row) for row in law["regimes"]}
        forms = {row["code"]: _award_form(row) for row in law["award_forms"]}
        for row in law["base_salaries"]:
            BaseSalary.objects.update_or_create(
                valid_from=row["from"],
                defaults={"amount_vnd": row["amount"], "valid_to": row["to"], "decree": row["decree"]} | _sourced(row),
            )
        for row in law["bonuses"]:
            for recipient in RecipientNature.values:
                if recipient in row:
                    BonusRule.objects.update_or_create(
                        regime=regimes[row["regime"]],
                        award_form=forms[row["form"]],
                        recipient=recipient,
                        defaults={"coefficient": Decimal(str(row[recipient]))} | _sourced(row),
                    )
        for row in law["council_rules"]:
            numerator, denominator = row["quorum"]
            CouncilRule.objects.update_or_create(
                regime=regimes[row["regime"]],
                award_form=forms[row["form"]],
                defaults={
                    "operator": row["operator"],
                    "percent": row["percent"],
                    "secret": row["secret"],
                    "quorum_numerator": numerator,
                    "quorum_denominator": denominator,
                }
                | _sourced(row),
            )
        for row in law["bases"]:
            LegalBasis.objects.update_or_create(
                regime=regimes[row["regime"]],
                position=row["position"],
                valid_from=row["from"],
                defaults={"text": row["text"], "valid_to": row["to"]} | _sourced(row),
            )


def _regime(row: dict[str, Any]) -> Regime:
    regime, _ = Regime.objects.update_or_create(
        code=row["code"],
        defaults={
            "name": row["name"],
            "valid_from": row["from"],
            "valid_to": row["to"],
            "bonus_rounding": row["rounding"],
        }
        | _sourced(row),
    )
    return regime


def _award_form(row: dict[str, Any]) -> AwardForm:
    form, _ = AwardForm.objects.update_or_create(
        code=row["code"],
        defaults={
            "name": row["name"],
            "short_name": row["short_name"],
            "nature": row["nature"],
            "level": row["level"],
            "to_collective": "collective" in row["to"],
            "to_individual": "individual" in row["to"],
            "to_household": "household" in row["to"],
            "valid_from": row["from"],
            "valid_to": row["to_date"],
        }
        | _sourced(row),
    )
    return form


def _sourced(row: dict[str, Any]) -> dict[str, str]:
    return {"source": row["source"], "certainty": row["certainty"]}
