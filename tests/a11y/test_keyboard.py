"""From the sign-in page to the result by keyboard alone: Tab, arrows, Space, Enter and letters."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from assessments.models import Answer, Assessment
from tests.a11y.inspection import LOW, Inspection
from tests.a11y.stage import Stage
from tests.assessments_factories import make_answering_role, make_model_version
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser
MOST_STOPS = 80
PRACTICES = 8
# What the focus is on: the words of a link or a button, the label of a field, the name of a group of choices.
NAME = """() => {
  const element = document.activeElement;
  return (element.labels?.[0] ?? element).textContent.trim().replaceAll(/\\s+/g, " ");
}"""


@dataclass(slots=True)
class Keyboard:
    """Presses keys in one tab, and sees to it that the focus can be seen wherever it goes."""

    page: Page

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def tab_to(self, name: str) -> None:
        """Tab up to the stop whose words begin with `name`; radio buttons are taken as they come."""
        inspection = Inspection.begin(self.page)
        for _ in range(MOST_STOPS):
            self.press("Tab")
            assert not inspection.ask("checkStop")
            if self.page.evaluate(NAME).startswith(name):
                return
        raise AssertionError(f"Tab does not lead to {name}")

    def follow(self, name: str, heading: str) -> None:
        """Tab to a link or a button and press Enter, which leads to the page with that heading."""
        self.tab_to(name)
        self.press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def write(self, label: str, text: str) -> None:
        self.tab_to(label)
        self.page.keyboard.type(text)

    def tick(self, label: str) -> None:
        self.tab_to(label)
        self.press("Space")


@pytest.fixture
def keyboard(stage: Stage) -> Keyboard:
    """In front of the sign-in page, in a window so low that the bar of the questionnaire lies over the questions."""
    make_model_version(name="TODO stages")
    make_answering_role()
    stage.enter()
    stage.page.context.clear_cookies()
    stage.page.set_viewport_size(LOW)
    stage.visit("account_login")
    return Keyboard(stage.page)


def answer_section(keyboard: Keyboard, name: str) -> None:
    """Every practice of the open section: into the group, two points up from the first."""
    expect(keyboard.page.get_by_role("heading", level=1)).to_have_text(name)
    groups: list[Locator] = keyboard.page.locator("[data-practice]").all()
    for group in groups:
        keyboard.tab_to("Not done")
        keyboard.press("Space")
        keyboard.press("ArrowDown")
        keyboard.press("ArrowDown")
        expect(group.get_by_role("radio", name="Partial")).to_be_checked()


def answer_by_number(keyboard: Keyboard, name: str) -> None:
    """The same with the keys that the help names: two for each practice once the first group has the focus.

    Behind the last one, the key for the next would leave the page.
    """
    expect(keyboard.page.get_by_role("heading", level=1)).to_have_text(name)
    groups: list[Locator] = keyboard.page.locator("[data-practice]").all()
    keyboard.tab_to("Not done")
    for group in groups:
        keyboard.press("2")
        expect(group.get_by_role("radio", name="Partial")).to_be_checked()
        if group != groups[-1]:
            keyboard.press("n")


def test_whole_assessment_by_keyboard_alone(keyboard: Keyboard) -> None:
    keyboard.write("E-mail address", "maximiliane.wolkenstein@subsidiary.example.org")
    keyboard.write("Password", PASSWORD)
    keyboard.press("Enter")
    expect(keyboard.page.get_by_role("heading", level=1)).to_contain_text("Hello")
    keyboard.follow("Acme", "Acme")
    keyboard.follow("Zahlungsverkehr", "Zahlungsverkehr")
    keyboard.follow("Start an assessment", "Start an assessment")
    keyboard.tick("Developer")
    keyboard.follow("Start the assessment", "Zahlungsverkehr")
    keyboard.follow("Start answering", "Licences")
    answer_section(keyboard, "Licences")
    keyboard.follow("Save and continue", "Inventory")
    answer_by_number(keyboard, "Inventory")
    keyboard.follow("Save and continue", "Check your answers")
    keyboard.follow("Submit my answers", "Result")
    assert Assessment.objects.get().participants.get().submitted_at is not None
    assert list(Answer.objects.values_list("point__code", flat=True)) == ["partial"] * PRACTICES


def test_refused_form_is_mended_by_keyboard_alone(keyboard: Keyboard) -> None:
    """The summary has the focus; its first link leads to the field, and from there on nothing has to be sought."""
    keyboard.press("Enter")
    keyboard.write("E-mail address", "maximiliane.wolkenstein@subsidiary.example.org")
    keyboard.press("Enter")
    summary = keyboard.page.locator(".error-summary")
    expect(summary).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(keyboard.page.get_by_label("Password")).to_be_focused()
    keyboard.page.keyboard.type(PASSWORD)
    keyboard.press("Enter")
    expect(keyboard.page.get_by_role("heading", level=1)).to_contain_text("Hello")
