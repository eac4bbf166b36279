"""Poverty standards from their data file."""

from pathlib import Path

import yaml

from emulation.poverty.models import PovertyStandard

STANDARDS = Path(__file__).parent / "data" / "standards.yaml"


def load_standards() -> None:
    """Write each standard over the one with the same code."""
    for row in yaml.load(STANDARDS.read_text(encoding="utf-8"), yaml.CSafeLoader):
        PovertyStandard.objects.update_or_create(code=row.pop("code"), defaults=row)
