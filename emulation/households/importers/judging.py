"""What becomes of each household of a list: new, more of a known one, there already, asked about, or wrong.

A fixed number of statements, however many rows. The same list twice changes nothing: what a list has no column for is
left as it is, and what it says again is there already.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from campaign_portal.foundation import quantities, workbooks
from campaign_portal.foundation.models import User
from emulation.households import permissions
from emulation.households.importers import headings
from emulation.households.importers.headings import BORN_FEMALE, BORN_MALE, CAUSE, GROUP, LACK, WISH
from emulation.households.importers.known import Register
from emulation.households.importers.reading import Block, Line
from emulation.households.importers.rows import About, Row, counts_people
from emulation.households.models import HouseholdYear
from emulation.households.rules import ids
from emulation.households.services import Found, Person
from emulation.people.models import Party
from emulation.poverty.rules import names
from emulation.poverty.rules.names import key
from emulation.poverty.selectors import catalogue
from emulation.territory.models import Level, Unit

Class = HouseholdYear.PovertyClass
Declared = HouseholdYear.Declared
OLDEST = 120
CLASS_WORDS = {
    "hongheo": Class.POOR, "ngheo": Class.POOR, "n": Class.POOR,
    "hocanngheo": Class.NEAR_POOR, "canngheo": Class.NEAR_POOR, "cn": Class.NEAR_POOR,
    "thoatngheo": Class.ESCAPED, "hothoatngheo": Class.ESCAPED, "dathoatngheo": Class.ESCAPED,
    "homoithoatngheo": Class.ESCAPED, "moithoatngheo": Class.ESCAPED,
    "khongngheo": Class.NOT_POOR, "hokhongngheo": Class.NOT_POOR, "vuotchuan": Class.NOT_POOR,
}  # fmt: skip
DECLARED_WORDS = {
    "moi": Declared.NEW, "ngheomoi": Declared.NEW, "phatsinh": Declared.NEW, "phatsinhmoi": Declared.NEW,
    "canngheomoi": Declared.NEW, "taingheo": Declared.RELAPSED, "taicanngheo": Declared.RELAPSED,
    "cu": Declared.OLD, "ngheocu": Declared.OLD, "canngheocu": Declared.OLD,
}  # fmt: skip


def hamlet_spellings(hamlets: Iterable[Unit]) -> dict[str, list[Unit]]:
    """What lists call the hamlets of a commune: with their kind, without it."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for hamlet in hamlets:
        for spelling in {key(hamlet.name), key(hamlet.title), key(f"Thôn {hamlet.name}"), key(hamlet.full_title)}:
            found[spelling].append(hamlet)
    return found


