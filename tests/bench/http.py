"""The benchmark's browser: one client that keeps its connection for as long as the server does."""

from __future__ import annotations

from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.middleware.csrf import CSRF_SECRET_LENGTH

OK = 200
TOKEN = "b" * CSRF_SECRET_LENGTH


class Browser:
    """Signed in by its session, or a visitor when that is empty. Refuses to go on after anything but 200."""

    def __init__(self, address: str, session: str) -> None:
        self.address = address
        self.connection = HTTPConnection(urlsplit(address).netloc, timeout=90)
        cookies = {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: TOKEN}
        self.headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Accept-Encoding": "gzip, br",
        }

    def get(self, path: str) -> None:
        require_ok(path, *self.ask("GET", path, None, self.headers))

    def post(self, path: str, fields: dict[str, str]) -> None:
        status, text = self.try_post(path, fields)
        require_ok(path, status, text)

    def try_post(self, path: str, fields: dict[str, str]) -> tuple[int, bytes]:
        """The status and the body of the reply, whatever it is."""
        kind = "application/x-www-form-urlencoded"
        return self.ask("POST", path, urlencode(fields), {**self.headers, "X-CSRFToken": TOKEN, "Content-Type": kind})

    def ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, bytes]:
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        return response.status, response.read()


def require_ok(path: str, status: int, text: bytes) -> None:
    if status != OK:
        raise RuntimeError(f"{path}: {status} {text[:300]!r}")
