"""How the work on dossiers reads on “việc của tôi”."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.dossiers import services
from emulation.duties import selectors as duties
from emulation.duties.models import Duty

DAY = dt.date(2020, 11, 5)


def read(november, user, *kinds: str) -> list[tuple[str, str, bool]]:
    """What stands under the duties of some kinds: text, action, whether it is this person's turn."""
    found = [duty for duty in duties.shown_to(user, november.campaign.key) if duty.kind in kinds]
    shown = duties.presentations(user, found)
    return [(shown[duty.pk].text, shown[duty.pk].action, shown[duty.pk].my_turn) for duty in found if duty.pk in shown]


def test_a_proposer_is_led_from_nothing_to_the_leaders_hand(november):
    def mine():
        return read(november, november.mai, "submission")

    assert mine() == [("Chưa lập hồ sơ. Việc đề nghị là tự nguyện.", "Lập hồ sơ", True)]
    submission = november.started()
    assert mine() == [("Còn thiếu 1 thứ.", "Lập tiếp", True)]
    assert read(november, november.vang, "submission") == [("Còn thiếu 1 thứ.", "Lập tiếp", False)]
    november.complete(november.add(submission, november.person(), "individual"))
    services.attach_paper(submission, "minutes", november.scan(), DAY, november.mai)
    assert mine() == [("Đủ giấy tờ, trình lãnh đạo được.", "Lập tiếp", True)]
    services.present(submission, november.mai)
    assert mine() == [("Đã trình lãnh đạo, chờ ký.", "Xem lần trình", False)]
    assert read(november, november.vang, "submission") == [
        ("Cán bộ đã trình, đủ giấy tờ. Chờ ghi số, ngày tờ trình và nộp.", "Xem và nộp", True)
    ]
    services.submit(submission, "86", DAY, november.vang)
    assert mine() == []


def test_many_dossiers_of_a_step_read_as_one_line_on_the_first_that_falls_due(november):
    november.submitted((november.person("Lù A Một"), "individual"), (november.person("Lù A Hai"), "individual"))
    assert read(november, november.huy, "appraisal") == [("Hai hồ sơ của 1 nơi đề nghị.", "Thẩm định 2 hồ sơ", True)]
    waiting = duties.waiting_by_kind(november.huy, november.campaign.key)
    assert waiting["appraisal"].count == 2


def test_a_single_dossier_opens_itself(november):
    dossier = november.dossier()
    found = list(duties.shown_to(november.huy, november.campaign.key).filter(kind="appraisal"))
    (shown,) = duties.presentations(november.huy, found).values()
    assert (shown.action, shown.url) == ("Mở hồ sơ", f"/ho-so/{dossier.pk}/")


def test_those_that_fall_due_later_are_told(november):
    submission = november.submitted(
        (november.person("Lù A Một"), "individual"), (november.person("Lù A Hai"), "individual")
    )
    later = submission.dossiers.order_by("pk")[1]
    Duty.objects.filter(object_key=f"awards.Dossier:{later.pk}").update(due_on=dt.date(2020, 11, 18))
    ((text, _, _),) = read(november, november.huy, "appraisal")
    assert text == "Hai hồ sơ của 1 nơi đề nghị. Một hồ sơ đến hạn này, sau đó 18/11/2020."


def test_one_that_is_away_for_completion_waits_for_somebody_else(november):
    submission = november.submitted(
        (november.person("Lù A Một"), "official"), (november.person("Lù A Hai"), "official")
    )
    away = submission.dossiers.order_by("pk")[0]
    services.return_dossier(away, november.labour, "Ghi rõ", ["achievements"], dt.date(2020, 11, 9), november.thanh)
    assert read(november, november.huy, "appraisal") == [
        ("Một hồ sơ nơi đề nghị đang bổ sung.", "Xem", False),
        ("Một hồ sơ của 1 nơi đề nghị.", "Mở hồ sơ", True),
    ]
    assert [text for text, _, _ in read(november, november.thanh, "appraisal")] == ["Một hồ sơ của 1 nơi đề nghị."]


def test_the_office_that_passes_on_reads_its_own_verb(november):
    dossier = november.dossier()
    november.judge(dossier, november.labour, november.thanh)
    services.forward(dossier, november.labour, reason="Trình", by=november.thanh)
    services.forward(dossier, november.interior, reason="Trình", by=november.huy)
    duty = Duty.objects.open().get(kind="appraisal")
    assert duty.title == "Chuyển hồ sơ khen thưởng cấp thị xã"
    assert read(november, november.khanh, "appraisal") == [("Một hồ sơ của 1 nơi đề nghị.", "Mở hồ sơ", True)]


def test_a_return_reads_as_what_is_asked_and_then_as_the_leaders_turn(november):
    dossier = november.dossier()
    services.return_dossier(
        dossier, november.interior, "Ghi rõ số hộ", ["achievements"], dt.date(2020, 11, 9), november.huy
    )
    ((text, action, my_turn),) = read(november, november.mai, "amendment")
    assert text == "Phòng Nội vụ trả lại để bổ sung Thành tích trong phong trào: Ghi rõ số hộ"
    assert (action, my_turn) == ("Bổ sung", True)
    assert [turn for _, _, turn in read(november, november.vang, "amendment")] == [False]
    services.explain(dossier, "Đã ghi ở trang 2.", by=november.mai)
    assert read(november, november.mai, "amendment") == [("Đã bổ sung, chờ lãnh đạo nộp lại.", "Xem hồ sơ", False)]
    assert [(action, turn) for _, action, turn in read(november, november.vang, "amendment")] == [
        ("Xem và nộp lại", True)
    ]


def test_s3_31_the_standing_office_is_reminded_to_pass_everything_up(november):
    november.clock(dt.date(2020, 11, 11))
    assert read(november, november.thanh, "submission_summary") == [
        ("Xem hồ sơ của các nơi đến đâu, ghi số văn bản trình.", "Tổng hợp", True)
    ]


def test_reading_costs_the_same_for_one_and_for_many(november):
    costs = []
    for name in ("Một", "Hai", "Ba"):
        submission = november.started()
        november.complete(november.add(submission, november.person(f"Lù A {name}"), "individual"))
        services.attach_paper(submission, "minutes", november.scan(), DAY, november.mai)
        services.submit(submission, str(len(costs) + 1), DAY, november.vang)
        found = list(duties.shown_to(november.huy, november.campaign.key).filter(kind="appraisal"))
        with CaptureQueriesContext(connection) as asked:
            duties.presentations(november.huy, found)
        costs.append(len(asked))
    assert len(set(costs)) == 1, costs


def test_the_first_page_shows_it(november, client):
    november.submitted()
    client.force_login(november.huy)
    said = client.get("/").content.decode()
    assert "Thẩm định hồ sơ khen thưởng cấp thị xã" in said
    assert "Một hồ sơ của 1 nơi đề nghị." in said
