"""Units in from files: the country's seed, and lists that people bring."""

from emulation.territory.importers.country import (
    LEVELS,
    REFORM,
    SEED,
    Loaded,
    Seed,
    SeedUnit,
    build,
    load,
    only_province,
    read,
    write,
)

__all__ = ["LEVELS", "REFORM", "SEED", "Loaded", "Seed", "SeedUnit", "build", "load", "only_province", "read", "write"]
