"""The papers a submission and its dossiers must have (S3 IV.3), and what stands in the way of handing them in."""

from collections.abc import Iterable
from dataclasses import dataclass

from awards.criteria.models import Criterion
from awards.dossiers import rules
from awards.dossiers.models import Dossier, DossierPaper, Submission
from awards.dossiers.selectors import history
from awards.dossiers.selectors.proofs import lacking_paper, unproved
from awards.routes.models import PaperRule
from campaign_portal.foundation.errors import Problem


@dataclass(frozen=True)
class PaperLine:
    """One paper of the checklist."""

    rule: PaperRule
    paper: DossierPaper | None
    older: tuple[DossierPaper, ...] = ()

    @property
    def is_generated(self) -> bool:
        return self.rule.origin == PaperRule.Origin.GENERATED

    @property
    def is_shared(self) -> bool:
        return self.rule.owner == PaperRule.Owner.SUBMISSION

    @property
    def is_ready(self) -> bool:
        """There already, or made by the product in the act of submitting."""
        return self.paper is not None or self.is_generated

    @property
    def name(self) -> str:
        """ "Báo cáo thành tích có xác nhận của cấp trên quản lý trực tiếp"."""
        return (
            f"{self.rule.name} có xác nhận của {self.rule.confirmed_by}" if self.rule.confirmed_by else self.rule.name
        )


def shared_papers(submission: Submission, dossiers: Iterable[Dossier]) -> list[PaperLine]:
    """The papers of the whole submission that any of its dossiers needs."""
    classes = {dossier.participant_class.key for dossier in dossiers}
    papers = [paper for paper in submission.papers.all() if paper.dossier_id is None]
    return [
        _line(rule, papers)
        for rule in submission.route.papers.all()
        if rule.owner == PaperRule.Owner.SUBMISSION and (not rule.class_keys or classes & set(rule.class_keys))
    ]


def own_papers(dossier: Dossier) -> list[PaperLine]:
    """The papers of one dossier alone."""
    key = dossier.participant_class.key
    papers = list(dossier.papers.all())
    return [
        _line(rule, papers)
        for rule in dossier.submission.route.papers.all()
        if rule.owner == PaperRule.Owner.DOSSIER and (not rule.class_keys or key in rule.class_keys)
    ]


def all_papers(dossier: Dossier) -> list[PaperLine]:
    """Shared and own ones, in the order of the plan."""
    lines = [*shared_papers(dossier.submission, [dossier]), *own_papers(dossier)]
    return sorted(lines, key=lambda line: line.rule.position)


def _line(rule: PaperRule, papers: Iterable[DossierPaper]) -> PaperLine:
    same = [paper for paper in papers if paper.kind == rule.kind]
    current = next((paper for paper in same if paper.is_current), None)
    older = sorted((paper for paper in same if not paper.is_current), key=lambda paper: -paper.pk)
    return PaperLine(rule, current, tuple(older))


def dossier_problems(dossier: Dossier, proofs: Iterable[Criterion]) -> list[str]:
    """What one dossier still lacks, as the ends of sentences: "thiếu tóm tắt thành tích". `proofs`: its `unproved`."""
    lacking = []
    if not dossier.achievement_summary.strip():
        lacking.append("thiếu tóm tắt thành tích")
    elif rules.too_long(dossier.achievement_summary):
        lacking.append(f"tóm tắt thành tích dài quá {rules.SUMMARY_WORDS} từ")
    lacking += [f"thiếu {line.name}, bản quét đã ký" for line in own_papers(dossier) if not line.is_ready]
    return lacking + [lacking_paper(criterion) for criterion in proofs]


def missing(submission: Submission) -> list[Problem]:
    """Every paper and text that is missing, named with the dossier it concerns (S3-29)."""
    dossiers = with_papers(submission)
    if not dossiers:
        return [Problem("Lần trình chưa có ai được đề nghị. Xin thêm ít nhất một tập thể, cá nhân hoặc hộ.")]
    found = [
        Problem(f"Thiếu {line.name} (chung cả lần trình): quét bản đã ký rồi tải lên.", line.rule.kind, "S3-29")
        for line in shared_papers(submission, dossiers)
        if not line.is_ready
    ]
    holds = history.holds_of([dossier.party_id for dossier in dossiers])
    proofs = unproved(dossiers)
    for dossier in dossiers:
        title = history.nominee_title(dossier.party)
        found += [
            Problem(f"Hồ sơ của {title}: {lack}.", f"dossier-{dossier.pk}", "S3-29")
            for lack in dossier_problems(dossier, proofs[dossier.pk])
        ]
        found += [
            Problem(f"Hồ sơ của {title}: {history.hold_sentence(hold)}", f"dossier-{dossier.pk}")
            for hold in holds.get(dossier.party_id, [])
        ]
    return found


def with_papers(submission: Submission) -> list[Dossier]:
    """The dossiers of a submission with all that checklists ask for; a fixed number of statements."""
    dossiers = list(
        submission.dossiers.select_related("party__unit__parent", "party__unit__commune", "participant_class", "step")
        .prefetch_related("papers__file")
        .order_by("participant_class__position", "pk")
    )
    for dossier in dossiers:
        dossier.submission = submission
    return dossiers
