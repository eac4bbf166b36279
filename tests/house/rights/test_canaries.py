"""Marks pass through the papers that the walk does not draw, and one that is foreign would be seen.

That no answer holds a mark of a row which this person may not read, the walk itself asks of every cell
(test_every_cell.py): pages, what their links lead to, Excel and Word unpacked, the text of what is drawn as PDF.
"""

import io

import pdfplumber
import pytest

from tests.house.rights.asking import Asker, addresses
from tests.house.rights.marks import MARK, plain
from tests.house.rights.table import table

pytestmark = pytest.mark.django_db

PAPERS = {  # of each kind of layout one: a role and the address of a paper it may print, of its own rows
    "decisions:preview": ("interior_officer", "decision in draft", {}),
    "dossiers:draft": ("commune_officer", "submission", {"kind": "submission_letter", "ending": "pdf"}),
    "registrations:summary_pdf": ("standing_head", "", {}),
}


def test_no_paper_holds_a_foreign_mark(ground, reading):
    wrong = set()
    for name, (role, kind, words) in PAPERS.items():
        person = next(one for one in ground.tree.people if one.role == role)
        ids = ground.rows.ids[kind][person.home] if kind else {}
        answer = Asker(person.user).ask("get", addresses()[name].filled({**ids, **words}))
        reading()
        assert answer.body.startswith(b"%PDF"), f"{name}: {answer.status} {answer.location}"
        with pdfplumber.open(io.BytesIO(answer.body)) as paper:
            text = "\n".join(page.extract_text() for page in paper.pages).encode()
        assert MARK.search(text), f"{name}: no mark at all, so the test reads nothing"
        wrong |= {f"{person}: {name} {read}" for read in ground.marks.foreign_in(text, person)}
    assert not wrong, "\n" + "\n".join(sorted(wrong))


def test_a_foreign_mark_would_be_seen(ground, reading):
    """The marks are there: each commune's own officer reads his."""
    officer = next(person for person in ground.tree.people if person.role == "commune_officer")
    pk = ground.rows.ids["report"]["A"]["pk"]
    answer = Asker(officer.user).ask("get", addresses()["reports:report"].filled({"pk": pk}))
    reading()
    foreign = answer.body.replace(b"Ax", b"Bx")
    assert MARK.search(answer.body)
    assert not list(ground.marks.foreign_in(answer.body, officer))
    assert list(ground.marks.foreign_in(foreign, officer))
    word = Asker(officer.user).ask("get", addresses()["reports:word"].filled({"pk": pk}))
    assert MARK.search(plain(word.body)), "marks pass through Word files"


def test_every_text_is_marked_or_said_to_be_no_word(ground):
    names = {field.name for model in ground.marks.tables() for field in model._meta.concrete_fields}
    for said in table().raw["canary"]["no free text"]:
        assert said.split(".")[-1] in names, f"{said} is no field any more"
