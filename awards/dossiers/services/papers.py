"""Papers and evidence: scans that people upload, files that the product makes."""

import datetime as dt

from django.core.files.base import File
from django.db import transaction

from awards.criteria.models import Criterion
from awards.dossiers import rules, selectors
from awards.dossiers.models import Dossier, DossierPaper, Evidence, Submission
from awards.dossiers.services.editing import being_prepared, check_open, editable, note_mended
from awards.routes.models import PaperRule
from campaign_portal.foundation import audit, clock, files, jobs, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting
from campaign_portal.foundation.models import StoredFile, User

PDF = "application/pdf"


def attach_paper(
    target: Submission | Dossier,
    kind: str,
    upload: File,
    signed_on: dt.date,
    by: User,
    *,
    confirmed_by: str = "",
) -> DossierPaper:
    """Keep a signed scan as the current paper of its kind; the one before stays in the history.

    A shared paper may be attached through the submission, or through a returned dossier whose return named it.
    `confirmed_by`: who confirmed a report; the nominee's direct superior unless said otherwise (S3 IV.3).
    """
    with transaction.atomic():
        if isinstance(target, Dossier):
            dossier: Dossier | None = editable(target, by)
            submission = target.submission
        else:
            dossier, submission = None, being_prepared(target, by)
        rule = _rule_for(submission, dossier, kind)
        owner: Submission | Dossier = submission
        if dossier is not None:
            check_open(dossier, kind)
            if rule.owner == PaperRule.Owner.DOSSIER:
                owner = dossier
        since = submission.campaign.starts_on
        if sentence := rules.date_problem(signed_on, today=clock.today(), since=since, paper=rule.name):
            raise Refused(Problem(sentence, "signed_on"))
        file = files.store_scan(upload, owner=owner, by=by, title=rule.name)
        paper = _replace(submission, owner, kind, file, signed_on, confirmed_by=_confirmer(rule, dossier, confirmed_by))
        audit.record("tải lên giấy tờ", owner, by=by, after={"paper": rule.name, "sha256": file.sha256})
        if dossier is not None:
            note_mended(dossier, [kind])
    return paper


def _rule_for(submission: Submission, dossier: Dossier | None, kind: str) -> PaperRule:
    rule = PaperRule.objects.filter(route=submission.route_id, kind=kind).first()
    if rule is None:
        raise Refused(Problem("Kế hoạch không yêu cầu loại giấy này.", "kind"))
    if dossier is None and rule.owner == PaperRule.Owner.DOSSIER:
        raise Refused(Problem(f"{rule.name} riêng từng hồ sơ; xin mở hồ sơ để tải lên.", "kind"))
    if dossier is not None and dossier.state == Dossier.State.DRAFT and rule.owner == PaperRule.Owner.SUBMISSION:
        raise Refused(Problem(f"{rule.name} chung cả lần trình; xin tải lên ở trang lần trình.", "kind"))
    if dossier is not None and rule.class_keys and dossier.participant_class.key not in rule.class_keys:
        raise Refused(Problem(f"Loại “{dossier.participant_class}” không cần {rule.name}.", "kind"))
    return rule


def _confirmer(rule: PaperRule, dossier: Dossier | None, said: str) -> str:
    if not rule.confirmed_by or dossier is None:
        return ""
    return vietnamese.nfc(said) or selectors.direct_superior(dossier.party)


def _replace(
    submission: Submission,
    owner: Submission | Dossier,
    kind: str,
    file: StoredFile,
    signed_on: dt.date | None,
    *,
    confirmed_by: str = "",
) -> DossierPaper:
    dossier = owner if isinstance(owner, Dossier) else None
    same = DossierPaper.objects.filter(submission=submission, dossier=dossier, kind=kind, is_current=True)
    same.update(is_current=False)
    return DossierPaper.objects.create(
        submission=submission,
        dossier=dossier,
        kind=kind,
        file=file,
        signed_on=signed_on,
        confirmed_by=confirmed_by,
    )


# --- Papers the product makes -------------------------------------------------------------------------------------


def ask_for_papers(submission: Submission, *, by: User) -> None:
    """Have the product's own papers made in the background, those of them that no signed scan stands for."""
    count = DossierPaper.objects.filter(submission=submission).count()
    jobs.enqueue(
        "dossiers.render_papers",
        by=by,
        key=f"dossiers.render_papers:{submission.pk}:{count}",
        owner_key=files.owner_key(submission),
        submission_id=submission.pk,
    )


def set_aside_made_papers(submission: Submission) -> bool:
    """What the papers print has changed: the made ones stay in the history and are to be made again."""
    made = DossierPaper.objects.filter(
        submission=submission, dossier__isnull=True, is_current=True, file__made_by_system=True
    )
    return made.update(is_current=False) > 0


