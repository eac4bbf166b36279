"""HTML and CSS to PDF. This module and its child process are the only ones that know WeasyPrint.

The layout runs in a process of its own with limits on time and memory, without files, network, settings or secrets:
a text that a person typed can neither stop a worker nor read the server.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from campaign_portal.foundation import pdf_child

_CHILD = Path(pdf_child.__file__)
_FONT_PLACES = ("PATH", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH")


class PdfError(Exception):
    """No PDF was made; the message is a sentence for the person."""


class PdfTooBig(PdfError):
    """Time or memory ran out."""


class PdfRefused(PdfError):
    """The document asked for a file or an address."""


@dataclass(frozen=True)
class Limits:
    """A decision with 1 000 names takes 4 s and less than 300 MB."""

    seconds: int = 60
    memory_mb: int = 1000
    html_mb: int = 20


def render(html: str, css: str, *, variant: str = "pdf/a-2a", limits: Limits = Limits()) -> bytes:
    """The PDF of a document: archive form with tags by default. The same input gives the same bytes.

    Images stand in the document as data: addresses or inline SVG; any other address is refused. Raises PdfError.
    """
    if len(html) > limits.html_mb * 1_000_000:
        raise PdfTooBig(f"Văn bản dài quá {limits.html_mb} triệu ký tự; xin chia thành nhiều phụ lục.")
    task = {
        "html": html,
        "css": css,
        "variant": variant,
        "cpu_seconds": limits.seconds,
        "memory_bytes": limits.memory_mb * 1024 * 1024,
    }
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and module, nothing typed by a person
            # -P: the folder of the module holds numbers.py, which must not hide the standard library's.
            [sys.executable, "-s", "-P", str(_CHILD)],
            input=json.dumps(task).encode(),
            capture_output=True,
            timeout=limits.seconds + 10,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PdfTooBig(_out_of_time(limits)) from error
    if done.returncode == 0:
        return done.stdout
    raise _explain(done.returncode, done.stderr.decode(errors="replace").strip(), limits)


def _environment() -> dict[str, str]:
    """What finds fonts, and what makes two runs alike; no variable with a secret."""
    kept = {name: os.environ[name] for name in _FONT_PLACES if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}


def _explain(code: int, said: str, limits: Limits) -> PdfError:
    if code == pdf_child.REFUSED:
        return PdfRefused(f"Văn bản đòi đọc tệp hoặc địa chỉ bên ngoài nên không được dựng thành PDF: {said}")
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return PdfTooBig(_out_of_time(limits))
    if code < 0 or "MemoryError" in said:  # libraries in C do not raise when memory or stack ends: they die
        return PdfTooBig(f"Dựng PDF cần quá {limits.memory_mb} MB bộ nhớ; xin chia văn bản thành nhiều phụ lục.")
    return PdfError(f"Không dựng được PDF từ văn bản này ({said[-300:] or f'mã {code}'}).")


def _out_of_time(limits: Limits) -> str:
    return f"Dựng PDF quá {limits.seconds} giây; xin chia văn bản thành nhiều phụ lục."
