"""The list of gifts and its workbook."""

from urllib.parse import quote, urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access
from campaign_portal.foundation.web import stepping_up
from emulation.contributions import exporters, permissions, selectors
from emulation.contributions.models import Contribution
from emulation.contributions.selectors import lists
from emulation.contributions.views import campaign_of

A_PAGE = 100


def _asked(request: HttpRequest) -> dict[str, str]:
    """What the address searches and filters by."""
    return {
        "search": request.GET.get("tim", ""),
        "only": request.GET.get("loc", ""),
        "donor": request.GET.get("nguoi", ""),
        "kind": request.GET.get("loai", ""),
        "commune": request.GET.get("noi", ""),
        "until": request.GET.get("den", ""),
        "way": request.GET.get("quy", ""),
    }


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    asked = _asked(request)
    found = selectors.shown_to(request.user, campaign, **asked)
    standing = found.standing()
    totals = selectors.totals_of(standing)
    given = [total for kind, total in totals.items() if kind != Contribution.Kind.LOAN]
    page = Paginator(lists.with_household_counts(found), A_PAGE).get_page(request.GET.get("trang"))
    kept = permissions.kept_unit_id(request.user)
    return render(
        request,
        "emulation/contributions/index.html",
        {
            "campaign": campaign,
            **asked,
            "filters": selectors.FILTERS,
            "kinds": Contribution.Kind.choices,
            "ways": lists.ways_of(campaign),
            "page": page,
            "rows": [(gift, kept is not None and permissions.may_keep(request.user, gift.unit)) for gift in page],
            "totals": [(Contribution.Kind(kind).label, kind, total) for kind, total in totals.items()],
            "confirmed_vnd": sum(total.value_vnd for total in given),
            "unconfirmed_vnd": sum(total.unconfirmed_vnd for total in given),
            "unconfirmed_count": sum(total.unconfirmed_count for total in given),
            "donors": selectors.donors_of(standing)[:20],
            "may_record": kept is not None,
            "query": urlencode(
                {
                    name: request.GET[name]
                    for name in ("tim", "loc", "nguoi", "loai", "noi", "den", "quy")
                    if name in request.GET
                }
            ),
        },
    )


@access.requires(permissions.SEE)
@stepping_up.confirmed("tải danh sách đóng góp, có tên nhiều người, nhiều hộ", reading=True)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    found = selectors.shown_to(request.user, campaign, **_asked(request))
    response = HttpResponse(
        exporters.workbook(campaign, lists.with_household_counts(found)),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'Đóng góp {campaign.year}.xlsx')}"
    return response
