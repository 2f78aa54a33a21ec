"""What a lead looks at before people answer; the due day and the text."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import Membership, User
from assessments.models import Assessment, PlannedParticipant
from tests.assessments_factories import make_answering_role, make_assessment, make_model_version
from tests.factories import make_membership, make_organisation, make_user
from tests.inheriting import make_parts, make_wide_version, start
from tests.pages import link, take_part

pytestmark = pytest.mark.django_db
BY_GROUP = Assessment.Confidentiality.BY_GROUP


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_organisation().units.get(), [make_model_version()], state=Assessment.State.DRAFT)


def test_empty_draft_is_told_what_it_lacks(client: Client, assessment: Assessment, lead: User) -> None:
    page = client.get(link("launch", assessment))
    suggested = timezone.localdate() + datetime.timedelta(days=14)
    for text in (
        "Todo-Stages: 8 practices.",
        "Nobody yet. Add people, or record the answers together on the board, as a workshop.",
        "Nobody answers as the one who runs it, by practices: Developer (8).",
        "8 practices are in nobody’s roles at all.",
        "Not set. Two weeks are usual:",
        f'value="{suggested:%Y-%m-%d}"',
        "Open collecting now",
    ):
        assertContains(page, text)


def test_roles_of_invited_people_count_too(client: Client, assessment: Assessment, lead: User) -> None:
    take_part(assessment, "bob@example.org", "software-architect")
    page = client.get(link("launch", assessment))
    assertContains(page, "Nobody answers as the one who runs it, by practices: Developer (8).")
    assertNotContains(page, "in nobody’s roles at all")
    plan = PlannedParticipant.objects.create(assessment=assessment, email="new@example.org")
    plan.roles.set([make_answering_role("developer")])
    page = client.get(link("launch", assessment))
    assertContains(page, "Every practice has somebody who runs it.")
    assertContains(page, "2 people, together about 12 minutes of work.")
    assertContains(page, "1 is still to be invited.")


def test_what_the_root_unit_answers_is_nobodys_work_in_a_part(client: Client) -> None:
    organisation, root, part = make_parts()
    version = make_wide_version()
    user = make_user("lead@example.org")
    make_membership(user, organisation, Membership.Kind.LEAD)
    client.force_login(user)
    whole, own = (start(unit, version, state=Assessment.State.DRAFT) for unit in (root, part))
    for assessment, practices, minutes in ((whole, 9, 6), (own, 8, 6)):
        take_part(assessment, f"bob{assessment.pk}@example.org", "developer")
        page = client.get(link("launch", assessment))
        assertContains(page, f"Todo-Stages: {practices} practices.")
        assertContains(page, f"1 person, about {minutes} minutes of work.")
        assertContains(client.get(link("people", assessment)), f'">{practices} practices')


def test_small_groups_are_named_before_anybody_answers(client: Client, assessment: Assessment, lead: User) -> None:
    Assessment.objects.update(confidentiality=BY_GROUP)
    take_part(assessment, "bob@example.org", "developer")
    assertContains(client.get(link("launch", assessment)), "with fewer than three people no group can be shown")


def test_due_day_and_text_are_kept_and_stand_in_the_mail(client: Client, assessment: Assessment, lead: User) -> None:
    take_part(assessment, "bob@example.org", "developer")
    day = timezone.localdate() + datetime.timedelta(days=20)
    response = client.post(link("launch", assessment), {"due_on": day.isoformat(), "text": "Please do."})
    assertRedirects(response, link("launch", assessment))
    assertContains(client.get(link("launch", assessment)), "Your own words.")
    client.post(link("open", assessment))
    (message,) = mail.outbox
    assert f"Please submit by {day.day} {day:%B %Y}." in message.body
    assert "Please do." in message.body


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        ("2020-01-01", "This day has passed."),
        ("2999-01-01", "This is more than a year away."),
        ("soon", "Write the day as year-month-day, such as 2027-06-30."),
    ],
)
def test_unusable_day_is_refused_and_kept(
    client: Client, assessment: Assessment, lead: User, day: str, problem: str
) -> None:
    response = client.post(link("launch", assessment), {"due_on": day, "text": "Please do."})
    assertContains(response, problem, status_code=400)
    assertContains(response, f'value="{day}"', status_code=400)
    assessment.refresh_from_db()
    assert (assessment.due_on, assessment.invitation_text) == (None, "")


def test_nothing_is_launched_after_closing(client: Client, assessment: Assessment, lead: User) -> None:
    Assessment.objects.update(state=Assessment.State.REVIEWING)
    assertRedirects(client.get(link("launch", assessment)), link("people", assessment))
