"""The texts of a dossier, and what its proposer may change when."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction

from awards.dossiers import permissions, rules, selectors
from awards.dossiers.models import Dossier, PriorAward, Submission
from campaign_portal.foundation import audit, clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, not_longer, refuse_if_any
from campaign_portal.foundation.models import User


def edit_dossier(
    dossier: Dossier,
    *,
    summary: str,
    achievements: str,
    prior_awards: Sequence[Mapping[str, Any]],
    by: User,
) -> Dossier:
    """Keep the texts of a dossier and the awards its nominee held.

    `prior_awards`: year, award_name, achievement, decision. The summary has at most 80 words (forms.md). Of a
    returned dossier only what the return named may change.
    """
    with transaction.atomic():
        dossier = editable(dossier, by)
        before = {"achievement_summary": dossier.achievement_summary, "achievements": dossier.achievements}
        after = {"achievement_summary": vietnamese.nfc(summary), "achievements": _paragraphs(achievements)}
        held = [_told(row) for row in PriorAward.objects.filter(party=dossier.party)]
        wanted = _checked_awards(prior_awards)
        changed = [key for key in after if before[key] != after[key]]
        if sorted(held, key=str) != sorted(wanted, key=str):
            changed.append(rules.PRIOR_AWARDS.key)
        refuse_if_any(_closed_parts(dossier, changed))
        if sentence := rules.too_long(after["achievement_summary"]):
            raise Refused(Problem(sentence, rules.ACHIEVEMENT_SUMMARY.key))
        if not changed:
            return dossier
        dossier.achievement_summary = after["achievement_summary"]
        dossier.achievements = after["achievements"]
        dossier.save(update_fields=["achievement_summary", "achievements"])
        if rules.PRIOR_AWARDS.key in changed:
            PriorAward.objects.filter(party=dossier.party).delete()
            PriorAward.objects.bulk_create(PriorAward(party=dossier.party, **row) for row in wanted)
        told_before, told_after = audit.changes(before | {"awards": held}, after | {"awards": wanted})
        audit.record("sửa hồ sơ", dossier, by=by, before=told_before, after=told_after)
        note_mended(dossier, changed)
    return dossier


def _paragraphs(text: str) -> str:
    """Several paragraphs, each clean."""
    return "\n".join(vietnamese.nfc(line) for line in text.splitlines()).strip()


def _told(row: PriorAward) -> dict[str, Any]:
    return {"year": row.year, "award_name": row.award_name, "achievement": row.achievement, "decision": row.decision}


def _checked_awards(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The declared awards, clean. Raises Refused."""
    this_year = clock.today().year
    listed: list[dict[str, Any]] = []
    for row in rows:
        year = int(row["year"])
        texts = {key: vietnamese.nfc(str(row.get(key, ""))) for key in ("award_name", "achievement", "decision")}
        if not 1945 <= year <= this_year:
            raise Refused(Problem(f"Năm khen {year} không thể có; ghi từ 1945 đến {this_year}.", "prior_awards"))
        if not texts["award_name"]:
            raise Refused(Problem(f"Xin ghi hình thức khen của năm {year}.", "prior_awards"))
        if any((known["year"], known["award_name"]) == (year, texts["award_name"]) for known in listed):
            raise Refused(Problem(f"{texts['award_name']} năm {year} ghi hai lần.", "prior_awards"))
        listed.append({"year": year, **texts})
    return listed


# --- What may be changed now --------------------------------------------------------------------------------------


def being_prepared(submission: Submission, by: User) -> Submission:
    """The locked submission, while an office of this person prepares it. Raises Refused."""
    locked = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("route__award_form", "proposer__unit", "unit", "campaign")
        .get(pk=submission.pk)
    )
    if not permissions.prepares(by, locked):
        raise Refused(f"Chỉ {locked.proposer.name} sửa được lần trình này.")
    if locked.state == Submission.State.WITH_LEADER:
        raise Refused("Lần trình đang chờ lãnh đạo ký. Muốn sửa, bấm “Lấy lại để sửa”.")
    if locked.state == Submission.State.SUBMITTED:
        raise Refused("Lần trình đã nộp, không sửa được. Cần bổ sung thì chờ cơ quan thẩm định trả lại.")
    return locked


