"""Saving as one answers: "Saved" is never a lie, and nothing that was typed is ever lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from playwright.sync_api import BrowserContext, Dialog, Page, Route, expect

from accounts.models import User
from assessments.models import Answer, Participant, TrailEntry
from tests.assessments_factories import make_answer
from tests.flows.section import (
    ALL,
    FIRST,
    SAVED,
    SECOND,
    THIRD,
    SectionPage,
    Stored,
    read_stored,
    sign_in_by_page,
    wait_until,
)

pytestmark = pytest.mark.browser
OPEN = Callable[[Page], SectionPage]
TRYING, SIGNED_OUT = "Not saved – trying again", "Not saved – sign in again in another tab"
# As if somebody looked at another tab.
HIDE = """() => {
  Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def tell(stored: Stored | None) -> tuple[str, str] | None:
    """Without its version, which says how many saves it took."""
    return stored and (stored.choice, stored.comment)


@contextmanager
def held_up(participant: Participant) -> Iterator[None]:
    """Nothing can be saved meanwhile: the row that every save locks first is locked."""
    with transaction.atomic():
        Participant.objects.select_for_update().get(pk=participant.pk)
        yield


def test_saved_appears_only_after_the_row_is_committed(section: SectionPage, participant: Participant) -> None:
    section.watch()
    with held_up(participant):
        section.choose(FIRST, "Partial")
        expect(section.state(FIRST)).to_have_text("Saving…")
        expect(section.status).to_have_text("Saving…")
        assert read_stored(FIRST) is None
        assert not any(SAVED.match(text) for text in section.list_shown())
    section.expect_saved(FIRST)
    stored = Answer.objects.get()
    assert read_stored(FIRST) == Stored("partial", "", 1)
    assert section.status.inner_text() == f"Saved {stored.updated_at:%H:%M}"


def test_what_was_chosen_and_typed_before_the_script_arrived_is_saved(
    page: Page, signed_in: BrowserContext, participant: Participant
) -> None:
    held: list[Route] = []
    page.route("**/questionnaire*.js", lambda route: held.append(route))
    page.goto(f"/assessments/{participant.assessment_id}/sections/todo-stages/licences/", wait_until="commit")
    section = SectionPage(page)
    section.choose(FIRST, "Partial")
    section.enter(FIRST, "On a slow line")
    wait_until(page, lambda: bool(held))
    held[0].continue_()
    section.expect_saved(FIRST)
    assert read_stored(FIRST) == Stored("partial", "On a slow line", 1)


def test_status_is_not_saved_while_newer_text_is_unsaved(section: SectionPage, participant: Participant) -> None:
    section.choose(FIRST, "Partial")
    section.expect_saved(FIRST)
    with held_up(participant):
        section.enter(FIRST, "a")
        expect(section.status).to_have_text("Saving…")
        expect(section.state(FIRST)).to_have_text(re.compile("^(Not saved yet|Saving…)$"))
    section.expect_saved(FIRST)
    assert read_stored(FIRST) == Stored("partial", "a", 2)


def test_typing_while_a_save_is_under_way_is_saved_next(section: SectionPage, participant: Participant) -> None:
    with held_up(participant):
        section.choose(FIRST, "Partial")
        section.write(FIRST, "since May")
        section.choose(FIRST, "Standard")
    section.expect_saved(FIRST)
    expect(section.status).to_have_text(SAVED)
    assert read_stored(FIRST) == Stored("standard", "since May", 2)


def test_tick_set_while_a_comment_is_being_saved_confirms_the_answer(
    section: SectionPage, participant: Participant
) -> None:
    other = make_answer(participant, SECOND, "standard").revision
    stored = make_answer(participant, FIRST, "standard")
    Answer.objects.filter(pk=stored.pk).update(revision=other)
    section.page.reload()
    tick = section.practice(FIRST).get_by_label("My answer still holds")
    section.enter(FIRST, "a comment")
    expect(section.state(FIRST)).to_have_text(re.compile("Still to be confirmed"))
    wait_until(section.page, lambda: tell(read_stored(FIRST)) == ("standard", "a comment"))
    stored.refresh_from_db()
    assert stored.revision == other
    with held_up(participant):
        section.enter(FIRST, "more")
        expect(section.state(FIRST)).to_have_text("Saving…")
        tick.check()
    expect(tick).to_have_count(0)
    section.expect_saved(FIRST)
    assert tell(read_stored(FIRST)) == ("standard", "more")


def test_lost_network_loses_nothing(section: SectionPage, signed_in: BrowserContext) -> None:
    section.watch()
    signed_in.set_offline(True)
    for key in ALL:
        section.choose(key, "Standard")
        section.write(key, f"typed at {key}")
    expect(section.state(FIRST)).to_have_text(TRYING)
    expect(section.status).to_have_text(TRYING)
    assert not any(SAVED.match(text) for text in section.list_shown())
    assert Answer.objects.count() == 0
    signed_in.set_offline(False)
    section.expect_saved(*ALL)
    expect(section.status).to_have_text(SAVED)
    assert [read_stored(key).comment for key in ALL] == [f"typed at {key}" for key in ALL]  # type: ignore[union-attr]
    firsts = TrailEntry.objects.filter(new__version=1).order_by("pk").values_list("practice__key", flat=True)
    assert list(firsts) == list(ALL)


def test_lost_session_loses_nothing(section: SectionPage, signed_in: BrowserContext, alice: User) -> None:
    section.choose(FIRST, "Partial")
    section.expect_saved(FIRST)
    token = next(cookie for cookie in signed_in.cookies() if "csrf" in cookie["name"])
    Session.objects.all().delete()
    section.write(FIRST, "typed without a session, ")
    expect(section.status).to_contain_text(SIGNED_OUT)
    section.write(FIRST, "and more after that")
    sign_in_by_page(signed_in.new_page(), alice.email)
    section.expect_saved(FIRST)
    expect(section.status).to_have_text(SAVED)
    wait_until(section.page, lambda: read_stored(FIRST).comment.endswith("that"))  # type: ignore[union-attr]
    assert read_stored(FIRST).comment == "typed without a session, and more after that"  # type: ignore[union-attr]
    assert token not in signed_in.cookies()


def test_lost_reply_is_repeated_and_counts_once(section: SectionPage) -> None:
    lost: list[int] = []

    def lose_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    section.page.route("**/answers/**", lose_first)
    section.choose(FIRST, "Partial")
    expect(section.state(FIRST)).to_have_text(TRYING)
    assert (lost, read_stored(FIRST)) == ([200], Stored("partial", "", 1))
    section.expect_saved(FIRST)
    assert read_stored(FIRST) == Stored("partial", "", 1)
    assert TrailEntry.objects.filter(practice__key=FIRST).count() == 1


def test_answers_that_are_not_ours_are_tried_again(section: SectionPage) -> None:
    """Gateways and hotel networks answer with pages of their own, sometimes with 200."""
    replies = {FIRST: (200, "<p>Welcome to the hotel</p>"), SECOND: (502, "<p>Bad gateway</p>")}

    def interfere(route: Route) -> None:
        status, body = replies.pop(route.request.url.rstrip("/").rpartition("/")[2], (0, ""))
        if status:
            route.fulfill(status=status, body=body, content_type="text/html")
        else:
            route.continue_()

    section.page.route("**/answers/**", interfere)
    for key in (FIRST, SECOND):
        section.choose(key, "Partial")
        expect(section.state(key)).to_have_text(TRYING)
    expect(section.status).to_have_text(TRYING)
    section.expect_saved(FIRST, SECOND)
    assert (replies, read_stored(FIRST), read_stored(SECOND)) == (
        {},
        Stored("partial", "", 1),
        Stored("partial", "", 1),
    )


def test_text_typed_right_before_the_tab_is_closed_is_saved(section: SectionPage, signed_in: BrowserContext) -> None:
    section.enter(FIRST, "typed in a hurry")
    section.page.close()
    other = signed_in.new_page()
    wait_until(other, lambda: read_stored(FIRST) is not None)
    assert read_stored(FIRST) == Stored("", "typed in a hurry", 1)


def test_text_typed_while_a_save_is_under_way_outlives_the_tab(
    section: SectionPage, participant: Participant, signed_in: BrowserContext
) -> None:
    with held_up(participant):
        section.choose(FIRST, "Partial")
        expect(section.state(FIRST)).to_have_text("Saving…")
        section.enter(FIRST, "typed meanwhile")
        section.page.close()
    other = signed_in.new_page()
    wait_until(other, lambda: tell(read_stored(FIRST)) == ("partial", "typed meanwhile"))


def test_reply_to_an_overtaken_save_is_not_taken_for_a_conflict(section: SectionPage, participant: Participant) -> None:
    """The page was only hidden: it goes on where it was, whichever of the two saves came first."""
    late: list[Route] = []

    def hold_first(route: Route) -> None:
        late.append(route)
        if len(late) > 1:
            route.continue_()

    section.page.route("**/answers/**", hold_first)
    section.choose(FIRST, "Partial")
    wait_until(section.page, lambda: len(late) == 1)
    section.enter(FIRST, "typed meanwhile")
    section.page.evaluate(HIDE)
    wait_until(section.page, lambda: tell(read_stored(FIRST)) == ("partial", "typed meanwhile"))
    late[0].continue_()
    section.expect_saved(FIRST)
    expect(section.practice(FIRST).locator("[data-conflict]")).to_have_count(0)
    section.choose(FIRST, "Standard")
    section.expect_saved(FIRST)
    wait_until(section.page, lambda: read_stored(FIRST) == Stored("standard", "typed meanwhile", 2))


def test_link_is_followed_once_the_text_before_it_is_saved(section: SectionPage, participant: Participant) -> None:
    section.page.on("dialog", lambda dialog: pytest.fail(dialog.type))
    section.enter(FIRST, "typed in a hurry")
    with held_up(participant):
        section.page.get_by_role("link", name="Models", exact=True).click()
        expect(section.status).to_have_text("Saving…")
    expect(section.page.get_by_role("heading", level=1)).to_have_text("Maturity models")
    assert read_stored(FIRST) == Stored("", "typed in a hurry", 1)


def test_leaving_by_the_back_button_saves_and_warns(section: SectionPage, participant: Participant) -> None:
    prompts: list[str] = []

    def answer(dialog: Dialog) -> None:
        prompts.append(dialog.type)
        dialog.accept()

    section.page.on("dialog", answer)
    with held_up(participant):
        section.enter(FIRST, "typed in a hurry")
        section.page.evaluate("history.back()")
        section.page.wait_for_url("about:blank")
    wait_until(section.page, lambda: read_stored(FIRST) is not None)
    assert (prompts, read_stored(FIRST)) == (["beforeunload"], Stored("", "typed in a hurry", 1))


def test_minute_without_network_loses_nothing(
    page: Page, signed_in: BrowserContext, open_section: Callable[[Page], SectionPage]
) -> None:
    page.clock.install()
    section = open_section(page)
    signed_in.set_offline(True)
    section.choose(FIRST, "Partial")
    section.enter(SECOND, "typed meanwhile")
    for _ in range(6):
        page.clock.run_for(10_000)
    # The last try has failed too before the network comes back.
    page.wait_for_timeout(500)
    expect(section.status).to_have_text(TRYING)
    signed_in.set_offline(False)
    section.expect_saved(FIRST, SECOND)
    assert (read_stored(FIRST), read_stored(SECOND)) == (Stored("partial", "", 1), Stored("", "typed meanwhile", 1))


def test_hiding_the_page_while_a_save_waits_keeps_what_was_typed_since(
    section: SectionPage, signed_in: BrowserContext
) -> None:
    signed_in.set_offline(True)
    section.choose(FIRST, "Partial")
    expect(section.status).to_have_text(TRYING)
    section.write(FIRST, "typed since")
    section.page.evaluate(HIDE)
    signed_in.set_offline(False)
    section.expect_saved(FIRST)
    wait_until(section.page, lambda: tell(read_stored(FIRST)) == ("partial", "typed since"))


def test_save_and_continue_waits_for_the_saves_under_way(section: SectionPage, participant: Participant) -> None:
    with held_up(participant):
        section.choose(FIRST, "Partial")
        section.write(SECOND, "and this")
        section.press("Save and continue")
        expect(section.status).to_have_text("Saving…")
    expect(section.page.get_by_role("heading", level=1)).to_have_text("Inventory")
    assert (read_stored(FIRST), read_stored(SECOND)) == (Stored("partial", "", 1), Stored("", "and this", 1))


def test_save_and_continue_without_network_stays_and_says_so(section: SectionPage, signed_in: BrowserContext) -> None:
    signed_in.set_offline(True)
    section.enter(FIRST, "kept")
    section.press("Save and continue")
    expect(section.status).to_have_text(TRYING)
    signed_in.set_offline(False)
    expect(section.status).to_have_text(SAVED)
    assert read_stored(FIRST) == Stored("", "kept", 1)
    section.press("Save and continue")
    expect(section.page.get_by_role("heading", level=1)).to_have_text("Inventory")


def test_enter_in_a_field_saves_and_stays(section: SectionPage) -> None:
    section.choose(THIRD, "Not applicable")
    section.field(THIRD, "Why does it not apply?").fill("Nothing is shipped.")
    section.field(THIRD, "Why does it not apply?").press("Enter")
    section.expect_saved(THIRD)
    assert Answer.objects.get().reason == "Nothing is shipped."
    expect(section.page.get_by_role("heading", level=1)).to_have_text("Licences")


def test_going_back_shows_what_is_stored(section: SectionPage) -> None:
    section.page.reload()  # the first page of all sets a cookie, and browsers keep no page from before that
    section.choose(FIRST, "Partial")
    section.expect_saved(FIRST)
    section.page.get_by_role("link", name="Models", exact=True).click()
    expect(section.page.get_by_role("heading", level=1)).to_have_text("Maturity models")
    section.page.go_back()
    section.expect_saved(FIRST)
    expect(section.choice(FIRST, "Partial")).to_be_checked()
    section.choose(FIRST, "Standard")
    section.expect_saved(FIRST)
    assert read_stored(FIRST) == Stored("standard", "", 2)
