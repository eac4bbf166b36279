"""Papers that prove a judged criterion (S0 III-TC 4.2, S1 III.1.đ: the bank's), asked for like other papers."""

from collections import defaultdict
from collections.abc import Iterable

from awards.criteria.models import Criterion, CriterionGroup
from awards.dossiers.models import Dossier, Evidence


def unproved(dossiers: Iterable[Dossier]) -> dict[int, list[Criterion]]:
    """Dossier id → the criteria of its class that ask for a paper and have none, nor a word why they do not apply.

    Where one of several criteria is enough, a paper is asked of those only that the proposer shows something for. Two
    statements, however many dossiers.
    """
    listed = list(dossiers)
    asked: dict[int, list[Criterion]] = defaultdict(list)
    found = Criterion.objects.filter(
        asks_paper=True, group__participant_class__in={dossier.participant_class_id for dossier in listed}
    )
    for criterion in found.select_related("group").order_by("group__position", "position"):
        asked[criterion.group.participant_class_id].append(criterion)
    shown: dict[tuple[int, int], list[Evidence]] = defaultdict(list)
    for item in Evidence.objects.filter(dossier__in=listed, criterion__asks_paper=True, is_current=True):
        shown[item.dossier_id, item.criterion_id].append(item)
    return {
        dossier.pk: [
            criterion
            for criterion in asked[dossier.participant_class_id]
            if _lacks(criterion, shown[dossier.pk, criterion.pk])
        ]
        for dossier in listed
    }


def _lacks(criterion: Criterion, evidence: list[Evidence]) -> bool:
    if any(item.file_id or item.not_applicable for item in evidence):
        return False
    return criterion.group.mode == CriterionGroup.Mode.ALL or bool(evidence)


def lacking_paper(criterion: Criterion) -> str:
    """The end of a sentence: 'thiếu Giấy xác nhận của … cho tiêu chuẩn “Sử dụng vốn vay …”'."""
    words = criterion.text.split()
    short = " ".join(words[:8]).rstrip(",;") + ("…" if len(words) > 8 else "")
    way = "; nếu không áp dụng cho đối tượng này, xin ghi lý do" if criterion.may_not_apply else ""
    return f"thiếu {criterion.evidence_hint or 'giấy chứng minh'} cho tiêu chuẩn “{short}”{way}"
