"""Finalising on the page, and what everybody sees of a final assessment."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.models import Assessment, Snapshot
from tests.assessments_factories import make_answer, make_assessment, make_model_version, make_participant
from tests.factories import make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
FIRST = "todo-stages-licences-1-0"


@pytest.fixture
def assessment() -> Assessment:
    unit = make_unit(make_organisation().units.get())
    made = make_assessment(unit, [make_model_version()], state=Assessment.State.REVIEWING)
    for number, point in enumerate(("not-done", "improved")):
        make_answer(make_participant(made, make_user(f"p{number}@example.org"), group="developer"), FIRST, point)
    return made


def link(assessment: Assessment, name: str = "final") -> str:
    return reverse(f"assessments:{name}", args=[assessment.pk])


def test_page_says_what_is_still_open_and_changes_nothing(client: Client, assessment: Assessment, lead: User) -> None:
    page = client.get(link(assessment)).content.decode()
    assert "1 practice still needs a conversation." in page
    assert not Snapshot.objects.exists()


def test_finalising_shows_the_final_result_for_good(client: Client, assessment: Assessment, lead: User) -> None:
    page = client.post(link(assessment), follow=True).content.decode()
    assert "Its report does not change any more." in page
    assessment.unit.name = "Renamed"
    assessment.unit.save()
    later = client.get(link(assessment, "results")).content.decode()
    assert "Payments · 2026 H2" in later
    assert "Finalise" not in client.get(link(assessment, "board")).content.decode()


def test_collecting_has_to_be_closed_first(client: Client, assessment: Assessment, lead: User) -> None:
    Assessment.objects.update(state=Assessment.State.COLLECTING)
    assert "Close collecting first." in client.get(link(assessment)).content.decode()
    assert "Close collecting first." in client.post(link(assessment), follow=True).content.decode()
    assert not Snapshot.objects.exists()


def test_opening_again_needs_a_reason(client: Client, assessment: Assessment, lead: User) -> None:
    client.post(link(assessment))
    refused = client.post(link(assessment), {"reason": " "})
    assert refused.status_code == 400
    assert "Say why it is opened again." in refused.content.decode()
    page = client.post(link(assessment), {"reason": "A unit was missing."}, follow=True).content.decode()
    assert "as a new revision" in page
    assert Assessment.objects.get().revision == 2
