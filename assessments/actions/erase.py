"""Erasing a person: the one procedure by which what they wrote and who they were leaves the product.

What they answered stays in the scores, and that they did something stays in the trail; neither leads to them any more.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.actions import erase_account
from accounts.models import Invitation, User
from assessments.actions.locking import lock_people
from assessments.actions.trail import record
from assessments.models import (
    AgreedAnswer,
    Answer,
    Assessment,
    Handover,
    LocalDifference,
    Participant,
    PlannedParticipant,
    Snapshot,
    Staffing,
    TrailEntry,
    TrailText,
    compute_digest,
)

if TYPE_CHECKING:
    from uuid import UUID

logger = logging.getLogger(__name__)
# (Frozen report, key of the account, name, everything that the person wrote) → the same without them.
Redact = Callable[[str, int, str, frozenset[str]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What was taken away: how many assessments it touched, and how many texts, reports and memberships."""

    assessments: int
    answers: int
    texts: int
    reports: int
    memberships: int


class AlreadyErasedError(ValueError):
    """Nothing of the person is left."""


@transaction.atomic
def erase_person(*, user: User, by: User | None, redact: Redact) -> Erasure:
    """Blank what the person wrote, take their name out of frozen reports, and empty their account, or do nothing.

    Whoever saves an answer of theirs at the same moment comes before or after as a whole. Raises `AlreadyErasedError`,
    and `ValidationError` for the last administrator of an organisation.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.is_erased:
        raise AlreadyErasedError(str(locked.pk))
    person, name, memberships = locked.person, locked.get_full_name(), locked.memberships.count()
    Handover.objects.filter(address__iexact=locked.email).delete()
    PlannedParticipant.objects.filter(email__iexact=locked.email).delete()
    erase_account(user=locked)
    touched = _lock_assessments(locked, person)
    _end_answering(locked)
    wrote = frozenset(_list_written(locked, person))
    erasure = Erasure(
        assessments=len(touched),
        answers=_blank_answers(locked),
        texts=TrailText.objects.filter(person=person).exclude(body="").update(body=""),
        reports=sum(
            _redact_snapshot(row, redact(row.content, locked.pk, name, wrote)) for row in _list_snapshots(touched)
        ),
        memberships=memberships,
    )
    Staffing.objects.filter(member=locked).delete()
    _blank_invitations(touched, wrote)
    for assessment in touched:
        record(action=TrailEntry.Action.ERASED, user=by, assessment=assessment)
    who = by.pk if by else "the command line"
    transaction.on_commit(lambda: logger.warning("person %d was erased by %s: %s", locked.pk, who, erasure))
    return erasure


def try_erasing(*, user: User, redact: Redact) -> Erasure:
    """What erasing the person would take away. Everything is done, counted, and undone. Raises as `erase_person`."""
    with transaction.atomic():
        erasure = erase_person(user=user, by=None, redact=redact)
        transaction.set_rollback(True)
    return erasure


def _lock_assessments(user: User, person: UUID) -> list[Assessment]:
    """Those in which the person did anything."""
    lock_people(Participant.objects.filter(user=user))
    acted = TrailEntry.objects.filter(person=person).values("assessment")
    concerned = Q(participants__user=user) | Q(agreed_answers__recorded_by=user) | Q(pk__in=acted)
    found = Assessment.objects.filter(concerned).values("pk")
    return list(Assessment.objects.select_for_update().filter(pk__in=found).order_by("pk"))


def _end_answering(user: User) -> None:
    """Somebody who waits to save finds a row of their own that is closed. Who has answered nothing takes no part.

    By group their place stays once people can answer, for whether it does would tell leads if they had begun.
    """
    waiting = Participant.objects.filter(user=user, submitted_at=None, group="")
    by_group, collecting = Assessment.Confidentiality.BY_GROUP, Assessment.State.COLLECTING
    secret = Q(assessment__confidentiality=by_group, assessment__state=collecting)
    waiting.filter(answers=None).exclude(secret).delete()
    waiting.update(submitted_at=timezone.now())


def _list_written(user: User, person: UUID) -> Iterator[str]:
    """Every reason, comment and link of theirs, of now and of before."""
    for reason, comment, evidence in Answer.objects.filter(participant__user=user).values_list(
        "reason", "comment", "evidence"
    ):
        yield from filter(None, (reason, comment, *evidence))
    yield from AgreedAnswer.objects.filter(recorded_by=user).exclude(reason="").values_list("reason", flat=True)
    for body in TrailText.objects.filter(person=person).exclude(body="").values_list("body", flat=True):
        text = json.loads(body)
        yield from filter(None, (text["reason"], text["comment"], *text["evidence"]))


def _blank_answers(user: User) -> int:
    """The answers themselves stay: they count in what the unit found."""
    AgreedAnswer.objects.filter(recorded_by=user).update(reason="")
    LocalDifference.objects.filter(said_by=user).update(reason="")
    LocalDifference.objects.filter(refused_by=user).update(refusal="")
    Handover.objects.filter(giver__user=user).update(note="")
    written = Answer.objects.filter(participant__user=user).exclude(reason="", comment="", evidence=[])
    return written.update(reason="", comment="", evidence=[])


def _blank_invitations(touched: list[Assessment], wrote: frozenset[str]) -> None:
    """What they put into invitations gives way to the usual text, and is gone from what was sent with it."""
    theirs = [row.pk for row in touched if row.invitation_text in wrote]
    Assessment.objects.filter(pk__in=theirs).update(invitation_text="")
    sent = Invitation.objects.filter(organisation__units__assessments__in=touched).exclude(note="")
    notes = set(sent.values_list("note", flat=True)) & wrote
    Invitation.objects.filter(pk__in=list(sent.filter(note__in=notes).values_list("pk", flat=True))).update(note="")


def _list_snapshots(touched: list[Assessment]) -> list[Snapshot]:
    return list(Snapshot.objects.filter(assessment__in=touched))


def _redact_snapshot(old: Snapshot, content: str) -> bool:
    """A snapshot never changes, so another one takes its place; the trail keeps both digests."""
    if content == old.content:
        return False
    old.delete()
    kept = {"assessment_id": old.assessment_id, "revision": old.revision, "person": old.person}
    Snapshot.objects.create(content=content, digest=compute_digest(content), **kept)
    return True
