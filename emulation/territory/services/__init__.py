"""Writing units down: hamlets, names, marks, where units went. One transaction and one line of the trail for each."""

from emulation.territory.services.hamlets import add_hamlet, add_hamlets, end_hamlet, set_ancestors
from emulation.territory.services.marks import correct_mark, mark, remove_mark
from emulation.territory.services.register import correct, rename
from emulation.territory.services.successions import add_succession, remove_succession, settle_succession

__all__ = [
    "add_hamlet",
    "add_hamlets",
    "add_succession",
    "correct",
    "correct_mark",
    "end_hamlet",
    "mark",
    "remove_mark",
    "remove_succession",
    "rename",
    "set_ancestors",
    "settle_succession",
]
