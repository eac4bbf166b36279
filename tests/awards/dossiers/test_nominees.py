"""Starting a submission; who may stand in it."""

import datetime as dt

import pytest

from awards.dossiers import services
from awards.dossiers.models import Dossier, Submission
from awards.routes.models import Route
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import AuditEntry
from emulation.campaigns.models import Campaign
from emulation.people.models import Party
from emulation.regimes.models import AwardForm


def test_starting_twice_opens_the_same_submission(november):
    first = november.started()
    assert november.started() == first
    assert Submission.objects.count() == 1
    assert (first.unit, first.round, first.state) == (november.sa_pa.ta_van, 1, "draft")
    assert first.authority == november.sa_pa.office("authority")


def test_after_one_was_handed_in_the_next_round_begins(november):
    november.submitted()
    assert november.started().round == 2


def test_only_the_proposers_own_people_start_its_submission(november):
    committee = november.sa_pa.committee_of(november.sa_pa.ta_van)
    for stranger in (november.lien, november.thanh, november.din):
        with pytest.raises(Refused, match="Chỉ cán bộ, lãnh đạo của Ủy ban nhân dân xã Tả Van"):
            services.start_submission(november.campaign, november.route, committee, stranger)


def test_a_campaign_that_is_over_takes_no_dossiers(november):
    Campaign.objects.update(state="closed")
    campaign = Campaign.objects.get()
    with pytest.raises(Refused, match="đã tổng kết"):
        services.start_submission(
            campaign, november.route, november.sa_pa.committee_of(november.sa_pa.ta_van), november.mai
        )


def test_a_route_of_another_campaign_is_refused(november):
    campaign = november.campaign
    other = Campaign.objects.get(pk=campaign.pk)
    other.pk, other.key = None, "khac"
    other.save()
    with pytest.raises(Refused, match="phong trào khác"):
        services.start_submission(
            other, november.route, november.sa_pa.committee_of(november.sa_pa.ta_van), november.mai
        )


@pytest.mark.parametrize(
    ("key", "make"),
    [
        ("commune", lambda n: n.sa_pa.party(n.sa_pa.ta_van)),
        ("hamlet", lambda n: n.sa_pa.party(n.sa_pa.hamlet("Tả Van Mông"))),
        ("economic_organisation", lambda n: n.organisation()),
        ("individual", lambda n: n.person()),
        ("official", lambda n: n.person("Má Thị Chở")),
        ("poor_household", lambda n: n.household()),
        ("household", lambda n: n.household("Thào A Sử")),
    ],
)
def test_s3_14_a_commune_proposes_every_class_of_its_own(november, key, make):
    dossier = november.add(november.started(), make(november), key)
    assert dossier.state == "draft"
    assert dossier.award_form.code == "GKH"
    assert AuditEntry.objects.filter(object_id=str(dossier.pk), action="thêm vào lần trình").exists()


def test_s3_14_an_agency_proposes_itself(november):
    office = november.sa_pa.office("justice_office")
    officer = november.sa_pa.person("justice.office")
    submission = services.start_submission(november.campaign, november.route, office, officer)
    dossier = services.add_nominee(submission, november.sa_pa.party(office), november.class_of("agency"), officer)
    assert dossier.unit == november.sa_pa.town
    other = november.sa_pa.party(november.sa_pa.office("finance_office"))
    with pytest.raises(Refused, match="không thuộc thị xã Sa Pa"):
        services.add_nominee(submission, other, november.class_of("agency"), officer)


def refused(november, party: Party, key: str, submission: Submission | None = None) -> str:
    with pytest.raises(Refused) as refusal:
        november.add(submission or november.started(), party, key)
    return str(refusal.value)


def test_the_same_one_twice_is_refused(november):
    submission = november.started()
    person = november.person()
    november.add(submission, person, "individual")
    assert "Ông Lù A Sì đã có trong lần trình này." in refused(november, person, "official", submission)
    assert submission.dossiers.count() == 1


def test_one_that_was_proposed_in_an_earlier_round_is_refused_while_it_goes_its_way(november):
    november.submitted()
    hamlet = november.sa_pa.party(november.sa_pa.hamlet("Tả Van Mông"))
    assert "đã được đề nghị trong lần trình đợt 1 của UBND xã Tả Van, nay đang xử lý" in refused(
        november, hamlet, "hamlet"
    )


def test_one_that_was_declined_may_be_proposed_again(november):
    dossier = november.dossier()
    services.decline(dossier, november.labour, "Số liệu chưa khớp.", november.thanh)
    again = november.add(november.started(), dossier.party, "hamlet")
    assert again.submission.round == 2


