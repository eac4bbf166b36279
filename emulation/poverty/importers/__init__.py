"""Files that come in: the catalogues of the standards, and reviews out of workbooks.

`layouts` knows how tables are headed, `reading` makes hamlets' cells of sheets, `judging` says what becomes of each,
`waiting` keeps a workbook as it was typed until `taking` writes it, `template` is the blank one.
"""

from emulation.poverty.importers.standards import load_standards

__all__ = ["load_standards"]
