"""Up the tree: who compiles, what stands in the way, what is locked, what reopens, which versions count."""

import datetime as dt
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from campaign_portal.foundation import audit
from campaign_portal.foundation.errors import Refused
from emulation.duties.models import Duty
from emulation.people.models import Office
from emulation.poverty.models import ApprovalPart, ReviewApproval, ReviewLine, ReviewSet
from emulation.poverty.rules.breakdowns.tables import LineName
from emulation.poverty.selectors import approvals as selectors
from emulation.poverty.selectors import figures_of
from emulation.poverty.selectors.breakdowns import breakdowns
from emulation.poverty.selectors.versions import changed_cells
from emulation.poverty.services import approvals, corrections, course
from emulation.territory.models import Unit
from tests.emulation.poverty.country import Country, scan
from tests.support.together import together

State = ReviewApproval.State
JUNE, YEAR = "2020-M06", "2020-M12"
NAMES = ("Suối Một", "Suối Hai", "Suối Ba")


@pytest.fixture
def here(db, clock) -> Country:
    """One district of three communes."""
    clock(dt.date(2020, 12, 15))
    return Country({"Thượng": NAMES})


@pytest.fixture
def ready(here) -> Country:
    for name in NAMES:
        here.approved(name, JUNE)
    return here


def compiled(here, name: str = "Thượng", period: str = JUNE) -> selectors.Compilation:
    return selectors.compilation_of(here.units.get(name, here.province), period, here.standard)


# --- The way ---------------------------------------------------------------------------------------------------------


def test_the_whole_way_through_district_and_province(ready):
    district = ready.send(ready.compile("Thượng", JUNE))
    assert (district.state, district.sending, district.decider) == (State.SUBMITTED, 1, ready.province)
    district = ready.sanction(district)
    province = ready.sanction(ready.send(ready.compile("tinh", JUNE)))
    assert (district.state, province.state) == (State.APPROVED, State.APPROVED)
    assert selectors.sent_keys(province) == {("child", district.pk)}
    assert {part.review.unit.name for part in selectors.leaf_parts(province)} == set(NAMES)
    says = list(audit.history(district).order_by("pk").values_list("action", flat=True))
    assert says == ["lập bản tổng hợp rà soát", "trình", "phê duyệt"]


def test_where_communes_hang_below_the_province_there_is_no_district_step(db, clock):
    clock(dt.date(2025, 12, 12))
    here = Country(communes=("Mới Một", "Mới Hai"), year=2025)
    here.approved("Mới Một", YEAR.replace("2020", "2025"))
    found = selectors.compilation_of(here.province, "2025-M12", here.standard)
    assert ([child.unit.name for child in found.children], found.word) == (["Mới Một", "Mới Hai"], "xã, phường")
    here.approved("Mới Hai", "2025-M12")
    duty = Duty.objects.open().get(object_key__startswith="poverty.compile:")
    assert (duty.unit, duty.due_on) == (here.province, dt.date(2025, 12, 19))
    approval = here.sanction(here.send(here.compile("tinh", "2025-M12")))
    assert (approval.state, approval.decision_number) == (State.APPROVED, "12/QĐ-UBND")
    assert {kind for kind, _ in selectors.sent_keys(approval)} == {"review"}


def test_communes_of_a_district_that_has_ended_stand_below_the_province(ready, clock):
    Unit.objects.filter(pk=ready.units["Thượng"].pk).update(valid_to=dt.date(2020, 12, 31))
    Office.objects.filter(unit=ready.units["Thượng"]).update(valid_to=dt.date(2020, 12, 31))
    clock(dt.date(2021, 1, 10))
    assert [child.unit.name for child in compiled(ready, "tinh").children] == list(NAMES)
    approval = ready.send(ready.compile("tinh", JUNE))
    assert len(selectors.sent_keys(approval)) == 3


def test_one_that_was_approved_before_its_district_ended_stays(ready, clock):
    district = ready.sanction(ready.send(ready.compile("Thượng", JUNE)))
    Unit.objects.filter(pk=ready.units["Thượng"].pk).update(valid_to=dt.date(2020, 12, 31))
    clock(dt.date(2021, 1, 10))
    assert [child.approval for child in compiled(ready, "tinh").children] == [district]


