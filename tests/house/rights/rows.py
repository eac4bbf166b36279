"""A row of every kind in every place where there are such rows: what the addresses' ids are taken from.

Rows are written straight into the tables, each in a state that its pages can show; no service is asked.
"""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db import models

from awards.councils.models import Attendance, Council, CouncilMember, CouncilSession, Recusal, SessionItem
from awards.criteria.models import Criterion
from awards.decisions.models import Award, AwardDecision
from awards.dossiers.models import (
    Appraisal,
    Dossier,
    DossierPaper,
    Evidence,
    Finding,
    Hold,
    PriorAward,
    ReturnRequest,
    Submission,
)
from awards.proposals.models import ProposedAward, UpwardProposal
from awards.quotas.models import AwardQuota
from awards.routes.models import Route
from campaign_portal.foundation import clock, files
from campaign_portal.foundation.models import Job, NumberSeries, StoredFile, User
from emulation.campaigns.models import CampaignVersion, Participant, ParticipantClass
from emulation.clusters.models import (
    ClusterCriterion,
    ClusterMember,
    ClusterYear,
    Ranking,
    RankingLine,
    ScoreLine,
    ScoreSheet,
    TieBreak,
)
from emulation.contributions.models import Contribution, Donor
from emulation.duties.models import Duty, DutyLine, Fulfillment
from emulation.duties.rules import PLAIN_PAPERS
from emulation.exemplars.models import Exemplar, ExemplarAdoption, ExemplarConsent, ExemplarPhoto
from emulation.households.models import Household, HouseholdYear, Support, SupportNote
from emulation.inspections.models import Inspection, InspectionFinding
from emulation.people.models import Appointment, Function, Office, Party
from emulation.people.services import party_of_office, party_of_unit
from emulation.poverty.models import ApprovalPart, CommuneTotal, ReviewApproval, ReviewNote, ReviewRow, ReviewSet
from emulation.regimes.models import Regime
from emulation.registrations.models import (
    Pledge,
    PledgeItem,
    PledgeLine,
    PledgeParty,
    Registration,
    RegistrationSummary,
    RegistrationVersion,
)
from emulation.registrations.selectors.offers import FIRST, SECOND
from emulation.targets.models import (
    AssignmentLine,
    AssignmentSheet,
    Indicator,
    Measurement,
    Ruling,
    StatedFigure,
    TargetAssignment,
)
from emulation.territory.models import Reorganization, Unit, UnitMark, UnitSuccession
from emulation.territory.rules.changes import ChangeSet
from emulation.territory.services import set_ancestors
from reporting.consolidation.models import Snapshot, SnapshotLine
from reporting.reports.models import Figure, Narrative, Report, ReportForm, ReportRequest
from reporting.reports.rules import FIGURES
from tests.house.rights.places import AGENCIES, COMMUNES, PLACES, TOWNS, Tree

Ids = dict[str, Any]  # parameter of an address → value
DAY = dt.date(2020, 11, 2)
NOTHING_YET = ChangeSet().to_json()
VOTED = {"votes_for": 3, "votes_against": 0, "votes_other": 0, "passed": True}


