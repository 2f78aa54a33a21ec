"""The whole result of one rubric over one set of answers, put together from its parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from assessments.scoring.compiled import Compiled, Marks, compile_rubric, mark_answers
from assessments.scoring.placement import (
    Gate,
    build_gates,
    build_profile,
    find_next_level,
    list_out_of_order,
    place,
)
from assessments.scoring.results import LevelProfile, NextLevel, NoPlacement, Placement, Result
from assessments.scoring.scores import (
    add_tallies,
    build_range,
    build_score,
    sum_dimensions,
    sum_levels,
    tally_cells,
)
from assessments.scoring.types import Answer, Rubric


def score_assessment(
    rubric: Rubric, answers: Mapping[str, Answer], *, unsettled: Collection[str] = frozenset()
) -> Result:
    """Scores, level profile, placement with reasons, next level and ability of one rubric.

    `answers` are the unit's answers by practice key; a missing key is *no answer*, keys that the rubric does not count
    are left alone. `unsettled` are the practices that still need a conversation (see `list_unsettled`). score(g) =
    Σ w·v / Σ w over the rated criteria of g, so two of weight 1 at 1/5 and 1 and one open give 3/5, coverage 2/3. The
    ability score is taken over the dimensions that measure it and enters neither `overall` nor the placement. Raises
    `AnswerError` for a point of another scale.
    """
    compiled = compile_rubric(rubric)
    marks = mark_answers(compiled, answers)
    cells = tally_cells(compiled, marks)
    ability = add_tallies(tally for (axis, _level), tally in cells.items() if axis in compiled.ability)
    maturity = add_tallies(tally for (axis, _level), tally in cells.items() if axis not in compiled.ability)
    verdict = _judge(rubric, compiled, marks, unsettled)
    return Result(
        rubric=rubric,
        overall=build_score(compiled, maturity),
        dimensions=sum_dimensions(rubric, compiled, cells),
        levels=sum_levels(rubric, compiled, cells),
        cells={
            (axis, level): build_score(compiled, tally) for (axis, level), tally in cells.items() if level is not None
        },
        profile=verdict.profile,
        placement=verdict.placement,
        no_placement=verdict.no_placement,
        next_level=verdict.next_level,
        out_of_order=verdict.out_of_order,
        ability=build_score(compiled, ability) if compiled.ability else None,
        ability_range=build_range(compiled, ability),
    )


class _Verdict(NamedTuple):
    profile: tuple[LevelProfile, ...] = ()
    placement: Placement | None = None
    no_placement: NoPlacement | None = None
    next_level: NextLevel | None = None
    out_of_order: tuple[int, ...] = ()


def _judge(rubric: Rubric, compiled: Compiled, marks: Marks, unsettled: Collection[str]) -> _Verdict:
    """A model without levels has nothing to judge; a quick pass is counted and not judged."""
    if not rubric.levels:
        return _Verdict(no_placement=NoPlacement.NO_LEVELS)
    gates = build_gates(compiled, marks)
    profile = build_profile(rubric, gates)
    if rubric.quick:
        return _Verdict(profile=profile, no_placement=NoPlacement.QUICK)
    placement = place(rubric, gates, unsettled, compiled)
    return _Verdict(
        profile=profile,
        placement=placement,
        next_level=_find_next(rubric, gates, placement),
        out_of_order=list_out_of_order(gates, placement.blocked_at),
    )


def _find_next(rubric: Rubric, gates: tuple[Gate, ...], placement: Placement) -> NextLevel | None:
    blocking = [gate for gate in gates if gate.level == placement.blocked_at]
    return find_next_level(rubric, blocking[0]) if blocking else None
