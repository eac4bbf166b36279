"""Clusters, blocks and scoring tables in a campaign's definition file."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from emulation.campaigns.definition import (
    ROLES,
    Brief,
    Fault,
    Key,
    Part,
    Section,
    Sheet,
    Text,
    Title,
    duplicates,
    replace_rows,
    said,
    strangers,
)
from emulation.campaigns.models import Campaign
from emulation.clusters.models import Cluster, ScoreRow, ScoreTable

Post = Annotated[str, StringConstraints(max_length=200)]  # a post or an office in words; may be empty


class ClusterPart(Part):
    key: Key = Field(description="mã")
    kind: Literal["cluster", "block"] = Field(description="cluster: Cụm; block: Khối")
    name: Title = Field(description="tên")
    members: list[Key] = Field(
        [],
        title="Thành viên",
        description="mã đối tượng hoặc cơ quan; bỏ trống khi kế hoạch không nêu",
        json_schema_extra=said(of=ROLES),
    )
    head: Post = Field("", description="cụm trưởng, khối trưởng")
    deputy: Post = Field("", description="cụm phó, khối phó")
    council_member: Post = Field("", description="thành viên Hội đồng phụ trách")
    clause: Brief = Field("", description="mục của kế hoạch")


def check_clusters(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("clusters"), "clusters")
    known = sheet.keys("classes", "offices")
    for place, part in sheet.placed("clusters"):
        yield from strangers(part.members, known, ("clusters", place, "members"), "classes hay offices")


def save_clusters(campaign: Campaign, definition: Any) -> None:
    rows = {}
    for position, part in enumerate(definition.clusters, 1):
        fields = part.model_dump(exclude={"key", "members"})
        rows[part.key] = {**fields, "member_keys": part.members, "position": position}
    replace_rows(Cluster.objects, {"campaign": campaign}, rows)


def dump_clusters(campaign: Campaign) -> list[ClusterPart]:
    same = [name for name in ClusterPart.model_fields if name != "members"]
    return [
        ClusterPart(members=row.member_keys, **{name: getattr(row, name) for name in same})
        for row in campaign.clusters.all()
    ]


class ScoreRowPart(Part):
    """One scored criterion; a plan may name it and give no points (S4 4.3)."""

    key: Key = Field(description="mã")
    text: Text = Field(description="tiêu chí")
    points: float | None = Field(None, gt=0, le=1000, description="điểm; bỏ trống khi kế hoạch không ghi")
    bonus: bool = Field(False, description="true: điểm thưởng")
    clause: Brief = Field("", description="mục của kế hoạch")


class ScoreTablePart(Part):
    key: Key = Field(description="mã")
    name: Title = Field(description="tên bảng điểm")
    clusters: list[Key] = Field(
        [],
        title="Cụm, khối",
        description="cho cụm, khối nào; bỏ trống là mọi đơn vị được xét",
        json_schema_extra=said(of=["clusters"]),
    )
    scored_by: Annotated[str, StringConstraints(max_length=300)] = Field("", description="ai chấm")
    rows: list[ScoreRowPart] = Field(min_length=1, description="các dòng chấm điểm")
    clause: Brief = Field("", description="mục của kế hoạch")


def check_scoring(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("scoring"), "scoring")
    for place, part in sheet.placed("scoring"):
        here = ("scoring", place)
        yield from strangers(part.clusters, sheet.keys("clusters"), (*here, "clusters"), "clusters")
        yield from (Fault((*here, *fault.path), fault.message) for fault in duplicates(part.rows, "rows"))


def save_scoring(campaign: Campaign, definition: Any) -> None:
    tables = {
        part.key: {
            "name": part.name,
            "cluster_keys": part.clusters,
            "scored_by": part.scored_by,
            "clause": part.clause,
            "position": position,
        }
        for position, part in enumerate(definition.scoring, 1)
    }
    saved = replace_rows(ScoreTable.objects, {"campaign": campaign}, tables)
    for part in definition.scoring:
        rows = {
            row.key: {
                "text": row.text,
                "points": None if row.points is None else Decimal(str(row.points)),
                "is_bonus": row.bonus,
                "clause": row.clause,
                "position": position,
            }
            for position, row in enumerate(part.rows, 1)
        }
        replace_rows(ScoreRow.objects, {"table": saved[part.key]}, rows)


def dump_scoring(campaign: Campaign) -> list[ScoreTablePart]:
    return [
        ScoreTablePart(
            key=table.key,
            name=table.name,
            clusters=table.cluster_keys,
            scored_by=table.scored_by,
            rows=[
                ScoreRowPart(
                    key=row.key,
                    text=row.text,
                    points=None if row.points is None else float(row.points),
                    bonus=row.is_bonus,
                    clause=row.clause,
                )
                for row in table.rows.all()
            ],
            clause=table.clause,
        )
        for table in campaign.score_tables.prefetch_related("rows")
    ]


SECTIONS = (
    Section(
        "clusters",
        list[ClusterPart],
        check_clusters,
        save_clusters,
        dump_clusters,
        default=(),
        title="Cụm, khối thi đua",
        topic="clusters",
    ),
    Section(
        "scoring",
        list[ScoreTablePart],
        check_scoring,
        save_scoring,
        dump_scoring,
        default=(),
        title="Bảng điểm",
        topic="scoring",
    ),
)
