"""Two models side by side, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from assessments import wording
from assessments.queries.versions import LevelLabel
from assessments.scoring import CrossWalk, CrossWalkReading, read_cross_walk, score_assessment
from tests.scoring.build import make_answers, make_rubric
from tests.wording.test_wording import make_labels

STAGES = replace(make_labels(), model="stages", name="The stages")
RUNGS = replace(
    make_labels(),
    model="rungs",
    name="The rungs",
    level_word="Level",
    levels={n: LevelLabel(number=n, name=f"Rung {n}", summary="") for n in (1, 2, 3)},
    cross_walk=CrossWalk(model="stages", offset=1),
    cross_walk_source="a page",
)
LABELS = {"stages": STAGES, "rungs": RUNGS}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en-gb"):
        yield


def row(practice: str, level: int | None, **rest: Any) -> dict[str, Any]:
    return {"practice": practice, "dimension": "use" if level is not None else "means", "level": level, **rest}


def read(rungs: list[dict[str, Any]], stages: list[dict[str, Any]], *yes: str, offset: int = 1) -> CrossWalkReading:
    answers = make_answers(dict.fromkeys(yes, "yes"))
    plain = {"dimensions": {"use": "maturity", "means": "ability"}}
    own = make_rubric({**plain, "model": "rungs", "levels": [1, 2, 3], "criteria": rungs})
    other = make_rubric({**plain, "model": "stages", "levels": [0, 1, 2], "criteria": stages})
    results = [score_assessment(rubric, answers) for rubric in (own, other)]
    reading = read_cross_walk(CrossWalk(model="stages", offset=offset), results[0], results[1], answers)
    assert reading is not None
    return reading


ALIKE = read([row("a", 2), row("b", 3)], [row("a", 1), row("b", 2)], "a")
APART = read([row("a", 2), row("b", 3)], [row("a", 1), row("c", 1), row("b", 2)], "a", "b")


def test_agreement_names_both_levels() -> None:
    assert wording.say_cross_walk(ALIKE, LABELS) == (
        "The rungs and The stages agree: the cross-walk sets Level 2 beside Stage 1, and the unit stands at both."
    )
    assert wording.say_cross_walk_causes(ALIKE, LABELS) == ""
    assert [wording.say_standing(ALIKE, LABELS, position) for position in range(3)] == ["", "both stand here", ""]


def test_agreement_outside_the_cross_walk_claims_no_pair() -> None:
    """Offset 2 leaves stage 2 without a level beside it."""
    reading = read([row("a", 2), row("b", 3)], [row("a", 1), row("b", 2)], "a", "b", offset=2)
    assert wording.say_cross_walk(reading, LABELS) == "The rungs and The stages agree, as far as the cross-walk goes."


def test_disagreement_says_who_is_lower_and_what_holds_it() -> None:
    assert wording.say_cross_walk_title(APART, LABELS) == "The rungs beside The stages"
    assert wording.say_cross_walk(APART, LABELS) == (
        "The rungs reaches Level 3. The cross-walk sets Stage 2 of The stages beside it; The stages stands at Stage 0."
    )
    assert wording.say_cross_walk_causes(APART, LABELS) == (
        "What holds The stages below Stage 2 while The rungs is at Level 3:"
    )
    assert [wording.say_standing(APART, LABELS, position) for position in range(3)] == [
        "The stages stands here",
        "",
        "The rungs stands here",
    ]


@pytest.mark.parametrize(
    ("rungs", "stages", "yes", "why"),
    [
        ([row("a", 2), row("b", 3)], [row("c", 1), row("b", 2)], "a", "The rungs does not ask it"),
        (
            [row("a", 2), row("c", 3)],
            [row("c", 1), row("b", 2)],
            "a",
            "The rungs counts it at Level 3, which is not reached",
        ),
        (
            [*(row(key, 2) for key in "abcd"), row("e", 3)],
            [row("d", 1), row("e", 2)],
            "abc",
            "The rungs counts it at Level 2 and reaches that level without it",
        ),
        (
            [row("a", 2), row("b", 3), row("c", None)],
            [row("c", 1), row("b", 2)],
            "a",
            "The rungs counts it at no level",
        ),
        ([row("a", 2), row("b", 3)], [row("c", 1), row("b", 2)], "c", "The stages does not ask it"),
    ],
)
def test_cause_says_why_it_holds_one_model_only(
    rungs: list[dict[str, Any]], stages: list[dict[str, Any]], yes: str, why: str
) -> None:
    reading = read(rungs, stages, *yes)
    assert [wording.say_cause(cause, reading, LABELS) for cause in reading.causes] == [why]


def test_obstacle_is_told_where_no_practice_helps() -> None:
    answers = make_answers({"a": "yes", "c": "not_applicable"})
    plain = {"dimensions": {"use": "maturity"}}
    own = make_rubric({**plain, "model": "rungs", "levels": [1, 2, 3], "criteria": [row("a", 2), row("b", 3)]})
    stages = [row("c", 1, key=True), row("d", 2)]
    other = make_rubric({**plain, "model": "stages", "levels": [0, 1, 2], "criteria": stages})
    results = [score_assessment(rubric, answers) for rubric in (own, other)]
    reading = read_cross_walk(CrossWalk(model="stages", offset=1), results[0], results[1], answers)
    assert reading is not None
    assert wording.say_cross_walk_causes(reading, LABELS) == (
        "No practice brought in place would bring The stages to Stage 1."
    )
    assert wording.list_cross_walk_obstacles(reading, LABELS)[0] == (
        "Stage 1 is not assessed, because a key practice is marked not applicable: Practice c."
    )


def test_note_says_that_nothing_is_merged_and_names_the_source() -> None:
    note = wording.say_cross_walk_note(ALIKE, LABELS)
    assert note.startswith("This is an aid for reading. The two results stay apart")
    assert note.endswith("Which levels stand side by side: a page.")
    without = {**LABELS, "rungs": replace(RUNGS, cross_walk_source="")}
    assert "side by side" not in wording.say_cross_walk_note(ALIKE, without)
