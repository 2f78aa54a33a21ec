"""A rubric made ready for integer arithmetic, once per rubric.

Values of all scales are put over one common denominator, weights over another, so that every sum is a sum of integers
and a `Fraction` is made only where a number leaves the package. Nothing is lost: with scales in fifths and quarters the
common unit is 20, and 3/5 is held as 12.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm

from assessments.scoring.errors import AnswerError
from assessments.scoring.types import NO_ANSWER, Answer, Criterion, Kind, Measures, Rubric, Scale

DONT_KNOW_MARK, NO_ANSWER_MARK, NOT_APPLICABLE_MARK = -1, -2, -3
_MARKS = {
    Kind.DONT_KNOW: DONT_KNOW_MARK,
    Kind.NO_ANSWER: NO_ANSWER_MARK,
    Kind.NOT_APPLICABLE: NOT_APPLICABLE_MARK,
}

Marks = list[int]
"""One integer per criterion, in rubric order: the value in units when rated, else one of the negative marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A criterion in units: `weight` in weight units, `values` and `in_place` in value units."""

    practice: str
    weight: int
    key: bool
    may_not_apply: bool
    values: Mapping[str, int]
    in_place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A rubric's items with the groups they fall in; groups hold positions in `items`.

    `value_unit` and `weight_unit` are the common denominators. Every position is in exactly one of `cells`; `levels`
    holds every level of the rubric, also one without criteria.
    """

    value_unit: int
    weight_unit: int
    items: tuple[Item, ...]
    positions: Mapping[str, int]
    cells: Mapping[tuple[str, int | None], tuple[int, ...]]
    levels: Mapping[int, tuple[int, ...]]
    ability: frozenset[str]


@lru_cache(maxsize=64)
def compile_rubric(rubric: Rubric) -> Compiled:
    """The compiled form of a rubric. Equal rubrics share one, however often they are loaded."""
    value_unit = lcm(*(point.value.denominator for scale in rubric.scales.values() for point in scale.points))
    weight_unit = lcm(*(criterion.weight.denominator for criterion in rubric.criteria))
    values = {code: _values_in_units(scale, value_unit) for code, scale in rubric.scales.items()}
    items = tuple(_compile_item(item, rubric, values[item.scale], weight_unit) for item in rubric.criteria)
    return Compiled(
        value_unit=value_unit,
        weight_unit=weight_unit,
        items=items,
        positions={item.practice: position for position, item in enumerate(items)},
        cells=_group_cells(rubric),
        levels={level: _list_positions(rubric, level) for level in rubric.levels},
        ability=frozenset(axis.code for axis in rubric.dimensions if axis.measures is Measures.ABILITY),
    )


def mark_answers(compiled: Compiled, answers: Mapping[str, Answer]) -> Marks:
    """One mark per criterion; a practice without an answer counts as *no answer*.

    Answers to practices that the rubric does not count are left alone: one set of answers serves several models.
    Raises `AnswerError` for a point of another scale.
    """
    return [_mark(item, answers.get(item.practice, NO_ANSWER)) for item in compiled.items]


def find_positions(compiled: Compiled, practices: Iterable[str]) -> tuple[int, ...]:
    """Positions of a subset of practices, each once. Raises `AnswerError` for one that the rubric does not count."""
    try:
        return tuple(sorted({compiled.positions[practice] for practice in practices}))
    except KeyError as error:
        raise AnswerError(f"practice {error} is not counted by this rubric") from error


def _mark(item: Item, answer: Answer) -> int:
    if answer.point is None:
        return _MARKS[answer.kind]
    try:
        return item.values[answer.point]
    except KeyError:
        raise AnswerError(f"practice {item.practice!r} has no point {answer.point!r}") from None


def _values_in_units(scale: Scale, unit: int) -> dict[str, int]:
    return {point.code: _to_units(point.value, unit) for point in scale.points}


def _to_units(number: Fraction, unit: int) -> int:
    return number.numerator * (unit // number.denominator)


def _compile_item(criterion: Criterion, rubric: Rubric, values: Mapping[str, int], weight_unit: int) -> Item:
    return Item(
        practice=criterion.practice,
        weight=_to_units(criterion.weight, weight_unit),
        key=criterion.key,
        may_not_apply=criterion.may_not_apply,
        values=values,
        in_place=values[rubric.scales[criterion.scale].in_place],
    )


def _group_cells(rubric: Rubric) -> dict[tuple[str, int | None], tuple[int, ...]]:
    cells: dict[tuple[str, int | None], tuple[int, ...]] = {}
    for position, item in enumerate(rubric.criteria):
        cell = (item.dimension, item.level)
        cells[cell] = (*cells.get(cell, ()), position)
    return cells


def _list_positions(rubric: Rubric, level: int) -> tuple[int, ...]:
    return tuple(position for position, item in enumerate(rubric.criteria) if item.level == level)
