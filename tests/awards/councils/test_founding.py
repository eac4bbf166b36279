"""Founding a council by its decision."""

import pytest
from django.db import IntegrityError, transaction

from awards.councils.models import CouncilMember
from awards.councils.services import MemberEntry, found_council
from campaign_portal.foundation import audit
from campaign_portal.foundation.errors import Refused
from tests.awards.councils.stage import Stage

CHAIR = CouncilMember.Post.CHAIR


def test_a_council_is_its_decision_and_its_members_in_order(stage: Stage):
    council = stage.council
    assert [member.full_name for member in council.members.all()][:2] == ["Vũ Đình Khải", "Phạm Đức Long"]
    assert council.members.count() == 15
    assert audit.history(council).get().after["members"][0] == "Vũ Đình Khải"


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ([MemberEntry("A", "x"), MemberEntry("B", "x")], "đúng một chủ tịch; danh sách đang có 0"),
        ([MemberEntry("A", "x", CHAIR), MemberEntry("B", "x", CHAIR)], "đúng một chủ tịch; danh sách đang có 2"),
        ([MemberEntry("A", "x", CHAIR), MemberEntry("B", "x"), MemberEntry(" B", "x ")], "B đứng hai lần"),
    ],
)
def test_a_list_that_cannot_be_is_refused(stage: Stage, members, said):
    with pytest.raises(Refused, match=said):
        found_council(stage.sa_pa.office("council"), "Quyết định 87", members, by=None)


def test_one_account_is_one_member(stage: Stage):
    ngoc = stage.secretary
    members = [MemberEntry("Một", "x", CHAIR, ngoc), MemberEntry("Hai", "x", user=ngoc)]
    with pytest.raises(Refused, match="Một đứng hai lần"):
        found_council(stage.sa_pa.office("council"), "Quyết định 87", members, by=None)


def test_only_a_councils_office_has_a_council_and_only_one(stage: Stage):
    members = [MemberEntry("A", "x", CHAIR)]
    with pytest.raises(Refused, match="không phải là Hội đồng"):
        found_council(stage.sa_pa.office("interior_office"), "Quyết định 87", members, by=None)
    with pytest.raises(Refused, match="quyết định thành lập"):
        found_council(stage.sa_pa.office("council"), " ", members, by=None)
    found_council(stage.sa_pa.office("council"), "Quyết định 87", members, by=None)
    with pytest.raises(Refused, match="đã có danh sách"):
        found_council(stage.sa_pa.office("council"), "Quyết định 88", members, by=None)


def test_the_database_keeps_places_apart(stage: Stage):
    member = stage.member("Má A Chứ")
    with pytest.raises(IntegrityError), transaction.atomic():
        CouncilMember.objects.create(council=stage.council, full_name="X", position="x", place=member.place)
