"""Questions about households: `facts` for criteria, `register` for lists and pages, `yearly` for what changed,
`doubles` for who may be one, `public` for the table that names nobody."""

from emulation.households.selectors.facts import (
    Incomes,
    OnList,
    helped_by,
    incomes,
    nominee_choices,
    poor_list,
)

__all__ = ["Incomes", "OnList", "helped_by", "incomes", "nominee_choices", "poor_list"]
