"""Workbooks that people bring: a blank one to fill in, the guard at the door, and its table as text.

table = workbooks.read_table(upload, HEADINGS)      # Refused with a sentence when it can't be used
for line in table.lines:
    line["unit"], line.at("unit")                   # "Tả Van", "C7"
"""

from campaign_portal.foundation.workbooks.blank import Blank, blank
from campaign_portal.foundation.workbooks.grid import Grid, marked, place, read_grids
from campaign_portal.foundation.workbooks.guard import opened
from campaign_portal.foundation.workbooks.table import Heading, Line, Table, as_day, padded, read_table

__all__ = [
    "Blank",
    "Grid",
    "Heading",
    "Line",
    "Table",
    "as_day",
    "blank",
    "marked",
    "opened",
    "padded",
    "place",
    "read_grids",
    "read_table",
]
