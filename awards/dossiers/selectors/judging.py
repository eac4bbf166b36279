"""How nominees stand to the criteria of their class: measured ones from the records, judged ones from the findings."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from awards.criteria import rules as criteria
from awards.criteria import selectors as measures
from awards.criteria.models import Criterion, CriterionGroup
from awards.criteria.rules import Measured, Standing, Verdict
from awards.dossiers.models import Dossier, Evidence, Finding
from awards.routes.models import RouteStep
from emulation.campaigns.models import Campaign, ParticipantClass
from emulation.people.models import Party

STANDING_WORDS = {
    Standing.MET: ("ok", "Đủ tiêu chuẩn"),
    Standing.UNMET: ("bad", "Có tiêu chuẩn chưa đạt"),
    Standing.PENDING: ("wait", "Còn chờ"),
    Standing.NO_CRITERIA: ("", "Kế hoạch không đặt tiêu chuẩn"),
}
VERDICT_WORDS = {
    Verdict.MET: ("ok", "Đạt"),
    Verdict.UNMET: ("bad", "Chưa đạt"),
    Verdict.NOT_APPLICABLE: ("", "Không áp dụng"),
    Verdict.NO_DATA: ("wait", "Chưa có số"),
    Verdict.WAITING: ("wait", "Chưa đánh giá"),
}


@dataclass(frozen=True)
class CriterionRow:
    """One criterion of a nominee: how it stands, by what, and who found so."""

    criterion: Criterion
    verdict: Verdict
    text: str  # the facts in words; of a judged one, what offices remarked
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    measured: Measured | None = None  # by the records of this moment
    frozen: Finding | None = None  # by those of the moment when an office passed it on
    hint: str = ""
    is_spared: bool = False  # another of its group is met, which is enough

    @property
    def is_measured(self) -> bool:
        return self.criterion.nature == Criterion.Nature.MEASURED

    @property
    def words(self) -> tuple[str, str]:
        """Its sign and word; red is only for what stands in the way."""
        sign, word = VERDICT_WORDS[self.verdict]
        return ("" if self.is_spared else sign, word)

    @property
    def is_disputed(self) -> bool:
        """Offices found differently: it counts as unmet until they agree."""
        return not self.is_measured and len({finding.verdict for finding in self.findings}) > 1

    @property
    def newer_text(self) -> str:
        """What the records say now, where what was frozen stood on provisional figures and has changed since."""
        if (
            self.frozen
            and self.measured
            and self.frozen.is_provisional
            and self.measured.text != self.frozen.facts_text
        ):
            return self.measured.text
        return ""

    def finding_of(self, office_id: int) -> Finding | None:
        return next((finding for finding in self.findings if finding.office_id == office_id), None)


@dataclass(frozen=True)
class GroupRows:
    """The rows that count together. Where one of several is enough and met, the others are spared."""

    group: CriterionGroup
    rows: tuple[CriterionRow, ...]

    @classmethod
    def of(cls, group: CriterionGroup, rows: Iterable[CriterionRow]) -> "GroupRows":
        found = cls(group, tuple(rows))
        if not found.is_any or found.standing is not Standing.MET:
            return found
        return cls(group, tuple(replace(row, is_spared=row.verdict is not Verdict.MET) for row in found.rows))

    @property
    def is_any(self) -> bool:
        return self.group.mode == CriterionGroup.Mode.ANY

    @property
    def standing(self) -> Standing:
        return criteria.group_standing(self.group.mode, [row.verdict for row in self.rows])


@dataclass(frozen=True)
class Assessment:
    """Everything about one nominee's criteria."""

    groups: tuple[GroupRows, ...] = ()

    @property
    def counts(self) -> Counter[Verdict]:
        return Counter(row.verdict for row in self.rows if not row.is_spared)

    @property
    def rows(self) -> list[CriterionRow]:
        return [row for group in self.groups for row in group.rows]

    @property
    def standing(self) -> Standing:
        return criteria.overall_standing(group.standing for group in self.groups)

    @property
    def words(self) -> tuple[str, str]:
        return STANDING_WORDS[self.standing]

    @property
    def waiting(self) -> list[CriterionRow]:
        """Judged ones that nobody has judged, in groups not met without them; nothing goes on before they are."""
        return [
            row
            for group in self.groups
            if group.standing is not Standing.MET
            for row in group.rows
            if row.verdict is Verdict.WAITING
        ]

    @property
    def open_questions(self) -> list[CriterionRow]:
        """Unmet ones and those without data, in groups that are not met all the same."""
        return [
            row
            for group in self.groups
            if group.standing is not Standing.MET
            for row in group.rows
            if row.verdict in {Verdict.UNMET, Verdict.NO_DATA}
        ]

    @property
    def clauses(self) -> str:
        """ "IV.2.2.a": where the plan sets these criteria."""
        return ", ".join(dict.fromkeys(row.criterion.clause for row in self.rows if row.criterion.clause))

    @property
    def summary(self) -> str:
        """ "2 đạt · 1 chưa đạt · 3 chưa đánh giá"."""
        order = (Verdict.MET, Verdict.UNMET, Verdict.NO_DATA, Verdict.NOT_APPLICABLE, Verdict.WAITING)
        return " · ".join(f"{self.counts[v]} {VERDICT_WORDS[v][1].lower()}" for v in order if self.counts[v])