def test_where_nobody_above_works_here_the_decision_comes_on_paper(ready):
    Office.objects.filter(unit=ready.province).update(valid_to=dt.date(2019, 12, 31))
    approval = ready.send(ready.compile("Thượng", JUNE))
    assert approval.decider == ready.units["Thượng"]
    assert ready.sanction(approval).state == State.APPROVED


# --- The gate --------------------------------------------------------------------------------------------------------


def test_the_missing_are_named_and_ask_for_a_note(here):
    here.approved("Suối Một", JUNE)
    here.enter("Suối Hai", JUNE)
    approval = here.compile("Thượng", JUNE)
    with pytest.raises(Refused, match=r"Còn thiếu Suối Hai \(đã nộp, chờ duyệt\) và Suối Ba \(chưa nhập\)"):
        here.send(approval)
    sent = here.send(approval, missing_note="Suối Ba bị lũ chia cắt")
    assert (sent.state, sent.missing_note) == (State.SUBMITTED, "Suối Ba bị lũ chia cắt")
    with pytest.raises(Refused, match=r"Chưa phê duyệt được: còn thiếu Suối Hai \(đã nộp, chờ duyệt\) và Suối Ba"):
        here.sanction(sent)


def test_what_came_in_after_it_was_sent_must_be_sent_too(here):
    for name in NAMES[:2]:
        here.approved(name, JUNE)
    sent = here.send(here.compile("Thượng", JUNE), missing_note="đợi Suối Ba")
    here.approved("Suối Ba", JUNE)
    with pytest.raises(Refused, match="số ở dưới đã thay đổi sau khi trình"):
        here.sanction(sent)
    again = approvals.recall(sent, by=here.person("Thượng.truong"))
    again = here.send(again)
    assert (again.sending, again.missing_note) == (2, "")
    assert here.sanction(again).state == State.APPROVED


def test_nothing_is_sent_of_nothing(here):
    here.enter("Suối Một", JUNE)
    with pytest.raises(Refused, match="Chưa đơn vị nào ở dưới được duyệt"):
        here.send(here.compile("Thượng", JUNE), missing_note="chưa ai")


def test_nothing_is_compiled_where_nobody_reviewed(here):
    with pytest.raises(Refused, match="Chưa đơn vị nào của huyện Thượng rà soát"):
        here.compile("Thượng", JUNE)


def test_the_province_waits_for_the_districts_approval(ready):
    district = ready.send(ready.compile("Thượng", JUNE))
    province = ready.compile("tinh", JUNE)
    with pytest.raises(Refused, match="Chưa đơn vị nào ở dưới được duyệt"):
        ready.send(province, missing_note="gấp")
    ready.sanction(district)
    assert ready.send(province).state == State.SUBMITTED


# --- Figures ---------------------------------------------------------------------------------------------------------


def test_a_units_figures_are_its_communes_sum_and_typed_nowhere(ready):
    fields = {field.name for field in ReviewApproval._meta.get_fields()}
    assert not any("households" in name or "persons" in name for name in fields)
    assert compiled(ready).figures.count("poor_end") == 24
    assert compiled(ready).figures.poor_rate == compiled(ready, "tinh").figures.poor_rate


def test_the_stages_of_a_years_figures(here):
    for name in NAMES:
        here.approved(name, YEAR)
    stages = [compiled(here, period=YEAR).stage]
    district = here.send(here.compile("Thượng", YEAR))
    stages.append(compiled(here, period=YEAR).stage)
    district = here.sanction(district)
    stages.append(compiled(here, period=YEAR).stage)
    approvals.publish(district, by=here.person("Thượng.chutich"), published_on=dt.date(2020, 12, 15))
    stages.append(compiled(here, period=YEAR).stage)
    assert [words for _, words in stages] == ["Sơ bộ", "Chính thức", "Đã phê duyệt, 12/QĐ-UBND", "Công bố"]


def test_mid_year_figures_stay_preliminary(ready):
    ready.sanction(ready.send(ready.compile("Thượng", JUNE)))
    assert compiled(ready).stage == ("wait", "Sơ bộ")


# --- The decision ----------------------------------------------------------------------------------------------------


