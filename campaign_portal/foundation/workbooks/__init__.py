"""Workbooks that people bring: a blank one to fill in, the guard at the door, and its table as text.

table = workbooks.read_table(upload, HEADINGS)      # Refused with a sentence when it can't be used
for line in table.lines:
    line["unit"], line.at("unit")                   # "Tả Van", "C7"
"""

from campaign_portal.foundation.workbooks.blank import Blank, blank
from campaign_portal.foundation.workbooks.grid import Grid, Marked, marked, marked_book, place, read_grids
from campaign_portal.foundation.workbooks.guard import opened
from campaign_portal.foundation.workbooks.heads import heading_parts
from campaign_portal.foundation.workbooks.stream import Cell, seen, streamed
from campaign_portal.foundation.workbooks.table import Heading, Line, Table, as_day, padded, read_table

__all__ = [
    "Blank",
    "Cell",
    "Grid",
    "Heading",
    "Line",
    "Marked",
    "Table",
    "as_day",
    "blank",
    "heading_parts",
    "marked",
    "marked_book",
    "opened",
    "padded",
    "place",
    "read_grids",
    "read_table",
    "seen",
    "streamed",
]
