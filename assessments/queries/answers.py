"""Answers as the pages and the engine read them: rows in, frozen objects out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from assessments.models import AgreedAnswer, Answer, AnswerKind, Participant
from assessments.scoring import DONT_KNOW, NO_ANSWER, NOT_APPLICABLE, Reply, rated
from assessments.scoring import Answer as ScoringAnswer

if TYPE_CHECKING:
    from assessments.models import Assessment
    from assessments.queries.questionnaires import Question, Questionnaire, Section

PLAIN = {
    AnswerKind.NONE: NO_ANSWER,
    AnswerKind.NOT_APPLICABLE: NOT_APPLICABLE,
    AnswerKind.DONT_KNOW: DONT_KNOW,
}

# What `_build` takes, in its order.
COLUMNS = ("kind", "point__code", "point__name", "reason", "comment", "evidence", "version", "updated_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """One participant's answer as it is shown and edited. Version 0 means that none is stored yet."""

    kind: str = AnswerKind.NONE
    point: str = ""
    point_name: str = ""
    reason: str = ""
    comment: str = ""
    evidence: tuple[str, ...] = ()
    version: int = 0
    updated_at: datetime | None = None
    is_pinned: bool = True

    @property
    def choice(self) -> str:
        """What the radio group shows: a point code, the kind, or nothing."""
        return self.point if self.kind == AnswerKind.RATED else self.kind

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
    """Honest counts of one section: how many are answered, and how many *not applicable* still lack a reason."""

    answered: int
    total: int
    incomplete: int

    @property
    def left(self) -> int:
        return self.total - self.answered

    @property
    def is_done(self) -> bool:
        return self.left == 0

    @property
    def is_started(self) -> bool:
        return self.answered > 0 or self.incomplete > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswers:
    """One participant's answers by practice key."""

    by_practice: Mapping[str, GivenAnswer] = field(default_factory=dict)

    def of(self, question: Question) -> GivenAnswer:
        return self.by_practice.get(question.key, NOTHING)

    def progress(self, questions: Iterable[Question]) -> Progress:
        answers = [self.of(question) for question in questions]
        return Progress(
            answered=sum(answer.is_complete for answer in answers),
            total=len(answers),
            incomplete=sum(answer.is_given and answer.lacks_reason for answer in answers),
        )

    def next_open(self, questionnaire: Questionnaire, *, after: str = "") -> tuple[Section, Question] | None:
        """The first question without a complete answer, with its section; None when all are answered.

        The search begins behind the practice with the key `after`, and goes on at the start when it comes to the end.
        """
        pairs = [(section, question) for section in questionnaire for question in section.questions]
        start = next((place for place, (_, question) in enumerate(pairs, 1) if question.key == after), 0)
        ordered = (*pairs[start:], *pairs[:start])
        return next((pair for pair in ordered if not self.of(pair[1]).is_complete), None)


def load_given_answers(participant: Participant, questionnaire: Questionnaire) -> GivenAnswers:
    """All answers of one participant, in one query. One of an older revision is marked as not pinned.

    Columns instead of rows of models: a page shows a few of up to a hundred answers, and needs the others' counts only.
    """
    pinned = {question.key: question.revision_id for question in questionnaire.questions.values()}
    rows = Answer.objects.filter(participant=participant).values_list("practice__key", "revision_id", *COLUMNS)
    return GivenAnswers(by_practice={key: _build(pinned.get(key) == revision, *row) for key, revision, *row in rows})


def load_given_answer(participant: Participant, question: Question) -> GivenAnswer:
    """One answer, as it is stored now."""
    row = Answer.objects.filter(participant=participant, practice_id=question.practice_id).select_related("point")
    found = row.first()
    return NOTHING if found is None else read_answer(found, question)


def read_answer(row: Answer, question: Question | None) -> GivenAnswer:
    return GivenAnswer(
        kind=row.kind,
        point=row.point.code if row.point else "",
        point_name=row.point.name if row.point else "",
        reason=row.reason,
        comment=row.comment,
        evidence=tuple(row.evidence),
        version=row.version,
        updated_at=row.updated_at,
        is_pinned=question is not None and question.revision_id == row.revision_id,
    )


def load_role_keys(participant: Participant) -> frozenset[str]:
    """The keys of the roles in which a participant answers. One query."""
    return frozenset(participant.roles.values_list("key", flat=True))


def load_replies(assessment: Assessment, questionnaire: Questionnaire) -> dict[str, list[Reply]]:
    """What every participant said of every practice, by practice key: two queries, whatever their number."""
    roles = _load_roles(assessment)
    replies: dict[str, list[Reply]] = {key: [] for key in questionnaire.questions}
    rows = Answer.objects.filter(participant__assessment=assessment).values_list(
        "participant_id", "practice__key", "revision_id", "kind", "point__code"
    )
    for participant, practice, revision, kind, point in rows:
        question = questionnaire.questions.get(practice)
        if question is not None and question.revision_id == revision and kind != AnswerKind.NONE:
            replies[practice].append(Reply(roles=roles[participant], answer=to_scoring(kind, point)))
    return replies


def load_agreed(assessment: Assessment, questionnaire: Questionnaire) -> dict[str, ScoringAnswer]:
    """The agreed answers by practice key. One query."""
    rows = AgreedAnswer.objects.filter(assessment=assessment).values_list(
        "practice__key", "revision_id", "kind", "point__code"
    )
    pinned = {question.key: question.revision_id for question in questionnaire.questions.values()}
    return {key: to_scoring(kind, point) for key, revision, kind, point in rows if pinned.get(key) == revision}


def to_scoring(kind: str, point: str | None) -> ScoringAnswer:
    return rated(point) if point else PLAIN[AnswerKind(kind)]


def _load_roles(assessment: Assessment) -> dict[int, frozenset[str]]:
    pairs = Participant.objects.filter(assessment=assessment).values_list("pk", "roles__key")
    held: dict[int, set[str]] = {}
    for participant, role in pairs:
        held.setdefault(participant, set()).update({role} if role else ())
    return {participant: frozenset(roles) for participant, roles in held.items()}


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
    )
