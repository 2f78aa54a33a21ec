"""Who takes part, and when collecting answers ends: a lead's acts."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from assessments.actions.locking import lock_assessment, lock_participant, lock_people
from assessments.actions.trail import record
from assessments.models import Answer, Assessment, Handover, Participant, TrailEntry
from assessments.queries.progress import list_started
from assessments.scoring import OTHER_ROLES, SMALLEST_GROUP, partition_people

if TYPE_CHECKING:
    from accounts.models import User
    from roles.models import Role

Action, State = TrailEntry.Action, Assessment.State


class NotCollectingError(ValueError):
    """The assessment is in a state in which this cannot be done."""


class NotDraftError(ValueError):
    """Only an assessment that is still a draft can be opened."""


class HasAnsweredError(ValueError):
    """Somebody who has answered cannot be removed: their answers would be lost."""


class StaysByGroupError(ValueError):
    """By group nobody is taken out once people can answer: the outcome would say who has begun."""


class TooFewAnsweredError(NotCollectingError):
    """By group, one or two have answered so far and others have not: closing now would show what those few said."""


class GroupsFormedError(ValueError):
    """By group, collecting closes for good: one more person in a group would give their answers away."""


@transaction.atomic
def add_participant(
    *, assessment: Assessment, user: User, roles: Collection[Role], by: User | None = None
) -> Participant:
    """Let a person answer in the given roles; a person who already takes part gains the roles.

    Practices that a colleague proposed to hand over to them are theirs from then on. Whoever adds themselves knows;
    everybody else is to be told (`actions.inviting`). Raises `NotCollectingError` when collecting is over.
    """
    _lock_collecting(assessment)
    told = timezone.now() if by is None or by == user else None
    participant, _ = Participant.objects.get_or_create(assessment=assessment, user=user, defaults={"told_at": told})
    participant.roles.add(*roles)
    if by is not None:
        record(action=Action.JOINED, user=by, assessment=assessment, new=_describe(participant, roles))
    _deliver_proposals(participant, by or user)
    return participant


@transaction.atomic
def remove_participant(*, participant: Participant, by: User) -> None:
    """Take somebody out who has not answered. Raises `HasAnsweredError`, or `NotCollectingError` when that is over.

    By group it depends on nobody's answers: out of a draft anybody can be taken, later nobody (`StaysByGroupError`).
    """
    locked = lock_participant(participant.pk)
    assessment = _lock_collecting(participant.assessment)
    if not may_remove(assessment):
        raise StaysByGroupError(str(locked.pk))
    if Answer.objects.filter(participant=locked).exists():
        raise HasAnsweredError(str(locked.pk))
    ended = Handover.objects.filter(Q(giver=locked) | Q(receiver=locked)).select_related("receiver__user")
    for handover in ended.order_by("pk"):
        _record_handover(Action.TAKEN_BACK, handover, assessment, by)
    record(action=Action.LEFT, user=by, assessment=assessment, new=_describe(locked, locked.roles.all()))
    locked.delete()


def may_remove(assessment: Assessment) -> bool:
    """Whether people can still be taken out: until collecting closes, by group only until they can answer."""
    return assessment.is_open and not (assessment.is_by_group and assessment.is_collecting)


@transaction.atomic
def open_collecting(*, assessment: Assessment, by: User) -> None:
    """Ask the people of a draft to answer from now on. Raises `NotDraftError` when it was opened before."""
    locked = lock_assessment(assessment.pk)
    if locked.state != State.DRAFT:
        raise NotDraftError(locked.state)
    locked.state = State.COLLECTING
    locked.save(update_fields=["state"])
    record(action=Action.OPENED, user=by, assessment=locked)


@transaction.atomic
def close_collecting(*, assessment: Assessment, by: User) -> None:
    """Let nobody answer any more, and form the groups that are shown. Raises `NotCollectingError` when none is open.

    By group, also `TooFewAnsweredError`.
    """
    lock_people(assessment.participants.all())
    locked = _lock_collecting(assessment)
    if locked.state != State.COLLECTING:
        raise NotCollectingError(locked.state)
    _require_enough(locked)
    _close(locked)
    record(action=Action.CLOSED, user=by, assessment=locked)


@transaction.atomic
def reopen_collecting(*, assessment: Assessment, by: User) -> None:
    """Let those who have not submitted answer on. Raises `NotCollectingError`, or by group `GroupsFormedError`."""
    lock_people(assessment.participants.all())
    locked = lock_assessment(assessment.pk)
    if locked.state != State.REVIEWING:
        raise NotCollectingError(locked.state)
    if locked.is_by_group:
        raise GroupsFormedError(str(locked.pk))
    locked.state, locked.closed_at = State.COLLECTING, None
    locked.save(update_fields=["state", "closed_at"])
    Participant.objects.filter(assessment=locked).update(group="")
    record(action=Action.COLLECTING, user=by, assessment=locked)


def close_when_all_submitted(assessment_id: int) -> None:
    """The assessment's row is locked, so that of two who submit at once the second sees the first."""
    assessment = lock_assessment(assessment_id)
    waiting = Participant.objects.filter(assessment=assessment, submitted_at=None).exists()
    if not waiting and assessment.is_open:
        _close(assessment)
        record(action=Action.CLOSED, user=None, assessment=assessment)


