"""November: nine communes hand in their dossiers, the slowest on the last day (S3 IV.3: before 10/11)."""

import datetime as dt
from functools import partial

from awards.criteria.models import Criterion
from awards.dossiers import services
from awards.dossiers.models import Dossier, Evidence, Submission
from awards.routes.models import Route
from campaign_portal.foundation import clock
from campaign_portal.foundation.models import User
from demo.places import MUONG_HOA, TA_VAN
from demo.story import families, nominees, people
from demo.story.nominees import Nominee
from demo.story.playing import Act, on
from emulation.campaigns.models import ParticipantClass
from emulation.people.services import leadership_office

# Commune → the day and hour of its letter, and the letter's number in its clerk's book.
LETTERS = {
    nominees.NGU_CHI_SON: (4, 10, "52"),
    nominees.HOANG_LIEN: (5, 9, "47"),
    MUONG_HOA: (5, 15, "63"),
    nominees.TRUNG_CHAI: (6, 9, "38"),
    families.LIEN_MINH: (6, 14, "71"),
    nominees.TA_PHIN: (9, 8, "44"),
    nominees.SA_PA_WARD: (9, 10, "59"),
    TA_VAN: (9, 15, "86"),
    nominees.BAN_HO: (9, 16, "29"),
}
ACHIEVEMENTS = (
    "Nắm chắc từng hộ, từng nguyên nhân nghèo; cùng hộ lập kế hoạch làm ăn và theo đến cuối vụ.",
    "Kết quả được UBND xã và bà con trong thôn ghi nhận tại cuộc họp xét.",
)


def acts() -> list[Act]:
    return [
        Act(on(11, day, hour), f"trình hồ sơ khen thưởng ({code})", partial(hand_in, code))
        for code, (day, hour, _) in LETTERS.items()
    ]


def hand_in(code: str) -> None:
    """The officer prepares, the leader signs. What a person has begun is gone on with; what he handed in stands."""
    unit = people.unit_of(people.commune(code))
    office = leadership_office(unit, clock.today())
    if Submission.objects.filter(proposer=office, state=Submission.State.SUBMITTED).exists():
        return
    officer = people.officer(unit)
    route = Route.objects.get(campaign=people.campaign(), key="town_award")
    submission = services.start_submission(people.campaign(), route, office, officer)
    if submission.state == Submission.State.DRAFT:
        for nominee in nominees.of(code):
            propose(submission, nominee, officer)
        for dossier in submission.dossiers.select_related("participant_class"):
            add_missing(dossier, officer)
        if not submission.papers.filter(dossier=None, kind="minutes", is_current=True).exists():
            services.attach_paper(submission, "minutes", people.scan("bien-ban.pdf"), _days_ago(3), officer)
        services.present(submission, officer)
    services.submit(submission, LETTERS[code][2], clock.today(), people.leader(unit))


def propose(submission: Submission, nominee: Nominee, officer: User) -> None:
    party = nominee.who()
    if submission.dossiers.filter(party=party).exists():
        return
    part = ParticipantClass.objects.get(campaign=submission.campaign, key=nominee.part)
    dossier = services.add_nominee(submission, party, part, officer)
    services.edit_dossier(
        dossier,
        summary=nominee.summary,
        achievements="\n".join(nominee.achievements or ACHIEVEMENTS),
        prior_awards=[
            {"year": year, "award_name": award, "achievement": deed, "decision": decision}
            for year, award, deed, decision in nominee.prior
        ],
        by=officer,
    )
    criteria = {item.key: item for item in Criterion.objects.filter(group__participant_class=part)}
    for key, words in nominee.evidence:
        services.add_evidence(dossier, criteria[key], text=words, upload=people.scan(f"{key}.pdf"), by=officer)


def add_missing(dossier: Dossier, officer: User) -> None:
    """What every dossier of its class must have: a summary, the hamlet's meeting on a household, a signed report."""
    if not dossier.achievement_summary:
        services.edit_dossier(
            dossier, summary=ACHIEVEMENTS[0], achievements=dossier.achievements, prior_awards=[], by=officer
        )
    for criterion in Criterion.objects.filter(group__participant_class=dossier.participant_class, asks_meeting=True):
        if not Evidence.objects.filter(dossier=dossier, criterion=criterion, is_current=True).exists():
            services.add_evidence(
                dossier,
                criterion,
                upload=people.scan("hop-thon.pdf"),
                met_on=_days_ago(8),
                households_present=62,
                households_agreeing=60,
                by=officer,
            )
    asked = dossier.submission.route.papers.filter(owner="dossier")
    for rule in asked:
        if dossier.participant_class.key in rule.class_keys and not dossier.papers.filter(kind=rule.kind).exists():
            services.attach_paper(dossier, rule.kind, people.scan("bao-cao.pdf"), _days_ago(4), officer)


def _days_ago(days: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days)
