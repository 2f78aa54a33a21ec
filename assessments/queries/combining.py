"""Which versions cannot be asked together: those that count different revisions of the same practice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from assessments.models import Criterion, ModelVersion

# What a version counts: revision number by practice key.
Counted = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two versions that count different revisions of `practices` (keys, in alphabetical order).

    `stale` are the titles of those that hold an older revision: what has to be released again. It may be both.
    """

    first: str
    second: str
    practices: tuple[str, ...]
    stale: tuple[str, ...]


def list_clashes(versions: Collection[int]) -> tuple[Clash, ...]:
    """The clashes inside a set of versions, given by their ids. Two queries."""
    counted, titles = _load_counted(versions), _load_titles(versions)
    return tuple(_list_between(counted, titles, combinations(sorted(counted), 2)))


def list_clashes_with(versions: Collection[int], beside: Collection[int]) -> tuple[Clash, ...]:
    """The clashes between a version of the one set and one of the other. Two queries."""
    ids = {*versions, *beside}
    counted, titles = _load_counted(ids), _load_titles(ids)
    pairs = ((one, other) for one in sorted(versions) for other in sorted(beside))
    return tuple(_list_between(counted, titles, pairs))


def _load_counted(versions: Collection[int]) -> dict[int, dict[str, int]]:
    counted: defaultdict[int, dict[str, int]] = defaultdict(dict)
    rows = Criterion.objects.filter(version__in=versions).order_by("version", "position")
    for version, key, number in rows.values_list("version", "revision__practice__key", "revision__number"):
        counted[version][key] = number
    return dict(counted)


def _load_titles(versions: Collection[int]) -> dict[int, str]:
    rows = ModelVersion.objects.filter(pk__in=versions)
    return {pk: f"{name} {number}" for pk, name, number in rows.values_list("pk", "name", "number")}


def _list_between(
    counted: Mapping[int, Counted], titles: Mapping[int, str], pairs: Iterator[tuple[int, int]]
) -> Iterator[Clash]:
    for one, other in pairs:
        first, second = counted.get(one, {}), counted.get(other, {})
        apart = sorted(key for key, number in first.items() if second.get(key, number) != number)
        if apart:
            older = {one if first[key] < second[key] else other for key in apart}
            yield Clash(
                first=titles[one],
                second=titles[other],
                practices=tuple(apart),
                stale=tuple(titles[pk] for pk in (one, other) if pk in older),
            )
