"""A security key as the second step, with a key that Chromium plays."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from tests.browsing import plug_in
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter_password(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill("alice@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def test_key_is_added_and_then_asked_for(page: Page) -> None:
    make_user("alice@example.org")
    plug_in(page)
    enter_password(page)
    heading(page, "Hello, Alice")
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name").fill("Blue key")
    page.get_by_role("button", name="Add the key").click()
    heading(page, "Recovery codes")
    assert Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count() == 1
    page.context.clear_cookies()
    enter_password(page)
    heading(page, "Second step")
    page.get_by_role("button", name="Use a security key").click()
    heading(page, "Hello, Alice")
