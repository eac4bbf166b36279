"""What anybody reads, without an account: published stories and their photographs."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access
from campaign_portal.foundation.models import Installation
from emulation.exemplars.models import Exemplar, ExemplarPhoto
from emulation.exemplars.selectors import lists
from emulation.exemplars.views import WITH

A_PAGE = 20


@access.requires(access.PUBLIC)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    asked = {
        "search": request.GET.get("tim", "")[:100],
        "kind": request.GET.get("loai", ""),
        "unit": request.GET.get("duoi", ""),
        "campaign": request.GET.get("phong-trao", ""),
    }
    found = lists.public(**asked)
    page = Paginator(lists.with_first_photo(found), A_PAGE).get_page(request.GET.get("trang"))
    names = ("tim", "loai", "duoi", "phong-trao")
    context = {
        **asked,
        "kinds": Exemplar.Kind.choices,
        "campaigns": lists.campaigns_told_of(),
        "places": lists.places_told_of(Exemplar.objects.published()),
        "page": page,
        "is_demo": _is_demo(),
        "query": urlencode({name: request.GET[name] for name in names if request.GET.get(name)}),
    }
    return render(request, "emulation/exemplars/public_index.html", context)


@access.requires(access.PUBLIC)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    exemplar = get_object_or_404(Exemplar.objects.published().select_related(*WITH), pk=pk)
    context = {
        "exemplar": exemplar,
        "photos": exemplar.photos.select_related("file"),
        "adoptions": exemplar.adoptions.select_related("unit__district", "unit__commune", "unit__province"),
        "is_demo": _is_demo(),
    }
    return render(request, "emulation/exemplars/public_page.html", context)


@access.requires(access.PUBLIC)
@require_safe
def photo(request: HttpRequest, pk: int) -> FileResponse:
    """A photograph of something published. Nobody keeps it for long: what is taken down is gone."""
    found = get_object_or_404(
        ExemplarPhoto.objects.filter(exemplar__in=Exemplar.objects.published()).select_related("file"), pk=pk
    )
    response = FileResponse(found.file.content.open("rb"), content_type=found.file.content_type)
    response["Cache-Control"] = "public, max-age=300"
    return response


def _is_demo() -> bool:
    return Installation.objects.filter(is_demo=True).exists()
