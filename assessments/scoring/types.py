"""What goes into scoring: answers, scales, a rubric, and what several people replied.

Everything is frozen and checks itself once, when built, so that the arithmetic never meets bad input. Values, weights
and thresholds are `Fraction`; a float is refused because it would make two installations disagree in the last digit.
Rules: docs/scoring.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from assessments.scoring.errors import AnswerError, RubricError

ZERO, ONE = Fraction(0), Fraction(1)


class Kind(StrEnum):
    """The four things that an answer can be. Only a rated one has a value; none of the others counts as 0."""

    RATED = "rated"
    NOT_APPLICABLE = "not_applicable"
    DONT_KNOW = "dont_know"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer to one practice: a scale point, or one of the three other kinds.

    `point` is the code of a scale point, set exactly when the answer is rated.
    """

    kind: Kind
    point: str | None = None

    def __post_init__(self) -> None:
        if (self.kind is Kind.RATED) != (self.point is not None):
            raise AnswerError(f"answer of kind {self.kind} with point {self.point!r}")


NOT_APPLICABLE = Answer(kind=Kind.NOT_APPLICABLE)
DONT_KNOW = Answer(kind=Kind.DONT_KNOW)
NO_ANSWER = Answer(kind=Kind.NO_ANSWER)


def rated(point: str) -> Answer:
    """The rated answer at the scale point with this code."""
    return Answer(kind=Kind.RATED, point=point)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a scale; `value` is from 0 to 1."""

    code: str
    value: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Points in rising order, from 0 to 1; `in_place` is the code of the point from which a practice is in place.

    The first point is never the in-place one: else the worst answers could attain a level.
    """

    code: str
    points: tuple[Point, ...]
    in_place: str

    def __post_init__(self) -> None:
        codes = [point.code for point in self.points]
        _require_fractions(f"scale {self.code}", (point.value for point in self.points))
        if len(set(codes)) != len(codes) or set(codes) & set(Kind):
            raise RubricError(f"scale {self.code}: point codes repeat or are the name of a kind of answer")
        values = [point.value for point in self.points]
        if values != sorted(set(values)) or values[:1] != [ZERO] or values[-1:] != [ONE]:
            raise RubricError(f"scale {self.code}: values do not increase from 0 to 1")
        if self.in_place not in codes[1:]:
            raise RubricError(f"scale {self.code}: in-place point {self.in_place!r} is not one of {codes[1:]}")

    def rank(self, point: str) -> int:
        """Position of a point in scale order, 0 for the lowest. Raises `AnswerError` for a point of another scale."""
        for position, own in enumerate(self.points):
            if own.code == point:
                return position
        raise AnswerError(f"scale {self.code} has no point {point!r}")

    def value(self, point: str) -> Fraction:
        """Value of a point, 0 to 1. Raises `AnswerError` for a point of another scale."""
        return self.points[self.rank(point)].value

    @property
    def in_place_value(self) -> Fraction:
        """Value of the in-place point, above 0."""
        return self.value(self.in_place)


class Measures(StrEnum):
    """What a dimension measures. Ability to execute is scored apart and never enters a placement."""

    MATURITY = "maturity"
    ABILITY = "ability"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A radar axis."""

    code: str
    measures: Measures = Measures.MATURITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """How one version counts one practice.

    `scale` and `dimension` are codes in the rubric; `level` is None where the dimension measures ability or the model
    has no levels; `weight` is above 0; `key` means named by the published source as defining the level; `core` means
    part of the quick pass; `may_not_apply` lets a key one be *not applicable* without stopping the count.
    """

    practice: str
    scale: str
    dimension: str
    level: int | None
    weight: Fraction = ONE
    key: bool = False
    core: bool = False
    may_not_apply: bool = False

    def __post_init__(self) -> None:
        _require_fractions(f"criterion {self.practice}", (self.weight,))
        if self.weight <= 0:
            raise RubricError(f"criterion {self.practice}: weight {self.weight} is not above 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """All that the engine needs of one model version, or of its quick pass.

    `levels` are ascending, the first is the floor; empty when the model has none. `min_in_place` (above 0, at most 1)
    is the share of applicable weight that a level needs; `max_not_applicable` (at least 0, below 1) the share of its
    criteria that may be *not applicable*. Raises `RubricError` when a rule is broken, among them a level above the
    floor without criteria (unless `quick`).
    """

    model: str
    version: str
    levels: tuple[int, ...]
    dimensions: tuple[Dimension, ...]
    scales: Mapping[str, Scale]
    criteria: tuple[Criterion, ...]
    min_in_place: Fraction = Fraction(3, 4)
    max_not_applicable: Fraction = Fraction(1, 4)
    quick: bool = False

    def __post_init__(self) -> None:
        _check_shape(self)
        _check_criteria(self)

    def __hash__(self) -> int:
        return hash((self.model, self.version, self.quick, len(self.criteria)))

    def core(self) -> Rubric:
        """The quick pass: the core criteria only. It has scores and a heat map, and no placement."""
        return replace(self, criteria=tuple(item for item in self.criteria if item.core), quick=True)

    @property
    def floor(self) -> int | None:
        """The level where counting starts, None for a model without levels."""
        return self.levels[0] if self.levels else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """What agreement needs of a practice: its scale, the role that runs it, the roles that live with it."""

    key: str
    scale: Scale
    provider: str
    users: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What `count` participants answered to a practice who hold the same roles in this assessment; usually one."""

    roles: frozenset[str]
    answer: Answer
    count: int = 1


def _require_fractions(where: str, numbers: Iterable[object]) -> None:
    for number in numbers:
        if not isinstance(number, Fraction):
            raise RubricError(f"{where}: {number!r} is not a Fraction")


def _check_shape(rubric: Rubric) -> None:
    name = f"{rubric.model} {rubric.version}"
    _require_fractions(name, (rubric.min_in_place, rubric.max_not_applicable))
    if not 0 < rubric.min_in_place <= 1 or not 0 <= rubric.max_not_applicable < 1:
        raise RubricError(f"{name}: thresholds {rubric.min_in_place} and {rubric.max_not_applicable} are out of range")
    if list(rubric.levels) != sorted(set(rubric.levels)) or len(rubric.levels) == 1:
        raise RubricError(f"{name}: levels {rubric.levels} do not ascend, or there is only one")
    if any(code != scale.code for code, scale in rubric.scales.items()):
        raise RubricError(f"{name}: a scale is filed under another code")
    codes = [dimension.code for dimension in rubric.dimensions]
    if len(set(codes)) != len(codes):
        raise RubricError(f"{name}: a dimension appears twice")


def _check_criteria(rubric: Rubric) -> None:
    name = f"{rubric.model} {rubric.version}"
    measures = {dimension.code: dimension.measures for dimension in rubric.dimensions}
    for item in rubric.criteria:
        if item.dimension not in measures or item.scale not in rubric.scales:
            raise RubricError(f"{name}: {item.practice} names an unknown dimension or scale")
        has_level = bool(rubric.levels) and measures[item.dimension] is Measures.MATURITY
        if (item.level in rubric.levels) != has_level or (item.level is not None) != has_level:
            raise RubricError(f"{name}: {item.practice} has level {item.level}, which its dimension cannot have")
    if len({item.practice for item in rubric.criteria}) != len(rubric.criteria):
        raise RubricError(f"{name}: a practice is counted twice")
    bare = set(rubric.levels[1:]) - {item.level for item in rubric.criteria}
    if bare and not rubric.quick:
        raise RubricError(f"{name}: levels {sorted(bare)} have no criteria")
