"""A draft begins in four ways and is saved as it is, right or wrong."""

import datetime as dt

import pytest

from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import AuditEntry
from campaign_portal.shell.definition import drafting
from campaign_portal.shell.definition.checking import check
from campaign_portal.shell.definition.writing import values_of
from demo.ground import CAMPAIGN_FILE
from emulation.campaigns import services
from emulation.campaigns.models import CampaignVersion
from tests.shell.definition.drafts import copied, in_force, rewritten

FILE = CAMPAIGN_FILE.read_text(encoding="utf-8")


def test_an_empty_draft_knows_the_unit_and_its_offices(sa_pa):
    draft = drafting.begin_empty(sa_pa.town, "sa_pa_2021", first_year=2021, by=sa_pa.person("thanh"))
    values = values_of(draft.text)
    assert values["campaign"]["unit"] == {"level": "district", "code": "088", "on": dt.date(2020, 3, 2)}
    assert {row["key"] for row in values["offices"]} >= {"standing_office", "authority", "interior_office"}
    assert not check(draft.text).of("offices")


def test_a_copy_lacks_only_what_the_new_paper_says(sa_pa):
    draft = copied(sa_pa)
    faults = check(draft.text, key=draft.campaign_key).faults
    assert [(fault.field, fault.message) for fault in faults] == [("campaign.document.title", "thiếu trường này")]
    assert draft.copied_from == in_force()


def test_a_suggested_key_is_free(sa_pa):
    assert drafting.suggested_key(sa_pa.town, 2020) == "sa_pa_2020_2"
    assert drafting.suggested_key(sa_pa.town, 2021) == "sa_pa_2021"
    copied(sa_pa)
    assert drafting.suggested_key(sa_pa.town, 2021) == "sa_pa_2021_2"


def test_a_file_with_faults_is_taken_and_its_key_is_kept(sa_pa):
    text = FILE.replace("key: sa_pa_2020", "key: sa_pa_2022", 1).replace("award: CTDT", "award: CUP")
    draft = drafting.begin_from_file(sa_pa.town, text, "", by=sa_pa.person("thanh"))
    assert (draft.campaign_key, draft.text) == ("sa_pa_2022", text)


def test_another_key_takes_the_place_of_the_files(sa_pa):
    draft = drafting.begin_from_file(sa_pa.town, FILE, "sa_pa_2022", by=sa_pa.person("thanh"))
    assert values_of(draft.text)["key"] == draft.campaign_key == "sa_pa_2022"


def test_a_file_that_is_no_yaml_needs_a_key(sa_pa):
    with pytest.raises(Refused, match="xin ghi mã ở đây"):
        drafting.begin_from_file(sa_pa.town, "a: [1", "", by=sa_pa.person("thanh"))
    draft = drafting.begin_from_file(sa_pa.town, "a: [1", "moi_2021", by=sa_pa.person("thanh"))
    assert draft.text == "a: [1"


def test_a_key_in_use_and_a_wrong_one_are_refused(sa_pa):
    with pytest.raises(Refused, match="đã dùng cho một phong trào"):
        copied(sa_pa, key="sa_pa_2020")
    with pytest.raises(Refused, match="chưa đúng dạng"):
        copied(sa_pa, key="Sa Pa")
    copied(sa_pa)
    with pytest.raises(Refused, match="đã có một bản dự thảo"):
        copied(sa_pa)


def test_only_people_of_the_unit_begin(sa_pa):
    for name in ("mai", "din", "hanh", "nam", "bich"):
        with pytest.raises(Refused, match="do người của đơn vị ấy lập"):
            copied(sa_pa, by=name)
    drafting.begin_empty(sa_pa.ta_van, "ta_van_2021", first_year=2021, by=sa_pa.person("mai"))


def test_a_text_with_errors_is_saved_as_typed(sa_pa):
    thanh = sa_pa.person("thanh")
    draft = drafting.save_text(copied(sa_pa), "key: [", seen=1, by=thanh)
    assert (draft.text, draft.revision, check(draft.text).is_readable) == ("key: [", 2, False)
    assert drafting.save_text(draft, "key: [", seen=2, by=thanh).revision == 2


def test_another_mans_save_is_not_written_over_unread(sa_pa):
    draft = copied(sa_pa)
    drafting.save_text(draft, "key: a", seen=1, by=sa_pa.person("huy"))
    with pytest.raises(Refused, match="vừa lưu bản dự thảo này"):
        drafting.save_text(draft, "key: b", seen=1, by=sa_pa.person("thanh"))


def test_a_part_is_added_changed_moved_and_dropped(sa_pa):
    draft, thanh = copied(sa_pa), sa_pa.person("thanh")

    def stones():
        draft.refresh_from_db()
        return [row["key"] for row in values_of(draft.text)["milestones"]]

    def act(service, *args, **kwargs):
        draft.refresh_from_db()
        service(draft, "milestones", *args, seen=draft.revision, by=thanh, **kwargs)

    act(drafting.save_part, 99, {"key": "peak", "title": "Tháng cao điểm"})
    assert stones() == ["launch", "interim_review", "final_review", "peak"]
    act(drafting.move_item, 3, up=True)
    assert stones() == ["launch", "interim_review", "peak", "final_review"]
    act(drafting.move_item, 3, up=False)
    act(drafting.save_part, 0, {"key": "start", "title": "Bắt đầu"})
    act(drafting.drop_item, 1)
    act(drafting.drop_item, 7)
    assert stones() == ["start", "peak", "final_review"]


def test_the_trail_says_what_was_changed_in_words(sa_pa):
    draft = rewritten(copied(sa_pa), sa_pa.person("thanh"), lambda values: values["milestones"].pop())
    entry = AuditEntry.objects.filter(object_type="emulation.CampaignVersion", object_id=str(draft.pk)).latest("pk")
    assert (entry.action, entry.after) == ("sửa dự thảo phong trào", {"changed": "Các mốc của phong trào: bỏ 1"})


def test_a_draft_is_thrown_away(sa_pa):
    draft = copied(sa_pa)
    with pytest.raises(Refused):
        services.discard_draft(draft, by=sa_pa.person("mai"))
    services.discard_draft(draft, by=sa_pa.person("huy"))
    assert not CampaignVersion.objects.in_hand().exists()
    with pytest.raises(Refused, match="không còn là dự thảo"):
        services.discard_draft(draft, by=sa_pa.person("huy"))


def test_the_key_in_the_text_must_stay_the_drafts(sa_pa):
    draft = copied(sa_pa)

    def other_key(values):
        values["key"] = "khac"
        values["campaign"]["document"]["title"] = "Kế hoạch"

    draft = rewritten(draft, sa_pa.person("thanh"), other_key)
    (fault,) = check(draft.text, key="sa_pa_2021").faults
    assert (fault.field, "xin giữ nguyên" in fault.message) == ("key", True)
