"""The questionnaire as a PDF, to be read before answering: of an assessment, and of a version in its preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.queries import scoped
from assessments.queries.inheriting import load_asked
from assessments.queries.own import load_own
from assessments.report.paper import Paper, build_assessment_paper, build_version_paper, name_paper, render_paper_pdf
from assessments.report.pdf import PdfFailure
from assessments.views.access import sign_in_required
from assessments.views.preview import get_previewed, read_previewed

if TYPE_CHECKING:
    from assessments.models import Assessment
    from assessments.queries.own import OwnPart
    from assessments.views.access import SignedInRequest

UNAVAILABLE = 503


@sign_in_required
@require_safe
def assessment_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """For participants, their own practices first; and for leads."""
    assessment = scoped.get_assessment(request.user, pk)
    questionnaire = load_asked(assessment)
    if assessment.participants.filter(user=request.user).exists():
        own: OwnPart | None = load_own(scoped.get_participation(request.user, pk), questionnaire)
    else:
        own = None
        scoped.get_assessment_to_lead(request.user, pk)
    paper = build_assessment_paper(assessment, questionnaire, own)
    return _send(request, paper, name_paper(assessment.unit, assessment.cycle), assessment)


@sign_in_required
@require_safe
def version_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the preview shows, for content editors."""
    version = get_previewed(request, pk)
    paper = build_version_paper(version, read_previewed(request, version))
    return _send(request, paper, name_paper(version), None)


def _send(request: SignedInRequest, paper: Paper, name: str, assessment: Assessment | None) -> HttpResponse:
    """The file; when it cannot be made, a page that says what to do."""
    pdf = render_paper_pdf(paper)
    if not isinstance(pdf, PdfFailure):
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(pdf, content_type="application/pdf", headers=headers)
    back = assessment.get_absolute_url() if assessment else reverse("assessments:home")
    context = {"assessment": assessment, "is_too_long": pdf is PdfFailure.TOO_LONG, "back": back}
    return render(request, "assessments/results/pdf_failed.html", context, status=UNAVAILABLE)
