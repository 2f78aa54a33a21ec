"""The browser fixtures themselves: a page is served, guarded tables are emptied, the guards stand again."""

from __future__ import annotations

import pytest
from django.db import connection
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from assessments.guards import list_missing
from tests.browsing import sign_in
from tests.factories import make_user


@pytest.mark.parametrize("turn", [1, 2])
def test_browser_shows_the_admin_to_its_user(
    page: Page, context: BrowserContext, live_server: LiveServer, turn: int
) -> None:
    assert list_missing(connection) == []
    sign_in(context, make_user("alice@example.org", is_staff=True, is_superuser=True), live_server.url)
    response = page.goto("/admin/")
    assert response is not None
    assert (response.status, page.locator("h1").first.inner_text()) == (200, "Site administration")
