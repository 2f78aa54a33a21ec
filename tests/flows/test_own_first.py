"""What scripts add to role first and to suggestions: confirming in place, and a way on past what is folded away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments.models import Assessment, Handover, Participant, Practice
from tests.assessments_factories import make_answer, make_cycle, make_participant
from tests.factories import make_user
from tests.flows.section import FIRST, FOURTH, SECOND, THIRD, SectionPage

pytestmark = pytest.mark.browser


@pytest.fixture
def suggested(participant: Participant) -> Participant:
    """Two answers of last time are suggested to Alice; another practice is with a colleague."""
    now = participant.assessment
    cycle = make_cycle(now.unit.organisation, "2026 H1")
    last = Assessment.objects.create(unit=now.unit, cycle=cycle, as_of=now.as_of - timedelta(days=180))
    earlier = make_participant(last, participant.user, submitted_at=timezone.now())
    make_answer(earlier, FIRST, "standard", comment="Since May.")
    make_answer(earlier, THIRD, "partial")
    colleague = make_participant(now, make_user("bob@example.org"))
    Handover.objects.create(giver=participant, receiver=colleague, practice=Practice.objects.get(key=SECOND))
    participant.wants_suggestions = True
    participant.save()
    return participant


@pytest.mark.usefixtures("signed_in")
def test_suggestion_is_confirmed_in_place_and_folded_practices_are_not_walked(
    page: Page, suggested: Participant
) -> None:
    section = SectionPage.open(page, suggested)
    page.wait_for_load_state("load")  # the scripts have started
    expect(section.practice(SECOND)).to_be_hidden()
    section.practice(FIRST).get_by_role("button", name="Confirm this answer").click()
    expect(section.choice(FIRST, "Standard")).to_be_checked()
    section.expect_saved(FIRST)
    expect(section.practice(FIRST).get_by_role("button", name="Confirm this answer")).to_have_count(0)
    expect(page.locator("[data-answered]")).to_have_text("1")
    page.get_by_role("link", name="Next unanswered").click()
    expect(section.choice(THIRD, "Not done")).to_be_focused()
    section.choose(FOURTH, "Improved")
    page.get_by_role("link", name="Next unanswered").click()
    expect(section.choice(THIRD, "Not done")).to_be_focused()
    section.expect_saved(FOURTH)
    stored = suggested.answers.order_by("pk").values_list("practice__key", "point__code", "comment")
    assert list(stored) == [(FIRST, "standard", "Since May."), (FOURTH, "improved", "")]
