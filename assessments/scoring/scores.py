"""Scores of groups of criteria: the item-weighted mean at every size of group, never a mean of means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from assessments.scoring.compiled import (
    DONT_KNOW_MARK,
    NO_ANSWER_MARK,
    Compiled,
    Marks,
    compile_rubric,
    find_positions,
    mark_answers,
)
from assessments.scoring.results import Score, ScoreRange
from assessments.scoring.types import Answer, Rubric


class Tally(NamedTuple):
    """Integer sums over a group. They add up, so that a dimension is the sum of its cells, still weighted by item."""

    weighted_value: int = 0
    rated_weight: int = 0
    open_weight: int = 0
    rated: int = 0
    in_place: int = 0
    dont_know: int = 0
    no_answer: int = 0
    not_applicable: int = 0


def score_group(rubric: Rubric, practices: Iterable[str], answers: Mapping[str, Answer]) -> Score:
    """The score of any group of the rubric's criteria: an activity, the practices for a role, a risk.

    score(g) = Σ w·v / Σ w over rated(g), None when nothing is rated; coverage(g) = |rated| / |applicable|, None when
    nothing applies. Example: weights 1 and 3 rated 1/5 and 3/5, and a third practice *don't know*:
    (1·1/5 + 3·3/5) / 4 = 1/2, with coverage 2/3. Raises `AnswerError` for a practice that the rubric does not count.
    """
    compiled = compile_rubric(rubric)
    positions = find_positions(compiled, practices)
    return build_score(compiled, tally_group(compiled, mark_answers(compiled, answers), positions))


def tally_group(compiled: Compiled, marks: Marks, positions: Iterable[int]) -> Tally:
    """Sums over one group: applicable(g) leaves out *not applicable*, rated(g) keeps the scale points only."""
    value = rated_weight = open_weight = rated = in_place = dont_know = no_answer = not_applicable = 0
    for position in positions:
        item, mark = compiled.items[position], marks[position]
        if mark >= 0:
            value += item.weight * mark
            rated_weight += item.weight
            rated += 1
            in_place += mark >= item.in_place
        elif mark == DONT_KNOW_MARK:
            dont_know += 1
            open_weight += item.weight
        elif mark == NO_ANSWER_MARK:
            no_answer += 1
            open_weight += item.weight
        else:
            not_applicable += 1
    return Tally(value, rated_weight, open_weight, rated, in_place, dont_know, no_answer, not_applicable)


def tally_cells(compiled: Compiled, marks: Marks) -> dict[tuple[str, int | None], Tally]:
    """One tally per (dimension, level) that has criteria; every larger group is a sum of these."""
    return {cell: tally_group(compiled, marks, positions) for cell, positions in compiled.cells.items()}


def add_tallies(tallies: Iterable[Tally]) -> Tally:
    """The tally of several groups taken together; of none, all zeros."""
    rows = tuple(tallies)
    return Tally(*map(sum, zip(*rows, strict=True))) if rows else Tally()


def build_score(compiled: Compiled, tally: Tally) -> Score:
    """score = Σ w·v / Σ w over the rated ones. Example in units of 1/5: (1·1 + 3·3) / (4 · 5) = 1/2."""
    value = Fraction(tally.weighted_value, tally.rated_weight * compiled.value_unit) if tally.rated else None
    return Score(
        value=value,
        rated=tally.rated,
        in_place=tally.in_place,
        dont_know=tally.dont_know,
        no_answer=tally.no_answer,
        not_applicable=tally.not_applicable,
    )


def build_range(compiled: Compiled, tally: Tally) -> ScoreRange | None:
    """Where the score can end when the open practices get rated: all at 0 for `low`, all at 1 for `high`.

    low = Σ w·v / Σ w over the applicable ones with v = 0 for the open ones; high has v = 1 for them. None when nothing
    applies. Example: weights 1, 1, 2, the first two rated 1/2 and 1, the last open: (3/2 + 0)/4 = 3/8 to
    (3/2 + 2)/4 = 7/8.
    """
    applicable = (tally.rated_weight + tally.open_weight) * compiled.value_unit
    if not applicable:
        return None
    return ScoreRange(
        low=Fraction(tally.weighted_value, applicable),
        high=Fraction(tally.weighted_value + tally.open_weight * compiled.value_unit, applicable),
    )


def score_dimensions(rubric: Rubric, compiled: Compiled, marks: Marks) -> dict[str, Score]:
    """One score per dimension of the rubric, in its order; one without criteria has an empty score."""
    return sum_dimensions(rubric, compiled, tally_cells(compiled, marks))


def sum_dimensions(
    rubric: Rubric, compiled: Compiled, cells: Mapping[tuple[str, int | None], Tally]
) -> dict[str, Score]:
    """Scores per dimension out of the tallies of its cells: sums are added, means never averaged."""
    parts: dict[str, list[Tally]] = {axis.code: [] for axis in rubric.dimensions}
    for (dimension, _level), tally in cells.items():
        parts[dimension].append(tally)
    return {code: build_score(compiled, add_tallies(rows)) for code, rows in parts.items()}


def sum_levels(rubric: Rubric, compiled: Compiled, cells: Mapping[tuple[str, int | None], Tally]) -> dict[int, Score]:
    """Scores per level, in order; a level of a quick pass may be empty."""
    parts: dict[int, list[Tally]] = {level: [] for level in rubric.levels}
    for (_dimension, level), tally in cells.items():
        if level is not None:
            parts[level].append(tally)
    return {level: build_score(compiled, add_tallies(rows)) for level, rows in parts.items()}
