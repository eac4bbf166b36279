"""The whole story: every act of every chapter."""

from demo.story import absences, awards, families, gifts, out_of_turn, plans, reorganization, reports, reviews, spring
from demo.story.playing import Act


def acts() -> list[Act]:
    return [
        *absences.acts(),
        *families.acts(),
        *spring.acts(),
        *plans.acts(),
        *gifts.acts(),
        *reviews.acts(),
        *reports.acts(),
        *out_of_turn.acts(),
        *reorganization.acts(),
        *awards.acts(),
    ]
