"""How far each participant is, for whoever leads. Four queries, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Count

from assessments.models import Answer, AnswerKind, Participant
from assessments.queries.answers import COMPLETE, list_pinned_answers
from assessments.queries.handovers import Handovers, load_handovers
from assessments.queries.own import find_own
from assessments.queries.questionnaires import Questionnaire
from assessments.scoring import SMALLEST_GROUP

if TYPE_CHECKING:
    from datetime import datetime

    from assessments.models import Assessment

WARN_ABOVE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonProgress:
    """One participant: the roles they answer as, how many practices are put to them, how many they answered in all.

    By group `asked` is what their roles are asked for: who handed what to whom is for those two alone.
    By group `answered` is for counting everybody together and is shown of nobody: beside the board, a number would tell
    whose answer is missing where.
    """

    pk: int
    user_id: int
    name: str
    roles: tuple[str, ...]
    asked: int
    answered: int
    submitted_at: datetime | None
    told_at: datetime | None = None

    @property
    def has_many(self) -> bool:
        """More practices than one sitting can bear."""
        return self.asked > WARN_ABOVE


def list_progress(assessment: Assessment, questionnaire: Questionnaire) -> tuple[PersonProgress, ...]:
    """The participants in the order in which they joined; complete answers to what the questionnaire asks count."""
    asked = [question.revision_id for question in questionnaire.questions.values()]
    given = Answer.objects.filter(COMPLETE, revision__in=asked, participant__assessment=assessment).order_by()
    counts = dict(given.values_list("participant").annotate(Count("pk")))
    rows = Participant.objects.filter(assessment=assessment).select_related("user").prefetch_related("roles")
    people = list(rows.order_by("pk"))
    handed = {} if assessment.is_by_group else load_handovers([row.pk for row in people])
    return tuple(_describe(row, questionnaire, counts.get(row.pk, 0), handed.get(row.pk)) for row in people)


def list_started(assessment: Assessment) -> set[int]:
    """The participants who answered something that counts. One query."""
    given = list_pinned_answers(assessment).exclude(kind=AnswerKind.NONE)
    return set(given.values_list("participant", flat=True).distinct())


def count_untold(people: Iterable[PersonProgress], *, besides: int, by_group: bool) -> int:
    """How many can still answer and were told by nobody, besides one user.

    By group who has submitted counts too: the number would go down and say so of them.
    """
    others = [person for person in people if person.user_id != besides and person.told_at is None]
    return sum(by_group or person.submitted_at is None for person in others)


class Exposure(StrEnum):
    """Why a person's answers may be told apart by group: so few take part, or nobody else holds one of their roles."""

    FEW = "few"
    SOLE = "sole"


def find_exposure(participant: Participant) -> Exposure | None:
    """What somebody is to know before they answer; None where answers have names. One query."""
    if not participant.assessment.is_by_group:
        return None
    held: dict[int, set[int | None]] = {}
    rows = Participant.objects.filter(assessment=participant.assessment_id)
    for person, role in rows.values_list("pk", "roles"):
        held.setdefault(person, set()).add(role)
    if len(held) < SMALLEST_GROUP:
        return Exposure.FEW
    own = held.pop(participant.pk, set())
    return Exposure.SOLE if own.difference(*held.values()) else None


def _describe(
    row: Participant, questionnaire: Questionnaire, answered: int, handovers: Handovers | None
) -> PersonProgress:
    roles = list(row.roles.all())
    held = {role.key for role in roles}
    return PersonProgress(
        pk=row.pk,
        user_id=row.user_id,
        name=row.user.get_full_name(),
        roles=tuple(role.name for role in roles),
        asked=len(find_own(questionnaire, held, handovers).keys) if handovers else questionnaire.count_for(held),
        answered=answered,
        submitted_at=row.submitted_at,
        told_at=row.told_at,
    )
