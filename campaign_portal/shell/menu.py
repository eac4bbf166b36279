"""The side menu: what a person may open, in the order of the work, with counts where something waits."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import resolve, reverse

from campaign_portal.foundation import access
from campaign_portal.foundation.access import Permission
from campaign_portal.shell.permissions import CATALOGUES
from emulation.duties.models import Duty
from emulation.duties.selectors import Waiting

Kind = Duty.Kind


@dataclass(frozen=True)
class Entry:
    """A place in the menu. It is shown to whoever may open its address; `kinds` are the duties it counts, `also` the
    path of pages that belong to it and lie elsewhere."""

    label: str
    address: str  # a url name
    kinds: tuple[str, ...] = ()
    also: str = ""


WORK = (
    Entry("Việc của tôi", "home", tuple(Kind.values)),
    Entry("Đăng ký thi đua", "registrations:index", (Kind.REGISTRATION, Kind.REGISTRATION_SUMMARY)),
    Entry("Rà soát hộ nghèo", "poverty:index", (Kind.REVIEW,)),
    Entry("Hộ nghèo, cận nghèo", "households:index"),
    Entry("Chỉ tiêu", "targets:index"),
    Entry("Đóng góp", "contributions:index", (Kind.CONFIRMATION,)),
    Entry("Cụm, khối thi đua", "clusters:index", (Kind.SELF_SCORE, Kind.CROSS_SCORE, Kind.FINAL_SCORE)),
    Entry("Gương, mô hình hay", "exemplars:index"),
    Entry("Kiểm tra, giám sát", "inspections:index"),
    Entry("Báo cáo", "reports:index", (Kind.REPORT,)),
    Entry("Báo cáo tổng hợp", "consolidation:index", (Kind.CONSOLIDATION,)),
    Entry("Hồ sơ khen thưởng", "dossiers:index", (Kind.SUBMISSION, Kind.SUBMISSION_SUMMARY, Kind.APPRAISAL)),
    Entry("Phiên họp hội đồng", "councils:index", (Kind.COUNCIL,)),
    Entry("Quyết định", "decisions:index", (Kind.DECISION, Kind.SIGNATURE), also="/trinh-cap-tren/"),
)
READING = (
    Entry("Các phong trào", "campaigns:index"),
    Entry("Kế hoạch phong trào", "plan"),
    Entry("Đơn vị", "territory:index"),
    Entry("Pháp luật khen thưởng", "regimes:index"),
    Entry("Cơ quan và nhân sự", "people:index", also="/co-quan/"),
    Entry("Sắp xếp đơn vị", "reorganization:index"),
    Entry("Nhật ký", "trail"),
    Entry("Danh mục", "admin:index"),
)


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    here: bool
    waiting: int
    late: bool


@cache
def _place(address: str) -> tuple[str, Permission]:
    url = reverse(address)
    match = resolve(url)
    permission = CATALOGUES if match.app_names[:1] == ["admin"] else access.declared_permission(match.func)
    if permission is None:
        raise LookupError(f"{address} declares no permission")
    return url, permission


def url_for(user: Any, address: str) -> str:
    """Where the address lies; "" for whoever may not open it."""
    url, permission = _place(address)
    return url if permission.holds(user) else ""


def items(request: HttpRequest, entries: tuple[Entry, ...], waiting: dict[str, Waiting]) -> list[Item]:
    """The entries this person may open."""
    shown = []
    for entry in entries:
        url = url_for(request.user, entry.address)
        if not url:
            continue
        counts = [waiting[kind] for kind in entry.kinds if kind in waiting]
        shown.append(
            Item(
                label=entry.label,
                url=url,
                here=request.path == url
                or (url != "/" and request.path.startswith(url))
                or (entry.also != "" and request.path.startswith(entry.also)),
                waiting=sum(count.count for count in counts),
                late=any(count.late for count in counts),
            )
        )
    return shown
