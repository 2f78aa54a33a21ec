"""The whole way of somebody who is asked to answer: from the lead's list of addresses to their first saved answer."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from assessments.models import Assessment, Participant
from tests.browsing import DESKTOP
from tests.factories import PASSWORD
from tests.flows.section import FIRST, SectionPage, Stored, read_stored

pytestmark = pytest.mark.browser
INVITED = "nora@example.org"


def ask(page: Page, assessment: Assessment) -> str:
    """The lead asks one address to answer as a developer. Returns the link that was mailed to it."""
    page.goto(reverse("assessments:people", args=[assessment.pk]))
    page.get_by_role("link", name="Add people by their addresses").click()
    page.get_by_label("People", exact=True).fill(f"{INVITED}, Developer")
    page.get_by_label("What the invitation says").fill("You know how we use licences.")
    page.get_by_role("radio", name="Send each an e-mail").check()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("rowheader", name=INVITED)).to_be_visible()
    page.get_by_role("button", name="Add them").click()
    expect(page.get_by_role("status")).to_have_text("1 e-mail is sent.")
    (message,) = mail.outbox
    assert (message.to, "You know how we use licences." in message.body) == ([INVITED], True)
    link = re.search(r"http://\S+", message.body)
    assert link is not None
    return link[0]


@pytest.mark.usefixtures("signed_in")
def test_invited_stranger_gets_from_the_mail_to_a_saved_answer(
    page: Page, browser: Browser, live_server: LiveServer, participant: Participant
) -> None:
    link = ask(page, participant.assessment)
    context = browser.new_context(base_url=live_server.url, viewport=DESKTOP, locale="en-GB", timezone_id="UTC")
    other = context.new_page()
    other.goto(link)
    expect(other.get_by_role("heading", level=1)).to_have_text("Join Acme")
    other.get_by_label("Your name").fill("Nora New")
    other.get_by_label("Choose a password").fill(PASSWORD)
    other.get_by_role("button", name="Accept and sign in").click()
    other.get_by_role("link", name="Start answering").click()
    section = SectionPage(other)
    expect(section.practice(FIRST)).to_be_visible()
    other.wait_for_load_state("load")  # the scripts have started
    section.choose(FIRST, "Standard")
    section.expect_saved(FIRST)
    assert read_stored(FIRST) == Stored("standard", "", 1)
    assert participant.assessment.participants.get(user__email=INVITED).answers.count() == 1
    context.close()
