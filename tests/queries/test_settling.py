"""The unit's answers from everybody's: what counts, whose word it is, and what by-group hides."""

from __future__ import annotations

import uuid

import pytest

from assessments.actions.answers import AnswerChange, save_answer
from assessments.actions.collecting import close_collecting, reopen_collecting
from assessments.models import AgreedAnswer, AnswerKind, Assessment, Participant
from assessments.queries.questionnaires import load_questionnaire
from assessments.queries.rubrics import load_rubrics
from assessments.queries.settling import Given, load_given, settle_units
from assessments.scoring import OTHER_ROLES, Basis, Kind, UnitAnswer, rated
from tests.assessments_factories import (
    get_point,
    make_answer,
    make_answering_role,
    make_assessment,
    make_model_version,
    make_participant,
    make_revision,
)
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db
FIRST, SECOND = "todo-stages-licences-1-0", "todo-stages-licences-1-1"


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_organisation().units.get(), [make_model_version()])


def join(assessment: Assessment, number: int, *roles: str, group: str = "") -> Participant:
    return make_participant(assessment, make_user(f"person{number}@example.org"), roles, group=group)


def settle(assessment: Assessment) -> dict[str, UnitAnswer]:
    rubrics = load_rubrics([pin.version for pin in assessment.pins.all()])
    return settle_units(load_questionnaire(assessment), rubrics, load_given([assessment.pk])[assessment.pk])


def make_agreed(assessment: Assessment, practice: str, **fields: object) -> AgreedAnswer:
    revision = load_questionnaire(assessment).questions[practice]
    return AgreedAnswer.objects.create(
        assessment=assessment,
        practice_id=revision.practice_id,
        revision_id=revision.revision_id,
        recorded_by=make_user("lead@example.org"),
        **fields,
    )


def test_people_who_say_the_same_are_counted(assessment: Assessment) -> None:
    for number, point in enumerate(("partial", "partial", "standard")):
        make_answer(join(assessment, number, "developer"), FIRST, point)
    unit = settle(assessment)[FIRST]
    assert (unit.answer, unit.basis) == (rated("partial"), Basis.PROVIDER)
    assert (unit.points["partial"], unit.points["standard"]) == (2, 1)


def test_answer_to_an_older_wording_does_not_count(assessment: Assessment) -> None:
    person = join(assessment, 1, "developer")
    answer = make_answer(person, FIRST, "partial")
    answer.revision = make_revision(FIRST, number=2)
    answer.save()
    assert settle(assessment)[FIRST].answer.kind is Kind.NO_ANSWER


def test_agreed_answer_wins(assessment: Assessment) -> None:
    make_answer(join(assessment, 1, "developer"), FIRST, "partial")
    make_agreed(assessment, FIRST, kind=AnswerKind.RATED, point=get_point("checked"))
    unit = settle(assessment)[FIRST]
    assert (unit.answer, unit.basis, unit.settled) == (rated("checked"), Basis.AGREED, True)


def test_recorded_reason_leaves_a_practice_open_and_settled(assessment: Assessment) -> None:
    for number, point in enumerate(("not-done", "improved")):
        person = join(assessment, number, "developer")
        make_answer(person, FIRST, point)
        make_answer(person, SECOND, point)
    make_agreed(assessment, FIRST, reason="The two teams differ on purpose.")
    units = settle(assessment)
    assert (units[FIRST].answer, units[FIRST].settled) == (rated("not-done"), True)
    assert (units[SECOND].answer, units[SECOND].settled) == (rated("not-done"), False)


def test_by_group_a_role_that_is_not_shown_has_no_word_of_its_own(assessment: Assessment) -> None:
    """One developer, the provider, among others: their answer must not become the unit's, or all would know it."""
    Assessment.objects.filter(pk=assessment.pk).update(confidentiality=Assessment.Confidentiality.BY_GROUP)
    make_answer(join(assessment, 0, "developer", group=OTHER_ROLES), FIRST, "improved")
    for number, point in enumerate(("partial", "partial"), 1):
        make_answer(join(assessment, number, "legal", group=OTHER_ROLES), FIRST, point)
    unit = settle(assessment)[FIRST]
    assert (unit.answer, unit.basis) == (rated("partial"), Basis.ANYONE)


def test_by_group_a_role_that_is_shown_has_its_word(assessment: Assessment) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(confidentiality=Assessment.Confidentiality.BY_GROUP)
    for number in range(3):
        make_answer(join(assessment, number, "developer", group="developer"), FIRST, "improved")
    make_answer(join(assessment, 4, "developer", "legal", group=OTHER_ROLES), FIRST, "partial")
    unit = settle(assessment)[FIRST]
    assert (unit.answer, unit.basis) == (rated("improved"), Basis.PROVIDER)


def test_answer_changed_after_opening_again_counts(assessment: Assessment) -> None:
    """What was said is read once while collecting is closed; each closing is another one."""
    lead, person = make_user("lead@example.org"), join(assessment, 1, "developer")
    answer = make_answer(person, FIRST, "partial")
    close_collecting(assessment=assessment, by=lead)
    assert settle(assessment)[FIRST].answer == rated("partial")
    reopen_collecting(assessment=assessment, by=lead)
    answer.point = get_point("standard")
    answer.save()
    assert settle(assessment)[FIRST].answer == rated("standard")
    answer.point = get_point("checked")
    answer.save()
    close_collecting(assessment=assessment, by=lead)
    assert settle(assessment)[FIRST].answer == rated("checked")


def load_one(assessment: Assessment) -> Given:
    return load_given([assessment.pk])[assessment.pk]


def test_what_has_not_changed_is_the_same_object(assessment: Assessment) -> None:
    make_answer(join(assessment, 1, "developer"), FIRST, "partial")
    assert load_one(assessment) is load_one(assessment)


@pytest.mark.parametrize("change", ["answer", "first answer", "person", "role", "agreed"])
def test_every_change_is_seen_at_once(assessment: Assessment, change: str) -> None:
    person = join(assessment, 1, "developer")
    make_answer(person, FIRST, "partial")
    before = load_one(assessment)
    if change == "answer":
        questionnaire = load_questionnaire(assessment)
        save_answer(
            participant=person,
            question=questionnaire.questions[FIRST],
            change=AnswerChange(change_id=uuid.uuid4(), seen_version=1, kind=AnswerKind.DONT_KNOW),
        )
    elif change == "first answer":
        make_answer(person, SECOND, "partial")
    elif change == "person":
        join(assessment, 2, "developer")
    elif change == "role":
        person.roles.add(make_answering_role("legal"))
    else:
        make_agreed(assessment, FIRST, kind=AnswerKind.DONT_KNOW)
    assert load_one(assessment) is not before


def test_each_of_several_assessments_keeps_its_own_people(assessment: Assessment) -> None:
    other = make_assessment(make_organisation("Other").units.get(), [pin.version for pin in assessment.pins.all()])
    make_answer(join(assessment, 1, "developer"), FIRST, "partial")
    make_answer(join(other, 2, "developer"), FIRST, "checked")
    given, questionnaire = load_given([assessment.pk, other.pk]), load_questionnaire(assessment)
    rubrics = load_rubrics([pin.version for pin in assessment.pins.all()])
    answers = [settle_units(questionnaire, rubrics, given[pk])[FIRST].answer for pk in (assessment.pk, other.pk)]
    assert answers == [rated("partial"), rated("checked")]
