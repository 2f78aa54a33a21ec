"""The preview of Markdown in the forms of the admin, as it works without a script."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from roles.models import Role
from roles.rich_text import MOST_CHARACTERS
from tests.factories import make_role, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/roles/role/preview/"


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


def test_texts_of_the_form_are_shown_as_readers_see_them(admin: Client) -> None:
    sent = {"name": "*Not rich*", "summary": "A **bold** word", "objectives": "One *thing*\nanother", "engagement": " "}
    page = admin.post(ADDRESS, {**sent, "expectations-0-state": "A `list`", "expectations-__prefix__-state": "*no*"})
    assertContains(page, "<p>A <strong>bold</strong> word</p>", html=True)
    assertContains(page, "<ul><li>One <em>thing</em></li><li>another</li></ul>", html=True)
    assertContains(page, "<h2>Expectation 1: State</h2>", html=True)
    assertContains(page, "<code>list</code>")
    assertNotContains(page, "Not rich")
    assertNotContains(page, "<em>no</em>")
    assertNotContains(page, "Engagement")


def test_preview_runs_nothing_and_stores_nothing(admin: Client) -> None:
    page = admin.post(ADDRESS, {"summary": "<script>alert(1)</script> [x](javascript:alert(1))"})
    assertContains(page, "&lt;script&gt;alert(1)")
    assertNotContains(page, "<script>alert")
    assert not Role.objects.exists()


def test_form_leads_to_the_preview_without_a_script(admin: Client) -> None:
    assertContains(admin.get("/admin/roles/role/add/"), f'formaction="{ADDRESS}" formtarget="_blank"')
    assertNotContains(admin.get("/admin/accounts/organisation/add/"), "formaction=")


def test_preview_is_only_posted_to(admin: Client) -> None:
    assert admin.get(ADDRESS).status_code == 405


def test_preview_is_for_editors(client: Client) -> None:
    bob = make_user("bob@example.org", is_staff=True)
    bob.user_permissions.add(Permission.objects.get(codename="view_role"))
    client.force_login(bob)
    assert client.post(ADDRESS, {"summary": "x"}).status_code == 403
    assertNotContains(client.get(f"/admin/roles/role/{make_role().pk}/change/"), "formaction=")
    client.force_login(make_user("charlie@example.org"))
    assert client.post(ADDRESS, {"summary": "x"}).status_code == 302


def test_endless_text_is_refused(admin: Client) -> None:
    page = admin.post("/admin/roles/role/add/", {"summary": "x" * (MOST_CHARACTERS + 1)})
    assertContains(page, f"Ensure this value has at most {MOST_CHARACTERS} characters")
