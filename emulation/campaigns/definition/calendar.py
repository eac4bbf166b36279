"""What is due and when: deadlines that make duties, milestones that stand on the timeline."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from emulation.campaigns.definition.shape import (
    ROLES,
    Brief,
    Fault,
    Key,
    Part,
    Path,
    Remark,
    Section,
    Sheet,
    Text,
    Title,
    duplicates,
    replace_rows,
    said,
    strangers,
)
from emulation.campaigns.models import Campaign, Deadline, Milestone
from emulation.duties.models import Duty

# The other kinds arise by themselves: from an arrival at a desk, a return, a gift without its paper.
OWED_BY_A_PLAN = tuple(
    kind.value
    for kind in (
        Duty.Kind.REGISTRATION,
        Duty.Kind.LAUNCH_PLAN,
        Duty.Kind.REGISTRATION_SUMMARY,
        Duty.Kind.REVIEW,
        Duty.Kind.REPORT,
        Duty.Kind.CONSOLIDATION,
        Duty.Kind.SUBMISSION,
        Duty.Kind.SUBMISSION_SUMMARY,
        Duty.Kind.INTERIM_REVIEW,
        Duty.Kind.FINAL_REVIEW,
        Duty.Kind.INSPECTION,
        Duty.Kind.TASK,
        Duty.Kind.SELF_SCORE,
        Duty.Kind.CROSS_SCORE,
        Duty.Kind.FINAL_SCORE,
    )
)
REPORT_PERIOD = re.compile(r"\d{4}(-(Q[1-4]|M(06|09|12)))?")
PERIODS = {
    Duty.Kind.REPORT: (REPORT_PERIOD, "kỳ báo cáo ghi dạng 2020-Q1 (quý), 2020-M06, 2020-M09 hoặc 2020 (cả năm)"),
    Duty.Kind.CONSOLIDATION: (
        REPORT_PERIOD,
        "kỳ tổng hợp ghi dạng 2020-Q1 (quý), 2020-M06, 2020-M09 hoặc 2020 (cả năm)",
    ),
    Duty.Kind.REVIEW: (re.compile(r"\d{4}-M(06|09|12)"), "kỳ rà soát ghi dạng 2020-M06, 2020-M09 hoặc 2020-M12"),
}
ONE_DAY = "ghi đúng một trong: before (trước ngày), on (vào ngày), within (trong thời gian), no_day, on_request"


class WithinPart(Part):
    """A time the plan gives without a day: "năm 2018", "dự kiến quý I/2019"."""

    text: Annotated[Text, StringConstraints(max_length=60)] = Field(
        description="thời gian như kế hoạch ghi", json_schema_extra=said(year_moves=True)
    )
    until: dt.date = Field(description="ngày cuối của thời gian ấy", json_schema_extra=said(year_moves=True))


class DeadlinePart(Part):
    key: Key = Field(description="mã")
    kind: Literal[OWED_BY_A_PLAN] = Field(  # type: ignore[valid-type]
        description="loại việc", json_schema_extra=said({kind: Duty.Kind(kind).label for kind in OWED_BY_A_PLAN})
    )
    title: Title = Field(description="tên việc", json_schema_extra=said(year_moves=True))
    period: Annotated[str, StringConstraints(pattern=r"^(\d{4}(-(Q[1-4]|M(06|09|12)))?)?$")] = Field(
        "",
        title="Kỳ",
        description="kỳ: 2020, 2020-Q1, 2020-M06; việc lặp lại hằng năm ghi kỳ của năm đầu",
        json_schema_extra=said(year_moves=True),
    )
    before: dt.date | None = Field(
        None,
        title="Trước ngày",
        description="“trước ngày”: hôm trước ngày ấy là ngày cuối đúng hạn",
        json_schema_extra=said(year_moves=True),
    )
    on: dt.date | None = Field(
        None,
        title="Vào ngày",
        description="“vào ngày”: chính ngày ấy là ngày cuối đúng hạn",
        json_schema_extra=said(year_moves=True),
    )
    within: WithinPart | None = Field(
        None, title="Trong thời gian", description="thời gian không có ngày, ví dụ “Quý IV/2020”"
    )
    no_day: Literal[True] | None = Field(
        None, title="Không quy định thời hạn", description="kế hoạch giao việc nhưng không quy định thời hạn"
    )
    on_request: Literal[True] | None = Field(None, title="Theo yêu cầu", description="chỉ làm khi có yêu cầu")
    repeats_until: int | None = Field(
        None,
        ge=1990,
        le=2100,
        title="Hằng năm, đến hết năm",
        description="hằng năm, đến hết năm này",
        json_schema_extra=said(year_moves=True),
    )
    opens_on: dt.date | None = Field(
        None,
        title="Hiện từ ngày",
        description="ngày việc hiện ra; bỏ trống khi không có ngày",
        json_schema_extra=said(year_moves=True),
    )
    owed_by: list[Key] = Field(
        min_length=1,
        title="Ai phải làm",
        description="mã đối tượng hoặc cơ quan phải làm",
        json_schema_extra=said(of=ROLES),
    )
    to: list[Key] = Field(
        [],
        title="Nơi nhận",
        description="cơ quan nhận; kế hoạch nêu hai nơi thì ghi cả hai",
        json_schema_extra=said(of=["offices"]),
    )
    through: Remark = Field("", title="Gửi qua", description="gửi qua cơ quan nào, như kế hoạch ghi")
    content: str = Field("", description="nội dung phải có", json_schema_extra=said(paragraphs=True))
    obligatory: bool = Field(True, title="Bắt buộc", description="false: được làm, không phải làm")
    set_by: Remark = Field("", description="ai ấn định, khi kế hoạch không ghi")
    clause: Brief = Field("", description="mục của kế hoạch")

    @property
    def rule(self) -> str:
        return next(rule for rule in Deadline.Rule.values if getattr(self, rule) is not None)

    @property
    def rules(self) -> list[str]:
        return [rule for rule in Deadline.Rule.values if getattr(self, rule) is not None]

    @property
    def day(self) -> dt.date | None:
        """The day that stands in the plan, or the last of the time it gives."""
        return self.before or self.on or (self.within.until if self.within else None)


class MilestonePart(Part):
    key: Key = Field(description="mã")
    kind: Literal["launch", "interim_review", "final_review", "inspection", "peak", "period"] = Field(
        title="Loại mốc",
        description="phát động, sơ kết, tổng kết, kiểm tra, tháng cao điểm, giai đoạn thực hiện",
        json_schema_extra=said(dict(Milestone.Kind.choices)),
    )
    title: Title = Field(description="tên mốc", json_schema_extra=said(year_moves=True))
    on_text: Annotated[Text, StringConstraints(max_length=60)] = Field(
        description="thời gian như kế hoạch ghi", json_schema_extra=said(year_moves=True)
    )
    sort_on: dt.date = Field(description="ngày để xếp thứ tự", json_schema_extra=said(year_moves=True))
    repeats_until: int | None = Field(
        None,
        ge=1990,
        le=2100,
        title="Hằng năm, đến hết năm",
        description="hằng năm, đến hết năm này",
        json_schema_extra=said(year_moves=True),
    )
    held_by: list[Key] = Field([], description="ai tổ chức", json_schema_extra=said(of=ROLES))
    clause: Brief = Field("", description="mục của kế hoạch")


def check_deadlines(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("deadlines"), "deadlines")
    known = sheet.keys("classes", "offices")
    campaign = sheet.parts.get("campaign")
    for position, part in sheet.placed("deadlines"):
        here: Path = ("deadlines", position)
        if len(part.rules) != 1:
            yield Fault(here, ONE_DAY)
            continue
        if part.day and part.opens_on is None:
            yield Fault((*here, "opens_on"), "thiếu ngày hiện việc")
        elif part.day and part.opens_on and part.opens_on > part.day:
            yield Fault((*here, "opens_on"), "ngày hiện việc sau cả hạn; xin ghi ngày sớm hơn")
        needs_period = part.kind in PERIODS and part.rule not in {Deadline.Rule.NO_DAY, Deadline.Rule.ON_REQUEST}
        if (needs_period or part.period) and part.kind in PERIODS and not PERIODS[part.kind][0].fullmatch(part.period):
            yield Fault((*here, "period"), PERIODS[part.kind][1])
        if part.repeats_until is not None:
            yield from _check_repeating(part, here, campaign)
        yield from strangers(part.owed_by, known, (*here, "owed_by"), "classes hay offices")
        for place, key in enumerate(part.to):
            if key not in sheet.keys("offices"):
                yield Fault((*here, "to", place), f"cơ quan nhận “{key}” không có trong offices")


def _check_repeating(part: DeadlinePart, here: Path, campaign: Any) -> Iterable[Fault]:
    if part.day is None:
        yield Fault((*here, "repeats_until"), "việc không có ngày thì không lặp lại hằng năm; bỏ repeats_until")
    elif part.repeats_until <= part.day.year:  # type: ignore[operator]
        yield Fault((*here, "repeats_until"), "năm cuối phải sau năm của hạn đầu tiên")
    elif not part.period:
        yield Fault((*here, "period"), "việc lặp lại hằng năm phải ghi kỳ của năm đầu, ví dụ 2022")
    if campaign and part.repeats_until > campaign.ends_on.year + 1:
        yield Fault((*here, "repeats_until"), "năm cuối nằm ngoài thời gian của phong trào")


def save_deadlines(campaign: Campaign, definition: Any) -> None:
    rows = {
        part.key: {
            "kind": part.kind,
            "title": part.title,
            "period": part.period,
            "rule": part.rule,
            "date": part.day or campaign.ends_on,
            "when_text": part.within.text if part.within else "",
            "repeats_until": part.repeats_until,
            "opens_on": part.opens_on or campaign.starts_on,
            "owed_by": part.owed_by,
            "to_roles": part.to,
            "through": part.through,
            "content": part.content,
            "obligatory": part.obligatory,
            "set_by": part.set_by,
            "clause": part.clause,
            "position": position,
        }
        for position, part in enumerate(definition.deadlines, 1)
    }
    replace_rows(Deadline.objects, {"campaign": campaign}, rows)


def dump_deadlines(campaign: Campaign) -> list[DeadlinePart]:
    return [_dump_deadline(row) for row in campaign.deadlines.all()]


def _dump_deadline(row: Deadline) -> DeadlinePart:
    rule = Deadline.Rule(row.rule)
    when: dict[str, Any] = {rule.value: True}
    if rule in {Deadline.Rule.BEFORE, Deadline.Rule.ON}:
        when = {rule.value: row.date}
    elif rule == Deadline.Rule.WITHIN:
        when = {"within": WithinPart(text=row.when_text, until=row.date)}
    has_day = rule not in {Deadline.Rule.NO_DAY, Deadline.Rule.ON_REQUEST}
    return DeadlinePart(
        key=row.key,
        kind=row.kind,
        title=row.title,
        period=row.period,
        **when,
        repeats_until=row.repeats_until,
        opens_on=row.opens_on if has_day else None,
        owed_by=row.owed_by,
        to=row.to_roles,
        through=row.through,
        content=row.content,
        obligatory=row.obligatory,
        set_by=row.set_by,
        clause=row.clause,
    )


def check_milestones(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("milestones"), "milestones")
    for position, part in sheet.placed("milestones"):
        here: Path = ("milestones", position)
        yield from strangers(part.held_by, sheet.keys("classes", "offices"), (*here, "held_by"), "classes hay offices")
        if part.repeats_until is not None and part.repeats_until <= part.sort_on.year:
            yield Fault((*here, "repeats_until"), "năm cuối phải sau năm của mốc đầu tiên")


def save_milestones(campaign: Campaign, definition: Any) -> None:
    rows = {part.key: part.model_dump(exclude={"key"}) for part in definition.milestones}
    replace_rows(Milestone.objects, {"campaign": campaign}, rows)


def dump_milestones(campaign: Campaign) -> list[MilestonePart]:
    names = [name for name in MilestonePart.model_fields if name != "key"]
    return [
        MilestonePart(key=row.key, **{name: getattr(row, name) for name in names}) for row in campaign.milestones.all()
    ]


SECTIONS = (
    Section(
        "deadlines",
        Annotated[list[DeadlinePart], Field(min_length=1)],
        check_deadlines,
        save_deadlines,
        dump_deadlines,
        title="Ai làm gì, đến khi nào",
    ),
    Section(
        "milestones",
        list[MilestonePart],
        check_milestones,
        save_milestones,
        dump_milestones,
        default=(),
        title="Các mốc của phong trào",
    ),
)
