"""Results: from rows to the engine's result, in a fixed number of queries."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from assessments.models import AgreedAnswer, AnswerKind, Assessment, ModelVersion, Participant, PracticeRevision
from assessments.queries.results import load_remarks, load_results
from assessments.scoring import NOT_APPLICABLE, Basis, NoPlacement, rated
from tests.assessments_factories import get_point, make_answer, make_assessment, make_model_version, make_participant
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db
KEY, OTHER = "todo-stages-licences-1-0", "todo-stages-licences-1-1"


@pytest.fixture
def version() -> ModelVersion:
    return make_model_version()


@pytest.fixture
def assessment(version: ModelVersion) -> Assessment:
    return make_assessment(make_organisation().units.get(), [version])


@pytest.fixture
def alice(assessment: Assessment) -> Participant:
    return make_participant(assessment, make_user("alice@example.org"))


def agree(assessment: Assessment, practice: str, user: User, **fields: object) -> AgreedAnswer:
    revision = PracticeRevision.objects.get(practice__key=practice)
    return AgreedAnswer.objects.create(
        assessment=assessment, practice=revision.practice, revision=revision, recorded_by=user, **fields
    )


def test_level_with_all_in_place_is_reached(assessment: Assessment, alice: Participant) -> None:
    for dimension in ("licences", "inventory"):
        for number in range(2):
            make_answer(alice, f"todo-stages-{dimension}-1-{number}", "standard")
    result = load_results(assessment).versions[0].result
    assert (result.placement.level, result.placement.blocked_at) == (1, 2)
    assert result.dimensions["licences"].value == Fraction(3, 5)
    assert result.dimensions["licences"].coverage == Fraction(1, 2)


def test_gaps_start_at_the_blocking_level(assessment: Assessment, alice: Participant) -> None:
    for dimension in ("licences", "inventory"):
        for number in range(2):
            make_answer(alice, f"todo-stages-{dimension}-1-{number}", "standard")
    make_answer(alice, "todo-stages-licences-2-1", "partial")
    gaps = load_results(assessment).versions[0].gaps
    assert [(gap.practice, gap.level) for gap in gaps[:2]] == [
        ("todo-stages-licences-2-1", 2),
        ("todo-stages-licences-2-0", 2),
    ]


def test_quick_pass_has_scores_and_no_placement(version: ModelVersion) -> None:
    assessment = make_assessment(make_organisation().units.get(), [version], scope=Assessment.Scope.CORE)
    make_answer(make_participant(assessment, make_user()), KEY, "checked")
    result = load_results(assessment).versions[0].result
    assert (result.placement, result.no_placement) == (None, NoPlacement.QUICK)
    assert (result.overall.value, result.overall.applicable) == (Fraction(4, 5), 4)


def test_not_applicable_of_a_single_participant_takes_effect(assessment: Assessment, alice: Participant) -> None:
    make_answer(alice, KEY, kind=AnswerKind.NOT_APPLICABLE, reason="We sell nothing.")
    assert load_results(assessment).units[KEY].answer == NOT_APPLICABLE


def test_answers_that_differ_need_a_conversation_until_one_is_agreed(
    assessment: Assessment, alice: Participant
) -> None:
    bob = make_participant(assessment, make_user("bob@example.org"), roles=["software-architect"])
    make_answer(alice, KEY, "improved")
    make_answer(bob, KEY, "partial")
    before = load_results(assessment)
    assert (before.units[KEY].basis, before.units[KEY].answer) == (Basis.PROVIDER, rated("improved"))
    assert before.open_conversations == {KEY}
    assert before.versions[0].result.placement.open_conversations == (KEY,)
    agree(assessment, KEY, alice.user, kind=AnswerKind.RATED, point=get_point("standard"), reason="Checked together.")
    after = load_results(assessment)
    assert (after.units[KEY].basis, after.units[KEY].answer) == (Basis.AGREED, rated("standard"))
    assert after.open_conversations == frozenset()


def test_answer_to_an_older_revision_does_not_count(assessment: Assessment, alice: Participant) -> None:
    answer = make_answer(alice, KEY, "standard", comment="Old wording.")
    older = PracticeRevision.objects.get(practice__key=KEY)
    answer.revision = PracticeRevision.objects.create(
        practice=older.practice, number=2, title="T", statement="S", scale=older.scale, scope=older.scope,
        provider=older.provider, source="ours",
    )  # fmt: skip
    answer.save()
    results = load_results(assessment)
    assert results.units[KEY].rated == 0
    assert load_remarks(assessment, results.questionnaire) == ()


def test_people_are_counted_with_their_roles(assessment: Assessment, alice: Participant) -> None:
    make_participant(assessment, make_user("bob@example.org"), roles=["developer", "software-architect"])
    results = load_results(assessment)
    assert [(person.name, sorted(person.roles)) for person in results.people] == [
        ("Alice", ["Developer"]),
        ("Bob", ["Developer", "Software Architect"]),
    ]
    assert (results.submitted, results.is_single) == (0, False)


def test_remarks_are_those_that_say_something(assessment: Assessment, alice: Participant) -> None:
    make_answer(alice, KEY, "standard")
    make_answer(alice, OTHER, "partial", comment="Half of it.", evidence=["https://example.org/a"])
    agree(assessment, KEY, alice.user, kind=AnswerKind.DONT_KNOW, reason="Nobody knows.")
    remarks = load_remarks(assessment, load_results(assessment).questionnaire)
    assert [(remark.practice, remark.person, remark.comment, remark.reason) for remark in remarks] == [
        (KEY, None, "", "Nobody knows."),
        (OTHER, alice.pk, "Half of it.", ""),
    ]
    assert remarks[1].evidence == ("https://example.org/a",)


def count_queries(assessment: Assessment) -> int:
    load_results(assessment)
    with CaptureQueriesContext(connection) as captured:
        load_results(assessment)
    return len(captured)


@pytest.mark.parametrize(("people", "per_cell"), [(1, 1), (3, 1), (1, 6), (3, 6)])
def test_queries_do_not_grow(people: int, per_cell: int) -> None:
    versions = [make_model_version(per_cell=per_cell), make_model_version("osmm", per_cell=per_cell)]
    assessment = make_assessment(make_organisation().units.get(), versions)
    for number in range(people):
        participant = make_participant(assessment, make_user(f"user-{number}@example.org"))
        make_answer(participant, KEY, "standard")
    assert count_queries(assessment) == 6
