"""Compilations up the tree: the tree itself, who is in, what was sent and changed, what stands beside a figure."""

from emulation.poverty.selectors.approvals.beside import (
    COMPILE,
    all_published,
    compilation_due,
    published_of,
    stage_of,
    stages_below,
)
from emulation.poverty.selectors.approvals.compiled import (
    PILLS,
    Child,
    Compilation,
    compilation_of,
    current_approval,
    standing_keys,
    standing_parts,
)
from emulation.poverty.selectors.approvals.public import Table, published_table
from emulation.poverty.selectors.approvals.sent import (
    Change,
    base_of,
    changes_of,
    covered_figures,
    covering,
    covers,
    leaf_parts,
    locking,
    replaced_since,
    reviews_of,
    sent_keys,
)
from emulation.poverty.selectors.approvals.tree import (
    compiler_of,
    compiling_unit,
    has_districts,
    units_below,
)

__all__ = [
    "COMPILE",
    "PILLS",
    "Change",
    "Child",
    "Compilation",
    "Table",
    "all_published",
    "base_of",
    "changes_of",
    "compilation_due",
    "compilation_of",
    "compiler_of",
    "compiling_unit",
    "covered_figures",
    "covering",
    "covers",
    "current_approval",
    "has_districts",
    "leaf_parts",
    "locking",
    "published_of",
    "published_table",
    "replaced_since",
    "reviews_of",
    "sent_keys",
    "stage_of",
    "stages_below",
    "standing_keys",
    "standing_parts",
    "units_below",
]
