"""Answers to practices that an assessment no longer asks: they count for nothing, and they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.models import AgreedAnswer, Answer, AnswerKind, Assessment

if TYPE_CHECKING:
    from accounts.models import User
    from assessments.queries.questionnaires import Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedAnswer:
    """One kept answer with the words that it answered. `person` is empty for the reader's own and for an agreed one."""

    title: str
    statement: str
    person: str
    is_agreed: bool
    kind: str
    point_name: str
    reason: str
    comment: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What a reader may see of it, and how many answers of others are kept besides, once collecting is over."""

    answers: tuple[ArchivedAnswer, ...]
    hidden: int


def load_archive(assessment: Assessment, questionnaire: Questionnaire, user: User, *, is_lead: bool) -> Archive:
    """Everybody sees their own; a lead sees all where answers are named, and the agreed ones. At most two queries."""
    asked = [question.practice_id for question in questionnaire.questions.values()]
    rows = Answer.objects.filter(participant__assessment=assessment).exclude(practice__in=asked)
    rows = rows.exclude(kind=AnswerKind.NONE, comment="").select_related("revision", "point", "participant__user")
    sees_all = is_lead and not assessment.is_by_group
    own = list(rows.order_by("revision__title", "participant"))
    shown = [row for row in own if sees_all or row.participant.user_id == user.pk]
    agreed = _list_agreed(assessment, asked) if is_lead else ()
    hidden = len(own) - len(shown) if is_lead and not assessment.is_open else 0
    return Archive(answers=(*agreed, *(_read(row, user) for row in shown)), hidden=hidden)


def _read(row: Answer, user: User) -> ArchivedAnswer:
    person = row.participant.user
    return ArchivedAnswer(
        title=row.revision.title,
        statement=row.revision.statement,
        person="" if person.pk == user.pk else person.get_full_name(),
        is_agreed=False,
        kind=row.kind,
        point_name=row.point.name if row.point else "",
        reason=row.reason,
        comment=row.comment,
        evidence=tuple(row.evidence),
    )


def _list_agreed(assessment: Assessment, asked: Iterable[int]) -> Iterable[ArchivedAnswer]:
    rows = AgreedAnswer.objects.filter(assessment=assessment).exclude(practice__in=asked)
    for row in rows.select_related("revision", "point").order_by("revision__title"):
        yield ArchivedAnswer(
            title=row.revision.title,
            statement=row.revision.statement,
            person="",
            is_agreed=True,
            kind=row.kind,
            point_name=row.point.name if row.point else "",
            reason=row.reason,
        )
