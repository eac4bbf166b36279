"""Where the walk takes place: the demo's ground, its story for everybody else, a live server, a worker when needed."""

import datetime as dt
from dataclasses import replace

from playwright.sync_api import Browser

from campaign_portal.foundation.models import Installation, Job
from demo import ground
from demo.story import script
from demo.story.playing import on, play
from tests.e2e.walk.person import Person
from tests.support.worker import Worker

# In the walk two communes are slower than in the story, so that there is somebody late and somebody missing.
SLOWER = {"đăng ký thi đua (03046)": on(3, 11, 9), "đăng ký thi đua (03013)": on(3, 12, 8)}
BY_HAND = {
    "Phòng LĐ-TB&XH trả lại một đăng ký",
    "lập phiên họp hội đồng",
    "hội đồng họp xét",
    "soạn quyết định khen thưởng",
    "trình ký quyết định",
    "văn thư ghi số quyết định",
    "ban hành quyết định khen thưởng",
}


class Stage:
    """One story from March to December. `comes` moves it on; what a person did by hand the story passes over."""

    def __init__(self, browser: Browser, url: str, worker: Worker) -> None:
        self.browser, self.url, self.worker = browser, url, worker
        self.acts = [replace(act, at=SLOWER.get(act.says, act.at)) for act in script.acts() if act.says not in BY_HAND]
        self._works = False
        self._people: dict[str, Person] = {}
        ground.mark_as_demo()

    def comes(self, month: int, day: int) -> None:
        """The evening of that day, as far as everybody else is concerned."""
        until = dt.date(2020, month, day)
        self._send_the_worker_home()  # the story does its own background work
        play(self.acts, until)
        Installation.objects.filter(pk=1).update(business_date=until)

    def the_worker_comes(self) -> None:
        self.worker.start()
        self._works = True

    def _send_the_worker_home(self) -> None:
        """Not in the middle of a job: a paper can be seen a moment before its job is over."""
        if self._works:
            waiting = Job.objects.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])
            self.worker.wait_until(lambda: not waiting.exists(), "the last jobs")
            self.worker.stop()
        self._works = False

    def person(self, username: str) -> Person:
        """Signed in the first time, still signed in later."""
        if username not in self._people:
            self._people[username] = person = Person(self.browser, self.url, username)
            person.signs_in()
        return self._people[username]

    def everybody_leaves(self) -> None:
        for person in self._people.values():
            person.leaves()
