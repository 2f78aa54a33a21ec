"""Models of other shapes, written as files and nothing else: they come in, are published, answered and scored."""

from __future__ import annotations

import uuid
from fractions import Fraction
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from accounts.models import Unit
from assessments.actions.answers import AnswerChange, save_answer, submit_answers
from assessments.actions.assessments import start_assessment
from assessments.actions.content import load_content
from assessments.actions.import_model import import_model
from assessments.actions.publish import publish_versions
from assessments.models import AnswerKind, Assessment, ModelVersion
from assessments.queries.files import render_model_file
from assessments.queries.questionnaires import Question, load_questionnaire
from assessments.queries.results import VersionResult, load_results
from roles.models import Role
from tests.factories import make_organisation, make_user

from .test_load_content import SHIPPED

FOLDER = Path(__file__).parents[1] / "exchange" / "models"
SHAPES = ("ggi-shape", "openchain-shape", "pkimm-shape", "samm-shape")

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _library(module_rows: DjangoDbBlocker) -> None:
    with module_rows.unblock():
        load_content(folder=SHIPPED)


def read(name: str) -> bytes:
    return (FOLDER / f"{name}.yaml").read_bytes()


def bring_in(name: str) -> ModelVersion:
    draft, _preview = import_model(data=read(name), file=f"{name}.yaml")
    publish_versions(versions=[draft])
    draft.refresh_from_db()
    return draft


def score(version: ModelVersion, *, steps: dict[str, int], step: int = -1) -> tuple[Assessment, VersionResult]:
    """Start, answer everything and submit. Each answer is the point at `step` of its scale, or as `steps` says by key.

    None there is *not applicable*.
    """
    user, unit = make_user("ada@example.org"), Unit.objects.get(organisation=make_organisation())
    roles = list(Role.answering())
    assessment = start_assessment(
        unit=unit, user=user, versions=[version], scope=Assessment.Scope.FULL, cycle_name="Now", roles=roles
    )
    participant, questionnaire = assessment.participants.get(), load_questionnaire(assessment)
    for question in questionnaire.questions.values():
        change = choose(question, steps.get(question.key, step))
        save_answer(participant=participant, question=question, change=change)
    assert submit_answers(participant=participant, questionnaire=questionnaire) == ()
    return assessment, load_results(assessment).versions[0]


def choose(question: Question, step: int | None) -> AnswerChange:
    kind = AnswerKind.RATED if step is not None else AnswerKind.NOT_APPLICABLE
    point = question.scale.choices[step].pk if step is not None else None
    reason = "" if step is not None else "We deliver nothing."
    return AnswerChange(change_id=uuid.uuid4(), seen_version=0, kind=kind, point_id=point, reason=reason)


@pytest.mark.parametrize("name", SHAPES)
def test_file_comes_in_and_goes_out_alike(name: str) -> None:
    draft, preview = import_model(data=read(name), file=f"{name}.yaml")
    assert preview.plan.is_new_model
    assert render_model_file(draft, "yaml").encode() == read(name)


@pytest.mark.parametrize("name", SHAPES)
def test_model_is_answered_and_shown_from_end_to_end(name: str, client: Client) -> None:
    version = bring_in(name)
    assessment, result = score(version, steps={})
    assert {dimension.value for dimension in result.result.dimensions.values()} == {Fraction(1)}
    client.force_login(make_user("root@example.org", is_superuser=True, is_staff=True))
    page = client.get(reverse("assessments:model", args=[name])).content.decode()
    assert "not by those of the source" in page
    assert assessment.participants.get().submitted_at is not None


def test_streams_and_quarters_of_samm() -> None:
    """All answers at 1/4 score a quarter; level 1 needs half, and is held; the streams are headings."""
    version = bring_in("samm-shape")
    assert version.criteria.values("group").distinct().count() == 6
    assert list(version.dimensions.values_list("group", flat=True)) == ["Governance", "Design", "Implementation"]
    _assessment, result = score(version, steps={}, step=1)
    assert {dimension.value for dimension in result.result.dimensions.values()} == {Fraction(1, 4)}
    assert result.result.placement.level == 0


def test_samm_levels_are_counted_one_after_the_other() -> None:
    version = bring_in("samm-shape")
    keys = [row.revision.practice.key for row in version.criteria.select_related("revision__practice")]
    _assessment, result = score(version, steps={key: 0 for key in keys if key.endswith("3")})
    assert result.result.placement.level == 2


def test_weights_of_pkimm_count() -> None:
    """Governance: 5, 4 and 3 parts of 12; the first at 1, the others at 0: 5/12. There is no level."""
    version = bring_in("pkimm-shape")
    _assessment, result = score(version, steps={"pki-policies": 0, "pki-compliance": 0})
    assert result.result.dimensions["pki-governance"].value == Fraction(5, 12)
    assert result.result.placement is None


@pytest.mark.parametrize(
    ("steps", "level"),
    [
        ({}, 1),
        ({"chain-artefacts": None, "chain-contribute": None}, 1),
        ({"chain-policy": 0}, 0),
        ({"chain-policy": None}, 0),
    ],
)
def test_checklist_of_openchain_is_met_or_not(steps: dict[str, int], level: int) -> None:
    """What may not apply can be left out; one no, or an exception that is not allowed, and it is not met."""
    _assessment, result = score(bring_in("openchain-shape"), steps=steps)
    assert result.result.placement.level == level


def test_goals_of_ggi_have_activities_with_check_points() -> None:
    version = bring_in("ggi-shape")
    assert version.levels.count() == 0
    assert version.criteria.filter(dimension__key="goal-usage").values("group").distinct().count() == 2
    _assessment, result = score(version, steps={"goal-usage-1-1": 0})
    assert result.result.dimensions["goal-usage"].value == Fraction(3, 4)
