"""Turns the address of a database or a mail server into the settings that Django wants. Pure."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

Database = dict[str, Any]
Mail = dict[str, Any]

FIRST_SAFE_WAL = (3, 51, 3)
KEEP_CONNECTION_SECONDS = 60
DATABASE_FORMS = "sqlite:///FILE or postgres://USER:PASSWORD@HOST:PORT/NAME"
ORIGIN_FORMS = "an address such as https://login.example.org/realms/main"
MAIL_FORMS = "console://, smtp://USER:PASSWORD@HOST:PORT, smtp+tls://… (STARTTLS) or smtps://…"


def get_journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """WAL where the linked SQLite has the fix for resetting the log (3.51.3), else the rollback journal.

    >>> get_journal_mode((3, 40, 1)), get_journal_mode((3, 51, 3))
    ('DELETE', 'WAL')
    """
    return "WAL" if version >= FIRST_SAFE_WAL else "DELETE"


def parse_database_url(url: str, *, base: Path) -> Database:
    """Django's settings of one database; a relative SQLite file starts at `base`. ValueError says what is expected."""
    parts = _split(url, DATABASE_FORMS)
    if parts.scheme == "sqlite":
        return _build_sqlite(parts, base)
    if parts.scheme in ("postgres", "postgresql"):
        return _build_postgresql(parts)
    raise ValueError(DATABASE_FORMS)


def _build_sqlite(parts: SplitResult, base: Path) -> Database:
    name = unquote(parts.path)[1:]
    if parts.netloc or parts.query or not name:
        raise ValueError("sqlite:///FILE (four slashes for an absolute path)")
    pragmas = f"PRAGMA journal_mode={get_journal_mode()};PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(base / name),
        "CONN_MAX_AGE": KEEP_CONNECTION_SECONDS,
        # A write lock from the start, and time to wait for it: without both, a save fails when two people save at once.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


def _build_postgresql(parts: SplitResult) -> Database:
    name = unquote(parts.path)[1:]
    if not name:
        raise ValueError(DATABASE_FORMS)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A directory of sockets cannot stand in the host part of an address, so libpq's own parameter may name it.
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": KEEP_CONNECTION_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def parse_mail_url(url: str) -> Mail:
    """Django's EMAIL_* settings. ValueError says what is expected."""
    parts = _split(url, MAIL_FORMS)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme not in ("smtp", "smtp+tls", "smtps") or not parts.hostname:
        raise ValueError(MAIL_FORMS)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }


def parse_origin(url: str) -> str:
    """Scheme and host of the address of a service of the operator's. ValueError says what is expected.

    >>> parse_origin("https://login.example.org/realms/main")
    'https://login.example.org'
    """
    parts = _split(url, ORIGIN_FORMS)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise ValueError(ORIGIN_FORMS)
    return f"{parts.scheme}://{parts.netloc}"


def _split(url: str, expected: str) -> SplitResult:
    """The parts of an address. The library's own messages repeat what was wrong, which may be a password."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ValueError(expected) from None
    return parts
