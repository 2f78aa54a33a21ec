"""Which requests the live server is answering right now."""

from __future__ import annotations

import threading
from typing import Any

from django.core.signals import request_finished, request_started

# Longer than a PDF may take.
SECONDS_TO_END = 120


class RequestsUnderWay:
    """Knows the threads that answer a request. What a test client asks in the thread of the test is none of them."""

    def __init__(self) -> None:
        self._busy: set[int] = set()
        self._changed = threading.Condition()
        request_started.connect(self._begin)
        request_finished.connect(self._end)

    def wait_for_end(self) -> None:
        """Half way, a request would hold locks on tables that are to be emptied, and want more of them."""
        with self._changed:
            assert self._changed.wait_for(lambda: not self._busy, timeout=SECONDS_TO_END), "a request does not end"

    def _begin(self, **_: Any) -> None:
        if threading.current_thread() is not threading.main_thread():
            with self._changed:
                self._busy.add(threading.get_ident())

    def _end(self, **_: Any) -> None:
        with self._changed:
            self._busy.discard(threading.get_ident())
            self._changed.notify_all()


REQUESTS = RequestsUnderWay()
