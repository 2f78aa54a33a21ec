"""Rubrics from rows: the same as from files, in a fixed number of queries, and read once."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments import scoring
from assessments.actions.content import load_content
from assessments.exchange import Content, Problems, build_rubric, read_folder
from assessments.models import ModelVersion
from assessments.queries.rubrics import load_rubric, load_rubrics
from tests.assessments_factories import make_model_version, publish

SHIPPED = Path(__file__).parents[2] / "fixtures"
QUERIES = 5


def read_shipped() -> Content:
    content = read_folder(SHIPPED, Problems())
    assert content is not None
    return content


def build_from_files(content: Content, model: str) -> scoring.Rubric:
    practices = {(item.key, item.revision): item for item in content.practices}
    scales = {item.key: item for item in content.scales}
    version = next(item for item in content.versions if item.model == model)
    return build_rubric(version, practices, scales)


@pytest.mark.django_db
@pytest.mark.parametrize("model", ["todo-stages", "osmm"])
def test_rubric_from_rows_is_the_one_from_files(model: str) -> None:
    load_content(folder=SHIPPED)
    version = ModelVersion.objects.get(maturity_model__key=model)
    assert load_rubric(version) == build_from_files(read_shipped(), model)


@pytest.mark.django_db
def test_rubric_has_the_rules_of_its_version() -> None:
    version = make_model_version(levels=(0, 1, 2), dimensions=("a", "b"), per_cell=2, min_in_place="2/3")
    rubric = load_rubric(ModelVersion.objects.get(pk=version.pk))
    assert (rubric.model, rubric.version) == ("todo-stages", version.number)
    assert (rubric.levels, rubric.min_in_place, rubric.max_not_applicable) == (
        (0, 1, 2),
        Fraction(2, 3),
        Fraction(1, 4),
    )
    assert [axis.code for axis in rubric.dimensions] == ["a", "b"]
    assert [(item.practice, item.level, item.key, item.core) for item in rubric.criteria][:3] == [
        ("todo-stages-a-1-0", 1, True, True),
        ("todo-stages-a-1-1", 1, False, False),
        ("todo-stages-a-2-0", 2, True, True),
    ]


@pytest.mark.django_db
def test_core_rubric_is_the_quick_pass() -> None:
    version = ModelVersion.objects.get(pk=make_model_version(per_cell=3).pk)
    rubric = load_rubric(version, core=True)
    assert rubric == load_rubric(version).core()
    assert rubric is load_rubric(version, core=True)


@pytest.mark.django_db
@pytest.mark.parametrize("per_cell", [1, 4])
def test_queries_do_not_grow(per_cell: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for key in ("one", "two", "three"):
        make_model_version(key, per_cell=per_cell)
    versions = list(ModelVersion.objects.order_by("pk"))
    with django_assert_num_queries(QUERIES):
        rubrics = load_rubrics(versions)
    assert [rubric.model for rubric in rubrics] == ["one", "two", "three"]


@pytest.mark.django_db
def test_published_version_is_read_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    version = ModelVersion.objects.get(pk=make_model_version().pk)
    first = load_rubric(version)
    with django_assert_num_queries(0):
        assert load_rubric(version) is first


@pytest.mark.django_db
def test_draft_is_read_every_time(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    version = ModelVersion.objects.get(pk=make_model_version(published=False).pk)
    load_rubric(version)
    with django_assert_num_queries(QUERIES):
        load_rubric(version)


@pytest.mark.django_db
def test_version_published_anew_under_the_same_id_is_read_anew() -> None:
    draft = make_model_version(published=False, per_cell=1)
    version = ModelVersion.objects.get(pk=publish(draft).pk)
    first = load_rubric(version)
    later = timezone.now() + timedelta(days=1)
    again = ModelVersion(pk=version.pk, status=version.status, number="9.9", published_at=later)
    again.min_in_place, again.max_not_applicable = Fraction(1), Fraction(0)
    assert (first.version, load_rubric(again).version) == (version.number, "9.9")
    assert load_rubric(version) is first


@pytest.mark.django_db
def test_draft_that_breaks_a_rule_is_refused() -> None:
    version = make_model_version(published=False)
    version.criteria.filter(level__number=2).delete()
    with pytest.raises(scoring.RubricError):
        load_rubric(ModelVersion.objects.get(pk=version.pk))
