"""Drafting a decision from what the council passed, and wording it until it is handed up."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from awards.councils.models import CouncilSession
from awards.councils.services import ask_for_decision
from awards.decisions import permissions, rules, selectors
from awards.decisions.models import Award, AwardDecision
from awards.dossiers.models import Dossier
from campaign_portal.foundation import audit, clock, files, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting
from campaign_portal.foundation.models import User
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.people.models import Function, Office, Party
from emulation.people.selectors import office_doing
from emulation.regimes.models import AwardForm
from emulation.territory.models import Level, Unit

OFFERING_DAYS = 3  # to hand a draft up, or to mend one handed back; nothing is prescribed


def draft_decision(session: CouncilSession, *, by: User, award_form: AwardForm | None = None) -> AwardDecision:
    """A draft from the dossiers that a closed session passed for one award form.

    The form may be left out while the session passed one only. Refuses a session that is not closed, and one whose
    passed dossiers all stand in a decision already.
    """
    if not permissions.drafts_at(by, session.unit_id):
        raise Refused(permissions.DRAFT.needs)
    with transaction.atomic():
        session = CouncilSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
        if session.state != CouncilSession.State.CLOSED:
            raise Refused(f"{str(session).capitalize()} chưa kết thúc; có kết quả biểu quyết rồi mới soạn quyết định.")
        form = award_form or _only_form(session)
        passed = list(selectors.passed_without_decision(session, form))
        if not passed:
            raise Refused(
                f"Không còn hồ sơ nào được thông qua mà chưa có quyết định trong {session}. "
                "Có thể người khác vừa soạn; xin tải lại trang."
            )
        decision = _new_decision(session, form, passed[0].submission.authority, by=by)
        _write_lines(decision, passed)
        if not selectors.passed_without_decision(session).exists():
            duties.close_desk(files.owner_key(session), by=by, kind=Duty.Kind.DECISION)
        ask_to_offer(decision)
        audit.record("soạn quyết định", decision, by=by, after={"session": session, "people": len(passed)})
    return decision


def ask_to_offer(decision: AwardDecision, *, note: str = "") -> None:
    """A draft lies at the drafting office's desk until it is handed up. `note`: why who signs handed it back."""
    if office := office_doing(Function.EMULATION_STANDING_BODY, decision.unit, clock.today()):
        duties.open_duty(
            kind=Duty.Kind.DECISION,
            title="Sửa dự thảo quyết định" if note else "Trình ký dự thảo quyết định",
            unit=decision.unit,
            office=office,
            due_on=clock.today() + dt.timedelta(days=OFFERING_DAYS),
            campaign_key=decision.campaign.key,
            object_key=files.owner_key(decision),
            note=note,
        )


def _only_form(session: CouncilSession) -> AwardForm:
    forms = {dossier.award_form for dossier in selectors.passed_without_decision(session)}
    if len(forms) > 1:
        names = ", ".join(sorted(str(form) for form in forms))
        raise Refused(f"Phiên họp thông qua nhiều hình thức ({names}); mỗi hình thức một quyết định. Xin chọn một.")
    if not forms:
        raise Refused(f"{str(session).capitalize()} không còn hồ sơ nào chờ quyết định.")
    return forms.pop()


def _new_decision(session: CouncilSession, form: AwardForm, authority: Office, *, by: User) -> AwardDecision:
    unit = session.unit
    proposer = office_doing(Function.EMULATION_STANDING_BODY, unit, clock.today())
    proposer_name = proposer.short_name if proposer else "cơ quan thường trực Hội đồng"
    kind = unit.kind.lower()
    heads = [rules.head_of(proposer_name), *(rules.head_of(office.short_name) for office in _finance_offices(unit))]
    return AwardDecision.objects.create(
        unit=unit,
        campaign=session.campaign,
        session=session,
        authority=authority,
        award_form=form,
        subject=f"Về việc tặng {form.name_for(unit.title)}",
        proposer_post=rules.head_of(proposer_name),
        payer=selectors.payer_for(selectors.offers_naming_payers(session.campaign, form), authority),
        executors=(
            f"Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân {kind}, {', '.join(heads)}, thủ trưởng các cơ quan, "
            "đơn vị có liên quan"
        ),
        recipients="\n".join(
            ["Như Điều 3", f"TT. HĐND, UBND {kind}", f"Lưu: VT, {proposer.symbol}" if proposer else "Lưu: VT"]
        ),
        drafted_by=by,
        drafted_at=clock.business_now(),
    )


