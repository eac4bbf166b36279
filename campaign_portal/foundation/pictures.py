"""Photographs that people bring: read with care, drawn anew, so that only what is seen remains.

Where a telephone was (GPS), whose it is, when it was held up: all of that lies beside the picture in the file. Drawing
the picture anew leaves it behind. Nothing is decoded before its measures are known to be reasonable.
"""

import io
import warnings
from typing import Any

from django.core.files.base import File
from PIL import Image, ImageOps

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.errors import Problem, Refused

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 60_000_000  # the largest telephones take 50; what is said to be larger is a slip or a trap
LONGEST_SIDE = 1600  # pixels that are kept
LEAST_SIDE = 50
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82

CONTENT_TYPE, ENDING = "image/jpeg", ".jpg"


def drawn_anew(upload: File, *, field: str = "photo") -> bytes:
    """The picture as a JPEG without anything beside it, upright, at most 1 600 pixels wide or high.

    Refuses, with a sentence at `field`, what is empty, too heavy, too large once unpacked, no picture, or damaged.
    """
    name, size = vietnamese.nfc(upload.name or "ảnh"), upload.size or 0
    if size == 0:
        raise _refusal(f"Tệp “{name}” rỗng. Xin chọn lại ảnh.", field)
    if size > MOST_BYTES:
        megabytes = -(-size // 1_048_576)
        limit = MOST_BYTES // 1_048_576
        raise _refusal(f"Ảnh “{name}” nặng {megabytes} MB, quá mức {limit} MB. Xin thu nhỏ rồi tải lại.", field)
    damaged = _refusal(
        f"Tệp “{name}” không phải ảnh JPG, PNG, WEBP, hoặc đã hỏng. Xin mở thử trên máy rồi lưu lại thành JPG.", field
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=FORMATS) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS:
                    raise _too_large(name, width, height, field)
                if min(width, height) < LEAST_SIDE:
                    raise _refusal(f"Ảnh “{name}” nhỏ quá ({width} × {height} điểm), không xem được.", field)
                return _redrawn(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _refusal(f"Ảnh “{name}” có quá nhiều điểm ảnh. Xin thu nhỏ rồi tải lại.", field) from bomb
    except Refused:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, MemoryError, IndexError) as wrong:
        raise damaged from wrong
    finally:
        upload.seek(0)


def _redrawn(picture: Any) -> bytes:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is unpacked at a part of its size
    turned = ImageOps.exif_transpose(picture)  # as it was held; the note that said so goes with the rest
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    paper = Image.new("RGB", turned.size, "white")
    if turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info:
        seen_through = turned.convert("RGBA")
        paper.paste(seen_through, mask=seen_through.getchannel("A"))
    else:
        paper.paste(turned.convert("RGB"))
    made = io.BytesIO()
    paper.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def _refusal(sentence: str, field: str) -> Refused:
    return Refused(Problem(sentence, field=field))


def _too_large(name: str, width: int, height: int, field: str) -> Refused:
    return _refusal(
        f"Ảnh “{name}” có {width} × {height} điểm, quá mức {MOST_PIXELS // 1_000_000} triệu điểm. "
        "Xin thu nhỏ rồi tải lại.",
        field,
    )
