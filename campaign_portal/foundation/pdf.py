"""HTML and CSS to PDF. This module and its child process are the only ones that know WeasyPrint.

The layout runs in a process of its own with limits on time and memory, without files, network, settings or secrets:
a text that a person typed can neither stop a worker nor read the server. The process that makes these stays for the
next paper (decision 11).
"""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

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
        "seconds": limits.seconds,
        "memory_bytes": limits.memory_mb * 1024 * 1024,
    }
    with _memory_file() as asked, _memory_file() as made, _memory_file() as said:
        asked.write(json.dumps(task).encode())
        asked.seek(0)
        code = _draw(limits, asked, made, said)
        if code:
            raise _explain(code, _whole(said).decode(errors="replace").strip(), limits)
        return _whole(made)


def _memory_file() -> BinaryIO:
    return os.fdopen(os.memfd_create("paper"), "w+b")


def _whole(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


# --- The process that stays -------------------------------------------------------------------------------------------


class _Press:
    """One `pdf_child`, which draws one paper at a time."""

    def __init__(self) -> None:
        self.line, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603  our own interpreter and module, nothing typed by a person
                # -P: the folder of the module holds numbers.py, which must not hide the standard library's.
                [sys.executable, "-s", "-P", str(_CHILD)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,  # Ctrl+C stops who waits for the paper, who then closes the line
            )

    def draw(self, seconds: int, *files: BinaryIO) -> int | None:
        """The fork's exit code; None if the process is no longer there. Raises TimeoutError."""
        self.line.settimeout(seconds)
        try:
            socket.send_fds(self.line, [b"."], [file.fileno() for file in files])
            answer = self.line.recv(pdf_child.ANSWER.size)
        except (BrokenPipeError, ConnectionResetError):
            return None
        return int(pdf_child.ANSWER.unpack(answer)[0]) if answer else None

    def close(self) -> None:
        self.line.close()
        self.process.kill()
        self.process.wait()


_idle: list[_Press] = []  # a thread takes one out and puts it back


def _draw(limits: Limits, *files: BinaryIO) -> int:
    for find in (_ready, _Press):  # the one that waited may just have gone: then a new one
        press = find()
        try:
            code = press.draw(limits.seconds + 20, *files)
        except TimeoutError as error:
            press.close()
            raise PdfTooBig(_out_of_time(limits)) from error
        if code is not None:
            _idle.append(press)
            return code
        press.close()
    raise PdfError("Không dựng được PDF: tiến trình dựng văn bản không chạy được. Xin thử lại sau ít phút.")


def _ready() -> _Press:
    try:
        return _idle.pop()
    except IndexError:
        return _Press()


def _close_all() -> None:
    while _idle:
        _idle.pop().close()


def _forget_all() -> None:
    """In a fork of this process: its presses belong to the parent."""
    while _idle:
        press = _idle.pop()
        press.line.close()
        press.process.returncode = 0  # not ours to wait for


atexit.register(_close_all)
os.register_at_fork(after_in_child=_forget_all)


def _environment() -> dict[str, str]:
    """What finds fonts, and what makes two runs alike; no variable with a secret."""
    kept = {name: os.environ[name] for name in _FONT_PLACES if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}


def _explain(code: int, said: str, limits: Limits) -> PdfError:
    if code == pdf_child.REFUSED:
        return PdfRefused(f"Văn bản đòi đọc tệp hoặc địa chỉ bên ngoài nên không được dựng thành PDF: {said}")
    if code in (-signal.SIGXCPU, -signal.SIGALRM, -signal.SIGKILL):
        return PdfTooBig(_out_of_time(limits))
    if code < 0 or code == pdf_child.OUT_OF_MEMORY:  # libraries in C do not raise when memory or stack ends: they die
        return PdfTooBig(f"Dựng PDF cần quá {limits.memory_mb} MB bộ nhớ; xin chia văn bản thành nhiều phụ lục.")
    return PdfError(f"Không dựng được PDF từ văn bản này ({said[-300:] or f'mã {code}'}).")


def _out_of_time(limits: Limits) -> str:
    return f"Dựng PDF quá {limits.seconds} giây; xin chia văn bản thành nhiều phụ lục."
