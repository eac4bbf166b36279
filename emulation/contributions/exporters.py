"""The list of gifts as a workbook."""

from collections.abc import Iterable, Iterator, Sequence

from campaign_portal.foundation import sheets, vietnamese
from campaign_portal.foundation.sheets import Column, Sheet, Sum, Value
from emulation.campaigns.models import Campaign
from emulation.contributions.models import Contribution


def workbook(campaign: Campaign, gifts: Iterable[Contribution]) -> bytes:
    """What the page shows, confirmed value in a column of its own so that it adds up."""
    title = f"Đóng góp cho phong trào năm {campaign.year}"
    sheet = Sheet(
        name="Đóng góp",
        titles=(title, campaign.short_name),
        columns=(
            Column(5, "center"),
            Column(12, "center"),
            Column(34),
            Column(24),
            Column(22),
            Column(10, number_format="#,##0.0"),
            Column(17),
            Column(17),
            Column(26),
            Column(12, "center"),
            Column(40),
            Column(34),
            Column(24),
            Column(10, "center", "0"),
        ),
        header=(
            (
                "TT",
                "Ngày",
                "Người đóng góp",
                "Đơn vị nhận",
                "Loại",
                "Số lượng",
                "Đã xác nhận (đồng)",
                "Chưa tính (đồng)",
                "Giấy xác nhận",
                "Ngày giấy",
                "Nội dung",
                "Quỹ, cách đóng góp",
                "Đơn vị được hưởng",
                "Số hộ hưởng",
            ),
        ),
        rows=_rows(gifts),
        total=(None, None, "Cộng", None, None, None, Sum(), Sum(), *[None] * 6),
        notes=(
            "Đóng góp chưa có giấy xác nhận thì chưa tính.",
            "Tiền cho vay, vật cho mượn ghi ở dòng riêng, không cộng vào đóng góp.",
        ),
        frozen_columns=3,
    )
    return sheets.workbook([sheet], title=title, author=campaign.unit.opening_title)


def _rows(gifts: Iterable[Contribution]) -> Iterator[Sequence[Value]]:
    for number, gift in enumerate(gifts, 1):
        counts = gift.kind != Contribution.Kind.LOAN and gift.withdrawn_on is None
        yield (
            str(number),
            gift.given_on,
            gift.donor.name,
            gift.unit.opening_title,
            gift.get_kind_display(),
            gift.quantity,
            gift.value_vnd if counts and gift.confirmed_on else None,
            None if not counts or gift.confirmed_on else gift.value_vnd,
            gift.confirmation,
            gift.confirmed_on,
            gift.purpose if counts else f"{gift.purpose} ({_lent(gift)})",
            gift.way_name,
            gift.for_unit.opening_title if gift.for_unit else None,
            getattr(gift, "household_count", 0) or None,
        )


def _lent(gift: Contribution) -> str:
    return "đã rút" if gift.withdrawn_on else f"cho vay, mượn {vietnamese.money(gift.value_vnd)}"
