"""What a published or retired version holds fast. The database guards say the same, row by row."""

from __future__ import annotations

from django.db.models import Model

from assessments.models import Criterion, ModelVersion, Practice, PracticeRevision, Scale

DRAFT = ModelVersion.Status.DRAFT


def is_frozen(row: Model | None) -> bool:
    """Whether a version, a practice, a revision or a scale may no longer change. One query, none for a version."""
    if row is None or row.pk is None:
        return False
    if isinstance(row, ModelVersion):
        return row.status != DRAFT
    counted = Criterion.objects.exclude(version__status=DRAFT)
    if isinstance(row, PracticeRevision):
        return counted.filter(revision=row).exists()
    if isinstance(row, Practice):
        return counted.filter(revision__practice=row).exists()
    if isinstance(row, Scale):
        return counted.filter(revision__scale=row).exists()
    raise TypeError(row)
