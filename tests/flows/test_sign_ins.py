"""The session is lost, or somebody else signs in, while a section is open: nothing is lost, nothing goes astray."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import Membership, User
from assessments.models import Answer, Participant
from tests.assessments_factories import make_participant
from tests.factories import make_membership, make_user
from tests.flows.section import FIRST, SECOND, SectionPage, Stored, read_stored, sign_in_by_page

pytestmark = pytest.mark.browser
SOMEONE_ELSE = "Not saved – somebody else has signed in"


@pytest.fixture
def bob(participant: Participant) -> User:
    """He takes part in the same assessment."""
    user = make_user("bob@example.org")
    make_membership(user, participant.assessment.unit.organisation, Membership.Kind.RESPONDENT)
    make_participant(participant.assessment, user)
    return user


def sign_in_instead(context: BrowserContext, email: str) -> None:
    """In a second tab, as a person does."""
    tab = context.new_page()
    tab.goto("/accounts/logout/")
    tab.locator("main").get_by_role("button", name="Sign out").click()
    expect(tab.locator("main").get_by_role("link", name="Sign in", exact=True)).to_be_visible()
    sign_in_by_page(tab, email)
    tab.close()


def test_open_tab_never_saves_as_who_signed_in_after(
    section: SectionPage, signed_in: BrowserContext, alice: User, bob: User
) -> None:
    sign_in_instead(signed_in, bob.email)
    section.choose(FIRST, "Partial")
    section.enter(FIRST, "Alice wrote this")
    expect(section.status).to_contain_text(SOMEONE_ELSE)
    assert Answer.objects.count() == 0
    section.press("Save and continue")
    expect(section.status).to_contain_text(SOMEONE_ELSE)
    expect(section.field(FIRST, "Comment")).to_have_value("Alice wrote this")
    sign_in_instead(signed_in, alice.email)
    section.expect_saved(FIRST)
    assert Answer.objects.get().participant.user == alice
    assert Answer.objects.get().comment == "Alice wrote this"


def open_plainly(page: Page, alice: User, participant: Participant) -> SectionPage:
    """Alice types in a browser that runs no scripts."""
    sign_in_by_page(page, alice.email)
    section = SectionPage.open(page, participant)
    section.choose(FIRST, "Partial")
    section.open_comment(FIRST).fill("Typed with care.\nOn two lines.")
    section.choose(SECOND, "Not applicable")
    section.field(SECOND, "Why does it not apply?").fill("Nothing is shipped.")
    return section


def test_lost_session_without_script_loses_nothing(plain_page: Page, alice: User, participant: Participant) -> None:
    section = open_plainly(plain_page, alice, participant)
    Session.objects.all().delete()
    section.press("Save and continue")
    expect(plain_page.get_by_role("alert")).to_contain_text("You are no longer signed in")
    expect(plain_page.get_by_label("Comment")).to_have_value("Typed with care.\nOn two lines.")
    expect(plain_page.get_by_label("Why does it not apply?")).to_have_value("Nothing is shipped.")
    with plain_page.context.expect_page() as waiting:
        plain_page.get_by_role("link", name="Sign in in another tab").click()
    sign_in_by_page(waiting.value, alice.email)
    plain_page.get_by_role("button", name="Send it again").click()
    expect(plain_page.get_by_role("alert")).to_contain_text("You have signed in again")
    plain_page.get_by_role("button", name="Send it again").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Inventory")
    assert read_stored(FIRST) == Stored("partial", "Typed with care.\nOn two lines.", 1)
    assert Answer.objects.get(practice__key=SECOND).reason == "Nothing is shipped."


def test_without_script_nothing_is_stored_under_another_person(
    plain_page: Page, alice: User, bob: User, participant: Participant
) -> None:
    section = open_plainly(plain_page, alice, participant)
    sign_in_instead(plain_page.context, bob.email)
    for button in ("Save and continue", "Send it again"):
        section.press(button)
        expect(plain_page.get_by_role("alert")).to_contain_text("Bob is signed in here now")
        expect(plain_page.get_by_label("Comment")).to_have_value("Typed with care.\nOn two lines.")
    assert Answer.objects.count() == 0
