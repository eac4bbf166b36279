"""What still stands in the way of sending and publishing."""

from collections.abc import Iterator

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.errors import Problem
from emulation.exemplars.models import Exemplar
from emulation.exemplars.rules import PEOPLE, SHORTEST, names_in


def lacks_text(exemplar: Exemplar) -> Iterator[Problem]:
    if (length := len(exemplar.text.strip())) < SHORTEST:
        yield Problem(
            f"Nội dung mới có {length} ký tự; xin viết rõ đã làm gì, cách làm, kết quả (từ {SHORTEST} ký tự).",
            field="text",
        )


def lacks_consent(exemplar: Exemplar) -> Iterator[Problem]:
    """Whoever is told of by name and whoever can be recognised in a photograph has agreed."""
    for name, where in people_shown(exemplar):
        if vietnamese.fold(name) not in _agreed(exemplar):
            yield Problem(f"Chưa ghi sự đồng ý của {name} ({where}).", field="name")


def people_shown(exemplar: Exemplar) -> list[tuple[str, str]]:
    """Name and where it is shown, each person once."""
    shown: dict[str, tuple[str, str]] = {}
    if exemplar.party.kind in PEOPLE:
        shown[vietnamese.fold(exemplar.whom_name)] = (exemplar.whom_name, "bài viết về người này")
    for number, photo in enumerate(exemplar.photos.all(), start=1):
        for name in names_in(photo.people):
            shown.setdefault(vietnamese.fold(name), (name, f"trong ảnh {number}"))
    return list(shown.values())


def _agreed(exemplar: Exemplar) -> set[str]:
    return {consent.folded_name for consent in exemplar.consents.all() if consent.withdrawn_on is None}
