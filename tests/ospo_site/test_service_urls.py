from __future__ import annotations

from pathlib import Path

import pytest

from assessments.system_checks import FIRST_SAFE_WAL, describe_journal
from ospo_site import service_urls
from ospo_site.service_urls import get_journal_mode, parse_database_url, parse_mail_url

BASE = Path("/srv/ospo")


@pytest.mark.parametrize(
    ("url", "name"),
    [("sqlite:///data/db.sqlite3", "/srv/ospo/data/db.sqlite3"), ("sqlite:////var/a%20b.sqlite3", "/var/a b.sqlite3")],
)
def test_sqlite_file_is_relative_to_the_base_or_absolute(url: str, name: str) -> None:
    assert parse_database_url(url, base=BASE)["NAME"] == name


def test_sqlite_takes_the_write_lock_first_and_never_maps_memory() -> None:
    settings = parse_database_url("sqlite:///db", base=BASE)
    assert settings["CONN_MAX_AGE"] == 60
    assert settings["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={get_journal_mode()};PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
    }


@pytest.mark.parametrize(
    ("version", "mode"), [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"), ((3, 52), "WAL")]
)
def test_writing_ahead_waits_for_the_fixed_library(version: tuple[int, ...], mode: str) -> None:
    assert get_journal_mode(version) == mode
    assert describe_journal(mode.lower(), version).id == "assessments.I001"
    assert service_urls.FIRST_SAFE_WAL == FIRST_SAFE_WAL


def test_postgresql_address_is_taken_apart() -> None:
    settings = parse_database_url("postgres://me:p%40ss@db.example:5433/ospo?sslmode=require", base=BASE)
    assert settings == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "ospo",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"sslmode": "require"},
    }


def test_postgresql_may_be_reached_through_a_socket() -> None:
    settings = parse_database_url("postgresql:///ospo?host=/run/postgresql", base=BASE)
    assert (settings["HOST"], settings["PORT"], settings["OPTIONS"]) == ("/run/postgresql", "", {})


@pytest.mark.parametrize(
    "url",
    [
        "",
        "db.sqlite3",
        "sqlite://db.sqlite3",
        "sqlite:///",
        "sqlite:///db?mode=ro",
        "mysql://me:secret@host/db",
        "postgres://me:secret@host",
        "postgres://me:secret@host:port/db",
        "postgres://me:secret@[host/db",
    ],
)
def test_malformed_database_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match=r"sqlite:///FILE|postgres://USER") as raised:
        parse_database_url(url, base=BASE)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", (25, False, False, "")),
        ("smtp+tls://me:p%40ss@mail.example", (587, True, False, "p@ss")),
        ("smtps://me:x@mail.example:4465", (4465, False, True, "x")),
    ],
)
def test_mail_address_is_taken_apart(url: str, expected: tuple[int, bool, bool, str]) -> None:
    mail = parse_mail_url(url)
    found = (mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"], mail["EMAIL_HOST_PASSWORD"])
    assert (mail["EMAIL_HOST"], found) == ("mail.example", expected)


def test_console_prints_mail() -> None:
    assert parse_mail_url("console://") == {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}


@pytest.mark.parametrize("url", ["", "mail.example:25", "smtp://", "http://mail.example", "smtp://mail.example:x"])
def test_malformed_mail_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"console://"):
        parse_mail_url(url)
