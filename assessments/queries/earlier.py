"""What a participant themselves answered last time: shown on request, or put to them again to be confirmed.

It is never filled in. A suggestion is no answer until it is confirmed, and is derived anew each time, never stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet, Subquery

from assessments.models import Answer, AnswerKind, Participant

if TYPE_CHECKING:
    from assessments.models import Assessment
    from assessments.queries.answers import GivenAnswers
    from assessments.queries.questionnaires import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAnswer:
    """A person's own answer to a practice in an earlier cycle. `is_reworded`: it answered another wording."""

    cycle: str
    kind: str
    point: str
    point_name: str
    reason: str
    comment: str
    evidence: tuple[str, ...]
    is_reworded: bool

    @property
    def choice(self) -> str:
        """What the radio group shows when it is confirmed: a point code, or the kind."""
        return self.point if self.kind == AnswerKind.RATED else self.kind


def older_than(assessment: Assessment, path: str = "") -> Q:
    """Assessments before this one; of two on one day the first made. `path` leads to them, such as "assessment__"."""
    before, same_day = {f"{path}as_of__lt": assessment.as_of}, {f"{path}as_of": assessment.as_of}
    return Q(**before) | Q(**same_day, **{f"{path}pk__lt": assessment.pk})


def load_earlier_answers(participant: Participant, questions: Iterable[Question]) -> dict[str, EarlierAnswer]:
    """The person's own answers to these questions, by practice key, in one query.

    They are those of the newest earlier assessment of the same unit in which the person submitted answers.
    """
    asked = {question.practice_id: question for question in questions}
    rows = (
        Answer.objects.filter(participant=Subquery(_list_earlier(participant).values("pk")[:1]))
        .filter(practice__in=list(asked))
        .exclude(kind=AnswerKind.NONE)
        .select_related("point", "participant__assessment__cycle")
    )
    return {asked[row.practice_id].key: _read(row, asked[row.practice_id]) for row in rows}


def load_suggestions(
    participant: Participant, questions: Iterable[Question], given: GivenAnswers
) -> dict[str, EarlierAnswer]:
    """What can be put to the person again, by practice key: answered last time in the same words, and not yet now.

    One query, whether the person wants suggestions or not.
    """
    waiting = [question for question in questions if not given.of(question).kind]
    found = load_earlier_answers(participant, waiting)
    return {key: answer for key, answer in found.items() if not answer.is_reworded}


def _list_earlier(participant: Participant) -> QuerySet[Participant]:
    """The person's submitted parts in older assessments of the unit, newest first."""
    now = participant.assessment
    older = older_than(now, "assessment__")
    rows = Participant.objects.filter(older, user_id=participant.user_id, assessment__unit=now.unit_id)
    return rows.exclude(submitted_at=None).order_by("-assessment__as_of", "-assessment")


def _read(row: Answer, question: Question) -> EarlierAnswer:
    return EarlierAnswer(
        cycle=row.participant.assessment.cycle.name,
        kind=row.kind,
        point=row.point.code if row.point else "",
        point_name=row.point.name if row.point else "",
        reason=row.reason,
        comment=row.comment,
        evidence=tuple(row.evidence),
        is_reworded=row.revision_id != question.revision_id,
    )
