"""The results of several assessments at once, as a list shows them: a fixed number of queries, whatever their number.

The whole result of one assessment, with its people and remarks, is in `queries.results`.
"""

from __future__ import annotations

from collections.abc import Sequence

from assessments.models import Assessment
from assessments.queries.inheriting import load_settled
from assessments.queries.results import VersionResult, score_versions


def load_placements(assessments: Sequence[Assessment]) -> dict[int, tuple[VersionResult, ...]]:
    """The result of each pinned version, by assessment, whose units have to be loaded. Four queries."""
    return {pk: score_versions(settled) for pk, settled in load_settled(assessments).items()}
