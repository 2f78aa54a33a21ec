"""Sessions as rows of the database that end: some time after the last visit, and in any case some time after the first.

Django's own know only the first of the two. The moments are kept inside the session, so no page costs a query more.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

BEGAN, SAVED = "_began", "_saved"
# A visit is noted at most this often, in seconds: that is how exact the time since the last visit is.
NOTED_EVERY = 300


class SessionStore(DatabaseSessions):
    """Ends SESSION_COOKIE_AGE seconds after the last visit and SESSION_LONGEST seconds after it began."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        """The content of the session; empty when it is too old, whoever comes with it."""
        content: dict[str, Any] = super().load()
        began = content.get(BEGAN)
        if began is not None and began + settings.SESSION_LONGEST <= _now():
            self._session_key = None
            return {}
        return content

    def save(self, must_create: bool = False) -> None:
        content = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        content.setdefault(BEGAN, _now())
        content[SAVED] = _now()
        super().save(must_create)

    def note_visit(self) -> None:
        """Have the session saved at the end of the request when that was long ago."""
        saved = self.get(SAVED)
        if saved is not None and saved + NOTED_EVERY <= _now():
            self.modified = True


def _now() -> int:
    return int(timezone.now().timestamp())
