"""What the page of one section shows around its fields: counts, what comes next, whose practice it is, last time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from assessments.models import PracticeRevision
from assessments.queries.answers import load_role_keys
from assessments.queries.earlier import EarlierAnswer, load_earlier_answers
from assessments.queries.questionnaires import SECONDS_PER_PRACTICE, compute_minutes

if TYPE_CHECKING:
    from assessments.models import Participant
    from assessments.queries.answers import GivenAnswers
    from assessments.queries.questionnaires import Questionnaire, Section
    from assessments.views.practice_fields import PracticeField


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRow:
    """One practice of the page.

    `is_mine`: it concerns a role that the participant holds. `is_wide`: it is answered for more than the unit.
    """

    field: PracticeField
    is_mine: bool
    is_wide: bool
    earlier: EarlierAnswer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """How far this section is, and what is left to answer in the other ones."""

    answered: int
    total: int
    left_elsewhere: int
    seconds_each: int = SECONDS_PER_PRACTICE

    @property
    def left(self) -> int:
        return self.total - self.answered

    @property
    def minutes(self) -> int:
        return compute_minutes(self.left)

    @property
    def minutes_in_all(self) -> int:
        return compute_minutes(self.left + self.left_elsewhere)


def build_rows(participant: Participant, fields: Sequence[PracticeField]) -> list[PracticeRow]:
    """The fields with what belongs to their practices. Two queries."""
    roles = load_role_keys(participant)
    earlier = load_earlier_answers(participant, [field.question for field in fields])
    is_part = participant.assessment.unit.parent_id is not None
    return [
        PracticeRow(
            field=field,
            is_mine=field.question.concerns(roles),
            is_wide=is_part and field.question.scope == PracticeRevision.Scope.ORGANISATION,
            earlier=earlier.get(field.key),
        )
        for field in fields
    ]


def count_remaining(
    questionnaire: Questionnaire, shown: Section, fields: Sequence[PracticeField], given: GivenAnswers
) -> Remaining:
    """The counts after what was just saved: this section by its fields, the others by what is stored."""
    others = [question for section in questionnaire if section != shown for question in section.questions]
    return Remaining(
        answered=sum(field.is_complete for field in fields),
        total=len(fields),
        left_elsewhere=given.progress(others).left,
    )


def link_next(fields: Sequence[PracticeField], elsewhere: str) -> str:
    """The first open practice of the page, or else `elsewhere`."""
    return next((f"#{field.key}" for field in fields if not field.is_complete), elsewhere)


def link_elsewhere(participant: Participant, shown: Section) -> str:
    """Where the next open practice behind this section is found."""
    return f"{reverse('assessments:next', args=[participant.assessment_id])}?after={shown.questions[-1].key}"
