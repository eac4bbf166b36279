"""Handing a draft up, and issuing it: one transaction, one number, nothing changed afterwards."""

import datetime as dt

from django.db import transaction

from awards.decisions import permissions, selectors
from awards.decisions.models import Award, AwardDecision
from awards.decisions.selectors import Reckoning
from awards.decisions.selectors.contents import bases_text
from awards.decisions.services.drafting import ask_to_offer
from awards.decisions.workflow import DECISION_FLOW
from awards.dossiers.workflow import DOSSIER_FLOW
from campaign_portal.foundation import audit, clock, files, jobs, numbers, vietnamese, workflow
from campaign_portal.foundation.errors import Problem, Refused, refuse_if_any
from campaign_portal.foundation.models import Job, NumberSeries, User
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.people.models import Office

SIGNING_DAYS = 3  # to sign what is handed up; nothing is prescribed
RENDER = "decisions.render"


def offer_for_signature(decision: AwardDecision, *, by: User) -> AwardDecision:
    """Hand a finished draft up to who signs: it is locked, and a duty opens at the authority's desk."""
    with transaction.atomic():
        decision = workflow.perform(DECISION_FLOW, decision, "offer", by=by)
        duties.close_desk(files.owner_key(decision), by=by, kind=Duty.Kind.DECISION)
        duties.open_duty(
            kind=Duty.Kind.SIGNATURE,
            title="Quyết định chờ ký",
            unit=decision.unit,
            office=decision.authority,
            due_on=clock.today() + dt.timedelta(days=SIGNING_DAYS),
            campaign_key=decision.campaign.key,
            object_key=files.owner_key(decision),
        )
    return decision


def take_back(decision: AwardDecision, *, by: User) -> AwardDecision:
    """Who drafted takes it back to mend it."""
    with transaction.atomic():
        decision = workflow.perform(DECISION_FLOW, decision, "take_back", by=by)
        duties.cancel_desk(files.owner_key(decision), kind=Duty.Kind.SIGNATURE)
        ask_to_offer(decision)
    return decision


def hand_back(decision: AwardDecision, *, reason: str, by: User) -> AwardDecision:
    """Who signs hands it back to be mended: it waits at the drafting office's desk again."""
    with transaction.atomic():
        decision = workflow.perform(DECISION_FLOW, decision, "hand_back", by=by, reason=reason)
        duties.close_desk(files.owner_key(decision), by=by, kind=Duty.Kind.SIGNATURE)
        ask_to_offer(decision, note=vietnamese.nfc(reason))
    return decision


def enter_number(decision: AwardDecision, number: int, *, by: User) -> AwardDecision:
    """The clerk writes the number this decision will bear, where the clerk's book gives the numbers."""
    with transaction.atomic():
        decision = AwardDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
        if not permissions.may_number(by, decision):
            raise Refused(permissions.NUMBER.needs)
        if not decision.is_open:
            raise Refused(f"{decision} đã ban hành; số không đổi được nữa.")
        book = selectors.number_book(decision.authority, clock.today().year)
        if not book.by_clerk:
            raise Refused("Phần mềm đang cấp số cho loại sổ này; không cần ghi số trước.")
        refuse_if_any(_number_problems(decision, number, book.last_number))
        before, decision.book_number = decision.book_number, number
        decision.save(update_fields=["book_number"])
        audit.record(
            "ghi số theo sổ văn thư", decision, by=by, before={"book_number": before}, after={"book_number": number}
        )
    return decision


def _number_problems(decision: AwardDecision, number: int, last: int) -> list[Problem]:
    if number <= last:
        return [Problem(f"Số {number} không lớn hơn số cuối trong sổ ({last}).", field="number")]
    other = AwardDecision.objects.filter(
        authority=decision.authority, book_number=number, state__in=AwardDecision.OPEN
    ).exclude(pk=decision.pk)
    if other.exists():
        return [Problem(f"Số {number} đã ghi cho một dự thảo khác đang chờ ký.", field="number")]
    return []


