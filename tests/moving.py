"""A newer version that carries, rewords, adds and drops a practice: what tests of moving start from."""

from __future__ import annotations

import uuid

from assessments.actions.answers import AnswerChange, Outcome, save_answer
from assessments.actions.clone import clone_version, revise_practice
from assessments.models import AnswerKind, Criterion, ModelVersion, Participant, PracticeRevision
from assessments.queries.questionnaires import Question, load_questionnaire
from tests.assessments_factories import make_model_version, make_revision, publish

CARRIED, REWORDED = "todo-stages-licences-1-0", "todo-stages-licences-1-1"
DROPPED, ADDED = "todo-stages-inventory-2-1", "quite-new"
NEW_WORDS = "We say it otherwise."


def make_old_and_new() -> tuple[ModelVersion, ModelVersion]:
    old = make_model_version(number="1.0", name="TODO stages")
    return ModelVersion.objects.get(pk=old.pk), make_next(old)


def make_next(old: ModelVersion) -> ModelVersion:
    """The published next version of a model that has the four practices above."""
    new = clone_version(version=old)
    revision = revise_practice(criterion=get_row(new, REWORDED))
    PracticeRevision.objects.filter(pk=revision.pk).update(statement=NEW_WORDS)
    get_row(new, DROPPED).delete()
    axis, level = new.dimensions.get(key="inventory"), new.levels.get(number=1)
    Criterion.objects.create(version=new, revision=make_revision(ADDED), dimension=axis, level=level, position=99)
    return publish(new)


def get_row(version: ModelVersion, key: str) -> Criterion:
    return Criterion.objects.get(version=version, revision__practice__key=key)


def answer(participant: Participant, key: str, point: str = "standard", *, seen: int = 0, comment: str = "") -> Outcome:
    """Answer, or confirm, what is asked now, as the page does. With a comment: write only that."""
    question = load_questionnaire(participant.assessment).questions[key]
    return save(participant, question, point, seen=seen, comment=comment)


def save(
    participant: Participant, question: Question, point: str = "standard", *, seen: int = 0, comment: str = ""
) -> Outcome:
    chosen = question.scale.choice(point)
    assert chosen is not None
    change = AnswerChange(
        change_id=uuid.uuid4(),
        seen_version=seen,
        is_confirmed=not comment,
        kind=AnswerKind.RATED,
        point_id=chosen.pk,
        comment=comment,
    )
    return save_answer(participant=participant, question=question, change=change)