class Rows:
    """`ids["dossier"]["A"]` are the parameters of an address that opens a dossier of place A."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.ids: dict[str, dict[str, Ids]] = defaultdict(dict)
        self.kept: dict[models.Model, tuple[str, str]] = {}  # row → its kind and place
        self.now = clock.business_now()
        self.merged: dict[str, tuple[Unit, dt.date]] = {}  # place of the successor → what went into it, its last day
        self.to_issue: list[tuple[str, AwardDecision]] = []
        self.to_rank: list[tuple[ClusterYear, User]] = []
        for place in PLACES:
            self.place = place
            self.unit, self.office = tree.units[place], tree.offices[place]
            self.by = User.objects.create(username=f"ghi.{place}".lower(), full_name=f"Người ghi {place}")
            if place in COMMUNES:
                self._commune()
            if place in AGENCIES:
                self._agency()
        for place in PLACES:
            self.place = place
            self.unit, self.office = tree.units[place], tree.offices[place]
            self.by = User.objects.get(username=f"ghi.{place}".lower())
            if place in TOWNS:
                self._town()
            self._everywhere()

    def keep(self, row: str, of: models.Model, /, **ids: Any) -> None:
        self.ids[row][self.place] = ids
        self.kept[of] = (row, self.place)

    def file(self, owner: Any, kind: str = "") -> StoredFile:
        made = files.store_made(
            f"%PDF-1.4 {self.place}".encode(),
            owner=owner,
            name=f"{kind}.pdf",
            content_type="application/pdf",
            by=self.by,
        )
        if kind:
            self.keep(f"file of {kind}", made, pk=made.pk)
        return made

    def job(self, owner: Any, kind: str) -> None:
        job = Job.objects.create(
            kind="rights.test",
            key=f"{kind}:{self.place}",
            owner_key=files.owner_key(owner),
            state=Job.State.DONE,
            run_after=self.now,
            requested_at=self.now,
            requested_by=self.by,
        )
        self.keep(f"job of {kind}", job, pk=job.pk)

    @property
    def campaign(self):
        return self.tree.campaign_of(self.place)

    # --- A commune and its hamlets -------------------------------------------------------------------------------

    def _commune(self) -> None:
        self.hamlets = [self.tree.units[place] for place in PLACES if place[:-1] == self.place]
        self.party = party_of_unit(self.unit)
        self.persons = [self._party(Party.Kind.PERSON, f"Lý Văn {number} {self.place}") for number in range(7)]
        self.keep("person", self.persons[0], chosen=self.persons[0].pk)
        self.ids["helper"][self.place] = {"pk": self.persons[0].pk}  # kept as a person
        self.keep("participant", self.party, pk=self.party.pk)
        self.organisation = self._party(Party.Kind.ORGANISATION, f"Hợp tác xã {self.place}")
        self.households = [self._household(hamlet) for hamlet in self.hamlets]
        self._reviews()
        self._registration(self.party, "commune")
        self._gift()
        self._stories(self.party)
        self._inspections(self.party)
        self._duty(Duty.objects.filter(unit=self.unit, office=None, kind="launch_plan")[0])
        self._report(self.party)
        self._submissions()
        for hamlet in self.hamlets:
            place = next(key for key, unit in self.tree.units.items() if unit == hamlet)
            self.place, self.unit = place, hamlet
            household = self.households[self.hamlets.index(hamlet)]
            self.keep("household", household, pk=household.pk)
            self._help(household)
            self.ids["participating household"][self.place] = {"pk": household.party_id}
            self._registration(party_of_unit(hamlet), "hamlet")
            self.place = place[:-1]
            self.unit = self.tree.units[self.place]

    def _inspections(self, party: Party) -> None:
        """By the town's standing office: one that is planned, one to be mended, one whose answer waits."""
        for kind, state in (("planned", "open"), ("to mend", "open"), ("answered", "answered")):
            inspection = Inspection.objects.create(
                unit=self.unit, campaign=self.campaign, office=self.tree.named("standing_office", self.place),
                party=party, title="Rà soát", planned_on=DAY, planned_by=self.by, held_on=DAY, place="trụ sở",
                state="planned" if kind == "planned" else "recorded", team="đoàn", present="xã", content="sổ",
                conclusion="tốt",
            )  # fmt: skip
            finding = InspectionFinding.objects.create(
                inspection=inspection, unit=self.unit, text="sót hộ", severity="mend", ask="rà lại", due_on=DAY,
                state=state, answer="đã rà" if state == "answered" else "",
            )  # fmt: skip
            self.keep(f"inspection {kind}", inspection, pk=inspection.pk, finding_pk=finding.pk)
            if state == "answered":
                finding.paper = self.file(finding, "inspection answered")
                finding.save()

    def _stories(self, party: Party) -> None:
        """One that is published, one that was sent, one that is being written; each with a photograph and a consent."""
        days = {"published": {"published_on": DAY, "sent_at": self.now}, "waiting": {"sent_at": self.now}, "draft": {}}
        for state, moments in days.items():
            story = Exemplar.objects.create(
                unit=self.unit, campaign=self.campaign, kind="good_practice", title="Nhóm tiết kiệm", party=party,
                whom_name="Đối tượng", whom_detail="địa chỉ", office=self.office, text="nội dung " * 20, state=state,
                written_by=self.by, written_on=DAY, said="lý do", **moments,
            )  # fmt: skip
            kind = {"draft": "story being written"}.get(state, f"story {state}")
            file = self.file(story, kind if state != "draft" else "")
            photo = ExemplarPhoto.objects.create(exemplar=story, file=file, alt="vườn", people="Lý Văn Ảnh")
            consent = ExemplarConsent.objects.create(exemplar=story, name="Lý Văn Ảnh", given_on=DAY, given_by="cha mẹ")
            self.keep(kind, story, pk=story.pk, photo_pk=photo.pk, consent_pk=consent.pk)
            if state == "published":
                ExemplarAdoption.objects.create(
                    exemplar=story, unit=self.unit, since=DAY, note="kết quả", told_by=self.by
                )
                self.keep("photo published", photo, pk=photo.pk)

    def _party(self, kind: str, name: str, unit: Unit | None = None) -> Party:
        return Party.objects.create(unit=unit or self.unit, kind=kind, name=name)

    def _household(self, hamlet: Unit) -> Household:
        party = self._party(Party.Kind.HOUSEHOLD, f"Hộ {hamlet.name}", hamlet)
        household = Household.objects.create(unit=hamlet, party=party, head_name=party.name, member_count=4)
        HouseholdYear.objects.create(
            household=household,
            year=2019,
            standard=self.campaign.standard,
            poverty_class="poor",
            list_number="1/QĐ-UBND",
        )
        return household

    def _help(self, household: Household) -> None:
        """To a household of the hamlet, and to the hamlet itself."""
        common = {"helper": self.persons[0], "year": 2020, "deed": "giúp giống"}
        of_household = Support.objects.create(household=household, **common)
        note = SupportNote.objects.create(
            support=of_household, on=DAY, kind="seed", told="cho giống", value_vnd=500_000
        )
        self.keep("help of a household", of_household, pk=of_household.pk)
        self.keep("note of help", note, pk=note.pk)
        of_place = Support.objects.create(unit=household.unit, **common)
        self.keep("help of a place", of_place, pk=of_place.pk)
        self.keep("place to help", household.unit, pk=household.unit.pk)

    def _reviews(self) -> None:
        common = {"unit": self.unit, "year": 2020, "standard": self.campaign.standard}
        moment = {"submitted_at": self.now, "submitted_by": self.by}
        sent = ReviewSet.objects.create(
            period="2020-M06",
            state=ReviewSet.State.APPROVED,
            approved_at=self.now,
            remark="đã rà lại",
            **common,
            **moment,
        )
        typing = ReviewSet.objects.create(period="2020-M09", state=ReviewSet.State.DRAFT, remark="đang rà", **common)
        for review in (sent, typing):
            rows: list[ReviewRow] = [
                ReviewRow.objects.create(
                    review=review, unit=hamlet, households_total=100, households_poor_start=30, households_poor_end=25
                )
                for hamlet in self.hamlets
            ]
            ReviewNote.objects.create(
                review=review, row=rows[0], code="V6:households", text="đã xem", about="câu", by=self.by, at=self.now
            )
        self.keep("review row", rows[0], row=rows[0].pk)
        CommuneTotal.objects.create(
            review=sent, unit=self.unit, period=sent.period, hamlet_count=len(self.hamlets), households_total=100
        )
        self.keep("review", sent, pk=sent.pk)
        self.keep("review being typed", typing, pk=typing.pk)
        self.file(sent, "review")
        self.job(sent, "review")
        handed = ReviewSet.objects.create(period="2020-M03", state=ReviewSet.State.SUBMITTED, **common, **moment)
        ReviewRow.objects.create(review=handed, unit=self.hamlets[0])
        self.keep("review to decide on", handed, pk=handed.pk)

    def _registration(self, party: Party, part: str) -> None:
        klass = ParticipantClass.objects.get(campaign=self.campaign, key=part)
        own = self.tree.town_of(self.place) if part != "hamlet" else self.place[:-1]
        receiver = self.tree.offices[own] if part == "hamlet" else self.tree.named("standing_office", self.place)
        for year, state in ((2020, Registration.State.SUBMITTED), (2021, Registration.State.DRAFT)):
            sent = state == Registration.State.SUBMITTED
            registration = Registration.objects.create(
                unit=self.unit,
                campaign=self.campaign,
                party=party,
                participant_class=klass,
                year=year,
                state=state,
                superior=self.tree.units[own],
                receiver=receiver,
                models_and_deeds="mô hình",
                submitted_at=self.now if sent else None,
                first_submitted_at=self.now if sent else None,
                submitted_by=self.by if sent else None,
            )
            for position, nature in enumerate(("figure", "deed"), start=1):
                PledgeItem.objects.create(
                    registration=registration, position=position, nature=nature, text="việc", note="ghi chú", pledged=5
                )
            if sent:
                RegistrationVersion.objects.create(
                    registration=registration,
                    number=1,
                    submitted_at=self.now,
                    submitted_by=self.by,
                    reason="sửa số hộ",
                    content={"items": [], "wish": "lời"},
                )
            kind = "registration" if sent else "registration being written"
            self.keep(kind, registration, pk=registration.pk)
            if part != "agency":  # an agency pledges no household of its own
                registration.escape_list = self.file(registration, kind)
                registration.save()

    def _gift(self) -> None:
        common = {"unit": self.unit, "campaign": self.campaign, "donor": self.organisation, "given_on": DAY}
        common |= {"purpose": "xây nhà", "recorded_by": self.by, "value_vnd": 5_000_000, "kind": "money"}
        gift = Contribution.objects.create(confirmation="12/GXN", confirmed_on=DAY, **common)
        gift.paper = self.file(gift, "gift")
        gift.save()
        self.keep("gift", gift, pk=gift.pk)
        self.keep("donor", self.organisation, donor=self.organisation.pk)
        self.keep("gift of a donor", Donor.objects.create(party=self.organisation), pk=self.organisation.pk)
        waiting = Contribution.objects.create(**common)
        self.keep("gift to confirm", waiting, pk=waiting.pk)

    def _duty(self, duty: Duty) -> None:
        self.keep("duty", duty, pk=duty.pk)
        paper = self.file(duty, "duty")
        Fulfillment.objects.create(
            duty=duty, at=self.now, by=self.by, on_time=True, paper_number="12/KH-UBND", paper_date=DAY, paper=paper
        )
        line = DutyLine.objects.create(duty=duty, kind="criterion", text="Hộ nghèo được giúp", recorded_by=self.by)
        self.keep("duty line", line, pk=duty.pk, line=line.pk)

    def _report(self, party: Party) -> None:
        receiver = self.tree.named("standing_office", self.place)
        part = Participant.objects.get(campaign=self.campaign, party=party).participant_class
        form = ReportForm.objects.get(participant_class=part)
        for period, state in (("2020-Q2", Report.State.SUBMITTED), ("2020-Q3", Report.State.DRAFT)):
            sent = state == Report.State.SUBMITTED
            report = Report.objects.create(
                unit=self.unit,
                campaign=self.campaign,
                party=party,
                receiver=receiver,
                period=period,
                state=state,
                submission_count=int(sent),
                submitted_at=self.now if sent else None,
                submitted_by=self.by if sent else None,
                first_submitted_at=self.now if sent else None,
            )
            for code in form.figures:
                Figure.objects.create(report=report, submission=1, code=code, value=3, note="ghi chú")
            for section in form.sections:
                Narrative.objects.create(report=report, submission=1, section=section["key"], text="nội dung")
            self.keep("report" if sent else "report being written", report, pk=report.pk)
        self.keep("party", party, period="2020-Q4", party=party.pk)

    def _submissions(self) -> None:
        """One sent with dossiers at each stage, one that is being prepared."""
        route = Route.objects.get(campaign=self.campaign)
        self.steps = {step.act: step for step in route.steps.all()}
        common = {"unit": self.unit, "campaign": self.campaign, "route": route, "proposer": self.office}
        common["authority"] = self.tree.named("authority", self.place)
        sent = Submission.objects.create(
            round=1,
            state=Submission.State.SUBMITTED,
            letter_number="86/TTr-UBND",
            letter_date=DAY,
            signer_name="Người ký",
            signer_title="Chủ tịch",
            submitted_at=self.now,
            submitted_by=self.by,
            **common,
        )
        draft = Submission.objects.create(round=2, state=Submission.State.DRAFT, **common)
        self.keep("submission", sent, pk=sent.pk)
        self.keep("submission being prepared", draft, pk=draft.pk)
        self._shared_paper(sent)
        self.job(sent, "submission")
        states = Dossier.State
        at = {states.IN_APPRAISAL: "appraise", states.IN_COUNCIL: "council", states.AWARDED: "decide"}
        at |= {states.PASSED: "decide", states.RETURNED: "appraise"}
        self.dossiers = {
            state: self._dossier(sent, state, self.persons[number], self.steps[act])
            for number, (state, act) in enumerate(at.items())
        }
        waiting = self._dossier(sent, states.IN_COUNCIL, self.persons[6], self.steps["council"])  # for no session yet
        self.keep("dossier in council", waiting, dossiers=waiting.pk)
        first = self.dossiers[states.IN_APPRAISAL]
        self.keep("dossier", first, pk=first.pk, **self._parts(first))
        self.keep(
            "dossier given back",
            self.dossiers[states.RETURNED],
            pk=self.dossiers[states.RETURNED].pk,
            **self._parts(self.dossiers[states.RETURNED]),
        )
        household = self._dossier(sent, states.IN_APPRAISAL, self.households[0].party, self.steps["appraise"])
        self.keep("dossier of a household", household, pk=household.pk)
        prepared = self._dossier(draft, states.DRAFT, self.persons[5], None)
        self.keep("dossier being prepared", prepared, pk=prepared.pk, **self._parts(prepared))
        appraised = self.all_of_town().setdefault("dossiers", {})
        appraised[self.place] = self.dossiers

    def all_of_town(self) -> dict[str, Any]:
        if not hasattr(self, "_of_towns"):
            self._of_towns: dict[str, dict[str, Any]] = defaultdict(dict)
        return self._of_towns[self.tree.town_of(self.place)]

    def _shared_paper(self, submission: Submission) -> None:
        DossierPaper.objects.create(submission=submission, kind="minutes", file=self.file(submission, "submission"))

    def _dossier(self, submission: Submission, state: str, party: Party, step: Any) -> Dossier:
        named = "dossier being prepared" if step is None else "dossier"
        part = "poor_household" if party.kind == Party.Kind.HOUSEHOLD else "individual"
        part = "agency" if party.kind == Party.Kind.OFFICE else part
        named += " of a household" if party.kind == Party.Kind.HOUSEHOLD else ""
        dossier = Dossier.objects.create(
            unit=submission.unit,
            submission=submission,
            party=party,
            participant_class=ParticipantClass.objects.get(campaign=self.campaign, key=part),
            award_form=submission.route.award_form,
            state=state,
            step=step,
            achievement_summary="tóm tắt",
            achievements="thành tích",
            arrived_at=self.now,
            due_on=dt.date(2020, 11, 20),
        )
        criterion = Criterion.objects.filter(group__participant_class=dossier.participant_class).order_by("pk")[0]
        standing = self.tree.named("standing_office", self.place)
        by = {"by": self.by, "at": self.now}
        Evidence.objects.create(
            dossier=dossier, criterion=criterion, text="minh chứng", added_by=self.by, added_at=self.now
        )
        DossierPaper.objects.create(
            submission=submission, dossier=dossier, kind="achievement_report", file=self.file(dossier, named)
        )
        PriorAward.objects.create(party=party, year=2018, award_name="Giấy khen", achievement="việc", decision="1/QĐ")
        hold = Hold.objects.create(party=party, ground="complaint", since=DAY, paper="công văn", recorded_by=self.by)
        self.keep("hold", hold, hold=hold.pk)
        if step is not None:
            Finding.objects.create(
                dossier=dossier,
                criterion=criterion,
                office=standing,
                verdict="met",
                facts_text="căn cứ",
                remark="nhận xét",
                found_by=self.by,
                found_at=self.now,
            )
            returned = state == Dossier.State.RETURNED
            made = Appraisal.objects.create(
                dossier=dossier,
                step=self.steps["appraise"],
                office=standing if returned else self.tree.named("interior_office", self.place),
                outcome="returned" if returned else "forwarded",
                opinion="ý kiến",
                reason="lý do",
                **by,
            )
            if returned:
                ReturnRequest.objects.create(appraisal=made, parts=["achievements"], answer="trả lời", due_on=DAY)
        return dossier

    def _parts(self, dossier: Dossier) -> Ids:
        evidence = dossier.evidence.get()
        return {
            "criterion_pk": evidence.criterion_id,
            "evidence_pk": evidence.pk,
            "kind": "achievement_report",
            "ending": "docx",
        }

    # --- An agency -----------------------------------------------------------------------------------------------

    def _agency(self) -> None:
        self.party = party_of_office(self.office)
        self._registration(self.party, "agency")
        self._stories(self.party)
        self._inspections(self.party)
        self._report(self.party)
        receiver = self.tree.named("standing_office", self.place)
        self._duty(
            Duty.objects.create(
                unit=self.unit, office=self.office, kind="launch_plan", title="Kế hoạch", period="2020",
                receiver=receiver, opens_on=DAY, due_on=DAY,
                due_text="2/11", campaign_key=self.campaign.key,
                note="nội dung",
            )
        )  # fmt: skip
        self.steps = {step.act: step for step in Route.objects.get(campaign=self.campaign).steps.all()}
        route = Route.objects.get(campaign=self.campaign)
        submission = Submission.objects.create(
            unit=self.unit, campaign=self.campaign, route=route, proposer=self.office,
            authority=self.tree.named("authority", self.place), state=Submission.State.SUBMITTED,
            letter_number="9/TTr", letter_date=DAY, submitted_at=self.now, submitted_by=self.by,
        )  # fmt: skip
        dossier = self._dossier(submission, Dossier.State.IN_APPRAISAL, self.party, self.steps["appraise"])
        self.keep("submission", submission, pk=submission.pk)
        self.keep("dossier", dossier, pk=dossier.pk, **self._parts(dossier))

    # --- A town: council, decisions, consolidated reports --------------------------------------------------------

    def _town(self) -> None:
        dossiers = self.all_of_town()["dossiers"]
        route = Route.objects.get(campaign=self.campaign)
        self.keep("route", route, route_pk=route.pk)
        council = Council.objects.create(office=self.tree.named("council", self.place), founding_decision="87/QĐ-UBND")
        self.keep("council", council, council=council.pk)
        posts = CouncilMember.Post
        members = [
            CouncilMember.objects.create(
                council=council, full_name=f"Ủy viên {place}", position="công chức", post=post, place=place
            )
            for place, post in enumerate((posts.CHAIR, posts.SECRETARY, posts.MEMBER), start=1)
        ]
        self.keep("council chair", members[0], member=members[0].pk)
        self.keep("council member", members[2], member=members[2].pk)
        common = {
            "unit": self.unit, "council": council, "campaign": self.campaign, "held_on": DAY, "starts_at": dt.time(8),
            "place": "phòng họp", "chair": members[0], "secretary": members[1], "member_count": 3,
        }  # fmt: skip
        planned = CouncilSession.objects.create(**common)
        closed = CouncilSession.objects.create(
            **common
            | {"state": CouncilSession.State.CLOSED, "ends_at": dt.time(11), "minutes_number": 1, "minutes_year": 2020}
        )
        closed.minutes = self.file(closed, "session")
        closed.save()
        self.job(closed, "session")
        states = Dossier.State
        for session, state in ((planned, states.IN_COUNCIL), (closed, states.PASSED), (closed, states.AWARDED)):
            for place, found in enumerate(dossiers.values(), start=1 if state != states.AWARDED else 10):
                item = SessionItem.objects.create(
                    session=session, dossier=found[state], place=place, operator="at_least", percent=80, secret=True,
                    quorum_numerator=2, quorum_denominator=3, rule_certain=True,
                    **(VOTED if session == closed else {}),
                )  # fmt: skip
        for session in (planned, closed):
            for member in members:
                Attendance.objects.create(session=session, member=member, way="present", note="ghi chú")
            item = session.items.first()
            recusal = Recusal.objects.create(item=item, member=members[2], ground="related", reason="họ hàng")
            kind = "session to come" if session == planned else "session held"
            self.keep(kind, session, pk=session.pk, session_pk=session.pk, item_pk=item.pk, recusal_pk=recusal.pk)
        self._compilations()
        self._clusters()
        self._decisions(closed, dossiers)
        self._snapshot(dossiers)
        self._summary()
        self._pledge_with_units()
        duty = Duty.objects.filter(unit=self.unit, office__isnull=False, kind__in=PLAIN_PAPERS)[0]
        self._duty(duty)
        authority = self.tree.named("authority", self.place)
        NumberSeries.objects.create(authority_key=files.owner_key(authority), series="QĐ", year=2020)

    def _compilations(self) -> None:
        """One sent with a commune's review, one that is being made."""
        common = {"unit": self.unit, "year": 2020, "standard": self.campaign.standard}
        sent = ReviewApproval.objects.create(
            period="2020-M06",
            state=ReviewApproval.State.SUBMITTED,
            sending=1,
            submitted_at=self.now,
            submitted_by=self.by,
            missing_note="còn xã khác",
            **common,
        )
        review = ReviewSet.objects.below(self.unit).filter(period="2020-M06", is_current=True).order_by("pk")[0]
        ApprovalPart.objects.create(approval=sent, sending=1, review=review)
        self.keep("compilation", sent, approval=sent.pk)
        made = ReviewApproval.objects.create(period="2020-M09", **common)
        self.keep("compilation being made", made, approval=made.pk)
        published = ReviewApproval.objects.create(
            period="2020-M12",
            state=ReviewApproval.State.PUBLISHED,
            sending=1,
            submitted_at=self.now,
            submitted_by=self.by,
            approved_at=self.now,
            decision_number="12/QĐ-UBND",
            decision_date=DAY,
            signer="Người ký",
            published_on=DAY,
            **common,
        )
        self.keep("published results", published, unit=self.unit.pk)

    def _clusters(self) -> None:
        """A cluster that is made, and one that is scored: every commune of the town has its sheet, none leads."""
        common = {"unit": self.unit, "campaign": self.campaign, "year": 2020, "kind": "cluster"}
        planned = self.campaign.clusters.create(key="cum", kind="cluster", name="Cụm của kế hoạch", position=9)
        self.keep("planned cluster", planned, cluster=planned.pk)
        made = ClusterYear.objects.create(**common, name="Cụm 1")
        ClusterCriterion.objects.create(cluster_year=made, position=1, text="Kết quả")
        self.keep("cluster being made", made, pk=made.pk)
        pledge = Pledge.objects.create(
            unit=self.unit, campaign=self.campaign, year=2020, title="Các đơn vị", text="lời giao ước", place="Sa Pa"
        )
        self.kept[pledge] = ("pledge", self.place)
        days = {"self_due_on": DAY, "cross_due_on": DAY, "final_due_on": DAY}
        scored = ClusterYear.objects.create(
            **common, **days, name="Cụm 2", state=ClusterYear.State.SCORING, pledge=pledge, points_basis="HD 1"
        )
        self.keep("cluster", scored, pk=scored.pk)
        criterion = ClusterCriterion.objects.create(cluster_year=scored, position=1, text="Kết quả", max_points=10)
        town, moments = self.place, {f"{name}_at": self.now for name in ("self_scored", "cross_scored", "concluded")}
        below = [place for place in COMMUNES if self.tree.town_of(place) == town]
        for position, place in enumerate(below, start=1):
            party = party_of_unit(self.tree.units[place])
            member = ClusterMember.objects.create(cluster_year=scored, party=party, position=position)
            side = PledgeParty.objects.create(pledge=pledge, party=party, position=position, signer_name="Người ký")
            PledgeLine.objects.create(pledge=pledge, position=position, text="giúp hộ nghèo", party=side)
            TieBreak.objects.create(member=member, place=1, rule="vote", reason="biên bản", by=self.by, at=self.now)
            sheet = ScoreSheet.objects.create(
                unit=party.unit, member=member, party=party, state=ScoreSheet.State.FINAL, **moments
            )
            ScoreLine.objects.create(
                sheet=sheet, criterion=criterion, max_points=10, self_points=9, self_note="minh chứng",
                cross_points=8, cross_reason="lý do", final_points=8,
            )  # fmt: skip
            self.place = place
            self.keep("score sheet", sheet, pk=sheet.pk)
            self.place = town
        self.to_rank.append((scored, self.by))

    def _decisions(self, session: CouncilSession, dossiers: dict[str, dict[str, Dossier]]) -> None:
        form = next(iter(dossiers.values()))[Dossier.State.AWARDED].award_form
        common = {
            "unit": self.unit, "campaign": self.campaign, "session": session, "award_form": form,
            "authority": self.tree.named("authority", self.place), "subject": "khen thưởng",
            "proposer_post": "Trưởng phòng", "proposal_number": "121/TTr", "proposal_on": DAY, "payer": "quỹ",
            "executors": "các ông bà", "recipients": "Lưu: VT", "drafted_by": self.by, "drafted_at": self.now,
        }  # fmt: skip
        quota = AwardQuota.objects.create(
            unit=self.unit, campaign=self.campaign, award_form=form, year=2020, allotted=5, issuer="Ban TĐKT",
            document="CV 12", document_on=DAY, entered_by=self.by, entered_at=self.now,
        )  # fmt: skip
        self.keep("quota", quota, pk=quota.pk)
        for kind, state in (("draft", Dossier.State.PASSED), ("sent", Dossier.State.AWARDED)):
            proposal = UpwardProposal.objects.create(
                unit=self.unit, campaign=self.campaign, session=session, award_form=form, state=kind,
                authority=self.tree.named("authority", self.place), addressee="Chủ tịch", letter_number="145/TTr",
                letter_date=DAY, made_by=self.by, made_at=self.now,
            )  # fmt: skip
            for place, found in enumerate(dossiers.values(), start=1):
                ProposedAward.objects.create(proposal=proposal, dossier=found[state], place=place)
            self.keep("proposal in draft" if kind == "draft" else "proposal sent", proposal, pk=proposal.pk)
        draft, issued = AwardDecision.objects.create(**common), AwardDecision.objects.create(**common)
        for decision, state in ((draft, Dossier.State.PASSED), (issued, Dossier.State.AWARDED)):
            for place, found in enumerate(dossiers.values(), start=1):
                award = Award.objects.create(
                    decision=decision, dossier=found[state], recipient=found[state].party, nature="individual",
                    recipient_name=found[state].party.name, recipient_detail="thôn", achievement="thành tích",
                    place=place, coefficient=1, coefficient_basis="Điều 1", bonus_vnd=1_490_000,
                )  # fmt: skip
            kind = "decision in draft" if decision == draft else "decision issued"
            self.keep(kind, decision, pk=decision.pk, award_pk=award.pk)
        self.to_issue.append((self.place, issued))

    def issue(self) -> None:
        """Last of all: the database lets nobody change what was issued or published, not even to mark it."""
        for year, by in self.to_rank:
            made = ClusterYear.objects.create(
                unit=year.unit, campaign=year.campaign, year=2020, kind="block", name="Khối 1", state="published",
                self_due_on=DAY, cross_due_on=DAY, final_due_on=DAY,
            )  # fmt: skip
            ranking = Ranking.objects.create(
                cluster_year=made, version=1, paper_number="1/TB", published_on=DAY, by=by, at=self.now
            )
            member = year.members.first()
            RankingLine.objects.create(
                ranking=ranking, member=member, name="Xã", points=8, bonus=0, total=8, rank=1, position=1
            )
        for place, decision in self.to_issue:
            self.place, self.by = place, User.objects.get(username=f"ghi.{place}".lower())
            self._issue(decision)

    def _issue(self, issued: AwardDecision) -> None:
        AwardDecision.objects.filter(pk=issued.pk).update(
            state="issued", number=1, number_year=2020, issued_on=DAY, signer=self.by, signer_name="Người ký",
            signer_capacity="head", regime=Regime.objects.order_by("pk").first(), base_salary_vnd=1_490_000,
            bases=["Căn cứ Luật"],
        )  # fmt: skip
        issued.refresh_from_db()
        AwardDecision.objects.filter(pk=issued.pk).update(file=self.file(issued, "decision issued"))
        self.job(issued, "decision issued")

    def _snapshot(self, dossiers: dict[str, dict[str, Dossier]]) -> None:
        snapshot = Snapshot.objects.create(
            unit=self.unit, campaign=self.campaign, period="2020-Q2", number=1, state=Snapshot.State.FROZEN,
            asked_by=self.by, asked_at=self.now, frozen_at=self.now, checksum="0" * 64, chart_svg="<svg></svg>",
        )  # fmt: skip
        figure = {"value": "25", "whole": None, "provisional": False, "note": "ghi chú"}
        for number, place in enumerate(dossiers, start=1):
            party = party_of_unit(self.tree.units[place])
            SnapshotLine.objects.create(
                snapshot=snapshot, party=party, place=number, is_commune=True, timeliness="on_time", submitted_on=DAY,
                report=Report.objects.get(party=party, period="2020-Q2"), submission=1,
                narratives={"leading": "nội dung", "examples": "mô hình"},
                figures=dict.fromkeys(FIGURES, figure),
            )  # fmt: skip
        snapshot.xlsx = self.file(snapshot, "snapshot")
        snapshot.save()
        self.job(snapshot, "snapshot")
        self.keep("snapshot", snapshot, pk=snapshot.pk, other=snapshot.pk, code="poor")
        asked = ReportRequest.objects.create(
            unit=self.unit, campaign=self.campaign, office=self.tree.named("standing_office", self.place),
            period="2020-D1101", title="mưa lũ", about="thiệt hại", asked_on=DAY, due_on=DAY, asked_by=self.by,
        )  # fmt: skip
        self.keep("request of a report", asked, pk=asked.pk)

    def _summary(self) -> None:
        summary = RegistrationSummary.objects.create(
            unit=self.unit,
            campaign=self.campaign,
            year=2020,
            version=1,
            office=self.tree.named("standing_office", self.place),
            receiver=self.tree.named("interior_office", self.place),
            number="18/BC",
            dated_on=DAY,
            counts=[{"name": "Xã", "done": 1, "all": 2, "late": [], "missing": []}],
            sent_at=self.now,
            sent_by=self.by,
        )
        summary.paper = self.file(summary, "registration summary")
        summary.save()
        self.keep("registration summary", summary, pk=summary.pk)

    def _pledge_with_units(self) -> None:
        pledge = Pledge.objects.create(
            unit=self.unit, campaign=self.campaign, year=2020, title="các xã", text="lời", place="phòng họp"
        )
        standing = party_of_office(self.tree.named("standing_office", self.place))
        below = [self.tree.units[place] for place in COMMUNES if self.tree.town_of(place) == self.place]
        for position, party in enumerate([standing, *map(party_of_unit, below)], start=1):
            capacity = FIRST if position == 1 else SECOND
            PledgeParty.objects.create(pledge=pledge, party=party, position=position, capacity=capacity)
        self.keep("pledge with units", pledge, pk=pledge.pk)

    # --- Every unit ----------------------------------------------------------------------------------------------

    def _facts_of_commune(self) -> None:
        """A mark, and a unit that went into it."""
        self.keep("commune", self.unit, pk=self.unit.pk)
        mark = UnitMark.objects.create(unit=self.unit, mark="border", valid_from=DAY, legal_basis="Quyết định 1")
        self.keep("mark", mark, mark_pk=mark.pk)
        name, ended = f"Cũ {self.place}", dt.date(2019, 12, 31)
        old = Unit.objects.create(level="commune", kind="Xã", name=name, parent=self.unit.parent, valid_to=ended)
        set_ancestors(old)
        went = UnitSuccession.objects.create(
            predecessor=old, successor=self.unit, on=dt.date(2020, 1, 1), extent="part", legal_basis="Nghị quyết 2"
        )
        self.keep("succession", went, succession_pk=went.pk)
        self.merged[self.place] = old, ended

    def officer_of_merged(self) -> User:
        """Somebody of the commune that went into A, whose post ended with it."""
        old, ended = self.merged["A"]
        user = User.objects.create(username="xa.cu", full_name="Người Xã Cũ")
        office = Office.objects.create(
            unit=old, name="UBND xã cũ", short_name="UBND xã cũ", function=Function.LEADERSHIP,
            valid_from=dt.date(2015, 1, 1), valid_to=ended,
        )  # fmt: skip
        Appointment.objects.create(
            user=user, office=office, role="commune_officer", title="Chuyên viên", valid_from=dt.date(2015, 1, 1),
            valid_to=ended,
        )  # fmt: skip
        return user

    def _campaign_texts(self) -> None:
        """A campaign that is launched with its version, one that is being drafted."""
        if self.place[0] in "ABCD" and self.place not in COMMUNES:
            return
        if self.place in self.tree.campaigns:
            campaign = self.tree.campaigns[self.place]
            self.ids["campaign"][self.place] = self.ids["campaign of one's own"][self.place] = {"key": campaign.key}
            version = CampaignVersion.objects.filter(campaign=campaign).first()
            if version is not None:
                ids = {"pk": version.pk, "other": version.pk, "key": campaign.key, "number": version.number}
                self.keep("campaign version", version, **ids)
        draft = CampaignVersion.objects.create(
            unit=self.unit, campaign_key=f"moi_{self.place}".lower(), name=f"Phong trào mới {self.place}",
            text="campaign:\n  name: Phong trào mới\nmilestones:\n  - {key: launch, title: Phát động}\n",
            made_by=self.by, made_at=self.now, saved_by=self.by, saved_at=self.now,
        )  # fmt: skip
        self.keep("campaign draft", draft, pk=draft.pk, other=draft.pk)

    def _everywhere(self) -> None:
        self.keep("office", self.office, pk=self.office.pk)
        post = Appointment.objects.create(
            user=self.by, office=self.office, role="auditor", title="Người ghi", valid_from=dt.date(2020, 1, 1)
        )
        self.keep("account", self.by, pk=self.by.pk)
        self.keep("post", post, pk=post.pk)
        if self.place in AGENCIES:
            return
        self.keep("unit", self.unit, pk=self.unit.pk)
        self.keep("public unit", self.unit, pk=self.unit.pk)
        if self.place in TOWNS or self.place[0] == "P":
            self.keep("unit above communes", self.unit, unit=self.unit.pk)
        if self.place[0] in "PT" or self.place in COMMUNES:
            self.keep("unit with a series", self.unit, pk=self.unit.pk)
            self.keep("unit of workbooks", self.unit, unit=self.unit.pk)
        if self.place[0] != "P":
            self.keep("unit to keep", self.unit, pk=self.unit.pk)
        if self.place in COMMUNES:
            self._facts_of_commune()
        if self.place[0] in "ABCD" and self.place not in COMMUNES:
            self.keep("hamlet", self.unit, pk=self.unit.pk)
        self._campaign_texts()
        if self.place in TOWNS or self.place[0] == "P":
            planned = Reorganization.objects.create(
                title="Sắp xếp", effective_on=dt.date(2021, 1, 1), legal_basis="Nghị quyết 1", within=self.unit,
                made_by=self.by, made_at=self.now, content=NOTHING_YET,
            )  # fmt: skip
            self.keep("reorganization", planned, pk=planned.pk)
        if self.place[0] == "P":
            return
        indicator = Indicator.objects.order_by("pk")[0]
        TargetAssignment.objects.get_or_create(
            unit=self.unit, campaign=self.campaign, indicator=indicator, year=2021,
            defaults={"value": 5, "decision": "Kế hoạch 3/KH-UBND", "assigned_on": DAY, "assigned_by": self.by},
        )  # fmt: skip
        Measurement.objects.create(
            unit=self.unit, campaign=self.campaign, indicator=indicator, period="2020-Q2", value=1, object_key="",
            measured_at=self.now, by=self.by,
        )  # fmt: skip
        common = {"unit": self.unit, "year": 2021}
        StatedFigure.objects.create(
            campaign=self.campaign, quantity="poor", part=30, whole=100, source="Báo cáo 5/BC-UBND", source_on=DAY,
            entered_at=self.now, entered_by=self.by, **common,
        )  # fmt: skip
        target = self.campaign.targets.order_by("pk")[0]
        self.ids["target"][self.place] = {"pk": self.unit.pk, "key": target.key}
        Ruling.objects.create(target=target, outcome="met", reason="đã hết dư địa", at=self.now, by=self.by, **common)
        if self.place in TOWNS:
            self.keep("authority", self.office, office_pk=self.office.pk)
        if self.place in (*TOWNS, *COMMUNES):
            self._sheets(indicator)

    def _sheets(self, indicator: Indicator) -> None:
        """Figures given to the units below: issued for one year, being written for another."""
        common = {"unit": self.unit, "campaign": self.campaign, "indicator": indicator, "made_at": self.now}
        issued = AssignmentSheet.objects.create(
            **common, year=2021, state="issued", decision_number="312/QĐ-UBND", decision_on=DAY, capacity="head",
            signer="Người ký", issued_at=self.now, whole=5, whole_source="Kế hoạch 3/KH-UBND",
        )  # fmt: skip
        self.keep("assigned figures", issued, pk=issued.pk)
        draft = AssignmentSheet.objects.create(
            **common, year=2020, version=2, reason="giao lại", mismatch_reason="giao dư"
        )
        self.keep("assigned figures being written", draft, pk=draft.pk)
        for child in Unit.objects.filter(parent=self.unit).order_by("pk")[:2]:
            for place, sheet in enumerate((issued, draft), start=1):
                AssignmentLine.objects.create(sheet=sheet, unit=child, position=place, value=5)
