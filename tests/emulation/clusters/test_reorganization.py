"""A member that ends while its cluster is scored is named before the reorganisation."""

import datetime as dt
from types import SimpleNamespace

from emulation.clusters.reorganization import SECTION


def test_members_of_open_clusters_are_named_and_published_ones_are_not(stage):
    stage.open()
    ended = [stage.units[0].pk]
    plan = SimpleNamespace(ended=ended, on=dt.date(2023, 1, 1))
    (line,) = SECTION.touched(plan)  # type: ignore[arg-type]
    assert (line.weight, line.names) == ("ask", (stage.parties[0].name,))
    stage.published()
    assert list(SECTION.touched(plan)) == []  # type: ignore[arg-type]
