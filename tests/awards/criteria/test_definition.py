"""Criteria in the campaign's file: what S3 asks of whom, and what it leaves to a text not in hand."""

import pytest

from awards.criteria.models import Criterion, CriterionGroup, PendingStandard
from campaign_portal.shell.definition import loading
from demo.ground import CAMPAIGN_FILE
from emulation.campaigns.models import ParticipantClass

SA_PA = CAMPAIGN_FILE.read_text(encoding="utf-8")


def criteria_of(class_key: str) -> dict[str, Criterion]:
    found = Criterion.objects.filter(group__participant_class__key=class_key)
    return {criterion.key: criterion for criterion in found}


def test_s3_14_the_classes_that_may_be_awarded(sa_pa):
    natures = dict(ParticipantClass.objects.filter(campaign=sa_pa.campaign).values_list("key", "nature"))
    assert natures == {
        "commune": "collective",
        "hamlet": "collective",
        "agency": "collective",
        "economic_organisation": "collective",
        "individual": "individual",
        "official": "individual",
        "poor_household": "household",
        "household": "household",
    }


def test_s3_15_the_provinces_standard_is_held_as_not_loaded(sa_pa):
    standard = PendingStandard.objects.get(campaign=sa_pa.campaign)
    assert standard.award_name == "Khen thưởng cấp tỉnh"
    assert "17/2016/QĐ-UBND" in standard.document
    assert standard.clause == "IV.2.1"


@pytest.mark.parametrize(
    ("clause", "class_key", "key", "nature"),
    [
        ("S3-16", "economic_organisation", "gifts", "measured"),
        ("S3-17", "agency", "achievements", "judged"),
        ("S3-18", "commune", "organisations", "judged"),
        ("S3-18", "hamlet", "organisations", "judged"),
        ("S3-19", "commune", "plan", "judged"),
        ("S3-19", "commune", "fall", "measured"),
        ("S3-19", "hamlet", "fall", "measured"),
        ("S3-20", "commune", "money", "judged"),
        ("S3-21", "hamlet", "living", "judged"),
        ("S3-22", "commune", "infrastructure", "judged"),
        ("S3-23", "individual", "gifts", "measured"),
        ("S3-23", "individual", "helped", "measured"),
        ("S3-24", "official", "achievements", "judged"),
        ("S3-25", "poor_household", "list_2019", "measured"),
        ("S3-26", "poor_household", "law", "judged"),
        ("S3-27", "poor_household", "peace", "judged"),
        ("S3-28", "poor_household", "income", "measured"),
    ],
)
def test_s3_16_to_28_each_class_has_its_own_criteria(sa_pa, clause, class_key, key, nature):
    assert criteria_of(class_key)[key].nature == nature


def test_s3_22_only_the_new_rural_criterion_may_not_apply(sa_pa):
    may = Criterion.objects.filter(may_not_apply=True).values_list("group__participant_class__key", "key")
    assert set(may) == {("commune", "infrastructure"), ("hamlet", "infrastructure")}


def test_s3_23_gifts_or_help_either_is_enough(sa_pa):
    assert CriterionGroup.objects.get(participant_class__key="individual").mode == "any"
    assert set(CriterionGroup.objects.exclude(participant_class__key="individual").values_list("mode", flat=True)) == {
        "all"
    }


def test_s3_27_asks_for_a_recorded_meeting(sa_pa):
    assert [criterion.key for criterion in Criterion.objects.filter(asks_meeting=True)] == ["peace"]


def test_s3_25_28_the_numbers_stand_in_the_file(sa_pa):
    household = criteria_of("poor_household")
    assert household["list_2019"].parameters == {"year": 2019}
    assert household["income"].parameters == {"times": 3, "base_year": 2019}
    assert criteria_of("commune")["fall"].parameters == {"percent": 50}
    assert criteria_of("individual")["helped"].parameters == {"households": 5}
    assert criteria_of("economic_organisation")["gifts"].parameters == {"vnd": 50_000_000}


def test_a_measured_criterion_that_asks_for_a_meeting_is_refused_with_its_line(sa_pa):
    broken = SA_PA.replace("parameters: {year: 2019}}, clause", "parameters: {year: 2019}}, meeting: true, clause", 1)
    with pytest.raises(loading.BadDefinition) as refused:
        loading.read(broken)
    (fault,) = refused.value.faults
    assert "không cần cuộc họp" in fault.message
    assert fault.line == broken[: broken.index("key: list_2019")].count("\n") + 1


def test_a_file_without_texts_left_out_is_complete(sa_pa):
    start = SA_PA.index("standards_not_loaded:")
    end = SA_PA.index("# Tiêu chuẩn khen thưởng cấp thị xã")
    loading.load(SA_PA[:start] + SA_PA[end:])
    assert not PendingStandard.objects.filter(campaign=sa_pa.campaign).exists()
