from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def private_pages(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whatever somebody reads while signed in is kept by no cache on the way, nor by the browser after signing out.

    A middleware rather than a decorator, so that no page can forget it: those of allauth and of the administration too.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return respond


# What somebody needs in order to set up a second step, or to leave instead.
FREE_OF_SECOND_STEP = ("account_logout", "account_reauthenticate", "account_set_password", "favicon")


def second_step(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever must have a second step at sign-in and has none is led to set it up, whatever they ask for."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not getattr(request.user, "lacks_second_factor", False) or _is_free(request.path_info):
            return get_response(request)
        if request.method in ("GET", "HEAD"):
            return redirect("mfa_index")
        return render(request, "accounts/second_step_needed.html", status=403)

    return respond


def _is_free(path: str) -> bool:
    try:
        name = resolve(path).view_name
    except Resolver404:
        return False
    return name.startswith("mfa_") or name in FREE_OF_SECOND_STEP


def noted_visits(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A session lives on while it is used."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.session.note_visit()  # type: ignore[attr-defined] # of accounts.sessions
        return get_response(request)

    return respond
