"""Every page, found by following links: nothing is refused by the content policy, asked of others, or too wide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.urls import URLResolver, get_resolver, resolve, reverse
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from assessments.actions.clone import clone_version
from assessments.actions.demo import DOMAIN, SLUG, create_demo
from assessments.actions.moving import move_assessment
from assessments.actions.publish import publish_versions
from assessments.models import Answer, Assessment, ModelVersion
from assessments.queries.moving import list_newer, list_pinned
from tests.browsing import DESKTOP, PHONE, sign_in

pytestmark = pytest.mark.browser
OURS = ("accounts", "assessments", "roles")
NO_PAGES = {
    "assessments:trail-csv",
    *("assessments:answer", "assessments:submit", "assessments:undo-move", "assessments:remove-staffing"),
    *("assessments:close", "assessments:reopen", "assessments:remove-participant", "assessments:board-evidence"),
    *("assessments:tell", "assessments:ask-again", "assessments:take-part", "assessments:remind"),
    "assessments:remove-baseline",
    *("assessments:open-cycle", "assessments:close-cycle", "assessments:refuse-differs"),
    *("assessments:radar-figure", "assessments:report-pdf"),
    *(
        "assessments:paper",
        "assessments:preview-paper",
        "assessments:suggestions",
        "assessments:end-handover",
        "assessments:dismiss-proposal",
        "assessments:open",
    ),
    *("admin:assessments_modelversion_file", "admin:assessments_modelversion_schema"),
}
ONLY_WITH_DEBUG = {"assessments:styleguide"}
# Three examples of each kind do not reach the unit of the demo that inherits; a crawl of their own visits them.
ONLY_INHERITING = {"assessments:inherited", "assessments:differs"}
ONLY_FOR_EDITORS = {"assessments:preview", "assessments:preview-section"}
# Their own crawl visits them; the last two are reached by the link of an invitation, see test_joining.py.
FOR_ADMINISTRATORS = {
    f"accounts:{name}"
    for name in ("members", "member", "remove-member", "units", "new-unit", "unit", "settings", "invitations", "invite")
}
BY_INVITATION = {
    *("accounts:stop-reminders", "accounts:choose-reminders"),
    "accounts:invitation",
    "accounts:join",
    "accounts:renew-invitation",
    "accounts:withdraw-invitation",
}
EXAMPLES, ADMIN_EXAMPLES = 3, 1
LINKS = "(links) => links.map((link) => link.href)"
MEASURE = "[document.scrollingElement.scrollWidth, innerWidth]"
REPORT_VIOLATIONS = """
  addEventListener("securitypolicyviolation", (event) => {
    console.error(`refused ${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}`);
  });