def _finance_offices(unit: Unit) -> list[Office]:
    """Who pays out: no function of its own in the catalogue, so by its name."""
    found = Office.objects.filter(unit=unit, short_name__contains="Tài chính", valid_from__lte=clock.today())
    return list(found.exclude(valid_to__lt=clock.today()).order_by("pk")[:1])


def _write_lines(decision: AwardDecision, dossiers: Sequence[Dossier]) -> None:
    Award.objects.bulk_create(
        Award(
            decision=decision,
            dossier=dossier,
            recipient=dossier.party,
            nature=dossier.participant_class.nature,
            recipient_name=_name(dossier)[:200],
            recipient_detail=_detail(dossier.party)[:300],
            achievement=_achievement(dossier)[:600],
            place=place,
        )
        for place, dossier in enumerate(sorted(dossiers, key=_annex_order), 1)
    )


def _annex_order(dossier: Dossier) -> tuple[object, ...]:
    """I. Tập thể by class and unit; II. Hộ gia đình and III. Cá nhân by given name, as lists of people are sorted."""
    nature = list(rules.TITLES).index(dossier.participant_class.nature)
    party = dossier.party
    if dossier.participant_class.nature == "collective":
        return nature, dossier.participant_class.position, party.unit.code, vietnamese.sort_key(party.name), dossier.pk
    return nature, 0, "", vietnamese.person_sort_key(party.name), dossier.pk


def _name(dossier: Dossier) -> str:
    """A unit by its own name; where it lies stands beside it."""
    party = dossier.party
    name = party.unit.opening_title if party.kind == Party.Kind.UNIT else party.name
    return rules.named(dossier.participant_class.nature, name, party.gender)


def _detail(party: Party) -> str:
    """Post and address of a person, address of a household, the units above a unit: "Xã Tả Van, thị xã Sa Pa"."""
    if party.kind == Party.Kind.UNIT:
        parent = party.unit.parent
        above = [parent, parent.parent if parent and party.unit.level == Level.HAMLET else None]
        return rules.opening(", ".join(unit.title for unit in above if unit))
    said = ", ".join(part for part in (party.position, party.address) if part)
    if said:
        return rules.opening(said)
    unit = party.unit
    return rules.opening(f"{unit.title}, {unit.parent.title}" if unit.parent else unit.title)


def _achievement(dossier: Dossier) -> str:
    campaign = dossier.submission.campaign
    summary = vietnamese.nfc(dossier.achievement_summary)
    return summary or f"Có thành tích xuất sắc trong phong trào thi đua “{campaign.name}” năm {campaign.year}"


def edit_draft(
    decision: AwardDecision,
    *,
    subject: str,
    proposer_post: str,
    proposal_number: str,
    proposal_on: dt.date | None,
    payer: str,
    executors: str,
    recipients: str,
    by: User,
) -> AwardDecision:
    """Word the draft's own parts: the proposal it names, who pays, who carries it out, who gets it."""
    new = {
        "subject": vietnamese.nfc(subject),
        "proposer_post": vietnamese.nfc(proposer_post),
        "proposal_number": vietnamese.nfc(proposal_number),
        "proposal_on": proposal_on,
        "payer": vietnamese.nfc(payer),
        "executors": vietnamese.nfc(executors),
        "recipients": "\n".join(line for raw in recipients.splitlines() if (line := vietnamese.nfc(raw).strip("- ;."))),
    }
    with transaction.atomic():
        decision = locked_draft(decision, by=by)
        before, after = audit.changes({name: getattr(decision, name) for name in new}, new)
        if not after:
            return decision
        for name, value in after.items():
            setattr(decision, name, value)
        decision.save(update_fields=list(after))
        audit.record("sửa dự thảo quyết định", decision, by=by, before=before, after=after)
    return decision


def word_award(award: Award, *, recipient_name: str, recipient_detail: str, achievement: str, by: User) -> Award:
    """How one line of the list reads."""
    new = {
        "recipient_name": vietnamese.nfc(recipient_name),
        "recipient_detail": vietnamese.nfc(recipient_detail),
        "achievement": vietnamese.nfc(achievement),
    }
    if not new["recipient_name"]:
        raise Refused(Problem("Xin ghi tên người, tập thể được khen.", field="recipient_name"))
    if not new["achievement"]:
        raise Refused(Problem("Xin ghi thành tích; danh sách in cột này.", field="achievement"))
    return _change_line(award, "sửa dòng trong danh sách", new, by=by)


