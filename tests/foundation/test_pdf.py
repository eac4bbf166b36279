"""The process that draws PDFs: what it refuses, what stops it, what it gives."""

import base64
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image

from campaign_portal.foundation import pdf

HEAD = '<!DOCTYPE html><html lang="vi"><head><title>Thử</title></head><body>'
SHORT = pdf.Limits(seconds=3, memory_mb=700)


def test_it_makes_an_archive_file():
    made = pdf.render(f"{HEAD}<p>Tiếng Việt: Ữ ặ ễ</p>", "p { font: 14pt 'Liberation Serif' }")
    with pdfplumber.open(io.BytesIO(made)) as file:
        assert file.pages[0].extract_text() == "Tiếng Việt: Ữ ặ ễ"
        assert file.metadata["Title"] == "Thử"
        assert "CreationDate" not in file.metadata


def test_the_same_input_gives_the_same_bytes():
    html = f"{HEAD}<p>Một</p><table><tr><th>a<td>b</table>"
    assert pdf.render(html, "p { color: black }") == pdf.render(html, "p { color: black }")


@pytest.mark.parametrize("variant", ["pdf/a-2a", "pdf/a-3a"])
def test_the_variant_stands_in_the_file(variant):
    made = pdf.render(f"{HEAD}<p>Một</p>", "", variant=variant)
    with pdfplumber.open(io.BytesIO(made)) as file:
        about = file.doc.catalog["Metadata"].resolve().get_data().decode()
    assert f'part="{variant[6]}"' in about


@pytest.mark.parametrize(
    "body",
    [
        "<img src='file:///etc/passwd' alt=''>",
        "<img src='http://127.0.0.1:9/x.png' alt=''>",
        "<img src='/etc/passwd' alt=''>",
        "<style>@font-face { font-family: a; src: url(file:///etc/passwd) } p { font: 9pt a }</style><p>x</p>",
        "<p style=\"background: url('https://example.org/a.svg')\">x</p>",
        "<link rel=stylesheet href='http://127.0.0.1:9/a.css'>",
        "<link rel=attachment href='file:///etc/passwd'>",
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
    ],
)
def test_a_document_that_asks_for_something_outside_is_refused(body):
    with pytest.raises(pdf.PdfRefused, match="tệp hoặc địa chỉ bên ngoài"):
        pdf.render(HEAD + body, "")


def test_styles_may_not_ask_for_anything_outside_either():
    with pytest.raises(pdf.PdfRefused, match=r"127\.0\.0\.1"):
        pdf.render(f"{HEAD}<p>x</p>", "@import url('http://127.0.0.1:9/a.css');")


def test_a_picture_inside_the_document_is_drawn():
    dot = io.BytesIO()
    Image.new("RGB", (2, 2)).save(dot, "PNG")
    source = base64.b64encode(dot.getvalue()).decode()
    made = pdf.render(f"{HEAD}<img alt='' src='data:image/png;base64,{source}'>", "")
    with pdfplumber.open(io.BytesIO(made)) as file:
        assert len(file.pages[0].images) == 1


def test_an_endless_table_is_stopped_in_time():
    with pytest.raises(pdf.PdfTooBig, match=r"quá 3 giây|bộ nhớ"):
        pdf.render(f"{HEAD}<table><tr><td colspan=1000000>x</table>", "", limits=SHORT)


def test_nesting_without_end_is_an_error_and_not_a_crash():
    with pytest.raises(pdf.PdfError, match="Không dựng được PDF"):
        pdf.render(HEAD + "<div>" * 600 + "x", "")


def test_a_document_too_long_is_not_even_begun():
    with pytest.raises(pdf.PdfTooBig, match="1 triệu ký tự"):
        pdf.render("x" * 1_000_001, "", limits=pdf.Limits(html_mb=1))


def test_memory_has_an_end():
    with pytest.raises(pdf.PdfTooBig, match="MB bộ nhớ"):
        pdf.render(HEAD + "<p>x</p>" * 30_000, "", limits=pdf.Limits(memory_mb=200))


# --- The process that stays -------------------------------------------------------------------------------------------


def test_the_process_stays_for_the_next_paper_and_leaves_nothing_of_one_to_the_other():
    with closing_presses():
        first = pdf.render(f"{HEAD}<p>Một</p>", "")
        (press,) = pdf._idle
        with pytest.raises(pdf.PdfRefused):
            pdf.render(f"{HEAD}<img src='file:///etc/passwd' alt=''>", "")
        assert pdf.render(f"{HEAD}<p>Một</p>", "") == first
        assert pdf._idle == [press]
    with closing_presses():
        assert pdf.render(f"{HEAD}<p>Một</p>", "") == first, "a new process draws the same bytes"


def test_one_that_has_gone_meanwhile_is_replaced():
    with closing_presses():
        pdf.render(f"{HEAD}<p>Một</p>", "")
        (gone,) = pdf._idle
        gone.process.kill()
        gone.process.wait()
        assert pdf.render(f"{HEAD}<p>Hai</p>", "")[:5] == b"%PDF-"
        assert gone not in pdf._idle


def test_it_goes_when_who_asked_is_killed():
    asking = "from campaign_portal.foundation import pdf; pdf.render('<p>Một</p>', '')"
    said = "print(pdf._idle[0].process.pid, flush=True); import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    done = subprocess.run([sys.executable, "-c", f"{asking}; {said}"], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    for _ in range(100):
        if not Path("/proc", done.stdout.strip(), "exe").exists():  # a process that ended has no program any more
            return
        time.sleep(0.1)
    pytest.fail("the process that draws is still there")


def test_two_at_once_do_not_wait_for_each_other():
    with closing_presses(), ThreadPoolExecutor(2) as pool:
        both = pool.map(lambda text: pdf.render(f"{HEAD}<p>{text}</p>" * 200, ""), ["Một", "Hai"])
        texts = [pdfplumber.open(io.BytesIO(made)).pages[0].extract_text()[:3] for made in both]
        assert texts == ["Một", "Hai"]
        assert len(pdf._idle) == 2


def test_a_fork_of_who_asks_has_a_process_of_its_own():
    with closing_presses():
        pdf.render(f"{HEAD}<p>Một</p>", "")
        (press,) = pdf._idle
        child = os.fork()
        if not child:
            os._exit(0 if not pdf._idle and pdf.render(f"{HEAD}<p>Hai</p>", "")[:5] == b"%PDF-" else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert pdf.render(f"{HEAD}<p>Ba</p>", "")[:5] == b"%PDF-"
        assert pdf._idle == [press]


@contextmanager
def closing_presses() -> Iterator[None]:
    """Begin and end without a process that waits."""
    pdf._close_all()
    yield
    pdf._close_all()


def test_the_process_gets_no_secret(monkeypatch):
    monkeypatch.setenv("POSTGRES_PASSWORD", "x")
    monkeypatch.setenv("CHUNGTAY_SECRET_KEY", "y")
    assert "POSTGRES_PASSWORD" in os.environ
    assert not {"POSTGRES_PASSWORD", "CHUNGTAY_SECRET_KEY"} & set(pdf._environment())
