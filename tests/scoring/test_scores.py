"""Scores of groups, and how much of a result is left out of them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from assessments.scoring import AnswerError, Score, rated, score_assessment, score_group

from .build import make_answers, make_rubric

PLAIN: dict[str, Any] = {
    "levels": [0, 1],
    "dimensions": {"one": "maturity", "two": "maturity"},
    "criteria": [
        {"practice": "a", "dimension": "one", "level": 1, "scale": "practice"},
        {"practice": "b", "dimension": "one", "level": 1, "scale": "practice", "weight": "3"},
        {"practice": "c", "dimension": "two", "level": 1, "scale": "practice"},
        {"practice": "d", "dimension": "two", "level": 1, "scale": "practice"},
    ],
}
SAID = make_answers({"a": "individual", "b": "standard", "c": "dont_know", "d": "not_applicable"})


def test_group_score_worked_example() -> None:
    assert score_group(make_rubric(PLAIN), ["a", "b", "c"], SAID) == Score(
        value=Fraction(1, 2), rated=2, in_place=1, dont_know=1, no_answer=0, not_applicable=0
    )


def test_group_score_names_repeated_or_in_any_order_count_once() -> None:
    rubric = make_rubric(PLAIN)
    assert score_group(rubric, ["b", "a", "b"], SAID) == score_group(rubric, ["a", "b"], SAID)


def test_group_score_of_nothing_has_no_value_and_no_coverage() -> None:
    empty = score_group(make_rubric(PLAIN), [], SAID)
    assert (empty.value, empty.coverage, empty.total) == (None, None, 0)


def test_group_score_where_nothing_applies_has_no_coverage() -> None:
    score = score_group(make_rubric(PLAIN), ["d"], SAID)
    assert (score.value, score.coverage, score.applicable, score.total) == (None, None, 0, 1)


def test_group_score_of_all_practices_is_the_overall_score() -> None:
    rubric = make_rubric(PLAIN)
    assert score_group(rubric, "abcd", SAID) == score_assessment(rubric, SAID).overall


def test_group_score_of_an_uncounted_practice_is_refused() -> None:
    with pytest.raises(AnswerError, match="'x' is not counted"):
        score_group(make_rubric(PLAIN), ["a", "x"], SAID)


def test_coverage_leaves_out_what_does_not_apply() -> None:
    score = score_group(make_rubric(PLAIN), "abcd", SAID)
    assert (score.rated, score.applicable, score.total, score.coverage) == (2, 3, 4, Fraction(2, 3))


@pytest.mark.parametrize(("practices", "thin"), [("ab", True), ("abc", False)])
def test_score_is_thin_below_three_rated(practices: str, thin: bool) -> None:
    answers = {practice: rated("standard") for practice in "abc"}
    assert score_group(make_rubric(PLAIN), practices, answers).is_thin is thin


def test_missing_answer_counts_as_no_answer() -> None:
    assert score_assessment(make_rubric(PLAIN), {}).overall.no_answer == 4


def test_answers_to_practices_of_other_models_are_left_alone() -> None:
    rubric = make_rubric(PLAIN)
    assert score_assessment(rubric, {**SAID, "other-model": rated("yes")}) == score_assessment(rubric, SAID)


def test_point_of_another_scale_is_refused() -> None:
    with pytest.raises(AnswerError, match="'a' has no point 'yes'"):
        score_assessment(make_rubric(PLAIN), {"a": rated("yes")})


@pytest.mark.parametrize(
    ("answers", "is_point"),
    [(["most"] * 4, True), (["most"] * 3, False), (["not_applicable"] * 5, False)],
)
def test_ability_is_a_point_from_four_fifths_coverage(answers: list[str], is_point: bool) -> None:
    rows = [{"practice": name, "dimension": "ability", "level": None, "scale": "reach"} for name in "abcde"]
    rubric = make_rubric({"levels": [], "dimensions": {"ability": "ability"}, "criteria": rows})
    assert (
        score_assessment(rubric, make_answers(dict(zip("abcde", answers, strict=False)))).ability_is_point is is_point
    )


def test_model_without_ability_has_no_ability_score() -> None:
    result = score_assessment(make_rubric(PLAIN), SAID)
    assert (result.ability, result.ability_range, result.ability_is_point) == (None, None, False)


def test_dimension_without_criteria_has_an_empty_score_and_no_cell() -> None:
    plain = PLAIN | {"dimensions": {**PLAIN["dimensions"], "empty": "maturity"}}
    result = score_assessment(make_rubric(plain), SAID)
    assert (result.dimensions["empty"].value, result.dimensions["empty"].total) == (None, 0)
    assert list(result.cells) == [("one", 1), ("two", 1)]
