"""Changing many rows of content at once, each change with an entry in the history."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from roles.history import record_history

Row = TypeVar("Row", bound=Model)
Item = TypeVar("Item")


@transaction.atomic
def change_rows(*, rows: Sequence[Row], values: dict[str, Any], reason: str) -> int:
    """Give all rows, of one kind, the same values. Returns how many had others before; the rest is not touched."""
    differing = [row for row in rows if any(getattr(row, name) != value for name, value in values.items())]
    for row in differing:
        for name, value in values.items():
            setattr(row, name, value)
    _update(differing, list(values), reason)
    return len(differing)


@transaction.atomic
def move_rows(*, siblings: Sequence[Row], chosen: Collection[Row], step: int, reason: str) -> int:
    """Move the chosen rows among their siblings, which come in their order, by one place: -1 up, 1 down.

    Numbers all positions anew, from 1. Returns how many rows stand elsewhere now.
    """
    order = shift(siblings, chosen, step=step)
    differing = []
    for position, row in enumerate(order, start=1):
        if row.position != position:  # type: ignore[attr-defined]
            row.position = position  # type: ignore[attr-defined]
            differing.append(row)
    _update(differing, ["position"], reason)
    return sum(before != after for before, after in zip(siblings, order, strict=True))


def shift(items: Sequence[Item], chosen: Collection[Item], *, step: int) -> list[Item]:
    """The items with the chosen ones one place further; together at an end they stay.

    >>> shift("abcd", "bc", step=-1), shift("abcd", "bc", step=1), shift("abcd", "ab", step=-1)
    (['b', 'c', 'a', 'd'], ['a', 'd', 'b', 'c'], ['a', 'b', 'c', 'd'])
    """
    order = list(items)[::-step]
    for place in range(1, len(order)):
        if order[place] in chosen and order[place - 1] not in chosen:
            order[place - 1], order[place] = order[place], order[place - 1]
    return order[::-step]


def _update(rows: Sequence[Row], fields: list[str], reason: str) -> None:
    if rows:
        type(rows[0])._default_manager.bulk_update(rows, fields)
        record_history(rows, reason=reason)
