"""Whether an assessment is ready for people to answer: what is chosen, who is lined up, and what nobody there knows."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from assessments.models import Assessment, AssessmentVersion
from assessments.queries.inheriting import load_asked
from assessments.queries.inviting import list_planned
from assessments.queries.progress import WARN_ABOVE
from assessments.queries.questionnaires import compute_minutes
from assessments.scoring import SMALLEST_GROUP

if TYPE_CHECKING:
    from assessments.queries.questionnaires import Questionnaire

USUAL_TIME = datetime.timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRole:
    """A role that nobody holds, and how many practices it is the provider of."""

    name: str
    practices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What a lead looks at before people are asked. `people` counts those who are planned by address too.

    `minutes` is the work of all of them together; `unheard` counts practices of which nobody holds any role.
    """

    versions: tuple[str, ...]
    practices: int
    people: int
    minutes: int
    burdened: int
    missing: tuple[MissingRole, ...]
    unheard: int
    by_group: bool
    due_on: datetime.date | None
    is_late: bool
    suggested: datetime.date
    has_own_text: bool
    uninvited: int
    waiting: int
    expired: int

    @property
    def is_small(self) -> bool:
        """By group, too few people to show more than all of them as one."""
        return self.by_group and self.people < SMALLEST_GROUP


def load_launch(assessment: Assessment) -> Launch:
    """A fixed number of queries, whatever the number of people."""
    questionnaire, planned = load_asked(assessment), list_planned(assessment)
    people = [
        frozenset(role.key for role in row.roles.all()) for row in assessment.participants.prefetch_related("roles")
    ]
    people += [person.keys for person in planned]
    held = frozenset(key for keys in people for key in keys)
    asked = [questionnaire.count_for(keys) for keys in people]
    states = Counter(str(person.invitation.state) if person.invitation else "" for person in planned)
    pins = AssessmentVersion.objects.filter(assessment=assessment).order_by("position")
    return Launch(
        versions=tuple(pins.values_list("version__name", flat=True)),
        practices=len(questionnaire.questions),
        people=len(people),
        minutes=sum(compute_minutes(count) for count in asked),
        burdened=sum(count > WARN_ABOVE for count in asked),
        missing=_list_missing(questionnaire, held),
        unheard=sum(not question.concerns(held) for question in questionnaire.questions.values()),
        by_group=assessment.is_by_group,
        due_on=assessment.due_on,
        is_late=assessment.is_past_due,
        suggested=timezone.localdate() + USUAL_TIME,
        has_own_text=bool(assessment.invitation_text),
        uninvited=states[""],
        waiting=states["open"],
        expired=states["expired"],
    )


def _list_missing(questionnaire: Questionnaire, held: Set[str]) -> tuple[MissingRole, ...]:
    """The roles that nobody holds although practices are theirs to run; those with the most practices first."""
    providers = [question.provider for question in questionnaire.questions.values()]
    counts = Counter(role.name for role in providers if role.key not in held)
    return tuple(MissingRole(name=name, practices=number) for name, number in counts.most_common())
