"""What the law wants of a launching paper (Law 06/2022/QH15, Đ17.1), ticked from a draft's own data.

"Nội dung tổ chức phong trào thi đua": goal, scope, participants, content and criteria, time, plan, measures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaign_portal.foundation import vietnamese
from campaign_portal.shell.definition.checking import Checked
from emulation.campaigns.models import CampaignVersion
from emulation.territory.models import Unit

CLAUSE = "Luật Thi đua, khen thưởng số 06/2022/QH15, Điều 17 khoản 1"


@dataclass(frozen=True)
class Want:
    """One thing wanted: what stands there, or what is lacking, and the section where it is mended."""

    title: str
    is_met: bool
    text: str
    section: str


def wants(checked: Checked, draft: CampaignVersion) -> list[Want]:
    """In the order of the law; then the signed paper. Reads what is there, right or wrong."""
    values = checked.values
    head = _group(values, "campaign")
    return [
        _goal(values, head),
        _scope(head, draft.unit),
        _participants(values),
        _content(values, head),
        _criteria(values, draft),
        _time(head),
        _plan(values),
        _measures(values, head),
        _paper(head) if draft.campaign_id is None else _amending_paper(draft),
        _no_faults(checked),
    ]


def _group(values: Mapping[Any, Any], name: str) -> Mapping[Any, Any]:
    found = values.get(name)
    return found if isinstance(found, Mapping) else {}


def _rows(values: Mapping[Any, Any], name: str) -> list[Mapping[Any, Any]]:
    found = values.get(name)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []


def _goal(values: Mapping[Any, Any], head: Mapping[Any, Any]) -> Want:
    count = len(_rows(values, "targets"))
    lacking = "Chưa có chỉ tiêu nào; xin ghi ít nhất một chỉ tiêu."
    return Want("Mục tiêu", bool(count), f"{count} chỉ tiêu." if count else lacking, "targets")


def _scope(head: Mapping[Any, Any], unit: Unit) -> Want:
    place = _group(head, "unit")
    is_own = (place.get("level"), place.get("code")) == (unit.level, unit.code)
    text = f"{unit.opening_title}." if is_own else f"Đơn vị phát động phải là {unit.title} (mã “{unit.code}”)."
    return Want("Phạm vi", is_own, text, "campaign")


def _participants(values: Mapping[Any, Any]) -> Want:
    competing = [row for row in _rows(values, "classes") if row.get("joins", "competes") == "competes"]
    text = f"{len(competing)} loại đối tượng thi đua." if competing else "Chưa có loại đối tượng nào thi đua."
    return Want("Đối tượng", bool(competing), text, "classes")


def _content(values: Mapping[Any, Any], head: Mapping[Any, Any]) -> Want:
    passages = [row for row in _rows(head, "contents") if row.get("part", "aims") == "aims" and row.get("points")]
    text = f"{len(passages)} mục nội dung." if passages else "Chưa có lời văn về mục đích, nội dung thi đua."
    return Want("Nội dung", bool(passages), text, "campaign")


def _criteria(values: Mapping[Any, Any], draft: CampaignVersion) -> Want:
    """Criteria of classes, a scoring table, or standards of a cited paper that is not loaded.

    A campaign that runs by a paper silent on them is amended all the same: what the paper lacks binds a launch.
    """
    groups, tables = _rows(values, "criteria"), _rows(values, "scoring")
    pending = _rows(values, "standards_not_loaded")
    told = [
        words
        for rows, words in (
            (groups, f"tiêu chuẩn của {len(groups)} nhóm đối tượng"),
            (tables, f"{len(tables)} bảng điểm"),
            (pending, f"{len(pending)} tiêu chuẩn dẫn văn bản khác"),
        )
        if rows
    ]
    lacking = "Chưa có tiêu chuẩn của đối tượng nào, cũng không có bảng điểm."
    if not told and draft.campaign_id is not None and "criteria" in (values.get("not_ruled") or ()):
        return Want("Tiêu chí", True, "Văn bản phát động không quy định tiêu chuẩn.", "criteria")
    return Want("Tiêu chí", bool(told), f"{', '.join(told).capitalize()}." if told else lacking, "criteria")


def _time(head: Mapping[Any, Any]) -> Want:
    days = [head.get("starts_on"), head.get("ends_on")]
    if all(hasattr(day, "year") for day in days) and days[0] <= days[1]:  # type: ignore[operator]
        first, last = (vietnamese.day(day) for day in days)  # type: ignore[arg-type]
        return Want("Thời gian", True, f"Từ {first} đến {last}.", "campaign")
    return Want("Thời gian", False, "Chưa có ngày bắt đầu, ngày kết thúc dùng được.", "campaign")


def _plan(values: Mapping[Any, Any]) -> Want:
    deadlines, stones = len(_rows(values, "deadlines")), len(_rows(values, "milestones"))
    text = f"{deadlines} việc có người làm và thời hạn, {stones} mốc."
    return Want(
        "Kế hoạch", bool(deadlines), text if deadlines else "Chưa có việc nào: ai làm gì, đến khi nào.", "deadlines"
    )


def _measures(values: Mapping[Any, Any], head: Mapping[Any, Any]) -> Want:
    arranged = len(_rows(values, "arrangements"))
    tasks = [row for row in _rows(head, "contents") if row.get("part") == "tasks" and row.get("points")]
    given = [row for row in _rows(values, "offices") if row.get("tasks")]
    is_met = bool(arranged or tasks or given)
    text = f"{arranged} việc tổ chức, nhiệm vụ của {len(given)} cơ quan."
    lacking = "Chưa có biện pháp tổ chức (kiểm tra, tuyên truyền, kinh phí …) hay nhiệm vụ của cơ quan nào."
    return Want("Biện pháp", is_met, text if is_met else lacking, "arrangements")


def _paper(head: Mapping[Any, Any]) -> Want:
    """A campaign begins by a signed paper: its number, its day, who signed."""
    document, signer = _group(head, "document"), _group(_group(head, "document"), "signer")
    lacking = [
        words
        for is_there, words in (
            (document.get("number"), "số"),
            (document.get("date"), "ngày ban hành"),
            (document.get("title"), "trích yếu"),
            (signer.get("name"), "người ký"),
        )
        if not is_there
    ]
    text = f"Văn bản phát động còn thiếu {', '.join(lacking)}." if lacking else f"Số {document['number']}, đã ký."
    return Want("Văn bản phát động", not lacking, text, "campaign")


def _amending_paper(draft: CampaignVersion) -> Want:
    lacking = [
        words
        for is_there, words in (
            (draft.document_kind, "loại"),
            (draft.document_number, "số, ký hiệu"),
            (draft.document_date, "ngày"),
            (draft.document_title, "trích yếu"),
            (draft.document_signer, "người ký"),
        )
        if not is_there
    ]
    text = (
        f"Văn bản sửa đổi còn thiếu {', '.join(lacking)}." if lacking else f"{draft.document}, {draft.document_title}."
    )
    return Want("Văn bản sửa đổi, bổ sung", not lacking, text, "document")


def _no_faults(checked: Checked) -> Want:
    count = len(checked.faults)
    text = f"Còn {count} chỗ phải sửa, kê ở dưới." if count else "Cả bản dự thảo đọc được, không còn chỗ sai."
    return Want("Dữ liệu đúng", not count, text, "text")
