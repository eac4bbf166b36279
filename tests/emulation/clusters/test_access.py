"""Whose sheet who reads, before and after publication: `visible_to` and the pages say the same."""

from django.urls import reverse

from campaign_portal.foundation import files
from emulation.clusters.models import ClusterYear, ScoreSheet

PEOPLE = (
    "xa1.lanhdao", "xa2.canbo", "xa3.lanhdao", "xa4.canbo", "xa5.lanhdao", "nv.canbo", "hd.uyvien", "ld.canbo",
)  # fmt: skip


def seen(stage) -> dict[str, str]:
    """Person → the places of the members whose sheets he reads."""
    rows = {
        who: ScoreSheet.objects.visible_to(stage.who(who))
        .order_by("member__position")
        .values_list("member__position", flat=True)
        for who in PEOPLE
    }
    return {who: "".join(map(str, places)) for who, places in rows.items()}


def test_before_publication_each_reads_its_own_and_the_one_it_cross_scores(opened):
    assert seen(opened) == {
        "xa1.lanhdao": "1234",  # the head
        "xa2.canbo": "1234",  # the deputy
        "xa3.lanhdao": "34",
        "xa4.canbo": "14",
        "xa5.lanhdao": "",
        "nv.canbo": "1234",
        "hd.uyvien": "1234",
        "ld.canbo": "",
    }


def test_after_publication_all_members_read_all_and_nobody_else(stage):
    stage.published()
    found = seen(stage)
    assert found["xa3.lanhdao"] == found["xa4.canbo"] == "1234"
    assert found["xa5.lanhdao"] == found["ld.canbo"] == ""


def test_a_sheet_one_may_not_read_does_not_exist(as_, opened):
    for who in PEOPLE:
        for place in range(1, 5):
            status = as_(who).get(reverse("clusters:sheet", args=[opened.sheet(place).pk])).status_code
            assert status == (200 if str(place) in seen(opened)[who] else 404), (who, place)


def test_clusters_are_read_on_the_campaign_s_whole_ground(opened):
    for who in PEOPLE:
        assert ClusterYear.objects.visible_to(opened.who(who)).exists(), who
    assert not ClusterYear.objects.visible_to(opened.who("mai")).exists(), "of another province"


def test_the_scan_of_a_publication_is_opened_by_whoever_reads_the_cluster(opened):
    made = files.store_made(
        b"%PDF-1.4", owner=opened.year, name="a.pdf", content_type="application/pdf", by=opened.officer
    )
    assert files.visible_to(opened.who("xa5.lanhdao"), made)
    assert not files.visible_to(opened.who("mai"), made)
