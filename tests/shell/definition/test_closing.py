"""A campaign ends after its final review, with nothing left half done; then it takes nothing new."""

import datetime as dt

import pytest

from awards.dossiers.models import Dossier
from awards.dossiers.services import start_submission
from awards.routes.models import Route
from campaign_portal.foundation.errors import Refused
from campaign_portal.shell.definition import closing, loading
from demo.ground import CAMPAIGN_FILE
from emulation.campaigns.models import Campaign, CampaignVersion, Deadline, Milestone
from emulation.duties.models import Duty
from emulation.registrations.services import start_registration
from reporting.reports.models import Report
from reporting.reports.services import start_report

AFTER = dt.date(2021, 1, 5)


def sentences(campaign):
    return [reason.message for reason in closing.reasons(campaign)]


def test_it_waits_for_the_final_review(sa_pa, clock):
    clock(dt.date(2020, 12, 8))
    assert sentences(sa_pa.campaign) == ["Tổng kết còn ở phía trước: “Tổng kết, trong báo cáo tổng hợp”, 09/12/2020."]
    with pytest.raises(Refused, match="Tổng kết còn ở phía trước"):
        closing.close(sa_pa.campaign, by=sa_pa.person("long"))
    clock(dt.date(2020, 12, 9))
    assert sentences(sa_pa.campaign) == []


def test_without_a_final_review_it_waits_for_the_last_day(sa_pa, clock):
    Milestone.objects.filter(kind="final_review").delete()
    clock(dt.date(2020, 12, 31))
    assert "được sau ngày cuối, 31/12/2020" in sentences(sa_pa.campaign)[0]
    clock(AFTER)
    assert sentences(sa_pa.campaign) == []


def test_a_yearly_milestone_counts_by_its_last_year(sa_pa, clock):
    Milestone.objects.filter(kind="final_review").update(repeats_until=2022)
    clock(AFTER)
    assert "09/12/2022" in sentences(sa_pa.campaign)[0]


def test_the_units_own_paper_of_the_review_must_be_in(sa_pa, clock):
    deadline = Deadline.objects.create(
        campaign=sa_pa.campaign,
        key="final",
        kind="final_review",
        title="Tổng kết phong trào",
        rule="on",
        date=dt.date(2020, 12, 20),
        opens_on=dt.date(2020, 12, 1),
        owed_by=["standing_office"],
        position=99,
    )
    clock(dt.date(2020, 12, 15))
    assert "Tổng kết còn ở phía trước: “Tổng kết phong trào”, 20/12/2020." in sentences(sa_pa.campaign)
    office = sa_pa.office("standing_office")
    Duty.objects.create(
        kind="final_review",
        title=deadline.title,
        office=office,
        campaign_key="sa_pa_2020",
        deadline_key="final",
        opens_on=deadline.opens_on,
        due_on=deadline.date,
        **Duty.ancestors_of(office.unit),
    )
    clock(AFTER)
    assert sentences(sa_pa.campaign) == [f"{office} chưa ghi văn bản của việc “Tổng kết phong trào”."]


def test_open_reports_and_dossiers_are_named(sa_pa, clock):
    clock(dt.date(2020, 11, 5))
    mai = sa_pa.person("mai")
    route = Route.objects.get(campaign=sa_pa.campaign)
    submission = start_submission(sa_pa.campaign, route, sa_pa.committee_of(sa_pa.ta_van), mai)
    start_report(sa_pa.campaign, sa_pa.party(sa_pa.ta_van), "2020-Q3", by=mai)
    clock(AFTER)
    assert [sentence.partition(":")[0] for sentence in sentences(sa_pa.campaign)] == [
        "Còn 1 báo cáo chưa xong",
        "Còn 1 lần trình chưa nộp",
    ]
    Dossier.objects.create(
        unit=sa_pa.ta_van,
        submission=submission,
        party=sa_pa.party(sa_pa.ta_van),
        participant_class=sa_pa.campaign.classes.get(key="commune"),
        award_form=route.award_form,
    )
    (told,) = (sentence for sentence in sentences(sa_pa.campaign) if "hồ sơ khen thưởng chưa xong" in sentence)
    assert "Tả Van" in told


def test_many_are_counted_and_five_named(sa_pa, clock):
    for name in ("Tả Van", "Mường Hoa", "Bản Hồ", "Liên Minh", "Mường Bo", "Tả Phìn"):
        unit = sa_pa.commune(name)
        Report.objects.create(
            unit=unit,
            campaign=sa_pa.campaign,
            party=sa_pa.party(unit),
            receiver=sa_pa.office("standing_office"),
            period="2020-Q3",
        )
    clock(AFTER)
    (sentence,) = sentences(sa_pa.campaign)
    assert sentence.startswith("Còn 6 báo cáo chưa xong: ")
    assert sentence.endswith(" và 1 nữa.")


@pytest.fixture
def closed(sa_pa, clock):
    clock(AFTER)
    closing.close(sa_pa.campaign, by=sa_pa.person("long"))
    return Campaign.objects.get(key="sa_pa_2020")


def test_it_is_closed_with_its_version_and_asks_nothing_any_more(closed):
    assert closed.state == "closed"
    assert CampaignVersion.objects.get(campaign=closed).state == "closed"
    assert not Duty.objects.open().filter(campaign_key=closed.key).exists()
    assert closing.never_came(closed) == []


def test_a_closed_campaign_takes_nothing_new(closed, sa_pa):
    mai = sa_pa.person("mai")
    with pytest.raises(Refused, match="không nhận đăng ký thi đua mới"):
        start_registration(closed, sa_pa.party(sa_pa.ta_van), by=mai)
    with pytest.raises(Refused, match="không còn nhận hồ sơ khen thưởng"):
        start_submission(closed, Route.objects.get(campaign=closed), sa_pa.committee_of(sa_pa.ta_van), mai)
    with pytest.raises(Refused, match="không nhận báo cáo mới"):
        start_report(closed, sa_pa.party(sa_pa.ta_van), "2020-Q3", by=mai)


def test_a_closed_campaign_is_not_loaded_again_nor_closed_twice(closed, sa_pa):
    with pytest.raises(loading.BadDefinition, match="đã kết thúc, định nghĩa không đổi nữa"):
        loading.load(CAMPAIGN_FILE.read_text(encoding="utf-8"))
    with pytest.raises(Refused, match="đang ở trạng thái “đã tổng kết”"):
        closing.close(closed, by=sa_pa.person("long"))


def test_only_who_decides_closes(sa_pa, clock):
    clock(AFTER)
    for name in ("thanh", "huy", "vang", "nam"):
        with pytest.raises(Refused, match="không có nhiệm vụ kết thúc"):
            closing.close(sa_pa.campaign, by=sa_pa.person(name))
