"""People out of a workbook: one row is one person at one office in one role.

The rows are kept as they were typed (`foundation.drafts`) and judged again each time they are shown, so that what was
mended elsewhere meanwhile counts. A row is new, a further post of somebody known, there already, or wrong with
sentences at its cells. The same file twice changes nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import drafts, vietnamese, workbooks
from campaign_portal.foundation.accounts import USERNAME
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from campaign_portal.foundation.workbooks import Blank, Heading
from emulation.people import permissions, rules
from emulation.people.models import Appointment, Office, Role, overseen_units
from emulation.people.selectors import lists
from emulation.people.services import accounts, posts
from emulation.territory.models import Unit

MOST_ROWS = 520  # headings and notes above five hundred people
FORM_KEY = "people.import"

HEADINGS = (
    Heading("full_name", "Họ và tên", also=("Tên", "Họ tên")),
    Heading("unit", "Đơn vị", also=("Tên đơn vị",)),
    Heading("code", "Mã đơn vị", required=False),
    Heading("office", "Cơ quan", required=False),
    Heading("role", "Vai trò"),
    Heading("title", "Chức danh", required=False, also=("Chức vụ",)),
    Heading("since", "Từ ngày"),
    Heading("until", "Đến hết ngày", required=False, also=("Đến ngày",)),
    Heading("username", "Tên đăng nhập", required=False),
    Heading("email", "Thư điện tử", required=False, also=("Email",)),
)
KEYS = tuple(heading.key for heading in HEADINGS)


def blank_workbook() -> bytes:
    """The form to fill in: locked headings, the roles to choose from."""
    about = {
        "full_name": (28, "Họ, tên đệm và tên.", "Nguyễn Thị Mai"),
        "unit": (30, "Tên đơn vị; tên trùng thì thêm cấp trên sau dấu phẩy.", "xã Tả Van"),
        "code": (12, "Để trống được khi tên không trùng.", "03037"),
        "office": (32, "Để trống khi đơn vị chỉ có một cơ quan có vai trò ấy.", "Phòng Nội vụ"),
        "role": (34, "Chọn trong danh sách.", Role.COMMUNE_OFFICER.label),
        "title": (26, "Như trong quyết định; để trống thì theo vai trò.", "Cán bộ LĐ-TB&XH"),
        "since": (13, "Ngày/tháng/năm.", "01/7/2020"),
        "until": (13, "Để trống khi chưa biết.", ""),
        "username": (20, "Để trống thì phần mềm đặt.", "maint.tavan"),
        "email": (26, "Không bắt buộc.", "mai@donvi.gov.vn"),
    }
    columns = [
        Blank(
            heading,
            about[heading.key][0],
            about[heading.key][1],
            choices=tuple(Role(role).label for role in rules.FITS) if heading.key == "role" else (),
            example=about[heading.key][2],
        )
        for heading in HEADINGS
    ]
    notes = (
        "Mỗi dòng một chức vụ; người giữ nhiều chức vụ ghi nhiều dòng với cùng tên đăng nhập.",
        "Tải lên rồi xem trước: dòng đúng được nhận, dòng sai chờ sửa.",
    )
    return workbooks.blank(columns, sheet="Nhân sự", title="Danh sách nhân sự để nhập", notes=notes)


@dataclass
class Row:
    """One row as it was typed, and what became of it."""

    number: int
    values: dict[str, str]
    at: dict[str, str]  # key → the cell's name
    problems: list[tuple[str, str]] = field(default_factory=list)  # cell, sentence
    person: User | None = None  # somebody known
    username: str = ""
    office: Office | None = None
    role: str = ""
    days: dict[str, Any] = field(default_factory=dict)
    is_there: bool = False

    @property
    def state(self) -> str:
        if self.problems:
            return "wrong"
        return "there" if self.is_there else "post" if self.person else "new"

    @property
    def pill(self) -> tuple[str, str]:
        return {
            "wrong": ("bad", "Sai"),
            "there": ("", "Đã có"),
            "post": ("now", "Thêm chức vụ"),
            "new": ("ok", "Mới"),
        }[self.state]

    @property
    def title(self) -> str:
        return self.values["title"] or (rules.TITLES[self.role] if self.role else "")

    def wrong(self, key: str, says: str) -> None:
        self.problems.append((self.at.get(key, f"dòng {self.number}"), says))


# --- Kept as typed ----------------------------------------------------------------------------------------------------


def keep_file(upload: File, *, by: User) -> None:
    """The rows of a file take the place of those that waited. Refuses what is no such workbook."""
    table = workbooks.read_table(upload, HEADINGS, most_rows=MOST_ROWS)
    rows = [
        {"number": line.number, "values": {key: line[key] for key in KEYS}, "at": {key: line.at(key) for key in KEYS}}
        for line in table.lines
    ]
    drafts.save(by, FORM_KEY, "", {"file": upload.name or "", "rows": rows})


def waiting(by: User) -> tuple[str, list[Row]]:
    """The name of the file that was read last, and its rows that wait, judged now."""
    kept = drafts.load(by, FORM_KEY, "")
    rows = [
        Row(row["number"], {key: str(row["values"].get(key, "")) for key in KEYS}, row["at"])
        for row in kept.get("rows", [])
    ]
    _judge(rows, by)
    return kept.get("file", ""), rows


def mend(number: int, values: Mapping[str, str], *, by: User) -> None:
    """Other text in one waiting row."""
    kept = drafts.load(by, FORM_KEY, "")
    for row in kept.get("rows", []):
        if row["number"] == number:
            row["values"] = {key: vietnamese.nfc(values.get(key, ""))[:300] for key in KEYS}
    drafts.save(by, FORM_KEY, "", kept)


def discard(by: User) -> None:
    drafts.discard(by, FORM_KEY, "")


@dataclass(frozen=True)
class Taken:
    """What a file brought: posts given, and the codes of new accounts, which are shown once."""

    posts: int
    invitations: tuple[accounts.Invitation, ...]
    left: int


def take(by: User) -> Taken:
    """Give every good row what it asks for; the wrong ones wait. One transaction."""
    given, invited, left = 0, [], []
    with transaction.atomic():
        name, rows = waiting(by)
        made: dict[str, User] = {}
        for row in rows:
            if row.state == "wrong":
                left.append(row)
            elif row.state != "there":
                try:
                    with transaction.atomic():
                        if invitation := _give(row, made, by):
                            invited.append(invitation)
                    given += 1
                except Refused:  # the preview says why: what stands in the way was there when it was judged again
                    left.append(row)
        kept = [{"number": row.number, "values": row.values, "at": row.at} for row in left]
        drafts.save(by, FORM_KEY, "", {"file": name, "rows": kept} if kept else {})
    return Taken(given, tuple(invited), len(left))


def _give(row: Row, made: dict[str, User], by: User) -> accounts.Invitation | None:
    assert row.office is not None  # noqa: S101  a row without an office is wrong
    person = row.person or made.get(row.username)
    if person is not None:
        posts.appoint(person, row.office, row.role, title=row.title, **row.days, by=by)
        return None
    invitation = accounts.invite(
        full_name=row.values["full_name"],
        username=row.username,
        email=row.values["email"],
        office=row.office,
        role=row.role,
        title=row.title,
        **row.days,
        by=by,
    )
    made[row.username] = invitation.post.user
    return invitation


# --- Judged -----------------------------------------------------------------------------------------------------------


def _judge(rows: Sequence[Row], by: User) -> None:
    """A fixed number of statements, however many rows."""
    if not rows:
        return
    places = _Places(by, rows)
    offices = _offices(places)
    for row in rows:
        _judge_text(row)
        unit = places.of(row)
        if unit is not None and row.role:
            _judge_office(row, unit, offices.get(unit.pk, []), by)
    _judge_people(rows, by)
    _judge_twice(rows)


def _judge_text(row: Row) -> None:
    values = row.values
    if len(values["full_name"].split(" ")) < 2:
        row.wrong("full_name", "Chưa đủ họ và tên; xin ghi cả họ, tên đệm và tên.")
    for key, limit, what in (("full_name", 120, "Họ và tên"), ("title", 120, "Chức danh"), ("email", 254, "Thư")):
        if len(values[key]) > limit:
            row.wrong(key, f"{what} dài {len(values[key])} ký tự; xin rút còn nhiều nhất {limit} ký tự.")
    if values["email"] and ("@" not in values["email"] or " " in values["email"]):
        row.wrong("email", f"“{values['email']}” không phải địa chỉ thư điện tử.")
    wanted = vietnamese.fold(values["role"])
    row.role = next((role for role in rules.FITS if wanted in (role, vietnamese.fold(Role(role).label))), "")
    if not row.role:
        row.wrong("role", f"Không có vai trò “{values['role']}”; xin chọn trong danh sách của biểu mẫu.")
    since, until = workbooks.as_day(values["since"]), workbooks.as_day(values["until"])
    if since is None:
        row.wrong("since", f"Ngày “{values['since']}” chưa đúng. Ví dụ đúng: 01/7/2020.")
    if until is None and values["until"]:
        row.wrong("until", f"Ngày “{values['until']}” chưa đúng. Ví dụ đúng: 31/12/2020, hoặc để trống.")
    row.days = {"valid_from": since, "valid_to": until}
    row.username = values["username"].lower()
    if row.username and not USERNAME.fullmatch(row.username):
        row.wrong("username", f"Tên đăng nhập “{values['username']}” chỉ gồm chữ không dấu, số, dấu chấm, gạch.")


class _Places:
    """The units that the administrator manages, by code and by what people call them."""

    def __init__(self, by: User, rows: Sequence[Row]) -> None:
        managed = overseen_units(by, [Role.ADMINISTRATOR]).valid_on().select_related("commune", "district", "province")
        self.by_code: dict[str, list[Unit]] = defaultdict(list)
        self.by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in managed:
            if unit.code:
                self.by_code[unit.code].append(unit)
            for name in {unit.name, unit.title, unit.full_title, f"{unit.title}, {unit.above}"}:
                self.by_name[vietnamese.fold(name)].append(unit)
            for above in (unit.commune, unit.district):
                if above is not None and above.pk != unit.pk:
                    for name in (f"{unit.title}, {above.title}", f"{unit.name}, {above.name}"):
                        if unit not in self.by_name[vietnamese.fold(name)]:
                            self.by_name[vietnamese.fold(name)].append(unit)
        bare = {_bare(vietnamese.fold(row.values["unit"])) for row in rows}
        self.elsewhere = set(Unit.objects.valid_on().filter(folded_name__in=bare).values_list("folded_name", flat=True))

    def of(self, row: Row) -> Unit | None:
        name, code = vietnamese.fold(row.values["unit"]), row.values["code"]
        found = self.by_name.get(name, []) if name else []
        if code:
            codes = {code, *(workbooks.padded(code, length) for length in (2, 3, 5))}
            found = [unit for key in sorted(codes) for unit in self.by_code.get(key, [])]
            if not found:
                row.wrong("code", f"Không có đơn vị mang mã “{code}” trong phạm vi ông/bà quản trị.")
                return None
        if len(found) == 1:
            return found[0]
        if found:
            row.wrong("unit", f"Có {len(found)} đơn vị tên “{row.values['unit']}”; xin ghi mã, hoặc thêm tên cấp trên.")
        elif not name:
            row.wrong("unit", "Chưa ghi đơn vị.")
        elif _bare(name) in self.elsewhere:
            row.wrong("unit", f"“{row.values['unit']}” không thuộc đơn vị ông/bà quản trị.")
        else:
            row.wrong("unit", f"Không có đơn vị nào tên “{row.values['unit']}”; xin kiểm tra chính tả hoặc ghi mã.")
        return None


_KINDS = re.compile(r"(tinh|thanh pho|quan|huyen|thi xa|thi tran|xa|phuong|dac khu|thon|ban|ap|to dan pho|khu pho) ")


def _bare(folded: str) -> str:
    """ "xa ta van, sa pa" → "ta van"."""
    return _KINDS.sub("", folded.partition(",")[0].strip(), count=1)


def _offices(places: _Places) -> dict[int, list[Office]]:
    units = {unit.pk for found in places.by_name.values() for unit in found}
    found: dict[int, list[Office]] = defaultdict(list)
    for office in Office.objects.working_on().select_related("unit").order_by("pk"):
        if office.unit_id in units:
            found[office.unit_id].append(office)
    return found


def _judge_office(row: Row, unit: Unit, offices: Sequence[Office], by: User) -> None:
    fitting = [office for office in offices if rules.fits(row.role, office.function, unit.level)]
    label = Role(row.role).label
    if wanted := vietnamese.fold(row.values["office"]):
        named = [o for o in offices if wanted in (vietnamese.fold(o.name), vietnamese.fold(o.short_name))]
        if not named:
            row.wrong("office", f"{unit.opening_title} không có cơ quan “{row.values['office']}”.")
            return
        fitting = [office for office in named if office in fitting]
        if not fitting:
            row.wrong("role", posts.fit_problems(named[0], row.role)[0].message)
            return
    if not fitting:
        row.wrong("role", f"{unit.opening_title} không có cơ quan nào có vai trò “{label}”.")
        return
    if len(fitting) > 1:
        names = ", ".join(office.short_name for office in fitting[:5])
        row.wrong("office", f"{unit.opening_title} có {len(fitting)} cơ quan có vai trò này ({names}); xin ghi rõ.")
        return
    row.office = fitting[0]
    if not permissions.may_appoint(by, row.office, row.role):
        row.wrong("role", f"Quản trị của {unit.title} do quản trị cấp trên giao.")
    if row.days["valid_from"] is not None:
        _tell(row, posts.day_problems(row.office, row.days["valid_from"], row.days["valid_to"]))


def _tell(row: Row, problems: Iterable[Problem]) -> None:
    cells = {"valid_from": "since", "valid_to": "until"}
    for problem in problems:
        row.wrong(cells.get(problem.field, problem.field), problem.message)


def _judge_people(rows: Sequence[Row], by: User) -> None:
    """Who is known: by the name of the account, else by full name, office and role."""
    accounts_by_name = {
        user.username: user for user in User.objects.filter(username__in=[row.username for row in rows])
    }
    seen = set(lists.people_overseen(by).values_list("pk", flat=True))
    held = _held(rows)
    taken = set(User.objects.values_list("username", flat=True))
    for row in rows:
        if row.office is None:
            continue
        same = [post for post in held[row.office.pk, row.role] if _meets(post, row)]
        if row.username:
            known = accounts_by_name.get(row.username)
            if known is not None and (
                known.pk not in seen or vietnamese.fold(known.full_name) != vietnamese.fold(row.values["full_name"])
            ):
                row.wrong("username", f"Tên đăng nhập “{row.username}” đã có người khác dùng; xin đặt tên khác.")
                continue
            row.person = known
            row.is_there = known is not None and any(post.user_id == known.pk for post in same)
        else:
            name = vietnamese.fold(row.values["full_name"])
            there = next((post for post in same if vietnamese.fold(post.user.full_name) == name), None)
            if there is not None:
                row.person, row.username, row.is_there = there.user, there.user.username, True
                continue
            row.username = rules.username_for(row.values["full_name"], row.office.unit.name, lambda n: n in taken)
            taken.add(row.username)
        if row.person is not None and row.person.pk == by.pk and not row.is_there:
            row.wrong("full_name", "Không tự giao chức vụ cho mình; xin nhờ quản trị cấp trên.")
        elif row.person is not None and not row.person.is_active and not row.is_there:
            row.wrong("username", f"Tài khoản “{row.username}” đã khóa; xin mở lại trước.")


def _held(rows: Sequence[Row]) -> dict[tuple[int, str], list[Appointment]]:
    found: dict[tuple[int, str], list[Appointment]] = defaultdict(list)
    places = {row.office.pk for row in rows if row.office is not None}
    for post in Appointment.objects.filter(office_id__in=places).select_related("user"):
        found[post.office_id, post.role].append(post)
    return found


def _meets(post: Appointment, row: Row) -> bool:
    first, last = row.days["valid_from"], row.days["valid_to"]
    if first is None:
        return False
    return (post.valid_to is None or post.valid_to >= first) and (last is None or post.valid_from <= last)


def _judge_twice(rows: Sequence[Row]) -> None:
    posts_of: dict[tuple, int] = {}
    names: dict[str, tuple[int, str]] = {}
    for row in rows:
        if row.office is None or row.problems:
            continue
        name = vietnamese.fold(row.values["full_name"])
        for key in _keys(row, name):
            if key in posts_of:
                row.wrong("full_name", f"Trùng với dòng {posts_of[key]}: cùng người, cùng cơ quan, cùng vai trò.")
                break
        else:
            first = names.setdefault(row.username, (row.number, name))
            if first[1] != name:
                row.wrong("username", f"Tên đăng nhập “{row.username}” đã ghi cho người khác ở dòng {first[0]}.")
        if not row.problems:
            posts_of |= dict.fromkeys(_keys(row, name), row.number)


def _keys(row: Row, name: str) -> Iterator[tuple]:
    assert row.office is not None  # noqa: S101  the caller asked
    yield ("account", row.username, row.office.pk, row.role)
    if not row.values["username"]:
        yield ("name", name, row.office.pk, row.role)
