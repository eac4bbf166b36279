"""Tables of clusters: what the plan says, who is together in a year, how they were scored, what was published."""

from emulation.clusters.models.plan import Cluster, ScoreRow, ScoreTable
from emulation.clusters.models.ranking import Ranking, RankingLine, TieBreak
from emulation.clusters.models.scoring import ScoreLine, ScoreSheet
from emulation.clusters.models.year import ClusterCriterion, ClusterMember, ClusterYear

__all__ = [
    "Cluster",
    "ClusterCriterion",
    "ClusterMember",
    "ClusterYear",
    "Ranking",
    "RankingLine",
    "ScoreLine",
    "ScoreRow",
    "ScoreSheet",
    "ScoreTable",
    "TieBreak",
]
