"""Bad input is refused where it is built, so that the arithmetic never meets it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from assessments.scoring import (
    NO_ANSWER,
    Answer,
    AnswerError,
    Criterion,
    Kind,
    Point,
    Rubric,
    RubricError,
    Scale,
    ScoringError,
    rated,
)

from .build import make_rubric, make_scale

PLAIN: dict[str, Any] = {
    "levels": [0, 1],
    "dimensions": {"axis": "maturity", "ability": "ability"},
    "criteria": [
        {"practice": "one", "dimension": "axis", "level": 1, "core": True},
        {"practice": "two", "dimension": "axis", "level": 1},
        {"practice": "sponsor", "dimension": "ability", "level": None},
    ],
}


def make_points(*values: str) -> tuple[Point, ...]:
    return tuple(Point(code=f"p{number}", value=Fraction(value)) for number, value in enumerate(values))


def test_errors_have_one_root_that_is_a_value_error() -> None:
    assert issubclass(AnswerError, ScoringError)
    assert issubclass(RubricError, ScoringError)
    assert issubclass(ScoringError, ValueError)


@pytest.mark.parametrize(("kind", "point"), [(Kind.RATED, None), (Kind.DONT_KNOW, "yes")])
def test_answer_point_that_does_not_fit_its_kind_is_refused(kind: Kind, point: str | None) -> None:
    with pytest.raises(AnswerError, match="answer of kind"):
        Answer(kind=kind, point=point)


def test_answers_equal_when_they_say_the_same() -> None:
    assert rated("yes") == Answer(kind=Kind.RATED, point="yes")
    assert Answer(kind=Kind.NO_ANSWER) == NO_ANSWER


def test_scale_ranks_values_and_in_place() -> None:
    scale = make_scale("practice")
    assert scale.rank("standard") == 3
    assert scale.value("standard") == scale.in_place_value == Fraction(3, 5)
    with pytest.raises(AnswerError, match="no point 'yes'"):
        scale.value("yes")


@pytest.mark.parametrize(
    "values",
    [(), ("0",), ("1",), ("0", "1/2"), ("1/2", "1"), ("1", "0"), ("0", "1", "1"), ("0", "1/2", "1/2", "1")],
)
def test_scale_values_that_do_not_rise_from_0_to_1_are_refused(values: tuple[str, ...]) -> None:
    with pytest.raises(RubricError, match="do not increase"):
        Scale(code="scale", points=make_points(*values), in_place="p1")


@pytest.mark.parametrize("in_place", ["p0", "other", ""])
def test_scale_in_place_at_the_worst_or_no_point_is_refused(in_place: str) -> None:
    with pytest.raises(RubricError, match="in-place point"):
        Scale(code="scale", points=make_points("0", "1"), in_place=in_place)


@pytest.mark.parametrize("code", ["p0", "dont_know", "not_applicable", "no_answer", "rated"])
def test_scale_point_code_repeated_or_named_like_a_kind_is_refused(code: str) -> None:
    points = (*make_points("0", "1/2"), Point(code=code, value=Fraction(1)))
    with pytest.raises(RubricError, match="codes repeat"):
        Scale(code="scale", points=points, in_place="p1")


def test_float_anywhere_is_refused() -> None:
    number: Any = 0.5
    points = (Point(code="a", value=Fraction(0)), Point(code="b", value=number), Point(code="c", value=Fraction(1)))
    with pytest.raises(RubricError, match="not a Fraction"):
        Scale(code="scale", points=points, in_place="b")
    with pytest.raises(RubricError, match="not a Fraction"):
        Criterion(practice="one", scale="fact", dimension="axis", level=1, weight=number)
    with pytest.raises(RubricError, match="not a Fraction"):
        replace(make_rubric(PLAIN), min_in_place=number)


@pytest.mark.parametrize("weight", ["0", "-1"])
def test_criterion_weight_not_above_0_is_refused(weight: str) -> None:
    with pytest.raises(RubricError, match="not above 0"):
        Criterion(practice="one", scale="fact", dimension="axis", level=1, weight=Fraction(weight))


@pytest.mark.parametrize(
    "limits",
    [{"min_in_place": "0"}, {"min_in_place": "5/4"}, {"max_not_applicable": "1"}, {"max_not_applicable": "-1/4"}],
)
def test_rubric_threshold_out_of_range_is_refused(limits: dict[str, str]) -> None:
    with pytest.raises(RubricError, match="out of range"):
        make_rubric(PLAIN | limits)


@pytest.mark.parametrize("levels", [[1, 0], [0, 0, 1], [1]])
def test_rubric_levels_that_do_not_ascend_are_refused(levels: list[int]) -> None:
    with pytest.raises(RubricError, match="do not ascend"):
        make_rubric(PLAIN | {"levels": levels})


def test_rubric_level_above_the_floor_without_criteria_is_refused_unless_quick() -> None:
    with pytest.raises(RubricError, match=r"levels \[2\] have no criteria"):
        make_rubric(PLAIN | {"levels": [0, 1, 2]})
    assert make_rubric(PLAIN | {"levels": [0, 1, 2], "quick": True}).levels == (0, 1, 2)


def test_rubric_dimension_named_twice_is_refused() -> None:
    rubric = make_rubric(PLAIN)
    with pytest.raises(RubricError, match="dimension appears twice"):
        replace(rubric, dimensions=(*rubric.dimensions, rubric.dimensions[0]))


def test_rubric_scale_filed_under_another_code_is_refused() -> None:
    with pytest.raises(RubricError, match="another code"):
        replace(make_rubric(PLAIN), scales={"fact": make_scale("reach")})


def test_rubric_practice_counted_twice_is_refused() -> None:
    with pytest.raises(RubricError, match="counted twice"):
        make_rubric(PLAIN | {"criteria": [*PLAIN["criteria"], PLAIN["criteria"][0]]})


@pytest.mark.parametrize("wrong", [{"dimension": "other"}, {"scale": "other"}])
def test_rubric_criterion_with_an_unknown_name_is_refused(wrong: dict[str, str]) -> None:
    row = {"practice": "three", "dimension": "axis", "level": 1} | wrong
    with pytest.raises(RubricError, match="unknown dimension or scale"):
        make_rubric(PLAIN | {"criteria": [*PLAIN["criteria"], row]})


@pytest.mark.parametrize(("dimension", "level"), [("axis", None), ("axis", 7), ("ability", 1), ("ability", 7)])
def test_rubric_criterion_with_a_level_its_dimension_cannot_have_is_refused(dimension: str, level: int | None) -> None:
    row = {"practice": "three", "dimension": dimension, "level": level}
    with pytest.raises(RubricError, match="cannot have"):
        make_rubric(PLAIN | {"criteria": [*PLAIN["criteria"], row]})


def test_rubric_without_levels_takes_no_criterion_with_a_level() -> None:
    with pytest.raises(RubricError, match="cannot have"):
        make_rubric(PLAIN | {"levels": []})


def test_rubric_core_keeps_the_core_criteria_and_is_quick() -> None:
    core = make_rubric(PLAIN).core()
    assert [item.practice for item in core.criteria] == ["one"]
    assert core.quick


def test_rubric_floor_is_the_lowest_level_or_none() -> None:
    row = {"practice": "one", "dimension": "axis", "level": None}
    assert make_rubric(PLAIN).floor == 0
    assert make_rubric(PLAIN | {"levels": [], "criteria": [row]}).floor is None


def test_equal_rubrics_hash_alike() -> None:
    first, second = make_rubric(PLAIN), make_rubric(PLAIN)
    assert first == second
    assert hash(first) == hash(second)
    assert isinstance(first, Rubric)