def papers_to_make(submission: Submission) -> list[PaperRule]:
    """The product's own papers that a submission still lacks."""
    dossiers = selectors.with_papers(submission)
    lines = selectors.shared_papers(submission, dossiers)
    return [line.rule for line in lines if line.is_generated and line.paper is None]


def keep_made_paper(submission: Submission, rule: PaperRule, content: bytes, *, name: str) -> DossierPaper | None:
    """Keep a paper the product made; None when one came in the meantime (a second run makes nothing twice)."""
    with transaction.atomic():
        submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        same = DossierPaper.objects.filter(submission=submission, dossier__isnull=True, kind=rule.kind, is_current=True)
        if same.exists():
            return None
        by = submission.submitted_by
        file = files.store_made(content, owner=submission, name=name, content_type=PDF, by=by)
        paper = _replace(submission, submission, rule.kind, file, submission.letter_date)
        audit.record("lập giấy tờ", submission, by=None, after={"paper": rule.name, "sha256": file.sha256})
    return paper


# --- Evidence -----------------------------------------------------------------------------------------------------


def add_evidence(
    dossier: Dossier,
    criterion: Criterion,
    *,
    text: str = "",
    upload: File | None = None,
    met_on: dt.date | None = None,
    households_present: int | None = None,
    households_agreeing: int | None = None,
    not_applicable: bool = False,
    by: User,
) -> Evidence:
    """Show something for one judged criterion: a paper, words, or the meeting of the hamlet's households (S3-27).

    One that asks for its paper takes no words alone, but why it does not apply where the plan lets it (S0 III-TC 4.2).
    """
    with transaction.atomic():
        dossier = editable(dossier, by)
        check_open(dossier, rules.EVIDENCE.key)
        if criterion.group.participant_class_id != dossier.participant_class_id:
            raise Refused("Tiêu chuẩn này không đặt cho loại đối tượng của hồ sơ.")
        if criterion.nature == Criterion.Nature.MEASURED:
            raise Refused("Tiêu chuẩn này đo từ số liệu, không cần minh chứng.")
        said = fitting(text, 200, "Minh chứng", field="text")
        if criterion.asks_meeting:
            said = _meeting(dossier, met_on, households_present, households_agreeing) + (f" {said}" if said else "")
        elif not said:
            raise Refused(Problem("Xin ghi minh chứng: tên giấy, số, ngày, nơi cấp.", "text"))
        if not_applicable and not (criterion.asks_paper and criterion.may_not_apply):
            raise Refused(Problem("Kế hoạch không cho tiêu chuẩn này được bỏ qua.", "not_applicable"))
        if criterion.asks_paper and upload is None and not not_applicable:
            paper = criterion.evidence_hint or "giấy chứng minh"
            raise Refused(Problem(f"Tiêu chuẩn này phải có {paper}: xin kèm bản chụp.", "upload"))
        file = files.store_scan(upload, owner=dossier, by=by, title=said[:120], field="upload") if upload else None
        evidence = Evidence.objects.create(
            dossier=dossier,
            criterion=criterion,
            text=said,
            file=file,
            met_on=met_on if criterion.asks_meeting else None,
            households_present=households_present if criterion.asks_meeting else None,
            households_agreeing=households_agreeing if criterion.asks_meeting else None,
            not_applicable=not_applicable,
            added_by=by,
            added_at=clock.business_now(),
        )
        audit.record("thêm minh chứng", dossier, by=by, after={"criterion": criterion.text, "text": evidence.text})
        note_mended(dossier, [rules.EVIDENCE.key])
    return evidence


def _meeting(dossier: Dossier, met_on: dt.date | None, present: int | None, agreeing: int | None) -> str:
    """The meeting in words. Raises Refused for one that cannot have been."""
    if met_on is None:
        raise Refused(Problem("Xin ghi ngày họp thôn.", "met_on"))
    since = dossier.submission.campaign.starts_on
    if sentence := rules.date_problem(met_on, today=clock.today(), since=since, paper="Cuộc họp thôn"):
        raise Refused(Problem(sentence, "met_on"))
    if not present or agreeing is None:
        raise Refused(Problem("Xin ghi số hộ dự họp và số hộ nhất trí.", "households_present"))
    if agreeing > present:
        raise Refused(
            Problem(f"Số hộ nhất trí ({agreeing}) không thể nhiều hơn số hộ dự ({present}).", "households_agreeing")
        )
    return f"Họp thôn ngày {vietnamese.day(met_on)}: {present} hộ dự, {agreeing} hộ nhất trí."


def withdraw_evidence(evidence: Evidence, *, by: User) -> None:
    """Take evidence back; it stays in the records."""
    with transaction.atomic():
        dossier = editable(evidence.dossier, by)
        check_open(dossier, rules.EVIDENCE.key)
        evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
        if evidence.is_current:
            evidence.is_current = False
            evidence.save(update_fields=["is_current"])
            audit.record("rút minh chứng", dossier, by=by, before={"text": evidence.text})
            note_mended(dossier, [rules.EVIDENCE.key])
