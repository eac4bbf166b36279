"""Several people press in the same moment."""

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from campaign_portal.foundation import clock


def together(*presses: Callable[[], Any], on: dt.date) -> list[Any]:
    """Each press in a thread and on a connection of its own, let go at once. What each gave, or what it raised, in
    the order in which they came back."""
    gate = threading.Barrier(len(presses))
    answers: list[Any] = []

    def press(act: Callable[[], Any]) -> None:
        try:
            with clock.at(on):
                gate.wait(20)
                answers.append(act())
        except Exception as raised:
            answers.append(raised)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(act,)) for act in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers
