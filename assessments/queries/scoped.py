"""Assessments and participations that a person may reach. An outsider gets 404, too little right 403."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from accounts import access
from assessments.models import CLOSED_STATES, OPEN_STATES, Assessment, Participant, PlannedParticipant

if TYPE_CHECKING:
    from accounts.models import Unit, User


def list_assessments(user: User) -> QuerySet[Assessment]:
    """Assessments in units whose results the person may read, and those in which they take part."""
    units = access.list_units(user, kinds=access.READING)
    mine = Participant.objects.filter(user_id=user.pk, assessment__unit__in=access.list_units(user))
    return Assessment.objects.filter(Q(unit__in=units) | Q(pk__in=mine.values("assessment")))


def get_assessment(user: User, pk: int) -> Assessment:
    """One assessment that the person may reach; 403 when they belong to its unit, 404 for any other."""
    reached = list_assessments(user).select_related("unit__organisation", "cycle").filter(pk=pk).first()
    if reached is not None:
        return reached
    if Assessment.objects.filter(pk=pk, unit__in=access.list_units(user)).exists():
        raise PermissionDenied
    raise Http404


def get_participation(user: User, pk: int) -> Participant:
    """The person's own part in an assessment; 404 when they may not reach it, 403 when they only may read it."""
    rows = Participant.objects.select_related("assessment__unit__organisation", "assessment__cycle")
    own = rows.filter(user_id=user.pk, assessment__unit__in=access.list_units(user), assessment_id=pk).first()
    if own is None:
        get_assessment(user, pk)
        raise PermissionDenied
    return own


def find_plan(user: User, pk: int) -> PlannedParticipant | None:
    """That the person was asked, by their address, to take part, and does not yet; None when they were not."""
    asked = PlannedParticipant.objects.filter(assessment=pk, email=user.email.lower())
    reached = asked.filter(assessment__unit__in=access.list_units(user))
    return reached.select_related("assessment__unit__organisation", "assessment__cycle", "asked_by").first()


def get_plan(user: User, pk: int) -> PlannedParticipant:
    """The same; 404 and 403 as above for everybody whom nobody has asked."""
    plan = find_plan(user, pk)
    if plan is None:
        get_assessment(user, pk)
        raise PermissionDenied
    return plan


def get_assessment_to_lead(user: User, pk: int) -> Assessment:
    """One assessment of a unit that the person leads; 404 as above, 403 when they reach it and do not lead the unit."""
    assessment = get_assessment(user, pk)
    access.require_lead(user, assessment.unit)
    return assessment


def get_reviewed(user: User, pk: int) -> Assessment:
    """One assessment whose evidence the person may check: leads and reviewers; 404 and 403 as above."""
    assessment = get_assessment(user, pk)
    if not access.may_check_evidence(user, assessment.unit):
        raise PermissionDenied
    return assessment


def get_results(user: User, pk: int) -> Assessment:
    """One assessment whose results the person may read now; 404 as above, 403 while they must still wait."""
    assessment = get_assessment(user, pk)
    if not may_read_results(user, assessment):
        raise PermissionDenied
    return assessment


def may_read_results(user: User, assessment: Assessment) -> bool:
    """Whoever reads results of the unit, and participants once they have submitted; never while groups are collecting.

    By group, nothing is shown before collecting closes, except to somebody who answers alone: of one who answers,
    everything that a lead saw would be theirs.
    """
    participants = list(assessment.participants.values_list("user_id", "submitted_at"))
    is_hidden = assessment.is_by_group and assessment.is_open
    if is_hidden and any(person != user.pk for person, _ in participants):
        return False
    own = dict(participants)
    if own.get(user.pk) is not None:
        return True
    return access.may_read_results(user, assessment.unit)


def list_readable(user: User) -> QuerySet[Assessment]:
    """The assessments whose results the person may read now: what `may_read_results` says of each, in one query."""
    submitted = Participant.objects.filter(user_id=user.pk, submitted_at__isnull=False)
    reading = access.list_units(user, kinds=access.READING)
    others = Participant.objects.exclude(user_id=user.pk)
    waiting = Q(
        confidentiality=Assessment.Confidentiality.BY_GROUP,
        state__in=OPEN_STATES,
        pk__in=others.values("assessment"),
    )
    mine = Q(unit__in=reading) | Q(pk__in=submitted.values("assessment"))
    return list_assessments(user).filter(mine).exclude(waiting)


def list_pooled(user: User, assessment: Assessment) -> QuerySet[Assessment]:
    """The assessments of the same cycle whose results the person may read and in which collecting is over."""
    return list_readable(user).filter(cycle=assessment.cycle_id, state__in=CLOSED_STATES)


def list_for_unit(user: User, unit: Unit) -> QuerySet[Assessment]:
    """The unit's assessments that the person may reach, newest first."""
    return list_assessments(user).filter(unit=unit).select_related("cycle").prefetch_related("versions")
