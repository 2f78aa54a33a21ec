"""Where one is signed in, and ending it from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.queries import list_sessions

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.views.requests import SignedInRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: SignedInRequest) -> HttpResponse:
    """All sessions of the person. POST ends the one named in `session`, or all but this one."""
    own = list_sessions(request.user)
    if request.method == "POST":
        others = own.exclude(session_key=request.session.session_key)
        number = request.POST.get("session", "")
        ended = [get_object_or_404(others, pk=number)] if number.isdecimal() else list(others)
        for session in ended:
            session.end()
        messages.success(request, _("Signed out there."))
        return redirect("accounts:sessions")
    context = {"sessions": own, "current": request.session.session_key}
    return render(request, "accounts/sessions.html", context)
