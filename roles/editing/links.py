"""What speaks of a piece of content and would lose it silently."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, cast

from django.db.models import ManyToManyRel

if TYPE_CHECKING:
    from django.db.models import Model


def list_obstacles(row: Model) -> list[str]:
    """Example: ["3 activities", "1 participant"].

    Rows that hold a link in a many-to-many table; the database would drop the link with the row. Foreign keys need no
    help: each of them protects what it points to, or belongs to a part that goes along.
    """
    counts: Counter[type[Model]] = Counter()
    for relation in row._meta.related_objects:
        if isinstance(relation, ManyToManyRel):
            through = cast("type[Model]", relation.through)
            links = through._default_manager.filter(**{relation.field.m2m_reverse_name(): row.pk})
            counts[relation.related_model] += links.count()
    return sorted(_name(kind, count) for kind, count in counts.items() if count)


def _name(kind: type[Model], count: int) -> str:
    return f"{count} {kind._meta.verbose_name if count == 1 else kind._meta.verbose_name_plural}"
