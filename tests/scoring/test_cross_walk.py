"""Two placements read side by side: an example by hand, and the laws on random pairs of models."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import (
    Because,
    CrossWalk,
    CrossWalkReading,
    Result,
    cross_walk_to_dict,
    read_cross_walk,
    score_assessment,
)

from . import slow
from .build import make_answers, make_rubric
from .strategies import answers_of, rubrics

STAGES = {"model": "stages", "levels": [0, 1, 2], "dimensions": {"use": "maturity", "means": "ability"}}
RUNGS = {"model": "rungs", "levels": [1, 2, 3], "dimensions": {"use": "maturity", "means": "ability"}}
Pair = tuple[dict[str, Any], dict[str, Any], dict[str, str]]


def row(practice: str, level: int | None, **rest: Any) -> dict[str, Any]:
    return {"practice": practice, "dimension": "use" if level is not None else "means", "level": level, **rest}


def read(
    own: dict[str, Any], other: dict[str, Any], said: dict[str, str], offset: int = 1, **rest: Any
) -> CrossWalkReading | None:
    answers = make_answers(said)
    results = [score_assessment(make_rubric({**plain, **rest}), answers) for plain in (own, other)]
    return read_cross_walk(CrossWalk(model=other["model"], offset=offset), *results, answers)


def compare(rungs: list[dict[str, Any]], stages: list[dict[str, Any]], said: dict[str, str]) -> CrossWalkReading:
    reading = read({**RUNGS, "criteria": rungs}, {**STAGES, "criteria": stages}, said)
    assert reading is not None
    return reading


def list_causes(reading: CrossWalkReading) -> list[tuple[str, int, Because, int | None]]:
    return [(cause.practice, cause.level, cause.because, cause.there) for cause in reading.causes]


def test_placements_side_by_side_are_alike() -> None:
    rows = [row("a", 2), row("b", 3)], [row("a", 1), row("b", 2)]
    for said in ({}, {"a": "yes"}, {"a": "yes", "b": "yes"}):
        reading = compare(*rows, said)
        assert reading.pairs == ((1, 0), (2, 1), (3, 2))
        assert (reading.lower, reading.target, reading.causes, reading.obstacles) == (None, None, (), ())


def test_practice_that_only_one_model_counts_is_named() -> None:
    reading = compare([row("a", 2), row("b", 3)], [row("a", 1), row("c", 1), row("b", 2)], {"a": "yes", "b": "yes"})
    assert (reading.lower, reading.target) == ("stages", 2)
    assert list_causes(reading) == [("c", 1, Because.ONLY_HERE, None)]


def test_practice_that_stands_higher_in_the_other_model_is_named() -> None:
    reading = compare([row("a", 2), row("c", 3)], [row("a", 1), row("c", 1), row("b", 2)], {"a": "yes"})
    assert list_causes(reading) == [("c", 1, Because.NOT_YET_THERE, 3)]


def test_practice_without_which_the_other_model_reached_its_level_is_named() -> None:
    rungs = [row(key, 2) for key in "abcd"] + [row("e", 3)]
    reading = compare(
        rungs, [row(key, 1, key=key == "d") for key in "abcd"] + [row("e", 2)], dict.fromkeys("abc", "yes")
    )
    assert (reading.lower, reading.target) == ("stages", 1)
    assert list_causes(reading) == [("d", 1, Because.NOT_DECISIVE_THERE, 2)]


def test_practice_that_measures_the_ability_in_the_other_model_is_named() -> None:
    reading = compare([row("a", 2), row("b", 3)], [row("c", 1), row("d", 2), row("b", None)], {"c": "yes", "d": "yes"})
    assert (reading.lower, reading.target) == ("rungs", 3)
    assert list_causes(reading) == [("a", 2, Because.ONLY_HERE, None), ("b", 3, Because.NO_LEVEL_THERE, None)]


def test_what_no_practice_can_mend_is_told() -> None:
    reading = compare(
        [row("a", 2), row("b", 3)], [row("c", 1, key=True), row("d", 2)], {"a": "yes", "c": "not_applicable"}
    )
    assert (reading.lower, reading.target, reading.causes) == ("stages", 1, ())
    assert {reason.practices for reason in reading.obstacles} == {("c",)}


def test_levels_outside_the_cross_walk_say_nothing() -> None:
    """Offset 2 sets levels 2 and 3 beside 0 and 1: level 1 stands below the first pair, stage 2 above the last."""
    rows = {**RUNGS, "criteria": [row("a", 2), row("b", 3)]}, {**STAGES, "criteria": [row("c", 1), row("d", 2)]}
    top = read(*rows, dict.fromkeys("abcd", "yes"), offset=2)
    assert top is not None
    assert (top.pairs, top.lower) == (((2, 0), (3, 1)), None)
    floor = read(*rows, {}, offset=2)
    assert floor is not None
    assert (floor.lower, floor.target, list_causes(floor)) == ("rungs", 2, [("a", 2, Because.ONLY_HERE, None)])


@pytest.mark.parametrize("change", [{"quick": True}, {"levels": [], "criteria": [row("a", None)]}])
def test_without_two_placements_there_is_nothing_to_read(change: dict[str, Any]) -> None:
    own, other = {**RUNGS, "criteria": [row("a", 2), row("b", 3)]}, {**STAGES, "criteria": [row("a", 1), row("b", 2)]}
    assert read({**own, **change}, other, {}) is None
    assert read(own, {**other, **change}, {}) is None


def test_offset_that_sets_no_levels_side_by_side_reads_nothing() -> None:
    rows = {**RUNGS, "criteria": [row("a", 2), row("b", 3)]}, {**STAGES, "criteria": [row("a", 1), row("b", 2)]}
    assert read(*rows, {}, offset=9) is None


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    """Two rubrics that share some practices, which then have one scale, and an answer to every practice."""
    own, other = draw(rubrics(3)), draw(rubrics(3))
    scales = {item["practice"]: item["scale"] for item in own["criteria"]}
    for item in other["criteria"]:
        if draw(st.booleans()):
            item["practice"] += "-other"
        item["scale"] = scales.get(item["practice"], item["scale"])
    rows = {item["practice"]: item for plain in (own, other) for item in plain["criteria"]}
    said = {key: draw(st.sampled_from(answers_of(item))) for key, item in rows.items()}
    return {**own, "model": "own"}, {**other, "model": "other"}, said


def place(plain: dict[str, Any], said: dict[str, str]) -> int:
    return placed(score_assessment(make_rubric(plain), make_answers(said)))


def placed(result: Result) -> int:
    assert result.placement is not None
    return result.placement.level


@given(pairs(), st.integers(-1, 2))
def test_reading_the_other_way_round_says_the_same(case: Pair, offset: int) -> None:
    own, other, said = case
    there, back = read(own, other, said, offset), read(other, own, said, -offset)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert [(one, two) for two, one in back.pairs] == list(there.pairs)
        assert (there.lower, there.target, there.causes) == (back.lower, back.target, back.causes)


@given(pairs(), st.integers(-1, 2))
def test_causes_brought_in_place_bring_the_lower_model_to_its_target(case: Pair, offset: int) -> None:
    own, other, said = case
    reading = read(own, other, said, offset)
    if reading is None or reading.lower is None or reading.target is None:
        return
    lower = own if reading.lower == "own" else other
    assert place(lower, said) < reading.target
    assert all(said[cause.practice] != "not_applicable" for cause in reading.causes)
    assert bool(reading.causes or reading.obstacles)
    after = dict(said)
    for cause in reading.causes:
        slow.bring_in_place(lower, after, cause.practice)
    assert (place(lower, after) >= reading.target) == (not reading.obstacles)


@given(pairs(), st.integers(-1, 2), st.data())
def test_no_cause_can_be_spared(case: Pair, offset: int, data: st.DataObject) -> None:
    own, other, said = case
    reading = read(own, other, said, offset)
    if reading is None or reading.target is None or not reading.causes:
        return
    lower = own if reading.lower == "own" else other
    spared = data.draw(st.sampled_from(reading.causes))
    after = dict(said)
    for cause in reading.causes:
        if cause != spared:
            slow.bring_in_place(lower, after, cause.practice)
    assert place(lower, after) < reading.target


@given(pairs(), st.integers(-1, 2))
def test_models_agree_exactly_when_they_reach_equally_many_pairs(case: Pair, offset: int) -> None:
    own, other, said = case
    reading = read(own, other, said, offset)
    if reading is not None:
        here, there = place(own, said), place(other, said)
        reached = [sum(one <= here for one, _ in reading.pairs), sum(two <= there for _, two in reading.pairs)]
        assert (reading.lower is None) == (reached[0] == reached[1])
        assert reading.lower is None or (reading.lower == "own") == (reached[0] < reached[1])


@given(pairs())
def test_reading_as_data_is_json_and_the_same_every_time(case: Pair) -> None:
    texts = {json.dumps(cross_walk_to_dict(reading)) for _ in range(2) if (reading := read(*case, 0))}
    assert len(texts) <= 1
