"""Launching and amending: refused with everything that is lacking, then whole in one transaction."""

import datetime as dt

import pytest

from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import AuditEntry
from campaign_portal.shell.definition import drafting, enacting
from campaign_portal.shell.definition.checking import check
from campaign_portal.shell.definition.checklist import wants
from campaign_portal.shell.definition.dumping import dump
from emulation.campaigns import services
from emulation.campaigns.models import Campaign, CampaignVersion
from emulation.duties.models import Duty
from emulation.registrations.services import start_registration
from tests.shell.definition.drafts import copied, in_force, ready, rewritten

JANUARY = dt.date(2021, 1, 25)


@pytest.fixture
def draft(sa_pa, clock):
    clock(JANUARY)
    return ready(sa_pa)


def enact(draft, who, sa_pa):
    draft.refresh_from_db()
    return enacting.enact(draft, seen=draft.revision, by=sa_pa.person(who))


def lacking(draft):
    draft.refresh_from_db()
    return [want.title for want in wants(check(draft.text, key=draft.campaign_key), draft) if not want.is_met]


def test_a_copy_without_its_paper_is_refused_with_all_that_is_lacking(sa_pa, clock):
    clock(JANUARY)
    draft = copied(sa_pa)
    assert lacking(draft) == ["Văn bản phát động", "Dữ liệu đúng"]
    with pytest.raises(Refused, match="còn thiếu số, ngày ban hành, trích yếu, người ký"):
        enact(draft, "long", sa_pa)
    assert not Campaign.objects.filter(key="sa_pa_2021").exists()


@pytest.mark.parametrize(
    ("gone", "wanted"),
    [
        (["targets"], "Mục tiêu"),
        (["classes"], "Đối tượng"),
        (["criteria", "scoring", "standards_not_loaded"], "Tiêu chí"),
        (["deadlines"], "Kế hoạch"),
    ],
)
def test_each_thing_the_law_wants_is_asked_for(draft, sa_pa, gone, wanted):
    rewritten(draft, sa_pa.person("thanh"), lambda values: [values.pop(name, None) for name in gone])
    assert wanted in lacking(draft)
    with pytest.raises(Refused, match=wanted):
        enact(draft, "long", sa_pa)


def test_measures_content_time_and_scope_are_asked_for_too(draft, sa_pa):
    def spoil(values):
        values.pop("arrangements", None)
        values["campaign"]["contents"] = []
        values["campaign"]["ends_on"] = "cuối năm"
        values["campaign"]["unit"]["code"] = "080"
        for office in values["offices"]:
            office.pop("tasks", None)

    rewritten(draft, sa_pa.person("thanh"), spoil)
    assert lacking(draft) == ["Phạm vi", "Nội dung", "Thời gian", "Biện pháp", "Dữ liệu đúng"]


def test_launching_loads_the_draft_raises_duties_and_writes_the_trail(draft, sa_pa):
    campaign = enact(draft, "long", sa_pa)
    draft.refresh_from_db()
    assert (campaign.state, draft.state, draft.number, draft.in_force_on) == ("launched", "launched", 1, JANUARY)
    assert draft.text == dump(Campaign.objects.get(pk=campaign.pk))
    assert Duty.objects.filter(campaign_key="sa_pa_2021").count() == 235
    assert Duty.objects.filter(campaign_key="sa_pa_2021", kind="launch_plan").first().due_on == dt.date(2021, 3, 11)
    acts = AuditEntry.objects.filter(object_id=str(campaign.pk), object_type="emulation.Campaign")
    assert [(act.action, act.actor_name) for act in acts.order_by("pk")] == [
        ("nạp định nghĩa phong trào", sa_pa.person("long").full_name),
        ("phát động", sa_pa.person("long").full_name),
    ]


def test_officers_prepare_and_heads_and_leaders_launch(draft, sa_pa):
    for name in ("thanh", "huy", "mai", "vang", "nam"):
        with pytest.raises(Refused, match="do lãnh đạo của đơn vị phát động làm"):
            enact(draft, name, sa_pa)
    enact(draft, "hang", sa_pa)


def test_what_was_saved_since_is_read_first(draft, sa_pa):
    with pytest.raises(Refused, match="vừa được lưu lại"):
        enacting.enact(draft, seen=draft.revision - 1, by=sa_pa.person("long"))


def test_a_second_press_launches_nothing_twice(draft, sa_pa):
    enact(draft, "long", sa_pa)
    with pytest.raises(Refused, match="không còn là dự thảo"):
        enact(draft, "long", sa_pa)


# --- Amending ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def amendment(sa_pa, clock):
    clock(dt.date(2020, 5, 4))
    return drafting.begin_amendment(sa_pa.campaign, by=sa_pa.person("thanh"))


def with_paper(amendment, sa_pa, date=dt.date(2020, 5, 4)):
    return services.save_document(
        amendment,
        kind="Quyết định",
        number="412/QĐ-UBND",
        date=date,
        title="lùi hạn rà soát 6 tháng",
        signer="Chủ tịch Lê Tân Phong",
        by=sa_pa.person("thanh"),
    )


