"""Placement: a cumulative gate over the whole model, with its reasons.

No published source says how answers become a TODO stage or an OSMM level; this rule is ours (docs/scoring.md). The mean
is never the verdict, and a dimension has no placement.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile

from assessments.scoring.compiled import NOT_APPLICABLE_MARK, Compiled, Item, Marks
from assessments.scoring.results import LevelProfile, NextLevel, Placement, Reason, ReasonCode
from assessments.scoring.types import Rubric

OUT_OF_ORDER_FROM = Fraction(1, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One level's answers, sorted by what the gate asks; weights in units, items in rubric order.

    `not_applicable` are left out of everything else; `unmet` are the applicable ones not in place; `edge` are those
    exactly at their in-place point, which one point lower would no longer be in place.
    """

    level: int
    total: int
    applicable: int
    applicable_weight: int
    in_place_weight: int
    unmet: tuple[Item, ...]
    edge: tuple[Item, ...]
    not_applicable: tuple[Item, ...]

    @property
    def in_place(self) -> int:
        """How many of the level are in place."""
        return self.applicable - len(self.unmet)

    @property
    def share(self) -> Fraction | None:
        """(a) in-place weight / applicable weight, None when nothing applies. Example: weights 3 of 4 give 3/4."""
        return Fraction(self.in_place_weight, self.applicable_weight) if self.applicable_weight else None

    @property
    def not_applicable_share(self) -> Fraction | None:
        """(c) |not applicable| / |criteria|; None for an empty level (quick pass). Example: 2 of 8 give 1/4."""
        return Fraction(len(self.not_applicable), self.total) if self.total else None


def build_gates(compiled: Compiled, marks: Marks) -> tuple[Gate, ...]:
    """One gate per level, ascending, the floor included."""
    return tuple(_build_gate(compiled, marks, level) for level in compiled.levels)


def list_reasons(rubric: Rubric, gate: Gate) -> tuple[Reason, ...]:
    """What stops a level; empty when the level itself lets through (lower levels are not looked at).

    (a) in-place weight / applicable weight >= min_in_place, *don't know* and *no answer* counting as not in place;
    (b) every key criterion that applies is in place; (c) at most max_not_applicable of the criteria are *not
    applicable*, and no key one is unless it may not apply. Example with 3/4 and 1/4: eight criteria of weight 1, one
    *not applicable* (1/8), five of the other seven in place: 5/7 < 3/4, so SHARE_TOO_LOW with the two others.
    """
    return (*list_obstacles(rubric, gate), *_list_shortfalls(rubric, gate))


def list_obstacles(rubric: Rubric, gate: Gate) -> tuple[Reason, ...]:
    """Failures of (c), which leave a level not assessed: no practice brought in place can mend them.

    Example with max_not_applicable 1/4: two of eight *not applicable* are 1/4, which is allowed; three are not.
    """
    reasons = []
    fixed = [item for item in gate.not_applicable if item.key and not item.may_not_apply]
    if fixed:
        reasons.append(Reason(code=ReasonCode.KEY_NOT_APPLICABLE, level=gate.level, practices=_keys(fixed)))
    share = gate.not_applicable_share
    if share is not None and share > rubric.max_not_applicable:
        reasons.append(
            Reason(
                code=ReasonCode.TOO_MANY_NOT_APPLICABLE,
                level=gate.level,
                practices=_keys(gate.not_applicable),
                measured=share,
                threshold=rubric.max_not_applicable,
            )
        )
    return tuple(reasons)


def build_profile(rubric: Rubric, gates: tuple[Gate, ...]) -> tuple[LevelProfile, ...]:
    """Per level "k of n in place". A level is attained when it and all lower ones let through; the floor always is."""
    passed = [gate.level for gate in _attained(rubric, gates)]
    return tuple(_build_level(rubric, gate, passed) for gate in gates)


def place(rubric: Rubric, gates: tuple[Gate, ...], unsettled: Collection[str], compiled: Compiled) -> Placement:
    """The highest level whose gate and all gates below it let through, else the floor.

    Provisional while a practice of the attained levels (the floor among them) or the next is unsettled. Example: gates
    of stages 1, 2, 3 open, shut, open: stage 1, stopped at 2, however good stage 3 is.
    """
    attained = _attained(rubric, gates)
    blocking = gates[len(attained)] if len(attained) < len(gates) else None
    last = (blocking or attained[-1]).level
    return Placement(
        level=attained[-1].level,
        blocked_at=blocking.level if blocking else None,
        reasons=list_reasons(rubric, blocking) if blocking else (),
        not_assessed=bool(blocking and list_obstacles(rubric, blocking)),
        open_conversations=_list_open(compiled, last, unsettled),
        rests_on=find_rests_on(rubric, attained[1:]),
    )


def find_rests_on(rubric: Rubric, attained: Iterable[Gate]) -> tuple[str, ...] | None:
    """The fewest answers which, one point lower, would lose the level; None when no set of answers would.

    Losing one attained level is enough, so levels are looked at apart and the smallest set wins (ties: the lower
    level). Within a level, one point lower matters only to an answer exactly at its in-place point, because any other
    stays on its side of it; (c) counts no values. So either one key answer at the edge is enough, or enough edge weight
    must go to bring the share below min_in_place, and taking the heaviest first needs the fewest: any set of k edge
    answers removes at most the weight of the k heaviest. Ties go by practice key. Example: four of weight 1 in place
    exactly, of five that apply, min_in_place 3/4: one lower gives 3/5 < 3/4, so the level rests on one answer.
    """
    found = [found for gate in attained if (found := _find_fewest_to_fail(rubric, gate))]
    return min(found, key=len, default=None)


