"""The law of a day as a workbook: one sheet a table, every row with its source."""

from campaign_portal.foundation import sheets, vietnamese
from campaign_portal.foundation.sheets import Column, Sheet, Value
from emulation.regimes.models import Sourced
from emulation.regimes.selectors.catalogue import Catalogue, FormRow

LAST = ("Độ chắc chắn", "Nguồn")


def workbook(law: Catalogue) -> bytes:
    day = vietnamese.day(law.on)
    title = f"Pháp luật khen thưởng ngày {day}"
    return sheets.workbook(
        [
            _sheet("Hình thức", title, ("Hình thức", "Cấp", "Ai quyết định", "Ai trình"), map(_form, law.forms)),
            _sheet(
                "Điều kiện",
                title,
                ("Hình thức", "Cho", "Phong trào do", "Từ, năm", "Xét khi", "Tiêu chuẩn"),
                (row for form in law.forms for row in _conditions(form)),
            ),
            _sheet(
                "Tiền thưởng",
                title,
                ("Hình thức", "Cho", "Hệ số", "Số tiền (đồng)"),
                (row for form in law.forms for row in _bonuses(form)),
            ),
            _sheet(
                "Biểu quyết",
                title,
                ("Hình thức", "Cần", "%", "Bỏ phiếu"),
                (_council(form) for form in law.forms if form.council),
            ),
            _sheet("Căn cứ", title, ("Câu viện dẫn",), ((basis.text, *_last(basis)) for basis in law.bases)),
        ],
        title=title,
    )


def _sheet(name: str, title: str, columns: tuple[str, ...], rows) -> Sheet:
    kept = [tuple(row) for row in rows]
    widths = tuple(Column(60 if head in {"Tiêu chuẩn", "Câu viện dẫn"} else 26) for head in columns)
    return Sheet(
        name=name, titles=(title,), columns=(*widths, Column(20), Column(60)), header=((*columns, *LAST),), rows=kept
    )


def _last(row: Sourced) -> tuple[Value, Value]:
    return row.get_certainty_display(), row.source


def _form(row: FormRow) -> tuple[Value, ...]:
    form = row.form
    return form.name_for("…"), form.get_level_display(), form.decided_by, form.submitted_by, *_last(form)


def _conditions(row: FormRow):
    for condition in row.conditions:
        yield (
            row.form.short_name,
            condition.get_recipient_display(),
            condition.get_launcher_display(),
            condition.lasting_years,
            condition.get_review_display(),
            condition.standard,
            *_last(condition),
        )


def _bonuses(row: FormRow):
    for bonus in row.bonuses:
        recipient = bonus.rule.get_recipient_display()
        yield row.form.short_name, recipient, bonus.rule.coefficient, bonus.amount_vnd, *_last(bonus.rule)


def _council(row: FormRow) -> tuple[Value, ...]:
    rule = row.council
    if rule is None:
        return ()
    how = "kín" if rule.secret else "công khai"
    return row.form.short_name, rule.get_operator_display(), rule.percent, how, *_last(rule)
