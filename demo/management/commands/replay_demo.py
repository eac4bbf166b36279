"""Play the story of Sa Pa 2020 up to a day."""

import datetime as dt
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.models import Installation
from demo import ground
from demo.story import script
from demo.story.playing import FIRST_DAY, LAST_DAY, OPENING_DAY, play
from emulation.campaigns.models import Campaign


class Command(BaseCommand):
    help = "Diễn câu chuyện Sa Pa 2020 đến một ngày. Cơ sở dữ liệu trống thì dựng từ đầu; có rồi thì diễn tiếp."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", help="ngày, dạng 2020-06-25; không ghi: giữ nguyên, lần đầu là 25/6/2020")

    def handle(self, *, at: str | None, **options) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ diễn trong bản trình diễn: đặt CHUNGTAY_DEMO=1.")
        day = self._day(at)
        if Campaign.objects.exists():
            self._refuse_going_back(day)
        else:
            self._timed("đơn vị, luật, phong trào, người", self._lay_ground)
        played_until = Installation.objects.get(pk=1).story_played_until
        if day is None and played_until is not None:
            self.stdout.write(f"Giữ dữ liệu đang có, ngày {vietnamese.day(played_until)}.")
            return
        until = day or OPENING_DAY
        self._timed(f"câu chuyện đến {vietnamese.day(until)}", lambda: play(script.acts(), until))

    def _day(self, at: str | None) -> dt.date | None:
        if at is None:
            return None
        try:
            day = dt.date.fromisoformat(at)
        except ValueError as error:
            raise CommandError(f"Không hiểu ngày “{at}”; ví dụ đúng: 2020-11-12.") from error
        if not FIRST_DAY <= day <= LAST_DAY:
            raise CommandError(
                f"Câu chuyện đi từ {vietnamese.day(FIRST_DAY)} đến {vietnamese.day(LAST_DAY)}; xin chọn ngày trong đó."
            )
        return day

    def _refuse_going_back(self, day: dt.date | None) -> None:
        now = Installation.objects.get(pk=1).business_date
        if day is not None and now is not None and day < now:
            raise CommandError(
                f"Bản trình diễn đã đến ngày {vietnamese.day(now)}, không lùi được. "
                "Diễn lại từ đầu: bin/demo --reset --at …"
            )

    def _lay_ground(self) -> None:
        ground.mark_as_demo()
        ground.lay()

    def _timed(self, label: str, work) -> None:
        begun = time.monotonic()
        work()
        self.stdout.write(f"{time.monotonic() - begun:9.1f} giây               {label}")
