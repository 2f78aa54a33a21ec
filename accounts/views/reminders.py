"""Stopping reminders: by the link in a mail, without signing in, or on one's profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import set_reminders
from accounts.reminders import find_person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.views.requests import SignedInRequest


@csrf_exempt  # The signed token is the permission; mail programs post here by themselves (RFC 8058).
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Asks first, since programs follow links of mails by themselves; POST stops them."""
    person = find_person(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        set_reminders(user=person, wanted=False)
    return render(request, "accounts/stop_reminders.html", {"is_done": request.method == "POST"})


@login_required
@require_POST
def choose(request: SignedInRequest) -> HttpResponse:
    """Reminders on, or off: as `wanted` says."""
    wanted = request.POST.get("wanted") == "yes"
    set_reminders(user=request.user, wanted=wanted)
    messages.success(request, _("You get reminders again.") if wanted else _("You get no more reminders."))
    return redirect("accounts:profile")
