"""Words that have no place in the project's files: where a machine's registry or a person's folders are."""

import re
import subprocess

from django.conf import settings

# Written backwards, or this file would hold them.
FORBIDDEN = [
    word[::-1]
    for word in [
        "gro.ipyp",
        "gro.detsohnohtyp",
        "gro.sjmpn",
        "gro.naibed.bed",
        "/krow/",
        "/toor/",
        "/emoh/",
        "edualc",
        "ciporhtna",
        "tpgtahc",
        "ianepo",
        "tolipoc",
    ]
]
PATTERN = re.compile("|".join(re.escape(word) for word in FORBIDDEN), re.IGNORECASE)


def test_no_file_holds_one():
    found = []
    for name in _files():
        try:
            text = (settings.BASE_DIR / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue  # a picture, or deleted and not yet committed
        found += [f"{name}: {match[0]}" for match in PATTERN.finditer(text)]
    assert found == []


def test_one_that_does_would_be_seen():
    assert PATTERN.search("see https://" + "pypi" + ".org/simple")


def _files() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    return listed.stdout.splitlines()
