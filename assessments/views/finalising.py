"""Finalising an assessment, and opening it again as a new revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.actions.finalise import NotReviewedError, finalise, reopen
from assessments.forms import ReopenForm
from assessments.models import Assessment
from assessments.queries import scoped
from assessments.queries.board import load_board
from assessments.report.files import describe_final
from assessments.views.access import sign_in_required

if TYPE_CHECKING:
    from assessments.views.access import SignedInRequest

State = Assessment.State


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def final(request: SignedInRequest, pk: int) -> HttpResponse:
    """What finalising means and what is still open; finalises, or takes a final one up again with a reason."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    if assessment.state == State.FINALISED:
        return _reopen(request, assessment)
    if request.method != "POST":
        return _render(request, assessment)
    try:
        finalise(assessment=assessment, by=request.user, describe=describe_final)
    except NotReviewedError:
        messages.error(request, _("Close collecting first. Only what was reviewed can be finalised."))
        return redirect("assessments:people", pk)
    messages.success(request, _("The assessment is finalised. Its report does not change any more."))
    return redirect("assessments:results", pk)


def _reopen(request: SignedInRequest, assessment: Assessment) -> HttpResponse:
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _render(request, assessment, form=form, status=400 if form.is_bound else 200)
    try:
        reopen(assessment=assessment, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The review is open again, as a new revision. The earlier report is kept."))
    except NotReviewedError:
        messages.info(request, _("Somebody opened it again meanwhile."))
    return redirect("assessments:board", assessment.pk)


def _render(
    request: SignedInRequest, assessment: Assessment, *, form: ReopenForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "form": form,
        "board": load_board(assessment) if assessment.state == State.REVIEWING else None,
    }
    return render(request, "assessments/final.html", context, status=status)
