"""Every static file that a page or a style sheet names is there, under the storage that production uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.templatetags.static import static
from django.test import Client
from pytest_django import Settings

from tests.house.source import list_templates, read, shorten

STATIC = re.compile(r"\{%\s*static\s+[\"'](?P<name>[^\"']+)[\"']")


def test_static_files_of_templates_exist() -> None:
    named = {(shorten(path), name) for path in list_templates() for name in STATIC.findall(read(path))}
    assert {(path, name) for path, name in named if not finders.find(name)} == set()


def test_static_files_can_be_hashed_and_name_only_each_other(tmp_path: Path, settings: Settings) -> None:
    """The same manifest as in production, without its compression, which takes most of the time."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").is_file()
    assert [path.name for path in (tmp_path / "plotly").glob("plotly.min.*.js")] != []


@pytest.mark.django_db
def test_icon_is_found_where_browsers_look_for_it(client: Client) -> None:
    found = client.get("/favicon.ico")
    assert (found.status_code, found["Location"]) == (302, static("img/mark.svg"))
