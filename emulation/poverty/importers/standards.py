"""Poverty standards with their lacks, causes and groups from their data files. Running it again corrects, never
doubles, and leaves alone what somebody here corrected after reading the text."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from emulation.poverty.models import (
    EthnicGroup,
    PovertyCause,
    PovertyStandard,
    PrintedEthnicGroup,
    ProtectedGroup,
    StandardDimension,
    StandardIndicator,
)
from emulation.regimes.importers import Loaded
from emulation.territory.models import Level, Unit

DATA = Path(__file__).parent.parent / "data"
STANDARDS, GROUPS = DATA / "standards.yaml", DATA / "groups.yaml"
OF_STANDARD = ("name", "act", "first_year", "last_year")


def load_standards() -> Loaded:
    """Write each row over the one with the same code. One transaction."""
    done = Loaded()
    with transaction.atomic():
        for row in _read(STANDARDS):
            _load_standard(done, row)
        _load_groups(done, _read(GROUPS))
    return done


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def _load_standard(done: Loaded, row: Mapping[str, Any]) -> None:
    values = {name: row[name] for name in OF_STANDARD} | {"least_lacks": row.get("least_lacks")}
    standard, _ = PovertyStandard.objects.update_or_create(code=row["code"], defaults=values)
    said = {"source": row["source"], "certainty": row["certainty"]}
    for place, dimension in enumerate(row["dimensions"], start=1):
        key = {"standard": standard, "code": dimension["code"]}
        kept = done.put(StandardDimension, key, said, position=place, name=dimension["name"])
        for lack in dimension["indicators"]:
            done.put(
                StandardIndicator,
                {"standard": standard, "code": lack["code"]},
                said,
                dimension=kept,
                position=lack["position"],
                name=lack["name"],
                threshold=lack.get("threshold", ""),
            )


def _load_groups(done: Loaded, data: Mapping[str, Any]) -> None:
    for table, key in ((PovertyCause, "causes"), (ProtectedGroup, "groups")):
        for place, row in enumerate(data[key]["rows"], start=1):
            values = {name: row.get(name, "") for name in ("name", "also")}
            if table is ProtectedGroup:
                values["short_name"] = row["short_name"]
            done.put(table, {"code": row["code"]}, data[key], position=place, **values)
    for place, row in enumerate(data["ethnic_groups"]["rows"], start=1):
        said, values = data["ethnic_groups"], {"position": place, "also": row.get("also", "")}
        done.put(EthnicGroup, {"name": row["name"]}, said, **values)
    printed = data["printed_ethnic_groups"]
    for row in printed["provinces"]:
        for unit in Unit.objects.filter(level=Level.PROVINCE, code=row["code"], name=row["name"]):
            for place, name in enumerate(row["groups"], start=1):
                key_of = {"unit": unit, "group": EthnicGroup.objects.get(name=name)}
                done.put(PrintedEthnicGroup, key_of, printed, position=place)
