"""Who may call a view at all. Which rows they then reach is decided in `queries.scoped`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from accounts.models import User

Params = ParamSpec("Params")
UNAUTHORISED = 401


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


def sign_in_required(
    view: Callable[Concatenate[SignedInRequest, Params], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Params], HttpResponse]:
    """Send visitors to the sign-in page; tell a script, which cannot follow there, by 401."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)  # type: ignore[arg-type]
        if request.headers.get("X-Requested-With") == "fetch":
            return HttpResponse(status=UNAUTHORISED)
        return redirect_to_login(request.get_full_path())

    return wrapper
