"""The result of an assessment: the page, the figure of its interactive chart, and the PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import access
from assessments import wording
from assessments.actions.answers import is_open
from assessments.charts import build_radar_figure
from assessments.queries import scoped
from assessments.queries.inheriting import load_asked
from assessments.queries.moving import list_newer_to_lead
from assessments.report.files import load_page_report, load_report, name_file, render_report_pdf
from assessments.report.pdf import PdfFailure
from assessments.views.access import sign_in_required

if TYPE_CHECKING:
    from assessments.models import Assessment
    from assessments.views.access import SignedInRequest

UNAVAILABLE = 503


@sign_in_required
@require_safe
def results(request: SignedInRequest, pk: int) -> HttpResponse:
    """The result as it stands now, of finished and unfinished assessments alike."""
    assessment = scoped.get_results(request.user, pk)
    context = {
        "assessment": assessment,
        "report": load_page_report(assessment),
        "places": _list_places(request, assessment),
        "newer": list_newer_to_lead(request.user, assessment),
        "may_lead": access.may_lead(request.user, assessment.unit),
    }
    return render(request, "assessments/results.html", context)


@sign_in_required
@require_safe
def radar_figure(request: SignedInRequest, pk: int, model: str) -> HttpResponse:
    """The radar of one model as a plotly figure, with the numbers of the page."""
    report = load_page_report(scoped.get_results(request.user, pk))
    part = report.model(model)
    if part is None:
        raise Http404
    drawings = part.drawings
    return JsonResponse(build_radar_figure(axes=drawings.axes, series=drawings.series, words=wording.chart_words()))


@sign_in_required
@require_safe
def report_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The PDF as a download; when it cannot be made, a page that says what to do."""
    assessment = scoped.get_results(request.user, pk)
    report = load_report(assessment)
    pdf = render_report_pdf(report)
    if isinstance(pdf, PdfFailure):
        return _render_failure(request, assessment, pdf)
    headers = {"Content-Disposition": f'attachment; filename="{name_file(report, "pdf")}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _render_failure(request: HttpRequest, assessment: Assessment, failure: PdfFailure) -> HttpResponse:
    context = {"assessment": assessment, "is_too_long": failure is PdfFailure.TOO_LONG}
    return render(request, "assessments/results/pdf_failed.html", context, status=UNAVAILABLE)


def _list_places(request: SignedInRequest, assessment: Assessment) -> dict[str, tuple[str, str]]:
    """Where each practice is answered, as (model, dimension), for a participant who may still answer; else empty."""
    own = assessment.participants.filter(user=request.user).select_related("assessment").first()
    if own is None or not is_open(own):
        return {}
    sections = load_asked(assessment)
    return {question.key: (section.model, section.key) for section in sections for question in section.questions}
