"""Who finds which page; what does not concern somebody does not exist for him."""

import datetime as dt

import pytest
from django.urls import reverse

from awards.dossiers import services
from awards.dossiers.models import Dossier, Submission
from campaign_portal.foundation import audit, files
from campaign_portal.foundation.models import AuditEntry, StoredFile

DAY = dt.date(2020, 11, 5)


def status(client, user, name: str, *args, method: str = "get", **data) -> int:
    client.force_login(user)
    return getattr(client, method)(reverse(f"dossiers:{name}", args=args), data).status_code


@pytest.fixture
def submission(november) -> Submission:
    return november.submitted((november.household(), "poor_household"), (november.person(), "individual"))


@pytest.fixture
def dossier(submission) -> Dossier:
    return submission.dossiers.order_by("pk")[0]


def test_a_draft_is_seen_by_its_proposer_alone(november, client):
    draft = november.add(november.started(), november.person(), "individual")
    seen = {
        who: (
            status(client, november.sa_pa.person(who), "submission", draft.submission_id),
            status(client, november.sa_pa.person(who), "dossier", draft.pk),
        )
        for who in ("mai", "vang", "lien", "thanh", "huy", "long", "hanh", "ngoc")
    }
    assert seen == {
        "mai": (200, 200),
        "vang": (200, 200),
        "lien": (404, 404),
        "thanh": (404, 404),
        "huy": (404, 404),
        "long": (404, 404),
        "hanh": (404, 404),
        "ngoc": (404, 404),
    }


def test_what_was_submitted_is_read_by_the_offices_above_and_no_other_commune(november, client, submission, dossier):
    for who in ("mai", "vang", "thanh", "hang", "huy", "tuan", "khanh", "ngoc", "long", "bich", "hanh"):
        user = november.sa_pa.person(who)
        assert status(client, user, "submission", submission.pk) == 200, who
        assert status(client, user, "dossier", dossier.pk) == 200, who
    assert status(client, november.lien, "submission", submission.pk) == 404
    assert status(client, november.lien, "dossier", dossier.pk) == 404


def test_a_hamlet_head_and_the_administrator_have_no_such_pages(november, client, dossier):
    for who in ("din", "nam"):
        assert status(client, november.sa_pa.person(who), "dossier", dossier.pk) == 403
        assert status(client, november.sa_pa.person(who), "index") == 403


def test_an_agencys_officer_sees_nothing_of_a_commune(november, client, dossier):
    assert status(client, november.sa_pa.person("justice.office"), "dossier", dossier.pk) == 404


@pytest.mark.parametrize("name", ["judge", "forward", "return", "decline", "keep_opinion"])
def test_the_proposer_has_no_appraising_pages(november, client, dossier, name):
    assert status(client, november.mai, name, dossier.pk, method="post") == 403


@pytest.mark.parametrize("name", ["judge", "forward", "return", "decline", "keep_opinion"])
def test_an_office_off_the_step_finds_no_appraising_page(november, client, dossier, name):
    assert status(client, november.khanh, name, dossier.pk, method="post") == 404
    dossier.refresh_from_db()
    assert dossier.state == "in_appraisal"


@pytest.mark.parametrize("name", ["edit", "keep_typing", "explain", "resubmit", "correct_letter"])
def test_another_commune_changes_nothing(november, client, dossier, name):
    assert status(client, november.lien, name, dossier.pk, method="post") == 404


@pytest.mark.parametrize("name", ["present", "take_back", "submit"])
def test_another_commune_hands_nothing_in(november, client, name):
    submission = november.prepared()
    assert status(client, november.lien, name, submission.pk, method="post") == 404
    assert status(client, november.lien, "add", submission.pk) == 404
    assert status(client, november.lien, "attach_shared", submission.pk, "minutes", method="post") == 404


def test_readers_act_on_nothing(november, client, dossier):
    for who in ("long", "hanh", "ngoc", "bich"):
        user = november.sa_pa.person(who)
        assert status(client, user, "forward", dossier.pk, method="post") == 403
        assert status(client, user, "edit", dossier.pk, method="post") == 403


