"""Shipped content beside stored content: what is new, what may be brought up to date, and what somebody here changed.

Three sides decide: the file as it is now, what is stored now, and what was remembered when the item was last loaded.
An item that is stored as it was loaded is unedited, so it follows its file. Any other is the editor's, and stays.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum, auto
from typing import Any

from assessments.exchange.drafting import choose_revision, count_revisions, group_by_key
from assessments.exchange.format import Content, Placed, PracticeContent
from assessments.exchange.writer import to_plain

KEYS: Mapping[str, Callable[[Any], str]] = {
    "scales": lambda item: item.key,
    "risks": lambda item: item.key,
    "roles": lambda item: item.key,
    "activities": lambda item: item.key,
    "guides": lambda item: item.key,
    "practices": lambda item: f"{item.key} {item.revision}",
    "versions": lambda item: f"{item.model} {item.number}",
}
FOLLOWING = ("risks", "roles", "activities", "guides")
EMPTY: tuple[Any, ...] = ("", False, None, [], {})
Name = tuple[str, str]


class Why(StrEnum):
    """Why an item is not as its file has it."""

    EDITED = auto()
    BOTH_CHANGED = auto()
    REMOVED = auto()
    FIXED = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An item that stays otherwise than its file has it. `kind` is a name of `KEYS`."""

    kind: str
    key: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What was in the file and what was stored, as digests, when an item was last loaded."""

    file: str
    stored: str


@dataclass(slots=True, kw_only=True)
class Merge:
    """`fresh` has to be inserted and `changed` brought up to date; `memories` are to be kept, by kind and key."""

    fresh: Content = field(default_factory=Content)
    changed: Content = field(default_factory=Content)
    same: int = 0
    differing: tuple[Difference, ...] = ()
    memories: dict[Name, Memory] = field(default_factory=dict)


def merge_content(content: Content, stored: Content, known: Mapping[Name, Memory]) -> Merge:
    """Hold the content of files against what is stored. What only the database has plays no part."""
    found, merge = _index(stored), Merge()
    removed: dict[Name, Any] = {}
    fresh: list[tuple[Name, Any]] = []
    for name, item in _walk(content):
        if name not in found:
            if name in known:
                removed[name] = item
            else:
                fresh.append((name, item))
        else:
            _compare(name, item, found[name], known.get(name), merge)
    fresh += _take_back(removed, [item for _name, item in fresh] + [item for _name, item in _walk(merge.changed)])
    merge.differing += tuple(_differ(name, Why.REMOVED) for name in removed)
    _number_anew(fresh, content, stored, merge)
    return merge


def digest(item: Placed) -> str:
    """The same for items that say the same. What is empty does not count, so that a key that comes later changes none.

    The place of a model among the others is no part of its versions.
    """
    plain = {key: value for key, value in to_plain(item).items() if key != "position"}
    return hashlib.sha256(json.dumps(_drop_empty(plain), sort_keys=True).encode()).hexdigest()


def _drop_empty(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _drop_empty(below) for key, below in value.items()}
        return {key: below for key, below in kept.items() if below not in EMPTY}
    return [_drop_empty(below) for below in value] if isinstance(value, list) else value


def _walk(content: Content) -> Iterator[tuple[Name, Any]]:
    for kind, key_of in KEYS.items():
        for item in getattr(content, kind):
            yield (kind, key_of(item)), item


def _index(content: Content) -> dict[Name, Any]:
    return dict(_walk(content))


def _differ(name: Name, why: Why) -> Difference:
    return Difference(kind=name[0], key=name[1], why=why)


def _add(content: Content, name: Name, item: Any) -> Content:
    kind = name[0]
    return replace(content, **{kind: (*getattr(content, kind), item)})


def _compare(name: Name, item: Any, row: Any, memory: Memory | None, merge: Merge) -> None:
    """Decide about an item that both sides have."""
    now = Memory(file=digest(item), stored=digest(row))
    if now.file == now.stored or now == memory:
        merge.same += 1
        if now != memory:
            merge.memories[name] = now
    elif memory is None:
        merge.differing += (_differ(name, Why.UNKNOWN),)
    elif now.file == memory.file:
        merge.differing += (_differ(name, Why.EDITED),)
    elif now.stored != memory.stored:
        merge.differing += (_differ(name, Why.BOTH_CHANGED),)
    elif name[0] not in FOLLOWING:
        merge.differing += (_differ(name, Why.FIXED),)
    else:
        merge.changed = _add(merge.changed, name, item)
        merge.memories[name] = Memory(file=now.file, stored=now.file)


def _take_back(removed: dict[Name, Any], users: list[Any]) -> list[tuple[Name, Any]]:
    """Items that were removed here and that something new refers to; they have to come back."""
    back: list[tuple[Name, Any]] = []
    while needed := [name for name in removed if any(name in set(_list_references(item)) for item in users)]:
        back += [(name, removed.pop(name)) for name in needed]
        users = [item for _name, item in back]
    return back


def _list_references(item: Any) -> Iterator[Name]:
    """Kind and key of whatever an item of content names."""
    for attribute, kind in (("roles", "roles"), ("works_with", "roles"), ("reports_to", "roles"), ("users", "roles")):
        yield from ((kind, key) for key in getattr(item, attribute, ()))
    for kind in ("risks", "activities"):
        yield from ((kind, key) for key in getattr(item, kind, ()))
    if isinstance(item, PracticeContent):
        yield from (("roles", item.provider), ("scales", item.scale), ("activities", item.activity or ""))
    for criterion in getattr(item, "criteria", ()):
        yield ("practices", f"{criterion.practice} {criterion.revision}")


def _number_anew(fresh: list[tuple[Name, Any]], content: Content, stored: Content, merge: Merge) -> None:
    """Fill `fresh`. A new version never counts words that an editor wrote under the number of a shipped revision.

    Such a practice comes in once more, as the next free revision.
    """
    wordings = group_by_key(stored.practices)
    counted = {name for _name, item in fresh for name in _list_references(item) if name[0] == "practices"}
    edited = {(difference.kind, difference.key) for difference in merge.differing} & counted
    again = [item for name, item in _walk(content) if name in edited]
    numbers = {(item.key, item.revision): choose_revision(item, wordings[item.key]) for item in again}
    for item in again:
        number = numbers[item.key, item.revision]
        if number not in {known.revision for known in wordings[item.key]}:
            merge.fresh = _add(merge.fresh, ("practices", ""), replace(item, revision=number))
        name = ("practices", f"{item.key} {item.revision}")
        merge.memories[name] = Memory(file=digest(item), stored=digest(_index(stored)[name]))
    for name, item in fresh:
        made = replace(item, criteria=count_revisions(item, numbers)) if name[0] == "versions" else item
        merge.fresh = _add(merge.fresh, name, made)
        merge.memories[name] = Memory(file=digest(item), stored=digest(made))
