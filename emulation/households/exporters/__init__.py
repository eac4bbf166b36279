"""The list of a commune and year, and its helpers with what they did, as workbooks."""

from emulation.households.exporters.help import help_workbook
from emulation.households.exporters.lists import list_workbook

__all__ = ["help_workbook", "list_workbook"]