def later_review(values):
    deadline = next(row for row in values["deadlines"] if row["key"] == "review_m06")
    deadline["on"] = dt.date(2020, 6, 22)


def test_an_amendment_needs_its_paper(amendment, sa_pa):
    assert lacking(amendment) == ["Văn bản sửa đổi, bổ sung"]
    with pytest.raises(Refused, match="còn thiếu loại, số, ký hiệu, ngày, trích yếu, người ký"):
        enact(amendment, "long", sa_pa)


def test_an_amendment_is_in_force_from_its_papers_day_and_the_old_text_stays(amendment, sa_pa):
    old = in_force()
    rewritten(amendment, sa_pa.person("thanh"), later_review)
    with_paper(amendment, sa_pa)
    enact(amendment, "long", sa_pa)
    old.refresh_from_db()
    new = in_force()
    assert (old.state, old.number, new.number, new.in_force_on) == ("amended", 1, 2, dt.date(2020, 5, 4))
    assert old.text != new.text
    due = set(Duty.objects.filter(kind="review", period="2020-M06").values_list("due_on", flat=True))
    assert due == {dt.date(2020, 6, 22)}


def test_a_paper_of_tomorrow_or_from_before_the_version_in_force_is_refused(amendment, sa_pa):
    with_paper(amendment, sa_pa, dt.date(2020, 5, 5))
    with pytest.raises(Refused, match="sau hôm nay"):
        enact(amendment, "long", sa_pa)
    with_paper(amendment, sa_pa, dt.date(2020, 1, 5))
    with pytest.raises(Refused, match="trước khi bản đang dùng có hiệu lực"):
        enact(amendment, "long", sa_pa)


def test_what_is_in_use_is_not_amended_away(amendment, sa_pa):
    """The loader's own sentence, and nothing is changed."""
    text = amendment.text

    def without_agencies(values):
        values["classes"] = [row for row in values["classes"] if row["key"] != "agency"]
        for office in values["offices"]:
            office.pop("takes_part_as", None)
        for name in ("deadlines", "pledges", "arrangements", "milestones", "contributions"):
            for row in values.get(name, []):
                for field, value in row.items():
                    if isinstance(value, list) and "agency" in value:
                        row[field] = [key for key in value if key != "agency"] or ["commune"]
        for name in ("registrations", "criteria", "reports"):
            values[name] = [row for row in values[name] if row["participant_class"] != "agency"]
        for route in values["routes"]:
            for paper in route.get("papers", []):
                if "agency" in paper.get("classes", []):
                    paper["classes"] = [key for key in paper["classes"] if key != "agency"]
        for cluster in values.get("clusters", []):
            cluster["members"] = [key for key in cluster.get("members", []) if key != "agency"]

    rewritten(amendment, sa_pa.person("thanh"), without_agencies)
    with_paper(amendment, sa_pa)
    assert lacking(amendment) == []
    with pytest.raises(Refused, match="đang dùng; xin ghi lại mục ấy với mã cũ"):
        enact(amendment, "long", sa_pa)
    assert dump(Campaign.objects.get(key="sa_pa_2020")) == text
    assert in_force().number == 1


def test_only_a_running_campaign_is_amended_and_by_one_draft(amendment, sa_pa):
    with pytest.raises(Refused, match="đã có một bản dự thảo"):
        drafting.begin_amendment(sa_pa.campaign, by=sa_pa.person("huy"))
    services.discard_draft(amendment, by=sa_pa.person("thanh"))
    Campaign.objects.filter(key="sa_pa_2020").update(state="closed")
    with pytest.raises(Refused, match="Chỉ sửa đổi được phong trào đang thực hiện"):
        drafting.begin_amendment(Campaign.objects.get(key="sa_pa_2020"), by=sa_pa.person("huy"))


def test_a_campaign_from_before_versions_keeps_its_old_text_when_amended(amendment, sa_pa):
    services.discard_draft(amendment, by=sa_pa.person("thanh"))
    CampaignVersion.objects.all().delete()
    amendment = drafting.begin_amendment(sa_pa.campaign, by=sa_pa.person("thanh"))
    rewritten(amendment, sa_pa.person("thanh"), later_review)
    with_paper(amendment, sa_pa)
    enact(amendment, "long", sa_pa)
    states = list(CampaignVersion.objects.order_by("number").values_list("number", "state"))
    assert states == [(1, "amended"), (2, "launched")]


def test_a_registration_lives_through_an_amendment(amendment, sa_pa):
    kept = start_registration(sa_pa.campaign, sa_pa.party(sa_pa.ta_van), by=sa_pa.person("mai"))
    rewritten(amendment, sa_pa.person("thanh"), later_review)
    with_paper(amendment, sa_pa)
    enact(amendment, "long", sa_pa)
    kept.refresh_from_db()
    assert kept.campaign.state == "launched"
