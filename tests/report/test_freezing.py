"""A frozen report reads back equal, for every kind of result."""

from __future__ import annotations

import json

import pytest

from assessments.models import AgreedAnswer, AnswerKind, Assessment, Participant
from assessments.report.files import compute_report
from assessments.report.freezing import freeze, thaw
from assessments.report.json import hash_report
from tests.assessments_factories import make_answer, make_assessment, make_model_version, make_participant
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db


def check(assessment: Assessment) -> None:
    report = compute_report(assessment)
    frozen = freeze(report)
    assert thaw(frozen) == report
    assert freeze(thaw(frozen)) == frozen
    assert hash_report(thaw(frozen)) == hash_report(report)


def test_answered_assessment(assessment: Assessment, alice: Participant) -> None:
    check(assessment)


def test_assessment_without_an_answer(assessment: Assessment) -> None:
    check(assessment)


@pytest.mark.parametrize("scope", Assessment.Scope.values)
def test_models_with_and_without_levels_and_an_agreed_answer(scope: str) -> None:
    versions = [make_model_version("staged"), make_model_version("flat", levels=())]
    made = make_assessment(make_organisation().units.get(), versions, scope=scope)
    for number, point in enumerate(("partial", "improved")):
        person = make_participant(made, make_user(f"person{number}@example.org"))
        answer = make_answer(person, "staged-licences-1-0", point, comment='Ünïcode, "quoted"\nand long')
    AgreedAnswer.objects.create(
        assessment=made,
        practice=answer.practice,
        revision=answer.revision,
        kind=AnswerKind.NOT_APPLICABLE,
        reason="We ship nothing.",
        recorded_by=person.user,
    )
    check(made)


def test_text_of_another_shape_is_refused(assessment: Assessment) -> None:
    frozen = json.loads(freeze(compute_report(assessment)))
    del frozen["summary"]
    with pytest.raises(KeyError):
        thaw(json.dumps(frozen))


def test_text_from_before_a_field_was_added_takes_its_default(assessment: Assessment) -> None:
    report = compute_report(assessment)
    frozen = json.loads(freeze(report))
    del frozen["models"][0]["target"]
    assert thaw(json.dumps(frozen)) == report
