"""The home page's lists: whose results may be read, how far assessments are, and the same numbers as elsewhere."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.models import Membership, Organisation, User
from assessments.models import AgreedAnswer, AnswerKind, Assessment, PracticeRevision
from assessments.queries.overview import LedAssessment, list_latest, list_led, list_led_units, list_my_tasks
from assessments.queries.results import load_results
from assessments.queries.scoped import list_assessments, list_readable, may_read_results
from tests.assessments_factories import (
    get_point,
    make_answer,
    make_assessment,
    make_model_version,
    make_participant,
    make_revision,
)
from tests.factories import make_membership, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
Kind, State, By = Membership.Kind, Assessment.State, Assessment.Confidentiality


@pytest.fixture
def acme() -> Organisation:
    return make_organisation("Acme")


@pytest.fixture
def alice(acme: Organisation) -> User:
    alice = make_user("alice@example.org")
    make_membership(alice, acme, Kind.LEAD)
    return alice


@pytest.fixture
def bob(acme: Organisation) -> User:
    bob = make_user("bob@example.org")
    make_membership(bob, acme, Kind.RESPONDENT)
    return bob


def make_every_kind(acme: Organisation, user: User, other: User) -> None:
    """Assessments of each state and confidentiality; the user alone, with somebody, submitted or not, or apart."""
    version, unit = make_model_version(), acme.units.get()
    now = timezone.now()
    for state in (State.COLLECTING, State.REVIEWING, State.FINALISED):
        for confidentiality in By:
            for people in ((), ((user, None),), ((user, now),), ((user, now), (other, None)), ((other, now),)):
                assessment = make_assessment(unit, [version], state=state, confidentiality=confidentiality)
                for person, moment in people:
                    make_participant(assessment, person, submitted_at=moment)


@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "vera"])
def test_readable_is_what_may_be_read_one_by_one(acme: Organisation, alice: User, bob: User, who: str) -> None:
    vera, charlie = make_user("vera@example.org"), make_user("charlie@example.org")
    make_membership(vera, acme, Kind.VIEWER)
    user = {"alice": alice, "bob": bob, "charlie": charlie, "vera": vera}[who]
    make_every_kind(acme, user, make_user("dora@example.org"))
    one_by_one = {row.pk for row in list_assessments(user) if may_read_results(user, row)}
    assert set(list_readable(user).values_list("pk", flat=True)) == one_by_one
    assert bool(one_by_one) is (who != "charlie")


def test_latest_results_are_those_of_the_result_pages(acme: Organisation, alice: User, bob: User) -> None:
    first, second = make_model_version("a"), make_model_version("b")
    full = make_assessment(acme.units.get(), [first, second])
    quick = make_assessment(acme.units.get(), [first], scope=Assessment.Scope.CORE)
    for assessment in (full, quick):
        for user, point in ((alice, "improved"), (bob, "not-done")):
            part = make_participant(assessment, user, roles=["developer"])
            make_answer(part, "a-licences-1-0", point)
    agree(full, "a-inventory-1-0", alice)
    found = {item.assessment.pk: item.versions for item in list_latest(alice)}
    assert found == {row.pk: load_results(row).versions for row in (full, quick)}


def test_latest_results_leave_out_answers_to_an_older_wording(acme: Organisation, alice: User) -> None:
    assessment = make_assessment(acme.units.get(), [make_model_version("a")])
    part = make_participant(assessment, alice)
    make_revision("a-licences-1-0", number=2)
    make_answer(part, "a-licences-1-0", "improved")
    (item,) = list_latest(alice)
    assert item.versions[0].result.overall.rated == 0


def test_task_knows_the_next_open_question(acme: Organisation, alice: User) -> None:
    part = make_participant(make_assessment(acme.units.get(), [make_model_version("a")]), alice)
    make_answer(part, "a-licences-1-0", "standard")
    (task,) = list_my_tasks(alice)
    assert task.next is not None
    assert (task.progress.answered, task.progress.total, task.next[1].key) == (1, 8, "a-licences-1-1")


def test_led_assessment_counts_people_and_complete_answers(acme: Organisation, alice: User, bob: User) -> None:
    version = make_model_version("a", shared=[make_revision("shared")])
    assessment = make_assessment(acme.units.get(), [version, make_model_version("b", shared=[])])
    make_participant(assessment, bob, submitted_at=timezone.now())
    part = make_participant(assessment, alice)
    make_answer(part, "a-licences-1-0", "standard")
    make_answer(part, "a-licences-1-1", kind="dont_know")
    make_answer(part, "a-inventory-1-0", kind="not_applicable")
    make_answer(part, "a-inventory-1-1")
    expected = LedAssessment(assessment=assessment, people=2, submitted=1, answered=2, asked=34)
    assert list_led(alice) == [expected]


def test_only_running_assessments_of_led_units_are_led(acme: Organisation, alice: User, bob: User) -> None:
    version, unit = make_model_version(), acme.units.get()
    running = make_assessment(unit, [version])
    make_assessment(unit, [version], state=State.FINALISED)
    assert [item.assessment for item in list_led(alice)] == [running]
    assert list_led(bob) == []


def test_led_units_begin_with_the_whole_organisation(acme: Organisation, alice: User, bob: User) -> None:
    root = acme.units.get()
    make_unit(root, "A unit")
    assert list_led_units(alice).first() == root
    assert not list_led_units(bob).exists()


def agree(assessment: Assessment, practice: str, user: User) -> None:
    revision = PracticeRevision.objects.get(practice__key=practice)
    AgreedAnswer.objects.create(
        assessment=assessment,
        practice=revision.practice,
        revision=revision,
        recorded_by=user,
        kind=AnswerKind.RATED,
        point=get_point("checked"),
        reason="We talked.",
    )
