"""The laws on every answer set of small models, and the engine against the slow scorer on 10,000 random ones."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest

from assessments.scoring import Result, score_assessment

from . import slow
from .build import SCALES, make_answers, make_rubric, plain_result

# The laws cover the engine; measured as well, this would take three times as long.
pytestmark = pytest.mark.no_cover
TEXTS = ("no", "partly", "yes", "dont_know", "not_applicable")
KEYS = ("1-key", "1-other", "2-key", "2-other")


def make_small(min_in_place: str, max_not_applicable: str, heavy: str, may_not_apply: bool) -> dict[str, Any]:
    """Two levels above the floor, each with a key criterion of weight 1 and another of weight `heavy`."""
    rows = [
        {
            "practice": practice,
            "dimension": "axis",
            "level": int(practice[0]),
            "scale": "fact",
            "weight": "1" if practice.endswith("key") else heavy,
            "key": practice.endswith("key"),
            "may_not_apply": may_not_apply,
        }
        for practice in KEYS
    ]
    return {
        "levels": [0, 1, 2],
        "dimensions": {"axis": "maturity"},
        "scales": SCALES,
        "criteria": rows,
        "min_in_place": min_in_place,
        "max_not_applicable": max_not_applicable,
    }


SMALL = (
    make_small("3/4", "1/4", "2", may_not_apply=False),
    make_small("1/2", "1/2", "1/2", may_not_apply=True),
    make_small("2/3", "1/2", "2", may_not_apply=False),
)


def every_answer_set() -> Iterator[dict[str, str]]:
    for texts in product(TEXTS, repeat=len(KEYS)):
        yield dict(zip(KEYS, texts, strict=True))


def score_all(plain: dict[str, Any]) -> dict[tuple[str, ...], Result]:
    rubric = make_rubric(plain)
    return {tuple(said.values()): score_assessment(rubric, make_answers(said)) for said in every_answer_set()}


def level_of(result: Result) -> int:
    assert result.placement is not None
    return result.placement.level


@pytest.mark.parametrize("plain", SMALL)
def test_every_answer_set_equals_slow_scorer(plain: dict[str, Any]) -> None:
    for texts, result in score_all(plain).items():
        said = dict(zip(KEYS, texts, strict=True))
        expected = slow.result(plain, said)
        assert level_of(result) == expected["level"], said
        assert plain_result(result)["overall"] == expected["overall"], said


@pytest.mark.parametrize("plain", SMALL)
def test_every_answer_set_rests_on_the_fewest(plain: dict[str, Any]) -> None:
    for texts, result in score_all(plain).items():
        said = dict(zip(KEYS, texts, strict=True))
        assert result.placement is not None
        found = result.placement.rests_on
        assert (None if found is None else len(found)) == slow.rests_on(plain, said), said


@pytest.mark.parametrize("plain", SMALL)
def test_every_answer_set_next_level_is_the_fewest(plain: dict[str, Any]) -> None:
    for texts, result in score_all(plain).items():
        said = dict(zip(KEYS, texts, strict=True))
        following = result.next_level
        assert (following is None) == (level_of(result) == 2), said
        found = len(following.practices) if following and following.possible else None
        assert found == slow.next_level(plain, said), said


@pytest.mark.parametrize("plain", SMALL)
def test_every_raise_of_a_rated_answer_lowers_nothing(plain: dict[str, Any]) -> None:
    results = score_all(plain)
    for texts, result in results.items():
        for position, text in enumerate(texts):
            if text in ("no", "partly"):
                higher = "partly" if text == "no" else "yes"
                after = results[(*texts[:position], higher, *texts[position + 1 :])]
                assert level_of(after) >= level_of(result)
                assert (after.overall.value or Fraction(0)) > (result.overall.value or Fraction(-1))


@pytest.mark.parametrize("plain", SMALL)
def test_every_withdrawal_of_a_rated_answer_raises_no_placement(plain: dict[str, Any]) -> None:
    results = score_all(plain)
    for texts, result in results.items():
        for position, text in enumerate(texts):
            if text in ("no", "partly", "yes"):
                after = results[(*texts[:position], "dont_know", *texts[position + 1 :])]
                assert level_of(after) <= level_of(result)


@pytest.mark.parametrize("plain", SMALL)
def test_every_placement_below_the_top_has_a_reason(plain: dict[str, Any]) -> None:
    for result in score_all(plain).values():
        assert result.placement is not None
        assert bool(result.placement.reasons) == (result.placement.level < 2)


def make_random(random: Random) -> tuple[dict[str, Any], dict[str, str]]:
    axes = ["one", "two"]
    rows: list[dict[str, Any]] = []
    levels = list(range(random.randint(0, 1), random.randint(2, 4) + 1))
    for number in range(random.randint(len(levels), 12)):
        ability = number >= len(levels) and random.random() < 0.15
        level = levels[number] if number < len(levels) else random.choice(levels)
        rows.append(
            {
                "practice": f"p{number}",
                "dimension": "ability" if ability else random.choice(axes),
                "level": None if ability else level,
                "scale": random.choice(sorted(SCALES)),
                "weight": random.choice(["1", "1", "2", "3/2", "1/3"]),
                "key": random.random() < 0.3,
                "may_not_apply": random.random() < 0.5,
            }
        )
    dimensions = {"one": "maturity", "two": "maturity", "ability": "ability"}
    said = {row["practice"]: random_answer(random, row["scale"]) for row in rows}
    limits = {"min_in_place": random.choice(["3/4", "1/2"]), "max_not_applicable": random.choice(["1/4", "1/2"])}
    return {"levels": levels, "dimensions": dimensions, "scales": SCALES, "criteria": rows, **limits}, said


def random_answer(random: Random, scale: str) -> str:
    points: list[str] = list(SCALES[scale]["points"])
    return random.choice([*points, *points[-2:] * 5, "not_applicable", "dont_know", "no_answer"])


def test_ten_thousand_random_assessments_equal_slow_scorer() -> None:
    random = Random(20260825)  # noqa: S311 (a fixed seed, so that a difference can be found again)
    seen = set()
    for _ in range(10_000):
        plain, said = make_random(random)
        result = score_assessment(make_rubric(plain), make_answers(said))
        assert level_of(result) == slow.placed_at(plain, said), (plain, said)
        fast = plain_result(result)
        assert fast["dimensions"] == slow.result(plain, said)["dimensions"], (plain, said)
        seen.add(level_of(result))
    assert seen == {0, 1, 2, 3, 4}
