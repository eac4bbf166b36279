"""The law's catalogue from a file of dated rows into the tables. Running it again corrects, never doubles, and leaves
alone what somebody here corrected after reading the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from emulation.regimes.models import (
    AwardCondition,
    AwardForm,
    BaseSalary,
    BonusRule,
    CouncilRule,
    LegalBasis,
    RecipientNature,
    Regime,
    Sourced,
)

LAW = Path(__file__).parent / "data" / "law.yaml"


def read(path: Path = LAW) -> dict[str, Any]:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


@dataclass
class Loaded:
    """How many rows were written, and which were left as somebody here had corrected them."""

    written: int = 0
    kept: list[str] = field(default_factory=list)

    def put(self, table: type[Sourced], key: Mapping[str, Any], row: dict[str, Any], **values: Any) -> Any:
        values |= {"source": row["source"], "certainty": row["certainty"]}
        here = table._default_manager.filter(**key).first()
        if here is not None and here.corrected_here:
            self.kept.append(f"{table._meta.verbose_name}: {here}")
            return here
        self.written += 1
        return table._default_manager.update_or_create(**key, defaults=values)[0]


def load(law: dict[str, Any]) -> Loaded:
    """Write every row of the file over the one with the same key. One transaction."""
    done = Loaded()
    with transaction.atomic():
        regimes = {row["code"]: _regime(done, row) for row in law["regimes"]}
        forms = {row["code"]: _award_form(done, row) for row in law["award_forms"]}
        for row in law["base_salaries"]:
            values = {"amount_vnd": row["amount"], "valid_to": row["to"], "decree": row["decree"]}
            done.put(BaseSalary, {"valid_from": row["from"]}, row, **values)
        _load_conditions(done, law["conditions"], regimes, forms)
        for row in law["bonuses"]:
            key = {"regime": regimes[row["regime"]], "award_form": forms[row["form"]]}
            for recipient in set(RecipientNature.values) & set(row):
                values = {"coefficient": Decimal(str(row[recipient])), "is_ceiling": row.get("ceiling", False)}
                done.put(BonusRule, key | {"recipient": recipient}, row, **values)
        for row in law["council_rules"]:
            key = {"regime": regimes[row["regime"]], "award_form": forms[row["form"]]}
            numerator, denominator = row["quorum"]
            values = {"operator": row["operator"], "percent": row["percent"], "secret": row["secret"]}
            quorum = {"quorum_numerator": numerator, "quorum_denominator": denominator}
            done.put(CouncilRule, key, row, **values, **quorum)
        for row in law["bases"]:
            key = {"regime": regimes[row["regime"]], "position": row["position"], "valid_from": row["from"]}
            done.put(LegalBasis, key, row, text=row["text"], valid_to=row["to"])
    return done


def _regime(done: Loaded, row: dict[str, Any]) -> Regime:
    return done.put(
        Regime,
        {"code": row["code"]},
        row,
        name=row["name"],
        valid_from=row["from"],
        valid_to=row["to"],
        bonus_rounding=row["rounding"],
        review_by=row.get("review_by"),
    )


def _award_form(done: Loaded, row: dict[str, Any]) -> AwardForm:
    return done.put(
        AwardForm,
        {"code": row["code"]},
        row,
        name=row["name"],
        short_name=row["short_name"],
        nature=row["nature"],
        level=row["level"],
        **{f"to_{nature}": nature in row["to"] for nature in RecipientNature.values},
        given_in_campaigns=row.get("in_campaigns", True),
        decided_by=row.get("decided_by", ""),
        submitted_by=row.get("submitted_by", ""),
        valid_from=row["from"],
        valid_to=row["to_date"],
    )


def _load_conditions(
    done: Loaded, rows: list[dict[str, Any]], regimes: dict[str, Regime], forms: dict[str, AwardForm]
) -> None:
    """The lines of one form and recipient count 1, 2 … in the order of the file."""
    counted: dict[tuple[str, str, str], int] = {}
    for row in rows:
        for code in row["regimes"]:
            place = (code, row["form"], row["to"])
            counted[place] = counted.get(place, 0) + 1
            key = {"regime": regimes[code], "award_form": forms[row["form"]], "recipient": row["to"]}
            values = {"launcher": row["launcher"], "lasting_years": row["years"], "review": row["review"]}
            done.put(AwardCondition, key | {"position": counted[place]}, row, standard=row["standard"], **values)
