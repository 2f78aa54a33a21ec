"""Reading the placements of two models side by side. An aid to the reader: no level and no score comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from assessments.scoring.compiled import compile_rubric, mark_answers
from assessments.scoring.placement import build_gates, find_next_level
from assessments.scoring.results import NextLevel, Reason, Result
from assessments.scoring.types import Answer, Rubric


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossWalk:
    """A published correspondence: level n of the model that has it stands beside level n − `offset` of `model`."""

    model: str
    offset: int


class Because(StrEnum):
    """Why a practice holds one model and not the other."""

    ONLY_HERE = "only_here"
    NOT_YET_THERE = "not_yet_there"
    NOT_DECISIVE_THERE = "not_decisive_there"
    NO_LEVEL_THERE = "no_level_there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A practice that holds the lower model at `level`.

    `there` is the level at which the other model counts it, None for ONLY_HERE and NO_LEVEL_THERE. NOT_YET_THERE: above
    the level reached there; NOT_DECISIVE_THERE: at or below it, where the level was reached without the practice.
    """

    practice: str
    level: int
    because: Because
    there: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossWalkReading:
    """Two placements, read by the cross-walk that `own` has.

    `pairs` are the levels that stand side by side, as (own, other), ascending; `placed` the two placements. `lower` is
    the model that is placed lower, None when both stand at the same pair; `target` its level beside the other's
    placement. `causes` are the fewest practices which, brought in place, bring it there; `obstacles` what none of them
    can mend.
    """

    own: str
    other: str
    pairs: tuple[tuple[int, int], ...]
    placed: tuple[int, int]
    lower: str | None = None
    target: int | None = None
    causes: tuple[Cause, ...] = ()
    obstacles: tuple[Reason, ...] = ()

    @property
    def reached(self) -> tuple[int, int]:
        """How many pairs each placement reaches, as (own, other): the last of them is where it stands."""
        own, other = self.placed
        return sum(pair[0] <= own for pair in self.pairs), sum(pair[1] <= other for pair in self.pairs)


def read_cross_walk(
    walk: CrossWalk, own: Result, other: Result, answers: Mapping[str, Answer]
) -> CrossWalkReading | None:
    """How the placements of two models agree; None when one has no placement or no levels stand side by side.

    A placement stands at the last pair whose level it reaches: |{pair : its level <= placement}|, so that two agree
    when they reach equally many. Example: levels 1 to 5 beside stages 0 to 4 (offset 1); level 3 reaches three pairs,
    stage 1 two, so the stages are lower and their target is stage 2. Neither placement changes.
    """
    levels = set(other.rubric.levels)
    pairs = tuple((level, level - walk.offset) for level in own.rubric.levels if level - walk.offset in levels)
    if own.placement is None or other.placement is None or not pairs:
        return None
    rubrics, placed = (own.rubric, other.rubric), (own.placement.level, other.placement.level)
    alike = CrossWalkReading(own=own.rubric.model, other=other.rubric.model, pairs=pairs, placed=placed)
    reached = alike.reached
    if reached[0] == reached[1]:
        return alike
    low = reached.index(min(reached))
    target = pairs[max(reached) - 1][low]
    steps = _list_steps(rubrics[low], answers, above=placed[low], target=target)
    causes = _list_causes(steps, rubrics[1 - low], placed[1 - low])
    obstacles = tuple(reason for step in steps for reason in step.obstacles)
    return replace(alike, lower=rubrics[low].model, target=target, causes=causes, obstacles=obstacles)


def _list_steps(rubric: Rubric, answers: Mapping[str, Answer], *, above: int, target: int) -> tuple[NextLevel, ...]:
    """What each level between a placement and its target still asks; levels share no practice, so the fewest add up."""
    compiled = compile_rubric(rubric)
    gates = build_gates(compiled, mark_answers(compiled, answers))
    return tuple(find_next_level(rubric, gate) for gate in gates if above < gate.level <= target)


def _list_causes(steps: Iterable[NextLevel], higher: Rubric, reached: int) -> tuple[Cause, ...]:
    counted = {item.practice: item.level for item in higher.criteria}
    return tuple(_find_cause(key, step.level, counted, reached) for step in steps for key in step.practices)


def _find_cause(practice: str, level: int, counted: Mapping[str, int | None], reached: int) -> Cause:
    there = counted.get(practice)
    if practice not in counted:
        because = Because.ONLY_HERE
    elif there is None:
        because = Because.NO_LEVEL_THERE
    else:
        because = Because.NOT_YET_THERE if there > reached else Because.NOT_DECISIVE_THERE
    return Cause(practice=practice, level=level, because=because, there=there)
