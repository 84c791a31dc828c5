"""The report to take along: choose what goes in, then print it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from trophe.report.doctor import report_pdf
from trophe.web.guide.doctor import Wanted, doctor_report, usual
from trophe.web.guide.forms import ReportForm
from trophe.web.people.access import get_person_or_404
from trophe.web.people.models import Person


@require_http_methods(["GET", "HEAD"])
def report_choose(request: HttpRequest, code: UUID) -> HttpResponse:
    """The page on which to choose; nothing of it is stored."""
    person = get_person_or_404(request.user, code)
    return _form_page(request, person, ReportForm.for_person(person))


@require_http_methods(["GET", "HEAD", "POST"])
def report_doctor(request: HttpRequest, code: UUID) -> HttpResponse:
    """The PDF: with what usually goes in, or (POST) with what was chosen.

    Own words come by POST, so that no address holds them.
    """
    person = get_person_or_404(request.user, code)
    if request.method != "POST":
        return _pdf(person, usual(person))
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _form_page(request, person, form)
    return _pdf(person, form.wanted())


def _form_page(request: HttpRequest, person: Person, form: ReportForm) -> HttpResponse:
    return render(request, "guide/report.html", {"person": person, "form": form})


def _pdf(person: Person, wanted: Wanted) -> HttpResponse:
    """The report as a file to look at or to save, under a name that says nothing of health."""
    response = HttpResponse(
        report_pdf(doctor_report(person, wanted)), content_type="application/pdf"
    )
    name = f"trophe-{person.today().isoformat()}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
