"""The icon that browsers ask for in the usual place, on pages that name none: the administration, a file, an error."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """The mark, under the name that its content gives it."""
    return redirect(static("img/mark.svg"))
