"""Driving a page of the questionnaire the way a person does, and reading what is stored of it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from assessments.models import Answer, Participant
from tests.factories import PASSWORD

FIRST, SECOND, THIRD, FOURTH = (f"todo-stages-licences-{level}-{n}" for level in (1, 2) for n in (0, 1))
ALL = (FIRST, SECOND, THIRD, FOURTH)
SAVED = re.compile(r"^Saved \d\d:\d\d")
LONGEST_WAIT = 15.0
# Collects every text that the page ever shows about saving, also one that is there for a blink only.
WATCH = """() => {
  window.shown = [];
  const look = () => document.querySelectorAll("[data-state-text], [data-save-status]").forEach((element) => {
    const text = element.textContent.trim();
    if (text) window.shown.push(text);
  });
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds of one answer."""

    choice: str
    comment: str
    version: int


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One open section."""

    page: Page

    @classmethod
    def open(cls, page: Page, participant: Participant) -> SectionPage:
        arguments = [participant.assessment_id, "todo-stages", "licences"]
        page.goto(reverse("assessments:section", args=arguments))
        return cls(page)

    @property
    def status(self) -> Locator:
        """The one line that tells about saving."""
        return self.page.locator("[data-save-status]")

    def practice(self, key: str) -> Locator:
        return self.page.locator(f'[data-practice="{key}"]')

    def state(self, key: str) -> Locator:
        """What stands below the practice about saving it."""
        return self.practice(key).locator("[data-state-text]")

    def choice(self, key: str, name: str) -> Locator:
        return self.practice(key).get_by_role("radio", name=name)

    def choose(self, key: str, name: str) -> None:
        self.choice(key, name).check()

    def field(self, key: str, label: str) -> Locator:
        return self.practice(key).get_by_label(label)

    def open_comment(self, key: str) -> Locator:
        """The comment field, unfolded."""
        comment = self.field(key, "Comment")
        if not comment.is_visible():
            self.practice(key).get_by_text("Comment and evidence").click()
        return comment

    def enter(self, key: str, text: str) -> None:
        """Put a comment in at once, as pasting does, and stay in its field."""
        self.open_comment(key).fill(text)

    def write(self, key: str, text: str) -> None:
        """Type a comment key by key, which may take longer than the page waits, and stay in its field."""
        comment = self.open_comment(key)
        comment.press("End")
        comment.press_sequentially(text)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()

    def watch(self) -> None:
        self.page.evaluate(WATCH)

    def list_shown(self) -> list[str]:
        """Every text about saving since `watch`, in the order in which it appeared."""
        return self.page.evaluate("window.shown")

    def expect_saved(self, *keys: str) -> None:
        for key in keys:
            expect(self.state(key)).to_have_text(SAVED)


def read_stored(key: str) -> Stored | None:
    row = Answer.objects.filter(practice__key=key).select_related("point").first()
    return None if row is None else Stored(row.point.code if row.point else row.kind, row.comment, row.version)


def wait_until(page: Page, condition: Callable[[], bool]) -> None:
    """Wait for something in the database, while the browser's events go on being served."""
    deadline = time.monotonic() + LONGEST_WAIT
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        page.wait_for_timeout(25)


def sign_in_by_page(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")
