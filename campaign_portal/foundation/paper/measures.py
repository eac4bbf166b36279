"""Every length and size of a paper, for both renderers: NĐ 30/2020/NĐ-CP, Phụ lục I, mục I to IV."""

from dataclasses import dataclass

MM = 72 / 25.4  # points in a millimetre


@dataclass(frozen=True)
class Sizes:
    """A consistent set of sizes in points; the decree gives each component a range of one point (PL I V)."""

    national: float  # Quốc hiệu, issuing body, superior body, V/v: 12–13
    body: float  # Tiêu ngữ, place and date, tên loại, trích yếu, text, signer, page number: 13–14
    number: float = 13  # số, ký hiệu
    annex_label: float = 14
    recipients_head: float = 12
    recipients: float = 11


SMALL = Sizes(national=12, body=13)
LARGE = Sizes(national=13, body=14)


@dataclass(frozen=True)
class Page:
    """A4 with the margins of PL I I.3 (20–25, 20–25, 30–35, 15–20 mm), in millimetres."""

    width: float = 210
    height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15  # the narrowest allowed: Quốc hiệu at 13 pt needs 96 mm of the line beside the issuing body

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right


PORTRAIT = Page()
LANDSCAPE = Page(width=297, height=210)


def page(landscape: bool) -> Page:
    return LANDSCAPE if landscape else PORTRAIT


HEAD_SHARES = (0.4, 0.6)  # issuing body : Quốc hiệu
ADDRESSEES_SHARE = 0.36  # where "Kính gửi:" ends
FOOT_SHARES = (0.45, 0.55)  # Nơi nhận : signature
INDENT_MM = 12.7  # first line (PL I II.5: 1 or 1,27 cm)
PARAGRAPH_GAP_PT = 6  # at least 6 (same)
LINE = 1.1  # lines; single to 1,5 (same)
LINE_EM = LINE * 1.15  # the same as a multiple of the size: one line of a Times face is 1,15 em
SIGNATURE_GAP_MM = 24  # a seal is 36 mm wide, and covers post and name in part
RULE_PT = 0.75
MOTTO_RULE = 1.0  # of the text above it (PL I II.1)
SHORT_RULE = 0.4  # 1/3 to 1/2 of the text above it (PL I II.2, II.4)