def set_coefficient(award: Award, coefficient: Decimal, *, basis: str, by: User) -> Award:
    """Put a coefficient in place of the catalogue's, or confirm the catalogue's, with what it rests on."""
    if not 0 < coefficient < 100:
        raise Refused(Problem("Hệ số lớn hơn 0 và nhỏ hơn 100, ví dụ 0,3.", field="coefficient"))
    if coefficient != round(coefficient, 2):
        raise Refused(Problem("Hệ số có nhiều nhất hai chữ số sau dấu phẩy.", field="coefficient"))
    if not basis.strip():
        raise Refused(Problem("Xin ghi căn cứ của hệ số, ví dụ: Điều 73 Nghị định 91/2017/NĐ-CP.", field="basis"))
    new = {
        "coefficient": coefficient,
        "coefficient_basis": fitting(basis, 300, "Căn cứ của hệ số", field="basis"),
        "coefficient_certain": True,
    }
    return _change_line(award, "đặt hệ số tiền thưởng", new, by=by)


def clear_coefficient(award: Award, *, by: User) -> Award:
    """Go by the catalogue again."""
    new = {"coefficient": None, "coefficient_basis": "", "coefficient_certain": False}
    return _change_line(award, "bỏ hệ số đặt tay", new, by=by)


def _change_line(award: Award, says: str, new: dict, *, by: User) -> Award:
    with transaction.atomic():
        decision = locked_draft(award.decision, by=by)
        award = Award.objects.get(pk=award.pk)
        before, after = audit.changes({name: getattr(award, name) for name in new}, new)
        if not after:
            return award
        for name, value in after.items():
            setattr(award, name, value)
        award.save(update_fields=list(after))
        who = {"recipient": award.recipient_name}
        audit.record(says, decision, by=by, before=who | before, after=who | after)
    return award


def leave_out(award: Award, *, reason: str, by: User) -> AwardDecision:
    """Take one line off the draft. Its dossier stays passed and may stand in another decision."""
    if not reason.strip():
        raise Refused(Problem("Xin ghi vì sao đưa ra khỏi danh sách.", field="reason"))
    with transaction.atomic():
        decision = locked_draft(award.decision, by=by)
        if decision.awards.count() == 1:
            raise Refused("Danh sách chỉ còn một dòng. Nếu không khen nữa, xin bỏ cả dự thảo.")
        award = Award.objects.get(pk=award.pk)
        name = award.recipient_name
        award.delete()
        for place, line in enumerate(decision.awards.all(), 1):  # upwards: a place is free before it is taken
            if line.place != place:
                line.place = place
                line.save(update_fields=["place"])
        audit.record(
            "đưa ra khỏi danh sách", decision, by=by, before={"recipient": name}, reason=vietnamese.nfc(reason)
        )
    return decision


def discard_draft(decision: AwardDecision, *, reason: str, by: User) -> None:
    """Drop a draft; its dossiers wait for a decision again. A draft has no number, so none is lost."""
    if not reason.strip():
        raise Refused(Problem("Xin ghi vì sao bỏ dự thảo.", field="reason"))
    with transaction.atomic():
        decision = locked_draft(decision, by=by)
        names = list(decision.awards.values_list("recipient_name", flat=True))
        audit.record("bỏ dự thảo quyết định", decision, by=by, before={"people": names}, reason=vietnamese.nfc(reason))
        duties.cancel_desk(files.owner_key(decision))
        ask_for_decision(decision.session)
        decision.delete()


def locked_draft(decision: AwardDecision, *, by: User) -> AwardDecision:
    """The decision's row, locked and still a draft, for one who drafts here."""
    decision = AwardDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.state == AwardDecision.State.READY:
        raise Refused("Dự thảo đang chờ lãnh đạo ký. Muốn sửa, xin lấy lại trước.")
    if not decision.is_open:
        raise Refused(
            f"{decision} đã ban hành, không sửa được. Nội dung sai thì sửa bằng một quyết định khác "
            "(NĐ 30/2020 Điều 18)."
        )
    if not permissions.may_draft(by, decision):
        raise Refused(permissions.DRAFT.needs)
    return decision
