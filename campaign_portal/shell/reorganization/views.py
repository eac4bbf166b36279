"""The pages of reorganisations: list, draft, one act at a time, people, preview, apply, undo."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.base import File
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from campaign_portal.foundation import access, drafts, history, jobs, quantities
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from campaign_portal.foundation.web import acting, stepping_up
from campaign_portal.shell.reorganization import building, permissions, reading, services
from campaign_portal.shell.reorganization.forms import (
    AbolishForm,
    ChooseUnitForm,
    MergeForm,
    MoveForm,
    PaperForm,
    SplitForm,
    UndoForm,
)
from campaign_portal.shell.reorganization.hanging import hanging
from campaign_portal.shell.reorganization.preview import is_small, preview_of
from emulation.people.models import Appointment
from emulation.people.reorganization import proposal
from emulation.territory.models import Reorganization, Unit
from emulation.territory.reorganization import plan_of
from emulation.territory.rules.changes import ChangeSet
from emulation.territory.selectors.ground import COLUMNS, ground_for, in_parts

DRAFT_KEY = "reorganization"
STATES = {"draft": ("now", "Dự thảo"), "applied": ("ok", "Đã áp dụng"), "undone": ("", "Đã hoàn tác")}
MOST_BYTES = 20 * 1024 * 1024


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = list(
        Reorganization.objects.visible_to(request.user)
        .defer("content")
        .select_related("within", "made_by")
        .order_by("-effective_on", "-pk")
    )
    context = {
        "rows": [(row, STATES[row.state]) for row in rows],
        "drafts": sum(row.state == Reorganization.State.DRAFT for row in rows),
        "may_prepare": permissions.PREPARE.holds(request.user),
    }
    return render(request, "shell/reorganization/index.html", context)


@access.requires(permissions.PREPARE)
def new(request: HttpRequest) -> HttpResponse:
    """A draft from its paper, with a file or without."""
    user: User = request.user  # type: ignore[assignment]
    typed = drafts.load(user, DRAFT_KEY, "new") if request.method != "POST" else {}
    form = PaperForm(request.POST or None, request.FILES or None, user=user, initial=typed)
    faults: list[Any] = []
    if request.method == "POST":
        drafts.save(user, DRAFT_KEY, "new", _raw(request, form))
        if form.is_valid():
            try:
                made = _make(form.cleaned_data, user)
            except reading.BadFile as bad:
                faults = list(bad.faults)
            except Refused as refused:
                acting.show_in_form(form, refused)
            else:
                drafts.discard(user, DRAFT_KEY, "new")
                messages.success(request, "Đã lập dự thảo. Chưa có gì thay đổi cho đến khi áp dụng.")
                return redirect("reorganization:one", made.pk)
    return render(request, "shell/reorganization/new.html", {"form": form, "faults": faults})


def _raw(request: HttpRequest, form: forms.Form) -> dict[str, str]:
    names = [name for name in form.fields if name in request.POST]
    return {name: request.POST[name][:500] for name in names}


def _make(data: dict[str, Any], user: User) -> Reorganization:
    within: Unit = data["within"]
    change = ChangeSet()
    if data["successions"]:
        text = _text(data["successions"], "successions")
        if data["successions"].name.lower().endswith((".yaml", ".yml")):
            change = reading.read_yaml(text, within=within.pk).change
        else:
            change = reading.read_tables(
                _text(data["units"], "units") if data["units"] else "level,code,kind,name,parent_code\n",
                text,
                title=data["title"],
                effective_on=data["effective_on"],
                legal_basis=data["legal_basis"],
                within=within.pk,
            ).change
    made = services.draft(
        title=data["title"],
        effective_on=data["effective_on"],
        legal_basis=data["legal_basis"],
        basis_date=data["basis_date"],
        within=within,
        by=user,
        change=change,
    )
    if data["basis_file"]:
        made = services.attach(made, data["basis_file"], by=user)
    return made


def _text(upload: File, field: str) -> str:
    if upload.size > MOST_BYTES:
        raise Refused(Problem("Tệp lớn quá 20 MB.", field=field))
    try:
        return upload.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            Problem("Tệp không phải văn bản UTF-8. Trong Excel, lưu dạng “CSV UTF-8”.", field=field)
        ) from error


# --- One -------------------------------------------------------------------------------------------------------------


def _load(request: HttpRequest, pk: int) -> Reorganization:
    rows = Reorganization.objects.visible_to(request.user).select_related(
        "within__province", "within__district", "made_by", "applied_by", "undone_by", "basis_file"
    )
    return get_object_or_404(rows, pk=pk)


def _draft(request: HttpRequest, pk: int) -> Reorganization:
    """A draft that this person may change; for anybody else there is no such page."""
    found = _load(request, pk)
    if found.state != Reorganization.State.DRAFT or not permissions.may_change(request.user, found):
        raise Http404
    return found


@access.requires(permissions.SEE)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    found = _load(request, pk)
    may_change = permissions.may_change(request.user, found)
    change = ChangeSet.from_json(found.content)
    is_draft = found.state == Reorganization.State.DRAFT
    small = is_small(found)
    preview, job = None, None
    if is_draft and not change.is_empty:
        if small:
            preview = preview_of(found)
        else:
            job = jobs.latest("reorganization.preview", found.key)
            preview = job.result if job and job.state == "done" else None
    applying = jobs.latest("reorganization.apply", found.key)
    context = {
        "history": history.of(found, request.GET),
        "found": found,
        "pill": STATES[found.state],
        "preview": preview,
        "job": job if job and not job.is_over else None,
        "applying": applying if is_draft and applying and not applying.is_over else None,
        "refused": applying.result.get("refused", []) if is_draft and applying else [],
        "acts": _acts(change, found) if small else [],
        "is_draft": is_draft,
        "is_small": small,
        "is_empty": change.is_empty,
        "carried_count": len(change.carried),
        "may_change": may_change,
        "hanging": hanging(found) if found.state == Reorganization.State.APPLIED and may_change and small else [],
        "undo_form": UndoForm(),
    }
    return render(request, "shell/reorganization/one.html", context)


def _acts(change: ChangeSet, found: Reorganization) -> list[dict[str, Any]]:
    """The change set as a person built it: what went into what, what ends."""
    ground = ground_for(change, found.effective_on, found.within_id)
    news = {unit.ref: unit for unit in change.units}
    acts: dict[Any, dict[str, Any]] = {}
    for going in change.goings:
        if going.old in ground.units and ground.units[going.old].level == "hamlet":
            continue
        title = news[going.new].title if isinstance(going.new, str) and going.new in news else ""
        if isinstance(going.new, int) and going.new in ground.units:
            title = ground.units[going.new].title
        act = acts.setdefault(going.new, {"ref": going.new, "to": title, "from": [], "part": False})
        act["from"].append(ground.units[going.old].title if going.old in ground.units else "?")
        act["part"] = act["part"] or going.extent == "part"
    for pk in change.ended:
        acts[pk] = {"ref": pk, "to": "", "from": [ground.units[pk].title if pk in ground.units else "?"], "part": False}
    return list(acts.values())


def _act_page(
    request: HttpRequest, found: Reorganization, form: forms.Form, *, title: str, says: str, button: str, **more: Any
) -> HttpResponse:
    context = {"found": found, "form": form, "title": title, "says": says, "button": button, **more}
    return render(request, "shell/reorganization/act.html", context)


def _change(request: HttpRequest, found: Reorganization, form: forms.Form, make: Any, key: str) -> HttpResponse | None:
    """One act: into the draft, or its refusal beside the field; what was typed is kept until it is taken."""
    user: User = request.user  # type: ignore[assignment]
    place = f"{found.key}:{key}"
    drafts.save(
        user, DRAFT_KEY, place, {name: value[:500] for name, value in request.POST.items() if name[:4] != "csrf"}
    )
    if not form.is_valid():
        return None
    try:
        services.rewrite(found, make(ChangeSet.from_json(found.content)), by=user)
    except Refused as refused:
        acting.show_in_form(form, refused)
        return None
    drafts.discard(user, DRAFT_KEY, place)
    messages.success(request, "Đã ghi vào dự thảo. Chưa có gì thay đổi trong danh mục.")
    return redirect("reorganization:one", found.pk)


def _typed(request: HttpRequest, found: Reorganization, key: str) -> dict[str, Any]:
    """What was typed and not taken; of chosen units only what can be a number."""
    if request.method == "POST":
        return {}
    kept = drafts.load(request.user, DRAFT_KEY, f"{found.key}:{key}")  # type: ignore[arg-type]
    units = ("old_", "into", "parent")
    return {k: v for k, v in kept.items() if not k.startswith(units) or quantities.row_id(v) is not None}


@access.requires(permissions.PREPARE)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    found = _draft(request, pk)
    form = MergeForm(request.POST or None, user=request.user, initial=_typed(request, found, "merge"))
    if request.method == "POST":
        done = _change(
            request,
            found,
            form,
            lambda change: building.merge(change, form.olds(), form.cleaned_data["into"] or form.named()),
            "merge",
        )
        if done:
            return done
    return _act_page(
        request,
        found,
        form,
        title="Nhập đơn vị",
        says="Chọn các đơn vị nhập với nhau, rồi ghi đơn vị mới; hoặc chọn đơn vị đang có nhận thêm.",
        button="Ghi vào dự thảo",
    )


@access.requires(permissions.PREPARE)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    found = _draft(request, pk)
    form = MoveForm(request.POST or None, user=request.user, initial=_typed(request, found, "move"))
    if request.method == "POST":
        done = _change(
            request,
            found,
            form,
            lambda change: building.move(
                change, form.cleaned_data["old_1"], form.cleaned_data["code"].strip(), form.cleaned_data["parent"]
            ),
            "move",
        )
        if done:
            return done
    return _act_page(
        request,
        found,
        form,
        title="Chuyển đơn vị về cấp trên khác",
        says="Đơn vị đổi cấp trên là một đơn vị mới cùng tên; đơn vị cũ kế thừa toàn bộ sang.",
        button="Ghi vào dự thảo",
    )


@access.requires(permissions.PREPARE)
def abolish(request: HttpRequest, pk: int) -> HttpResponse:
    found = _draft(request, pk)
    form = AbolishForm(request.POST or None, user=request.user, initial=_typed(request, found, "abolish"))
    if request.method == "POST":
        done = _change(
            request,
            found,
            form,
            lambda change: building.abolish(change, [form.cleaned_data["old_1"]]),
            "abolish",
        )
        if done:
            return done
    return _act_page(
        request,
        found,
        form,
        title="Bãi bỏ đơn vị không có đơn vị kế thừa",
        says="Dùng khi bỏ một cấp, như cấp huyện từ 1/7/2025. Mọi xã, phường bên dưới phải được ghi về đâu.",
        button="Ghi vào dự thảo",
    )


@access.requires(permissions.PREPARE)
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """First which unit, then into what; every hamlet says where it goes."""
    found = _draft(request, pk)
    choose = ChooseUnitForm(
        request.GET if "don_vi" in request.GET or "don_vi_tim" in request.GET else None, user=request.user
    )
    if not choose.is_bound or not choose.is_valid():
        return _act_page(
            request,
            found,
            choose,
            title="Chia tách đơn vị",
            says="Chọn đơn vị chia tách; bước sau ghi các đơn vị mới và nơi đến của từng thôn.",
            button="Tiếp tục",
            is_question=True,
        )
    old: Unit = choose.cleaned_data["don_vi"]
    ground = ground_for(ChangeSet(), found.effective_on, found.within_id)
    form = SplitForm(request.POST or None, old=old, eve=ground.eve, initial=_typed(request, found, f"split:{old.pk}"))
    if request.method == "POST":
        done = _change(
            request,
            found,
            form,
            lambda change: building.split(change, old, form.parts(), form.placed()),
            f"split:{old.pk}",
        )
        if done:
            return done
    return _act_page(
        request,
        found,
        form,
        title=f"Chia tách {old.title}",
        says="Số liệu của đơn vị chia tách chỉ mang sang được khi văn bản ghi rõ phần của mỗi nơi.",
        button="Ghi vào dự thảo",
    )


@access.requires(permissions.PREPARE)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    found = _draft(request, pk)
    text = request.POST.get("ref", "")
    change = ChangeSet.from_json(found.content)
    refs = {unit.ref for unit in change.units}
    ref: int | str = text if text in refs else quantities.row_id(text) or ""
    return acting.act(
        request,
        lambda: services.rewrite(found, building.remove(change, ref), by=request.user),  # type: ignore[arg-type]
        done="Đã bỏ dòng này khỏi dự thảo.",
        back=reverse("reorganization:one", args=[found.pk]),
    )


@access.requires(permissions.PREPARE)
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who goes over: everybody of a whole merger is proposed, the administrator strikes out who stays."""
    found = _draft(request, pk)
    change = ChangeSet.from_json(found.content)
    plan, faults = plan_of(found)
    offered = {} if faults else {item.post: item.to for item in proposal(plan.change)}
    if request.method == "POST":
        chosen = {row for text in request.POST.getlist("post") if (row := quantities.row_id(text)) is not None}
        return acting.act(
            request,
            lambda: services.choose_people(found, chosen, by=request.user),  # type: ignore[arg-type]
            done="Đã ghi người chuyển sang vào dự thảo.",
            back=reverse("reorganization:one", args=[found.pk]),
        )
    chosen = {item.post for item in change.carried} if change.carried else set(offered)
    rows = Appointment.objects.select_related("user", "office__unit").order_by("office__unit__code", "pk")
    posts = [(post, plan.title(offered[post.pk]), post.pk in chosen) for post in in_parts(rows, "pk", offered)]
    return render(request, "shell/reorganization/people.html", {"found": found, "posts": posts})


