"""What every test may ask for: a real browser, and a database that is as it was at first.

A skipped test is a failed run, unless its reason says on which database it makes sense.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import pytest
from django.db import transaction
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from assessments.queries.settling import forget_replies
from tests.browsing import CHROMIUM_SWITCHES, open_context
from tests.restoring import remember
from tests.traffic import REQUESTS

HERE = Path(__file__).parent
PURE = ("scoring", "charts", "exchange", "house")
# A view is run at least once on each database: `tests/access` asks for every page, `tests/views` uses them.
# How pages look and are operated: rows are only made there to have something on the page, and what the pages store is
# stored, on both databases, by the other tests.
LOOKS = (
    "a11y",
    "report/test_html.py",
    "report/test_paper.py",
    "report/test_pdf.py",
    *(f"flows/test_{name}.py" for name in ("answering", "chart", "editing", "invited", "keyboard", "pages")),
    "flows/test_security_key.py",
)
ACCEPTED_SKIPS = ("only on SQLite", "only on PostgreSQL")

# Machines that run tests are busy machines; a slow example is no defect.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without-pure", action="store_true", help="leave out tests that no database can influence")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Being measured slows a test down, and the scoring package is covered by its own.
    for item in items:
        if not item.path.is_relative_to(HERE / "scoring"):
            item.add_marker("no_cover")
    if config.getoption("--without-pure"):
        left_out = [item for item in items if is_pure(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not is_pure(item)]


def is_pure(item: pytest.Item) -> bool:
    """In a folder of tests of pure packages and asking for no database, about looks, or marked so."""
    path = item.path.relative_to(HERE)
    if item.get_closest_marker("once"):
        return True
    return path.as_posix().startswith(LOOKS) or (path.parts[0] in PURE and not needs_database(item))


def needs_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", []))
    return item.get_closest_marker("django_db") is not None or bool(fixtures)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.exitstatus == pytest.ExitCode.OK and list_refused_skips(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(config: pytest.Config, terminalreporter: pytest.TerminalReporter) -> None:
    for line in describe_accessible(terminalreporter.stats.get("passed", [])):
        terminalreporter.write_line(line)
    for report in list_refused_skips(config):
        terminalreporter.write_line(f"REFUSED: {report.nodeid} was skipped: {report.longrepr}", red=True)


def describe_accessible(passed: Sequence[pytest.TestReport]) -> Iterator[str]:
    """The states of pages in which no barrier was found, a line for each page; nothing when none was looked at."""
    found = sorted(str(value) for report in passed for name, value in report.user_properties if name == "accessible")
    if found:
        yield f"Pages without barriers, in {len(found)} states:"
    for page, states in groupby(found, key=lambda state: state.rpartition(": ")[0]):
        yield f"  {page}: {'; '.join(state.rpartition(': ')[2] for state in states)}"


def list_refused_skips(config: pytest.Config) -> list[pytest.TestReport]:
    reporter = config.pluginmanager.getplugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter is not None else []
    return [report for report in skipped if not get_reason(report).startswith(ACCEPTED_SKIPS)]


def get_reason(report: pytest.TestReport) -> str:
    return report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else str(report.longrepr)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database; a test that commits leaves it as it was at first."""
    with django_db_blocker.unblock():
        put_back = remember()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: put_back())
        yield


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    """Rows of one test have the keys, and under a clock that stands still the moments, of rows of another."""
    forget_replies()


@pytest.fixture(scope="module")
def module_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DjangoDbBlocker]:
    """What a fixture of a module stores once, unblocked by this, is there for each test, which undoes only its own."""
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
    yield django_db_blocker
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium per test process."""
    executable = shutil.which("chromium")
    assert executable, "Debian's chromium is missing; `make test` installs it"
    # Playwright's synchronous face runs an event loop in this thread, which Django would take for asynchronous code.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_SWITCHES))
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A browser profile of its own for the live server."""
    context = open_context(browser, live_server.url)
    yield context
    context.close()
    REQUESTS.wait_for_end()


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """A tab. The test fails at its end when a script failed in it or the content security policy stopped something."""
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            problems.append(message.text)

    def note_error(error: Error) -> None:
        problems.append(str(error))

    tab.on("console", note)
    tab.on("pageerror", note_error)
    yield tab
    tab.remove_listener("console", note)
    tab.remove_listener("pageerror", note_error)
    assert problems == []
