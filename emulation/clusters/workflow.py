"""The course of a cluster's year, and of one member's sheet."""

from campaign_portal.foundation.workflow import Flow, Transition
from emulation.clusters import permissions
from emulation.clusters.models import ClusterYear, ScoreSheet
from emulation.clusters.selectors.sheets import closed, lacks_cross, lacks_final, lacks_self
from emulation.clusters.selectors.years import has_scores, lacks_to_open, lacks_to_publish

Year = ClusterYear.State
Sheet = ScoreSheet.State

CLUSTER_FLOW = Flow(
    noun="cụm, khối thi đua",
    transitions=(
        Transition(
            "open",
            "mở chấm điểm",
            frozenset({Year.FORMING}),
            Year.SCORING,
            permissions.keeps,
            guards=(lacks_to_open,),
        ),
        Transition(
            "take_back",
            "dừng chấm điểm để sửa",
            frozenset({Year.SCORING}),
            Year.FORMING,
            permissions.keeps,
            guards=(has_scores,),
            needs_reason=True,
        ),
        Transition(
            "publish",
            "công bố xếp hạng",
            frozenset({Year.SCORING, Year.CORRECTING}),
            Year.PUBLISHED,
            permissions.keeps,
            guards=(lacks_to_publish,),
        ),
        Transition(
            "correct",
            "mở lại để đính chính xếp hạng",
            frozenset({Year.PUBLISHED}),
            Year.CORRECTING,
            permissions.keeps,
            needs_reason=True,
        ),
    ),
)


def _returns_self(user, sheet: ScoreSheet) -> bool:
    if sheet.state == Sheet.CROSS and permissions.submits_cross(user, sheet):
        return True
    return permissions.concludes(user, sheet)


SHEET_FLOW = Flow(
    noun="phiếu chấm điểm",
    transitions=(
        Transition(
            "submit_self",
            "nộp phiếu tự chấm",
            frozenset({Sheet.SELF, Sheet.SELF_RETURNED}),
            Sheet.CROSS,
            permissions.submits_self,
            guards=(closed, lacks_self),
        ),
        Transition(
            "submit_cross",
            "nộp phiếu chấm chéo",
            frozenset({Sheet.CROSS, Sheet.CROSS_RETURNED}),
            Sheet.CONCLUDING,
            permissions.submits_cross,
            guards=(closed, lacks_cross),
        ),
        Transition(
            "conclude",
            "kết luận điểm",
            frozenset({Sheet.CONCLUDING}),
            Sheet.FINAL,
            permissions.concludes,
            guards=(closed, lacks_final),
        ),
        Transition(
            "return_self",
            "trả lại để tự chấm lại",
            frozenset({Sheet.CROSS, Sheet.CROSS_RETURNED, Sheet.CONCLUDING}),
            Sheet.SELF_RETURNED,
            _returns_self,
            guards=(closed,),
            needs_reason=True,
        ),
        Transition(
            "return_cross",
            "trả lại để chấm chéo lại",
            frozenset({Sheet.CONCLUDING}),
            Sheet.CROSS_RETURNED,
            permissions.concludes,
            guards=(closed,),
            needs_reason=True,
        ),
        Transition(
            "reopen",
            "mở lại kết luận",
            frozenset({Sheet.FINAL}),
            Sheet.CONCLUDING,
            permissions.concludes,
            guards=(closed,),
            needs_reason=True,
        ),
    ),
)
