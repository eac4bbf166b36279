"""Funds and ways to give, in a campaign's definition file."""

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import Field

from emulation.campaigns.definition import (
    ROLES,
    Brief,
    Fault,
    Key,
    Part,
    Section,
    Sheet,
    Title,
    duplicates,
    replace_rows,
    said,
    strangers,
)
from emulation.campaigns.models import Campaign
from emulation.contributions.models import Contribution, ContributionWay


class WayPart(Part):
    key: Key = Field(description="mã")
    name: Title = Field(description="quỹ hoặc cách đóng góp, lời của kế hoạch")
    kinds: list[Literal[tuple(Contribution.Kind.values)]] = Field(  # type: ignore[valid-type]
        [],
        title="Đóng góp bằng",
        description="tiền, quà quy ra tiền, ngày công, nhà xây mới, nhà sửa chữa",
        json_schema_extra=said(dict(Contribution.Kind.choices)),
    )
    is_fund: bool = Field(False, title="Là quỹ", description="true: là quỹ")
    raised_by: list[Key] = Field(
        [], title="Ai vận động", description="ai vận động: mã đối tượng hoặc cơ quan", json_schema_extra=said(of=ROLES)
    )
    clause: Brief = Field("", description="mục của kế hoạch")


def check_contributions(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("contributions"), "contributions")
    known = sheet.keys("classes", "offices")
    for place, part in sheet.placed("contributions"):
        here = ("contributions", place)
        yield from strangers(part.raised_by, known, (*here, "raised_by"), "classes hay offices")


def save_contributions(campaign: Campaign, definition: Any) -> None:
    rows = {}
    for position, part in enumerate(definition.contributions, 1):
        fields = part.model_dump(exclude={"key", "raised_by"})
        rows[part.key] = {**fields, "role_keys": part.raised_by, "position": position}
    replace_rows(ContributionWay.objects, {"campaign": campaign}, rows)


def dump_contributions(campaign: Campaign) -> list[WayPart]:
    same = [name for name in WayPart.model_fields if name != "raised_by"]
    return [
        WayPart(raised_by=row.role_keys, **{name: getattr(row, name) for name in same})
        for row in campaign.contribution_ways.all()
    ]


SECTIONS = (
    Section(
        "contributions",
        list[WayPart],
        check_contributions,
        save_contributions,
        dump_contributions,
        default=(),
        title="Quỹ và cách đóng góp",
        topic="contributions",
    ),
)
