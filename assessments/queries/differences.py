"""What people of a unit say against an answer that it inherits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.models import LocalDifference
from assessments.queries.inheriting import load_settled
from assessments.scoring import Answer, Kind

if TYPE_CHECKING:
    from assessments.models import Assessment
    from assessments.queries.questionnaires import Question, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Why an inherited answer should not hold here, and why a lead refused that. Nobody's name; texts may be erased."""

    reason: str
    refusal: str
    is_refused: bool


def load_differences(assessment: Assessment) -> dict[int, Difference]:
    """All that was said in one assessment, by the primary key of the practice. One query, none for a root unit's."""
    if assessment.unit.parent_id is None:
        return {}
    rows = LocalDifference.objects.filter(assessment=assessment)
    return {
        practice: Difference(reason=reason, refusal=refusal, is_refused=refused_by is not None)
        for practice, reason, refusal, refused_by in rows.values_list("practice", "reason", "refusal", "refused_by")
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class InheritedPractice:
    """A practice that is answered for the whole organisation. `taken` is its answer there, *no answer* until known.

    `has_own`: the unit has agreed on an answer of its own.
    """

    question: Question
    section: Section
    taken: Answer
    difference: Difference | None
    has_own: bool

    @property
    def is_known(self) -> bool:
        return self.taken.kind is not Kind.NO_ANSWER


def load_inherited(assessment: Assessment) -> tuple[InheritedPractice, ...]:
    """What an assessment inherits, in the order of its questionnaire. Five queries once the versions are known."""
    settled, differences = load_settled([assessment])[assessment.pk], load_differences(assessment)
    return tuple(
        InheritedPractice(
            question=question,
            section=section,
            taken=settled.inherited[question.key].answer,
            difference=differences.get(question.practice_id),
            has_own=question.key in settled.differing,
        )
        for section in settled.questionnaire
        for question in section.questions
        if question.key in settled.inherited
    )