class Judge:
    """Judges the households of one list for one person. Made once, asked for all rows together."""

    def __init__(self, about: About, by: User) -> None:
        self.about, self.by = about, by
        self.indicators = catalogue.indicators(about.standard)
        self.causes, self.groups = catalogue.causes(), catalogue.groups()
        self.peoples = catalogue.peoples()
        hamlets = Unit.objects.filter(commune=about.commune, level=Level.HAMLET).with_parents().order_by("pk")
        self.hamlets = hamlet_spellings(hamlets)
        self.mine = {hamlet.pk for hamlet in hamlets if permissions.may_write(by, hamlet)}
        self.understood = headings.known(self.indicators, self.causes, self.groups)
        self.cause_of = names.by_spelling((c.code, c.name, c.also) for c in self.causes)
        self.group_of = names.by_spelling((g.code, g.name, f"{g.also};{g.short_name}") for g in self.groups)
        self.lack_of = {key(i.name): i.code for i in self.indicators} | {
            str(i.position): i.code for i in self.indicators
        }

    def judge(self, blocks: Sequence[Block], answers: Mapping[str, str]) -> list[Row]:
        """`answers` by row number: NEW, or the number of the household that it is."""
        rows = [self._read(block) for block in blocks]
        known = Register(self.about, self.by)
        for row in rows:
            if row.hamlet is not None and row.head.get("head_name"):
                known.place(row, answers.get(str(row.number), ""))
        _judge_twice(rows)
        for row in rows:
            if row.known is not None and not row.problems:
                row.differs = known.differs(row)
        return rows

    # --- One household as typed ---------------------------------------------------------------------------------

    def _read(self, block: Block) -> Row:
        row, head = Row(block), block.head
        row.hamlet = self._hamlet(row)
        name = head["full_name"]
        if len(name.split(" ")) < 2:
            row.wrong(head, "full_name", f"“{name}” chưa đủ họ và tên.")
        if len(name) > 120:
            row.wrong(head, "full_name", f"Họ và tên dài {len(name)} ký tự; nhiều nhất 120.")
        born, gender = self._born(row, head)
        row.kept_id = self._id(row, head)
        row.people = [self._person(row, line) for line in block.people]
        count = self._count(row, head, "member_count", most=40)
        if count == 0:
            row.wrong(head, "member_count", "Hộ có ít nhất 1 nhân khẩu.")
        members = count or len(block.people) + 1
        row.head = {
            "head_name": name,
            "birth_year": born,
            "gender": gender,
            "ethnicity": self._ethnicity(row, head),
            "member_count": members,
        }
        row.found = self._found(row, head, members if counts_people(head.columns) else None)
        return row

    def _hamlet(self, row: Row) -> Unit | None:
        head = row.block.head
        said = head["hamlet"] or row.block.hamlet
        if not said:
            row.wrong(head, "hamlet", "Chưa ghi thôn, tổ dân phố.")
            return None
        spelled = key(said)
        found = self.hamlets.get(spelled) or self.hamlets.get(key(said.partition(",")[0])) or []
        for prefix in ("thon", "ban", "todanpho", "tdp", "khupho", "ap", "buon", "bon"):
            if not found and spelled.startswith(prefix):
                found = self.hamlets.get(spelled.removeprefix(prefix), [])
        found = list({hamlet.pk: hamlet for hamlet in found}.values())
        standing = [hamlet for hamlet in found if not hamlet.has_ended] or found
        if not standing:
            row.wrong(head, "hamlet", f"{self.about.commune.opening_title} không có thôn “{said}”; xin kiểm tra tên.")
        elif len(standing) > 1:
            row.wrong(head, "hamlet", f"Có {len(standing)} thôn tên “{said}”; xin ghi cả loại (thôn, bản, tổ dân phố).")
        elif standing[0].pk not in self.mine:
            row.wrong(head, "hamlet", f"Hộ của {standing[0].title} do cán bộ địa bàn ấy ghi.")
        else:
            return standing[0]
        return None

    def _born(self, row: Row, line: Line) -> tuple[int | None, str]:
        """The year and, where it stands in the men's or the women's column, the gender."""
        gender = ""
        said_gender = key(line["gender"])
        if said_gender:
            gender = Party.Gender.FEMALE if said_gender in {"nu", "f"} else Party.Gender.MALE
        found: list[tuple[str, str]] = [
            (of, line[of]) for of in (BORN_MALE, BORN_FEMALE, "birth_year") if line[of] and key(line[of]) != "x"
        ]
        if line[BORN_MALE] or line[BORN_FEMALE]:
            gender = Party.Gender.MALE if line[BORN_MALE] else Party.Gender.FEMALE
        if line[BORN_MALE] and line[BORN_FEMALE]:
            row.wrong(line, BORN_FEMALE, "Năm sinh ghi ở cả cột nam và cột nữ; xin bỏ một.")
            return None, ""
        if not found:
            return None, gender
        of, text = found[0]
        day = workbooks.as_day(text)
        try:
            year = day.year if day else quantities.parse_count(text, most=9999)
        except quantities.NotANumber:
            year = 0
        this_year = max(self.about.year, 2000)
        if year is None or not this_year - OLDEST <= year <= this_year + 1:
            row.wrong(line, of, f"“{text[:20]}” không phải năm sinh. Ví dụ đúng: 1985.")
            return None, gender
        return year, gender

    def _id(self, row: Row, line: Line) -> ids.KeptId:
        try:
            return ids.kept(line["id_number"].removesuffix(",0"))
        except ids.NotAnId as wrong:
            row.wrong(line, "id_number", f"{str(wrong)[:1].upper()}{str(wrong)[1:]}.")
            return ids.NO_ID

    def _person(self, row: Row, line: Line) -> Person:
        born, gender = self._born(row, line)
        return Person(
            line["full_name"][:120],
            line["relation"][:40],
            born,
            gender,
            self._ethnicity(row, line),
            self._id(row, line),
        )

    def _ethnicity(self, row: Row, line: Line) -> str:
        """By its name in the catalogue; what the catalogue does not know stays as it is written."""
        said = line["ethnicity"]
        if len(said) > 40:
            row.wrong(line, "ethnicity", "Tên dân tộc dài quá 40 ký tự.")
        return self.peoples.get(key(said), said[:40])

    def _count(self, row: Row, line: Line, of: str, *, most: int) -> int | None:
        try:
            return quantities.parse_count(line[of], most=most)
        except quantities.NotANumber as wrong:
            row.wrong(line, of, f"{str(wrong)[:1].upper()}{str(wrong)[1:]}.")
            return None

    # --- What the list says of the year -------------------------------------------------------------------------

    def _found(self, row: Row, head: Line, members: int | None) -> Found:
        about = self.about
        number, day = head["list_number"] or about.list_number, about.list_date
        if head["list_date"]:
            day = workbooks.as_day(head["list_date"])
            if day is None:
                row.wrong(head, "list_date", f"“{head['list_date'][:20]}” không phải ngày. Ví dụ đúng: 16/12/2020.")
        if bool(number) != (day is not None) and not head["list_date"]:
            row.wrong(
                head, "list_number", "Quyết định cần cả số và ngày: ghi thêm cột ngày, hoặc ghi ở trên khi tải lên."
            )
        return Found(
            self._class(row, head),
            self._count(row, head, "income", most=1_000_000_000),
            number[:60],
            day,
            False,
            self._declared(row, head),
            members,
            self._count(row, head, "b1", most=9999),
            self._count(row, head, "b2", most=9999),
            self._wish(head),
            tuple(self._chosen(row, head, CAUSE, "causes", self.cause_of, self.causes, "nguyên nhân")),
            tuple(self._chosen(row, head, LACK, "lacks", self.lack_of, self.indicators, "chỉ số thiếu hụt")),
            tuple(self._chosen(row, head, GROUP, "groups", self.group_of, self.groups, "nhóm đối tượng")),
        )

    def _class(self, row: Row, head: Line) -> str:
        said = head["class"]
        found = CLASS_WORDS.get(key(said)) if said else self.about.poverty_class
        if not found:
            says = f"“{said}” không phải diện nào. Ghi: hộ nghèo, hộ cận nghèo, đã thoát nghèo." if said else (
                "Chưa biết diện của hộ: chọn diện khi tải lên, hoặc thêm cột “Diện”."
            )  # fmt: skip
            row.wrong(head, "class", says)
        return found or ""

    def _declared(self, row: Row, head: Line) -> str:
        ticked = [value for value in Declared.values if _is_ticked(head[f"declared:{value}"])]
        if len(ticked) > 1:
            row.wrong(
                head, f"declared:{ticked[1]}", "Đánh dấu hai cột trong nghèo mới, tái nghèo, nghèo cũ; xin giữ một."
            )
        if ticked:
            return ticked[0]
        return DECLARED_WORDS.get(key(head["declared"]), "")

    def _wish(self, head: Line) -> str:
        wished = [of.removeprefix(WISH) for of in head.columns if of.startswith(WISH) and _is_ticked(head[of])]
        return "; ".join(filter(None, [head["wish"], *wished]))[:300]

    def _chosen(
        self,
        row: Row,
        head: Line,
        prefix: str,
        of: str,
        spelled: Mapping[str, str],
        rows: Sequence[Any],
        what: str,
    ) -> list[Any]:
        """From columns that are ticked, and from one that lists names or numbers."""
        codes = {
            name.removeprefix(prefix) for name in head.columns if name.startswith(prefix) and _is_ticked(head[name])
        }
        for part in _parts(head[of], spelled):
            code = spelled.get(key(part))
            if code is None:
                row.wrong(head, of, f"Không có {what} “{part[:60]}”; xin ghi như danh mục chuẩn nghèo.")
            else:
                codes.add(code)
        return [one for one in rows if one.code in codes]


