"""The texts of a dossier, the awards its nominee held, and what may be changed when."""

import datetime as dt

import pytest

from awards.dossiers import services
from awards.dossiers.models import PriorAward
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import AuditEntry

GIVEN = {"year": 2018, "award_name": "Giấy khen", "achievement": "xây dựng nông thôn mới", "decision": "QĐ 512/QĐ-UBND"}


def edit(november, dossier, **changes):
    given = {"summary": "Ngắn gọn.", "achievements": "", "prior_awards": [], "by": november.mai} | changes
    return services.edit_dossier(dossier, **given)


@pytest.fixture
def dossier(november):
    return november.add(november.started(), november.person(), "individual")


def test_texts_are_kept_clean_and_told_in_the_trail(november, dossier):
    kept = edit(november, dossier, summary="Giúp  5 hộ.", achievements="Đoạn một.\r\n\r\n Đoạn hai. ")
    assert kept.achievement_summary == "Giúp 5 hộ."
    assert kept.achievements == "Đoạn một.\n\nĐoạn hai."
    line = AuditEntry.objects.filter(action="sửa hồ sơ").latest("pk")
    assert line.after["achievement_summary"] == "Giúp 5 hộ."


def test_saving_the_same_again_writes_no_line(november, dossier):
    edit(november, dossier)
    lines = AuditEntry.objects.count()
    edit(november, dossier)
    assert AuditEntry.objects.count() == lines


def test_a_summary_of_eighty_one_words_is_refused_and_nothing_is_kept(november, dossier):
    with pytest.raises(Refused, match="dài 81 từ"):
        edit(november, dossier, summary="từ " * 81, achievements="Còn mới.")
    dossier.refresh_from_db()
    assert dossier.achievements == ""


def test_declared_awards_replace_what_was_declared(november, dossier):
    edit(november, dossier, prior_awards=[GIVEN, GIVEN | {"year": 2019}])
    edit(november, dossier, prior_awards=[GIVEN | {"decision": "QĐ 513/QĐ-UBND"}])
    (award,) = PriorAward.objects.filter(party=dossier.party)
    assert (award.year, award.decision) == (2018, "QĐ 513/QĐ-UBND")


@pytest.mark.parametrize(
    ("award", "says"),
    [
        (GIVEN | {"year": 1890}, "Năm khen 1890 không thể có"),
        (GIVEN | {"year": 2021}, "Năm khen 2021 không thể có"),
        (GIVEN | {"award_name": " "}, "hình thức khen của năm 2018"),
    ],
)
def test_an_impossible_award_is_refused(november, dossier, award, says):
    with pytest.raises(Refused, match=says):
        edit(november, dossier, prior_awards=[award])


def test_the_same_award_twice_is_refused(november, dossier):
    with pytest.raises(Refused, match="ghi hai lần"):
        edit(november, dossier, prior_awards=[GIVEN, GIVEN])


def test_who_does_not_propose_it_edits_nothing(november, dossier):
    for stranger in (november.lien, november.thanh, november.long):
        with pytest.raises(Refused, match="Chỉ Ủy ban nhân dân xã Tả Van"):
            edit(november, dossier, by=stranger)


def test_a_submitted_dossier_is_not_edited(november):
    dossier = november.dossier()
    with pytest.raises(Refused, match="đang xử lý"):
        edit(november, dossier)


# --- Holds ------------------------------------------------------------------------------------------------------------


def test_a_hold_is_lifted_by_a_paper_and_stays_in_the_records(november):
    person = november.person()
    hold = services.hold_back(
        person, ground="complaint", since=dt.date(2020, 10, 1), paper="Thông báo 3/TB", by=november.thanh
    )
    with pytest.raises(Refused, match="đã có ghi tạm dừng"):
        services.hold_back(person, ground="complaint", since=dt.date(2020, 10, 1), paper="x", by=november.thanh)
    with pytest.raises(Refused, match="văn bản kết luận"):
        services.lift_hold(hold, on=dt.date(2020, 11, 1), paper=" ", by=november.huy)
    with pytest.raises(Refused, match="nằm từ 01/10/2020"):
        services.lift_hold(hold, on=dt.date(2020, 9, 1), paper="Kết luận 5/KL", by=november.huy)
    services.lift_hold(hold, on=dt.date(2020, 11, 1), paper="Kết luận 5/KL", by=november.huy)
    with pytest.raises(Refused, match="Đã ghi thôi tạm dừng từ ngày 01/11/2020"):
        services.lift_hold(hold, on=dt.date(2020, 11, 2), paper="Kết luận 5/KL", by=november.huy)
    assert november.add(november.started(), person, "individual").pk


def test_only_the_standing_offices_hold_somebody_back(november):
    with pytest.raises(Refused, match="Chỉ cơ quan thường trực"):
        services.hold_back(
            november.person(), ground="discipline", since=dt.date(2020, 10, 1), paper="x", by=november.mai
        )


def test_a_hold_that_comes_after_submission_stops_the_appraisal(november):
    dossier = november.dossier()
    november.judge(dossier, november.labour, november.thanh)
    services.hold_back(
        dossier.party, ground="inspection", since=dt.date(2020, 11, 5), paper="QĐ 9/QĐ-TTr", by=november.thanh
    )
    with pytest.raises(Refused, match="đang tạm dừng đề nghị"):
        services.forward(dossier, november.labour, reason="x", by=november.thanh)
