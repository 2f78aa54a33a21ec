"""Answers that cannot be stored as they are: two tabs, a late save, a bad link, an assessment that is gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from assessments.models import Answer, Participant, TrailEntry
from tests.assessments_factories import make_answer
from tests.browsing import sign_in
from tests.flows.section import FIRST, SAVED, SECOND, SectionPage, Stored, read_stored, wait_until

pytestmark = pytest.mark.browser
OPEN = Callable[[Page], SectionPage]
CONFLICT = "Not saved: this answer was changed at"


@pytest.fixture
def tabs(page: Page, open_section: OPEN) -> tuple[SectionPage, SectionPage]:
    """Two tabs that saw the same section; the first has stored an answer since."""
    first, second = open_section(page), open_section(page.context.new_page())
    first.choose(FIRST, "Partial")
    first.enter(FIRST, "from the first tab")
    first.field(FIRST, "Comment").blur()
    wait_until(page, lambda: read_stored(FIRST) == Stored("partial", "from the first tab", 2))
    return first, second


def answer_in_second(second: SectionPage) -> None:
    """Choose and write other things in the second tab, up to the conflict."""
    second.choose(FIRST, "Improved")
    expect(second.state(FIRST)).to_contain_text(CONFLICT)
    second.write(FIRST, "from the second tab")


def test_conflict_shows_both_values_and_stores_nothing(tabs: tuple[SectionPage, SectionPage]) -> None:
    second = tabs[1]
    answer_in_second(second)
    conflict = second.practice(FIRST).locator("[data-conflict]")
    expect(conflict).to_contain_text("Partial")
    expect(conflict).to_contain_text("from the first tab")
    expect(second.choice(FIRST, "Improved")).to_be_checked()
    expect(second.field(FIRST, "Comment")).to_have_value("from the second tab")
    expect(second.status).to_have_text("Not saved – see the message at the question")


def test_conflict_is_never_settled_by_going_on_typing(tabs: tuple[SectionPage, SectionPage]) -> None:
    second = tabs[1]
    answer_in_second(second)
    second.choose(SECOND, "Standard")
    second.expect_saved(SECOND)
    second.press("Save and continue")
    expect(second.choice(FIRST, "Improved")).to_be_focused()
    expect(second.page.get_by_role("heading", level=1)).to_have_text("Licences")
    assert read_stored(FIRST) == Stored("partial", "from the first tab", 2)


def test_what_was_entered_can_be_saved_over_what_is_stored(tabs: tuple[SectionPage, SectionPage]) -> None:
    second = tabs[1]
    answer_in_second(second)
    second.press("Save what I entered")
    expect(second.choice(FIRST, "Improved")).to_be_focused()
    second.expect_saved(FIRST)
    expect(second.status).to_have_text(SAVED)
    assert read_stored(FIRST) == Stored("improved", "from the second tab", 3)
    assert TrailEntry.objects.filter(practice__key=FIRST).count() == 3


def test_what_is_stored_can_be_kept(tabs: tuple[SectionPage, SectionPage]) -> None:
    second = tabs[1]
    answer_in_second(second)
    second.press("Keep what is stored")
    second.expect_saved(FIRST)
    expect(second.choice(FIRST, "Partial")).to_be_checked()
    expect(second.choice(FIRST, "Partial")).to_be_focused()
    expect(second.field(FIRST, "Comment")).to_have_value("from the first tab")
    second.choose(SECOND, "Standard")
    second.expect_saved(SECOND)
    assert read_stored(FIRST) == Stored("partial", "from the first tab", 2)
    second.choose(FIRST, "Checked")
    wait_until(second.page, lambda: read_stored(FIRST) == Stored("checked", "from the first tab", 3))


def test_conflict_is_settled_without_script_too(
    plain_page: Page, participant: Participant, open_section: OPEN, live_server: LiveServer
) -> None:
    sign_in(plain_page.context, participant.user, live_server.url)
    section = open_section(plain_page)
    make_answer(participant, FIRST, "partial", comment="from elsewhere")
    section.choose(FIRST, "Improved")
    section.open_comment(FIRST).fill("mine")
    section.press("Save and continue")
    expect(section.page.get_by_role("alert")).to_contain_text("changed in another window")
    expect(section.field(FIRST, "Comment")).to_have_value("mine")
    section.press("Keep what is stored")
    expect(section.page.get_by_role("heading", level=1)).to_have_text("Inventory")
    assert read_stored(FIRST) == Stored("partial", "from elsewhere", 1)


def test_late_save_after_submitting_elsewhere_keeps_the_text(page: Page, open_section: OPEN) -> None:
    section, other = open_section(page), page.context.new_page()
    section.choose(FIRST, "Partial")
    section.expect_saved(FIRST)
    other.goto(section.page.url)
    other.goto(other.url.partition("sections/")[0] + "check/")
    other.get_by_role("button", name="Submit my answers").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Result")
    section.enter(FIRST, "too late")
    expect(section.state(FIRST)).to_contain_text("Not saved: these answers were submitted")
    expect(section.field(FIRST, "Comment")).to_have_value("too late")
    assert read_stored(FIRST) == Stored("partial", "", 1)


def test_bad_link_is_refused_with_the_text_kept(section: SectionPage) -> None:
    section.enter(FIRST, "see the link")
    section.field(FIRST, "Links to evidence").fill("javascript:alert(1)")
    expect(section.state(FIRST)).to_contain_text("is not a web address")
    expect(section.status).to_have_text("Not saved – see the message at the question")
    expect(section.field(FIRST, "Comment")).to_have_value("see the link")
    section.press("Save and continue")
    expect(section.choice(FIRST, "Not done")).to_be_focused()
    section.field(FIRST, "Links to evidence").fill("https://example.org/policy")
    section.expect_saved(FIRST)
    assert Answer.objects.get().evidence == ["https://example.org/policy"]


def test_assessment_that_is_gone_keeps_the_text_and_warns(section: SectionPage, participant: Participant) -> None:
    prompts: list[str] = []

    def answer(dialog: Dialog) -> None:
        prompts.append(dialog.type)
        dialog.accept()

    participant.delete()
    section.page.on("dialog", answer)
    section.enter(FIRST, "still here")
    expect(section.status).to_contain_text("this page can no longer save")
    expect(section.field(FIRST, "Comment")).to_have_value("still here")
    section.page.get_by_role("link", name="Models", exact=True).click()
    expect(section.page.get_by_role("heading", level=1)).to_have_text("Maturity models")
    assert prompts == ["beforeunload"]