def assess(dossier: Dossier) -> Assessment:
    """One dossier, with what the records say now beside what was frozen."""
    return assess_many([dossier], with_records=True)[dossier.pk]


def assess_many(dossiers: Iterable[Dossier], *, with_records: bool = False) -> dict[int, Assessment]:
    """Dossier id → how its nominee stands. The number of statements does not grow with the dossiers.

    Until the appraising step is left, measured criteria follow the records; then they are what was frozen. With
    `with_records` those of this moment are read for frozen ones too. The dossiers of one call are of one campaign.
    """
    listed = list(dossiers)
    if not listed:
        return {}
    groups = measures.groups_of({dossier.participant_class for dossier in listed})
    findings: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    found = Finding.objects.filter(dossier__in=listed).select_related("office", "found_by").order_by("found_at", "pk")
    for finding in found:
        findings[finding.dossier_id, finding.criterion_id].append(finding)
    evidence: dict[tuple[int, int], list[Evidence]] = defaultdict(list)
    for item in Evidence.objects.filter(dossier__in=listed, is_current=True).select_related("file"):
        evidence[item.dossier_id, item.criterion_id].append(item)
    wanted = [
        (criterion, dossier.party)
        for dossier in listed
        for group in groups.get(dossier.participant_class_id, [])
        for criterion in group.criteria.all()
        if criterion.nature == Criterion.Nature.MEASURED
        and (with_records or _follows_records(dossier) or not findings.get((dossier.pk, criterion.pk)))
    ]
    records = measures.measured_many(listed[0].submission.campaign, wanted) if wanted else {}
    assessed = {}
    for dossier in listed:
        rows_of = tuple(
            GroupRows.of(
                group,
                [
                    _row(
                        dossier,
                        criterion,
                        tuple(findings[dossier.pk, criterion.pk]),
                        tuple(evidence[dossier.pk, criterion.pk]),
                        records.get((criterion.pk, dossier.party_id)),
                    )
                    for criterion in group.criteria.all()
                ],
            )
            for group in groups.get(dossier.participant_class_id, [])
        )
        assessed[dossier.pk] = Assessment(rows_of)
    return assessed


def stand_now(campaign: Campaign, part: ParticipantClass, parties: Iterable[Party]) -> dict[int, Assessment]:
    """Party id → how it would stand today if it were proposed: told before anybody is added."""
    groups = measures.groups_of([part]).get(part.pk, [])
    listed = list(parties)
    wanted = [
        (criterion, party)
        for party in listed
        for group in groups
        for criterion in group.criteria.all()
        if criterion.nature == Criterion.Nature.MEASURED
    ]
    records = measures.measured_many(campaign, wanted) if wanted else {}
    stands = {}
    for party in listed:
        rows_of = tuple(
            GroupRows.of(
                group,
                [_unfound(criterion, records.get((criterion.pk, party.pk))) for criterion in group.criteria.all()],
            )
            for group in groups
        )
        stands[party.pk] = Assessment(rows_of)
    return stands


def _unfound(criterion: Criterion, measured: Measured | None) -> CriterionRow:
    if measured is None:
        return CriterionRow(criterion, Verdict.WAITING, "")
    return CriterionRow(criterion, Verdict(measured.outcome), measured.text, measured=measured)


def _follows_records(dossier: Dossier) -> bool:
    """Before it is passed on, a dossier shows what the records say today."""
    if dossier.state == Dossier.State.DRAFT:
        return True
    at_work = dossier.state in {Dossier.State.IN_APPRAISAL, Dossier.State.RETURNED}
    return at_work and dossier.step is not None and dossier.step.act == RouteStep.Act.APPRAISE


def _row(
    dossier: Dossier,
    criterion: Criterion,
    findings: tuple[Finding, ...],
    evidence: tuple[Evidence, ...],
    measured: Measured | None,
) -> CriterionRow:
    if criterion.nature == Criterion.Nature.MEASURED:
        frozen = findings[-1] if findings else None
        if frozen and not _follows_records(dossier):
            verdict, text = Verdict(frozen.verdict), frozen.facts_text
        elif measured:
            verdict, text = Verdict(measured.outcome), measured.text
        else:
            verdict, text = Verdict.NO_DATA, ""
        return CriterionRow(criterion, verdict, text, findings, evidence, measured, frozen)
    return CriterionRow(
        criterion,
        criteria.agreed(Verdict(finding.verdict) for finding in findings),
        " ".join(f"{finding.office} ghi: “{finding.remark}”." for finding in findings if finding.remark),
        findings,
        evidence,
        hint=measures.hint(criterion, dossier.party),
    )
