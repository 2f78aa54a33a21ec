"""A tab with rows behind it, for the states of the pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.a11y.stage import Stage


@pytest.fixture
def stage(page: Page, live_server: LiveServer) -> Stage:
    return Stage(page, live_server.url)
