"""The frame of every page: base template, menu, error pages."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_frame_visitor_is_offered_to_sign_in(client: Client) -> None:
    page = client.get("/roles/").content.decode()
    assert '<html lang="en-gb" dir="ltr">' in page
    assert "<title>Roles – OSPO Maturity</title>" in page
    assert '<a class="skip-link" href="#main">' in page
    assert 'href="/accounts/login/">Sign in</a>' in page


def test_frame_person_has_a_menu_and_signs_out_by_post(client: Client) -> None:
    client.force_login(make_user())
    page = client.get("/roles/").content.decode()
    assert '<span class="menu-name">Alice</span>' in page
    assert '<form method="post" action="/accounts/logout/">' in page
    assert "/admin/" not in page


def test_frame_staff_is_led_to_the_administration(client: Client) -> None:
    client.force_login(make_user(is_staff=True))
    assertContains(client.get("/roles/"), '<a href="/admin/">')


@pytest.mark.parametrize(
    ("path", "current"), [("/", "Home"), ("/roles/", "Roles"), ("/activities/", "Activities"), ("/models/", "Models")]
)
def test_frame_navigation_marks_where_one_is(client: Client, path: str, current: str) -> None:
    page = client.get(path).content.decode()
    assert re.findall(r'aria-current="(?:page|true)">([^<]+)</a>', page) == [current]


def test_frame_name_of_a_person_is_escaped(client: Client) -> None:
    client.force_login(make_user(name="<script>alert(1)</script>"))
    assertNotContains(client.get("/roles/"), "<script>alert(1)")


def test_frame_names_the_running_version(client: Client) -> None:
    assertContains(client.get("/roles/"), f"OSPO Maturity {settings.VERSION}")


def test_unknown_address_says_what_to_do(client: Client) -> None:
    response = client.get("/nowhere/")
    assertContains(response, "This page does not exist", status_code=404)


@pytest.mark.parametrize("code", ["400", "500"])
def test_error_page_renders_without_a_request(code: str) -> None:
    html = render_to_string(f"{code}.html")
    assert f"Error {code}" in html
    assert ("Sign in" in html, "Sign out" in html) == (False, False)


def test_missing_token_is_explained() -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/accounts/login/", {"login": "a@example.org", "password": "x"})
    assertContains(response, "load the page again", status_code=403)
