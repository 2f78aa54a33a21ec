"""The settings as an operator meets them: in a process of its own, with an environment of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from ospo_site.env import Environment
from tests.house.source import ROOT, read

PRODUCTION = {
    "SECRET_KEY": "a-key-of-fifty-characters-or-more-that-is-quite-random-0123456789",
    "ALLOWED_HOSTS": "ospo.example.org",
    "OSPO_HTTPS": "true",
    "OSPO_PROXIES": "1",
}
SETTING = re.compile(r"^\| `(?P<name>[A-Z_]+)` \|", re.MULTILINE)


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    environment = {"PATH": os.environ["PATH"], **variables}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_production_settings_pass_djangos_deployment_checks() -> None:
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "System check identified no issues (0 silenced).\n"


def test_mistakes_are_told_on_stderr_without_a_traceback() -> None:
    result = manage("check", **{**PRODUCTION, "OSPO_HTTPS": "perhaps", "OSPO_HTTPSS": "true"})
    first, second, third = result.stderr.splitlines()
    assert (result.returncode, first, second) == (
        1,
        "The settings cannot be used:",
        "OSPO_HTTPS is 'perhaps'; expected true or false.",
    )
    assert third.startswith("OSPO_HTTPSS is not a setting; expected one of ")


def test_every_setting_is_documented() -> None:
    known = subprocess.run(
        [sys.executable, "-c", "from ospo_site import settings; print(*settings.env.known)"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **PRODUCTION},
        capture_output=True,
        text=True,
        check=True,
    )
    documented = SETTING.findall(read(ROOT / "docs" / "settings.md"))
    assert sorted(documented) == sorted(known.stdout.split())


def test_reading_a_variable_makes_it_known() -> None:
    env = Environment({})
    env.text("A")
    env.names("B")
    assert env.known == ["A", "B"]


@pytest.mark.django_db
def test_answers_carry_the_strict_headers() -> None:
    headers = Client().get("/accounts/login/").headers
    policy = sorted(part.strip() for part in headers["Content-Security-Policy"].split(";"))
    assert policy == [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
    ]
    assert [headers[name] for name in ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")] == [
        "DENY",
        "nosniff",
        "same-origin",
    ]


@pytest.mark.django_db
def test_admin_has_no_sign_in_of_its_own() -> None:
    response = Client().get("/admin/login/", follow=False)
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/login/?next=%2Fadmin%2Flogin%2F")


def test_plotly_is_found_in_its_package_and_nothing_else_there_is() -> None:
    found = finders.find("plotly/plotly.min.js")
    assert found is not None
    assert str(found).endswith("/plotly/package_data/plotly.min.js")
    assert finders.find("plotly/widgetbundle.js") is None
    assert finders.find("plotly/plotly.min.js", find_all=True) == [found]


def test_version_is_the_top_heading_of_the_changelog() -> None:
    headings = re.findall(r"^## (\S+)", read(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == settings.VERSION
