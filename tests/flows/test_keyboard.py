"""A section by keyboard alone: the focus is seen at every stop, nothing covers it, and it never gets lost."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.flows.section import ALL, FIRST, SECOND, SectionPage, read_stored

pytestmark = pytest.mark.browser
MOST_STOPS = 60
# Where the focus is: what shows it (a radio's is drawn around its label), and whether that can be seen whole.
PROBE = """() => {
  const element = document.activeElement;
  const shown = element.closest(".choice") ?? element;
  const box = shown.getBoundingClientRect();
  const style = getComputedStyle(shown);
  const isOnTop = (x, y) => {
    const top = document.elementFromPoint(x, y);
    return top !== null && (shown.contains(top) || top.contains(shown) && !top.matches(".save-bar"));
  };
  const middle = box.left + box.width / 2;
  return {
    where: element.textContent.trim() || element.name || element.tagName,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    uncovered: [box.top + 1, box.top + box.height / 2, box.bottom - 1].every((y) => isOnTop(middle, y)),
  };
}"""


@pytest.fixture
def low(section: SectionPage) -> SectionPage:
    """In a window so low that the bar with the buttons lies over the questions."""
    section.page.set_viewport_size({"width": 1280, "height": 600})
    return section


def tab(page: Page, back: bool = False) -> dict[str, Any]:
    """Press Tab, and say where that leads."""
    page.keyboard.press("Shift+Tab" if back else "Tab")
    stop: dict[str, Any] = page.evaluate(PROBE)
    assert (stop["where"], stop["outlined"], stop["uncovered"]) == (stop["where"], True, True)
    return stop


def tab_to(page: Page, where: str) -> list[dict[str, Any]]:
    """Press Tab up to the stop with that name. Returns the stops on the way."""
    stops = [tab(page)]
    while stops[-1]["where"] != where:
        assert len(stops) < MOST_STOPS, f"{where} is not reached"
        stops.append(tab(page))
    return stops


def test_section_is_answered_by_keyboard_alone(low: SectionPage) -> None:
    keyboard = low.page.keyboard
    for key in ALL:
        tab_to(low.page, f"{key}-choice")
        keyboard.press("Space")
        keyboard.press("ArrowDown")
        expect(low.choice(key, "Individual")).to_be_checked()
    tab_to(low.page, "Comment and evidence")
    keyboard.press("Enter")
    tab_to(low.page, f"{ALL[-1]}-comment")
    keyboard.type("by hand")
    tab_to(low.page, "Save and continue")
    keyboard.press("Enter")
    expect(low.page.get_by_role("heading", level=1)).to_have_text("Inventory")
    stored = [read_stored(key) for key in ALL]
    assert [answer and (answer.choice, answer.comment) for answer in stored] == [
        *[("individual", "")] * 3,
        ("individual", "by hand"),
    ]


def test_first_answer_takes_few_keys(low: SectionPage) -> None:
    """From the top of the page: the link past the header, the first group, the answer."""
    keyboard = low.page.keyboard
    tab_to(low.page, "Skip to the content")
    keyboard.press("Enter")
    stops = tab_to(low.page, f"{FIRST}-choice")
    keyboard.press("Space")
    expect(low.choice(FIRST, "Not done")).to_be_checked()
    low.expect_saved(FIRST)
    assert len(stops) <= len(["Acme", "Payments", "2026 H2", "How to answer", "the first group"])


def test_stops_go_back_the_way_they_came(low: SectionPage) -> None:
    low.choose(FIRST, "Partial")
    low.choose(SECOND, "Partial")
    low.choice(FIRST, "Partial").focus()
    forth = [low.page.evaluate(PROBE)["where"], *[stop["where"] for stop in tab_to(low.page, "Save and continue")]]
    back = [tab(low.page, back=True)["where"] for _ in forth[1:]]
    assert back == forth[-2::-1]


def test_keyboard_settles_not_applicable_with_its_reason(low: SectionPage) -> None:
    keyboard = low.page.keyboard
    tab_to(low.page, f"{FIRST}-choice")
    keyboard.press("ArrowUp")
    expect(low.choice(FIRST, "Not applicable")).to_be_checked()
    tab_to(low.page, f"{FIRST}-reason")
    keyboard.type("Nothing is shipped.")
    keyboard.press("Enter")
    low.expect_saved(FIRST)
    expect(low.field(FIRST, "Why does it not apply?")).to_be_focused()
    expect(low.state(FIRST)).not_to_contain_text("Give a reason")


def test_nothing_is_answered_by_passing_through(low: SectionPage) -> None:
    low.watch()
    tab_to(low.page, "Save and come back later")
    assert (low.list_shown(), [read_stored(key) for key in ALL]) == ([], [None] * len(ALL))