def find_next_level(rubric: Rubric, gate: Gate) -> NextLevel:
    """The fewest practices which, brought in place, let the gate through: all unmet key ones, then the heaviest others.

    Bringing practices in place adds their weight to the in-place weight and leaves the applicable weight alone, so any
    k others add at most the weight of the k heaviest: taking the heaviest until (a) holds needs the fewest. Ties go by
    practice key; *not applicable* is never proposed. Example: weights 1, 1, 2 unmet of 8 that apply, 3/4 asked, none
    key: 4 in place now, 6 needed, so the one of weight 2 alone.
    """
    keys = [item for item in gate.unmet if item.key]
    others = iter(_heaviest_first(item for item in gate.unmet if not item.key))
    chosen = _heaviest_first(keys)
    weight = gate.in_place_weight + sum(item.weight for item in keys)
    while not _is_enough(rubric, weight, gate.applicable_weight):
        chosen.append(next(others))
        weight += chosen[-1].weight
    return NextLevel(level=gate.level, practices=_keys(chosen), obstacles=list_obstacles(rubric, gate))


def list_out_of_order(gates: tuple[Gate, ...], blocked_at: int | None) -> tuple[int, ...]:
    """Levels above the blocking one whose share is 25 points or more above its share.

    Common, and no fault: practices often arrive in another order than the model's. Example: stage 1 at 2/7, stage 2 at
    5/8: 5/8 - 2/7 = 19/56 >= 1/4. A share that does not exist (nothing applies) is compared with nothing.
    """
    shares = {gate.level: gate.share for gate in gates if blocked_at is not None and gate.level >= blocked_at}
    base = shares.pop(blocked_at, None) if blocked_at is not None else None
    if base is None:
        return ()
    return tuple(level for level, share in shares.items() if share is not None and share - base >= OUT_OF_ORDER_FROM)


def _build_gate(compiled: Compiled, marks: Marks, level: int) -> Gate:
    rows = [(compiled.items[position], marks[position]) for position in compiled.levels[level]]
    applicable = [(item, mark) for item, mark in rows if mark != NOT_APPLICABLE_MARK]
    return Gate(
        level=level,
        total=len(rows),
        applicable=len(applicable),
        applicable_weight=sum(item.weight for item, _mark in applicable),
        in_place_weight=sum(item.weight for item, mark in applicable if mark >= item.in_place),
        unmet=tuple(item for item, mark in applicable if mark < item.in_place),
        edge=tuple(item for item, mark in applicable if mark == item.in_place),
        not_applicable=tuple(item for item, mark in rows if mark == NOT_APPLICABLE_MARK),
    )


def _list_shortfalls(rubric: Rubric, gate: Gate) -> tuple[Reason, ...]:
    reasons = []
    keys = [item for item in gate.unmet if item.key]
    if keys:
        reasons.append(Reason(code=ReasonCode.KEY_NOT_IN_PLACE, level=gate.level, practices=_keys(keys)))
    if not _is_enough(rubric, gate.in_place_weight, gate.applicable_weight):
        reasons.append(
            Reason(
                code=ReasonCode.SHARE_TOO_LOW,
                level=gate.level,
                practices=_keys(gate.unmet),
                measured=gate.share,
                threshold=rubric.min_in_place,
            )
        )
    return tuple(reasons)


def _is_enough(rubric: Rubric, weight: int, applicable_weight: int) -> bool:
    """(a) without division: weight / applicable >= p/q is weight · q >= p · applicable; true when nothing applies."""
    return weight * rubric.min_in_place.denominator >= rubric.min_in_place.numerator * applicable_weight


def _attained(rubric: Rubric, gates: tuple[Gate, ...]) -> tuple[Gate, ...]:
    return (gates[0], *takewhile(lambda gate: not list_reasons(rubric, gate), gates[1:]))


def _build_level(rubric: Rubric, gate: Gate, passed: Collection[int]) -> LevelProfile:
    above_floor = gate.level != rubric.floor
    return LevelProfile(
        level=gate.level,
        in_place=gate.in_place,
        applicable=gate.applicable,
        total=gate.total,
        share=gate.share,
        not_applicable_share=gate.not_applicable_share,
        attained=None if rubric.quick else gate.level in passed,
        not_assessed=above_floor and not rubric.quick and bool(list_obstacles(rubric, gate)),
    )


def _find_fewest_to_fail(rubric: Rubric, gate: Gate) -> tuple[str, ...]:
    """The fewest edge answers that make one attained level fail, empty when all of them together do not."""
    keys = [item for item in gate.edge if item.key]
    if keys:
        return _keys(_heaviest_first(keys)[:1])
    weight, chosen = gate.in_place_weight, []
    for item in _heaviest_first(gate.edge):
        chosen.append(item)
        weight -= item.weight
        if not _is_enough(rubric, weight, gate.applicable_weight):
            return _keys(chosen)
    return ()


def _list_open(compiled: Compiled, last: int, unsettled: Collection[str]) -> tuple[str, ...]:
    positions = sorted(position for level, group in compiled.levels.items() if level <= last for position in group)
    return tuple(practice for position in positions if (practice := compiled.items[position].practice) in unsettled)


def _heaviest_first(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (-item.weight, item.practice))


def _keys(items: Iterable[Item]) -> tuple[str, ...]:
    return tuple(item.practice for item in items)
