"""People and organisations registered while a submission is prepared."""

from awards.dossiers.models import Submission
from awards.dossiers.selectors import candidates
from awards.dossiers.services.editing import being_prepared
from campaign_portal.foundation import clock, quantities, vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from emulation.campaigns.models import ParticipantClass
from emulation.people import services as people
from emulation.people.models import Party
from emulation.territory.models import Unit


def register_person(
    submission: Submission,
    *,
    name: str,
    birth_year: int,
    gender: str,
    ethnicity: str = "",
    position: str = "",
    address: str = "",
    hamlet: Unit | None = None,
    by: User,
) -> Party:
    """A person of the proposer's place, with what the list of nominees prints of him.

    The same name and birth year anywhere in the place is the same person and is not made twice.
    """
    submission = being_prepared(submission, by)
    youngest = clock.today().year - 6
    if birth_year > youngest:
        raise Refused(Problem(f"Năm sinh {birth_year} không thể có; xin ghi đến {youngest}.", "birth_year"))
    if gender not in Party.Gender.values:
        raise Refused(Problem("Xin chọn giới tính.", "gender"))
    if hamlet is not None and hamlet.commune_id != submission.unit.commune_id:
        raise Refused(Problem(f"{hamlet.opening_title} không thuộc {submission.unit.title}.", "hamlet"))
    clean = vietnamese.nfc(name)
    same = Party.objects.filter(kind=Party.Kind.PERSON, folded_name=vietnamese.fold(clean), birth_year=birth_year)
    if known := next((party for party in same.below(submission.unit) if party.name == clean), None):
        return known
    return people.register_person(
        hamlet or submission.unit,
        name=clean,
        birth_year=birth_year,
        gender=gender,
        ethnicity=ethnicity,
        position=position,
        address=address,
        by=by,
    )


def register_organisation(submission: Submission, *, name: str, address: str = "", by: User) -> Party:
    """An economic organisation that works in the proposer's place, or gives to it from outside (S3 IV.1)."""
    submission = being_prepared(submission, by)
    return people.register_organisation(submission.unit, name=name, address=address, by=by)


def chosen_party(submission: Submission, part: ParticipantClass, key: str, by: User) -> Party:
    """The party behind a choice of the list, made when it is first needed. Refuses what is not on offer."""
    sort, _, number = key.partition("-")
    found = candidates.find(by, submission, part, "")
    if sort == "office" and part.party_kind == Party.Kind.OFFICE:
        return people.party_of_office(submission.proposer)
    if quantities.row_id(number) and sort == "unit" and part.party_kind == Party.Kind.UNIT:
        if unit := found.filter(pk=int(number)).first():
            return people.party_of_unit(unit)
    elif (
        quantities.row_id(number)
        and sort == "party"
        and part.party_kind not in {Party.Kind.UNIT, Party.Kind.OFFICE}
        and (party := found.filter(pk=int(number)).first())
    ):
        return party
    raise Refused(Problem("Xin chọn một dòng trong danh sách.", "party"))
