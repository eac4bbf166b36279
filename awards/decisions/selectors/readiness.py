"""What stands in the way of a decision, said in sentences; and what in it nobody has confirmed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from awards.decisions import rules
from awards.decisions.models import AwardDecision
from awards.decisions.selectors.reckoning import Reckoning, reckon
from awards.dossiers.selectors import hold_sentence, holds_of
from campaign_portal.foundation import clock, files, numbers, vietnamese
from campaign_portal.foundation.errors import Problem
from campaign_portal.foundation.models import NumberSeries, User
from emulation.people.models import Appointment, Office, Role
from emulation.regimes.models import Certainty, RecipientNature


@dataclass(frozen=True)
class NumberBook:
    """How an authority's decisions get their numbers in a year."""

    by_clerk: bool
    last_number: int
    last_on: dt.date | None


def number_book(authority: Office, year: int) -> NumberBook:
    key, series = files.owner_key(authority), AwardDecision.SERIES
    row = NumberSeries.objects.filter(authority_key=key, series=series, year=year).first()
    keeper = row.keeper if row else numbers.keeper(key, series, year)
    return NumberBook(keeper == NumberSeries.Keeper.CLERK, row.last_number if row else 0, row.last_on if row else None)


def expected_signer(decision: AwardDecision, viewer: User | None = None) -> tuple[str, str]:
    """Capacity and name to print on a draft: the leader who looks at it, else the authority's only leader."""
    held = list(
        Appointment.objects.held_on()
        .filter(office=decision.authority, role=Role.LEADER)
        .select_related("user")
        .order_by("pk")
    )
    mine = [appointment for appointment in held if viewer is not None and appointment.user_id == viewer.pk]
    own = [appointment for appointment in held if appointment.acting_for_id is None]
    for appointment in [*mine, *(own if len(own) == 1 else [])]:
        if capacity := rules.capacity_of(appointment.title):
            return capacity, appointment.user.full_name
    return "head", ""


def unfinished(decision: AwardDecision) -> Iterator[Problem]:
    """What the draft itself lacks, whatever its date."""
    if not decision.awards.exists():
        yield Problem("Danh sách chưa có ai. Xin bỏ dự thảo này và soạn lại từ phiên họp.")
    if not decision.proposal_number or decision.proposal_on is None:
        yield Problem("Chưa ghi số và ngày tờ trình của cơ quan đề nghị.", field="proposal_number")
    for field, name in (("subject", "trích yếu"), ("payer", "nguồn tiền thưởng"), ("executors", "nơi thi hành")):
        if not getattr(decision, field).strip():
            yield Problem(f"Chưa ghi {name}.", field=field)
    last = (decision.recipients.strip().splitlines() or [""])[-1]
    if not last.startswith("Lưu: VT"):
        yield Problem("Nơi nhận phải kết thúc bằng dòng “Lưu: VT, …” (NĐ 30/2020, Phụ lục I).", field="recipients")
    yield from _suspended(decision)


def _suspended(decision: AwardDecision) -> Iterator[Problem]:
    """Nobody is awarded while discipline, an inspection or a complaint is open (awards-law (f) 4)."""
    recipients = dict(decision.awards.values_list("recipient_id", "recipient_name"))
    for party_id, holds in holds_of(list(recipients)).items():
        for hold in holds:
            yield Problem(f"{recipients[party_id]}: {hold_sentence(hold)} Xin đưa ra khỏi danh sách.")


def blocking(
    decision: AwardDecision, on: dt.date, *, number: int | None = None, reckoning: Reckoning | None = None
) -> list[Problem]:
    """Everything that refuses issuing on a date: the sentences beside the button."""
    law = reckoning or reckon(decision, on)
    return [
        *unfinished(decision),
        *_date_problems(decision, on),
        *_law_problems(decision, law),
        *_number(decision, on, number),
    ]


