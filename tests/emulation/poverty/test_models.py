"""What the database itself refuses, and who sees which review."""

import pytest
from django.db import IntegrityError, transaction

from campaign_portal.foundation import clock
from emulation.poverty.models import ReviewNote, ReviewRow, ReviewSet
from emulation.poverty.rules import columns, limits
from emulation.poverty.services import course


@pytest.mark.parametrize("population", columns.POPULATIONS)
@pytest.mark.parametrize("limit", limits.LIMITS, ids=lambda limit: limit.name)
def test_a_row_can_not_break_a_limit(story, population, limit):
    parts, whole = limits.names(limit, population)
    row = ReviewRow.objects.filter(review=story.review).values_list("pk", flat=True).first()
    at_the_limit = {whole: 10 * len(parts), **dict.fromkeys(parts, 10)}
    rows = ReviewRow.objects.filter(pk=row)
    rows.update(**dict.fromkeys(columns.ALL_FIELDS))
    rows.update(**at_the_limit)
    with pytest.raises(IntegrityError, match=limit.name), transaction.atomic():
        rows.update(**{parts[-1]: 11})


@pytest.mark.parametrize("key", limits.WITH_MEMBERS)
def test_a_household_has_a_member(story, key):
    rows = ReviewRow.objects.filter(pk=story.row("Tả Van Mông").pk)
    rows.update(**dict.fromkeys(columns.ALL_FIELDS))
    with pytest.raises(IntegrityError, match=f"members_{key}"), transaction.atomic():
        rows.update(**{f"households_{key}": 5, f"persons_{key}": 4})


def test_the_commune_has_one_note_a_question(story):
    words = {"review": story.review, "code": "V15:x", "text": "a", "about": "b", "by": story.mai}
    ReviewNote.objects.create(**words, at=clock.business_now())
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewNote.objects.create(**words, at=clock.business_now())


def sees(story, who: str) -> bool:
    return ReviewSet.objects.visible_to(story.sa_pa.person(who)).filter(pk=story.review.pk).exists()


@pytest.mark.parametrize("who", ["mai", "vang", "din"])
def test_the_commune_and_its_hamlets_see_a_review_from_the_start(story, who):
    assert sees(story, who)


@pytest.mark.parametrize("who", ["thanh", "hang", "huy", "hanh", "long"])
def test_above_the_commune_it_is_seen_once_handed_in(story, who):
    assert not sees(story, who)
    story.submit()
    assert sees(story, who)
    course.return_review(story.review, by=story.thanh, reason="sai", due_on=clock.today())
    assert sees(story, who), "what came back was seen already"


@pytest.mark.parametrize("who", ["lien", "03010.lanhdao", "justice.office"])
def test_others_never_see_it(story, who):
    story.submit()
    assert not sees(story, who)


def test_a_hamlet_head_sees_his_own_row(story):
    rows = ReviewRow.objects.visible_to(story.sa_pa.person("din")).filter(review=story.review)
    assert [row.unit.name for row in rows] == ["Tả Van Mông"]
