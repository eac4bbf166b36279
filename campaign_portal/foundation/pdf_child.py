"""The process that draws PDFs. `foundation.pdf` starts it by path, so that it loads neither Django nor settings.

It loads WeasyPrint once and draws one paper, then waits. Each paper is drawn by a fork of it, which reads the task,
draws, and dies: what one paper does to its process no other paper sees, and nothing typed ever stands in this one.

Asked by one byte on the socket that is its standard input, with three open files: the task (a JSON object), the PDF to
write, the reason to write. Answers with the exit code of the fork: 0, one of the three below,
or a signal below zero.
"""

import gc
import hashlib
import json
import os
import resource
import signal
import socket
import struct
import sys
import time

REFUSED = 3  # the document asks for something outside itself
FAILED = 4  # WeasyPrint gave up
OUT_OF_MEMORY = 5
IDLE_SECONDS = 300  # then its memory is worth more than its readiness
ANSWER = struct.Struct("!i")


def main() -> int:
    """Serve until the other side closes, or nobody asks any more."""
    _warm_up()
    line = socket.socket(fileno=sys.stdin.fileno())
    line.settimeout(IDLE_SECONDS)
    while True:
        try:
            asked, files, _, _ = socket.recv_fds(line, 1, 3)
        except TimeoutError:
            return 0
        if not asked:
            return 0
        child = os.fork()
        if not child:
            _draw_and_die(*files)
        for file in files:
            os.close(file)
        line.sendall(ANSWER.pack(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))


def _warm_up() -> None:
    """Most of a short paper's time is spent once: loading WeasyPrint, reading the declarations of its C libraries."""
    draw("<p>Một</p>", "p { font-family: serif }", "pdf/a-2a")
    gc.collect()
    # A fork takes only the thread that forks: those Pango started to look for fonts end with their paper.
    for _ in range(100):
        if len(os.listdir("/proc/self/task")) == 1:
            break
        time.sleep(0.01)
    gc.freeze()


def _draw_and_die(task_file: int, pdf_file: int, reason_file: int) -> None:
    code = FAILED
    try:
        with open(task_file, "rb") as file:
            task = json.load(file)
        signal.alarm(task["seconds"] + 10)  # by the clock, for what waits without working
        resource.setrlimit(resource.RLIMIT_CPU, (task["seconds"], task["seconds"] + 1))
        _limit_memory(task["memory_bytes"])
        # Layout makes long-lived trees of boxes: collecting them in vain is a quarter of the time of a long paper.
        gc.set_threshold(200_000, 50, 50)
        pdf, asked_for = draw(task["html"], task["css"], task["variant"])
        if asked_for:
            os.write(reason_file, " ".join(asked_for)[:300].encode())
            code = REFUSED
        else:
            with open(pdf_file, "wb") as file:
                file.write(pdf)
            code = 0
    except Exception as error:  # RecursionError from deep nesting, ValueError from bad values, …
        _limit_memory(resource.getrlimit(resource.RLIMIT_AS)[1])  # or there may be no room for the reason
        code = OUT_OF_MEMORY if _began_without_memory(error) else FAILED
        os.write(reason_file, f"{type(error).__name__}: {str(error)[:300]}".encode())
    finally:
        os._exit(code)


def _limit_memory(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (size, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _began_without_memory(error: BaseException | None) -> bool:
    """Libraries that run out of memory often fail with another error on the way out."""
    while error:
        if isinstance(error, MemoryError):
            return True
        error = error.__context__
    return False


def draw(html: str, css: str, variant: str) -> tuple[bytes, list[str]]:
    """The PDF, and the addresses it asked for in vain. The same input gives the same bytes."""
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    asked_for: list[str] = []

    class OnlyData(URLFetcher):
        """No file, no network: only what the document carries in itself."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if not url.startswith("data:"):
                asked_for.append(url)
            return super().fetch(url, headers)

    fetcher = OnlyData(allowed_protocols=["data"])
    identifier = hashlib.sha256(f"{variant}\0{css}\0{html}".encode()).hexdigest()[:32].encode()
    pdf = HTML(string=html, base_url="outside:/", url_fetcher=fetcher).write_pdf(
        stylesheets=[CSS(string=css, url_fetcher=fetcher)], pdf_variant=variant, pdf_identifier=identifier
    )
    return pdf, asked_for


if __name__ == "__main__":
    sys.exit(main())
