"""Finalising: what an assessment says is frozen, and opening it again makes a new revision of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import transaction

from assessments.actions.locking import lock_assessment
from assessments.actions.trail import FreeText, record
from assessments.models import Assessment, Snapshot, TrailEntry, compute_digest

if TYPE_CHECKING:
    from accounts.models import User

State = Assessment.State


class NotReviewedError(ValueError):
    """Only an assessment that is under review can be finalised, and only a finalised one opened again."""


@transaction.atomic
def finalise(*, assessment: Assessment, by: User, describe: Callable[[Assessment], str]) -> Snapshot:
    """Freeze what the assessment says: `describe` gives its text once it is final. Raises `NotReviewedError`.

    The row is locked, so that nothing is recorded on the board meanwhile, and nothing afterwards.
    """
    locked = _lock(assessment, State.REVIEWING)
    locked.state = State.FINALISED
    locked.save(update_fields=["state"])
    content = describe(locked)
    snapshot = Snapshot.objects.create(
        assessment=locked,
        revision=locked.revision,
        content=content,
        digest=compute_digest(content),
        person=by.person,
    )
    new = {"revision": locked.revision, "digest": snapshot.digest}
    record(action=TrailEntry.Action.FINALISED, user=by, assessment=locked, new=new)
    return snapshot


@transaction.atomic
def reopen(*, assessment: Assessment, by: User, reason: str) -> None:
    """Take up the review again, as the next revision; the snapshot of this one stays. Raises `NotReviewedError`."""
    locked = _lock(assessment, State.FINALISED)
    locked.state, locked.revision = State.REVIEWING, locked.revision + 1
    locked.save(update_fields=["state", "revision"])
    text, new = FreeText(reason=reason), {"revision": locked.revision}
    record(action=TrailEntry.Action.REOPENED, user=by, assessment=locked, new=new, text=text)


def _lock(assessment: Assessment, state: str) -> Assessment:
    locked = lock_assessment(assessment.pk)
    if locked.state != state:
        raise NotReviewedError(locked.state)
    return locked