def editable(dossier: Dossier, by: User) -> Dossier:
    """The locked dossier, while its proposer may change it: being prepared, or returned. Raises Refused."""
    locked = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related(
            "submission__route", "submission__proposer", "submission__campaign", "party__unit", "participant_class"
        )
        .get(pk=dossier.pk)
    )
    if locked.state == Dossier.State.DRAFT:
        being_prepared(locked.submission, by)
    elif not permissions.prepares_dossier(by, locked):
        raise Refused(f"Chỉ {locked.submission.proposer.name} sửa được hồ sơ này.")
    elif locked.state != Dossier.State.RETURNED:
        raise Refused(f"Hồ sơ đang ở trạng thái “{locked.get_state_display()}”, không sửa được.")
    return locked


def check_open(dossier: Dossier, *keys: str) -> None:
    """Raise Refused when one of the parts is not open for the proposer now."""
    refuse_if_any(_closed_parts(dossier, keys))


def _closed_parts(dossier: Dossier, keys: Sequence[str]) -> Iterator[Problem]:
    opened = selectors.open_parts(dossier)
    names = selectors.part_names(dossier)
    for key in keys:
        if key not in opened:
            asked = ", ".join(name for part, name in names.items() if part in opened)
            yield Problem(f"Lần trả lại này chỉ mở: {asked}. “{names.get(key, key)}” giữ nguyên.", key)


def note_mended(dossier: Dossier, keys: Sequence[str]) -> None:
    """Of a returned dossier: these parts were completed."""
    request = selectors.open_request(dossier)
    if request is None:
        return
    mended = [key for key in request.parts if key in {*request.mended, *keys}]
    if mended != request.mended:
        request.mended = mended
        request.save(update_fields=["mended"])


def explain(dossier: Dossier, answer: str, *, by: User) -> Dossier:
    """What the proposer says to a return: why a part stays as it is, or what was changed."""
    with transaction.atomic():
        dossier = editable(dossier, by)
        request = selectors.open_request(dossier)
        if request is None:
            raise Refused("Hồ sơ này không có yêu cầu bổ sung nào đang chờ.")
        before, request.answer = request.answer, _paragraphs(not_longer(answer, 4000, "Giải trình", field="answer"))
        if before != request.answer:
            request.save(update_fields=["answer"])
            audit.record("giải trình", dossier, by=by, before={"answer": before}, after={"answer": request.answer})
    return dossier


# --- The letter ---------------------------------------------------------------------------------------------------


def checked_letter(submission: Submission, typed: str, date: dt.date) -> str:
    """The letter's number as it is kept, "86/TTr-UBND". Refuses an impossible date and a number used before."""
    number = rules.letter_number(typed, submission.proposer.symbol or "UBND")
    since = submission.campaign.starts_on
    if sentence := rules.date_problem(date, today=clock.today(), since=since, paper="Tờ trình"):
        raise Refused(Problem(sentence, "letter_date"))
    same = Submission.objects.filter(proposer=submission.proposer, letter_number=number, letter_date__year=date.year)
    if same.exclude(pk=submission.pk).exists():
        raise Refused(
            Problem(f"Số {number} năm {date.year} đã dùng cho lần trình trước. Xin xem sổ văn thư.", "letter_number")
        )
    return number


def correct_letter(dossier: Dossier, *, letter_number: str, letter_date: dt.date, by: User) -> Submission:
    """A new number and date of the letter, when a return asked for it; the letter is made again at resubmission."""
    with transaction.atomic():
        dossier = editable(dossier, by)
        check_open(dossier, rules.SUBMISSION_LETTER)
        submission = dossier.submission
        before = {"letter_number": submission.letter_number, "letter_date": submission.letter_date}
        submission.letter_number = checked_letter(submission, letter_number, letter_date)
        submission.letter_date = letter_date
        submission.save(update_fields=["letter_number", "letter_date"])
        after = {"letter_number": submission.letter_number, "letter_date": letter_date}
        audit.record("sửa số, ngày tờ trình", submission, by=by, before=before, after=after)
        note_mended(dossier, [rules.SUBMISSION_LETTER])
    return submission
