"""Writing a story, adding photographs and consents."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from campaign_portal.foundation import access, audit, vietnamese
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.exemplars import permissions, services
from emulation.exemplars.forms import ConsentForm, PhotoForm, StoryForm
from emulation.exemplars.models import Exemplar
from emulation.exemplars.selectors.readiness import people_shown
from emulation.exemplars.views import campaign_of, load_to_follow, load_to_write
from emulation.people.models import Office

FORM = "emulation/exemplars/form.html"
LOOKED = "xem tên hộ để viết bài"


@access.requires(permissions.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    campaign = campaign_of(request)
    office = Office.objects.filter(pk=permissions.writing_office_id(user) or 0).select_related("unit").first()
    if office is None:
        raise Http404
    form = StoryForm(request.POST or None, user=user, campaign=campaign)
    if form.names_households:
        audit.look(LOOKED, office, by=user)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = services.begin(campaign, office, form.told(office, user), by=user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã lưu bản nháp. Thêm ảnh, ghi sự đồng ý rồi gửi duyệt.")
            return redirect("exemplars:page", pk=made.pk)
    context = {"form": form, "title": "Viết gương, mô hình, sáng kiến", "button": "Lưu bản nháp", "office": office}
    return render(request, FORM, context)


@access.requires(permissions.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    exemplar = load_to_write(request, pk)
    form = StoryForm(request.POST or None, user=user, campaign=exemplar.campaign, exemplar=exemplar)
    if form.names_households:
        audit.look(LOOKED, exemplar, by=user)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                services.edit(exemplar, form.told(exemplar.office, user), by=user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã lưu bài.")
            return redirect("exemplars:page", pk=pk)
    return _form(request, exemplar, form, "Sửa bài", "Lưu bài")


@access.requires(permissions.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    exemplar = load_to_write(request, pk)
    form = PhotoForm(request.POST or None, request.FILES or None) if request.method == "POST" else PhotoForm()
    if acting.carried_out(request, form, lambda: services.add_photo(exemplar, **form.cleaned_data, by=user)):
        messages.success(request, "Đã thêm ảnh; vị trí chụp và thông tin kèm theo tệp đã bỏ.")
        return redirect("exemplars:page", pk=pk)
    return _form(request, exemplar, form, "Thêm ảnh", "Lưu ảnh")


@access.requires(permissions.WRITE)
@require_POST
def drop_photo(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponse:
    user: Any = request.user
    exemplar = load_to_write(request, pk)
    found = get_object_or_404(exemplar.photos.select_related("exemplar", "file"), pk=photo_pk)
    back = reverse("exemplars:page", args=[pk])
    return acting.act(request, lambda: services.remove_photo(found, by=user), done="Đã bỏ ảnh.", back=back)


@access.requires(permissions.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    exemplar = load_to_follow(request, pk)
    agreed = {one.folded_name for one in exemplar.consents.all() if one.withdrawn_on is None}
    lacking = [name for name, _ in people_shown(exemplar) if vietnamese.fold(name) not in agreed]
    form = ConsentForm(request.POST or None, request.FILES or None, initial={"name": lacking[0] if lacking else ""})
    if acting.carried_out(request, form, lambda: services.record_consent(exemplar, **form.cleaned_data, by=user)):
        messages.success(request, f"Đã ghi sự đồng ý của {form.cleaned_data['name']}.")
        return redirect("exemplars:page", pk=pk)
    return _form(request, exemplar, form, "Ghi sự đồng ý", "Lưu sự đồng ý")


@access.requires(permissions.WRITE)
@require_POST
def withdraw_consent(request: HttpRequest, pk: int, consent_pk: int) -> HttpResponse:
    user: Any = request.user
    exemplar = load_to_follow(request, pk)
    found = get_object_or_404(exemplar.consents.select_related("exemplar"), pk=consent_pk)
    done = f"Đã ghi việc {found.name} rút sự đồng ý."
    if exemplar.state == Exemplar.State.PUBLISHED:
        done += " Bài đã gỡ khỏi trang công khai."
    back = reverse("exemplars:page", args=[pk])
    return acting.act(request, lambda: services.withdraw_consent(found, by=user), done=done, back=back)


def _form(request: HttpRequest, exemplar: Exemplar, form: Any, title: str, button: str) -> HttpResponse:
    return render(request, FORM, {"exemplar": exemplar, "form": form, "title": title, "button": button})
