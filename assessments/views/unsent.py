"""What was sent and could not be taken: it is shown again, in a form that sends it once more. Nothing of it is stored.

Browsers without JavaScript throw away what a form sent when a sign-in page comes back instead of the next one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.views.csrf import csrf_failure as plain_csrf_failure

from assessments.queries.versions import list_offered_titles

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

UNAUTHORISED, FORBIDDEN = 401, 403
OURS = "assessments"
PERSON, TOKEN = "person", "csrfmiddlewaretoken"
# What people type, by the last part of its field's name. All else is kept without being shown.
TYPED: dict[str, _StrPromise] = {
    "reason": _("Why does it not apply?"),
    "comment": _("Comment"),
    "evidence": _("Links to evidence"),
    "cycle_name": _("Cycle"),
}


class Why(StrEnum):
    """What kept the server from taking it."""

    SIGNED_OUT = "signed-out"
    SOMEONE_ELSE = "someone-else"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentField:
    """One value of the form. `label` is empty for what nobody typed; `title` is that of its practice, if it has one."""

    name: str
    value: str
    label: str
    title: str


def is_someone_else(request: HttpRequest) -> bool:
    """Whether a page sent this for another person than the one who is signed in by now."""
    sender = request.POST.get(PERSON)
    return sender is not None and request.user.is_authenticated and sender != str(request.user.person)


def render_unsent(request: HttpRequest, why: Why, status: int = UNAUTHORISED) -> HttpResponse:
    """The page with everything that was sent, and what to do."""
    context = {"fields": _list_sent(request), "why": why.value}
    return render(request, "assessments/unsent.html", context, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Signing in changes the token of every page that is open: what such a page sends is not lost for that.

    Shown again only when the browser says that our own page has sent it.
    """
    if not _is_from_our_page(request):
        return plain_csrf_failure(request, reason)
    if not request.user.is_authenticated:
        return render_unsent(request, Why.SIGNED_OUT)
    return render_unsent(request, Why.SOMEONE_ELSE if is_someone_else(request) else Why.STALE, FORBIDDEN)


def _is_from_our_page(request: HttpRequest) -> bool:
    ours = (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)
    if request.headers.get("Origin") not in ours:
        return False
    try:
        return resolve(request.path_info).app_name == OURS
    except Resolver404:
        return False


def _list_sent(request: HttpRequest) -> list[SentField]:
    pairs = [(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN]
    titles = list_offered_titles({name.rpartition("-")[0] for name, _value in pairs})
    return [
        SentField(name=name, value=value, label=_find_label(name, value), title=titles.get(name.rpartition("-")[0], ""))
        for name, value in pairs
    ]


def _find_label(name: str, value: str) -> str:
    return str(TYPED.get(name.rpartition("-")[2], "")) if value.strip() else ""
