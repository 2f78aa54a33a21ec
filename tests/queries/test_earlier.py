"""Whose answers of last time are found: one's own, of the same unit, submitted, and the newest of those."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Unit, User
from assessments.models import AnswerKind, Assessment, ModelVersion, Participant
from assessments.queries.earlier import EarlierAnswer, load_earlier_answers
from assessments.queries.questionnaires import load_questionnaire
from tests.assessments_factories import make_answer, make_assessment, make_cycle, make_model_version, make_participant
from tests.factories import make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 20)
KEY = "todo-stages-licences-1-0"


@pytest.fixture
def version() -> ModelVersion:
    return make_model_version()


@pytest.fixture
def unit() -> Unit:
    return make_organisation().units.get()


@pytest.fixture
def participant(unit: Unit, version: ModelVersion) -> Participant:
    return make_participant(make_assessment(unit, [version], as_of=TODAY), make_user("alice@example.org"))


def make_older(
    participant: Participant,
    days: int,
    *,
    user: User | None = None,
    unit: Unit | None = None,
    is_submitted: bool = True,
) -> Participant:
    place = unit or participant.assessment.unit
    cycle = make_cycle(place.organisation, f"{days} days ago")
    older = Assessment.objects.create(unit=place, cycle=cycle, as_of=TODAY - datetime.timedelta(days=days))
    return make_participant(older, user or participant.user, submitted_at=timezone.now() if is_submitted else None)


def load(participant: Participant) -> dict[str, EarlierAnswer]:
    return load_earlier_answers(participant, load_questionnaire(participant.assessment).questions.values())


def list_cycles(participant: Participant) -> list[str]:
    return [answer.cycle for answer in load(participant).values()]


def test_newest_submitted_assessment_counts(participant: Participant) -> None:
    for days in (300, 90, 180):
        make_answer(make_older(participant, days), KEY, "partial")
    make_answer(make_older(participant, 30, is_submitted=False), KEY, "partial")
    assert list_cycles(participant) == ["90 days ago"]


def test_answers_of_others_and_of_other_units_stay_out(participant: Participant, unit: Unit) -> None:
    make_answer(make_older(participant, 90, user=make_user("bob@example.org")), KEY, "partial")
    make_answer(make_older(participant, 60, unit=make_unit(unit)), KEY, "partial")
    assert load(participant) == {}


def test_later_assessment_is_no_earlier_one(participant: Participant) -> None:
    make_answer(make_older(participant, -30), KEY, "partial")
    assert load(participant) == {}


def test_assessment_of_the_same_day_is_earlier_when_it_was_made_before(participant: Participant) -> None:
    later = make_older(participant, 0)
    participant.submitted_at = timezone.now()
    participant.save()
    make_answer(participant, KEY, "partial")
    later.assessment.refresh_from_db()
    questions = load_questionnaire(participant.assessment).questions.values()
    assert [answer.cycle for answer in load_earlier_answers(later, questions).values()] == ["2026 H2"]


def test_whole_answer_is_read_and_one_without_choice_left_out(participant: Participant) -> None:
    older = make_older(participant, 90)
    make_answer(
        older, KEY, kind=AnswerKind.NOT_APPLICABLE, reason="None here.", comment="c", evidence=["https://e.org"]
    )
    make_answer(older, "todo-stages-licences-1-1", comment="only a comment")
    assert load(participant) == {
        KEY: EarlierAnswer(
            cycle="90 days ago",
            kind=AnswerKind.NOT_APPLICABLE,
            point="",
            point_name="",
            reason="None here.",
            comment="c",
            evidence=("https://e.org",),
            is_reworded=False,
        )
    }


def test_one_query_reads_all(participant: Participant, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    older = make_older(participant, 90)
    questions = list(load_questionnaire(participant.assessment).questions.values())
    for question in questions:
        make_answer(older, question.key, "partial")
    with django_assert_num_queries(1):
        assert len(load_earlier_answers(participant, questions)) == len(questions)
