"""Answers as the pages and the engine read them: rows in, frozen objects out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessments.models import Answer, AnswerKind, Assessment, Criterion, Participant

if TYPE_CHECKING:
    from assessments.queries.questionnaires import Question, Questionnaire, Section

# The rows of which `GivenAnswer.is_complete` is true while their wording is pinned.
COMPLETE = ~Q(kind=AnswerKind.NONE) & ~Q(kind=AnswerKind.NOT_APPLICABLE, reason="")
# What `_build` takes, in its order.
COLUMNS = (
    *("kind", "point__code", "point__name", "reason", "comment", "evidence", "version", "updated_at"),
    "revision__statement",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """One participant's answer as it is shown and edited. Version 0 means that none is stored yet.

    `asked` is the statement that was answered; `is_pinned` says that it is the one that is asked now.
    """

    kind: str = AnswerKind.NONE
    point: str = ""
    point_name: str = ""
    reason: str = ""
    comment: str = ""
    evidence: tuple[str, ...] = ()
    version: int = 0
    updated_at: datetime | None = None
    is_pinned: bool = True
    asked: str = ""

    @property
    def choice(self) -> str:
        """What the radio group shows: a point code, the kind, or nothing."""
        return self.point if self.kind == AnswerKind.RATED else self.kind

    @property
    def is_to_confirm(self) -> bool:
        """Whether it answers another wording than the pinned one."""
        return self.kind != AnswerKind.NONE and not self.is_pinned

    @property
    def is_given(self) -> bool:
        return self.kind != AnswerKind.NONE and self.is_pinned

    @property
    def lacks_reason(self) -> bool:
        return self.kind == AnswerKind.NOT_APPLICABLE and not self.reason

    @property
    def is_complete(self) -> bool:
        return self.is_given and not self.lacks_reason


NOTHING = GivenAnswer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Honest counts of one section: how many are answered, how many *not applicable* still lack a reason, and how many
    answers are to be confirmed because the wording changed.
    """

    answered: int
    total: int
    incomplete: int
    to_confirm: int = 0

    @property
    def left(self) -> int:
        return self.total - self.answered

    @property
    def is_done(self) -> bool:
        return self.left == 0

    @property
    def is_started(self) -> bool:
        return self.answered > 0 or self.incomplete > 0 or self.to_confirm > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswers:
    """One participant's answers by practice key."""

    by_practice: Mapping[str, GivenAnswer] = field(default_factory=dict)

    def of(self, question: Question) -> GivenAnswer:
        return self.by_practice.get(question.key, NOTHING)

    def has_others(self, questionnaire: Questionnaire) -> bool:
        """Whether there are answers to practices that are not asked (any more)."""
        return not self.by_practice.keys() <= questionnaire.questions.keys()

    def progress(self, questions: Iterable[Question]) -> Progress:
        answers = [self.of(question) for question in questions]
        return Progress(
            answered=sum(answer.is_complete for answer in answers),
            total=len(answers),
            incomplete=sum(answer.is_given and answer.lacks_reason for answer in answers),
            to_confirm=sum(answer.is_to_confirm for answer in answers),
        )

    def next_open(
        self, questionnaire: Questionnaire, own: Set[str], *, after: str = "", with_others: bool = False
    ) -> tuple[Section, Question] | None:
        """The first of the person's own practices without a complete answer, with its section; None when there is none.

        The search begins behind the practice with the key `after`, and goes on at the start when it comes to the end.
        `with_others`: when all their own are answered, the first of the others.
        """
        pairs = [(section, question) for section in questionnaire for question in section.questions]
        start = next((place for place, (_, question) in enumerate(pairs, 1) if question.key == after), 0)
        ordered = (*pairs[start:], *pairs[:start])
        waiting = [pair for pair in ordered if not self.of(pair[1]).is_complete]
        first = next((pair for pair in waiting if pair[1].key in own), None)
        return first or (waiting[0] if waiting and with_others else None)


def load_given_answers(participant: Participant, questionnaire: Questionnaire) -> GivenAnswers:
    """All answers of one participant, in one query. One of an older revision is marked as not pinned.

    Columns instead of rows of models: a page shows a few of up to a hundred answers, and needs the others' counts only.
    """
    pinned = {question.key: question.revision_id for question in questionnaire.questions.values()}
    rows = Answer.objects.filter(participant=participant).values_list("practice__key", "revision_id", *COLUMNS)
    return GivenAnswers(by_practice={key: _build(pinned.get(key) == revision, *row) for key, revision, *row in rows})


def load_given_answer(participant: Participant, question: Question) -> GivenAnswer:
    """One answer, as it is stored now."""
    rows = Answer.objects.filter(participant=participant, practice_id=question.practice_id)
    row = rows.values_list("revision_id", *COLUMNS).first()
    return NOTHING if row is None else _build(row[0] == question.revision_id, *row[1:])


def read_answer(row: Answer, question: Question) -> GivenAnswer:
    """The same of a row that somebody has at hand."""
    point = (row.point.code, row.point.name) if row.point else (None, None)
    said = (
        row.kind,
        *point,
        row.reason,
        row.comment,
        row.evidence,
        row.version,
        row.updated_at,
        row.revision.statement,
    )
    return _build(row.revision_id == question.revision_id, *said)


def list_pinned_answers(assessment: Assessment) -> QuerySet[Answer]:
    """What everybody answered to the wordings that the assessment asks now; empty answers too, in no order."""
    pinned = Criterion.objects.filter(version__pins__assessment=assessment.pk, revision=OuterRef("revision"))
    return Answer.objects.filter(Exists(pinned), participant__assessment=assessment).order_by()


def load_role_keys(participant: Participant) -> frozenset[str]:
    """The keys of the roles in which a participant answers. One query."""
    return frozenset(participant.roles.values_list("key", flat=True))


def _build(
    is_pinned: bool,
    kind: str,
    point: str | None,
    point_name: str | None,
    reason: str,
    comment: str,
    evidence: list[str],
    version: int,
    updated_at: datetime,
    asked: str,
) -> GivenAnswer:
    return GivenAnswer(
        kind=kind,
        point=point or "",
        point_name=point_name or "",
        reason=reason,
        comment=comment,
        evidence=tuple(evidence),
        version=version,
        updated_at=updated_at,
        is_pinned=is_pinned,
        asked=asked,
    )
