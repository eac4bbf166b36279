"""Issuing: one transaction, one number, everything frozen; refused with all that stands in the way."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from awards.decisions import selectors
from awards.decisions.models import Award, AwardDecision
from awards.decisions.services import drafting, issuing
from awards.dossiers.models import Dossier
from awards.dossiers.selectors import earlier_awards
from campaign_portal.foundation import audit, files
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import Job, NumberSeries, StoredFile
from emulation.duties.models import Duty
from emulation.people.models import Appointment
from emulation.regimes.models import BaseSalary, BonusRule
from tests.awards.councils.stage import SESSION_DAY
from tests.awards.decisions.conftest import Deciding
from tests.support.jobs import run_queued_jobs

NEXT_DAY = SESSION_DAY + dt.timedelta(days=1)


@pytest.fixture
def draft(stage: Deciding) -> AwardDecision:
    return issuing.offer_for_signature(stage.draft(), by=stage.drafter)


# --- What issuing does --------------------------------------------------------------------------------------------


def test_issuing_freezes_everything_and_queues_the_paper(stage: Deciding, draft):
    decision = stage.issue(draft)
    assert (decision.state, decision.shown_number, decision.issued_on) == ("issued", "01/QĐ-UBND", SESSION_DAY)
    assert (decision.signer, decision.signer_name, decision.signer_capacity) == (
        stage.signer,
        "Phạm Đức Long",
        "deputy",
    )
    assert (decision.regime.code, decision.base_salary_vnd, decision.base_salary_decree) == (
        "R1",
        1_490_000,
        "NĐ 38/2019/NĐ-CP",
    )
    assert decision.bases[-1].startswith("Theo đề nghị của Trưởng phòng Nội vụ")
    assert [(award.coefficient, award.bonus_vnd) for award in decision.awards.all()] == [
        (Decimal("0.60"), 900_000),
        (Decimal("0.60"), 900_000),
        (Decimal("0.30"), 450_000),
        (Decimal("0.30"), 450_000),
        (Decimal("0.30"), 450_000),
    ]
    assert set(Dossier.objects.values_list("state", flat=True)) == {"awarded"}
    assert decision.lacks_file
    job = Job.objects.get(kind="decisions.render")
    assert job.owner_key == files.owner_key(decision)
    assert not Duty.objects.open().filter(object_key=files.owner_key(decision)).exists()
    entry = audit.history(decision).get(action="ban hành")
    assert (entry.actor_name, entry.after["number"], entry.after["issued_on"]) == ("Phạm Đức Long", 1, "2020-11-18")


def test_the_law_of_the_date_counts_not_the_law_of_the_draft(stage: Deciding, draft, clock):
    """A base salary that changed between drafting and issuing: the date of the decision has the last word."""
    BaseSalary.objects.filter(amount_vnd=1_490_000).update(valid_to=SESSION_DAY)
    BaseSalary.objects.create(
        amount_vnd=1_600_000, valid_from=NEXT_DAY, valid_to="2023-06-30", decree="NĐ mới", source="x", certainty="read"
    )
    clock(NEXT_DAY)
    decision = stage.issue(draft, NEXT_DAY)
    assert {award.bonus_vnd for award in decision.awards.all()} == {960_000, 480_000}
    assert decision.base_salary_decree == "NĐ mới"


def test_law_corrected_afterwards_changes_no_issued_decision(stage: Deciding, draft):
    decision = stage.issue(draft)
    BonusRule.objects.update(coefficient=9)
    BaseSalary.objects.filter(amount_vnd=1_490_000).update(amount_vnd=2)
    assert selectors.contents_of(AwardDecision.objects.get(pk=decision.pk)).total_vnd == 3_150_000


def test_a_coefficient_set_by_hand_is_what_is_paid(stage: Deciding):
    decision = stage.draft()
    award = decision.awards.get(nature="household")
    drafting.set_coefficient(award, Decimal("0.45"), basis="Công văn 12/BTĐKT", by=stage.drafter)
    stage.issue(decision)
    award.refresh_from_db()
    assert (award.bonus_vnd, award.coefficient_basis, award.coefficient_certain) == (680_000, "Công văn 12/BTĐKT", True)


def test_an_unconfirmed_coefficient_stays_marked_in_the_record(stage: Deciding, draft):
    decision = stage.issue(draft)
    found = dict(decision.awards.values_list("nature", "coefficient_certain"))
    assert found == {"collective": True, "household": False, "individual": True}


def test_numbers_run_without_gap_and_start_again_each_year(stage: Deciding, clock):
    days = [SESSION_DAY, SESSION_DAY, dt.date(2020, 12, 30), dt.date(2021, 1, 4)]
    shown = []
    for number, day in enumerate(days):
        clock(day)
        session = stage.closed([stage.household(f"Giàng A {number}")], held_on=day)
        shown.append((stage.issue(stage.draft(session), day).shown_number, day.year))
    assert shown == [("01/QĐ-UBND", 2020), ("02/QĐ-UBND", 2020), ("03/QĐ-UBND", 2020), ("01/QĐ-UBND", 2021)]


def test_the_date_never_goes_back_behind_the_series_last(stage: Deciding, clock):
    early = stage.draft(stage.closed([stage.household("Giàng A Páo")]))
    clock(NEXT_DAY)
    late = stage.draft(stage.closed([stage.household("Lý A Sùng")], held_on=NEXT_DAY))
    stage.issue(late, NEXT_DAY)
    with pytest.raises(Refused, match=r"văn bản số 01 trong sổ \(19/11/2020\)"):
        stage.issue(early, SESSION_DAY)
    assert stage.issue(early, NEXT_DAY).number == 2


# --- Who signs ----------------------------------------------------------------------------------------------------


def test_nobody_but_a_leader_issues(stage: Deciding, draft):
    for username in ("mai", "vang", "huy", "tuan", "ngoc", "bich", "nam", "hanh"):
        with pytest.raises(Refused, match="lãnh đạo ký ban hành"):
            stage.issue(draft, by=stage.sa_pa.person(username))
    draft.refresh_from_db()
    assert draft.number is None


@pytest.mark.parametrize(
    ("title", "capacity"),
    [("Chủ tịch UBND thị xã", "head"), ("Quyền Chủ tịch UBND thị xã", "acting")],
)
def test_the_capacity_follows_from_the_signers_post(stage: Deciding, draft, title, capacity):
    Appointment.objects.filter(user=stage.signer).update(title=title)
    assert stage.issue(draft).signer_capacity == capacity


def test_a_leader_who_is_neither_chairman_nor_deputy_signs_no_award(stage: Deciding, draft):
    Appointment.objects.filter(user=stage.signer).update(title="Chánh Văn phòng")
    with pytest.raises(Refused, match="“Chánh Văn phòng” không ký được quyết định khen thưởng"):
        stage.issue(draft)


def test_a_post_that_ended_signs_nothing(stage: Deciding, draft, clock):
    Appointment.objects.filter(user=stage.signer).update(valid_to=SESSION_DAY - dt.timedelta(days=1))
    with pytest.raises(Refused, match="lãnh đạo ký ban hành"):
        stage.issue(draft)


# --- Refusals -----------------------------------------------------------------------------------------------------


def test_a_refusal_says_everything_and_leaves_nothing_behind(stage: Deciding):
    decision = drafting.draft_decision(stage.closed(stage.dossiers()), by=stage.drafter)
    with pytest.raises(Refused) as refused:
        stage.issue(decision, SESSION_DAY - dt.timedelta(days=1))
    assert "tờ trình" in str(refused.value)
    assert "trước ngày hội đồng họp" in str(refused.value)
    decision.refresh_from_db()
    assert (decision.state, decision.number) == ("draft", None)
    assert not NumberSeries.objects.filter(series="QĐ").exists()
    assert not Job.objects.filter(kind="decisions.render").exists()
    assert set(decision.awards.values_list("bonus_vnd", flat=True)) == {None}


def test_a_certificate_no_longer_in_the_law_is_not_issued(stage: Deciding, draft, clock):
    clock(dt.date(2025, 7, 1))
    with pytest.raises(Refused, match="không còn trong pháp luật sau ngày 30/6/2025"):
        stage.issue(draft, dt.date(2025, 7, 1))


def test_a_second_press_is_told_the_number(stage: Deciding, draft):
    stage.issue(draft)
    with pytest.raises(Refused, match="đã được ban hành: số 01/QĐ-UBND, ngày 18/11/2020"):
        stage.issue(draft)
    assert NumberSeries.objects.get(series="QĐ").last_number == 1


# --- The clerk's book ---------------------------------------------------------------------------------------------


def by_the_book(stage: Deciding) -> None:
    issuing.keep_series(stage.sa_pa.office("authority"), by_clerk=True, by=stage.sa_pa.person("bich"))


def test_where_the_clerk_keeps_the_book_the_number_is_entered_first(stage: Deciding, draft):
    by_the_book(stage)
    with pytest.raises(Refused, match="văn thư chưa ghi số"):
        stage.issue(draft)
    clerk = stage.sa_pa.person("bich")
    with pytest.raises(Refused, match="văn thư ghi"):
        issuing.enter_number(draft, 118, by=stage.drafter)
    issuing.enter_number(draft, 118, by=clerk)
    decision = stage.issue(draft)
    assert decision.shown_number == "118/QĐ-UBND"
    with pytest.raises(Refused, match="số không đổi được nữa"):
        issuing.enter_number(decision, 119, by=clerk)
    again = stage.draft(stage.closed([stage.household("Lý A Sùng")]))
    with pytest.raises(Refused, match=r"Số 118 không lớn hơn số cuối trong sổ \(118\)"):
        issuing.enter_number(again, 118, by=clerk)
    assert stage.issue(again, number=120).number == 120


def test_two_drafts_get_no_number_twice_from_the_clerk(stage: Deciding, draft):
    by_the_book(stage)
    clerk = stage.sa_pa.person("bich")
    other = stage.draft(stage.closed([stage.household("Lý A Sùng")]))
    issuing.enter_number(draft, 118, by=clerk)
    with pytest.raises(Refused, match="Số 118 đã ghi cho một dự thảo khác"):
        issuing.enter_number(other, 118, by=clerk)


def test_the_products_own_series_asks_for_no_number(stage: Deciding, draft):
    with pytest.raises(Refused, match="Phần mềm đang cấp số"):
        issuing.enter_number(draft, 5, by=stage.sa_pa.person("bich"))
    assert stage.issue(draft, number=99).number == 1


def test_who_keeps_the_numbers_is_chosen_by_clerk_or_administrator_and_lasts(stage: Deciding, draft, clock):
    authority = stage.sa_pa.office("authority")
    with pytest.raises(Refused, match="văn thư hoặc quản trị chọn"):
        issuing.keep_series(authority, by_clerk=True, by=stage.signer)
    row = issuing.keep_series(authority, by_clerk=True, by=stage.sa_pa.person("nam"))
    assert audit.history(row).get().after == {"keeper": "clerk"}
    assert selectors.number_book(authority, 2020).by_clerk
    assert selectors.number_book(authority, 2021).by_clerk, "the next year goes on as this one"
    clock(dt.date(2021, 1, 4))
    assert stage.issue(draft, dt.date(2021, 1, 4), number=7).shown_number == "07/QĐ-UBND"
    assert NumberSeries.objects.get(series="QĐ", year=2021).keeper == "clerk"


# --- The paper's job ----------------------------------------------------------------------------------------------


def test_the_paper_is_made_once_and_its_hash_kept(stage: Deciding, draft):
    decision = stage.issue(draft)
    run_queued_jobs()
    decision.refresh_from_db()
    assert not decision.lacks_file
    assert decision.file.name == "Quyết định 01-QĐ-UBND năm 2020.pdf"
    with decision.file.content.open("rb") as opened:
        import hashlib

        assert hashlib.sha256(opened.read()).hexdigest() == decision.file.sha256
    assert audit.history(decision).first().after["sha256"] == decision.file.sha256
    Job.objects.update(state=Job.State.QUEUED)
    run_queued_jobs()
    assert StoredFile.objects.filter(owner_key=files.owner_key(decision)).count() == 1
    with pytest.raises(Refused, match="đã có tệp"):
        issuing.make_paper_again(decision, by=stage.drafter)


def test_a_paper_that_failed_may_be_asked_for_again(stage: Deciding, draft):
    decision = stage.issue(draft)
    Job.objects.filter(kind="decisions.render").update(state=Job.State.FAILED)
    assert decision.lacks_file
    issuing.make_paper_again(decision, by=stage.drafter)
    assert issuing.make_paper_again(decision, by=stage.drafter), "asking twice waits for the same work"
    assert Job.objects.filter(kind="decisions.render", state=Job.State.QUEUED).count() == 1
    run_queued_jobs()
    decision.refresh_from_db()
    assert decision.file


def test_a_draft_has_no_paper_to_ask_for(stage: Deciding, draft):
    with pytest.raises(Refused, match="chưa ban hành"):
        issuing.make_paper_again(draft, by=stage.drafter)


# --- Final --------------------------------------------------------------------------------------------------------


@pytest.fixture
def issued(stage: Deciding, draft) -> AwardDecision:
    decision = stage.issue(draft)
    run_queued_jobs()
    decision.refresh_from_db()
    return decision


def test_no_service_changes_an_issued_decision(stage: Deciding, issued):
    award = issued.awards.first()
    words = {"recipient_name": "x", "recipient_detail": "", "achievement": "x"}
    for change in (
        lambda: stage.edit(issued, payer="x"),
        lambda: drafting.word_award(award, by=stage.drafter, **words),
        lambda: drafting.set_coefficient(award, Decimal("9"), basis="x", by=stage.drafter),
        lambda: drafting.leave_out(award, reason="x", by=stage.drafter),
        lambda: drafting.discard_draft(issued, reason="x", by=stage.drafter),
    ):
        with pytest.raises(Refused, match=r"đã ban hành, không sửa được\. Nội dung sai thì sửa bằng một quyết định"):
            change()


def is_final():
    return pytest.raises(IntegrityError, match="an issued decision is final")


EDITABLE = {"id", "state", "file"}


def test_the_database_changes_no_column_of_an_issued_decision(issued):
    other = {"bases": "'[]'", "issued_on": "'2020-11-17'", "drafted_at": "'2020-11-17 00:00:00+00'"}
    for field in AwardDecision._meta.local_concrete_fields:
        if field.name in EDITABLE:
            continue
        value = getattr(issued, field.attname)
        changed = other.get(field.name) or (
            f"'{value}x'" if isinstance(value, str) else ("77" if value is None else "NULL")
        )
        with is_final(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE awards_awarddecision SET {field.column} = {changed}")  # noqa: S608


def test_the_database_keeps_the_file_and_the_state(issued):
    other = StoredFile.objects.exclude(pk=issued.file_id).first()
    for change in ({"file": other}, {"file": None}, {"state": "draft"}, {"state": "ready"}):
        with is_final(), transaction.atomic():
            AwardDecision.objects.filter(pk=issued.pk).update(**change)
    AwardDecision.objects.filter(pk=issued.pk).update(state="revoked")
    with is_final(), transaction.atomic():
        AwardDecision.objects.filter(pk=issued.pk).update(state="issued")


def test_the_database_keeps_the_list(issued, stage: Deciding):
    award = issued.awards.first()
    for change in ({"bonus_vnd": 1}, {"recipient_name": "Người khác"}, {"place": 50}):
        with is_final(), transaction.atomic():
            Award.objects.filter(pk=award.pk).update(**change)
    with is_final(), transaction.atomic():
        award.delete()
    late = stage.household("Lý A Sùng")
    with is_final(), transaction.atomic():
        Award.objects.create(
            decision=issued, dossier=late, recipient=late.party, nature="household", recipient_name="x", place=9
        )
    draft = stage.draft(stage.closed([stage.household("Hạng A Tủa")]))
    with is_final(), transaction.atomic():
        Award.objects.filter(decision=draft).update(decision=issued, place=60)
    with is_final(), transaction.atomic():
        issued.delete()
    assert issued.awards.count() == 5


def test_a_draft_may_still_be_deleted(stage: Deciding):
    decision = stage.draft()
    drafting.discard_draft(decision, reason="x", by=stage.drafter)
    assert not AwardDecision.objects.exists()


# --- What others learn of it --------------------------------------------------------------------------------------


def test_the_award_is_in_the_history_of_who_received_it(issued):
    award = issued.awards.get(nature="household")
    (earlier,) = earlier_awards([award.recipient_id])[award.recipient_id]
    assert (earlier.year, earlier.award_name) == (2020, "Giấy khen của Chủ tịch Ủy ban nhân dân thị xã Sa Pa")
    assert earlier.decision == "Quyết định số 01/QĐ-UBND ngày 18/11/2020"
    assert earlier.campaign_key == "sa_pa_2020"


def test_drafts_and_revoked_awards_are_nobodys_history(stage: Deciding, draft):
    party = draft.awards.first().recipient_id
    assert not earlier_awards([party]).get(party)
    stage.issue(draft)
    assert earlier_awards([party])[party]
    AwardDecision.objects.update(state="revoked")
    assert not earlier_awards([party]).get(party)
