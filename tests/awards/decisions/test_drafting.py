"""Drafting from what the council passed; wording; coefficients; handing up."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from awards.councils.models import CouncilSession
from awards.decisions import selectors
from awards.decisions.documents import decision_paper
from awards.decisions.models import Award, AwardDecision
from awards.decisions.selectors import contents_of, payer_for, reckon
from awards.decisions.services import drafting, issuing
from awards.dossiers.models import Dossier, Hold
from awards.routes.models import AwardOffer
from campaign_portal.foundation import audit, files, workflow
from campaign_portal.foundation.errors import Refused
from emulation.duties.models import Duty
from emulation.regimes.models import AwardForm, BonusRule
from tests.awards.councils.stage import SESSION_DAY
from tests.awards.decisions.conftest import Deciding

State = AwardDecision.State


def unfinished(decision: AwardDecision) -> str:
    return " ".join(problem.message for problem in selectors.unfinished(decision))


def blocking(decision: AwardDecision, on: dt.date = SESSION_DAY, **more) -> str:
    return " ".join(problem.message for problem in selectors.blocking(decision, on, **more))


def test_a_draft_lists_who_passed_in_the_annexs_order(stage: Deciding):
    decision = stage.draft()
    assert [(award.nature, award.recipient_name, award.recipient_detail) for award in decision.awards.all()] == [
        ("collective", "Thôn Dền Thàng", "Xã Tả Van, thị xã Sa Pa"),
        ("collective", "Thôn Tả Van Mông", "Xã Tả Van, thị xã Sa Pa"),
        ("household", "Hộ ông Giàng A Páo", "Thôn Tả Van Mông, xã Tả Van"),
        ("individual", "Bà Lý Thị Mẩy", "Bí thư Chi bộ, thôn Séo Mý Tỷ"),
        ("individual", "Ông Vàng A Sử", "Trưởng thôn"),
    ]
    assert decision.subject == "Về việc tặng Giấy khen của Chủ tịch Ủy ban nhân dân thị xã Sa Pa"
    assert decision.payer == "Quỹ thi đua, khen thưởng của thị xã Sa Pa"
    assert decision.proposer_post == "Trưởng phòng Nội vụ"
    assert "Trưởng phòng Tài chính - Kế hoạch" in decision.executors
    assert decision.recipients.splitlines()[-1] == "Lưu: VT, PNV"
    assert decision.number is None


def test_s1_31_the_payer_the_plan_names_is_taken_over_printed_and_may_be_changed(stage: Deciding):
    offer = AwardOffer.objects.get(campaign=stage.sa_pa.campaign, key="town")
    offer.paid_by = "quỹ thi đua, khen thưởng của tỉnh"
    offer.save(update_fields=["paid_by"])
    decision = stage.draft()
    assert decision.payer == offer.paid_by
    assert "trích từ quỹ thi đua, khen thưởng của tỉnh." in second_article(decision)
    assert "trích từ ngân sách thị xã." in second_article(stage.edit(decision, payer="ngân sách thị xã"))


def second_article(decision: AwardDecision) -> str:
    contents = contents_of(decision, reckon(decision, SESSION_DAY))
    return str(decision_paper(decision, contents, is_demo=False).body[1])


def test_a_plan_that_names_two_payers_for_a_form_leaves_the_givers_own_fund(stage: Deciding):
    two = [AwardOffer(paid_by="Quỹ A"), AwardOffer(paid_by="Quỹ B")]
    town = stage.sa_pa.office("authority")
    assert payer_for(two, town) == payer_for([], town) == "Quỹ thi đua, khen thưởng của thị xã Sa Pa"


def test_only_who_passed_is_drafted(stage: Deciding):
    session = stage.closed(stage.dossiers(), 15, 7, 8, 0, 15)
    decision = stage.draft(session)
    assert [award.recipient_name for award in decision.awards.all()] == [
        "Thôn Tả Van Mông",
        "Hộ ông Giàng A Páo",
        "Ông Vàng A Sử",
    ]


def test_drafting_twice_finds_nobody_left(stage: Deciding):
    decision = stage.draft()
    with pytest.raises(Refused, match="không còn hồ sơ nào chờ quyết định"):
        drafting.draft_decision(decision.session, by=stage.drafter)
    with pytest.raises(Refused, match="Không còn hồ sơ nào được thông qua"):
        drafting.draft_decision(decision.session, award_form=decision.award_form, by=stage.drafter)
    assert asked() == ["Trình ký dự thảo quyết định"], "nothing is left to draft, the draft is to be handed up"


def asked() -> list[str]:
    """What the drafting office is asked to do."""
    return list(Duty.objects.open().filter(kind="decision").order_by("pk").values_list("title", flat=True))


def test_two_forms_are_two_decisions(stage: Deciding):
    dossiers = stage.dossiers()
    session = stage.closed(dossiers)
    diploma = AwardForm.objects.get(code="BKT")
    Dossier.objects.filter(pk=dossiers[4].pk).update(award_form=diploma)
    with pytest.raises(Refused, match="mỗi hình thức một quyết định"):
        drafting.draft_decision(session, by=stage.drafter)
    first = drafting.draft_decision(session, award_form=diploma, by=stage.drafter)
    assert first.awards.get().recipient_name == "Ông Vàng A Sử"
    assert "Soạn quyết định khen thưởng" in asked(), "the other form still waits"
    assert drafting.draft_decision(session, by=stage.drafter).awards.count() == 4


def test_a_session_that_goes_on_gives_no_decision(stage: Deciding):
    session = stage.plan(stage.dossiers())
    with pytest.raises(Refused, match="chưa kết thúc"):
        drafting.draft_decision(session, by=stage.drafter)


@pytest.mark.parametrize("username", ["mai", "thanh", "ngoc", "long", "bich", "hanh"])
def test_only_the_interior_office_drafts_and_words(stage: Deciding, username):
    user = stage.sa_pa.person(username)
    session = stage.closed(stage.dossiers())
    with pytest.raises(Refused, match="cơ quan Nội vụ soạn"):
        drafting.draft_decision(session, by=user)
    decision = stage.draft(session)
    with pytest.raises(Refused, match="cơ quan Nội vụ soạn"):
        drafting.discard_draft(decision, reason="x", by=user)
    with pytest.raises(Refused, match="không có nhiệm vụ"):
        issuing.offer_for_signature(decision, by=user)


# --- The law of the day -------------------------------------------------------------------------------------------


def test_coefficients_and_bonuses_follow_the_law_of_the_day(stage: Deciding):
    decision = stage.draft()
    law = selectors.reckon(decision, SESSION_DAY)
    found = [(line.award.nature, line.coefficient, line.bonus_vnd, line.is_certain) for line in law.lines]
    assert found == [
        ("collective", Decimal("0.60"), 900_000, True),
        ("collective", Decimal("0.60"), 900_000, True),
        ("household", Decimal("0.30"), 450_000, False),
        ("individual", Decimal("0.30"), 450_000, True),
        ("individual", Decimal("0.30"), 450_000, True),
    ]
    assert law.total_vnd == 3_150_000
    later = selectors.reckon(decision, dt.date(2025, 6, 30))
    assert later.regime.code == "R2"
    assert later.lines[0].bonus_vnd == 1_410_000
    assert (later.lines[2].bonus_vnd, later.lines[2].is_certain) == (1_060_000, False), (
        "half as much again, unconfirmed"
    )


def test_what_nobody_confirmed_is_told_before_signing(stage: Deciding):
    decision = stage.draft()
    said = selectors.unsure(decision, selectors.reckon(decision, SESSION_DAY))
    assert any(sentence.startswith("Hệ số 0,30 cho hộ gia đình") for sentence in said)
    assert any(sentence.startswith("4 căn cứ pháp lý chưa đối chiếu") for sentence in said)
    assert not any(sentence.startswith("Hệ số 0,30 cho cá nhân") for sentence in said)


def test_a_coefficient_is_set_by_hand_with_its_basis_and_told_in_the_trail(stage: Deciding):
    decision = stage.draft()
    award = decision.awards.get(nature="household")
    with pytest.raises(Refused, match="căn cứ của hệ số"):
        drafting.set_coefficient(award, Decimal("0.45"), basis=" ", by=stage.drafter)
    for wrong in ("0", "-1", "100"):
        with pytest.raises(Refused, match="lớn hơn 0"):
            drafting.set_coefficient(award, Decimal(wrong), basis="x", by=stage.drafter)
    with pytest.raises(Refused, match="hai chữ số"):
        drafting.set_coefficient(award, Decimal("0.305"), basis="x", by=stage.drafter)
    drafting.set_coefficient(award, Decimal("0.45"), basis="Công văn 12/BTĐKT", by=stage.drafter)
    line = selectors.reckon(decision, SESSION_DAY).lines[2]
    assert (line.bonus_vnd, line.is_certain, line.by_hand) == (680_000, True, True)
    entry = audit.history(decision).first()
    assert entry.after["recipient"] == "Hộ ông Giàng A Páo"
    assert (entry.before["coefficient"], entry.after["coefficient"]) == (None, "0.45")
    drafting.clear_coefficient(award, by=stage.drafter)
    assert selectors.reckon(decision, SESSION_DAY).lines[2].bonus_vnd == 450_000


def test_the_bases_stand_in_their_order(stage: Deciding):
    decision = stage.draft()
    bases = selectors.contents_of(decision, selectors.reckon(decision, SESSION_DAY)).bases
    starts = [
        "Căn cứ Luật Tổ chức chính quyền địa phương",
        "Căn cứ Luật Thi đua, khen thưởng",
        "Căn cứ Nghị định số 91/2017/NĐ-CP",
        "Căn cứ Thông tư số 12/2019/TT-BNV",
        "Căn cứ Kế hoạch tháng 02 năm 2020 của Ủy ban nhân dân thị xã Sa Pa thực hiện phong trào thi đua",
        "Căn cứ Biên bản số 01/BB-HĐTĐKT ngày 18 tháng 11 năm 2020 của Hội đồng Thi đua - Khen thưởng thị xã Sa Pa",
        "Theo đề nghị của Trưởng phòng Nội vụ tại Tờ trình số 121/TTr-PNV ngày 18 tháng 11 năm 2020",
    ]
    assert len(bases) == len(starts)
    for basis, start in zip(bases, starts, strict=True):
        assert basis.startswith(start)


def test_a_plan_with_a_number_and_a_directive_of_the_chairman_are_cited_as_such(stage: Deciding):
    decision = stage.draft()
    decision.campaign.document = {
        "kind": "Chỉ thị",
        "symbol": "CT-UBND",
        "number": "05",
        "date_text": "ngày 27 tháng 9 năm 2017",
        "title": "Về phong trào thi đua",
        "signer": {"formula": "", "post": "CHỦ TỊCH"},
    }
    cited = selectors.contents.campaign_paper(decision)
    assert cited == (
        "Chỉ thị số 05/CT-UBND ngày 27 tháng 9 năm 2017 của Chủ tịch Ủy ban nhân dân thị xã Sa Pa về phong trào thi đua"
    )


# --- What stands in the way ---------------------------------------------------------------------------------------


def test_what_the_draft_lacks_is_said(stage: Deciding):
    decision = drafting.draft_decision(stage.closed(stage.dossiers()), by=stage.drafter)
    assert "Chưa ghi số và ngày tờ trình" in unfinished(decision)
    decision = stage.edit(
        decision, proposal_number="1/TTr-PNV", proposal_on=SESSION_DAY, payer=" ", recipients="Như Điều 3"
    )
    said = unfinished(decision)
    assert "tờ trình" not in said
    assert "Chưa ghi nguồn tiền thưởng" in said
    assert "“Lưu: VT, …”" in said
    assert unfinished(stage.edit(decision, payer="Quỹ", recipients="- Như Điều 3;\n- Lưu: VT, PNV.")) == ""
    decision.refresh_from_db()
    assert decision.recipients == "Như Điều 3\nLưu: VT, PNV", "dashes and marks are the paper's own"


def test_nobody_under_inquiry_is_awarded(stage: Deciding):
    decision = stage.draft()
    award = decision.awards.get(nature="household")
    hold = Hold.objects.create(
        party=award.recipient,
        ground="complaint",
        since=dt.date(2020, 11, 17),
        paper="Đơn số 5",
        recorded_by=stage.drafter,
    )
    assert "Hộ ông Giàng A Páo: Đang tạm dừng đề nghị" in unfinished(decision)
    with pytest.raises(Refused, match="Đang tạm dừng đề nghị"):
        stage.issue(decision)
    drafting.leave_out(award, reason="chờ kết luận", by=stage.drafter)
    assert unfinished(decision) == ""
    assert Hold.objects.get() == hold


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (dt.date(2020, 11, 19), "Ngày ban hành 19/11/2020 ở sau hôm nay (18/11/2020)"),
        (dt.date(2020, 11, 17), "ở trước ngày hội đồng họp (18/11/2020)"),
        (dt.date(2020, 11, 17), "ở trước ngày tờ trình (18/11/2020)"),
    ],
)
def test_the_date_lies_between_the_session_and_today(stage: Deciding, on, said):
    assert said in blocking(stage.draft(), on)


def test_the_districts_certificate_is_refused_after_the_districts(stage: Deciding, clock):
    decision = stage.draft()
    clock(dt.date(2025, 7, 1))
    said = blocking(decision, dt.date(2025, 7, 1))
    assert "Giấy khen của Chủ tịch Ủy ban nhân dân thị xã Sa Pa không còn trong pháp luật sau ngày 30/6/2025" in said
    assert "không còn trong pháp luật" not in blocking(decision, dt.date(2025, 6, 30))


def test_a_bonus_nobody_can_reckon_blocks(stage: Deciding):
    decision = stage.draft()
    BonusRule.objects.filter(recipient="household").delete()
    assert "Chưa có hệ số tiền thưởng Giấy khen cho hộ gia đình theo chế độ R1" in blocking(decision)
    drafting.set_coefficient(decision.awards.get(nature="household"), Decimal("0.3"), basis="NQ", by=stage.drafter)
    assert blocking(decision) == ""


# --- Lines --------------------------------------------------------------------------------------------------------


def test_a_line_is_worded_and_left_out(stage: Deciding):
    decision = stage.draft()
    first, second = decision.awards.all()[:2]
    words = {"recipient_name": "Nhân dân thôn Dền Thàng", "recipient_detail": "", "achievement": "Hoàn thành sớm"}
    drafting.word_award(first, by=stage.drafter, **words)
    with pytest.raises(Refused, match="ghi tên"):
        drafting.word_award(first, by=stage.drafter, **(words | {"recipient_name": " "}))
    with pytest.raises(Refused, match="ghi thành tích"):
        drafting.word_award(first, by=stage.drafter, **(words | {"achievement": ""}))
    with pytest.raises(Refused, match="vì sao"):
        drafting.leave_out(first, reason="", by=stage.drafter)
    drafting.leave_out(first, reason="để năm sau", by=stage.drafter)
    assert [award.place for award in decision.awards.all()] == [1, 2, 3, 4]
    assert decision.awards.first() == second
    assert Dossier.objects.get(pk=first.dossier_id).state == "passed"
    entry = audit.history(decision).first()
    assert (entry.before, entry.reason) == ({"recipient": "Nhân dân thôn Dền Thàng"}, "để năm sau")


def test_the_last_line_stays_or_the_draft_goes(stage: Deciding):
    decision = stage.draft(stage.closed([stage.household("Giàng A Páo")]))
    with pytest.raises(Refused, match="bỏ cả dự thảo"):
        drafting.leave_out(decision.awards.get(), reason="x", by=stage.drafter)
    with pytest.raises(Refused, match="vì sao bỏ"):
        drafting.discard_draft(decision, reason=" ", by=stage.drafter)
    session = decision.session
    drafting.discard_draft(decision, reason="soạn nhầm", by=stage.drafter)
    assert not Award.objects.exists()
    assert asked() == ["Soạn quyết định khen thưởng"]
    assert drafting.draft_decision(CouncilSession.objects.get(pk=session.pk), by=stage.drafter).awards.count() == 1


def test_a_draft_lies_at_the_drafting_offices_desk_whenever_it_is_its_turn(stage: Deciding):
    decision = stage.draft()
    assert asked() == ["Trình ký dự thảo quyết định"]
    issuing.offer_for_signature(decision, by=stage.drafter)
    assert asked() == []
    issuing.take_back(decision, by=stage.drafter)
    assert asked() == ["Trình ký dự thảo quyết định"]
    issuing.offer_for_signature(decision, by=stage.drafter)
    issuing.hand_back(decision, reason="sửa Điều 3", by=stage.signer)
    assert asked() == ["Sửa dự thảo quyết định"]
    stage.issue(decision)
    assert asked() == []


# --- Handing up ---------------------------------------------------------------------------------------------------


def test_handing_up_locks_the_draft_and_asks_the_leader(stage: Deciding):
    decision = issuing.offer_for_signature(stage.draft(), by=stage.sa_pa.person("tuan"))
    assert decision.state == State.READY
    duty = Duty.objects.open().get(kind="signature")
    assert (duty.title, duty.office) == ("Quyết định chờ ký", stage.sa_pa.office("authority"))
    with pytest.raises(Refused, match="đang chờ lãnh đạo ký"):
        stage.edit(decision, payer="x")
    with pytest.raises(Refused, match="đang chờ lãnh đạo ký"):
        drafting.leave_out(decision.awards.first(), reason="x", by=stage.drafter)
    with pytest.raises(Refused, match="trạng thái “chờ ký”"):
        issuing.offer_for_signature(decision, by=stage.drafter)


def test_a_draft_that_lacks_something_is_not_handed_up(stage: Deciding):
    decision = drafting.draft_decision(stage.closed(stage.dossiers()), by=stage.drafter)
    with pytest.raises(Refused, match="tờ trình"):
        issuing.offer_for_signature(decision, by=stage.drafter)


def test_a_draft_comes_back_by_hand_of_either(stage: Deciding):
    decision = issuing.offer_for_signature(stage.draft(), by=stage.drafter)
    decision = issuing.take_back(decision, by=stage.drafter)
    assert decision.state == State.DRAFT
    assert not Duty.objects.open().filter(kind="signature").exists()
    decision = issuing.offer_for_signature(decision, by=stage.drafter)
    with pytest.raises(Refused, match="ghi lý do"):
        issuing.hand_back(decision, reason="", by=stage.signer)
    with pytest.raises(Refused, match="không có nhiệm vụ"):
        issuing.hand_back(decision, reason="x", by=stage.drafter)
    decision = issuing.hand_back(decision, reason="sửa Điều 3", by=stage.signer)
    assert decision.state == State.DRAFT
    duty = Duty.objects.open().get(object_key=files.owner_key(decision))
    assert (duty.kind, duty.note) == ("decision", "sửa Điều 3")
    issuing.offer_for_signature(decision, by=stage.drafter)
    assert not Duty.objects.open().filter(kind="decision").exists(), "handing up again answers it"


def test_the_buttons_follow_the_state(stage: Deciding):
    from awards.decisions.workflow import DECISION_FLOW as FLOW

    decision = stage.draft()

    def names(user):
        return {t.name for t in FLOW.transitions if workflow.open_to(FLOW, decision, t.name, by=user)}

    assert names(stage.drafter) == {"offer"}
    assert names(stage.signer) == {"issue"}
    decision = issuing.offer_for_signature(decision, by=stage.drafter)
    assert names(stage.drafter) == {"take_back"}
    assert names(stage.signer) == {"issue", "hand_back"}
    decision = stage.issue(decision)
    assert names(stage.drafter) == names(stage.signer) == set()


@pytest.mark.parametrize(
    "breach",
    [
        lambda decision: AwardDecision.objects.filter(pk=decision.pk).update(number=5),
        lambda decision: AwardDecision.objects.filter(pk=decision.pk).update(state="issued"),
        lambda decision: AwardDecision.objects.filter(pk=decision.pk).update(issued_on=SESSION_DAY),
        lambda decision: decision.awards.update(coefficient=Decimal("0.3")),
        lambda decision: decision.awards.update(coefficient=Decimal("-0.3"), coefficient_basis="x"),
    ],
)
def test_the_database_refuses_a_half_issued_draft(stage: Deciding, breach):
    decision = stage.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        breach(decision)