def test_a_years_approval_names_its_decision_with_its_scan(here):
    for name in NAMES:
        here.approved(name, YEAR)
    sent = here.send(here.compile("Thượng", YEAR))
    by = here.sanctioner(sent)
    with pytest.raises(Refused) as refused:
        approvals.approve(sent, by=by)
    assert [p.field for p in refused.value.problems] == ["decision_number", "decision_date", "signer", "paper"]
    known = {"by": by, "decision_number": "12/QĐ-UBND", "signer": "Chủ tịch", "paper": scan()}
    with pytest.raises(Refused, match="không thể sau hôm nay"):
        approvals.approve(sent, decision_date=dt.date(2020, 12, 16), **known)
    with pytest.raises(Refused, match="xin kiểm tra năm"):
        approvals.approve(sent, decision_date=dt.date(2019, 12, 10), **known)
    done = approvals.approve(sent, decision_date=dt.date(2020, 12, 14), **known)
    assert done.paper.name == "Quyết định 12/QĐ-UBND.pdf"


def test_publishing_comes_after_the_decision(here):
    for name in NAMES:
        here.approved(name, YEAR)
    done = here.sanction(here.send(here.compile("Thượng", YEAR)))
    by = here.person("Thượng.truong")
    with pytest.raises(Refused, match="trước ngày phê duyệt 10/12/2020"):
        approvals.publish(done, by=by, published_on=dt.date(2020, 12, 9))
    with pytest.raises(Refused, match="không thể sau hôm nay"):
        approvals.publish(done, by=by, published_on=dt.date(2020, 12, 16))
    done = approvals.publish(done, by=by, published_on=dt.date(2020, 12, 12), publication_number="9/TB", paper=scan())
    assert (done.state, done.publication_paper.content_type) == (State.PUBLISHED, "application/pdf")


# --- Returning, locking, reopening -----------------------------------------------------------------------------------


def test_a_return_names_communes_and_only_these_reopen(ready):
    sent = ready.send(ready.compile("Thượng", JUNE))
    back = ready.returned(sent, "Suối Hai", reason="Tổng số hộ thấp bất thường")
    assert (back.state, back.return_reason) == (State.RETURNED, "Tổng số hộ thấp bất thường")
    (opened,) = ReviewSet.objects.in_hand()
    assert (opened.unit.name, opened.version, opened.state) == ("Suối Hai", 2, ReviewSet.State.RETURNED)
    owed = Duty.objects.open().filter(kind=Duty.Kind.AMENDMENT)
    assert {(duty.unit.name, duty.office_id is None) for duty in owed} == {("Suối Hai", True), ("Thượng", False)}
    assert compiled(ready).missing_words == "Suối Hai (đang đính chính lần 2)"
    ready.decide(ready.hand_in(opened, poor_end=9, poor_new=1))
    again = ready.send(back)
    assert (again.sending, again.return_reason) == (2, "")
    assert not Duty.objects.open().filter(kind=Duty.Kind.AMENDMENT).exists()
    (change,) = selectors.changes_of(again)
    assert (change.unit.name, change.pairs[1]) == ("Suối Hai", (8, 9))
    assert ready.sanction(again).state == State.APPROVED


def test_a_commune_that_was_not_sent_cannot_be_named(here):
    here.approved("Suối Một", JUNE)
    sent = here.send(here.compile("Thượng", JUNE), missing_note="còn hai xã")
    with pytest.raises(Refused, match="xã Suối Hai không nằm trong bản đã trình này"):
        here.returned(sent, "Suối Hai")
    sent.refresh_from_db()
    assert sent.state == State.SUBMITTED


def test_a_return_needs_a_reason_and_a_day_to_come(ready):
    sent = ready.send(ready.compile("Thượng", JUNE))
    with pytest.raises(Refused, match="Xin ghi lý do"):
        ready.returned(sent, reason=" ")
    with pytest.raises(Refused, match="không thể trước hôm nay"):
        approvals.return_approval(sent, by=ready.sanctioner(sent), reason="sai", due_on=dt.date(2020, 12, 14))


