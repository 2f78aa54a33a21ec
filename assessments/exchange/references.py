"""The two questions that every check asks of keys: is it used twice, and does it exist."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable

from assessments.exchange.codes import Code
from assessments.exchange.format import Placed
from assessments.exchange.problems import Problems, Where

Named = tuple[Hashable, Placed]


def check_duplicates(what: str, named: Iterable[Named], problems: Problems) -> None:
    """A problem for every key that was used before; keys that could not be read ("") are left alone."""
    seen: dict[Hashable, Where] = {}
    for key, item in named:
        parts = key if isinstance(key, tuple) else (key,)
        if "" in parts:
            continue
        if key in seen:
            shown = " ".join(str(part) for part in parts)
            problems.add(Code.DUPLICATE, item.where, what=what, key=shown, first=seen[key])
        seen.setdefault(key, item.where)


def check_references(
    what: str, keys: Iterable[str | None], known: Container[str], where: Where, problems: Problems
) -> None:
    """A problem for every key that is not known; one that is missing or could not be read is left alone."""
    for key in keys:
        if key and key not in known:
            problems.add(Code.UNKNOWN_REFERENCE, where, what=what, key=key)
