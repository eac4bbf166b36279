"""Opening a review, entering its cells, explaining what looks odd."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import QuerySet

from campaign_portal.foundation import audit, clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from campaign_portal.foundation.periods import Period
from emulation.poverty.models import PovertyStandard, ReviewNote, ReviewRow, ReviewSet
from emulation.poverty.permissions import enters
from emulation.poverty.rules import columns
from emulation.poverty.selectors.numbers import Change
from emulation.poverty.selectors.sheet import Sheet, SheetRow, sheet_of, sheets_of
from emulation.poverty.services.writing import Told, write_numbers, write_rows
from emulation.territory.models import Level, Unit
from emulation.territory.selectors import hamlets_of

LONGEST_TEXT = 100  # of a cell that is no number yet
LONGEST_NOTE = 1000

Cells = Mapping[int, Mapping[str, str]]  # row id → column → text


def open_review(commune: Unit, period: str, standard: PovertyStandard, *, by: User | None) -> ReviewSet:
    """Begin the review of a commune: one row for each hamlet of that day, its start from the list approved before.

    Returns the review that somebody else began already. Refuses a period that is no review's, a year the standard
    does not rule, and a commune without hamlets.
    """
    _refuse_what_is_no_review(commune, period, standard)
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=commune.pk)  # two officers open one review
        if found := _current(commune, period, standard):
            return found
        review = ReviewSet.objects.create(
            unit=commune, year=Period(period).year, period=period, standard=standard, state=ReviewSet.State.DRAFT
        )
        hamlets = hamlets_of(commune, review.figures_on)
        if not hamlets:
            raise Refused(
                f"{commune.opening_title} chưa có thôn, tổ dân phố nào; quản trị cần nhập danh sách thôn trước."
            )
        _add_rows(review, hamlets)
        audit.record("bắt đầu rà soát", review, by=by, after={"hamlets": len(hamlets), "standard": standard.code})
    return review


def _refuse_what_is_no_review(commune: Unit, period: str, standard: PovertyStandard) -> None:
    try:
        months, year = Period.parse(period).months, Period.parse(period).year
    except ValueError as error:
        raise Refused(f"Kỳ rà soát “{period}” không đúng; các kỳ là 6, 9 và 12 tháng.") from error
    if months is None:
        raise Refused(f"Rà soát theo kỳ 6, 9 và 12 tháng; “{Period(period).name}” không phải là kỳ rà soát.")
    if not standard.first_year <= year <= standard.last_year:
        raise Refused(
            f"{standard} áp dụng cho các năm {standard.first_year}–{standard.last_year}, không áp dụng cho {year}."
        )
    if commune.level != Level.COMMUNE:
        raise Refused(f"Đợt rà soát lập cho xã, phường; {commune.title} không phải cấp xã.")


def _current(commune: Unit, period: str, standard: PovertyStandard) -> ReviewSet | None:
    return (
        ReviewSet.objects.filter(unit=commune, period=period, standard=standard, is_current=True)
        .select_related("unit", "standard")
        .first()
    )


def _add_rows(review: ReviewSet, hamlets: Iterable[Unit]) -> None:
    ReviewRow.objects.bulk_create(ReviewRow(review=review, **ReviewRow.ancestors_of(hamlet)) for hamlet in hamlets)
    sheet = sheet_of(review)
    for row in sheet.rows:
        for field, value in row.starts.items():
            setattr(row.row, field, value)
    started = {field for row in sheet.rows for field in row.starts}
    if started:
        ReviewRow.objects.bulk_update([row.row for row in sheet.rows], sorted(started))


def rewrite_starts(sheet: Sheet, *, by: User) -> None:
    """Locked starts follow the approved list after it was corrected. Runs in the transaction that approved it."""
    before: dict[str, dict[str, str]] = {}
    after: dict[str, dict[str, str]] = {}
    for row in sheet.rows:
        was = row.texts(row.starts)
        changed = {field: str(value) for field, value in row.starts.items() if was[field] != str(value)}
        if changed and (touched := _write(row, changed)) is not None:
            write_rows([row], touched)
            named = {columns.described(field): field for field in changed}
            before[row.name] = {name: was[field] for name, field in named.items()}
            after[row.name] = {name: changed[field] for name, field in named.items()}
    if after:
        audit.record("lấy lại số đầu kỳ sau đính chính", sheet.review, by=by, before=before, after=after)


def add_missing_hamlets(review: ReviewSet, *, by: User) -> list[Unit]:
    """Rows for hamlets that were entered after the review began (V9)."""
    with transaction.atomic():
        review = _locked(review, by)
        hamlets = sheet_of(review).missing_hamlets
        if hamlets:
            _add_rows(review, hamlets)
            audit.record("thêm thôn vào đợt rà soát", review, by=by, after={"hamlets": [str(unit) for unit in hamlets]})
    return hamlets


def save_cells(review: ReviewSet, cells: Cells, *, by: User) -> Sheet:
    """Write typed cells down: what can be a fact becomes one, the rest stays as text until it is mended.

    Only the cells given change, so that two officers at one review lose nothing of each other's; of one cell the last
    writing stays. One transaction, one line of the trail. Refuses rows of other reviews, locked cells, and a review
    that has left the officer's hands; then nothing is written.
    """
    return save_reviews({review.pk: cells}, by=by)[review.pk]


def save_reviews(
    typed: Mapping[int, Cells],
    *,
    by: User,
    held: Mapping[int, Sheet] | None = None,
    changes: Sequence[Change] = (),
) -> Mapping[int, Sheet]:
    """`save_cells` of many reviews, by their ids: one transaction, one line of the trail for each that changes, and the
    same number of statements to read and to write them, however many. What one review refuses, refuses all.

    `held` are their sheets, where this transaction held the reviews before it read them (`hold`); then rows that were
    settled as numbers may be written with them: `changes`, of reviews held, too.
    """
    with transaction.atomic():
        reviews = [held[pk].review for pk in sorted(typed)] if held is not None else list(hold(typed))
        told = {review.pk: Told(review) for review in reviews}
        for change in changes:
            pk = change.row.review.pk
            if pk not in told:
                told[pk] = Told(change.row.review)
            told[pk].numbers(change)
        for one in told.values():
            _refuse_shut(one.review, by)
        sheets = held if held is not None else sheets_of(reviews)
        fields: set[str] = set()
        changed: list[SheetRow] = []
        for review in reviews:
            _refuse_foreign(sheets[review.pk], typed[review.pk])
            changed += _enter(sheets[review.pk], typed[review.pk], fields, told[review.pk])
        if changed:
            write_rows(changed, fields)
        if changes:
            write_numbers(changes)
        for one in told.values():
            one.record(by)
        for review in reviews:
            sheets[review.pk].reread()
    return sheets


def _enter(sheet: Sheet, cells: Cells, fields: set[str], told: Told) -> list[SheetRow]:
    """The rows that change; the columns join `fields`."""
    changed: list[SheetRow] = []
    names = {field: sheet.described(field) for field in set().union(*cells.values())}
    for row_id, typed in cells.items():
        row = sheet.row(row_id)
        if row is None:
            continue
        was = row.texts(typed)
        touched = _write(row, typed)
        if touched is None:
            continue
        fields |= touched
        changed.append(row)
        now = row.texts(typed)
        if other := [field for field in typed if was[field] != now[field]]:
            told.cells(
                row.name,
                {names[field]: was[field] for field in other},
                {names[field]: now[field] for field in other},
            )
    return changed


def _write(row: SheetRow, typed: Mapping[str, str]) -> set[str] | None:
    """Settle a row with its new cells. Returns the columns that changed, None when nothing did."""
    settled = row.settle({field: text.strip() for field, text in typed.items()})
    held = row.row.held
    fields = row.take(settled)
    return fields if fields or held != settled.held else None


def _refuse_foreign(sheet: Sheet, cells: Cells) -> None:
    known = frozenset((*columns.ALL_FIELDS, *sheet.breakdown.columns))
    for row_id, typed in cells.items():
        row = sheet.row(row_id)
        if row is None:
            raise Refused("Có dòng không thuộc đợt rà soát này; chưa lưu gì. Xin tải lại trang.")
        if not typed.keys() <= known:
            raise Refused("Có cột không thuộc biểu này; chưa lưu gì. Xin tải lại trang.")
        if row.locked.isdisjoint(typed) and max(map(len, typed.values()), default=0) <= LONGEST_TEXT:
            continue
        for field, text in typed.items():
            if field in row.locked and text.strip() != row.raw.get(field, ""):
                raise Refused(
                    Problem(
                        f"{row.name}, {row.described(field)}: số này lấy từ danh sách đã duyệt cuối năm trước, "
                        "không sửa ở đây.",
                        field=field,
                    )
                )
            if len(text) > LONGEST_TEXT:
                raise Refused(
                    Problem(
                        f"{row.name}, {row.described(field)}: ô này nhận một con số, không nhận đoạn chữ dài "
                        f"{len(text)} ký tự.",
                        field=field,
                    )
                )


def explain(review: ReviewSet, row_id: int | None, code: str, text: str, *, by: User) -> ReviewNote | None:
    """Write down why a figure that looks odd is right; an empty text takes the note back.

    `row_id` is None for what concerns the whole commune, `code` the finding's key. Refuses an answer to nothing.
    """
    text = vietnamese.nfc(text)
    if len(text) > LONGEST_NOTE:
        raise Refused(Problem(f"Lý do dài {len(text)} ký tự; xin viết trong {LONGEST_NOTE} ký tự.", field="text"))
    with transaction.atomic():
        review = _locked(review, by)
        asked = sheet_of(review).asked(row_id, code)
        if asked is None:
            raise Refused("Điểm này không còn phải giải trình. Xin tải lại trang.")
        before = asked.note.text if asked.note else ""
        note = None
        if text:
            note, _ = ReviewNote.objects.update_or_create(
                review=review,
                row_id=row_id,
                code=code,
                defaults={"text": text, "about": asked.finding.sentence, "by": by, "at": clock.business_now()},
            )
        elif asked.note:
            asked.note.delete()
        if text != before:
            where = {"where": asked.finding.where}
            audit.record("giải trình số liệu", review, by=by, before={"text": before}, after={**where, "text": text})
    return note


def _locked(review: ReviewSet, by: User) -> ReviewSet:
    """The review, held for this transaction. Refuses whoever may not enter it now."""
    locked = hold([review.pk]).get()
    _refuse_shut(locked, by)
    return locked


def hold(pks: Iterable[int]) -> QuerySet[ReviewSet]:
    """These reviews, held for this transaction: nobody enters anything in them. In one order, so that two who hold many
    do not wait for each other."""
    held = ReviewSet.objects.select_for_update(of=("self",)).select_related("unit", "standard")
    return held.filter(pk__in=list(pks)).order_by("pk")


def _refuse_shut(review: ReviewSet, by: User) -> None:
    if not enters(by, review):
        raise Refused(f"Nhập rà soát của {review.unit.title} là việc của cán bộ xã đó.")
    if review.state not in ReviewSet.EDITABLE:
        raise Refused(
            f"Đợt rà soát này đang ở trạng thái “{review.get_state_display()}” nên không sửa được số. "
            "Số vừa nhập chưa được lưu."
        )
