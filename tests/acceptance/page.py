"""A page as a person reads it: its words, and its tables row by row."""

import html
import re
from dataclasses import dataclass
from functools import cached_property

_NOT_READ = re.compile(r"(?s)<(script|style|template)\b.*?</\1>")
_TAG = re.compile(r"<[^>]+>")
_ROW = re.compile(r"(?s)<tr\b.*?</tr>")
_CELL = re.compile(r"(?s)<t[dh]\b[^>]*>(.*?)(?=<t[dh]\b|</tr>)")


def plain(markup: str) -> str:
    """Words without tags; one space between them."""
    words = html.unescape(_TAG.sub(" ", _NOT_READ.sub(" ", markup)))
    return re.sub(r" ([.,;:)”])", r"\1", re.sub(r"([(“]) ", r"\1", " ".join(words.split())))


@dataclass(frozen=True)
class Page:
    """What stands between the page's head and foot."""

    html: str

    @cached_property
    def main(self) -> str:
        inside = self.html.partition("<main")[2].partition(">")[2].partition("</main>")[0]
        return inside or self.html

    @cached_property
    def text(self) -> str:
        return plain(self.main)

    @cached_property
    def rows(self) -> list[list[str]]:
        """Every row of every table, its cells' words."""
        return [[plain(cell) for cell in _CELL.findall(row)] for row in _ROW.findall(self.main)]

    def row(self, *parts: str) -> list[str]:
        """The one row that holds all these words."""
        found = [row for row in self.rows if all(any(part in cell for cell in row) for part in parts)]
        assert len(found) == 1, f"{len(found)} rows hold {parts}: {found}"
        return found[0]

    def panel(self, heading: str) -> str:
        """The words of the panel under a heading."""
        for part in self.main.split('<section class="panel')[1:]:
            if f">{heading}</h2>" in part:
                return plain(part.partition("</section>")[0].partition(">")[2])
        raise AssertionError(f"no panel “{heading}”")
