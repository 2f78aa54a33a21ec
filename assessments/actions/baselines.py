"""Bringing in an earlier result to compare with, and taking it out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db import transaction

from assessments.actions.locking import lock_assessment
from assessments.actions.trail import record
from assessments.models import Assessment, Baseline, TrailEntry

if TYPE_CHECKING:
    import datetime

    from accounts.models import User
    from assessments.models import ModelVersion


class FinalError(ValueError):
    """What a finalised assessment is compared with is part of its report, and stays."""


class HasBaselineError(ValueError):
    """The model has a baseline already; it has to be removed first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineEntry:
    """What a lead enters. `scores` are from 0 to 1 by the key of the dimension."""

    name: str
    taken_on: datetime.date
    source: str
    level: int | None
    scores: Mapping[str, Fraction]


@transaction.atomic
def enter_baseline(*, assessment: Assessment, version: ModelVersion, entry: BaselineEntry, by: User) -> Baseline:
    """Store an earlier result of one pinned version. Raises `FinalError` or `HasBaselineError`."""
    locked = _lock(assessment)
    if Baseline.objects.filter(assessment=locked, version=version).exists():
        raise HasBaselineError(str(version))
    scores = {key: str(score) for key, score in entry.scores.items()}
    baseline = Baseline.objects.create(
        assessment=locked,
        version=version,
        name=entry.name,
        taken_on=entry.taken_on,
        source=entry.source,
        level=entry.level,
        scores=scores,
        entered_by=by,
    )
    record(action=TrailEntry.Action.BASELINE, user=by, assessment=locked, new=_trace(baseline))
    return baseline


@transaction.atomic
def remove_baseline(*, assessment: Assessment, version: ModelVersion, by: User) -> None:
    """Take the earlier result of one version out again, if there is any. Raises `FinalError`."""
    locked = _lock(assessment)
    baseline = Baseline.objects.filter(assessment=locked, version=version).first()
    if baseline is None:
        return
    record(action=TrailEntry.Action.NO_BASELINE, user=by, assessment=locked, old=_trace(baseline))
    baseline.delete()


def _lock(assessment: Assessment) -> Assessment:
    locked = lock_assessment(assessment.pk)
    if locked.state == Assessment.State.FINALISED:
        raise FinalError(str(locked.pk))
    return locked


def _trace(baseline: Baseline) -> dict[str, object]:
    day = baseline.taken_on.isoformat()
    return {"version": baseline.version_id, "taken_on": day, "level": baseline.level, "scores": baseline.scores}