@pytest.mark.parametrize(
    ("key", "make", "says"),
    [
        ("commune", lambda n: n.sa_pa.party(n.sa_pa.muong_hoa), "Xã Mường Hoa không thuộc xã Tả Van"),
        (
            "hamlet",
            lambda n: n.sa_pa.party(n.sa_pa.hamlet("Hang Đá", n.sa_pa.muong_hoa)),
            "Thôn Hang Đá, xã Mường Hoa không thuộc xã Tả Van",
        ),
        ("individual", lambda n: n.person(unit=n.sa_pa.muong_hoa), "Ông Lù A Sì không thuộc xã Tả Van"),
        ("agency", lambda n: n.sa_pa.party(n.sa_pa.office("justice_office")), "không thuộc xã Tả Van"),
    ],
)
def test_nobody_of_another_place_is_proposed(november, key, make, says):
    assert says in refused(november, make(november), key)


@pytest.mark.parametrize(
    ("key", "make"),
    [
        ("individual", lambda n: n.sa_pa.party(n.sa_pa.hamlet("Tả Van Mông"))),
        ("commune", lambda n: n.sa_pa.party(n.sa_pa.hamlet("Tả Van Mông"))),
        ("hamlet", lambda n: n.sa_pa.party(n.sa_pa.ta_van)),
        ("poor_household", lambda n: n.person()),
    ],
)
def test_a_party_of_another_sort_than_its_class_is_refused(november, key, make):
    assert "không thuộc loại" in refused(november, make(november), key)


def test_a_class_the_award_is_not_for_is_refused(november):
    flag = AwardForm.objects.get(code="CTDT")
    Route.objects.update(award_form=flag)
    assert "Cờ thi đua của UBND tỉnh không dành cho cá nhân" in refused(november, november.person(), "individual")
    assert november.add(november.started(), november.sa_pa.party(november.sa_pa.ta_van), "commune").pk


def test_a_held_party_is_refused_with_its_paper(november):
    person = november.person()
    services.hold_back(
        person, ground="discipline", since=dt.date(2020, 11, 2), paper="Thông báo 12/TB-UBKT", by=november.huy
    )
    says = refused(november, person, "individual")
    assert "đang xem xét kỷ luật từ ngày 02/11/2020, Thông báo 12/TB-UBKT" in says


def test_a_nominee_taken_out_leaves_its_words_in_the_trail(november):
    submission = november.started()
    dossier = november.add(submission, november.person(), "individual")
    november.complete(dossier)
    services.remove_nominee(dossier, november.mai)
    assert not Dossier.objects.exists()
    line = AuditEntry.objects.get(action="bỏ khỏi lần trình")
    assert line.before["summary"] == "Giúp đỡ hộ nghèo vươn lên thoát nghèo."
    assert len(line.before["files"]) == 1


def test_nobody_is_taken_out_or_added_once_the_leader_has_it(november):
    submission = november.prepared()
    services.present(submission, november.mai)
    with pytest.raises(Refused, match="chờ lãnh đạo ký"):
        services.remove_nominee(submission.dossiers.get(), november.mai)
    with pytest.raises(Refused, match="Lấy lại để sửa"):
        november.add(submission, november.person(), "individual")


def test_another_commune_adds_nobody(november):
    submission = november.started()
    with pytest.raises(Refused, match="Chỉ Ủy ban nhân dân xã Tả Van"):
        services.add_nominee(submission, november.person(), november.class_of("individual"), november.lien)


# --- Registered while a submission is prepared ------------------------------------------------------------------------


def register(november, submission: Submission, **changes) -> Party:
    given = {"name": "Vàng Thị Sử", "birth_year": 1985, "gender": "female", "by": november.mai} | changes
    return services.register_person(submission, **given)


def test_a_person_registered_twice_is_one_person(november):
    submission = november.started()
    hamlet = november.sa_pa.hamlet("Dền Thàng")
    first = register(november, submission, hamlet=hamlet, ethnicity="Giáy")
    assert register(november, submission, name=" Vàng  Thị Sử ") == first
    assert register(november, submission, birth_year=1986) != first
    assert (first.unit, first.ethnicity) == (hamlet, "Giáy")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": "Sử"}, "chưa đủ họ và tên"),
        ({"birth_year": 1885}, "Năm sinh 1885 không thể có"),
        ({"birth_year": 2019}, "Năm sinh 2019 không thể có"),
        ({"gender": "x"}, "giới tính"),
    ],
)
def test_impossible_particulars_are_refused(november, changes, says):
    with pytest.raises(Refused, match=says):
        register(november, november.started(), **changes)


def test_a_hamlet_of_another_commune_is_refused(november):
    hamlet = november.sa_pa.hamlet("Hang Đá", november.sa_pa.muong_hoa)
    with pytest.raises(Refused, match="không thuộc xã Tả Van"):
        register(november, november.started(), hamlet=hamlet)


def test_an_organisation_registered_twice_is_one(november):
    submission = november.started()
    first = services.register_organisation(submission, name="HTX Tả Van Xanh", by=november.mai)
    assert services.register_organisation(submission, name="HTX  Tả Van Xanh", by=november.mai) == first
    with pytest.raises(Refused, match="tên tổ chức"):
        services.register_organisation(submission, name=" ", by=november.mai)
