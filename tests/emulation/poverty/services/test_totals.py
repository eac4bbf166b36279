"""A commune's stored total is always the sum of its hamlets."""

import pytest
from django.core.management import CommandError, call_command

from emulation.poverty.models import CommuneTotal
from emulation.poverty.services import course
from emulation.poverty.services.totals import recompute_totals


def test_opening_lists_have_totals_that_are_the_sums(sa_pa):
    assert CommuneTotal.objects.count() == 16
    assert recompute_totals() == []


def test_a_total_that_is_not_the_sum_is_found_and_mended(story):
    story.submit()
    course.approve(story.review, by=story.thanh)
    total = CommuneTotal.objects.get(review=story.review)
    right = total.households_poor_end
    CommuneTotal.objects.filter(pk=total.pk).update(households_poor_end=right + 1)
    (found,) = recompute_totals(mend=True)
    assert (found.review, found.field, found.stored, found.summed) == (
        story.review,
        "households_poor_end",
        right + 1,
        right,
    )
    assert recompute_totals() == []


def test_a_missing_total_is_found(story):
    story.submit()
    course.approve(story.review, by=story.thanh)
    CommuneTotal.objects.filter(review=story.review).delete()
    assert [found.field for found in recompute_totals(mend=True)] == ["hamlet_count"]
    assert recompute_totals() == []


def test_the_command_says_what_differs_and_fails(sa_pa, capsys):
    call_command("recompute_totals")
    assert "khớp" in capsys.readouterr().out
    CommuneTotal.objects.filter(unit=sa_pa.ta_van).update(households_total=1)
    with pytest.raises(CommandError, match="1 số"):
        call_command("recompute_totals")
    call_command("recompute_totals", mend=True)
    call_command("recompute_totals")
