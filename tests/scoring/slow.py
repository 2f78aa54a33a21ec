"""A second scorer, written from docs/scoring.md alone: slow, by brute force, sharing no code with the engine.

It works on plain data (tests/scoring/build.py says which) and answers with plain data. Fewest sets are found by trying
all sets in order of size and scoring each from the start, so nothing here relies on an argument about greed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from typing import Any

Plain = Mapping[str, Any]
Said = dict[str, str]
Move = Callable[[Plain, Said, str], None]


def criterion_value(rubric: Plain, row: Plain, said: Plain) -> Fraction | None:
    points = rubric["scales"][row["scale"]]["points"]
    text = said.get(row["practice"], "no_answer")
    return Fraction(points[text]) if text in points else None


def is_in_place(rubric: Plain, row: Plain, said: Plain) -> bool:
    scale = rubric["scales"][row["scale"]]
    value = criterion_value(rubric, row, said)
    return value is not None and value >= Fraction(scale["points"][scale["in_place"]])


def applies(row: Plain, said: Plain) -> bool:
    return said.get(row["practice"]) != "not_applicable"


def score(rubric: Plain, rows: list[Plain], said: Plain) -> dict[str, Any]:
    rated = [
        (Fraction(row["weight"]), value) for row in rows if (value := criterion_value(rubric, row, said)) is not None
    ]
    answers = [said.get(row["practice"], "no_answer") for row in rows]
    applicable = len(rows) - answers.count("not_applicable")
    mean = sum(weight * value for weight, value in rated) / sum(weight for weight, _ in rated) if rated else None
    return {
        "score": None if mean is None else str(Fraction(mean)),
        "coverage": str(Fraction(len(rated), applicable)) if applicable else None,
        "rated": len(rated),
        "in_place": sum(is_in_place(rubric, row, said) for row in rows),
        "dont_know": answers.count("dont_know"),
        "no_answer": answers.count("no_answer"),
        "not_applicable": answers.count("not_applicable"),
        "applicable": applicable,
        "total": len(rows),
    }


def share_in_place(rubric: Plain, rows: list[Plain], said: Plain) -> Fraction | None:
    applicable = sum((Fraction(row["weight"]) for row in rows if applies(row, said)), Fraction(0))
    in_place = sum((Fraction(row["weight"]) for row in rows if is_in_place(rubric, row, said)), Fraction(0))
    return in_place / applicable if applicable else None


def share_not_applicable(rows: list[Plain], said: Plain) -> Fraction:
    return Fraction(sum(not applies(row, said) for row in rows), len(rows))


def level_passes(rubric: Plain, level: int, said: Plain) -> bool:
    rows = [row for row in rubric["criteria"] if row["level"] == level]
    if not level_is_assessed(rubric, level, said):
        return False
    share = share_in_place(rubric, rows, said)
    keys_ok = all(is_in_place(rubric, row, said) for row in rows if row["key"] and applies(row, said))
    return keys_ok and share is not None and share >= Fraction(rubric["min_in_place"])


def level_is_assessed(rubric: Plain, level: int, said: Plain) -> bool:
    rows = [row for row in rubric["criteria"] if row["level"] == level]
    few = share_not_applicable(rows, said) <= Fraction(rubric["max_not_applicable"])
    return few and all(applies(row, said) or row["may_not_apply"] for row in rows if row["key"])


def placed_at(rubric: Plain, said: Plain) -> int:
    reached: int = rubric["levels"][0]
    for level in rubric["levels"][1:]:
        if not level_passes(rubric, level, said):
            return reached
        reached = level
    return reached


def subsets(practices: list[str]) -> Iterator[tuple[str, ...]]:
    for size in range(1, len(practices) + 1):
        yield from combinations(practices, size)


def fewest(
    rubric: Plain, said: Plain, movable: list[str], move: Callable[[Plain, Said, str], None], to: int
) -> int | None:
    """Size of the smallest set of practices which, all moved, place at `to` (above now) or below `to` (at most now)."""
    rising = to > placed_at(rubric, said)
    for chosen in subsets(movable):
        changed = dict(said)
        for practice in chosen:
            move(rubric, changed, practice)
        at = placed_at(rubric, changed)
        if (at >= to) if rising else (at < to):
            return len(chosen)
    return None


def lower(rubric: Plain, said: Said, practice: str) -> None:
    points = scale_points(rubric, practice)
    said[practice] = points[points.index(said[practice]) - 1]


def bring_in_place(rubric: Plain, said: Said, practice: str) -> None:
    row = next(row for row in rubric["criteria"] if row["practice"] == practice)
    said[practice] = rubric["scales"][row["scale"]]["in_place"]


def scale_points(rubric: Plain, practice: str) -> list[str]:
    row = next(row for row in rubric["criteria"] if row["practice"] == practice)
    return list(rubric["scales"][row["scale"]]["points"])


def rests_on(rubric: Plain, said: Said) -> int | None:
    at = placed_at(rubric, said)
    if at == rubric["levels"][0]:
        return None
    lowerable = [
        row["practice"]
        for row in rubric["criteria"]
        if said.get(row["practice"]) in scale_points(rubric, row["practice"])[1:]
    ]
    return fewest(rubric, said, lowerable, lower, at)


def next_level(rubric: Plain, said: Said) -> int | None:
    """Size of the smallest set that attains the next level; None at the top and when no set does."""
    above = [level for level in rubric["levels"] if level > placed_at(rubric, said)]
    movable = [
        row["practice"]
        for row in rubric["criteria"]
        if applies(row, said) and not is_in_place(rubric, row, said) and row["level"] is not None
    ]
    return fewest(rubric, said, movable, bring_in_place, above[0]) if above else None


def result(rubric: Plain, said: Said) -> dict[str, Any]:
    """The parts of a full result that need no search, in the names of the engine's plain result."""
    kinds = rubric["dimensions"]
    rows = rubric["criteria"]
    cells = {(row["dimension"], row["level"]) for row in rows if row["level"] is not None}
    return {
        "level": placed_at(rubric, said) if rubric["levels"] else None,
        "overall": score(rubric, [row for row in rows if kinds[row["dimension"]] == "maturity"], said),
        "dimensions": {axis: score(rubric, [row for row in rows if row["dimension"] == axis], said) for axis in kinds},
        "levels": {
            str(level): score(rubric, [row for row in rows if row["level"] == level], said)
            for level in rubric["levels"]
        },
        "cells": {
            cell: score(rubric, [row for row in rows if (row["dimension"], row["level"]) == cell], said)
            for cell in cells
        },
    }
