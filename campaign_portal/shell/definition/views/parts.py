"""One part of a draft at a time: a section, or one entry of a list."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from campaign_portal.foundation import access
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from campaign_portal.foundation.web import acting
from campaign_portal.shell.definition import drafting
from campaign_portal.shell.definition.catalogues import names_in
from campaign_portal.shell.definition.checking import Checked, check
from campaign_portal.shell.definition.outline import Kind, Node, sections
from campaign_portal.shell.definition.part_form import PartForm, in_words, labels_of
from campaign_portal.shell.definition.views.draft import load, seen
from campaign_portal.shell.definition.wording import items_of, title_of
from emulation.campaigns import permissions
from emulation.campaigns.models import CampaignVersion


@access.requires(permissions.PREPARE)
def section(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """A list of entries; or the form of a section that is one piece."""
    draft, node = load(request, pk), _node(section)
    if node.kind != Kind.ROWS:
        return _form(request, draft, section, None)
    if request.method not in ("GET", "HEAD"):
        return _not_here(draft, section)
    checked = check(draft.text, key=draft.campaign_key)
    rows = checked.values.get(section)
    names = names_in(checked.values)
    listed = rows if isinstance(rows, list) else []
    items = items_of(checked.values, section, names)
    context = _context(draft, section, checked) | {
        "items": [
            {
                "place": place,
                "item": item,
                "faults": len(checked.of(section, place)),
                "is_last": place == len(listed) - 1,
            }
            for place, item in enumerate(items if listed else [])
        ],
        "of_the_list": [in_words(fault.message, _labels(node)) for fault in checked.faults if fault.path == (section,)],
    }
    return render(request, "shell/definition/section.html", context)


def _not_here(draft: CampaignVersion, section: str) -> HttpResponse:
    return redirect("campaigns:section", draft.pk, section)


@access.requires(permissions.PREPARE)
def item(request: HttpRequest, pk: int, section: str, place: int) -> HttpResponse:
    """One entry; the place after the last one is a new one."""
    draft = load(request, pk)
    if not drafting.is_list(_node(section).name):
        raise Http404
    return _form(request, draft, section, place)


def _form(request: HttpRequest, draft: CampaignVersion, section: str, place: int | None) -> HttpResponse:
    node, user = _node(section), request.user
    checked = check(draft.text, key=draft.campaign_key)
    if not checked.is_readable:
        messages.error(request, f"Toàn văn còn lỗi cú pháp ở dòng {checked.faults[0].line}; xin sửa ở đây trước.")
        return redirect("campaigns:text", draft.pk)
    raw = _raw(checked, section, place)
    form_node = node if node.kind in (Kind.GROUP, Kind.ROWS) else _wrapped(node)
    names = names_in(checked.values)
    shown = {node.name: raw} if form_node is not node else raw
    if raw is not None and not _fits(form_node, shown):
        messages.error(request, "Mục này trong toàn văn viết khác mẫu nên biểu mẫu không mở được; xin sửa ở đây.")
        return redirect("campaigns:text", draft.pk)
    form = PartForm(form_node, shown, names, data=request.POST if request.method == "POST" else None)
    if request.method == "POST":
        value: Any = form.value()
        try:
            saved = drafting.save_part(
                draft,
                section,
                place,
                value.get(node.name) if form_node is not node else value,
                seen=seen(request),
                by=user,  # type: ignore[arg-type]
            )
        except Refused as refused:
            form.is_valid()
            acting.show_in_form(form, refused)
        else:
            return _saved(request, saved, section, place)
    elif place is None or place < _count(checked, section):
        skip = 1 if place is None and form_node is node else 0 if place is None else 2
        form.show(checked.of(section, place), skip, _labels(node))
    context = _context(draft, section, checked) | {
        "form": form,
        "place": place,
        "title": _title(raw, node, place),
        "is_new": place is not None and place >= _count(checked, section),
        "count": _count(checked, section),
    }
    return render(request, "shell/definition/part.html", context)


def _saved(request: HttpRequest, draft: CampaignVersion, section: str, place: int | None) -> HttpResponse:
    checked = check(draft.text, key=draft.campaign_key)
    if place is not None:
        place = min(place, max(_count(checked, section) - 1, 0))
    count = len(checked.of(section, place))
    said = f"Đã lưu. Còn {count} chỗ phải sửa ở đây." if count else "Đã lưu. Phần này không còn chỗ sai."
    messages.success(request, said)
    if place is None or _count(checked, section) == 0:
        return redirect("campaigns:section", draft.pk, section)
    if "next" in request.POST:
        return redirect("campaigns:item", draft.pk, section, _count(checked, section))
    return redirect("campaigns:item", draft.pk, section, place)


@access.requires(permissions.PREPARE)
@require_POST
def move(request: HttpRequest, pk: int, section: str, place: int) -> HttpResponse:
    draft = load(request, pk)
    user: User = request.user  # type: ignore[assignment]
    up = request.POST.get("huong") == "len"
    return acting.act(
        request,
        lambda: drafting.move_item(draft, _list(section), place, up=up, seen=seen(request), by=user),
        done="Đã chuyển chỗ.",
        back=reverse("campaigns:section", args=[draft.pk, section]),
    )


@access.requires(permissions.PREPARE)
@require_POST
def drop(request: HttpRequest, pk: int, section: str, place: int) -> HttpResponse:
    draft = load(request, pk)
    user: User = request.user  # type: ignore[assignment]
    return acting.act(
        request,
        lambda: drafting.drop_item(draft, _list(section), place, seen=seen(request), by=user),
        done="Đã bỏ mục này khỏi dự thảo.",
        back=reverse("campaigns:section", args=[draft.pk, section]),
    )


# --- Small things -----------------------------------------------------------------------------------------------------


def _node(section: str) -> Node:
    try:
        return sections()[section]
    except KeyError:
        raise Http404 from None


def _list(section: str) -> str:
    if not drafting.is_list(_node(section).name):
        raise Http404
    return section


def _wrapped(node: Node) -> Node:
    """A section that is one field (what the plan does not rule) as a form of one field."""
    return Node(node.name, Kind.GROUP, node.label, members=(node,))


def _raw(checked: Checked, section: str, place: int | None) -> Any:
    found = checked.values.get(section)
    if place is None:
        return found
    return found[place] if isinstance(found, list) and place < len(found) else None


def _count(checked: Checked, section: str) -> int:
    found = checked.values.get(section)
    return len(found) if isinstance(found, list) else 0


def _fits(node: Node, raw: Any) -> bool:
    """Whether a form can show what is written: groups are groups. A single value may stand for a list."""
    if not isinstance(raw, dict):
        return False
    for member in node.members:
        value = raw.get(member.name)
        if value is None:
            continue
        if member.kind == Kind.GROUP and not _fits(member, value):
            return False
        if member.kind == Kind.ROWS:
            rows = value if isinstance(value, list) else [value]
            if not all(isinstance(row, str) or _fits(member, row) for row in rows):
                return False
        elif member.kind != Kind.GROUP and isinstance(value, dict) and member.kind != Kind.PAIRS:
            return False
    return True


def _labels(node: Node) -> dict[str, str]:
    return {key: other.label for key, other in sections().items()} | labels_of(node)


def _title(raw: Any, node: Node, place: int | None) -> str:
    if place is None:
        return node.label
    return title_of(raw) if raw is not None else "Mục mới"


def _context(draft: CampaignVersion, section: str, checked: Checked) -> dict[str, Any]:
    keys = list(sections())
    here = keys.index(section)
    return {
        "draft": draft,
        "section": section,
        "node": sections()[section],
        "revision": draft.revision,
        "faults_here": len(checked.of(section)),
        "before": keys[here - 1] if here else "",
        "after": keys[here + 1] if here + 1 < len(keys) else "",
        "after_title": sections()[keys[here + 1]].label if here + 1 < len(keys) else "",
    }
