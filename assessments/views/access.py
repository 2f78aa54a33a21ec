"""Who may call a view at all. Which rows they then reach is decided in `queries.scoped`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from accounts.models import User
from assessments.views.unsent import UNAUTHORISED, Why, is_someone_else, render_unsent

Params = ParamSpec("Params")


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


def sign_in_required(
    view: Callable[Concatenate[SignedInRequest, Params], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Params], HttpResponseBase]:
    """Send visitors to the sign-in page; tell a script, which cannot follow there, by 401, and a form with its text.

    The same when somebody else has signed in since the page was made that sends this.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _refuse(request, Why.SIGNED_OUT)
        if is_someone_else(request):
            return _refuse(request, Why.SOMEONE_ELSE)
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return wrapper


def _refuse(request: HttpRequest, why: Why) -> HttpResponse:
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(why.value, status=UNAUTHORISED)
    return render_unsent(request, why) if request.method == "POST" else redirect_to_login(request.get_full_path())
