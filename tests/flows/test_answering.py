"""What helps while answering: single keys, the next unanswered practice, counts, checking and changing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from assessments.models import Participant
from tests.assessments_factories import make_answer
from tests.flows.section import ALL, FIRST, FOURTH, SECOND, THIRD, SectionPage, read_stored, sign_in_by_page

pytestmark = pytest.mark.browser


def press(section: SectionPage, *keys: str) -> None:
    for key in keys:
        section.page.keyboard.press(key)


def focus(section: SectionPage, key: str, name: str = "Not done") -> Locator:
    choice = section.choice(key, name)
    choice.focus()
    return choice


def list_chosen(page: Page) -> list[str]:
    return page.locator("[data-practice] input:checked").evaluate_all("(inputs) => inputs.map((each) => each.name)")


@pytest.mark.parametrize(("key", "name", "code"), [("0", "Not done", "not-done"), ("5", "Improved", "improved")])
def test_digit_answers_the_practice_with_the_focus(section: SectionPage, key: str, name: str, code: str) -> None:
    focus(section, SECOND, "Partial")
    press(section, key)
    expect(section.choice(SECOND, name)).to_be_focused()
    section.expect_saved(SECOND)
    stored = read_stored(SECOND)
    assert (list_chosen(section.page), stored and stored.choice) == ([f"{SECOND}-choice"], code)


@pytest.mark.parametrize("key", ["6", "9", "Control+3", "Alt+3"])
def test_other_keys_answer_nothing(section: SectionPage, key: str) -> None:
    focus(section, FIRST)
    press(section, key)
    assert list_chosen(section.page) == []


def test_single_keys_do_nothing_where_no_answer_has_the_focus(section: SectionPage) -> None:
    for place in (section.page.locator("body"), section.page.get_by_text("Comment and evidence").first):
        place.focus()
        press(section, "3", "n", "?")
        assert list_chosen(section.page) == []
        expect(section.page.locator("[data-help]")).not_to_have_attribute("open", "")


def test_single_keys_are_text_while_typing(section: SectionPage) -> None:
    section.open_comment(FIRST).focus()
    section.page.keyboard.type("3 n?")
    expect(section.field(FIRST, "Comment")).to_have_value("3 n?")
    expect(section.field(FIRST, "Comment")).to_be_focused()
    assert list_chosen(section.page) == []


def test_n_goes_from_one_unanswered_practice_to_the_next(section: SectionPage) -> None:
    focus(section, FIRST)
    press(section, "3", "n")
    expect(section.choice(SECOND, "Not done")).to_be_focused()
    press(section, "n")
    expect(section.choice(THIRD, "Not done")).to_be_focused()
    press(section, "2", "n", "1", "n")
    expect(section.choice(SECOND, "Not done")).to_be_focused()
    expect(section.practice(SECOND).locator("legend")).to_be_in_viewport()


def test_n_goes_on_in_the_next_section_once_all_is_stored(section: SectionPage) -> None:
    focus(section, FIRST)
    for _ in ALL:
        press(section, "4", "n")
    section.page.wait_for_url("**/sections/todo-stages/inventory/#*")
    expect(section.page.get_by_role("heading", level=1)).to_have_text("Inventory")
    assert [answer and answer.choice for answer in map(read_stored, ALL)] == ["checked"] * 4


def test_n_comes_back_to_what_lacks_its_reason(section: SectionPage) -> None:
    section.choose(FIRST, "Not applicable")
    expect(section.state(FIRST)).to_contain_text("Give a reason")
    for key in ALL[1:]:
        section.choose(key, "Partial")
    press(section, "n")
    expect(section.choice(FIRST, "Not applicable")).to_be_focused()


def test_question_mark_opens_the_help_and_escape_leads_back(section: SectionPage) -> None:
    choice = focus(section, THIRD, "Partial")
    help_box = section.page.locator("[data-help]")
    press(section, "?")
    expect(help_box.locator("summary")).to_be_focused()
    expect(help_box.get_by_text("go to the next unanswered practice")).to_be_visible()
    press(section, "Escape")
    expect(help_box.get_by_text("go to the next unanswered practice")).to_be_hidden()
    expect(choice).to_be_focused()


def test_counts_follow_what_is_stored(section: SectionPage) -> None:
    counts = section.page.locator("[data-counts]")
    expect(counts).to_have_text("0 of 4 answered in this section. Time left: about 3 min here, 6 min in all.")
    section.choose(FIRST, "Partial")
    section.choose(SECOND, "Not applicable")
    expect(section.state(SECOND)).to_contain_text("Give a reason")
    expect(counts).to_have_text("1 of 4 answered in this section. Time left: about 2 min here, 5 min in all.")
    section.choose(SECOND, "Don’t know")
    expect(counts).to_contain_text("2 of 4 answered")


def test_link_leads_to_the_next_unanswered_practice(section: SectionPage) -> None:
    link = section.page.get_by_role("link", name="Next unanswered")
    link.click()
    expect(section.choice(FIRST, "Not done")).to_be_focused()
    section.choose(FIRST, "Partial")
    section.choose(FOURTH, "Partial")
    link.click()
    expect(section.choice(SECOND, "Not done")).to_be_focused()


@pytest.mark.parametrize("with_script", [True, False])
def test_section_is_checked_and_changed(
    request: pytest.FixtureRequest, participant: Participant, with_script: bool
) -> None:
    page = request.getfixturevalue("page" if with_script else "plain_page")
    sign_in_by_page(page, "alice@example.org")
    section = SectionPage.open(page, participant)
    section.choose(FIRST, "Partial")
    section.press("Save and check this section")
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Check your answers: Licences")
    expect(page.locator(".summary-row")).to_contain_text(["Partial", *["Not answered"] * 3])
    page.locator(".summary-action a").nth(1).click()
    section.choose(SECOND, "Improved")
    section.press("Save and return to the check")
    expect(title).to_have_text("Check your answers: Licences")
    expect(page.locator(".lead")).to_contain_text("2 of 4 practices of this section are answered.")
    page.get_by_role("link", name="Go on with Inventory").click()
    expect(title).to_have_text("Inventory")


def test_help_and_next_link_work_without_script(plain_page: Page, alice: User, participant: Participant) -> None:
    make_answer(participant, FIRST, "partial")
    sign_in_by_page(plain_page, alice.email)
    section = SectionPage.open(plain_page, participant)
    plain_page.get_by_text("How to answer").click()
    expect(plain_page.get_by_text("go to the next unanswered practice")).to_be_visible()
    plain_page.get_by_role("link", name="Next unanswered").click()
    expect(section.practice(SECOND)).to_be_in_viewport()


def test_first_answer_is_three_steps_from_the_sign_in_page(page: Page, alice: User, participant: Participant) -> None:
    sign_in_by_page(page, alice.email)
    page.get_by_role("link", name="Start answering").click()
    SectionPage(page).choose(FIRST, "Partial")
    SectionPage(page).expect_saved(FIRST)
    assert participant.answers.count() == 1
