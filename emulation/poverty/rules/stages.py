"""How far a figure has come: nháp → sơ bộ → chính thức → đã phê duyệt → công bố (`poverty.md` § 2). Pure.

Figures of six and nine months stay preliminary however far their papers went.
"""

from enum import StrEnum


class Stage(StrEnum):
    DRAFT = "draft"
    PRELIMINARY = "preliminary"
    OFFICIAL = "official"
    APPROVED = "approved"
    PUBLISHED = "published"


WORDS = {
    Stage.DRAFT: "Nháp",
    Stage.PRELIMINARY: "Sơ bộ",
    Stage.OFFICIAL: "Chính thức",
    Stage.APPROVED: "Đã phê duyệt",
    Stage.PUBLISHED: "Công bố",
}
KINDS = {
    Stage.DRAFT: "",
    Stage.PRELIMINARY: "wait",
    Stage.OFFICIAL: "now",
    Stage.APPROVED: "ok",
    Stage.PUBLISHED: "ok",
}


def of_review(state: str, *, whole_year: bool, above: str = "") -> Stage:
    """Of a commune's figures: `state` is its review's, `above` that of the compilation which covers it ("" without)."""
    if state not in {"submitted", "approved"}:
        return Stage.DRAFT
    if state == "submitted" or not whole_year:
        return Stage.PRELIMINARY
    return _settled(above) or Stage.OFFICIAL  # recognised by the commune chairman's decision


def of_compilation(state: str, *, whole_year: bool) -> Stage:
    """Of a district's or province's figures; "" where nobody compiled them."""
    if not whole_year:
        return Stage.PRELIMINARY
    if state == "submitted":
        return Stage.OFFICIAL  # the official report to the level above
    return _settled(state) or Stage.PRELIMINARY


def _settled(state: str) -> Stage | None:
    return {"approved": Stage.APPROVED, "published": Stage.PUBLISHED}.get(state)


def pill(stage: Stage, decision_number: str = "") -> tuple[str, str]:
    """Sign and words; an approved figure names its decision."""
    words = WORDS[stage]
    if stage is Stage.APPROVED and decision_number:
        words += f", {decision_number}"
    return KINDS[stage], words
