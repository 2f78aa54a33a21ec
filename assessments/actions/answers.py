"""Saving one answer so that no acknowledged save is ever lost, and submitting all of them.

A save locks its participant, then either inserts the first version or updates exactly the version that the person
saw. Whoever saw an older one gets a conflict with what is stored now. A change id that the trail already knows gets
its first outcome again, so that a client may always repeat a save whose reply it never received.

An answer to an earlier wording stays one, whatever is written beside it, until the person confirms it or chooses
another.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from assessments.actions.collecting import close_when_all_submitted
from assessments.actions.locking import lock_participant
from assessments.actions.trail import FreeText, record
from assessments.models import Answer, AnswerKind, Assessment, Criterion, Participant, TrailEntry

if TYPE_CHECKING:
    import uuid

    from assessments.queries.questionnaires import Question, Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChange:
    """What a person wants stored: the change's own id, the version they saw (0: none), and the whole answer.

    `follows`: changes from the same page that were still on their way when this newer one was sent; a page that is
    closed cannot wait for them. `is_confirmed`: an answer to an earlier wording holds for this one too. `point_id` is
    set exactly when `kind` is rated, to a point of the question's scale; the form has checked both.
    """

    change_id: uuid.UUID
    seen_version: int
    follows: tuple[uuid.UUID, ...] = ()
    is_confirmed: bool = False
    kind: str
    point_id: int | None = None
    reason: str = ""
    comment: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def text(self) -> FreeText:
        return FreeText(reason=self.reason, comment=self.comment, evidence=self.evidence)


@dataclass(frozen=True, slots=True)
class Saved:
    """The answer is stored and committed when the caller's transaction is: its version now, and when.

    `unconfirmed`: what is stored, where it still answers an earlier wording.
    """

    version: int
    at: datetime
    unconfirmed: Answer | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody (or another tab) stored another version meanwhile; nothing was changed. None: nothing is stored."""

    current: Answer | None


@dataclass(frozen=True, slots=True)
class Closed:
    """The participant has submitted, or collecting is over; nothing was changed."""

    submitted_at: datetime | None


class ChangeIdTakenError(ValueError):
    """A change id that already stands for something else: another person's change, or another practice's."""


class WordingChangedError(ValueError):
    """The question is no longer asked in these words: the assessment moved to another version meanwhile."""


Outcome = Saved | Conflict | Closed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """The wording and what is answered to it."""

    revision_id: int
    kind: str
    point_id: int | None


@transaction.atomic
def save_answer(*, participant: Participant, question: Question, change: AnswerChange) -> Outcome:
    """Store one answer, or say why not.

    Raises `ChangeIdTakenError` for a change id of something else, `WordingChangedError` for a wording not asked now.
    """
    locked = lock_participant(participant.pk)
    known = TrailEntry.objects.filter(change_id=change.change_id).first()
    if known is not None:
        return _repeat(known, locked, question)
    if not is_open(locked):
        return Closed(locked.submitted_at)
    _require_asked(locked, question)
    rows = Answer.objects.filter(participant=locked, practice_id=question.practice_id)
    old = rows.select_related("point").first()
    is_first = old is None and change.seen_version == 0
    said, seen = _find_said(question, change, old), _find_seen_version(locked, question, change)
    saved = _insert(locked, question, change) if is_first else _replace(locked, question, change, said, seen)
    if saved is None:
        return Conflict(old)
    _record_answer(locked, question, change, old, said, saved)
    return replace(saved, unconfirmed=_find_unconfirmed(locked, question)) if said != _read(question, change) else saved


@transaction.atomic
def submit_answers(*, participant: Participant, questionnaire: Questionnaire) -> tuple[str, ...]:
    """Close the participant's answers, once. Returns the practices that block it: *not applicable* without a reason.

    When the last participant submits, collecting is over. Submitting twice changes nothing.
    """
    locked = lock_participant(participant.pk)
    if not is_open(locked):
        return ()
    blocking = _list_without_reason(locked, questionnaire)
    if not blocking:
        locked.submitted_at = timezone.now()
        locked.save(update_fields=["submitted_at"])
        record(action=TrailEntry.Action.SUBMITTED, user=locked.user, assessment=locked.assessment)
        close_when_all_submitted(locked.assessment_id)
    return blocking


def is_open(participant: Participant) -> bool:
    """Whether their answers may change now. A group is given when collecting closes, in the row that saving locks."""
    is_waited_for = participant.submitted_at is None and not participant.group
    return is_waited_for and participant.assessment.state == Assessment.State.COLLECTING


