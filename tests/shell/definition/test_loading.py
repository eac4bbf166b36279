# ruff: noqa: E501  (a table: one case a line reads better than six)
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


# what is changed → where the fault stands, the field it names, and words of the sentence
BROKEN = {
    "no yaml at all": ('key: sa_pa_2020\n', 'key: "sa_pa\n', None, "tệp", "cú pháp"),
    "a key twice": ("key: sa_pa_2020\n", "key: sa_pa_2020\nkey: khac\n", "key: khac", "tệp", "ghi hai lần"),
    "a field is missing": (
        '  short_name: "Nâng cao điều kiện sống, Sa Pa 2020"\n', "", "campaign:", "campaign.short_name", "thiếu",
    ),
    "a field nobody knows": (
        "  starts_on: 2020-02-01", "  start_on: 2020-02-01\n  starts_on: 2020-02-01", "start_on", "campaign.start_on", "chính tả",
    ),
    "a date that is no date": ("  ends_on: 2020-12-31", "  ends_on: cuối năm", "ends_on: cuối", "campaign.ends_on", "ngày"),
    "an end before the start": ("  ends_on: 2020-12-31", "  ends_on: 2019-12-31", "ends_on: 2019", "campaign.ends_on", "trước ngày bắt đầu"),
    "a code without quotes": ('code: "088"', "code: 888", "code: 888", "campaign.unit.code", "ngoặc kép"),
    "a code of nobody": ('code: "088"', 'code: "998"', 'code: "998"', "campaign.unit.code", "998"),
    "an unknown standard": ('{code: "2016-2020", use', '{code: "1993", use', '{code: "1993"', "campaign.standards.1.code", "2016-2020"),
    "an unknown nature": ("nature: household, party: household, clause", "nature: clan, party: household, clause", "nature: clan", "classes.7.nature", "collective"),
    "a class key with capitals": ("{key: hamlet, name", "{key: Hamlet, name", "{key: Hamlet", "classes.2.key", "chữ thường"),
    "a class twice": ("{key: hamlet, name", "{key: commune, name", '{key: commune, name: "Thôn', "classes.2.key", "đã dùng"),
    "a unit class without level": ("party: unit, level: commune,", "party: unit,", '{key: commune', "classes.1.level", "level"),
    "no standing office": ("  - key: standing_office ", "  - key: standing_offices ", "offices:", "offices", "thường trực"),
    "an office of an unknown class": ("takes_part_as: agency, clause", "takes_part_as: agencies, clause", "takes_part_as: agencies", "offices.8.takes_part_as", "agencies"),
    "an unknown function": ("function: council\n", "function: counsel\n", "function: counsel", "offices.5.function", "council"),
    "an unknown indicator": ("indicator: relapse_rate", "indicator: relapse", "indicator: relapse,", "targets.3.indicator", "relapse_rate"),
    "a range upside down": ("beats_plan_by: [30, 40]", "beats_plan_by: [30, 20]", "beats_plan_by: [30, 20]", "targets.2.must", "nhỏ hơn"),
    "an unknown condition": ("must: {less_than: 1}", "must: {under: 1}", "must: {under", "targets.3.must.under", "chính tả"),
    "a deadline before and on": ("on: 2020-03-25, opens_on", "on: 2020-03-25, before: 2020-03-25, opens_on", "{key: report_q1", "deadlines.4", "đúng một trong"),
    "a deadline without a day": ("before: 2020-03-12, opens_on", "opens_on", "{key: launch_plan", "deadlines.2", "đúng một trong"),
    "a deadline that opens too late": ("on: 2020-06-20, opens_on: 2020-06-01", "on: 2020-06-20, opens_on: 2020-07-01", "{key: review_m06", "deadlines.10.opens_on", "sau cả hạn"),
    "a deadline nobody owes": ("owed_by: [commune], to: [standing_office], through", "owed_by: [], to: [standing_office], through", "{key: flag_registration", "deadlines.1.owed_by", "trống"),
    "a deadline a stranger owes": ("owed_by: [commune], to: [standing_office], through", "owed_by: [comune], to: [standing_office], through", "{key: flag_registration", "deadlines.1.owed_by.1", "comune"),
    "a deadline to a stranger": ("to: [interior_office], through", "to: [exterior_office], through", "{key: registration_summary", "deadlines.3.to.1", "exterior_office"),
    "a period that is none": ('period: "2020-Q1", on', 'period: "quý I", on', 'period: "quý I"', "deadlines.4.period", "2020-Q1"),
    "a kind of duty that is none": ("kind: launch_plan", "kind: plan", "kind: plan", "deadlines.2.kind", "launch_plan"),
    "a registration of a stranger": ("- participant_class: commune\n    registers_with", "- participant_class: comune\n    registers_with", "participant_class: comune", "registrations.1.participant_class", "comune"),
    "an award that is none": ("award: CTDT", "award: CUP", "award: CUP", "registrations.1.award", "GKH"),
    "a pledge on no indicator": ("indicator: registered_to_escape", "indicator: registered", "indicator: registered,", "registrations.1.lines.4.indicator", "registered"),
    "criteria of a stranger": ("    participant_class: official\n", "    participant_class: officials\n", "participant_class: officials", "criteria.6.participant_class", "officials"),
    "a measure that is none": ("kind: income_multiple", "kind: income", "kind: income,", "criteria.7.criteria.4.measured.kind", "income_multiple"),
    "a measure without its numbers": ("parameters: {times: 3, base_year: 2019}", "parameters: {times: 3}", "kind: income_multiple", "criteria.7.criteria.4.measured.parameters", "base_year"),
    "a number that is no whole number": ("parameters: {year: 2019}", 'parameters: {year: "2019"}', "kind: on_poor_list", "criteria.7.criteria.1.measured.parameters.year", "số nguyên"),
    "a criterion twice in a group": ("{key: peace, text", "{key: law, text", '{key: law, text: "Gia đình', "criteria.7.criteria.3.key", "đã dùng"),
    "a route of no award": ("    award: GKH\n    authority", "    award: GKZ\n    authority", "award: GKZ", "routes.1.award", "GKH"),
    "a route to nobody": ("    authority: authority\n", "    authority: mayor\n", "authority: mayor", "routes.1.authority", "mayor"),
    "a route without a council": ("act: council, offices: [council]", "act: forward, offices: [council]", "steps:", "routes.1.steps", "hội đồng"),
    "a step at a stranger's": ("offices: [coordination_office], before", "offices: [coordination], before", "offices: [coordination]", "routes.1.steps.2.offices.1", "coordination"),
    "a route by no deadline": ("    deadline: dossiers\n", "    deadline: dossier\n", "deadline: dossier", "routes.1.deadline", "dossier"),
    "a paper nobody can make": ("{key: minutes, name", "{key: minute, name", "{key: minute,", "routes.1.papers.2.key", "minutes"),
    "a paper of a stranger": ("classes: [economic_organisation, poor_household, household]", "classes: [economic, poor_household]", "classes: [economic,", "routes.1.papers.3.classes.1", "economic"),
    "a report of no figure": ("relapsed, newly_poor, registered", "relapse, newly_poor, registered", "figures: [households", "reports.1.figures.8", "relapsed"),
    "a day there is not": ("before: 2020-03-10", "before: 2020-02-31", "before: 2020-02-31", "deadlines.1.before", "2020-02-31"),
    "a month there is not": ("  starts_on: 2020-02-01", "  starts_on: 2020-13-01", "starts_on: 2020-13", "campaign.starts_on", "ngày có thật"),
    "a field named by a list": ("key: sa_pa_2020\n", "? [a]\n: b\nkey: sa_pa_2020\n", "? [a]", "tệp", "một từ"),
    "a name left empty": ('  short_name: "Nâng cao điều kiện sống, Sa Pa 2020"', "  short_name:", "short_name:", "campaign.short_name", "để trống"),
    "a figure in words": ("must: {at_least: 5}", "must: {at_least: năm}", "at_least: năm", "targets.1.must.at_least", "phải là số"),
    "a target of another year": ("{at_least: 5}, time: {in_year: 2020}", "{at_least: 5}, time: {in_year: 2019}", "in_year: 2019", "targets.1.time", "ngoài thời gian"),
    "a clause that is a sentence": ('clause: "III.2"}            # S3-11', f'clause: "{"III " * 20}"}}', "{key: flag_registration", "deadlines.1.clause", "quá 40 ký tự"),
    "a report of no quarter": ('period: "2020-Q1", on', "on", "{key: report_q1", "deadlines.4.period", "2020-Q1"),
    "a review of a quarter": ('period: "2020-M06"', 'period: "2020-Q2"', 'period: "2020-Q2", on: 2020-06-20', "deadlines.10.period", "2020-M06"),
    "a duty that arises by itself": ("kind: launch_plan", "kind: appraisal", "kind: appraisal", "deadlines.2.kind", "một trong: registration, launch_plan"),
    "no sets of papers": ("    sets: 2 ", "    sets: 0 ", "sets: 0", "routes.1.sets", "từ 1 trở lên"),
    "an amount below nothing": ("{vnd: 50000000}", "{vnd: -5}", "{vnd: -5}", "criteria.1.criteria.1.measured.parameters.vnd", "từ 1 trở lên"),
    "a report without sections": ("    sections: *sections\n", "    sections: []\n", "sections: []", "reports.2.sections", "trống"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "field", "says"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_at_its_line_and_field(sa_pa, old, new, at, field, says):
    text = changed(old, new)
    with pytest.raises(loading.BadDefinition) as refused:
        loading.load(text)
    fault = next((fault for fault in refused.value.faults if fault.field == field), None)
    assert fault is not None, refused.value
    assert says in fault.message
    if at is not None:
        assert fault.line == line_of(text, at)


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
    text = re.sub(r"\n  - \{key: launch_plan.*", "", SA_PA)
    loading.load(text)
    assert not Deadline.objects.filter(key="launch_plan").exists()
    assert not Duty.objects.filter(kind="launch_plan").exists()


def test_a_class_in_use_is_not_taken_out(sa_pa):
    text = SA_PA.replace("{key: agency, name", "{key: offices, name").replace(
        "takes_part_as: agency", "takes_part_as: offices"
    )
    text = text.replace("[commune, agency]", "[commune, offices]").replace(
        "participant_class: agency", "participant_class: offices"
    )
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
    assert Duty.objects.filter(campaign_key="sa_pa_moi").count() == 212