def _deliver_proposals(participant: Participant, by: User) -> None:
    """What was handed to their address is theirs now; until then it stayed with who wanted to hand it over."""
    waiting = Handover.objects.filter(
        giver__assessment=participant.assessment_id, receiver=None, address=participant.user.email.lower()
    )
    for handover in waiting.exclude(giver=participant).order_by("pk"):
        handover.receiver, handover.address = participant, ""
        handover.save(update_fields=["receiver", "address"])
        _record_handover(Action.HANDED, handover, participant.assessment, by)


def _record_handover(action: TrailEntry.Action, handover: Handover, assessment: Assessment, by: User) -> None:
    new = {"person": str(handover.receiver.user.person)} if handover.receiver else {}
    record(action=action, user=by, assessment=assessment, practice_id=handover.practice_id, new=new)


def _lock_collecting(assessment: Assessment) -> Assessment:
    locked = lock_assessment(assessment.pk)
    if not locked.is_open:
        raise NotCollectingError(locked.state)
    return locked


def _close(assessment: Assessment) -> None:
    """A group of their own row tells everybody who waited to save that collecting is over (`answers.is_open`)."""
    assessment.state, assessment.closed_at = State.REVIEWING, timezone.now()
    assessment.save(update_fields=["state", "closed_at"])
    people = list(Participant.objects.filter(assessment=assessment).prefetch_related("roles"))
    groups = _form_groups(assessment, people)
    for person in people:
        person.group = groups[person.pk]
    Participant.objects.bulk_update(people, ["group"])


def _form_groups(assessment: Assessment, people: Collection[Participant]) -> dict[int, str]:
    """By group, only who has answered makes a group large enough: whoever is silent hides nobody.

    The silent are counted where their role is shown, or else among the others; they said nothing that could be seen.
    """
    held = {person.pk: frozenset(role.key for role in person.roles.all()) for person in people}
    if not assessment.is_by_group:
        return partition_people(held, smallest=1)
    started = list_started(assessment)
    groups = partition_people({pk: roles for pk, roles in held.items() if pk in started}, smallest=SMALLEST_GROUP)
    shown = sorted(set(groups.values()))
    silent = {pk: next((key for key in shown if key in roles), OTHER_ROLES) for pk, roles in held.items()}
    return silent | groups


def _require_enough(assessment: Assessment) -> None:
    if not assessment.is_by_group:
        return
    people, started = assessment.participants.count(), len(list_started(assessment))
    if 0 < started < SMALLEST_GROUP <= people:
        raise TooFewAnsweredError(str(assessment.pk))


def _describe(participant: Participant, roles: Collection[Role]) -> dict[str, object]:
    return {"person": str(participant.user.person), "roles": sorted(role.key for role in roles)}
