"""Questions about sheets: what stands on them, and what they still lack."""

from collections.abc import Iterator, Sequence

from campaign_portal.foundation.errors import Problem
from emulation.clusters import rules
from emulation.clusters.models import ClusterYear, ScoreLine, ScoreSheet
from emulation.clusters.rules import CROSS, FINAL, ROUNDS, SELF, Scored

WITH = (
    "party__unit",
    "party__office",
    "member__cross_scorer__party__unit",
    "member__cross_scorer__party__office",
    "member__cluster_year__campaign__unit",
    "member__cluster_year__cluster",
    "self_scored_by",
    "cross_scored_by",
    "concluded_by",
)


def lines_of(sheet: ScoreSheet) -> list[ScoreLine]:
    """In the table's order: what counts, then what is added. One statement."""
    return list(sheet.lines.select_related("criterion"))


def scored(line: ScoreLine) -> Scored:
    return Scored(
        key=str(line.pk),
        text=line.criterion.text,
        most=line.max_points,
        is_bonus=line.criterion.is_bonus,
        self_points=line.self_points,
        cross_points=line.cross_points,
        final_points=line.final_points,
        cross_reason=line.cross_reason,
        final_reason=line.final_reason,
    )


def missing_in(lines: Sequence[Scored], round_: str) -> Iterator[Problem]:
    """What stands between these scores and the next desk. A bonus nobody claims is written 0, too: empty is not 0."""
    for line in lines:
        if line.points(round_) is None:
            yield Problem(f"{line.text}: chưa có điểm {ROUNDS[round_]}.", field=f"points_{line.key}", code="empty")
        elif line.asks_for_reason(round_):
            yield Problem(line.reason_sentence(round_), field=f"reason_{line.key}", code="reason")


def _lacks(sheet: ScoreSheet, round_: str) -> list[Problem]:
    return list(missing_in([scored(line) for line in lines_of(sheet)], round_))


def lacks_self(sheet: ScoreSheet) -> list[Problem]:
    return _lacks(sheet, SELF)


def lacks_cross(sheet: ScoreSheet) -> list[Problem]:
    return _lacks(sheet, CROSS)


def lacks_final(sheet: ScoreSheet) -> list[Problem]:
    return _lacks(sheet, FINAL)


def closed(sheet: ScoreSheet) -> list[Problem]:
    """Nothing moves before scoring is open, nor after the ranking was published."""
    year = sheet.member.cluster_year
    if year.state in ClusterYear.OPEN:
        return []
    return [Problem(f"{year.name} {year.get_state_display()}; phiếu chấm điểm không mở để chấm.")]


def how_far(lines: Sequence[Scored], round_: str) -> str:
    """ "Đã chấm 5 trên 8 tiêu chí."."""
    done = sum(line.points(round_) is not None for line in lines)
    return f"Đã chấm {done} trên {len(lines)} tiêu chí."


def opening(lines: Sequence[Scored], round_: str) -> dict[str, str]:
    """What a round starts from on the page: a conclusion from the cross-scorer's points, others from nothing."""
    return {
        line.key: rules.typed_text(line.cross_points)
        for line in lines
        if round_ == FINAL and line.final_points is None and line.cross_points is not None
    }
