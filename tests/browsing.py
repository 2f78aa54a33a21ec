"""What tests and screenshots share about driving the browser."""

from __future__ import annotations

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from accounts.models import User

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
SECURITY_KEY = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": False}
CHROMIUM_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--renderer-process-limit=1",
)


def open_context(browser: Browser, url: str) -> BrowserContext:
    """A browser profile of its own, 1280 pixels wide; relative addresses lead to the server at `url`."""
    context = browser.new_context(base_url=url, viewport=DESKTOP, locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(10_000)
    return context


def plug_in(page: Page) -> None:
    """A security key, played by Chromium, that is touched as soon as it is asked."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**SECURITY_KEY, "automaticPresenceSimulation": True}})


def sign_in(context: BrowserContext, user: User, url: str) -> None:
    """Give the browser the session of `user` on the server at `url`, without the sign-in page."""
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}])
