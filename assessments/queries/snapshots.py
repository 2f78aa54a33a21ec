"""What was frozen when an assessment was finalised."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from assessments.models import Snapshot

if TYPE_CHECKING:
    from assessments.models import Assessment


class BrokenSnapshotError(RuntimeError):
    """The text of a snapshot is not the one that its digest was taken of: somebody changed it."""


def load_snapshot(assessment: Assessment) -> Snapshot:
    """The snapshot of the newest revision. Raises `BrokenSnapshotError` when it does not fit its digest."""
    snapshot = Snapshot.objects.get(assessment=assessment, revision=assessment.revision)
    if hashlib.sha256(snapshot.content.encode()).hexdigest() != snapshot.digest:
        raise BrokenSnapshotError(str(snapshot))
    return snapshot
