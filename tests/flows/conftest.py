"""People and rows for the flows, and the browser that Alice has signed in with."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Membership, Unit, User
from assessments.models import Participant
from tests.assessments_factories import make_assessment, make_model_version, make_participant
from tests.browsing import DESKTOP, sign_in
from tests.factories import make_membership, make_organisation, make_unit, make_user
from tests.flows.section import SectionPage

# Machines that run tests are busy machines, and a page waits up to four seconds before it tries a second time.
expect.set_options(timeout=15_000)


@pytest.fixture
def unit(context: BrowserContext) -> Unit:
    """The unit Payments of Acme. The context comes first: it has the database that the server sees."""
    return make_unit(make_organisation().units.get())


@pytest.fixture
def alice(unit: Unit) -> User:
    """She leads Acme."""
    user = make_user("alice@example.org")
    make_membership(user, unit.organisation, Membership.Kind.LEAD)
    return user


@pytest.fixture
def participant(alice: User, unit: Unit) -> Participant:
    """Alice in an assessment of two sections with four practices each."""
    return make_participant(make_assessment(unit, [make_model_version()]), alice)


@pytest.fixture
def signed_in(context: BrowserContext, alice: User, live_server: LiveServer) -> BrowserContext:
    sign_in(context, alice, live_server.url)
    return context


@pytest.fixture
def open_section(signed_in: BrowserContext, participant: Participant) -> Callable[[Page], SectionPage]:
    """Opens the section Licences in a tab."""
    return lambda page: SectionPage.open(page, participant)


@pytest.fixture
def section(page: Page, open_section: Callable[[Page], SectionPage]) -> SectionPage:
    """The section Licences, open in the tab."""
    return open_section(page)


@pytest.fixture
def plain_page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A tab of a browser that runs no scripts; nobody has signed in."""
    context = browser.new_context(base_url=live_server.url, viewport=DESKTOP, java_script_enabled=False)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
