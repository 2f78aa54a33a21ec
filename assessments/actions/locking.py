"""The locks that changing an assessment takes.

Always in one order, participants by their keys and then their assessment, so that nobody waits in a circle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.models import Assessment, Participant

if TYPE_CHECKING:
    from django.db.models import QuerySet


def lock_assessment(pk: int) -> Assessment:
    """The row as it is now: whoever records, closes or finalises meanwhile has come before, or waits."""
    return Assessment.objects.select_for_update().get(pk=pk)


def lock_participant(pk: int) -> Participant:
    """One person's row, which saving and submitting lock; with the person and the assessment."""
    return _hold(Participant.objects.all()).get(pk=pk)


def lock_people(people: QuerySet[Participant]) -> list[Participant]:
    """The same of several: wait for every save and submit of theirs that is under way, and let none begin."""
    return list(_hold(people))


def _hold(people: QuerySet[Participant]) -> QuerySet[Participant]:
    return people.select_for_update(of=("self",)).select_related("assessment", "user").order_by("pk")
