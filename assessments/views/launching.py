"""The launch checklist of an assessment: what to look at before people are asked, the due day and the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.actions.inviting import get_text, prepare_launch
from assessments.forms import LaunchForm
from assessments.models import Assessment
from assessments.queries import scoped
from assessments.queries.launching import load_launch
from assessments.views.access import sign_in_required
from assessments.wording.launching import list_checks

if TYPE_CHECKING:
    from assessments.views.access import SignedInRequest


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def launch(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is ready and what is not; saves the due day and the text. Opening is a button of its own."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    if not assessment.is_open:
        messages.info(request, _("Collecting is over."))
        return redirect("assessments:people", pk)
    found = load_launch(assessment)
    initial = {"due_on": assessment.due_on or found.suggested, "text": get_text(assessment)}
    form = LaunchForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        prepare_launch(assessment=assessment, due_on=data["due_on"], text=data["text"], by=request.user)
        messages.success(request, _("Due day and text are saved."))
        return redirect("assessments:launch", pk)
    context = {
        "assessment": assessment,
        "form": form,
        "checks": list(list_checks(found)),
        "is_draft": assessment.state == Assessment.State.DRAFT,
    }
    return render(request, "assessments/launch.html", context, status=400 if form.is_bound else 200)
