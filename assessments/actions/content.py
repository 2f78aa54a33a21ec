"""Bringing a folder of content files into the database: all of it or nothing, as often as one likes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from django.db import IntegrityError, transaction

from assessments.actions.insert_content import insert_content
from assessments.actions.publish import publish_versions
from assessments.actions.update_knowledge import update_knowledge
from assessments.exchange import (
    Content,
    ContentError,
    Difference,
    Merge,
    Problem,
    Problems,
    check_content,
    merge_content,
    read_folder,
)
from assessments.models import ShippedItem
from assessments.queries.content import load_content_set
from assessments.queries.shipped import load_memories
from roles.history import BEFORE_HISTORY, SHIPPED, record_missing_history


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a load did. `added` and `updated` count items of every kind, by field of `exchange.Content`.

    `kept` are items that stay otherwise than their files have them, each with the reason.
    """

    added: Mapping[str, int]
    updated: Mapping[str, int]
    unchanged: int
    kept: tuple[Difference, ...]
    warnings: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """No content was written."""
        return not any(self.added.values()) and not any(self.updated.values())


def load_content(*, folder: Path) -> LoadReport:
    """Insert what the folder has and the database lacks; new versions are published together, last.

    Roles, activities, risks and guides that nobody edited here follow their files. What somebody edited or removed
    stays so, and published content never changes. Raises `ContentError` with every problem of every file, or of what
    would be published, and then changes no row.
    """
    content, warnings = read_content(folder=folder)
    try:
        return _merge(content, warnings)
    except IntegrityError:
        # Another process loaded the same files between our look and our insert; now its rows are there to be found.
        return _merge(content, warnings)


def read_content(*, folder: Path) -> tuple[Content, tuple[Problem, ...]]:
    """The checked content of a folder, with warnings. Raises `ContentError` with every error; touches no database."""
    problems = Problems()
    content = read_folder(folder, problems)
    if content is not None:
        check_content(content, problems)
    if content is None or problems.errors:
        raise ContentError(problems.errors)
    return content, problems.warnings


@transaction.atomic
def _merge(content: Content, warnings: tuple[Problem, ...]) -> LoadReport:
    # The memories are looked at first: a load that commits in between then seems new, never removed by somebody.
    known = load_memories()
    merge = merge_content(content, load_content_set(), known)
    record_missing_history(reason=BEFORE_HISTORY)
    versions = insert_content(merge.fresh, order=content)
    update_knowledge(merge.changed)
    record_missing_history(reason=SHIPPED)
    _remember(merge)
    if versions:
        publish_versions(versions=versions)
    return LoadReport(
        added={kind.name: len(getattr(merge.fresh, kind.name)) for kind in fields(Content)},
        updated={kind.name: len(getattr(merge.changed, kind.name)) for kind in fields(Content)},
        unchanged=merge.same,
        kept=merge.differing,
        warnings=warnings,
    )


def _remember(merge: Merge) -> None:
    ShippedItem.objects.bulk_create(
        (
            ShippedItem(kind=kind, key=key, file_digest=memory.file, stored_digest=memory.stored)
            for (kind, key), memory in merge.memories.items()
        ),
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["file_digest", "stored_digest"],
    )
