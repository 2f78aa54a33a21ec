"""What changed from one version of a model to another: practice by practice, level by level, rule by rule.

Codes and values only; `assessments.wording.changes` says them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from assessments.exchange.format import (
    Content,
    CriterionContent,
    DimensionContent,
    LevelContent,
    Placed,
    PracticeContent,
    VersionContent,
)

Item = TypeVar("Item", bound=Placed)
# What readers of a version never see, and what has entries of its own.
UNSEEN = {"where", "remarks", "exceptions", "paraphrase_tried"}
HEAD_LEFT_OUT = UNSEEN | {"model", "number", "position", "levels", "dimensions", "criteria"}
PRACTICE_LEFT_OUT = UNSEEN | {"key", "revision"}
PLACE, MARKS = ("dimension", "level"), ("key", "core", "may_not_apply")


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an item, by the name that `format` gives it, before and after."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(Generic[Item]):
    """An item that both versions have."""

    old: Item
    new: Item
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A practice as one version counts it: its wording, and how it counts."""

    practice: PracticeContent
    criterion: CriterionContent


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedOn:
    """A practice that both versions count. `wording` is None where the revision is the same.

    `place`, `weight`, `marks` and `rest` hold what changed of the criterion: dimension and level; the weight; key, core
    and may not apply; its note and the source of its level.
    """

    old: Counted
    new: Counted
    wording: tuple[Change, ...] | None
    place: tuple[Change, ...]
    weight: tuple[Change, ...]
    marks: tuple[Change, ...]
    rest: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Generic[Item]):
    """Levels, or dimensions."""

    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    changed: tuple[Changed[Item], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionChanges:
    """Everything that is not the same in two versions; practices in the order of the newer one.

    `scales_added` and `scales_removed` are keys of scales on which only one of the two asks; `is_reordered` says that
    what both have stands in another order.
    """

    old: VersionContent
    new: VersionContent
    head: tuple[Change, ...]
    levels: Listed[LevelContent]
    dimensions: Listed[DimensionContent]
    added: tuple[Counted, ...]
    removed: tuple[Counted, ...]
    both: tuple[CountedOn, ...]
    scales_added: tuple[str, ...]
    scales_removed: tuple[str, ...]
    is_reordered: bool

    @property
    def reworded(self) -> tuple[CountedOn, ...]:
        return tuple(row for row in self.both if row.wording is not None)

    @property
    def moved(self) -> tuple[CountedOn, ...]:
        return tuple(row for row in self.both if row.place)

    @property
    def reweighted(self) -> tuple[CountedOn, ...]:
        return tuple(row for row in self.both if row.weight)

    @property
    def marked(self) -> tuple[CountedOn, ...]:
        return tuple(row for row in self.both if row.marks)

    @property
    def noted(self) -> tuple[CountedOn, ...]:
        return tuple(row for row in self.both if row.rest)


def compare_versions(old: VersionContent, new: VersionContent, content: Content) -> VersionChanges:
    """Hold two versions against each other; `content` has every practice revision that they count."""
    practices = {(item.key, item.revision): item for item in content.practices}
    before, after = _index_counted(old, practices), _index_counted(new, practices)
    asked_before, asked_after = _list_scales(before), _list_scales(after)
    return VersionChanges(
        old=old,
        new=new,
        head=_compare(old, new, HEAD_LEFT_OUT),
        levels=_compare_lists(old.levels, new.levels, lambda item: item.number),
        dimensions=_compare_lists(old.dimensions, new.dimensions, lambda item: item.key),
        added=tuple(row for key, row in after.items() if key not in before),
        removed=tuple(row for key, row in before.items() if key not in after),
        both=tuple(_compare_counted(before[key], row) for key, row in after.items() if key in before),
        scales_added=tuple(key for key in asked_after if key not in asked_before),
        scales_removed=tuple(key for key in asked_before if key not in asked_after),
        is_reordered=_is_reordered(before, after)
        or _is_reordered([axis.key for axis in old.dimensions], [axis.key for axis in new.dimensions]),
    )


def _index_counted(version: VersionContent, practices: Mapping[tuple[str, int], PracticeContent]) -> dict[str, Counted]:
    return {
        item.practice: Counted(practice=practices[item.practice, item.revision], criterion=item)
        for item in version.criteria
    }


def _compare_counted(old: Counted, new: Counted) -> CountedOn:
    is_same = old.practice.revision == new.practice.revision
    changes = _compare(old.criterion, new.criterion, {"where", "practice", "revision"})
    return CountedOn(
        old=old,
        new=new,
        wording=None if is_same else _compare(old.practice, new.practice, PRACTICE_LEFT_OUT),
        place=tuple(change for change in changes if change.name in PLACE),
        weight=tuple(change for change in changes if change.name == "weight"),
        marks=tuple(change for change in changes if change.name in MARKS),
        rest=tuple(change for change in changes if change.name not in (*PLACE, "weight", *MARKS)),
    )


def _compare_lists(old: Sequence[Item], new: Sequence[Item], key_of: Callable[[Item], object]) -> Listed[Item]:
    before, after = {key_of(item): item for item in old}, {key_of(item): item for item in new}
    pairs = ((before[key], item) for key, item in after.items() if key in before)
    compared = (Changed(old=one, new=other, changes=_compare(one, other, UNSEEN)) for one, other in pairs)
    return Listed(
        added=tuple(item for key, item in after.items() if key not in before),
        removed=tuple(item for key, item in before.items() if key not in after),
        changed=tuple(row for row in compared if row.changes),
    )


def _compare(old: Placed, new: Placed, left_out: Iterable[str]) -> tuple[Change, ...]:
    names = [item.name for item in fields(old) if item.name not in left_out]
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in names)
    return tuple(Change(name, before, after) for name, before, after in pairs if before != after)


def _list_scales(counted: Mapping[str, Counted]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.practice.scale for row in counted.values()))


def _is_reordered(old: Iterable[str], new: Iterable[str]) -> bool:
    """Whether what both have stands in another order."""
    before, after = list(old), list(new)
    return [key for key in before if key in set(after)] != [key for key in after if key in set(before)]