@access.requires(permissions.PREPARE)
@require_POST
def ask_preview(request: HttpRequest, pk: int) -> HttpResponse:
    found = _draft(request, pk)
    services.ask("reorganization.preview", found, by=request.user)  # type: ignore[arg-type]
    return redirect("reorganization:one", found.pk)


@access.requires(permissions.PREPARE)
@require_POST
@stepping_up.confirmed("áp dụng một phương án sắp xếp đơn vị")
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    found = _draft(request, pk)
    user: User = request.user  # type: ignore[assignment]
    back = reverse("reorganization:one", args=[found.pk])
    if not is_small(found):
        return acting.act(
            request,
            lambda: services.ask("reorganization.apply", found, by=user),
            done="Đang áp dụng trong nền, tất cả trong một lần ghi; có thể rời trang.",
            back=back,
        )
    return acting.act(
        request,
        lambda: services.apply(found, by=user),
        done="Đã áp dụng. Có thể hoàn tác khi chưa có việc gì mới ghi cho đơn vị mới.",
        back=back,
    )


@access.requires(permissions.PREPARE)
@require_POST
@stepping_up.confirmed("hoàn tác một phương án sắp xếp đơn vị")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    found = _load(request, pk)
    if not permissions.may_change(request.user, found):
        raise Http404
    return acting.act(
        request,
        lambda: services.undo(found, by=request.user, reason=request.POST.get("reason", "")[:500]),  # type: ignore[arg-type]
        done="Đã hoàn tác: mọi thứ như trước khi áp dụng.",
        back=reverse("reorganization:one", args=[found.pk]),
    )


@access.requires(permissions.PREPARE)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = _draft(request, pk)
    return acting.act(
        request,
        lambda: services.discard(found, by=request.user),  # type: ignore[arg-type]
        done="Đã bỏ dự thảo.",
        back=reverse("reorganization:index"),
    )


@access.requires(permissions.SEE)
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The change set as a file."""
    found = _load(request, pk)
    change = ChangeSet.from_json(found.content)
    ground = ground_for(change, found.effective_on, found.within_id)
    units = dict(ground.units)
    parents = {unit.parent for unit in change.units if isinstance(unit.parent, int)} - units.keys()
    for row in in_parts(Unit.objects.values_list(*COLUMNS), "pk", parents):
        units[row[0]] = type(next(iter(units.values())))(*row)
    text = reading.to_yaml(found.title, found.effective_on, found.legal_basis, change, units)
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="sap-xep-{found.pk}.yaml"'
    return response
