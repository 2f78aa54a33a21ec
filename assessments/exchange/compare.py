"""What a set of content would add to another one, item by item, known by their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from assessments.exchange.format import Content

KEYS: dict[str, Callable[[Any], str]] = {
    "scales": lambda item: item.key,
    "risks": lambda item: item.key,
    "roles": lambda item: item.key,
    "activities": lambda item: item.key,
    "guides": lambda item: item.key,
    "practices": lambda item: f"{item.key} {item.revision}",
    "versions": lambda item: f"{item.model} {item.number}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An item that both sets have and that reads differently. `kind` is a name of `KEYS`."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """`fresh` is what the other set lacks; `same` counts what both have alike."""

    fresh: Content
    same: int
    differing: tuple[Difference, ...]


def compare_content(content: Content, stored: Content) -> Comparison:
    """Hold `content` against `stored`. What only `stored` has plays no part."""
    fresh: dict[str, tuple[Any, ...]] = {}
    differing: list[Difference] = []
    same = 0
    for kind, key_of in KEYS.items():
        known = {key_of(item): item for item in getattr(stored, kind)}
        items: Iterable[Any] = getattr(content, kind)
        fresh[kind] = tuple(item for item in items if key_of(item) not in known)
        changed = [key_of(item) for item in items if key_of(item) in known and known[key_of(item)] != item]
        differing += [Difference(kind=kind, key=key) for key in changed]
        same += len(getattr(content, kind)) - len(fresh[kind]) - len(changed)
    return Comparison(fresh=Content(**fresh), same=same, differing=tuple(differing))
