"""What a target still asks of a unit."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from assessments.scoring.compiled import NOT_APPLICABLE_MARK, Compiled, Marks, compile_rubric, mark_answers
from assessments.scoring.errors import ScoringError
from assessments.scoring.results import Gap
from assessments.scoring.scores import score_dimensions
from assessments.scoring.types import ZERO, Answer, Criterion, Rubric


def list_gaps(rubric: Rubric, answers: Mapping[str, Answer], *, target: int) -> tuple[Gap, ...]:
    """The applicable criteria at or below the target level that are not in place, the most useful first.

    Order: level; in a level the rated ones before the unrated ones; key ones first; then the largest weight x
    (in-place value - v); then the practice key. Unrated ones have no number. Example: weight 2, in place at 3/5, rated
    1/5: benefit 2 · (3/5 - 1/5) = 4/5. Criteria without a level (ability) are never gaps. Raises `ScoringError` when
    the target is not a level of the rubric.
    """
    _check_target(rubric, target)
    compiled = compile_rubric(rubric)
    marks = mark_answers(compiled, answers)
    gaps = [
        _build_gap(compiled, criterion, criterion.level, position, marks[position])
        for position, criterion in enumerate(rubric.criteria)
        if criterion.level is not None
        and criterion.level <= target
        and NOT_APPLICABLE_MARK != marks[position] < compiled.items[position].in_place
    ]
    return tuple(sorted(gaps, key=_rank))


def score_target(rubric: Rubric, answers: Mapping[str, Answer], *, target: int) -> dict[str, Fraction | None]:
    """The target's radius per dimension: its score after raising each rated criterion to its in-place value.

    Only criteria at or below the target level are raised, none is lowered, so the radius is never below the score now;
    None where nothing is rated. Example: weights 1, rated 1/5 and 1, both in place at 3/5 and below the target:
    (3/5 + 1) / 2 = 4/5. Raises `ScoringError` when the target is not a level of the rubric.
    """
    _check_target(rubric, target)
    compiled = compile_rubric(rubric)
    marks = _raise_marks(rubric, compiled, mark_answers(compiled, answers), target)
    return {code: score.value for code, score in score_dimensions(rubric, compiled, marks).items()}


def _check_target(rubric: Rubric, target: int) -> None:
    if target not in rubric.levels:
        raise ScoringError(f"target {target} is not a level of {rubric.model} {rubric.version}")


def _raise_marks(rubric: Rubric, compiled: Compiled, marks: Marks, target: int) -> Marks:
    return [
        max(mark, item.in_place) if mark >= 0 and criterion.level is not None and criterion.level <= target else mark
        for criterion, item, mark in zip(rubric.criteria, compiled.items, marks, strict=True)
    ]


def _build_gap(compiled: Compiled, criterion: Criterion, level: int, position: int, mark: int) -> Gap:
    item = compiled.items[position]
    value = Fraction(mark, compiled.value_unit) if mark >= 0 else None
    in_place = Fraction(item.in_place, compiled.value_unit)
    return Gap(
        practice=criterion.practice,
        dimension=criterion.dimension,
        level=level,
        key=criterion.key,
        value=value,
        in_place_value=in_place,
        benefit=None if value is None else criterion.weight * (in_place - value),
    )


def _rank(gap: Gap) -> tuple[int, bool, bool, Fraction, str]:
    return gap.level, gap.benefit is None, not gap.key, -(gap.benefit or ZERO), gap.practice
