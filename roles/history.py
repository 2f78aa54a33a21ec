"""Who changed which content, when and why.

Saving and deleting a row records itself. What is written in bulk sends no signal, so whoever does that records it here,
in the same transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, Model, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

# Stored in English, and translated where they are shown.
SHIPPED = gettext_noop("shipped content")
BEFORE_HISTORY = gettext_noop("already there when the history began")
PUBLISHED = gettext_noop("published")
RETIRED = gettext_noop("retired")
UPDATED = gettext_noop("updated with shipped content")
IMPORTED = gettext_noop("imported from a file")
CLONED = gettext_noop("cloned")
MOST_REASON = 100


def list_tracked() -> list[type[Model]]:
    """Every kind of content that has a history."""
    return [kind for kind in apps.get_models() if hasattr(kind._meta, "simple_history_manager_attribute")]


def record_history(rows: Sequence[Model], *, reason: str, is_new: bool = False, moment: datetime | None = None) -> None:
    """An entry for each row, all of one kind, as it is now with its links. Three statements, and one per kind of link.

    The person is the one whose request this is; outside a request there is none.
    """
    if not rows:
        return
    history = _get_history(type(rows[0]))
    entries = history.bulk_history_create(
        rows, update=not is_new, default_change_reason=reason[:MOST_REASON], default_date=moment or timezone.now()
    )
    for field in history.model._history_m2m_fields:
        _record_links(field, {row.pk: entry for row, entry in zip(rows, entries, strict=True)})


def record_missing_history(*, reason: str) -> None:
    """A first entry for all content that has none, at one moment: what a load, an import or a clone put in."""
    moment = timezone.now()
    for kind in list_tracked():
        known = _get_history(kind).filter(**{kind._meta.pk.attname: OuterRef("pk")})
        rows = list(kind._default_manager.filter(~Exists(known)))
        record_history(rows, reason=reason, is_new=True, moment=moment)


def _get_history(kind: type[Model]) -> Any:
    return getattr(kind, kind._meta.simple_history_manager_attribute)  # type: ignore[attr-defined]


def _record_links(field: Any, entries: dict[int, Any]) -> None:
    """The rows of a many-to-many table as they stand behind these entries."""
    link = getattr(next(iter(entries.values())), field.name).model
    owner = field.m2m_column_name()
    found: Iterable[dict[str, Any]] = field.remote_field.through._default_manager.filter(
        **{f"{owner}__in": list(entries)}
    ).values()
    link._default_manager.bulk_create(link(history=entries[row[owner]], **row) for row in found)
