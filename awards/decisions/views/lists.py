"""What waits, what was issued, the register book; how numbers are given."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from awards.decisions import exporters, forms, permissions, selectors
from awards.decisions.models import Award, AwardDecision
from awards.decisions.services import issuing
from campaign_portal.foundation import access, clock, vietnamese
from campaign_portal.foundation.web import stepping_up
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import current_campaign
from emulation.people.models import Office

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits to be drafted and signed, then what was issued; the newest first."""
    user: Any = request.user
    campaign = current_campaign(request)
    book = forms.read_book(request.GET)
    drafting_units = permissions.drafting_units(user)
    issued = selectors.decisions_seen_by(user, query=book.query, year=book.year, issued=True)
    page = Paginator(issued, PAGE).get_page(request.GET.get("trang"))
    context = {
        "undecided": selectors.undecided_sessions(campaign, drafting_units) if campaign and drafting_units else [],
        "open": selectors.with_counts(selectors.decisions_seen_by(user, issued=False)),
        "page": page,
        "issued": selectors.with_counts(page.object_list),
        "book": book,
        "years": selectors.years_of_register(user),
        "signs": permissions.SIGN.holds(user),
        "sees_register": permissions.REGISTER.holds(user),
        "books": _number_books(user),
    }
    return render(request, "awards/decisions/index.html", context | {"says": _situation(context)})


def _situation(context: dict[str, Any]) -> str:
    """One sentence: what waits here, and how many were issued."""
    ready = sum(line.decision.state == AwardDecision.State.READY for line in context["open"])
    said = []
    if context["undecided"]:
        count = sum(line.count for line in context["undecided"])
        said.append(f"{vietnamese.opening_count(count)} hồ sơ đã được hội đồng thông qua, chưa có quyết định.")
    if ready:
        said.append(f"{vietnamese.opening_count(ready)} quyết định chờ ký.")
    total = context["page"].paginator.count
    if not context["book"].query and context["book"].year is None:
        said.append(
            f"{vietnamese.opening_count(total)} quyết định đã ban hành." if total else "Chưa ban hành quyết định nào."
        )
    else:
        said.append(f"{vietnamese.opening_count(total)} quyết định khớp với điều kiện tìm.")
    return " ".join(said)


def _number_books(user: Any) -> list[dict[str, Any]]:
    """How the numbers are given, for who chooses it."""
    offices = Office.objects.filter(pk__in=permissions.offices_whose_numbers_are_kept(user)).order_by("pk")
    year = clock.today().year
    return [{"office": office, "book": selectors.number_book(office, year), "year": year} for office in offices]


@access.requires(permissions.SEE)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is narrowed, whole."""
    user: Any = request.user
    book = forms.read_book(request.GET)
    found = selectors.decisions_seen_by(user, query=book.query, year=book.year, issued=True)
    content = exporters.decisions_table(selectors.with_counts(found), unit_title=_unit_title(request))
    return _attachment(content, "quyet-dinh-khen-thuong.xlsx")


@access.requires(permissions.REGISTER)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The register book (sổ khen thưởng): one row an award."""
    user: Any = request.user
    book = forms.read_book(request.GET)
    rows = selectors.register_rows(user, book)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "book": book,
        "years": selectors.years_of_register(user),
        "natures": Award._meta.get_field("nature").flatchoices,
        "says": _register_says(book, page.paginator.count),
    }
    return render(request, "awards/decisions/register.html", context)


@access.requires(permissions.REGISTER)
@stepping_up.confirmed("tải cả sổ khen thưởng, có tên nhiều người", reading=True)
@require_safe
def export_register(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    book = forms.read_book(request.GET)
    rows = selectors.register_rows(user, book)
    content = exporters.register_book(
        rows.iterator(), unit_title=_unit_title(request), says=_register_says(book, rows.count())
    )
    return _attachment(content, f"so-khen-thuong-{book.year or 'tat-ca'}.xlsx")


def _register_says(book: selectors.Book, count: int) -> str:
    when = f"năm {book.year}" if book.year else "các năm"
    return f"{vietnamese.grouped(count)} khen thưởng {when}."


@access.requires(permissions.KEEP_SERIES)
def series(request: HttpRequest, office_pk: int) -> HttpResponse:
    """Who gives the numbers of an authority's decisions."""
    user: Any = request.user
    kept = Office.objects.filter(pk__in=permissions.offices_whose_numbers_are_kept(user))
    office = get_object_or_404(kept, pk=office_pk)
    book = selectors.number_book(office, clock.today().year)
    form = forms.SeriesForm(request.POST or None, initial={"by_clerk": "1" if book.by_clerk else "0"})
    if request.method == "POST" and form.is_valid():
        issuing.keep_series(office, by_clerk=form.cleaned_data["by_clerk"], by=user)
        messages.success(request, "Đã lưu cách cấp số.")
        return redirect("decisions:index")
    context = {"form": form, "office": office, "book": book, "year": clock.today().year}
    return render(request, "awards/decisions/series.html", context)


def _unit_title(request: HttpRequest) -> str:
    campaign: Campaign | None = current_campaign(request)
    return campaign.unit.opening_title if campaign else ""


def _attachment(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