"""


@pytest.fixture
def demo(context: BrowserContext) -> None:
    call_command("load_content", verbosity=0)
    create_demo()
    move_on()


def move_on() -> None:
    """The running assessment has moved to a newer version, which asks one practice less, so that every page is met."""
    running = Assessment.objects.get(cycle__name="2026 H2")
    old = list_pinned(running)
    draft = clone_version(version=old[0])
    draft.criteria.filter(revision__in=Answer.objects.values("revision"), is_key=False).latest("position").delete()
    publish_versions(versions=[draft])
    newer = list_newer(old)
    by = User.objects.get(email=f"lead@{DOMAIN}")
    move_assessment(assessment=running, versions=newer, seen=[version.pk for version in old], by=by)


@dataclass(kw_only=True)  # without slots: Playwright marks the owners of its listeners
class Crawl:
    """Follows links `below` an address to a few examples of each kind of page, and notes what is wrong."""

    page: Page
    host: str
    below: str = "/"
    seen: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def run(self) -> None:
        self.page.add_init_script(REPORT_VIOLATIONS)
        self.page.on("console", self.note_message)
        self.page.on("request", self.note_request)
        waiting = [self.below]
        while waiting:
            path = waiting.pop(0)
            if self.wants(path):
                waiting.extend(self.visit(path))

    def wants(self, path: str) -> bool:
        """Whether the page is new and one of the first of its kind."""
        kind = resolve(urlsplit(path).path).view_name
        if path in self.seen or kind in NO_PAGES:
            return False
        self.seen.add(path)
        self.kinds[kind] += 1
        return self.kinds[kind] <= (ADMIN_EXAMPLES if path.startswith("/admin/") else EXAMPLES)

    def visit(self, path: str) -> list[str]:
        """Look at one page in both widths. Returns where its links lead."""
        response = self.page.goto(path)
        if response is None or response.status != 200:
            self.problems.append(f"{path}: {response and response.status}")
        if not path.startswith("/admin/"):
            self.check_widths(path)
        return list(self.list_links())

    def check_widths(self, path: str) -> None:
        for size in (PHONE, DESKTOP):
            self.page.set_viewport_size(size)
            content, window = self.page.evaluate(MEASURE)
            if content > window:
                self.problems.append(f"{path}: {content} pixels wide in {window}")

    def list_links(self) -> Iterator[str]:
        for address in self.page.locator("a[href]").evaluate_all(LINKS):
            parts = urlsplit(address)
            if parts.netloc == self.host and parts.path.startswith(self.below):
                yield parts.path + (f"?{parts.query}" if parts.query else "")

    def note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"{self.page.url}: {message.text}")

    def note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "data" and parts.netloc != self.host:
            self.problems.append(f"{self.page.url} asks {parts.netloc}")


def crawl(page: Page, live_server: LiveServer, below: str = "/") -> Crawl:
    done = Crawl(page=page, host=urlsplit(live_server.url).netloc, below=below)
    done.run()
    return done


def list_own_pages() -> set[str]:
    """The names of all pages of the product, from its own tables of addresses."""
    parts = [part for part in get_resolver().url_patterns if isinstance(part, URLResolver) and part.app_name in OURS]
    return (
        {f"{part.app_name}:{row.name}" for part in parts for row in part.url_patterns}
        - NO_PAGES
        - ONLY_WITH_DEBUG
        - ONLY_INHERITING
        - ONLY_FOR_EDITORS
        - FOR_ADMINISTRATORS
        - BY_INVITATION
    )


@pytest.mark.usefixtures("demo")
def test_pages_of_a_lead_are_sound(page: Page, context: BrowserContext, live_server: LiveServer) -> None:
    sign_in(context, User.objects.get(email=f"lead@{DOMAIN}"), live_server.url)
    done = crawl(page, live_server)
    assert done.problems == []
    assert {kind for kind in done.kinds if kind.partition(":")[0] in OURS} == list_own_pages()
    part = Assessment.objects.get(unit__name="Engineering")
    inheriting = crawl(page, live_server, reverse("assessments:inherited", args=[part.pk]))
    assert inheriting.problems == []
    assert set(inheriting.kinds) == ONLY_INHERITING


@pytest.mark.usefixtures("demo")
def test_pages_for_managing_an_organisation_are_sound(
    page: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    sign_in(context, User.objects.get(email=f"admin@{DOMAIN}"), live_server.url)
    done = crawl(page, live_server, f"/organisations/{SLUG}/")
    assert done.problems == []
    assert {"assessments:organisation", *FOR_ADMINISTRATORS} - set(done.kinds) == set()


@pytest.mark.usefixtures("demo")
def test_pages_of_a_visitor_are_sound(page: Page, live_server: LiveServer) -> None:
    done = crawl(page, live_server)
    assert done.problems == []
    assert {"assessments:home", "assessments:practice", "roles:role", "account_login"} <= set(done.kinds)


@pytest.mark.usefixtures("demo")
def test_previews_of_an_editor_are_sound(page: Page, context: BrowserContext, live_server: LiveServer) -> None:
    sign_in(context, User.objects.get(email=f"admin@{DOMAIN}"), live_server.url)
    version = ModelVersion.objects.filter(maturity_model__key="osmm")[0]
    done = crawl(page, live_server, reverse("assessments:preview", args=[version.pk]))
    assert done.problems == []
    assert set(done.kinds) == ONLY_FOR_EDITORS


@pytest.mark.usefixtures("demo")
def test_pages_of_the_administration_are_sound(page: Page, context: BrowserContext, live_server: LiveServer) -> None:
    sign_in(context, User.objects.get(email=f"admin@{DOMAIN}"), live_server.url)
    done = crawl(page, live_server, "/admin/")
    assert done.problems == []
    assert {"admin:index", "admin:assessments_practice_changelist"} <= set(done.kinds)
