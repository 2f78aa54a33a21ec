"""A set of content by its keys, for the checks."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from assessments.exchange.format import (
    Content,
    Placed,
    PracticeContent,
    RoleContent,
    ScaleContent,
)

Item = TypeVar("Item", bound=Placed)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Where a key appears twice, the first item is the one that is found."""

    content: Content
    scales: Mapping[str, ScaleContent]
    roles: Mapping[str, RoleContent]
    risks: frozenset[str]
    activities: frozenset[str]
    practices: Mapping[tuple[str, int], PracticeContent]


def build_index(content: Content) -> Index:
    return Index(
        content=content,
        scales=index_first(content.scales, lambda item: item.key),
        roles=index_first(content.roles, lambda item: item.key),
        risks=frozenset(item.key for item in content.risks),
        activities=frozenset(item.key for item in content.activities),
        practices=index_first(content.practices, lambda item: (item.key, item.revision)),
    )


def index_first(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, Item]:
    index: dict[Key, Item] = {}
    for item in items:
        index.setdefault(key(item), item)
    return index


def list_whole(items: Iterable[Item]) -> list[Item]:
    """The items that could be read entirely; of the others only the key is known for certain."""
    return [item for item in items if not item.where.broken]
