"""Recording the unit's answer after the conversation, or why there is none, and checking its evidence.

The assessment's row is locked, and only the version that somebody saw is changed: two leads at once lose nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Union

from django.db import transaction
from django.utils import timezone

from assessments.actions.locking import lock_assessment
from assessments.actions.trail import FreeText, record
from assessments.models import AgreedAnswer, Answer, AnswerKind, Assessment, EvidenceState, TrailEntry

if TYPE_CHECKING:
    import datetime
    import uuid

    from accounts.models import User
    from assessments.queries.questionnaires import Question


Outcome = Union["Recorded", "Overtaken", "NotReviewing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What a lead wants recorded: the change's own id, the version they saw (0: none), and the whole answer.

    Without a kind it says, by its reason, why the practice is left open.
    """

    change_id: uuid.UUID
    seen_version: int
    kind: str
    point_id: int | None = None
    reason: str = ""
    is_linked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCheck:
    """That somebody looked at the evidence of the version they saw, and until when it holds."""

    change_id: uuid.UUID
    seen_version: int
    holds_until: datetime.date


@dataclass(frozen=True, slots=True)
class Recorded:
    """It is stored, as this version."""

    version: int


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody recorded another version meanwhile; nothing was changed. None: there is nothing (any more)."""

    current: AgreedAnswer | None


@dataclass(frozen=True, slots=True)
class NotReviewing:
    """The assessment is still collecting answers, or is finalised; nothing was changed."""


class OwnEvidenceError(PermissionError):
    """Nobody checks the evidence for an answer that they gave or recorded themselves."""


@transaction.atomic
def agree(*, assessment: Assessment, question: Question, agreement: Agreement, by: User) -> Outcome:
    """Record the unit's answer to one practice, or say why not. A new answer has no checked evidence yet."""
    locked = lock_assessment(assessment.pk)
    old, refusal = _look(locked, question, agreement, by)
    if refusal is not None:
        return refusal
    row = old or AgreedAnswer(assessment=locked, practice_id=question.practice_id, version=0)
    before = _trace(old) if old else None
    if (row.kind, row.point_id, row.revision_id) != (agreement.kind, agreement.point_id, question.revision_id):
        row.checked_by = row.checked_at = row.holds_until = None
    if row.checked_by is None:
        row.evidence_state = EvidenceState.LINKED if agreement.is_linked else EvidenceState.ASSERTED
    row.revision_id, row.kind, row.point_id = question.revision_id, agreement.kind, agreement.point_id
    row.reason, row.recorded_by = agreement.reason, by
    return _store(row, before, agreement.change_id, by, FreeText(reason=agreement.reason))


@transaction.atomic
def check_evidence(*, assessment: Assessment, question: Question, check: EvidenceCheck, by: User) -> Outcome:
    """Mark the evidence of an agreed answer as checked. Raises `OwnEvidenceError` when it is one of their own."""
    locked = lock_assessment(assessment.pk)
    row, refusal = _look(locked, question, check, by)
    if refusal is not None or row is None or not row.kind:
        return refusal or Overtaken(row)
    if is_own(row, by):
        raise OwnEvidenceError(question.key)
    before = _trace(row)
    row.evidence_state, row.holds_until = EvidenceState.CHECKED, check.holds_until
    row.checked_by, row.checked_at = by, timezone.now()
    return _store(row, before, check.change_id, by, FreeText())


def may_record(assessment: Assessment) -> bool:
    """While reviewing; and from the start where nobody was asked to answer: that is a workshop."""
    if assessment.state == Assessment.State.REVIEWING:
        return True
    return assessment.is_open and not assessment.participants.exists()


def is_own(row: AgreedAnswer, user: User) -> bool:
    """Whether the person recorded the agreed answer, or answered the practice as a participant."""
    answers = Answer.objects.filter(participant__user=user, participant__assessment=row.assessment_id)
    given = answers.filter(practice=row.practice_id).exclude(kind=AnswerKind.NONE)
    return row.recorded_by_id == user.pk or given.exists()


def _look(
    assessment: Assessment, question: Question, change: Agreement | EvidenceCheck, by: User
) -> tuple[AgreedAnswer | None, Outcome | None]:
    """What is stored, and what speaks against the change. A change that the trail knows was made already."""
    rows = AgreedAnswer.objects.filter(assessment=assessment, practice_id=question.practice_id)
    stored = rows.select_related("point", "recorded_by", "checked_by").first()
    if TrailEntry.objects.filter(change_id=change.change_id, person=by.person).exists():
        return stored, Recorded(change.seen_version + 1)
    if not may_record(assessment):
        return stored, NotReviewing()
    if (stored.version if stored else 0) != change.seen_version:
        return stored, Overtaken(stored)
    return stored, None


def _store(
    row: AgreedAnswer, before: dict[str, object] | None, change_id: uuid.UUID, by: User, text: FreeText
) -> Recorded:
    row.version += 1
    row.save()
    record(
        action=TrailEntry.Action.AGREED,
        user=by,
        assessment=row.assessment,
        change_id=change_id,
        practice_id=row.practice_id,
        old=before,
        new=_trace(row),
        text=text,
    )
    return Recorded(row.version)


def _trace(row: AgreedAnswer) -> dict[str, object]:
    said = {"revision": row.revision_id, "kind": str(row.kind), "point": row.point_id}
    return {**said, "evidence": str(row.evidence_state), "holds_until": row.holds_until, "version": row.version}
