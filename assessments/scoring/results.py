"""What comes out of scoring: codes and exact numbers, never sentences. Rules: docs/scoring.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assessments.scoring.types import Answer, Rubric

THIN_BELOW = 3
POINT_FROM = Fraction(4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The score of a group of criteria, with everything that was left out of it.

    `value` is Σ w·v / Σ w over the rated ones, 0 to 1, None when nothing is rated. The counts add up:
    applicable = rated + dont_know + no_answer, and total = applicable + not_applicable; `in_place` is part of rated.
    """

    value: Fraction | None
    rated: int
    in_place: int
    dont_know: int
    no_answer: int
    not_applicable: int

    @property
    def applicable(self) -> int:
        """How many apply: all but the *not applicable* ones."""
        return self.rated + self.dont_know + self.no_answer

    @property
    def total(self) -> int:
        """How many criteria the group has."""
        return self.applicable + self.not_applicable

    @property
    def coverage(self) -> Fraction | None:
        """|rated| / |applicable|, None when nothing applies. Example: 3 rated of 4 applicable give 3/4."""
        return Fraction(self.rated, self.applicable) if self.applicable else None

    @property
    def is_thin(self) -> bool:
        """Fewer than 3 rated practices: drawn hollow, with its n."""
        return self.rated < THIN_BELOW


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRange:
    """Where a score can still end: every unrated applicable criterion rated worst (`low`) or best (`high`)."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelProfile:
    """ "k of n in place" for one level: `in_place` of `applicable`.

    `share` is in-place weight / applicable weight, None when nothing applies; `not_applicable_share` counts criteria.
    `attained` is cumulative (all lower levels are attained too); None in a quick pass, which judges nothing.
    `not_assessed`: too much of the level, or a key criterion of it, is *not applicable*. The floor is always attained.
    """

    level: int
    in_place: int
    applicable: int
    total: int
    share: Fraction | None
    not_applicable_share: Fraction | None
    attained: bool | None
    not_assessed: bool


class ReasonCode(StrEnum):
    """What can stop the next level."""

    KEY_NOT_IN_PLACE = "key_not_in_place"
    SHARE_TOO_LOW = "share_too_low"
    KEY_NOT_APPLICABLE = "key_not_applicable"
    TOO_MANY_NOT_APPLICABLE = "too_many_not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that stops `level`, with the practices it rests on, in rubric order.

    KEY_NOT_IN_PLACE: the unmet key ones; SHARE_TOO_LOW: all that are not in place; KEY_NOT_APPLICABLE and
    TOO_MANY_NOT_APPLICABLE: the *not applicable* ones. The two shares carry their `measured` and `threshold` numbers;
    `measured` is None when nothing of the level applies.
    """

    code: ReasonCode
    level: int
    practices: tuple[str, ...]
    measured: Fraction | None = None
    threshold: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The level where the gate stops, and why it stopped there.

    `blocked_at` is the first level not attained, None at the top; `reasons` are empty only at the top. `not_assessed`:
    the level at `blocked_at` could not be judged. `open_conversations` are the practices of the attained levels and
    the next that still need one. `rests_on` names the fewest answers which, one point lower, would lose the level;
    None on the floor, and when no such set exists.
    """

    level: int
    blocked_at: int | None
    reasons: tuple[Reason, ...]
    not_assessed: bool
    open_conversations: tuple[str, ...]
    rests_on: tuple[str, ...] | None

    @property
    def provisional(self) -> bool:
        """True while a conversation that could matter to the placement is open."""
        return bool(self.open_conversations)


class NoPlacement(StrEnum):
    """Why a result has no placement."""

    QUICK = "quick"
    NO_LEVELS = "no_levels"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLevel:
    """The fewest practices which, brought in place, attain `level`: unmet key ones first, then the heaviest others.

    `possible` is False when the level is not assessed; `obstacles` then say why, and `practices` are what its other
    conditions still ask.
    """

    level: int
    practices: tuple[str, ...]
    obstacles: tuple[Reason, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether bringing the practices in place attains the level."""
        return not self.obstacles


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An applicable criterion at or below the target level that is not in place.

    `value` is its rated value, None when unrated; `in_place_value` what its scale asks; `benefit` is
    weight x (in_place_value - value), None when unrated.
    """

    practice: str
    dimension: str
    level: int
    key: bool
    value: Fraction | None
    in_place_value: Fraction
    benefit: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The whole result of one rubric over one set of answers.

    `overall` and `levels` count the maturity dimensions only; `dimensions` has every dimension, ability ones too.
    `cells` is keyed by (dimension, level) and has no entry where nothing is measured. `placement` is None for a quick
    pass or a model without levels (`no_placement` says which); `next_level` is None then and at the top. `ability` and
    `ability_range` are None when no dimension measures it, the range also when nothing of it applies.
    `out_of_order` lists the higher levels whose share is 25 points or more above the blocking one.
    """

    rubric: Rubric
    overall: Score
    dimensions: Mapping[str, Score]
    levels: Mapping[int, Score]
    cells: Mapping[tuple[str, int], Score]
    profile: tuple[LevelProfile, ...]
    placement: Placement | None
    no_placement: NoPlacement | None
    next_level: NextLevel | None
    out_of_order: tuple[int, ...]
    ability: Score | None
    ability_range: ScoreRange | None

    @property
    def ability_is_point(self) -> bool:
        """Whether the plane draws the ability as a point (coverage of at least 4/5), else as a bar."""
        coverage = self.ability.coverage if self.ability else None
        return coverage is not None and coverage >= POINT_FROM


class Basis(StrEnum):
    """Whose word the unit's answer is. NONE: nobody's (no answer, or nobody rated)."""

    AGREED = "agreed"
    INHERITED = "inherited"
    PROVIDER = "provider"
    USERS = "users"
    ANYONE = "anyone"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAnswer:
    """The unit's answer to a practice, and how far the people who answered agree.

    `points` counts replies per scale point, all points in scale order; `spread` is the highest minus the lowest value
    among the rated replies, None when nobody rated. `settled`: no conversation is needed, or it was held (an agreed
    answer), or the lead recorded why not.
    """

    answer: Answer
    basis: Basis
    points: Mapping[str, int]
    dont_know: int
    no_answer: int
    not_applicable: int
    spread: Fraction | None
    needs_conversation: bool
    settled: bool

    @property
    def rated(self) -> int:
        """How many participants chose a scale point."""
        return sum(self.points.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One practice rated by a role and by the rest: their lower medians, values from 0 to 1."""

    practice: str
    role_value: Fraction
    rest_value: Fraction

    @property
    def difference(self) -> Fraction:
        """Role minus rest, from -1 to 1."""
        return self.role_value - self.rest_value


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleComparison:
    """One role against the rest over the `n` practices that both rated.

    Below 5 practices nothing but `n` is told: scores are None and `differences` empty. Otherwise `differences` has all
    n practices, the largest difference first.
    """

    role: str
    n: int
    role_score: Fraction | None
    rest_score: Fraction | None
    differences: tuple[Difference, ...]

    @property
    def is_enough(self) -> bool:
        """Whether the two are comparable at all."""
        return bool(self.differences)
