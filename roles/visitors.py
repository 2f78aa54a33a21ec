"""Whether content can be read without signing in; an operator decides (`OSPO_PUBLIC_CONTENT`)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

Params = ParamSpec("Params")


def may_browse(request: HttpRequest) -> bool:
    """Whether whoever asks may read the content of the product; everybody who is signed in may."""
    return settings.PUBLIC_CONTENT or request.user.is_authenticated


def open_to_visitors(
    view: Callable[Concatenate[HttpRequest, Params], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Params], HttpResponse]:
    """Show the page to visitors too, unless this installation asks everybody to sign in first."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs) if may_browse(request) else redirect_to_login(request.get_full_path())

    return wrapper
