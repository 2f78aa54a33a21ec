"""A tab with rows behind it, for the states of the pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.templatetags.static import static
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.a11y.stage import Stage
from tests.browsing import open_context


@pytest.fixture(scope="session")
def lasting_context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """One profile for all states: starting one anew costs more than looking at most pages.

    Its first tab stays open on an address of the server, so that every later tab shares its process.
    """
    context = open_context(browser, live_server.url)
    context.new_page().goto(static("img/mark.svg"))
    yield context
    context.close()


@pytest.fixture
def context(lasting_context: BrowserContext) -> Iterator[BrowserContext]:
    """The lasting profile, signed out again at the end; pages store nothing in the browser."""
    yield lasting_context
    lasting_context.clear_cookies()


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A tab that is closed at the end of its test."""
    yield page
    page.close()


@pytest.fixture
def stage(page: Page, live_server: LiveServer) -> Stage:
    return Stage(page, live_server.url)
