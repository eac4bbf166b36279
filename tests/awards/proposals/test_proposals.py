"""After the council some are proposed to the province: the letter, the answer, what becomes of each."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.decisions.selectors import passed_without_decision
from awards.dossiers.selectors import earlier_awards
from awards.proposals import documents, selectors, services
from awards.proposals.models import UpwardProposal
from campaign_portal.foundation.errors import Refused
from emulation.regimes.models import AwardForm
from tests.awards.councils.stage import SESSION_DAY
from tests.awards.decisions.conftest import Deciding
from tests.support.jobs import run_queued_jobs

PROVINCE = "Chủ tịch Ủy ban nhân dân tỉnh Lào Cai"


@pytest.fixture
def stage(sa_pa, clock) -> Deciding:
    clock(SESSION_DAY)
    return Deciding(sa_pa)


def drawn(stage: Deciding, count: int = 2) -> UpwardProposal:
    session = stage.closed(stage.dossiers())
    form = AwardForm.objects.get(code="BKT")
    chosen = list(selectors.may_go_up(session))[:count]
    return services.draw_up(session, form, addressee=PROVINCE, dossiers=chosen, by=stage.drafter)


def sent(stage: Deciding) -> UpwardProposal:
    return services.send(drawn(stage), letter_number="145", letter_date=SESSION_DAY, by=stage.signer)


def test_s3_33_who_is_proposed_waits_for_the_province_and_the_others_for_the_town(stage):
    proposal = drawn(stage)
    assert passed_without_decision(proposal.session).count() == 3
    letter = documents.letter(proposal, is_demo=False)
    assert (letter.addressees, letter.symbol) == ((PROVINCE,), "TTr-UBND")
    assert "xét tặng Bằng khen của Chủ tịch UBND tỉnh cho 02 tập thể" in str(letter.body[0])
    chosen = [line.dossier for line in proposal.lines.all()]
    with pytest.raises(Refused, match="chưa vào quyết định, tờ trình nào"):
        services.draw_up(proposal.session, proposal.award_form, addressee="x", dossiers=chosen, by=stage.drafter)


def test_s3_33_the_answer_awards_some_and_leaves_the_others_to_the_town(stage, clock):
    proposal = sent(stage)
    run_queued_jobs()
    proposal.refresh_from_db()
    assert (proposal.letter_number, proposal.file is not None) == ("145/TTr-UBND", True)
    clock(dt.date(2020, 12, 20))
    first, second = proposal.lines.all()
    answer = {"answer_number": "3120/QĐ-UBND", "awarded": {first.pk}, "by": stage.drafter}
    with pytest.raises(Refused, match="ở trước ngày tờ trình"):
        services.answer(proposal, answer_on=dt.date(2020, 3, 1), **answer)
    services.answer(proposal, answer_on=dt.date(2020, 12, 15), **answer)
    first.dossier.refresh_from_db()
    assert first.dossier.state == "awarded"
    [award] = earlier_awards([first.dossier.party_id])[first.dossier.party_id]
    assert award.decision == "Quyết định số 3120/QĐ-UBND ngày 15/12/2020"
    assert second.dossier in passed_without_decision(proposal.session)


def test_only_the_leader_sends_and_only_a_draft_is_dropped(stage):
    proposal = drawn(stage)
    session = proposal.session
    with pytest.raises(Refused):
        services.send(proposal, letter_number="145", letter_date=SESSION_DAY, by=stage.drafter)
    with pytest.raises(Refused, match="vì sao bỏ"):
        services.discard(proposal, reason=" ", by=stage.drafter)
    services.discard(proposal, reason="chọn lại", by=stage.drafter)
    assert passed_without_decision(session).count() == 5
    everybody = list(selectors.may_go_up(session))
    form = AwardForm.objects.get(code="BKT")
    other = services.draw_up(session, form, addressee=PROVINCE, dossiers=everybody, by=stage.drafter)
    services.send(other, letter_number="145", letter_date=SESSION_DAY, by=stage.signer)
    with pytest.raises(Refused, match="không bỏ được"):
        services.discard(other, reason="nhầm", by=stage.drafter)


def test_its_screens_from_the_session_to_the_participants_page(stage, client, clock):
    session = stage.closed(stage.dossiers())
    client.force_login(stage.drafter)
    assert "Đề nghị cấp trên…" in client.get(reverse("councils:session", args=[session.pk])).content.decode()
    chosen = selectors.may_go_up(session)[0]
    typed = {"award_form": AwardForm.objects.get(code="BKT").pk, "addressee": PROVINCE}
    refused = client.post(reverse("proposals:new", args=[session.pk]), typed).content.decode()
    assert "chọn ít nhất một hồ sơ" in refused
    client.post(reverse("proposals:new", args=[session.pk]), typed | {"dossiers": chosen.pk})
    proposal = UpwardProposal.objects.get()
    client.force_login(stage.signer)
    at = {name: reverse(f"proposals:{name}", args=[proposal.pk]) for name in ("send", "answer", "page")}
    wrong = client.post(at["send"], {"letter_number": "abc", "letter_date": "18/11/2020"}).content.decode()
    assert "ví dụ 86 hoặc" in wrong
    client.post(at["send"], {"letter_number": "145", "letter_date": "18/11/2020"})
    client.force_login(stage.drafter)
    clock(dt.date(2020, 12, 20))
    late = {"answer_number": "3120/QĐ-UBND", "answer_on": "25/12/2020", f"tang-{proposal.lines.get().pk}": "on"}
    assert "ở sau hôm nay" in client.post(at["answer"], late).content.decode()
    client.post(at["answer"], {"answer_number": "3120/QĐ-UBND", "answer_on": "15/12/2020"})
    assert "Không được tặng" in client.get(at["page"]).content.decode()
    assert "3120/QĐ-UBND" in client.get(reverse("proposals:index")).content.decode()
    shown = client.get(reverse("participants:page", args=[chosen.party_id])).content.decode()
    assert "Không được tặng" in shown


def test_the_list_of_letters_costs_the_same_for_one_and_for_three(stage, client, django_assert_num_queries):
    first = drawn(stage, 1)
    client.force_login(stage.drafter)
    address = reverse("proposals:index")
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    form = AwardForm.objects.get(code="BKT")
    for dossier in list(selectors.may_go_up(first.session))[:2]:
        services.draw_up(first.session, form, addressee=PROVINCE, dossiers=[dossier], by=stage.drafter)
    with django_assert_num_queries(len(one)):
        assert "Chưa có tờ trình" not in client.get(address).content.decode()
