"""Changing many rows of content at once, each change with an entry in the history."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, TypeVar, cast

from django.db import transaction
from django.db.models import ManyToManyField, Model

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

    They share out the positions that they have, or 1, 2, 3 … when two have the same. Returns how many rows moved.
    """
    order = shift(siblings, chosen, step=step)
    taken = [row.position for row in siblings]  # type: ignore[attr-defined]
    places = taken if len(set(taken)) == len(taken) else range(1, len(taken) + 1)
    differing = []
    for position, row in zip(places, order, strict=True):
        if row.position != position:  # type: ignore[attr-defined]
            row.position = position  # type: ignore[attr-defined]
            differing.append(row)
    _update(differing, ["position"], reason)
    return sum(before != after for before, after in zip(siblings, order, strict=True))


@transaction.atomic
def link_rows(*, rows: Sequence[Row], field: str, target: Model, is_linked: bool, reason: str) -> int:
    """Add a link of a many-to-many field to all rows, or take it away. Returns how many had it otherwise before."""
    if not rows:
        return 0
    link = cast("ManyToManyField[Any, Any]", rows[0]._meta.get_field(field))
    table = cast("type[Model]", link.remote_field.through)
    owner, other = link.m2m_field_name(), link.m2m_reverse_name()
    stored = table._default_manager.filter(**{f"{owner}__in": rows, other: target.pk})
    linked = set(stored.values_list(f"{owner}_id", flat=True))
    differing = [row for row in rows if (row.pk in linked) != is_linked]
    if is_linked:
        table._default_manager.bulk_create(table(**{f"{owner}_id": row.pk, other: target.pk}) for row in differing)
    else:
        stored.delete()
    record_history(differing, reason=reason)
    return len(differing)


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