def test_a_foreign_criterion_or_evidence_in_the_address_does_not_exist(november, client):
    from awards.criteria.models import Criterion

    draft = november.add(november.started(), november.person(), "individual")
    foreign = Criterion.objects.get(group__participant_class__key="hamlet", key="plan")
    assert status(client, november.mai, "add_evidence", draft.pk, foreign.pk) == 404
    hamlet = november.add(november.started(), november.sa_pa.party(november.sa_pa.hamlet("Dền Thàng")), "hamlet")
    shown = services.add_evidence(hamlet, foreign, text="Kế hoạch 5/KH-UBND", by=november.mai)
    assert status(client, november.mai, "withdraw_evidence", draft.pk, shown.pk, method="post") == 404


def test_files_are_seen_through_their_submission_and_dossier(november, submission, dossier):
    minutes = submission.papers.get(kind="minutes").file
    report = submission.dossiers.get(participant_class__key="individual").papers.get().file
    for file in (minutes, report):
        assert isinstance(file, StoredFile)
        assert files.visible_to(november.mai, file)
        assert files.visible_to(november.huy, file)
        assert files.visible_to(november.hanh, file)
        assert not files.visible_to(november.lien, file)
        assert not files.visible_to(november.din, file)


def test_the_register_of_households_is_not_opened_by_a_dossier(november, client, dossier):
    """Readers see the facts that were used, never the household's row."""
    client.force_login(november.ngoc)
    page = client.get(reverse("dossiers:dossier", args=[dossier.pk])).content.decode()
    assert "500.000 đồng/người/tháng" in page
    assert "/ho/" not in page


def test_whoever_opens_a_household_s_dossier_or_its_papers_stands_in_the_trail(november, client, submission, dossier):
    others = submission.dossiers.get(participant_class__key="individual")
    for _ in range(2):
        assert status(client, november.lien, "dossier", dossier.pk) == 404
        assert status(client, november.huy, "dossier", others.pk) == 200
        assert status(client, november.huy, "dossier", dossier.pk) == 200
    looks = AuditEntry.objects.filter(action="xem hồ sơ của hộ")
    assert [(look.actor, look.object_text) for look in looks] == [(november.huy, str(dossier.party))]
    kept = {"name": "a.pdf", "content_type": "application/pdf", "by": None}
    of_household, of_person = (files.store_made(b"%PDF", owner=owner, **kept) for owner in (dossier, others))
    for file in (of_household, of_person):
        assert b"".join(client.get(reverse("file", args=[file.pk])).streaming_content)
    opened = AuditEntry.objects.filter(action="mở giấy tờ của hộ")
    assert [(look.actor, look.object_id) for look in opened] == [(november.huy, str(of_household.pk))]
    assert not audit.history(dossier).filter(action__startswith="xem"), "the dossier's own history is of its work"


def test_whoever_takes_out_the_report_of_a_household_stands_in_the_trail(november, client):
    dossier = november.add(november.started(), november.household(), "poor_household")
    assert status(client, november.mai, "report", dossier.pk, "docx") == 200
    looks = AuditEntry.objects.filter(action="xem hồ sơ của hộ")
    assert [(look.actor, look.object_id, look.is_private) for look in looks] == [
        (november.mai, str(dossier.party_id), True)
    ]


def test_whoever_lists_a_commune_s_households_stands_in_the_trail(november, client):
    draft = november.started()
    for key in ("hamlet", "poor_household"):
        assert status(client, november.mai, "add", draft.pk, loai=key) == 200
    looks = AuditEntry.objects.filter(action="xem danh sách hộ")
    assert [(look.actor, look.object_id) for look in looks] == [(november.mai, str(november.sa_pa.ta_van.pk))]


def test_a_person_without_a_post_finds_nothing(november, client):
    from campaign_portal.foundation.models import User

    nobody = User.objects.create_user("khong.chuc.vu", "Không Chức Vụ")
    assert status(client, nobody, "index") == 403