def _date_problems(decision: AwardDecision, on: dt.date) -> Iterator[Problem]:
    asked = f"Ngày ban hành {vietnamese.day(on)}"
    if on > clock.today():
        yield Problem(f"{asked} ở sau hôm nay ({vietnamese.day(clock.today())}).", field="issued_on")
    held_on = decision.session.held_on
    if on < held_on:
        yield Problem(f"{asked} ở trước ngày hội đồng họp ({vietnamese.day(held_on)}).", field="issued_on")
    if decision.proposal_on and on < decision.proposal_on:
        yield Problem(f"{asked} ở trước ngày tờ trình ({vietnamese.day(decision.proposal_on)}).", field="issued_on")
    book = number_book(decision.authority, on.year)
    if book.last_on and on < book.last_on:
        yield Problem(
            f"{asked} ở trước ngày của văn bản số {numbers.shown(book.last_number)} trong sổ "
            f"({vietnamese.day(book.last_on)}); số và ngày đi theo thứ tự.",
            field="issued_on",
        )


def _law_problems(decision: AwardDecision, law: Reckoning) -> Iterator[Problem]:
    form, day = decision.award_form, vietnamese.day(law.on)
    if form.valid_to and law.on > form.valid_to:
        yield Problem(
            f"{form.name_for(decision.unit.title)} không còn trong pháp luật sau ngày {vietnamese.day(form.valid_to)} "
            f"({form.source}); quyết định đề ngày {day} không tặng hình thức này được.",
            field="issued_on",
        )
    elif law.on < form.valid_from:
        yield Problem(f"{form} có từ ngày {vietnamese.day(form.valid_from)}, sau ngày {day}.", field="issued_on")
    if law.regime is None:
        yield Problem(f"Danh mục chưa có chế độ pháp luật cho ngày {day}.", field="issued_on")
    if law.base_salary is None:
        yield Problem(f"Danh mục chưa có mức lương cơ sở cho ngày {day}.", field="issued_on")
    regime = law.regime.code if law.regime else "này"
    for nature in sorted({line.award.nature for line in law.lines if line.coefficient is None}):
        yield Problem(
            f"Chưa có hệ số tiền thưởng {form} cho {RecipientNature(nature).label} theo chế độ {regime}. "
            "Xin đặt hệ số kèm căn cứ ở từng dòng.",
            field="coefficient",
        )


def _number(decision: AwardDecision, on: dt.date, number: int | None) -> Iterator[Problem]:
    book = number_book(decision.authority, on.year)
    if not book.by_clerk:
        return
    given = number or decision.book_number
    if given is None:
        yield Problem("Số văn bản theo sổ của văn thư; văn thư chưa ghi số cho quyết định này.", field="number")
    elif given <= book.last_number:
        yield Problem(f"Số {given} không lớn hơn số cuối trong sổ ({book.last_number}).", field="number")


def unsure(decision: AwardDecision, law: Reckoning) -> list[str]:
    """What a person should look at before signing: law that nobody read in the text itself. Never printed."""
    said = []
    if law.regime and law.regime.certainty == Certainty.UNCONFIRMED:
        said.append(f"Chế độ {law.regime.code}, cách làm tròn tiền thưởng: {law.regime.source}")
    if law.base_salary and law.base_salary.certainty == Certainty.UNCONFIRMED:
        said.append(f"Mức lương cơ sở: {law.base_salary.source}")
    if unread := sum(basis.certainty == Certainty.UNCONFIRMED for basis in law.bases):
        said.append(f"{unread} căn cứ pháp lý chưa đối chiếu văn bản gốc, đánh dấu ở phần căn cứ")
    coefficients = {
        (line.award.nature, line.coefficient, line.basis)
        for line in law.lines
        if line.coefficient is not None and not line.is_certain
    }
    said += [
        f"Hệ số {vietnamese.decimal_text(coefficient, 2)} cho {RecipientNature(nature).label}: {basis}"
        for nature, coefficient, basis in sorted(coefficients)
        if coefficient is not None
    ]
    return said
