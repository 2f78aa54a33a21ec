"""What the inserts of content have in common: columns, keys and links from the objects of `assessments.exchange`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from django.db import models

Ids = Mapping[str, int]


class Source(TypedDict):
    source: str
    source_url: str
    licence: str
    attribution: str


def source_fields(item: Any) -> Source:
    return Source(source=item.source, source_url=item.source_url, licence=item.licence, attribution=item.attribution)


def list_ids(table: type[models.Model]) -> dict[str, int]:
    return dict(table._default_manager.values_list("key", "pk"))


def number_items(items: Iterable[Any]) -> dict[str, int]:
    return {item.key: position for position, item in enumerate(items, start=1)}


def join_lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def link_rows(table: type[models.Model], owner: str, target: str, pairs: Iterable[tuple[int, int]]) -> None:
    """Rows of a many-to-many table; `owner` and `target` are its two columns."""
    rows = [table(**{owner: first, target: second}) for first, second in pairs]
    table._default_manager.bulk_create(rows)
