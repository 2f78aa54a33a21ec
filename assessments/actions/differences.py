"""Saying that an inherited answer does not hold in a unit, and refusing that with a reason.

A lead accepts it by recording the unit's own agreed answer (`actions.agree`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from assessments.actions.locking import lock_assessment
from assessments.actions.trail import FreeText, record
from assessments.models import AgreedAnswer, AnswerKind, Assessment, LocalDifference, TrailEntry

if TYPE_CHECKING:
    from accounts.models import User
    from assessments.queries.questionnaires import Question


class DifferenceClosedError(ValueError):
    """The assessment is finalised, or the unit has recorded an answer of its own to the practice."""


class SaidAlreadyError(ValueError):
    """Somebody has said so before, and no lead has settled it yet."""


class NothingSaidError(ValueError):
    """Nobody says that it differs here, or a lead refused it already."""


@transaction.atomic
def say_difference(*, assessment: Assessment, question: Question, reason: str, by: User) -> LocalDifference:
    """Say of an inherited practice that it differs here. What was refused before may be said once more.

    Raises `DifferenceClosedError`, or `SaidAlreadyError`: the first reason stays.
    """
    _lock(assessment, question)
    row = LocalDifference.objects.filter(assessment=assessment, practice_id=question.practice_id).first()
    if row is not None and row.refused_by_id is None:
        raise SaidAlreadyError(question.key)
    row = row or LocalDifference(assessment=assessment, practice_id=question.practice_id)
    row.reason, row.said_by, row.refusal, row.refused_by = reason, by, "", None
    row.save()
    _record(TrailEntry.Action.DIFFERS, assessment, question, reason, by)
    return row


@transaction.atomic
def refuse_difference(*, assessment: Assessment, question: Question, reason: str, by: User) -> None:
    """Let the inherited answer stand, and say why. Raises `DifferenceClosedError`, or `NothingSaidError`."""
    _lock(assessment, question)
    said = LocalDifference.objects.filter(assessment=assessment, practice_id=question.practice_id, refused_by=None)
    if not said.update(refusal=reason, refused_by=by):
        raise NothingSaidError(question.key)
    _record(TrailEntry.Action.REFUSED, assessment, question, reason, by)


def _lock(assessment: Assessment, question: Question) -> None:
    """The row that recording and finalising lock too."""
    locked = lock_assessment(assessment.pk)
    own = AgreedAnswer.objects.filter(assessment=locked, revision=question.revision_id).exclude(kind=AnswerKind.NONE)
    if locked.state == Assessment.State.FINALISED or own.exists():
        raise DifferenceClosedError(question.key)


def _record(action: TrailEntry.Action, assessment: Assessment, question: Question, reason: str, by: User) -> None:
    record(
        action=action, user=by, assessment=assessment, practice_id=question.practice_id, text=FreeText(reason=reason)
    )
