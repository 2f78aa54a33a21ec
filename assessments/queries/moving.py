"""What moving an assessment to newer versions would do to its questions and answers, and what it has done so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from accounts import access
from assessments.models import Answer, AnswerKind, Assessment, AssessmentVersion, Criterion, ModelVersion, TrailEntry
from assessments.queries.combining import Clash, list_clashes
from assessments.queries.questionnaires import Question, Questionnaire, build_questionnaire
from assessments.queries.versions import list_offered_versions

if TYPE_CHECKING:
    from accounts.models import User

Action = TrailEntry.Action
# (practice id, revision id) → how many people have answered that wording.
Given = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A practice with the number of answers that are kept for it."""

    question: Question
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """A practice in its present and its coming wording, with the number of answers that are to be confirmed."""

    old: Question
    new: Question
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """From the pinned versions to newer ones: what becomes of every practice.

    `carried` and `carried_answers` count what stays as it is. `returning` are practices that are asked again in wording
    that was answered before, so those answers count again. `dropped` are not asked any more; their answers rest in the
    archive.
    """

    before: tuple[ModelVersion, ...]
    after: tuple[ModelVersion, ...]
    carried: int
    carried_answers: int
    reworded: tuple[Reworded, ...]
    added: tuple[Question, ...]
    returning: tuple[Kept, ...]
    dropped: tuple[Kept, ...]
    clashes: tuple[Clash, ...]

    @property
    def replaced(self) -> tuple[tuple[ModelVersion, ModelVersion], ...]:
        """The pairs of versions that differ, old and new."""
        return tuple((old, new) for old, new in zip(self.before, self.after, strict=True) if old != new)

    @property
    def touched(self) -> tuple[int, ...]:
        """The ids of the practices that the move adds or rewords."""
        asked = (*self.added, *(row.new for row in self.reworded), *(row.question for row in self.returning))
        return tuple(question.practice_id for question in asked)


def list_pinned(assessment: Assessment) -> list[ModelVersion]:
    """The pinned versions in their order. One query."""
    pins = AssessmentVersion.objects.filter(assessment=assessment).order_by("position")
    return [pin.version for pin in pins.select_related("version__maturity_model")]


def list_newer_to_lead(user: User, assessment: Assessment) -> list[ModelVersion] | None:
    """The newer versions to which the person may move an open assessment; None for whoever does not lead it."""
    if not assessment.is_open or not access.may_lead(user, assessment.unit):
        return None
    return list_newer(list_pinned(assessment))


def list_newer(pinned: Sequence[ModelVersion]) -> list[ModelVersion]:
    """The newest published version of each pinned model that has a newer one. One query."""
    by_model = {version.maturity_model_id: version for version in pinned}
    offered = list_offered_versions().filter(maturity_model__in=by_model)
    return [version for version in offered if is_newer(version, by_model[version.maturity_model_id])]


def is_newer(version: ModelVersion, than: ModelVersion) -> bool:
    """Whether it was published later; versions that were published at one moment follow their ids."""
    moments = version.published_at, than.published_at
    return moments[0] is not None and moments[1] is not None and (moments[0], version.pk) > (moments[1], than.pk)


def plan_move(assessment: Assessment, versions: Sequence[ModelVersion]) -> Move:
    """What moving to these versions would do; each replaces the pinned version of its model."""
    before = list_pinned(assessment)
    chosen = {version.maturity_model_id: version for version in versions}
    after = [chosen.get(version.maturity_model_id, version) for version in before]
    asked, coming = _build(assessment, before), _build(assessment, after)
    given = _count_given(assessment)
    both = [(asked.questions[key], new) for key, new in coming.questions.items() if key in asked.questions]
    same = [new for old, new in both if old.revision_id == new.revision_id]
    fresh = [question for key, question in coming.questions.items() if key not in asked.questions]
    gone = [question for key, question in asked.questions.items() if key not in coming.questions]
    return Move(
        before=tuple(before),
        after=tuple(after),
        carried=len(same),
        carried_answers=sum(_count(given, question) for question in same),
        reworded=tuple(
            Reworded(old=old, new=new, answers=_count(given, old))
            for old, new in both
            if old.revision_id != new.revision_id
        ),
        added=tuple(question for question in fresh if not _count(given, question)),
        returning=tuple(row for row in (_keep(given, question) for question in fresh) if row.answers),
        dropped=tuple(_keep(given, question) for question in gone),
        clashes=list_clashes([version.pk for version in after]),
    )


def find_last_move(assessment: Assessment) -> TrailEntry | None:
    """The entry of the move that undoing would take back: the newest that is not undone yet."""
    standing: list[TrailEntry] = []
    for entry in TrailEntry.objects.filter(assessment=assessment, action__in=[Action.MOVED, Action.MOVE_UNDONE]):
        if entry.action == Action.MOVED:
            standing.append(entry)
        elif standing:
            standing.pop()
    return standing[-1] if standing else None


def list_answered_since(move: TrailEntry) -> QuerySet[TrailEntry]:
    """What was answered, confirmed or agreed since then about practices that the move added or reworded.

    A comment beside an answer to the earlier wording is none of it: undoing gives both their place back.
    """
    new = move.new or {}
    asked = Criterion.objects.filter(version__in=new.get("versions", []))
    wordings = asked.filter(revision__practice__in=new.get("touched", [])).values_list("revision", flat=True)
    rows = TrailEntry.objects.filter(assessment=move.assessment_id, pk__gt=move.pk)
    return rows.filter(action__in=[Action.ANSWERED, Action.AGREED], new__revision__in=list(wordings))


def _build(assessment: Assessment, versions: Sequence[ModelVersion]) -> Questionnaire:
    pinned = tuple((row.pk, row.published_at) for row in versions)
    return build_questionnaire(pinned, assessment.scope == Assessment.Scope.CORE)


def _count_given(assessment: Assessment) -> Given:
    """By group, nothing is counted: only open assessments move, and there nobody may learn what was answered so far."""
    if assessment.is_by_group:
        return Counter()
    rows = Answer.objects.filter(participant__assessment=assessment).exclude(kind=AnswerKind.NONE)
    return Counter(rows.values_list("practice_id", "revision_id"))


def _count(given: Given, question: Question) -> int:
    return given.get((question.practice_id, question.revision_id), 0)


def _keep(given: Given, question: Question) -> Kept:
    return Kept(question=question, answers=_count(given, question))
