"""Single sign-on against allauth's own provider, by real requests in a real browser under the real policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actions import Invitee, SentInvitation, create_invitations
from accounts.models import Membership, User
from tests.accounts.provider import Provider, make_settings
from tests.browsing import sign_in
from tests.factories import make_membership, make_organisation, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BUTTON = "Continue with Harbour Login"


@pytest.fixture(autouse=True)
def _service(context: BrowserContext, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The service runs, and somebody is signed in there, of whom it says that they are Bob with a verified address."""
    said = {"sub": "4711", "email": "Bob@example.org", "email_verified": True, "name": "Bob Baker"}
    monkeypatch.setattr(Provider, "said", said)
    with override_settings(**make_settings(live_server.url)):
        there = make_user("somebody@service.example")
        sign_in(context, there, live_server.url.replace("localhost", "127.0.0.1"))
        yield


def invite_bob() -> SentInvitation:
    acme = make_organisation("Acme")
    alice = make_user("alice@example.org", name="Alice")
    make_membership(alice, acme, Membership.Kind.ADMIN)
    invitee = Invitee(email="bob@example.org", kind=Membership.Kind.VIEWER)
    return create_invitations(organisation=acme, invitees=[invitee], invited_by=alice)[0]


def try_to_sign_in(page: Page) -> None:
    page.goto("/accounts/login/?next=/profile/")
    page.get_by_role("button", name=BUTTON).click()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def test_known_person_signs_in_by_a_verified_address(page: Page) -> None:
    make_user("bob@example.org", name="Bob")
    try_to_sign_in(page)
    heading(page, "Your profile")
    expect(page.locator("main")).to_contain_text("bob@example.org")


def test_address_that_the_service_has_not_verified_lets_nobody_in(page: Page) -> None:
    make_user("bob@example.org", name="Bob")
    Provider.said["email_verified"] = False
    try_to_sign_in(page)
    heading(page, "Nobody signs up here")
    page.goto("/profile/")
    heading(page, "Sign in")


def test_stranger_gets_no_account(page: Page) -> None:
    people = User.objects.count()
    try_to_sign_in(page)
    heading(page, "Nobody signs up here")
    assert User.objects.count() == people


def test_invited_person_joins_without_a_password(page: Page) -> None:
    sent = invite_bob()
    page.goto(f"/invitation/#{sent.code}")
    heading(page, "Join Acme")
    page.get_by_role("button", name=BUTTON).click()
    page.get_by_role("button", name="Accept the invitation").click()
    heading(page, "Acme")
    bob = User.objects.get(email="bob@example.org")
    assert (bob.name, bob.has_usable_password(), bob.memberships.get().kind) == ("Bob Baker", False, "viewer")


def test_switched_off_person_stays_out(page: Page) -> None:
    make_user("bob@example.org", is_active=False)
    try_to_sign_in(page)
    heading(page, "This account is switched off")
