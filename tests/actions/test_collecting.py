"""Who takes part, when collecting ends, and whom people are then shown with."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.utils import timezone

from accounts.models import Membership, User
from assessments.actions.answers import is_open, submit_answers
from assessments.actions.collecting import (
    GroupsFormedError,
    HasAnsweredError,
    NotCollectingError,
    NotDraftError,
    add_participant,
    close_collecting,
    open_collecting,
    remove_participant,
    reopen_collecting,
)
from assessments.models import Assessment, Participant, TrailEntry
from assessments.queries.questionnaires import load_questionnaire
from assessments.scoring import OTHER_ROLES
from tests.assessments_factories import make_answer, make_answering_role, make_assessment, make_model_version
from tests.assessments_factories import make_participant as take_part
from tests.factories import make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db
BY_GROUP = Assessment.Confidentiality.BY_GROUP
PRACTICE = "todo-stages-licences-1-0"


@pytest.fixture
def assessment() -> Assessment:
    unit = make_organisation().units.get()
    return make_assessment(unit, [make_model_version()])


@pytest.fixture
def lead(assessment: Assessment) -> User:
    user = make_user("lead@example.org")
    make_membership(user, assessment.unit.organisation, Membership.Kind.LEAD)
    return user


def make_people(assessment: Assessment, *roles: Sequence[str]) -> list[Participant]:
    return [take_part(assessment, make_user(f"person{number}@example.org"), held) for number, held in enumerate(roles)]


def list_groups(assessment: Assessment) -> list[str]:
    return list(assessment.participants.order_by("pk").values_list("group", flat=True))


def test_draft_takes_no_answers_until_it_is_opened(assessment: Assessment, lead: User) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(state=Assessment.State.DRAFT)
    (person,) = make_people(assessment, ["developer"])
    assert not is_open(Participant.objects.get(pk=person.pk))
    open_collecting(assessment=assessment, by=lead)
    assert is_open(Participant.objects.get(pk=person.pk))
    entry = TrailEntry.objects.get(action=TrailEntry.Action.OPENED)
    assert (entry.person, entry.assessment_id) == (lead.person, assessment.pk)


def test_only_a_draft_is_opened_and_a_draft_is_not_closed(assessment: Assessment, lead: User) -> None:
    with pytest.raises(NotDraftError):
        open_collecting(assessment=assessment, by=lead)
    Assessment.objects.filter(pk=assessment.pk).update(state=Assessment.State.DRAFT)
    with pytest.raises(NotCollectingError):
        close_collecting(assessment=assessment, by=lead)
    assert not TrailEntry.objects.exists()


def test_closing_ends_answering_for_everybody_and_is_recorded(assessment: Assessment, lead: User) -> None:
    people = make_people(assessment, ["developer"], ["legal"])
    close_collecting(assessment=assessment, by=lead)
    assessment.refresh_from_db()
    assert assessment.state == Assessment.State.REVIEWING
    assert not any(is_open(Participant.objects.get(pk=person.pk)) for person in people)
    entry = TrailEntry.objects.get(action=TrailEntry.Action.CLOSED)
    assert (entry.person, entry.assessment_id) == (lead.person, assessment.pk)


def test_closed_row_alone_says_that_answering_is_over(assessment: Assessment, lead: User) -> None:
    """A save that waited for the row sees the row anew, but the assessment as it was."""
    (person,) = make_people(assessment, ["developer"])
    stale = Participant.objects.select_related("assessment").get(pk=person.pk)
    close_collecting(assessment=assessment, by=lead)
    stale.refresh_from_db(fields=["group"])
    assert stale.assessment.state == Assessment.State.COLLECTING
    assert not is_open(stale)


def test_named_people_are_shown_with_those_of_their_role(assessment: Assessment, lead: User) -> None:
    make_people(assessment, ["developer"], ["developer"], ["legal"])
    close_collecting(assessment=assessment, by=lead)
    assert list_groups(assessment) == ["developer", "developer", "legal"]


def test_by_group_nobody_is_shown_with_fewer_than_two_others(assessment: Assessment, lead: User) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(confidentiality=BY_GROUP)
    for person in make_people(assessment, *[["developer"]] * 3, *[["legal"]] * 3, ["architect"]):
        make_answer(person, PRACTICE, "partial")
    close_collecting(assessment=assessment, by=lead)
    assert list_groups(assessment) == [*[OTHER_ROLES] * 3, *["legal"] * 3, OTHER_ROLES]


def test_last_one_to_submit_forms_the_groups(assessment: Assessment) -> None:
    (person,) = make_people(assessment, ["developer"])
    submit_answers(participant=person, questionnaire=load_questionnaire(assessment))
    assert list_groups(assessment) == ["developer"]


def test_named_collecting_can_be_opened_again(assessment: Assessment, lead: User) -> None:
    first, second = make_people(assessment, ["developer"], ["legal"])
    Participant.objects.filter(pk=first.pk).update(submitted_at=timezone.now())
    close_collecting(assessment=assessment, by=lead)
    reopen_collecting(assessment=assessment, by=lead)
    assert [is_open(Participant.objects.get(pk=person.pk)) for person in (first, second)] == [False, True]


def test_by_group_collecting_stays_closed(assessment: Assessment, lead: User) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(confidentiality=BY_GROUP)
    make_people(assessment, ["developer"])
    close_collecting(assessment=assessment, by=lead)
    with pytest.raises(GroupsFormedError):
        reopen_collecting(assessment=assessment, by=lead)


def test_nobody_joins_leaves_or_closes_again_after_closing(assessment: Assessment, lead: User) -> None:
    (person,) = make_people(assessment, ["developer"])
    close_collecting(assessment=assessment, by=lead)
    with pytest.raises(NotCollectingError):
        close_collecting(assessment=assessment, by=lead)
    with pytest.raises(NotCollectingError):
        add_participant(assessment=assessment, user=lead, roles=[make_answering_role()], by=lead)
    with pytest.raises(NotCollectingError):
        remove_participant(participant=person, by=lead)


def test_opening_again_needs_a_closed_collecting(assessment: Assessment, lead: User) -> None:
    with pytest.raises(NotCollectingError):
        reopen_collecting(assessment=assessment, by=lead)


def test_joining_and_leaving_are_recorded_with_an_opaque_id(assessment: Assessment, lead: User) -> None:
    bob = make_user("bob@example.org")
    added = add_participant(assessment=assessment, user=bob, roles=[make_answering_role("legal")], by=lead)
    remove_participant(participant=added, by=lead)
    entries = TrailEntry.objects.filter(action__in=["joined", "left"]).order_by("pk")
    assert [(entry.action, entry.new) for entry in entries] == [
        (action, {"person": str(bob.person), "roles": ["legal"]}) for action in ("joined", "left")
    ]
    assert not assessment.participants.filter(user=bob).exists()


def test_somebody_who_answered_cannot_be_removed(assessment: Assessment, lead: User) -> None:
    (person,) = make_people(assessment, ["developer"])
    make_answer(person, PRACTICE, "partial")
    with pytest.raises(HasAnsweredError):
        remove_participant(participant=person, by=lead)
    assert person.answers.count() == 1
