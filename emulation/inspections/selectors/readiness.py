"""What the minutes still lack."""

from collections.abc import Iterator

from campaign_portal.foundation.errors import Problem
from emulation.inspections.models import Inspection

ASKED = {
    "held_on": "ngày kiểm tra",
    "place": "địa điểm",
    "team": "đoàn kiểm tra",
    "present": "đại diện nơi được kiểm tra",
    "content": "đã kiểm tra những gì",
    "conclusion": "kết luận",
}


def lacks_minutes(inspection: Inspection) -> Iterator[Problem]:
    missing = [label for name, label in ASKED.items() if not getattr(inspection, name)]
    if missing:
        yield Problem(f"Biên bản còn thiếu: {', '.join(missing)}.", field="held_on")
