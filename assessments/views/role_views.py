"""Role views: how each role rates the practices, beside everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.queries import scoped
from assessments.queries.comparing import load_role_views
from assessments.report.role_views import build_role_views
from assessments.views.access import sign_in_required

if TYPE_CHECKING:
    from assessments.views.access import SignedInRequest


@sign_in_required
@require_safe
def role_views(request: SignedInRequest, pk: int) -> HttpResponse:
    """One role against the rest, as far as it may be shown; or why there is nothing to see yet."""
    assessment = scoped.get_results(request.user, pk)
    pooled = scoped.list_pooled(request.user, assessment)
    models = build_role_views(load_role_views(assessment, pooled)) if assessment.is_closed else ()
    context = {"assessment": assessment, "models": models, "is_closed": assessment.is_closed}
    return render(request, "assessments/role_views.html", context)