def _require_asked(participant: Participant, question: Question) -> None:
    """Moving to another version takes the lock that saving holds, so the answer is sure to be one of now."""
    pins = Criterion.objects.filter(version__pins__assessment=participant.assessment_id, revision=question.revision_id)
    if not pins.exists():
        raise WordingChangedError(question.key)


def _repeat(known: TrailEntry, participant: Participant, question: Question) -> Saved:
    """The first outcome of a change that was already accepted."""
    same = (known.person, known.assessment_id, known.practice_id) == (
        participant.user.person,
        participant.assessment_id,
        question.practice_id,
    )
    if not same or known.new is None:
        raise ChangeIdTakenError(str(known.change_id))
    return Saved(known.new["version"], known.at, _find_unconfirmed(participant, question))


def _find_unconfirmed(participant: Participant, question: Question) -> Answer | None:
    rows = Answer.objects.filter(participant=participant, practice_id=question.practice_id)
    waiting = rows.exclude(revision=question.revision_id).exclude(kind=AnswerKind.NONE)
    return waiting.select_related("revision", "point").first()


def _find_said(question: Question, change: AnswerChange, old: Answer | None) -> _Said:
    """What the change answers to the wording of now; of an answer that still waits to be confirmed, that answer."""
    said = _read(question, change)
    if old is None or old.kind == AnswerKind.NONE or old.revision_id == question.revision_id:
        return said
    shown = question.scale.choice(old.point.code) if old.point else None
    is_same = (said.kind, said.point_id) == (old.kind, shown.pk if shown else None)
    if change.kind != AnswerKind.NONE and (change.is_confirmed or not is_same):
        return said
    return _Said(revision_id=old.revision_id, kind=old.kind, point_id=old.point_id)


def _read(question: Question, change: AnswerChange) -> _Said:
    return _Said(revision_id=question.revision_id, kind=change.kind, point_id=change.point_id)


def _find_seen_version(participant: Participant, question: Question, change: AnswerChange) -> int:
    """What a change builds on: the newest of those it follows that have arrived, else the version the person saw.

    Those that arrive behind it find a version that they never saw, and change nothing.
    """
    if not change.follows:
        return change.seen_version
    arrived = TrailEntry.objects.filter(
        change_id__in=change.follows,
        person=participant.user.person,
        assessment=participant.assessment_id,
        practice=question.practice_id,
        new__isnull=False,
    )
    return max((entry.new["version"] for entry in arrived if entry.new), default=change.seen_version)


def _insert(participant: Participant, question: Question, change: AnswerChange) -> Saved:
    """The first version. The participant is locked and has no answer yet, so none can come between."""
    fields = _fields(_read(question, change), change)
    answer = Answer.objects.create(participant=participant, practice_id=question.practice_id, **fields)
    return Saved(answer.version, answer.updated_at)


def _replace(
    participant: Participant, question: Question, change: AnswerChange, said: _Said, seen: int
) -> Saved | None:
    """One UPDATE of exactly the version that the person saw; nothing when that is no longer stored."""
    now = timezone.now()
    rows = Answer.objects.filter(participant=participant, practice_id=question.practice_id, version=seen).update(
        **_fields(said, change), version=F("version") + 1, updated_at=now
    )
    return Saved(seen + 1, now) if rows else None


def _fields(said: _Said, change: AnswerChange) -> dict[str, Any]:
    return {
        **asdict(said),
        "reason": change.reason,
        "comment": change.comment,
        "evidence": list(change.evidence),
    }


def _record_answer(
    participant: Participant, question: Question, change: AnswerChange, old: Answer | None, said: _Said, saved: Saved
) -> None:
    record(
        action=TrailEntry.Action.ANSWERED,
        user=participant.user,
        assessment=participant.assessment,
        change_id=change.change_id,
        practice_id=question.practice_id,
        old=_trace(old.revision_id, old.kind, old.point_id, old.version) if old else None,
        new=_trace(said.revision_id, said.kind, said.point_id, saved.version),
        text=change.text,
    )


def _trace(revision_id: int, kind: str, point_id: int | None, version: int) -> dict[str, Any]:
    return {"revision": revision_id, "kind": str(kind), "point": point_id, "version": version}


def _list_without_reason(participant: Participant, questionnaire: Questionnaire) -> tuple[str, ...]:
    rows = Answer.objects.filter(participant=participant, kind=AnswerKind.NOT_APPLICABLE, reason="")
    stored = set(rows.values_list("practice__key", "revision_id"))
    questions = questionnaire.questions.values()
    return tuple(question.key for question in questions if (question.key, question.revision_id) in stored)
