"""A job slow enough to be killed in the middle."""

import os
import time
from typing import Any

from campaign_portal.foundation import jobs
from tests.toy.models import Book, Page, Visit


@jobs.handler("toy.print_book")
def print_book(running: jobs.Running, book: str, pages: int, pause: float = 0, rest: float = 0) -> dict[str, Any]:
    """Print the pages one by one, bind the book, rest a while. Safe to run again from the start."""
    _note(book, "begun")
    for number in range(1, pages + 1):
        time.sleep(pause)
        Page.objects.get_or_create(book=book, number=number)
        running.step(number, pages, f"trang {number}")
    Book.objects.get_or_create(name=book, defaults={"pages": Page.objects.filter(book=book).count()})
    _note(book, "bound")
    time.sleep(rest)  # a worker killed here has made the book and has not said so
    return {"pages": pages}


@jobs.handler("toy.fail")
def fail(running: jobs.Running, says: str) -> None:
    raise ValueError(says)


def _note(book: str, event: str) -> None:
    Visit.objects.create(book=book, event=event, process=os.getpid())
