"""The example on the landing page: counted by the real engine, once, for whatever version is published."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.core.management import call_command

from assessments.queries.versions import get_readable_version
from assessments.report.sample import load_sample
from assessments.scoring import Placement
from tests.assessments_factories import make_model_version

pytestmark = pytest.mark.django_db


def test_sample_of_the_shipped_model_reaches_a_stage_and_says_what_holds_the_next() -> None:
    call_command("load_content", verbosity=0)
    sample = load_sample(get_readable_version("todo-stages"))
    assert isinstance(sample.result.placement, Placement)
    assert (sample.headline.text, sample.result.placement.provisional) == ("Stage 1: Legal Education", False)
    assert sample.headline.holds[0].startswith("Stage 2 is held by: ")
    assert 2 <= len(sample.next_step.practices) <= 6
    assert {row.rated for row in sample.dimensions} != {""}


def test_sample_of_an_unknown_version_uses_the_usual_values() -> None:
    sample = load_sample(make_model_version("other", levels=(0, 1, 2, 3), per_cell=1))
    assert [row.in_place for row in sample.result.profile] == [0, 2, 2, 0]
    assert sample.result.dimensions["licences"].value == Fraction(9, 5) / 3


def test_sample_of_a_model_without_levels_has_scores_only() -> None:
    sample = load_sample(make_model_version("pulse", levels=()))
    assert (sample.headline.text, sample.levels) == ("Scores only: 60% overall", ())


def test_sample_is_built_once(django_assert_num_queries: pytest.FixtureRequest) -> None:
    version = make_model_version("other")
    first = load_sample(version)
    with django_assert_num_queries(0):
        assert load_sample(version) is first