@pytest.mark.parametrize("how", ["submitted", "approved", "published"])
def test_what_is_covered_cannot_be_corrected_below(ready, how):
    approval = ready.send(ready.compile("Thượng", JUNE))
    if how != "submitted":
        approval = ready.sanction(approval)
    if how == "published":
        approvals.publish(approval, by=ready.person("Thượng.truong"), published_on=dt.date(2020, 12, 15))
    review = ReviewSet.objects.get(unit=ready.units["Suối Một"], period=JUNE)
    for who in ("Suối Một.canbo", "Thượng.truong", "tinh.truong"):
        with pytest.raises(Refused, match="nằm trong tổng hợp rà soát 6 tháng năm 2020, huyện Thượng"):
            corrections.begin_correction(review, by=ready.person(who), reason="Sai")


def test_what_was_not_sent_may_be_corrected(here):
    here.approved("Suối Một", JUNE)
    here.send(here.compile("Thượng", JUNE), missing_note="còn hai xã")
    late = here.approved("Suối Hai", JUNE)
    assert corrections.begin_correction(late, by=here.person("Suối Hai.canbo"), reason="Sai").version == 2


def test_reopened_with_a_reason_it_makes_room_for_a_correction(here):
    for name in NAMES:
        here.approved(name, YEAR)
    first = here.sanction(here.send(here.compile("Thượng", YEAR)))
    with pytest.raises(Refused, match="Xin ghi lý do"):
        here.reopened(first, reason="")
    second = here.reopened(first, "Suối Ba", reason="Đơn thư ở Suối Ba")
    first.refresh_from_db()
    assert (first.state, first.is_current, first.decision_number) == (State.REOPENED, False, "12/QĐ-UBND")
    assert (second.version, second.state, second.corrects) == (2, State.COMPILING, first)
    assert figures_of(here.units["Thượng"], YEAR, here.standard).count("poor_end") == 24, "the total never vanishes"
    made = ReviewSet.objects.in_hand().get()
    here.decide(here.hand_in(made, poor_end=9, poor_new=1))
    assert [review.unit.name for review in selectors.replaced_since(first)] == ["Suối Ba"]
    assert sum(counts["households_poor_end"] for _, counts in selectors.covered_figures(first).values()) == 24
    sent = here.send(second)
    (change,) = selectors.changes_of(sent)
    assert (change.pairs[1], change.was_version.version, change.now_version.version) == ((8, 9), 1, 2)
    assert here.sanction(sent).state == State.APPROVED
    assert figures_of(here.units["Thượng"], YEAR, here.standard).count("poor_end") == 25


def test_a_district_stays_locked_until_the_province_is_reopened(ready):
    district = ready.sanction(ready.send(ready.compile("Thượng", JUNE)))
    province = ready.sanction(ready.send(ready.compile("tinh", JUNE)))
    with pytest.raises(Refused, match="nằm trong tổng hợp rà soát 6 tháng năm 2020, tỉnh Ba Sông"):
        ready.reopened(district)
    ready.reopened(province)
    assert ready.reopened(district).version == 2


def test_a_commune_named_at_the_top_reopens_the_district_between(ready):
    district = ready.sanction(ready.send(ready.compile("Thượng", JUNE)))
    province = ready.send(ready.compile("tinh", JUNE))
    ready.returned(province, "Suối Một", reason="Soát lại Suối Một")
    district.refresh_from_db()
    assert district.state == State.REOPENED
    assert compiled(ready).approval.version == 2
    assert compiled(ready, "tinh").missing_words == "Thượng (đang tổng hợp)"
    assert ReviewSet.objects.in_hand().get().unit.name == "Suối Một"


# --- Who -------------------------------------------------------------------------------------------------------------

STRANGERS = ("Thượng.chuyenvien", "Suối Một.canbo", "Suối Một.lanhdao", "tinh.chuyenvien")


@pytest.mark.parametrize("who", [*STRANGERS, "Thượng.truong", "Thượng.chutich", "tinh.truong", "tinh.chutich"])
def test_each_act_is_some_peoples(ready, who):
    by = ready.person(who)

    def may(act) -> bool:
        try:
            with transaction.atomic():
                act()
        except Refused:
            return False
        return True

    own, above = who in {"Thượng.truong", "Thượng.chutich"}, who in {"tinh.truong", "tinh.chutich"}
    begins = who in {"Thượng.chuyenvien", "Thượng.truong"}
    assert may(partial(approvals.begin, ready.units["Thượng"], JUNE, ready.standard, by=by)) == begins
    approval = ready.compile("Thượng", JUNE)
    assert may(partial(approvals.submit, approval, by=by)) == own
    sent = approval if own else ready.send(approval)
    day = dt.date(2020, 12, 20)
    assert may(partial(approvals.recall, sent, by=by)) == own
    sent = ready.send(sent) if own else sent
    assert may(partial(approvals.return_approval, sent, by=by, reason="xem lại", due_on=day)) == above
    sent = ready.send(sent) if above else sent
    assert may(partial(approvals.approve, sent, by=by)) == above
    done = sent if above else ready.sanction(sent)
    assert may(partial(approvals.publish, done, by=by, published_on=dt.date(2020, 12, 15))) == own
    assert may(partial(approvals.reopen, done, by=by, reason="sai")) == above


