"""The official tables of a unit in one period: which there are, each on the screen, in Excel and as PDF."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access, paper, pdf
from campaign_portal.foundation.periods import Period
from campaign_portal.foundation.web.sending import attached
from emulation.poverty import documents, exporters, permissions
from emulation.poverty.models import PovertyStandard
from emulation.poverty.rules import rates
from emulation.poverty.rules.printed import LINE_NAMES, Form, texts
from emulation.poverty.selectors import printed, series
from emulation.poverty.selectors.lists import standard_of_year
from emulation.poverty.selectors.printed import FormTable, Line, Reading
from emulation.territory.models import Level, Unit

ALL = "tat-ca"


def _read(request: HttpRequest, pk: int, period: str) -> Reading:
    """What a person may see of a unit's figures; whose unit it is not, for him it has no tables."""
    unit = get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
    if not series.may_see(request.user, unit):
        raise Http404
    try:
        year = Period.parse(period).year
    except ValueError as error:
        raise Http404 from error
    standard = _standard(request, year)
    return printed.reading_of(unit, period, standard, printed.reviews_for(request.user, unit, period, standard))


def _standard(request: HttpRequest, year: int) -> PovertyStandard:
    """The nation's of that year; a unit's own one by its code in the address."""
    code = request.GET.get("chuan", "").replace("\0", "")  # PostgreSQL knows no NUL
    standard = (
        PovertyStandard.objects.filter(code=code, first_year__lte=year, last_year__gte=year).first()
        if code
        else standard_of_year(year)
    )
    if standard is None:
        raise Http404
    return standard


def _form(reading: Reading, slug: str) -> Form:
    form = next((form for form in reading.forms if form.slug == slug), None)
    if form is None:
        raise Http404
    return form


def _query(request: HttpRequest) -> str:
    code = request.GET.get("chuan", "")
    return f"?{urlencode({'chuan': code})}" if code else ""


@access.requires(permissions.LOOK)
@require_safe
def index(request: HttpRequest, pk: int, period: str) -> HttpResponse:
    """Which tables a unit has for a period, what each lacks, and its rates by name."""
    reading = _read(request, pk, period)
    context = {
        **_common(request, reading),
        "tables": [reading.table(form) for form in reading.forms],
        "rates": [(rate, *rate.counts(reading.total), rate.of(reading.total)) for rate in rates.ALL],
    }
    return render(request, "emulation/poverty/forms.html", context)


def _common(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    return {
        "reading": reading,
        "unit": reading.unit,
        "period": reading.period,
        "review": reading.review,
        "query": _query(request),
        "state_pill": ("ok" if reading.is_official else "wait" if reading.reviews else "", reading.state_words),
    }


@access.requires(permissions.LOOK)
@require_safe
def page(request: HttpRequest, pk: int, period: str, form: str) -> HttpResponse:
    reading = _read(request, pk, period)
    table = reading.table(_form(reading, form))
    first = table.first_headings
    context = {
        **_common(request, reading),
        "table": table,
        "official_number": reading.official_numbers.get(table.form.code, ""),
        "forms": reading.forms,
        "headings": table.form.headings(first),
        "numbers": table.form.numbers(first),
        "rows": [_row(request, table, line) for line in table.lines],
    }
    return render(request, "emulation/poverty/form.html", context)


def _row(request: HttpRequest, table: FormTable, line: Line) -> dict[str, Any]:
    """A unit's lines with the link to its own table."""
    figures = [texts(figures) for figures in table.form.lines(line.values)]
    names = [LINE_NAMES[population] if table.form.is_split else "" for population in table.form.populations]
    lines = list(zip(names, figures, strict=True))
    url = ""
    if line.unit is not None and line.unit.level != Level.HAMLET and line.values:
        where = [line.unit.pk, table.reading.period.key, table.form.slug]
        url = reverse("poverty:form", args=where) + _query(request)
    return {"line": line, "url": url, "first": lines[0], "below": lines[1:], "deep": len(lines)}


@access.requires(permissions.LOOK)
@require_safe
def workbook(request: HttpRequest, pk: int, period: str, form: str) -> HttpResponse:
    """One table, or all of them in one workbook."""
    reading = _read(request, pk, period)
    wanted = reading.forms if form == ALL else (_form(reading, form),)
    content = exporters.forms_workbook([reading.table(one) for one in wanted])
    return attached(content, exporters.XLSX, f"{_file_name(reading, form)}.xlsx")


@access.requires(permissions.LOOK)
@require_safe
def paper_of(request: HttpRequest, pk: int, period: str, form: str) -> HttpResponse:
    reading = _read(request, pk, period)
    table = reading.table(_form(reading, form))
    try:
        content = paper.to_pdf(
            documents.form_paper(table, official_number=reading.official_numbers.get(table.form.code, ""))
        )
    except pdf.PdfError as error:
        messages.error(request, str(error))
        return redirect("poverty:form", pk, period, form)
    return attached(content, "application/pdf", f"{_file_name(reading, form)}.pdf", inline=True)


def _file_name(reading: Reading, form: str) -> str:
    return f"Biểu rà soát {form.upper() if form != ALL else ''} {reading.unit.title} {reading.period.name}".replace(
        "  ", " "
    )
