"""The signed address by which somebody stops reminders from a mail, without signing in."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from accounts.models import User

SIGNER = Signer(salt="accounts.reminders", sep=".")


def build_stop_path(user: User) -> str:
    """A path of this site. It names the person by their opaque id and is good for stopping reminders only."""
    return reverse("accounts:stop-reminders", args=[SIGNER.sign(str(user.person))])


def find_person(token: str) -> User | None:
    """Whose reminders the token may stop; None when it was not made here or its person is gone."""
    try:
        return User.objects.filter(person=SIGNER.unsign(token)).first()
    except BadSignature:
        return None
