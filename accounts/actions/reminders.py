"""Whether somebody wants to be reminded by mail."""

from __future__ import annotations

from accounts.models import User


def set_reminders(*, user: User, wanted: bool) -> None:
    User.objects.filter(pk=user.pk).update(wants_reminders=wanted)
