"""Photographs drawn anew: nothing beside the picture remains, traps are refused with a sentence."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from campaign_portal.foundation import pictures
from campaign_portal.foundation.errors import Refused

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def upload(content: bytes, name: str = "anh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def telephone_photo(width: int = 400, height: int = 200) -> bytes:
    """Held upright (turned by 90°), left half red; with maker, place, a comment."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Hãng điện thoại"
    exif.get_ifd(GPS)[2] = (22.0, 20.0, 10.0)
    made = io.BytesIO()
    picture.save(made, "JPEG", exif=exif, comment=b"bi mat", quality=95)
    return made.getvalue()


def drawn(content: bytes, name: str = "anh.jpg") -> Image.Image:
    return Image.open(io.BytesIO(pictures.drawn_anew(upload(content, name))))


def refusal(content: bytes, name: str = "anh.jpg") -> str:
    with pytest.raises(Refused) as refused:
        pictures.drawn_anew(upload(content, name))
    assert [problem.field for problem in refused.value.problems] == ["photo"]
    return str(refused.value)


def test_nothing_that_the_telephone_wrote_remains():
    before = telephone_photo()
    assert Image.open(io.BytesIO(before)).getexif().get_ifd(GPS), "else this proves nothing"
    after = pictures.drawn_anew(upload(before))
    shown = Image.open(io.BytesIO(after))
    assert not shown.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & shown.info.keys()
    assert b"Exif" not in after
    assert b"bi mat" not in after


def test_it_stands_as_it_was_held():
    shown = drawn(telephone_photo())
    assert shown.size == (200, 400)
    red, _, blue = shown.getpixel((100, 20))
    assert red > 200 > blue, "what was on the left is on top"


def test_a_large_one_is_made_small_and_a_clear_one_stands_on_white():
    assert max(drawn(telephone_photo(4000, 2000)).size) == pictures.LONGEST_SIDE
    clear = io.BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(clear, "PNG")
    assert drawn(clear.getvalue(), "anh.png").getpixel((50, 50)) == (255, 255, 255)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is so large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [8_000, 12_000, 60_000])
def test_a_bomb_is_refused_before_it_is_unpacked(side):
    assert "điểm" in refusal(bomb(side, side), "bom.png")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "rỗng"),
        (b"%PDF-1.4", "không phải ảnh JPG, PNG, WEBP, hoặc đã hỏng"),
        (b"GIF89a", "không phải ảnh"),
        (telephone_photo()[:600], "hoặc đã hỏng"),
        (bomb(100, 100), "hoặc đã hỏng"),
        (bomb(10, 10), "nhỏ quá"),
        (b"x" * (pictures.MOST_BYTES + 1), "nặng 16 MB, quá mức 15 MB"),
    ],
    ids=["empty", "pdf", "gif", "cut off", "no data", "tiny", "heavy"],
)
def test_what_is_no_picture_is_told_so(content, said):
    assert said in refusal(content)
