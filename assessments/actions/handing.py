"""Handing practices over to a colleague, and ending that again: acts of participants, never of answers.

No outcome by group depends on what anybody has answered, so that nobody learns of it here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from assessments.actions.answers import is_open
from assessments.actions.locking import lock_people
from assessments.actions.trail import FreeText, record
from assessments.models import Answer, AnswerKind, Assessment, Handover, Participant, TrailEntry

if TYPE_CHECKING:
    from accounts.models import User
    from assessments.queries.questionnaires import Question

Action = TrailEntry.Action


class NotOpenError(ValueError):
    """One of the two can no longer answer."""


class AlreadyAnsweredError(ValueError):
    """The colleague has answered it, so there is nothing left to take back."""


@transaction.atomic
def hand_over(
    *,
    giver: Participant,
    receiver: Participant | None = None,
    address: str = "",
    questions: Sequence[Question],
    note: str = "",
) -> tuple[str, ...]:
    """Give practices to a colleague, or propose to: then to the address of somebody whom a lead has to add.

    Returns the keys of those that were handed over. The others stay: the giver has answered them, handed them over or
    been handed them; or the colleague has handed them over. Raises `NotOpenError`.
    """
    people = _lock([giver.pk, *([receiver.pk] if receiver else [])])
    if not all(is_open(person) for person in people.values()):
        raise NotOpenError(str(giver.pk))
    giver = people[giver.pk]
    staying = _list_staying(giver, receiver)
    moving = [question for question in questions if question.practice_id not in staying]
    Handover.objects.bulk_create(
        Handover(
            giver=giver,
            receiver=receiver,
            address="" if receiver else address.strip().lower(),
            practice_id=question.practice_id,
            note=note,
        )
        for question in moving
    )
    for question in moving:
        _record(Action.HANDED, giver.user, giver.assessment, question.practice_id, receiver, note)
    return tuple(question.key for question in moving)


@transaction.atomic
def end_handover(*, handover: Handover, by: Participant) -> None:
    """Take a practice back, or give it back. Raises `NotOpenError`, or `AlreadyAnsweredError` to who takes back.

    By group it can always be taken back: a refusal would say that the colleague has answered.
    """
    people = _lock([by.pk, handover.giver_id, *([handover.receiver_id] if handover.receiver_id else [])])
    if not is_open(people[by.pk]):
        raise NotOpenError(str(by.pk))
    assessment = people[by.pk].assessment
    if by.pk == handover.giver_id and not assessment.is_by_group and _has_answered(handover):
        raise AlreadyAnsweredError(str(handover.pk))
    _end(handover, people[by.pk].user, assessment)


@transaction.atomic
def dismiss_proposal(*, handover: Handover, by: User) -> None:
    """A lead adds nobody with this address: the practices stay with who wanted to hand them over."""
    giver = _lock([handover.giver_id])[handover.giver_id]
    for row in Handover.objects.filter(giver=giver, receiver=None, address=handover.address):
        _end(row, by, giver.assessment)


def _lock(participants: Sequence[int]) -> dict[int, Participant]:
    return {row.pk: row for row in lock_people(Participant.objects.filter(pk__in=participants))}


def _list_staying(giver: Participant, receiver: Participant | None) -> set[int]:
    """Practices that cannot be handed over, so that none is ever handed on, or in a circle, and so lost."""
    rows = Handover.objects.filter(giver=giver) | Handover.objects.filter(receiver=giver)
    if receiver is not None:
        rows = rows | Handover.objects.filter(giver=receiver)
    answered = Answer.objects.filter(participant=giver).exclude(kind=AnswerKind.NONE)
    return {*rows.values_list("practice_id", flat=True), *answered.values_list("practice_id", flat=True)}


def _has_answered(handover: Handover) -> bool:
    rows = Answer.objects.filter(participant=handover.receiver_id, practice=handover.practice_id)
    return rows.exclude(kind=AnswerKind.NONE).exists()


def _end(handover: Handover, by: User, assessment: Assessment) -> None:
    deleted, _rows = Handover.objects.filter(pk=handover.pk).delete()
    if deleted:
        _record(Action.TAKEN_BACK, by, assessment, handover.practice_id, handover.receiver, "")


def _record(
    action: TrailEntry.Action,
    by: User,
    assessment: Assessment,
    practice: int,
    receiver: Participant | None,
    note: str,
) -> None:
    new: dict[str, Any] = {"person": str(receiver.user.person)} if receiver else {}
    record(action=action, user=by, assessment=assessment, practice_id=practice, new=new, text=FreeText(comment=note))
