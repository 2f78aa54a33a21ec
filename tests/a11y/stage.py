"""A tab of a real browser with rows behind it: what a state of a page is made with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, Response

from accounts.models import Membership, Unit, User
from assessments.models import Assessment, ModelVersion, Participant
from tests.assessments_factories import make_answer, make_assessment, make_model_version, make_participant
from tests.browsing import sign_in
from tests.factories import make_membership, make_organisation, make_unit, make_user

# Names as long as people have them: what fits with "Bob" in "Sales" proves little.
PERSON, UNIT = "Maximiliane Wolkenstein-Trostburg", "Zahlungsverkehrsabwicklung Nordrhein-Westfalen"
FIRST, SECOND, THIRD, FOURTH = (f"todo-stages-licences-{level}-{n}" for level in (1, 2) for n in (0, 1))
OTHERS = tuple(f"todo-stages-inventory-{level}-{n}" for level in (1, 2) for n in (0, 1))
HALF, ALL = (FIRST, SECOND), (FIRST, SECOND, THIRD, FOURTH, *OTHERS)
SECTION = ("todo-stages", "licences")


class UnexpectedStatusError(AssertionError):
    """The page that was asked for did not come."""


@dataclass(slots=True)
class Stage:
    """One tab, and the address of the server that it talks to."""

    page: Page
    url: str
    source: str = ""

    def enter(self, kind: str | None = Membership.Kind.LEAD) -> User:
        """Somebody signs in: a lead unless said otherwise, without any membership for None."""
        user = make_user("maximiliane.wolkenstein@subsidiary.example.org", name=PERSON)
        if kind is not None:
            make_membership(user, self.make_unit().organisation, kind)
        self.sign_in(user)
        return user

    def sign_in(self, user: User) -> None:
        sign_in(self.page.context, user, self.url)

    def make_unit(self) -> Unit:
        found = Unit.objects.filter(parent__isnull=False).first()
        return found or make_unit(make_organisation().units.get(), UNIT)

    def take_part(self, *answered: str, versions: list[ModelVersion] | None = None, **fields: object) -> Participant:
        """Who signs in takes part in an assessment of two sections with four practices each; some are answered."""
        user = self.enter()
        held = make_assessment(
            self.make_unit(), versions or [make_model_version(name="TODO maturity stages")], **fields
        )
        participant = make_participant(held, user)
        for key in answered:
            make_answer(participant, key, "standard")
        return participant

    def visit(self, name: str, *args: object, status: int = 200, query: str = "") -> None:
        self.go(reverse(name, args=args) + query, status=status)

    def go(self, path: str, *, status: int = 200) -> None:
        self._take(self.page.goto(path), status)

    def show(self, source: str) -> None:
        """Show a page that no address leads to, as if one did; its styles come from the server."""
        self.page.route("**/shown/", lambda route: route.fulfill(body=source, content_type="text/html"))
        self.go("/shown/")

    def press(self, name: str, *, status: int = 200) -> None:
        """Press a button that leads to a page with that status."""
        with self.leave(status=status):
            self.page.locator("main").get_by_role("button", name=name, exact=True).click()

    @contextmanager
    def leave(self, *, status: int) -> Iterator[None]:
        """What is done inside leads to a new page with that status."""
        with self.page.expect_navigation() as waiting:
            yield
        self._take(waiting.value, status)

    def send_whole_section(self, *, status: int) -> None:
        """As a browser without scripts sends it: all of it, at once."""
        with self.leave(status=status):
            self.page.evaluate("HTMLFormElement.prototype.submit.call(document.querySelector('[data-questionnaire]'))")

    def submit(self, participant: Participant) -> None:
        participant.submitted_at = timezone.now()
        participant.save()

    def choose(self, key: str, name: str) -> None:
        self.page.locator(f'[data-practice="{key}"]').get_by_role("radio", name=name).check()

    def open_section(self, participant: Participant, **fields: int) -> None:
        self.visit("assessments:section", participant.assessment_id, *SECTION, **fields)

    def open_results(self, assessment: Assessment) -> None:
        self.visit("assessments:results", assessment.pk)

    def _take(self, response: Response | None, status: int) -> None:
        if response is None or response.status != status:
            raise UnexpectedStatusError(f"{self.page.url}: {response.status if response else 'no reply'}, not {status}")
        self.source = response.text()
