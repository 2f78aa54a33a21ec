"""What can be read without signing in, on an installation that is open to visitors and on one that is not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.assessments_factories import make_model_version
from tests.factories import make_activity, make_guide, make_risk, make_role, make_user

pytestmark = pytest.mark.django_db
PAGES = [
    ("roles:roles", ""),
    ("roles:role", "legal-counsel"),
    ("roles:activities", ""),
    ("assessments:activity", "software-inventory"),
    ("roles:risks", ""),
    ("roles:risk", "legal"),
    ("roles:guides", ""),
    ("roles:guide", "structure-virtual"),
    ("assessments:models", ""),
    ("assessments:model", "todo-stages"),
    ("assessments:model-changes", "todo-stages"),
    ("assessments:practices", ""),
    ("assessments:practice", "todo-stages-licences-1-0"),
    ("assessments:glossary", ""),
]


@pytest.fixture(autouse=True)
def _content() -> None:
    make_role("legal-counsel")
    make_activity("software-inventory")
    make_risk("legal")
    make_guide("structure-virtual")
    make_model_version("todo-stages", name="TODO stages")


def link(name: str, key: str) -> str:
    return reverse(name, args=[key] if key else [])


@pytest.mark.parametrize(("name", "key"), PAGES)
def test_visitor_reads_content_unless_it_is_closed(client: Client, settings: Settings, name: str, key: str) -> None:
    assert client.get(link(name, key)).status_code == 200
    settings.PUBLIC_CONTENT = False
    response = client.get(link(name, key), {"page": "2"})
    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next={link(name, key)}%3Fpage%3D2"
    client.force_login(make_user())
    assert client.get(link(name, key)).status_code == 200


def test_closed_installation_hides_content_and_links_from_visitors(client: Client, settings: Settings) -> None:
    page = client.get("/").content.decode()
    assert [text in page for text in ("TODO stages", 'href="/roles/"', 'href="/models/"', 'href="/glossary/"')] == [
        True,
        True,
        True,
        True,
    ]
    settings.PUBLIC_CONTENT = False
    page = client.get("/").content.decode()
    assert [text in page for text in ("TODO stages", 'href="/roles/"', 'href="/models/"', 'href="/glossary/"')] == [
        False,
        False,
        False,
        False,
    ]
    client.force_login(make_user())
    assert 'href="/roles/"' in client.get("/").content.decode()