def test_above_nobody_sees_it_before_it_is_sent(ready):
    approval = ready.compile("Thượng", JUNE)
    seen = ReviewApproval.objects.visible_to
    assert not seen(ready.person("tinh.truong")).filter(pk=approval.pk).exists()
    assert seen(ready.person("Thượng.chuyenvien")).filter(pk=approval.pk).exists()
    ready.send(approval)
    assert seen(ready.person("tinh.truong")).filter(pk=approval.pk).exists()
    assert not seen(ready.person("Suối Một.canbo")).filter(pk=approval.pk).exists()


# --- What is due -----------------------------------------------------------------------------------------------------


def desk(here, name: str) -> list[Duty]:
    return list(Duty.objects.open().filter(kind=Duty.Kind.REVIEW, office__unit=here.units.get(name, here.province)))


def test_the_district_owes_its_compilation_from_the_first_approved_review(here):
    here.enter("Suối Một", YEAR)
    assert [duty.title for duty in desk(here, "Thượng")] == ["Duyệt rà soát hộ nghèo năm 2020"]
    here.decide(ReviewSet.objects.get(unit=here.units["Suối Một"], period=YEAR))
    (owed,) = desk(here, "Thượng")
    assert (owed.title, owed.due_on) == ("Tổng hợp rà soát hộ nghèo năm 2020", dt.date(2020, 12, 31))
    for name in NAMES[1:]:
        here.approved(name, YEAR)
    assert desk(here, "Thượng") == [owed]
    sent = here.send(here.compile("Thượng", YEAR))
    assert desk(here, "Thượng") == []
    (waiting,) = desk(here, "tinh")
    assert waiting.title == "Phê duyệt tổng hợp rà soát hộ nghèo năm 2020"
    here.sanction(sent)
    (owed,) = desk(here, "tinh")
    assert owed.title == "Tổng hợp rà soát hộ nghèo năm 2020"


def test_a_day_that_a_plan_sets_is_the_one_that_counts(here):
    office = Office.objects.get(unit=here.units["Thượng"], function="poverty_standing_office")
    from emulation.duties import services as duties

    planned = duties.open_duty(
        kind=Duty.Kind.REVIEW,
        title="Tổng hợp rà soát",
        unit=office.unit,
        office=office,
        period=JUNE,
        due_on=dt.date(2020, 12, 20),
        campaign_key="x",
        deadline_key="review_summary",
    )
    for name in NAMES:
        here.approved(name, JUNE)
    assert desk(here, "Thượng") == [planned]
    here.send(here.compile("Thượng", JUNE))
    planned.refresh_from_db()
    assert planned.fulfillment.on_time


def test_reopened_it_is_owed_again(ready):
    done = ready.sanction(ready.send(ready.compile("Thượng", JUNE)))
    ready.reopened(done)
    assert [duty.title for duty in desk(ready, "Thượng")] == ["Tổng hợp rà soát hộ nghèo 6 tháng năm 2020"]


# --- In the database, and at once ------------------------------------------------------------------------------------


