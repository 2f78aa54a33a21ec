"""Bringing a folder of content files into the database: all of it or nothing, as often as one likes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from django.db import IntegrityError, transaction

from assessments.actions.insert_content import insert_content
from assessments.actions.publish import publish_versions
from assessments.exchange import (
    Content,
    ContentError,
    Difference,
    Problem,
    Problems,
    check_content,
    compare_content,
    read_folder,
)
from assessments.queries.content import load_content_set
from roles.history import BEFORE_HISTORY, SHIPPED, record_missing_history


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a load did. `added` counts new items by kind (a field of `exchange.Content`), every kind being there.

    `kept` are items that the database has otherwise than the files: they stay as they are in the database.
    """

    added: Mapping[str, int]
    unchanged: int
    kept: tuple[Difference, ...]
    warnings: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing was written."""
        return not any(self.added.values())


def load_content(*, folder: Path) -> LoadReport:
    """Insert what the folder has and the database lacks; new versions are published together, last.

    Nothing that is stored is ever overwritten. Raises `ContentError` with every problem of every file, or of what would
    be published, and then changes no row.
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
    comparison = compare_content(content, load_content_set())
    record_missing_history(reason=BEFORE_HISTORY)
    versions = insert_content(comparison.fresh, order=content)
    record_missing_history(reason=SHIPPED)
    if versions:
        publish_versions(versions=versions)
    return LoadReport(
        added={kind.name: len(getattr(comparison.fresh, kind.name)) for kind in fields(Content)},
        unchanged=comparison.same,
        kept=comparison.differing,
        warnings=warnings,
    )
