"""How far the answering is, in all that may be shown, and reminding from there."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sized
from contextlib import AbstractContextManager

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import User
from assessments.models import Assessment, Participant
from tests.assessments_factories import make_answer, make_assessment, make_model_version
from tests.factories import make_organisation
from tests.pages import link, take_part

pytestmark = pytest.mark.django_db
Taking = Callable[[int], AbstractContextManager[Sized]]
FIRST = "todo-stages-licences-1-0"
BY_GROUP = Assessment.Confidentiality.BY_GROUP


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_organisation().units.get(), [make_model_version()])


def gather(assessment: Assessment) -> None:
    """One has submitted, one has started, one has not, and the day is over."""
    done, started, _idle = (take_part(assessment, f"{name}@example.org") for name in ("done", "started", "idle"))
    for person in (done, started):
        make_answer(person, FIRST, "partial")
    Participant.objects.filter(pk=done.pk).update(submitted_at=timezone.now())
    Assessment.objects.update(due_on=timezone.localdate() - datetime.timedelta(days=1))


def test_everybody_is_counted_by_person_role_and_section(client: Client, assessment: Assessment, lead: User) -> None:
    gather(assessment)
    page = client.get(link("standing", assessment))
    for text in ("1 of 3 people have submitted.", "1 not started", "1 started", "1 submitted", "2 late"):
        assertContains(page, text)
    assertContains(page, '<span class="tag tag-warning">Late</span>', count=2)
    assertContains(page, '<td role="cell" data-label="People">3</td>', count=1)
    assertContains(page, '<td role="cell" data-label="People who have begun">2 of 3</td>', count=1)


def test_by_group_nobody_is_named_and_no_role_is_told_apart(client: Client, assessment: Assessment, lead: User) -> None:
    gather(assessment)
    Assessment.objects.update(confidentiality=BY_GROUP)
    page = client.get(link("standing", assessment))
    assertContains(page, "1 of 3 people have submitted.")
    for text in ("Idle", "Started</th>", "By person", 'data-label="Late"'):
        assertNotContains(page, text)
    people = client.get(link("people", assessment))
    assertContains(people, "Idle")
    for text in ("1 of 8", "tag-success", "Answering"):
        assertNotContains(people, text)


def test_by_group_no_section_is_shown(client: Client, assessment: Assessment, lead: User) -> None:
    Assessment.objects.update(confidentiality=BY_GROUP)
    make_answer(take_part(assessment, "one@example.org"), FIRST, "partial")
    for name in ("two", "three", "four"):
        take_part(assessment, f"{name}@example.org")
    assertNotContains(client.get(link("standing", assessment)), "By section")


def test_queries_do_not_grow_with_people(
    client: Client, assessment: Assessment, lead: User, django_assert_max_num_queries: Taking
) -> None:
    counts = []
    for number in range(4):
        make_answer(take_part(assessment, f"person{number}@example.org"), FIRST, "partial")
        with django_assert_max_num_queries(20) as taken:
            client.get(link("standing", assessment))
        counts.append(len(taken))
    assert counts[1] == counts[-1]


def test_button_reminds_whoever_is_open(client: Client, assessment: Assessment, lead: User) -> None:
    gather(assessment)
    response = client.post(link("remind", assessment), follow=True)
    assertContains(response, "2 reminders are sent.")
    assert sorted(message.to[0] for message in mail.outbox) == ["idle@example.org", "started@example.org"]
    assertContains(client.post(link("remind", assessment), follow=True), "Nobody to remind")
    assert len(mail.outbox) == 2


def test_one_person_can_be_reminded_but_not_by_group(client: Client, assessment: Assessment, lead: User) -> None:
    person = take_part(assessment, "bob@example.org")
    take_part(assessment, "carl@example.org")
    client.post(link("remind", assessment), {"participant": person.pk})
    assert [message.to for message in mail.outbox] == [["bob@example.org"]]
    Assessment.objects.update(confidentiality=BY_GROUP)
    assert client.post(link("remind", assessment), {"participant": person.pk}).status_code == 403


@pytest.mark.parametrize("person", ["0", "x", "99999999"])
def test_person_of_another_assessment_is_not_found(
    client: Client, assessment: Assessment, lead: User, person: str
) -> None:
    assert client.post(link("remind", assessment), {"participant": person}).status_code == 404
