"""The whole way: sign in, start, answer, come back, check, submit, read the result, take the PDF home."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from accounts.models import User
from assessments.models import Answer, Assessment, MaturityModel, Participant, PracticeRevision
from assessments.report.files import load_report
from tests.assessments_factories import make_model_version
from tests.flows.section import FIRST, SAVED, SECOND, THIRD, SectionPage, Stored, read_stored, sign_in_by_page
from tests.report.reading import read_pdf_text

pytestmark = pytest.mark.browser
PRACTICES = 11
SLOWEST_PDF = 60_000  # milliseconds, as long as the server itself waits


@pytest.fixture
def models(alice: User) -> None:
    """TODO with eight practices in two sections, and OSMM with three more and one that TODO asks too."""
    make_model_version(name="TODO stages")
    shared = PracticeRevision.objects.get(practice__key=FIRST)
    make_model_version("osmm", name="OSMM", dimensions=("strategy",), levels=(0, 1, 2, 3), per_cell=1, shared=[shared])
    MaturityModel.objects.filter(key="osmm").update(position=1)


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def start(page: Page) -> None:
    """From the sign-in page to the task list of a new assessment."""
    sign_in_by_page(page, "alice@example.org")
    page.locator("main").get_by_role("link", name="Acme").click()
    page.get_by_role("link", name="Payments", exact=True).click()
    page.get_by_role("link", name="Start an assessment").click()
    page.get_by_role("checkbox", name="TODO stages").check()
    page.get_by_role("checkbox", name="OSMM").check()
    page.get_by_role("radio", name="Full").check()
    page.get_by_role("checkbox", name="Developer").check()
    page.get_by_role("button", name="Start the assessment").click()
    expect(title(page)).to_have_text("Payments")
    expect(page.locator(".lead")).to_contain_text(f"0 of {PRACTICES} practices answered.")


def answer_first_two(page: Page) -> SectionPage:
    page.get_by_role("link", name="Start answering").click()
    section = SectionPage(page)
    section.choose(FIRST, "Standard")
    section.choose(SECOND, "Improved")
    return section


def come_back(page: Page) -> None:
    """In a new session, one click from home or from the task list to the next open question."""
    page.context.clear_cookies()
    sign_in_by_page(page, "alice@example.org")
    page.get_by_role("link", name="Continue").click()
    expect(SectionPage(page).practice(THIRD)).to_be_in_viewport()
    page.go_back()
    page.get_by_role("link", name="All sections").click()
    expect(page.locator(".task").first).to_contain_text("2 of 4")
    expect(page.locator(".lead")).to_contain_text(f"2 of {PRACTICES} practices answered.")
    page.get_by_role("link", name="Continue where you stopped").click()
    expect(SectionPage(page).practice(THIRD)).to_be_in_viewport()


def answer_the_rest(page: Page) -> None:
    """Section by section, up to the page with all answers."""
    for name in ("Licences", "Inventory", "Strategy"):
        expect(title(page)).to_have_text(name)
        still_open = page.locator("[data-practice]:not(:has(:checked))").all()
        for key in [practice.get_attribute("data-practice") for practice in still_open]:
            SectionPage(page).choose(str(key), "Checked")
        page.get_by_role("button", name="Save and continue").click()
    expect(title(page)).to_have_text("Check your answers")


def submit(page: Page) -> Assessment:
    expect(page.locator(".summary-row")).to_have_count(PRACTICES)
    expect(page.locator(".lead")).to_contain_text(f"{PRACTICES} of {PRACTICES} practices are answered.")
    page.get_by_role("button", name="Submit my answers").click()
    expect(title(page)).to_have_text("Result")
    expect(page.get_by_role("status").first).to_have_text("Your answers are submitted.")
    return Assessment.objects.get()


def check_result(page: Page, assessment: Assessment) -> None:
    """Placement, score and radar of both models on the page, and the same headline in the PDF."""
    report = load_report(assessment)
    text = read_pdf_text(download_report(page))
    for model in report.models:
        part = page.locator(f"#{model.key}")
        for words in (model.headline.rung, model.headline.name, model.headline.overall):
            expect(part.locator(".headline")).to_contain_text(words)
            assert words in text
        drawn = part.get_by_role("img", name=model.drawings.radar_title)
        expect(drawn.first).to_be_visible()


def download_report(page: Page) -> bytes:
    with page.expect_download(timeout=SLOWEST_PDF) as waiting:
        page.get_by_role("link", name="Download the PDF").click(timeout=SLOWEST_PDF)
    data = Path(waiting.value.path()).read_bytes()
    assert (data[:5], waiting.value.suggested_filename[-4:]) == (b"%PDF-", ".pdf")
    return data


@pytest.mark.usefixtures("models")
def test_whole_assessment_with_script(page: Page) -> None:
    start(page)
    section = answer_first_two(page)
    section.expect_saved(FIRST, SECOND)
    section.enter(SECOND, "Since May.")
    section.press("Save and come back later")
    expect(title(page)).to_have_text("Payments")
    assert (read_stored(FIRST), read_stored(SECOND)) == (
        Stored("standard", "", 1),
        Stored("improved", "Since May.", 2),
    )
    come_back(page)
    answer_the_rest(page)
    assessment = submit(page)
    assert Answer.objects.count() == PRACTICES
    check_result(page, assessment)


@pytest.mark.usefixtures("models")
def test_whole_assessment_without_script(plain_page: Page) -> None:
    start(plain_page)
    section = answer_first_two(plain_page)
    section.open_comment(SECOND).fill("Since May.")
    section.press("Save and come back later")
    expect(title(plain_page)).to_have_text("Payments")
    assert (read_stored(FIRST), read_stored(SECOND)) == (
        Stored("standard", "", 1),
        Stored("improved", "Since May.", 1),
    )
    come_back(plain_page)
    expect(SectionPage(plain_page).state(FIRST)).to_have_text(SAVED)
    answer_the_rest(plain_page)
    check_result(plain_page, submit(plain_page))


def test_not_applicable_needs_a_reason_before_submitting(section: SectionPage, participant: Participant) -> None:
    page = section.page
    reason = section.field(THIRD, "Why does it not apply?")
    expect(reason).to_be_hidden()
    section.choose(THIRD, "Not applicable")
    expect(reason).to_be_visible()
    expect(section.state(THIRD)).to_contain_text("Give a reason why it does not apply")
    page.goto(page.url.partition("sections/")[0] + "check/")
    page.get_by_role("button", name="Submit my answers").click()
    expect(page.get_by_role("alert")).to_be_focused()
    participant.refresh_from_db()
    assert participant.submitted_at is None
    page.get_by_role("alert").get_by_role("link", name="Todo stages licences 2 0").click()
    expect(section.practice(THIRD)).to_be_in_viewport()
    reason.fill("Nothing is shipped.")
    reason.blur()
    section.expect_saved(THIRD)
    expect(section.state(THIRD)).not_to_contain_text("Give a reason")
    page.goto(page.url.partition("sections/")[0] + "check/")
    page.get_by_role("button", name="Submit my answers").click()
    expect(title(page)).to_have_text("Result")
    participant.refresh_from_db()
    assert participant.submitted_at is not None


def test_start_without_choices_puts_the_focus_on_the_errors(page: Page, signed_in: BrowserContext) -> None:
    make_model_version()
    page.goto("/")
    page.locator("main").get_by_role("link", name="Acme").click()
    page.get_by_role("link", name="Payments", exact=True).click()
    page.get_by_role("link", name="Start an assessment").click()
    page.get_by_role("checkbox", name="Todo-Stages").uncheck()
    page.get_by_role("button", name="Start the assessment").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="Choose at least one maturity model.").click()
    expect(page.get_by_role("checkbox", name="Todo-Stages")).to_be_focused()
    assert Assessment.objects.count() == 0
