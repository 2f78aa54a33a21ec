"""A tab with rows behind it, for the states of the pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.a11y.inspection import BEGINNING
from tests.a11y.stage import Stage
from tests.browsing import DESKTOP, open_context
from tests.traffic import REQUESTS


@pytest.fixture(scope="session")
def lasting_tab(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """One tab for all states: opening one anew costs as much as looking at a page."""
    context = open_context(browser, live_server.url)
    context.add_init_script(BEGINNING)
    yield context.new_page()
    context.close()


@pytest.fixture
def context(lasting_tab: Page) -> Iterator[BrowserContext]:
    """The profile of the tab, signed out again at the end; pages store nothing in the browser."""
    yield lasting_tab.context
    lasting_tab.context.clear_cookies()
    REQUESTS.wait_for_end()


@pytest.fixture
def tab(context: BrowserContext, lasting_tab: Page) -> Iterator[Page]:
    """The tab, empty again at the end and as wide and light as at first."""
    yield lasting_tab
    lasting_tab.unroute_all()
    lasting_tab.goto("about:blank")
    lasting_tab.set_viewport_size(DESKTOP)
    lasting_tab.emulate_media(color_scheme="light", reduced_motion="no-preference")


@pytest.fixture
def stage(page: Page, live_server: LiveServer) -> Stage:
    return Stage(page, live_server.url)
