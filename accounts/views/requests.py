"""What the views of this package share."""

from __future__ import annotations

from django.http import HttpRequest

from accounts.models import User

OK, BAD, FORBIDDEN, NOT_FOUND, GONE = 200, 400, 403, 404, 410


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User
