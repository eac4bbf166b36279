"""The fixed phrases of a paper, and the punctuation the decree asks for; the same for every renderer."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.paper.blocks import Article, Field, Heading, Paper, Run, Text

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS = "Nơi nhận:"
ADDRESSEES = "Kính gửi:"
OPEN_DATE = "ngày … tháng … năm …"

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Precomposed, single spaces, nothing a PDF or a DOCX cannot hold; line breaks and outer spaces stay.

    NĐ 30 PL I I.2 asks for TCVN 6909, which is precomposed Unicode.
    """
    return re.sub(r"[ \t]+", " ", _CONTROL.sub("", unicodedata.normalize("NFC", text)))


def runs(text: Text) -> tuple[Run, ...]:
    """A text as clean runs."""
    parts = (text,) if isinstance(text, str) else text
    return tuple(
        Run(clean(part)) if isinstance(part, str) else Run(clean(part.text), part.bold, part.italic) for part in parts
    )


def plain(text: Text) -> str:
    return "".join(run.text for run in runs(text))


def title(text: str) -> str:
    """A text in capitals, without spaces around it."""
    return clean(text).strip().upper()


def number_parts(paper: Paper) -> tuple[str, str]:
    """("05", "/QĐ-UBND"); ("", "/QĐ-UBND") while the paper has no number (PL I II.3)."""
    return clean(paper.number), f"/{clean(paper.symbol)}"


def place_and_date(paper: Paper) -> str:
    """ "Sa Pa, ngày 05 tháng 01 năm 2026"; a draft leaves the date open (PL I II.4)."""
    if not paper.place:
        return ""
    return f"{clean(paper.place)}, {vietnamese.long_day(paper.dated_on) if paper.dated_on else OPEN_DATE}"


def attached_to(kind: str, number: str, symbol: str, dated_on: dt.date | None, by: str) -> str:
    """The reference line of an annex; blanks stay where number or date are not known yet (PL I III.1.c).

    attached_to("Quyết định", "05", "QĐ-UBND", date, "Chủ tịch Ủy ban nhân dân thị xã Sa Pa")
    """
    date = vietnamese.long_day(dated_on) if dated_on else OPEN_DATE
    return f"(Kèm theo {kind} số {number or '…'}/{symbol} {date} của {by})"


def document_title(paper: Paper) -> str:
    """What the file calls itself: "QUYẾT ĐỊNH 05/QĐ-UBND Về việc …"."""
    number = "".join(number_parts(paper)) if paper.symbol and paper.number else ""
    return " ".join(part for part in (title(paper.kind), number, clean(paper.subject).replace("\n", " ")) if part)


def subject(paper: Paper) -> str:
    """A công văn's subject starts with "V/v" (PL I II.4.b)."""
    text = clean(paper.subject).strip()
    return text if paper.kind or text.startswith("V/v") else f"V/v {text}"


def heading(block: Heading) -> str:
    """ "I. MỤC ĐÍCH", "1. Mục tiêu", "a) Tập thể" (PL I II.6)."""
    text = title(block.text) if block.level == 1 else clean(block.text)
    if not block.number:
        return text
    return f"{clean(block.number)}{')' if block.level == 3 else '.'} {text}"


def article_head(block: Article) -> str:
    """ "Điều 1." or "Điều 1. Phạm vi" (PL I II.6)."""
    return f"Điều {block.number}. {clean(block.title)}".strip()


def field_label(field: Field) -> str:
    """ "Năm sinh: "; a field without a label goes on with the line above it."""
    return f"{clean(field.label)}: " if field.label else ""


def ended(texts: Sequence[Text]) -> list[tuple[Run, ...]]:
    """A run of items, each ending ";", the last "." (bases, recipients, addressees)."""
    return [_end_with(runs(text), "." if index == len(texts) - 1 else ";") for index, text in enumerate(texts)]


def _end_with(parts: tuple[Run, ...], mark: str) -> tuple[Run, ...]:
    *front, last = parts
    return (*front, Run(last.text.rstrip(" ;.,") + mark, last.bold, last.italic))
