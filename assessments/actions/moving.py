"""Moving an open assessment to newer versions of its models, and taking that back: a lead's explicit acts.

Only the pins change. An answer stays with the wording that was answered, so nothing is lost: it counts while that
wording is pinned, waits to be confirmed while another wording of its practice is, and rests in the archive otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from django.db import transaction

from assessments.actions.locking import lock_assessment, lock_people
from assessments.actions.trail import record
from assessments.models import Assessment, AssessmentVersion, ModelVersion, Participant, TrailEntry
from assessments.queries.combining import Clash
from assessments.queries.moving import find_last_move, is_newer, list_answered_since, list_pinned, plan_move
from assessments.queries.versions import list_targets

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User

Action = TrailEntry.Action


class Refusal(StrEnum):
    """Why an assessment stays at its versions."""

    CLOSED = auto()
    SUBMITTED = auto()
    NOTHING_CHOSEN = auto()
    NOT_NEWER = auto()
    PINS_CHANGED = auto()
    CLASH = auto()
    NO_MOVE = auto()
    ANSWERED_SINCE = auto()


class MoveRefusedError(ValueError):
    """Nothing was changed."""

    def __init__(self, refusal: Refusal, clashes: tuple[Clash, ...] = ()) -> None:
        super().__init__(refusal)
        self.refusal, self.clashes = refusal, clashes


@transaction.atomic
def move_assessment(
    *, assessment: Assessment, versions: Sequence[ModelVersion], seen: Sequence[int], by: User
) -> TrailEntry:
    """Pin newer versions, all or none. `seen` are the ids of the pins that the person saw, in their order.

    Raises `MoveRefusedError`. What is checked is what the database holds now.
    """
    locked = _lock_open(assessment)
    chosen = list(ModelVersion.objects.filter(pk__in=[version.pk for version in versions]))
    _check_choice(list_pinned(locked), chosen, seen)
    move = plan_move(locked, chosen)
    if move.clashes:
        raise MoveRefusedError(Refusal.CLASH, move.clashes)
    before = _trace(locked)
    _pin(locked, [version.pk for version in move.after])
    new = {**_trace(locked), "touched": list(move.touched)}
    return record(action=Action.MOVED, user=by, assessment=locked, old=before, new=new)


@transaction.atomic
def undo_move(*, assessment: Assessment, by: User) -> TrailEntry:
    """Pin again what was pinned before the last move. Raises `MoveRefusedError`.

    Possible until somebody has answered or confirmed a practice that the move added or reworded: that answer would
    fall out of the questionnaire.
    """
    locked = _lock_open(assessment)
    last = find_last_move(locked)
    if last is None or last.old is None or last.new is None:
        raise MoveRefusedError(Refusal.NO_MOVE)
    if list_answered_since(last).exists():
        raise MoveRefusedError(Refusal.ANSWERED_SINCE)
    before = _trace(locked)
    _pin(locked, last.old["versions"], targets=last.old.get("levels"))
    return record(action=Action.MOVE_UNDONE, user=by, assessment=locked, old=before, new=_trace(locked))


def find_refusal(assessment: Assessment) -> Refusal | None:
    """Why this assessment cannot be moved at all. None: it can."""
    if not assessment.is_open:
        return Refusal.CLOSED
    if Participant.objects.filter(assessment=assessment, submitted_at__isnull=False).exists():
        return Refusal.SUBMITTED
    return None


def _lock_open(assessment: Assessment) -> Assessment:
    lock_people(assessment.participants.all())
    locked = lock_assessment(assessment.pk)
    refusal = find_refusal(locked)
    if refusal is not None:
        raise MoveRefusedError(refusal)
    return locked


def _check_choice(pinned: Sequence[ModelVersion], chosen: Sequence[ModelVersion], seen: Sequence[int]) -> None:
    if [version.pk for version in pinned] != list(seen):
        raise MoveRefusedError(Refusal.PINS_CHANGED)
    if not chosen:
        raise MoveRefusedError(Refusal.NOTHING_CHOSEN)
    by_model = {version.maturity_model_id: version for version in pinned}
    models = [version.maturity_model_id for version in chosen]
    is_right = len(set(models)) == len(models) and all(
        version.maturity_model_id in by_model
        and version.status == ModelVersion.Status.PUBLISHED
        and is_newer(version, by_model[version.maturity_model_id])
        for version in chosen
    )
    if not is_right:
        raise MoveRefusedError(Refusal.NOT_NEWER)


def _pin(assessment: Assessment, versions: Sequence[int], *, targets: Sequence[int | None] | None = None) -> None:
    """One version at each position, in the order of the positions. A target stays when its level is one there too;
    `targets` are those to come back to.
    """
    pins, levels = list(_list_pins(assessment)), list_targets(versions)
    wanted = targets or [pin.target for pin in pins]
    for pin, version, target in zip(pins, versions, wanted, strict=True):
        if pin.version_id != version:
            kept = target if target in levels[version] else None
            AssessmentVersion.objects.filter(pk=pin.pk).update(version=version, target=kept)


def _trace(assessment: Assessment) -> dict[str, object]:
    """What is pinned now; the targets stand beside the versions, in their order."""
    pins = list(_list_pins(assessment))
    return {"versions": [pin.version_id for pin in pins], "levels": [pin.target for pin in pins]}


def _list_pins(assessment: Assessment) -> QuerySet[AssessmentVersion]:
    return AssessmentVersion.objects.filter(assessment=assessment).order_by("position")
