"""What every write to the register asks of names and days, each with its sentence."""

import datetime as dt
from collections.abc import Iterator

from campaign_portal.foundation import clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from emulation.territory.models import EARLIEST, Level, Unit, squeezed

KINDS = {
    Level.PROVINCE: ("Tỉnh", "Thành phố"),
    Level.DISTRICT: ("Huyện", "Quận", "Thị xã", "Thành phố"),
    Level.COMMUNE: ("Xã", "Phường", "Thị trấn", "Đặc khu"),
    Level.HAMLET: (
        "Thôn", "Bản", "Tổ dân phố", "Ấp", "Khu phố", "Buôn", "Làng", "Khóm", "Xóm", "Khu", "Sóc", "Bon", "Tiểu khu",
    ),
}  # fmt: skip
CODE_DIGITS = {Level.PROVINCE: 2, Level.DISTRICT: 3, Level.COMMUNE: 5}
LONGEST_NAME, LONGEST_BASIS = 100, 200
OLDEST = dt.date(1945, 9, 2)


def named(name: str, kind: str, level: str) -> tuple[str, str]:
    """Kind and name as they are kept. Refuses what is empty, too long, without a letter or digit, of a foreign kind."""
    name, kind = vietnamese.nfc(name), vietnamese.nfc(kind)
    kinds = KINDS[Level(level)]
    known = next((one for one in kinds if vietnamese.fold(one) == vietnamese.fold(kind)), None)
    if known is None:
        raise Refused(
            Problem(f"Loại “{kind[:40]}” không có ở {Level(level).label}. Xin chọn: {', '.join(kinds)}.", field="kind")
        )
    if vietnamese.fold(name).startswith(vietnamese.fold(known) + " "):
        name = name[len(known) :].strip()  # "Thôn Tả Van" with the kind Thôn
    if not any(letter.isalnum() for letter in name):
        raise Refused(Problem(f"Xin ghi tên, không kèm loại: ví dụ “Tả Van Giáy” của {known.lower()}.", field="name"))
    if len(name) > LONGEST_NAME:
        raise Refused(Problem(f"Tên dài {len(name)} ký tự; xin rút còn nhiều nhất {LONGEST_NAME} ký tự.", field="name"))
    return known, name


def basis(text: str, *, required: bool, field: str = "legal_basis") -> str:
    """The paper something rests on, as people cite it."""
    text = vietnamese.nfc(text)
    if required and not text:
        raise Refused(Problem("Xin ghi căn cứ: số và ngày của văn bản, ví dụ 12/NQ-HĐND ngày 10/4/2020.", field=field))
    if len(text) > LONGEST_BASIS:
        raise Refused(Problem(f"Căn cứ dài {len(text)} ký tự; xin rút còn nhiều nhất {LONGEST_BASIS} ký tự.", field))
    return text


def not_in_future(day: dt.date, field: str, what: str) -> None:
    if day > clock.today():
        raise Refused(
            Problem(f"{what} {vietnamese.day(day)} chưa đến (hôm nay {vietnamese.day(clock.today())}).", field=field)
        )
    if day < EARLIEST:
        raise Refused(Problem(f"{what} {vietnamese.day(day)} quá xa. Xin kiểm tra năm.", field=field))


def plausible(day: dt.date, field: str) -> None:
    """A decision may speak of the year to come, not of 2202."""
    if not OLDEST <= day <= clock.today() + dt.timedelta(days=2 * 366):
        raise Refused(Problem(f"Ngày {vietnamese.day(day)} quá xa. Xin kiểm tra năm.", field=field))


def in_order(first: dt.date, last: dt.date | None, field: str = "valid_to") -> None:
    if last is not None and last < first:
        raise Refused(
            Problem(
                f"Kết thúc {vietnamese.day(last)} trước khi bắt đầu {vietnamese.day(first)}. Xin kiểm tra hai ngày.",
                field=field,
            )
        )


def span(first: dt.date, last: dt.date | None) -> str:
    """ "từ 01/7/2025", "đến hết 30/6/2025", "từ 01/1/2020 đến hết 30/6/2025"."""
    begins = "" if first == EARLIEST else f"từ {vietnamese.day(first)}"
    ends = f"đến hết {vietnamese.day(last)}" if last else ""
    return " ".join(part for part in (begins, ends) if part) or "không rõ từ bao giờ"


def meets(first: dt.date, last: dt.date | None, other_first: dt.date, other_last: dt.date | None) -> bool:
    """Whether two spans have a day in common."""
    return first <= (other_last or dt.date.max) and other_first <= (last or dt.date.max)


def same_hamlets(commune: Unit, kind: str, name: str, *, but: Unit | None = None) -> Iterator[Unit]:
    """Hamlets of a commune with the same kind and name, accents and spaces aside ("Hoà Bình", "Hòa Bình")."""
    wanted = (vietnamese.fold(kind), squeezed(name))
    for hamlet in Unit.objects.filter(parent=commune, level=Level.HAMLET):
        if (vietnamese.fold(hamlet.kind), squeezed(hamlet.name)) == wanted and (but is None or hamlet.pk != but.pk):
            yield hamlet


def hold(unit: Unit) -> Unit:
    """One transaction at a time changes what is written about a unit; gives its row as it is now."""
    return Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)