def test_the_database_keeps_one_that_counts_and_its_decision(here):
    for name in NAMES:
        here.approved(name, YEAR)
    done = here.sanction(here.send(here.compile("Thượng", YEAR)))
    rows = ReviewApproval.objects.filter(pk=done.pk)
    for wrong in (
        {"decision_number": ""},
        {"signer": ""},
        {"approved_at": None},
        {"is_current": False},
        {"state": State.PUBLISHED},
        {"state": State.REOPENED},
        {"sending": 0},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApprovalPart.objects.create(approval=done, sending=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewApproval.objects.create(
            unit=done.unit, year=2020, period=YEAR, standard=here.standard, version=2, corrects=done
        )


@pytest.fixture
def live(transactional_db, clock) -> Country:
    clock(dt.date(2020, 12, 15))
    here = Country({"Thượng": NAMES})
    for name in NAMES:
        here.approved(name, JUNE)
    return here


def outcomes(answers) -> list[str]:
    return sorted(type(answer).__name__ for answer in answers)


def test_two_who_begin_at_once_begin_one(live):
    people = [live.person(name) for name in ("Thượng.chuyenvien", "Thượng.truong")]
    unit = live.units["Thượng"]
    answers = together(
        *(partial(approvals.begin, unit, JUNE, live.standard, by=by) for by in people), on=dt.date(2020, 12, 15)
    )
    assert outcomes(answers) == ["ReviewApproval", "ReviewApproval"], answers
    assert ReviewApproval.objects.count() == 1


def test_two_who_approve_at_once_approve_once(live):
    sent = live.send(live.compile("Thượng", JUNE))
    people = [live.person(name) for name in ("tinh.truong", "tinh.chutich")]
    answers = together(*(partial(approvals.approve, sent, by=by) for by in people), on=dt.date(2020, 12, 15))
    assert outcomes(answers) == ["Refused", "ReviewApproval"], answers


def test_one_approves_while_another_returns(live):
    sent = live.send(live.compile("Thượng", JUNE))
    day = dt.date(2020, 12, 20)
    answers = together(
        partial(approvals.approve, sent, by=live.person("tinh.truong")),
        partial(approvals.return_approval, sent, by=live.person("tinh.chutich"), reason="x", due_on=day,
                communes=[live.units["Suối Một"]]),
        on=dt.date(2020, 12, 15),
    )  # fmt: skip
    assert outcomes(answers) == ["Refused", "ReviewApproval"], answers


def test_a_correction_begun_while_it_is_sent_leaves_no_locked_review_open(live):
    review = ReviewSet.objects.get(unit=live.units["Suối Một"], period=JUNE)
    approval = live.compile("Thượng", JUNE)
    answers = together(
        partial(approvals.submit, approval, by=live.person("Thượng.truong")),
        partial(corrections.begin_correction, review, by=live.person("Suối Một.canbo"), reason="Sai"),
        on=dt.date(2020, 12, 15),
    )
    assert outcomes(answers) in (["Refused", "ReviewApproval"], ["Refused", "ReviewSet"]), answers


def test_a_correction_is_approved_while_the_compilation_is_sent(live):
    """Whichever comes first, nothing is approved above that is not what was sent."""
    review = ReviewSet.objects.get(unit=live.units["Suối Một"], period=JUNE)
    approval = live.compile("Thượng", JUNE)
    made = corrections.begin_correction(review, by=live.person("Suối Một.canbo"), reason="Sai")
    made = live.hand_in(made, poor_end=9, poor_new=1)
    together(
        partial(approvals.submit, approval, by=live.person("Thượng.truong"), missing_note="đang đính chính"),
        partial(course.approve, made, by=live.person("Thượng.chuyenvien")),
        on=dt.date(2020, 12, 15),
    )
    approval.refresh_from_db()
    assert approval.state == State.SUBMITTED
    covered = {part.review_id for part in selectors.leaf_parts(approval)}
    if made.pk in covered:
        assert live.sanction(approval).state == State.APPROVED
    else:
        with pytest.raises(Refused, match="đã thay đổi sau khi trình"):
            live.sanction(approval)


def test_lines_of_breakdowns_are_compared_too(db, clock):
    clock(dt.date(2023, 12, 15))
    here = Country(communes=("Mới Một",), year=2023)
    approved = here.approved("Mới Một", "2023-M06")
    made = corrections.begin_correction(approved, by=here.person("Mới Một.canbo"), reason="Sai")
    field = next(iter(changed_fields(made)))
    name = LineName.of(field)
    ReviewLine.objects.create(
        row=made.rows.get(), population=name.population, poverty_class=name.poverty_class, code=name.code, value=1
    )
    assert [(change.field, change.was, change.now) for change in changed_cells(made)] == [(field, None, 1)]


def changed_fields(review: ReviewSet):
    key = (review.standard, review.unit.province_id)
    return breakdowns([key])[key[0].pk, key[1]].columns
