"""From the invitation of an administrator to the organisation's page, with script and without."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Membership, Unit
from tests.browsing import DESKTOP, sign_in
from tests.factories import PASSWORD, make_membership, make_user

pytestmark = pytest.mark.browser


@pytest.fixture
def administrator(unit: Unit, context: BrowserContext, live_server: LiveServer) -> None:
    """Alice administers Acme and has signed in."""
    user = make_user("alice@example.org", name="Alice")
    make_membership(user, unit.organisation, Membership.Kind.ADMIN)
    sign_in(context, user, live_server.url)


def invite(page: Page, *, by_mail: bool) -> None:
    """Two people, as viewers of the unit Payments, after a preview."""
    page.goto("/organisations/acme/")
    page.get_by_role("link", name="Members", exact=True).click()
    page.get_by_role("link", name="Invite people").click()
    page.get_by_label("E-mail addresses").fill("bob@example.org, carl@example.org")
    page.get_by_role("radio", name="Viewer").check()
    page.get_by_label("Limited to a unit").select_option("Payments")
    page.get_by_role("radio", name="Send each" if by_mail else "Show me").check()
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".lead")).to_have_text("2 people will be invited.")
    page.get_by_role("button", name="Invite them").click()


def choose_password(page: Page) -> None:
    """Accept as somebody new, and arrive where the invitation leads."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Join Acme")
    page.get_by_label("Your name").fill("Bob Baker")
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Accept and sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Acme")
    expect(page.get_by_role("status")).to_contain_text("Welcome to Acme.")
    expect(page.get_by_role("link", name="Payments", exact=True)).to_be_visible()


@pytest.mark.usefixtures("administrator")
def test_mailed_link_leads_straight_in(page: Page, browser: Browser, live_server: LiveServer) -> None:
    invite(page, by_mail=True)
    expect(page.get_by_role("status")).to_have_text("2 invitations are sent.")
    link = re.search(r"http://\S+", mail.outbox[0].body)
    assert link is not None
    context = browser.new_context(base_url=live_server.url, viewport=DESKTOP)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url + str(request.headers.get("referer"))))
    other = context.new_page()
    other.goto(link[0])
    choose_password(other)
    code = link[0].partition("#")[2]
    assert (len(asked) > 3, [address for address in asked if code in address]) == (True, [])
    context.close()


@pytest.mark.usefixtures("administrator")
def test_copied_link_without_script(page: Page, plain_page: Page) -> None:
    invite(page, by_mail=False)
    link = page.get_by_label("bob@example.org").input_value()
    plain_page.goto(link)
    plain_page.get_by_label("Code of the invitation").fill(link)
    plain_page.get_by_role("button", name="Open the invitation").click()
    choose_password(plain_page)
