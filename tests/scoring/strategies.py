"""Random rubrics and answers in plain form (tests/scoring/build.py)."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from .build import SCALES

WEIGHTS = ("1", "2", "3", "1/2", "2/3", "5/4")
UNRATED = ("not_applicable", "dont_know", "no_answer")


def answers_of(row: dict[str, Any]) -> tuple[str, ...]:
    return (*SCALES[row["scale"]]["points"], *UNRATED)


@st.composite
def criteria(draw: st.DrawFn, level: int | None, dimensions: list[str], most: int) -> list[dict[str, Any]]:
    size = draw(st.integers(1, most))
    return [
        {
            "practice": f"{'a' if level is None else level}-{number}",
            "dimension": draw(st.sampled_from(dimensions)),
            "level": level,
            "scale": draw(st.sampled_from(sorted(SCALES))),
            "weight": draw(st.sampled_from(WEIGHTS)),
            "key": draw(st.booleans()) and draw(st.booleans()),
            "core": draw(st.booleans()),
            "may_not_apply": draw(st.booleans()),
        }
        for number in range(size)
    ]


@st.composite
def rubrics(draw: st.DrawFn, most: int = 5) -> dict[str, Any]:
    """A rubric with 2 to 4 levels, 3 maturity dimensions and one that measures ability."""
    floor, above = draw(st.integers(0, 1)), draw(st.integers(1, 3))
    levels = list(range(floor, floor + above + 1))
    axes = ["strategy", "people", "licences"]
    used = levels if draw(st.booleans()) else levels[1:]
    rows = [row for level in used for row in draw(criteria(level, axes, most))]
    rows += draw(criteria(None, ["ability"], most))
    return {
        "levels": levels,
        "dimensions": {**dict.fromkeys(axes, "maturity"), "ability": "ability"},
        "scales": SCALES,
        "criteria": rows,
        "min_in_place": draw(st.sampled_from(["3/4", "1/2", "1", "2/3", "1/10"])),
        "max_not_applicable": draw(st.sampled_from(["1/4", "0", "1/2", "9/10"])),
    }


@st.composite
def assessments(draw: st.DrawFn, most: int = 5) -> tuple[dict[str, Any], dict[str, str]]:
    """A rubric and one answer to each of its practices, tending to be in place so that levels are attained."""
    rubric = draw(rubrics(most))
    good = draw(st.booleans())
    said = {row["practice"]: draw(st.sampled_from(_answers(row, good))) for row in rubric["criteria"]}
    return rubric, said


def _answers(row: dict[str, Any], good: bool) -> tuple[str, ...]:
    scale = SCALES[row["scale"]]
    return (*answers_of(row), *((scale["in_place"],) * 12 if good else ()))
