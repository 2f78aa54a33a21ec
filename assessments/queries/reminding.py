"""Who may be reminded, and on which days that is done without anybody pressing a button."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from accounts import access
from assessments.models import Assessment, Participant

if TYPE_CHECKING:
    from collections.abc import Iterator

# Days before the due day; afterwards once a week, as long as it may still help.
DAYS_BEFORE = (7, 3, 1, 0)
WEEK, LONGEST_LATE = 7, 28


def list_remindable(assessment: Assessment) -> QuerySet[Participant]:
    """Who can still answer, has not submitted, reaches the unit and wants reminders; by the order of joining."""
    rows = Participant.objects.filter(assessment=assessment, assessment__state=Assessment.State.COLLECTING)
    waiting = rows.filter(submitted_at=None, user__in=access.list_people(assessment.unit), user__wants_reminders=True)
    return waiting.select_related("user", "assessment__unit", "assessment__cycle").order_by("pk")


def list_due(today: datetime.date) -> Iterator[Assessment]:
    """The assessments of whose due day people are reminded today."""
    rows = Assessment.objects.filter(state=Assessment.State.COLLECTING, due_on__isnull=False)
    for row in rows.select_related("unit", "cycle").order_by("due_on", "pk"):
        if row.due_on is not None and is_reminder_day(row.due_on, today):
            yield row


def is_reminder_day(due_on: datetime.date, today: datetime.date) -> bool:
    """A week, three days and one day before, on the day, and then weekly for four weeks.

    >>> is_reminder_day(datetime.date(2026, 12, 5), datetime.date(2026, 12, 12))
    True
    """
    left = (due_on - today).days
    return left in DAYS_BEFORE or (-LONGEST_LATE <= left < 0 and left % WEEK == 0)
