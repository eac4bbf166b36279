"""Movement and causes as pictures, each with its table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from campaign_portal.foundation import charts, small_cells
from campaign_portal.foundation.charts import CountedBar, Step
from emulation.poverty.models import ReviewSet
from emulation.poverty.rules.movement import Move
from emulation.poverty.selectors.movement import movement_of


@dataclass(frozen=True)
class Picture:
    """`source` is what an <img> shows; `rows` say the same."""

    title: str
    note: str
    rows: list[tuple[str, str]]
    source: str = ""  # empty where small counts keep it back


KEPT_BACK = "Có số từ 1 đến 4 hộ nên không vẽ, không nêu từng bước ở trang công khai."


def pictures_of(reviews: QuerySet[ReviewSet], *, when: str = "", is_public: bool = False) -> list[Picture]:
    """How the poor and the near-poor of these reviews moved, and the causes; without what nobody counted. `when` names
    the period where the page does not.

    On a public page a movement with a small step is kept back as a whole, for its steps add up (decision 0076); causes
    do not, so a small one just reads "<5".
    """
    found = movement_of(reviews)
    made = []
    of = f", {when}" if when else ""
    for title, moves in (
        ("Hộ nghèo từ đầu kỳ đến cuối kỳ", found.poor),
        ("Hộ cận nghèo từ đầu kỳ đến cuối kỳ", found.near_poor),
    ):
        if moves:
            made.append(_movement(title + of, moves, is_public=is_public))
    if found.causes:
        shown = [cause for cause in found.causes if not (is_public and small_cells.is_small(cause.count))]
        small = [cause for cause in found.causes if cause not in shown]
        spec = charts.plain_bars([CountedBar(cause.name, cause.count) for cause in shown], "hộ")
        rows = [(cause.name, str(cause.count)) for cause in shown] + [(c.name, small_cells.SMALL) for c in small]
        source = charts.as_source(charts.vega_svg(spec)) if shown else ""
        made.append(Picture(f"Nguyên nhân nghèo{of}", "số hộ nghèo; một hộ có thể có nhiều nguyên nhân", rows, source))
    return made


def _movement(title: str, moves: Sequence[Move], *, is_public: bool) -> Picture:
    if is_public and any(small_cells.is_small(abs(move.value)) for move in moves):
        return Picture(title, KEPT_BACK, [])
    steps = [Step(move.name, move.value, move.is_level) for move in moves]
    source = charts.as_source(charts.vega_svg(charts.waterfall(steps, "hộ")))
    return Picture(title, "số hộ", [(step.words, step.shown) for step in steps], source)
