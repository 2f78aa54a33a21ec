"""Defects found in other instruments, each turned into a test that ours has not got it.

Stale display conditions, which one of them has, have no counterpart: the engine knows no conditions between practices.
"""

from __future__ import annotations

import ast
import sys
from dataclasses import replace
from fractions import Fraction
from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest

import assessments.scoring
from assessments.scoring import Point, Rubric, RubricError, Scale, rated, score_assessment, score_group

from .build import make_answers, make_rubric

ROLE_WEIGHTS = ("1", "2", "3", "1/3")


def make_model(*weights: str) -> Rubric:
    """Four practices at level 1 on axis one, four at level 2 on axis two; weights repeat."""
    rows: list[dict[str, Any]] = [
        {
            "practice": f"p{n}",
            "dimension": "one" if n < 4 else "two",
            "level": 1 + n // 4,
            "weight": weight,
        }
        for n, weight in zip(range(8), cycle(weights), strict=False)
    ]
    return make_rubric({"levels": [0, 1, 2], "dimensions": {"one": "maturity", "two": "maturity"}, "criteria": rows})


def answer(*texts: str) -> dict[str, Any]:
    return make_answers({f"p{n}": text for n, text in enumerate(texts)})


def level_of(rubric: Rubric, answers: dict[str, Any]) -> int:
    placement = score_assessment(rubric, answers).placement
    assert placement is not None
    return placement.level


@pytest.mark.parametrize("weights", list(product(ROLE_WEIGHTS, repeat=2)))
def test_weights_are_renormalised_so_the_top_is_reachable_at_any_weight(weights: tuple[str, str]) -> None:
    best = score_assessment(make_model(*weights), answer(*["yes"] * 8))
    assert {score.value for score in (best.overall, *best.dimensions.values(), best.levels[1], best.levels[2])} == {1}
    assert best.placement is not None
    assert best.placement.level == 2


def test_top_is_reachable_for_the_practices_of_every_role() -> None:
    rubric, answers = make_model("1", "2", "3"), answer(*["yes"] * 8)
    for chosen in product([False, True], repeat=8):
        practices = [f"p{n}" for n, take in enumerate(chosen) if take]
        assert score_group(rubric, practices, answers).value == (1 if practices else None)


def test_every_answer_set_has_exactly_one_placement_so_nothing_overflows() -> None:
    rubric = make_model("1")
    for texts in product(["no", "yes"], repeat=8):
        assert level_of(rubric, answer(*texts)) in (0, 1, 2)


def test_share_just_below_equal_and_above_the_threshold_leaves_no_hole_between_bands() -> None:
    for tenths, expected in ((2999, 0), (3000, 1), (3001, 1)):
        rows = [
            {"practice": "yes", "dimension": "one", "level": 1, "weight": str(tenths)},
            {"practice": "no", "dimension": "one", "level": 1, "weight": str(4000 - tenths)},
        ]
        rubric = make_rubric({"levels": [0, 1], "dimensions": {"one": "maturity"}, "criteria": rows})
        assert level_of(rubric, make_answers({"yes": "yes", "no": "no"})) == expected


def test_reversed_polarity_is_refused() -> None:
    points = (Point(code="yes", value=Fraction(1)), Point(code="no", value=Fraction(0)))
    with pytest.raises(RubricError, match="do not increase"):
        Scale(code="reversed", points=points, in_place="no")


@pytest.mark.parametrize("text", ["dont_know", "not_applicable", "no_answer"])
def test_answers_that_rate_nothing_score_nothing(text: str) -> None:
    result = score_assessment(make_model("1"), answer(*[text] * 8))
    assert (result.overall.value, result.overall.rated, result.overall.in_place) == (None, 0, 0)
    assert result.placement is not None
    assert result.placement.level == 0


def test_not_done_and_dont_know_are_different_things() -> None:
    rubric = make_model("1")
    not_done = score_assessment(rubric, answer("yes", "no")).dimensions["one"]
    dont_know = score_assessment(rubric, answer("yes", "dont_know")).dimensions["one"]
    assert (not_done.value, dont_know.value) == (Fraction(1, 2), Fraction(1))
    assert (not_done.coverage, dont_know.coverage) == (Fraction(1, 2), Fraction(1, 4))


def test_not_applicable_leaves_the_denominator_and_is_counted() -> None:
    score = score_assessment(make_model("1"), answer("yes", "yes", "no", "not_applicable")).dimensions["one"]
    assert (score.value, score.not_applicable, score.applicable) == (Fraction(2, 3), 1, 3)


def test_dimension_is_divided_by_its_own_criteria_only() -> None:
    rubric = make_model("1")
    some, more = answer("yes", "no"), answer("yes", "no", "no_answer", "no_answer", "yes", "yes", "yes", "no")
    assert score_assessment(rubric, some).dimensions["one"] == score_assessment(rubric, more).dimensions["one"]


def test_overall_is_the_mean_of_items_not_of_means() -> None:
    result = score_assessment(make_model("1"), answer("yes", "no", "no", "no", "yes"))
    assert [score.value for score in result.dimensions.values()] == [Fraction(1, 4), Fraction(1)]
    assert result.overall.value == Fraction(2, 5)


def test_strength_above_does_not_pay_for_a_level_below() -> None:
    assert level_of(make_model("1"), answer("no", "no", "no", "no", "yes", "yes", "yes", "yes")) == 0


def test_practices_are_known_by_key_not_by_place() -> None:
    rubric = make_model("1", "2")
    moved = replace(rubric, criteria=rubric.criteria[::-1])
    answers = answer("yes", "no", "partly", "yes", "no")
    assert score_assessment(moved, answers).overall == score_assessment(rubric, answers).overall


def test_exact_thirds_never_drift() -> None:
    rows = [{"practice": f"p{n}", "dimension": "one", "level": 1, "weight": "1/3"} for n in range(3)]
    rubric = make_rubric({"levels": [0, 1], "dimensions": {"one": "maturity"}, "criteria": rows, "min_in_place": "2/3"})
    assert level_of(rubric, {"p0": rated("yes"), "p1": rated("yes"), "p2": rated("no")}) == 1


def test_engine_imports_the_standard_library_and_itself_only() -> None:
    (folder,) = assessments.scoring.__path__
    names = set()
    for path in Path(folder).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names |= {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()
            names |= {str(node.module)} if isinstance(node, ast.ImportFrom) else set()
    foreign = {name for name in names if not name.startswith("assessments.scoring")}
    assert {name for name in foreign if name.split(".")[0] not in sys.stdlib_module_names} == set()
