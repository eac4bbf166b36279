"""The way of S3's dossiers as rows: steps, offices, dates, papers."""

import datetime as dt

from awards.dossiers import selectors
from awards.routes.models import Route


def town_award(sa_pa) -> Route:
    return Route.objects.get(campaign=sa_pa.campaign, key="town_award")


def test_s3_30_dossiers_are_handed_in_before_the_10th_of_november(sa_pa):
    due = selectors.due_of(town_award(sa_pa))
    assert due is not None
    assert due.on == dt.date(2020, 11, 9)
    assert due.text == "trước 10/11/2020"


def test_s3_31_33_the_steps_their_offices_and_dates(sa_pa):
    route = town_award(sa_pa)
    offices = selectors.offices_by_role(sa_pa.campaign)
    steps = [
        (step.act, step.rule, selectors.names(selectors.offices_of(step, offices)), step.due_on)
        for step in selectors.steps_of(route)
    ]
    assert steps == [
        ("appraise", "all", "Phòng LĐ-TB&XH và Phòng Nội vụ", dt.date(2020, 11, 13)),
        ("forward", "all", "Văn phòng Điều phối NTM", dt.date(2020, 11, 14)),
        ("council", "all", "Hội đồng TĐKT thị xã", None),
        ("decide", "all", "UBND thị xã", None),
    ]


def test_s3_29_papers_by_class_in_two_sets(sa_pa):
    route = town_award(sa_pa)
    assert route.sets_of_papers == 2
    papers = {paper.kind: paper for paper in route.papers.all()}
    assert {kind: (paper.owner, paper.origin) for kind, paper in papers.items()} == {
        "submission_letter": ("submission", "generated"),
        "minutes": ("submission", "signed_scan"),
        "summary_list": ("submission", "generated"),
        "achievement_report": ("dossier", "signed_scan"),
    }
    assert papers["submission_letter"].class_keys == papers["minutes"].class_keys == []
    assert papers["summary_list"].class_keys == ["economic_organisation", "poor_household", "household"]
    assert papers["achievement_report"].confirmed_by == "cấp trên quản lý trực tiếp"
