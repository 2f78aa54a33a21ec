"""The words of the product, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.models import Scale
from assessments.wording import FINOS_STEPS, THEMES
from roles.visitors import open_to_visitors


@open_to_visitors
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every word in plain language, and the scales as they are stored."""
    scales = Scale.objects.prefetch_related("points").order_by("pk")
    context = {"themes": THEMES, "scales": scales, "finos_steps": FINOS_STEPS}
    return render(request, "assessments/glossary.html", context)
