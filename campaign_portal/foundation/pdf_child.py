"""The process that draws one PDF. `foundation.pdf` starts it by path, so that it loads neither Django nor settings.

Reads one JSON object on standard input; writes the PDF on standard output, or exits with `REFUSED` or `FAILED` and
a line on standard error.
"""

import gc
import hashlib
import json
import resource
import sys

REFUSED = 3  # the document asks for something outside itself
FAILED = 4  # WeasyPrint gave up


def main() -> int:
    task = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_CPU, (task["cpu_seconds"], task["cpu_seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_AS, (task["memory_bytes"],) * 2)
    # Layout makes long-lived trees of boxes: collecting them in vain is a quarter of the time of a long paper.
    gc.set_threshold(200_000, 50, 50)
    try:
        pdf, asked_for = draw(task["html"], task["css"], task["variant"])
    except Exception as error:  # RecursionError from deep nesting, ValueError from bad values, …
        print(f"{type(error).__name__}: {str(error)[:300]}", file=sys.stderr)
        return FAILED
    if asked_for:
        print(" ".join(asked_for)[:300], file=sys.stderr)
        return REFUSED
    sys.stdout.buffer.write(pdf)
    return 0


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
