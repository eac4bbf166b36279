"""A campaign's file: loaded whole or refused whole, with the line, the field and what to do."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from campaign_portal.shell.definition import loading
from demo.ground import CAMPAIGN_FILE
from emulation.campaigns.models import Campaign, Deadline
from emulation.duties.models import Duty

SA_PA = CAMPAIGN_FILE.read_text(encoding="utf-8")


def changed(old: str, new: str) -> str:
    """The file of Sa Pa with one slip of the pen."""
    assert old in SA_PA
    return SA_PA.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_all_faults_are_told_at_once_in_the_order_of_lines(sa_pa):
    text = changed("award: CTDT", "award: CUP").replace("indicator: relapse_rate", "indicator: relapse", 1)
    with pytest.raises(loading.BadDefinition) as refused:
        loading.load(text)
    assert [fault.field for fault in refused.value.faults] == ["targets.3.indicator", "registrations.1.award"]


def test_a_refused_file_changes_nothing(sa_pa):
    before = Campaign.objects.values().get(pk=sa_pa.campaign.pk)
    with pytest.raises(loading.BadDefinition):
        loading.load(changed("Phòng Nội vụ thị xã Sa Pa", "Phòng Nội vụ mới").replace("award: CTDT", "award: CUP"))
    assert Campaign.objects.values().get(pk=sa_pa.campaign.pk) == before
    assert not sa_pa.campaign.roles.filter(office__name="Phòng Nội vụ mới").exists()


def test_loading_the_same_file_again_changes_no_row_but_the_hour(sa_pa):
    def rows():
        campaign = sa_pa.campaign
        return [
            list(manager.order_by("pk").values())
            for manager in (campaign.classes, campaign.roles, campaign.deadlines, campaign.targets)
        ]

    before = rows()
    loading.load(SA_PA)
    assert rows() == before


def test_a_moved_deadline_moves_the_open_duties_of_a_launched_campaign(sa_pa):
    loading.load(changed("on: 2020-06-20, opens_on", "on: 2020-06-22, opens_on"))
    due = set(Duty.objects.filter(kind="review", period="2020-M06").values_list("due_on", flat=True))
    assert {day.isoformat() for day in due} == {"2020-06-22"}


def test_a_deadline_taken_out_of_the_file_asks_nothing_any_more(sa_pa):
    text = re.sub(r"\n  - \{key: launch_plan,.*", "", SA_PA)
    loading.load(text)
    assert not Deadline.objects.filter(key="launch_plan").exists()
    titles = set(Duty.objects.filter(kind="launch_plan").values_list("title", flat=True))
    assert titles == {"Kế hoạch chi tiết của ngành về giảm nghèo"}, "the other plan is asked for as before"


def test_a_class_in_use_is_not_taken_out(sa_pa):
    text = SA_PA.replace("{key: agency, name", "{key: offices, name").replace(
        "takes_part_as: agency", "takes_part_as: offices"
    )
    text = text.replace("[commune, agency]", "[commune, offices]").replace("owed_by: [agency]", "owed_by: [offices]")
    text = text.replace("participant_class: agency", "participant_class: offices")
    text = text.replace("hamlet, agency,", "hamlet, offices,").replace("second: [agency,", "second: [offices,")
    with pytest.raises(loading.BadDefinition) as refused:
        loading.load(text)
    (fault,) = refused.value.faults
    assert (fault.line, fault.field) == (line_of(text, "classes:"), "classes")
    assert "đang dùng" in fault.message
    assert sa_pa.campaign.classes.filter(key="agency").exists()


def test_the_command_names_every_fault_and_the_file(sa_pa, tmp_path):
    path = tmp_path / "hong.yaml"
    path.write_text(changed("award: CTDT", "award: CUP"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"1 chỗ cần sửa, chưa nạp gì\.\ndòng \d+, registrations\.1\.award"):
        call_command("load_campaign", path)


def test_the_command_says_when_there_is_no_such_file(db, tmp_path):
    with pytest.raises(CommandError, match="Không có tệp"):
        call_command("load_campaign", tmp_path / "khong-co.yaml")


def test_the_command_asks_for_utf8(db, tmp_path):
    path = tmp_path / "cu.yaml"
    path.write_bytes("Kế hoạch".encode("utf-16"))
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("load_campaign", path)


def test_a_new_campaign_is_a_draft_until_it_is_launched(sa_pa, tmp_path):
    path = tmp_path / "moi.yaml"
    path.write_text(changed("key: sa_pa_2020", "key: sa_pa_moi"), encoding="utf-8")
    call_command("load_campaign", path, stdout=StringIO())
    campaign = Campaign.objects.get(key="sa_pa_moi")
    assert (campaign.state, Duty.objects.filter(campaign_key="sa_pa_moi").count()) == ("draft", 0)
    call_command("load_campaign", path, "--launch", stdout=StringIO())
    campaign.refresh_from_db()
    assert campaign.state == "launched"
    assert Duty.objects.filter(campaign_key="sa_pa_moi").count() == 235
