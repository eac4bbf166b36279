"""What strikes one who decides on a commune's review beside those of its neighbours (V15). It blocks nothing."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from campaign_portal.foundation import quantities
from emulation.poverty.models import ReviewSet
from emulation.poverty.rules.outliers import LEAST_NEIGHBOURS, Far, far_out
from emulation.poverty.selectors.figures import Figures, figures_by
from emulation.territory.models import Unit


def questions(review: ReviewSet) -> list[str]:
    """Sentences about the commune's rates and falls that lie far from those of its district's communes; of its
    province's where the district has too few or there is none. Four statements at most."""
    for above in filter(None, (review.district, review.province)):
        figures = figures_by("commune", review.period, above, review.standard)
        if len(figures) > LEAST_NEIGHBOURS:
            return list(_questions(figures, review.unit_id, above))
    return []


_ASKED: tuple[tuple[str, Callable[[Figures], Fraction | None]], ...] = (
    ("Tỷ lệ hộ nghèo", lambda figures: figures.poor_rate),
    ("Tỷ lệ hộ cận nghèo", lambda figures: figures.near_poor_rate),
    ("Mức giảm tỷ lệ hộ nghèo", lambda figures: figures.poor_rate_fall),
)


def _questions(figures: dict[int, Figures], unit_id: int, above: Unit) -> Iterator[str]:
    for name, of in _ASKED:
        far = far_out({pk: of(one) for pk, one in figures.items()}, unit_id)
        if far is not None:
            yield _sentence(name, far, above)


def _sentence(name: str, far: Far, above: Unit) -> str:
    is_fall = name.startswith("Mức giảm")

    def said(value: Fraction) -> str:
        if is_fall:
            return f"{quantities.points_text(value)} điểm %"
        return quantities.percent_text(value)

    side = "cao" if far.is_high else "thấp"
    return (
        f"{name} {said(far.value)}, {side} khác hẳn {far.neighbours} xã, phường khác của {above.title} "
        f"(một nửa nằm từ {said(far.lower)} đến {said(far.upper)}). Xin xem lại với xã trước khi quyết định."
    )
