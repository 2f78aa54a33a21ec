"""What was frozen when an assessment was finalised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.models import Snapshot, compute_digest

if TYPE_CHECKING:
    from assessments.models import Assessment


class BrokenSnapshotError(RuntimeError):
    """The text of a snapshot is not the one that its digest was taken of: somebody changed it."""


def load_snapshot(assessment: Assessment) -> Snapshot:
    """The snapshot of the newest revision. Raises `BrokenSnapshotError` when it does not fit its digest."""
    snapshot = Snapshot.objects.get(assessment=assessment, revision=assessment.revision)
    if compute_digest(snapshot.content) != snapshot.digest:
        raise BrokenSnapshotError(str(snapshot))
    return snapshot