def keep_series(authority: Office, *, by_clerk: bool, by: User) -> NumberSeries:
    """Who gives the numbers of this authority's decisions from now on: the product, or the clerk's book."""
    if authority.pk not in permissions.offices_whose_numbers_are_kept(by):
        raise Refused(permissions.KEEP_SERIES.needs)
    keeper = NumberSeries.Keeper.CLERK if by_clerk else NumberSeries.Keeper.SYSTEM
    key, year = files.owner_key(authority), clock.today().year
    with transaction.atomic():
        row, _ = NumberSeries.objects.get_or_create(authority_key=key, series=AwardDecision.SERIES, year=year)
        row = NumberSeries.objects.select_for_update().get(pk=row.pk)
        before, row.keeper = row.keeper, keeper
        row.save(update_fields=["keeper"])
        audit.record("chọn cách cấp số", row, by=by, before={"keeper": before}, after={"keeper": keeper})
    return row


def issue_decision(
    decision: AwardDecision, issued_on: dt.date, *, by: User, number: int | None = None
) -> AwardDecision:
    """Issue a decision in one transaction: number, date, signer, bonuses and bases frozen; then its paper is made.

    The number comes from the authority's series; `number` (or the one entered beforehand) counts where the clerk keeps
    it. Refuses, saying everything at once: a date out of order or to come, an award form no longer in the law on that
    date, what the draft lacks, a bonus nobody can reckon, a signer who is not the Chairman or his deputy. A second
    press finds it issued and is told so.
    """
    with transaction.atomic():
        decision = _locked(decision)
        post = permissions.signing_post(by, decision)
        if post is None:
            raise Refused(permissions.SIGN.needs)
        capacity = permissions.capacity_at(by, decision)
        if not capacity:
            raise Refused(
                f"Chức vụ “{post.title}” không ký được quyết định khen thưởng: thẩm quyền của Chủ tịch, Phó Chủ tịch "
                "ký thay. Xin quản trị kiểm tra chức vụ của ông/bà."
            )
        law = selectors.reckon(decision, issued_on)
        refuse_if_any(selectors.blocking(decision, issued_on, number=number, reckoning=law))
        if law.regime is None or law.base_salary is None:
            raise ValueError("blocking() lets no decision through without its law")
        bases = list(bases_text(decision, law))
        _freeze_lines(law)
        taken = numbers.take(
            files.owner_key(decision.authority),
            AwardDecision.SERIES,
            issued_on,
            from_book=number or decision.book_number,
        )
        decision = workflow.perform(
            DECISION_FLOW,
            decision,
            "issue",
            by=by,
            changes={
                "number": taken,
                "number_year": issued_on.year,
                "issued_on": issued_on,
                "signer": by,
                "signer_name": by.full_name,
                "signer_capacity": capacity,
                "regime": law.regime,
                "bases": bases,
                "base_salary_vnd": law.base_salary.amount_vnd,
                "base_salary_decree": law.base_salary.decree,
            },
        )
        for award in decision.awards.select_related("dossier"):
            workflow.perform(DOSSIER_FLOW, award.dossier, "award", by=by, reason=str(decision))
        duties.close_desk(files.owner_key(decision), by=by)
        _ask_for_paper(decision, by=by)
    return decision


def make_paper_again(decision: AwardDecision, *, by: User) -> Job:
    """Ask once more for the paper of an issued decision that has none, after its job failed."""
    with transaction.atomic():
        decision = AwardDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
        if not decision.lacks_file:
            raise Refused("Quyết định này đã có tệp, hoặc chưa ban hành. Xin tải lại trang.")
        return _ask_for_paper(decision, by=by)


def _locked(decision: AwardDecision) -> AwardDecision:
    decision = AwardDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if not decision.is_open:
        day = vietnamese.day(decision.issued_on) if decision.issued_on else ""
        raise Refused(f"Quyết định này đã được ban hành: số {decision.shown_number}, ngày {day}.")
    return decision


def _freeze_lines(law: Reckoning) -> None:
    """Write down what was applied. Before the state changes: the database refuses it afterwards."""
    for line in law.lines:
        line.award.coefficient = line.coefficient
        line.award.coefficient_basis = line.basis[:300]
        line.award.coefficient_certain = line.is_certain
        line.award.bonus_vnd = line.bonus_vnd
    Award.objects.bulk_update(
        [line.award for line in law.lines],
        ["coefficient", "coefficient_basis", "coefficient_certain", "bonus_vnd"],
    )


def _ask_for_paper(decision: AwardDecision, *, by: User) -> Job:
    return jobs.enqueue(
        RENDER,
        by=by,
        key=f"{RENDER}:{decision.pk}",
        owner_key=files.owner_key(decision),
        decision_id=decision.pk,
    )