def _is_ticked(text: str) -> bool:
    """ "x", "X", "1", "có", "✓" are a tick; empty, "0" and "không" are none."""
    return (text != "" and key(text) not in {"", "0", "khong", "k"}) or text in {"✓", "√", "☑"}


def _parts(text: str, spelled: Mapping[str, str]) -> list[str]:
    """Names or numbers between semicolons or, where the whole is not one name, between commas."""
    found = []
    for part in text.replace("\n", ";").split(";"):
        whole = part.strip()
        if not whole:
            continue
        found += [whole] if key(whole) in spelled else [one.strip() for one in whole.split(",") if one.strip()]
    return found


def _judge_twice(rows: Sequence[Row]) -> None:
    """A household twice in one list."""
    seen: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        if row.hamlet is None:
            continue
        name, born = row.head["head_name"].lower(), row.head["birth_year"]
        for same in [("name", row.hamlet.pk, name, born), *([("id", row.kept_id.digest)] if row.kept_id else [])]:
            first = seen.setdefault(same, row)
            if first is not row:
                what = "cùng số CCCD" if same[0] == "id" else "cùng chủ hộ, thôn và năm sinh"
                row.wrong(row.block.head, "full_name", f"Trùng với dòng {first.number}: {what}. Xin bỏ một dòng.")
                break
