"""What a published or retired version holds fast. The database guards say the same, row by row."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

from assessments.models import Criterion, ModelVersion, Practice, PracticeRevision, Scale

DRAFT = ModelVersion.Status.DRAFT
Row = TypeVar("Row", bound=Model)


def is_frozen(row: Model | None) -> bool:
    """Whether a version, a criterion, a practice, a revision or a scale may no longer change. At most one query."""
    if row is None or row.pk is None:
        return False
    if isinstance(row, ModelVersion):
        return row.status != DRAFT
    if isinstance(row, Criterion):
        return row.version.status != DRAFT
    counted = Criterion.objects.exclude(version__status=DRAFT)
    if isinstance(row, PracticeRevision):
        return counted.filter(revision=row).exists()
    if isinstance(row, Practice):
        return counted.filter(revision__practice=row).exists()
    if isinstance(row, Scale):
        return counted.filter(revision__scale=row).exists()
    raise TypeError(row)


def exclude_frozen(rows: QuerySet[Row]) -> QuerySet[Row]:
    """The versions, criteria or revisions among these that may still change."""
    if rows.model is ModelVersion:
        return rows.filter(status=DRAFT)
    if rows.model is Criterion:
        return rows.filter(version__status=DRAFT)
    if rows.model is PracticeRevision:
        return rows.filter(~Exists(Criterion.objects.exclude(version__status=DRAFT).filter(revision=OuterRef("pk"))))
    raise TypeError(rows.model)
