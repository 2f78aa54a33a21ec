"""Saving one answer: nothing that was acknowledged is lost, and nobody overwrites what they have not seen."""

from __future__ import annotations

import json
import uuid
from itertools import permutations
from typing import Any

import pytest

from accounts.models import User
from assessments.actions.answers import (
    AnswerChange,
    ChangeIdTakenError,
    Closed,
    Conflict,
    Saved,
    save_answer,
    submit_answers,
)
from assessments.models import Answer, AnswerKind, Assessment, Participant, TrailEntry, TrailText
from assessments.queries.questionnaires import Question, load_questionnaire
from tests.assessments_factories import get_point, make_assessment, make_model_version, make_participant
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db
KEY = "todo-stages-licences-1-0"
OTHER = "todo-stages-licences-1-1"


@pytest.fixture
def alice() -> User:
    return make_user("alice@example.org")


@pytest.fixture
def participant(alice: User) -> Participant:
    unit = make_organisation().units.get()
    return make_participant(make_assessment(unit, [make_model_version()]), alice)


def ask(participant: Participant, key: str = KEY) -> Question:
    return load_questionnaire(participant.assessment).questions[key]


def change(point: str | None = "partial", *, seen: int = 0, **fields: Any) -> AnswerChange:
    values: dict[str, Any] = {"change_id": uuid.uuid4(), "seen_version": seen, **fields}
    if point:
        values |= {"kind": AnswerKind.RATED, "point_id": get_point(point).pk}
    return AnswerChange(**values)


def test_first_save_stores_version_one(participant: Participant) -> None:
    outcome = save_answer(participant=participant, question=ask(participant), change=change(comment="So it is."))
    stored = Answer.objects.get()
    assert isinstance(outcome, Saved)
    assert (outcome.version, stored.version, stored.comment) == (1, 1, "So it is.")
    assert stored.point == get_point("partial")


def test_second_save_of_the_seen_version_replaces_it(participant: Participant) -> None:
    save_answer(participant=participant, question=ask(participant), change=change())
    outcome = save_answer(participant=participant, question=ask(participant), change=change("checked", seen=1))
    assert isinstance(outcome, Saved)
    assert outcome.version == 2
    assert Answer.objects.get().point == get_point("checked")


@pytest.mark.parametrize("seen", [0, 2])
def test_save_over_an_unseen_version_is_a_conflict(participant: Participant, seen: int) -> None:
    save_answer(participant=participant, question=ask(participant), change=change("improved"))
    outcome = save_answer(participant=participant, question=ask(participant), change=change("partial", seen=seen))
    assert isinstance(outcome, Conflict)
    assert outcome.current == Answer.objects.get()
    assert Answer.objects.get().point == get_point("improved")
    assert TrailEntry.objects.count() == 1


def test_save_of_a_version_that_never_was_is_a_conflict_without_a_stored_answer(participant: Participant) -> None:
    assert save_answer(participant=participant, question=ask(participant), change=change(seen=3)) == Conflict(None)
    assert Answer.objects.count() == 0


def test_repeated_change_returns_its_first_outcome_and_stores_nothing_more(participant: Participant) -> None:
    repeated = change("partial", comment="once")
    first = save_answer(participant=participant, question=ask(participant), change=repeated)
    save_answer(participant=participant, question=ask(participant), change=change("checked", seen=1))
    again = save_answer(participant=participant, question=ask(participant), change=repeated)
    assert isinstance(first, Saved)
    assert isinstance(again, Saved)
    assert again.version == first.version == 1
    assert Answer.objects.get().version == 2
    assert TrailEntry.objects.count() == 2


@pytest.mark.parametrize("order", [*permutations((0, 1, 2))])
def test_newest_of_three_changes_sent_at_once_is_stored_in_whatever_order_they_arrive(
    participant: Participant, order: tuple[int, ...]
) -> None:
    save_answer(participant=participant, question=ask(participant), change=change("improved"))
    ids = [uuid.uuid4() for _ in range(3)]
    sent = [change(seen=1, change_id=ids[n], follows=tuple(ids[:n]), comment=f"text {n}") for n in range(3)]
    outcomes = {n: save_answer(participant=participant, question=ask(participant), change=sent[n]) for n in order}
    assert isinstance(outcomes[2], Saved)
    assert Answer.objects.get().comment == "text 2"


def test_following_a_change_never_overwrites_what_somebody_else_stored_since(participant: Participant) -> None:
    first = change()
    save_answer(participant=participant, question=ask(participant), change=first)
    save_answer(participant=participant, question=ask(participant), change=change("improved", seen=1))
    late = change("checked", seen=0, follows=(first.change_id,))
    assert isinstance(save_answer(participant=participant, question=ask(participant), change=late), Conflict)
    assert Answer.objects.get().point == get_point("improved")


def test_change_of_another_practice_or_person_cannot_be_followed(participant: Participant) -> None:
    bob = make_participant(participant.assessment, make_user("bob@example.org"))
    for_other, of_bob = change(), change()
    save_answer(participant=participant, question=ask(participant, OTHER), change=for_other)
    save_answer(participant=bob, question=ask(participant), change=of_bob)
    save_answer(participant=participant, question=ask(participant), change=change("improved"))
    late = change(seen=0, follows=(for_other.change_id, of_bob.change_id))
    assert isinstance(save_answer(participant=participant, question=ask(participant), change=late), Conflict)


def test_change_id_of_another_practice_is_refused(participant: Participant) -> None:
    used = change()
    save_answer(participant=participant, question=ask(participant), change=used)
    with pytest.raises(ChangeIdTakenError):
        save_answer(participant=participant, question=ask(participant, OTHER), change=used)
    assert Answer.objects.count() == 1


def test_change_id_of_another_person_is_refused(participant: Participant) -> None:
    used = change()
    save_answer(participant=participant, question=ask(participant), change=used)
    bob = make_participant(participant.assessment, make_user("bob@example.org"))
    with pytest.raises(ChangeIdTakenError):
        save_answer(participant=bob, question=ask(participant), change=used)


def test_comment_without_a_choice_is_kept(participant: Participant) -> None:
    noted = change(None, kind=AnswerKind.NONE, comment="Ask Ana first.")
    assert isinstance(save_answer(participant=participant, question=ask(participant), change=noted), Saved)
    stored = Answer.objects.get()
    assert (stored.kind, stored.point, stored.comment) == ("", None, "Ask Ana first.")


def test_trail_keeps_free_text_apart(participant: Participant, alice: User) -> None:
    told = change(reason="", comment="secret words", evidence=("https://example.org/a",))
    save_answer(participant=participant, question=ask(participant), change=told)
    entry, text = TrailEntry.objects.get(), TrailText.objects.get()
    assert (entry.person, text.person) == (alice.person, alice.person)
    assert entry.new == {
        "revision": ask(participant).revision_id,
        "kind": "rated",
        "point": get_point("partial").pk,
        "version": 1,
        "text": str(text.pk),
    }
    assert json.loads(text.body) == {"reason": "", "comment": "secret words", "evidence": ["https://example.org/a"]}


def test_save_after_submitting_is_closed_and_stores_nothing(participant: Participant) -> None:
    questionnaire = load_questionnaire(participant.assessment)
    assert submit_answers(participant=participant, questionnaire=questionnaire) == ()
    outcome = save_answer(participant=participant, question=ask(participant), change=change())
    assert isinstance(outcome, Closed)
    assert outcome.submitted_at is not None
    assert Answer.objects.count() == 0


def test_submit_is_blocked_by_not_applicable_without_a_reason(participant: Participant) -> None:
    bare = change(None, kind=AnswerKind.NOT_APPLICABLE)
    save_answer(participant=participant, question=ask(participant), change=bare)
    questionnaire = load_questionnaire(participant.assessment)
    assert submit_answers(participant=participant, questionnaire=questionnaire) == (KEY,)
    participant.refresh_from_db()
    assert participant.submitted_at is None


def test_collecting_ends_when_the_last_participant_submits(participant: Participant) -> None:
    assessment = participant.assessment
    bob = make_participant(assessment, make_user("bob@example.org"))
    questionnaire = load_questionnaire(assessment)
    submit_answers(participant=participant, questionnaire=questionnaire)
    assessment.refresh_from_db()
    assert assessment.state == Assessment.State.COLLECTING
    submit_answers(participant=bob, questionnaire=questionnaire)
    assessment.refresh_from_db()
    assert assessment.state == Assessment.State.REVIEWING


def test_submitting_twice_keeps_the_first_time(participant: Participant) -> None:
    questionnaire = load_questionnaire(participant.assessment)
    submit_answers(participant=participant, questionnaire=questionnaire)
    first = Participant.objects.get(pk=participant.pk).submitted_at
    submit_answers(participant=participant, questionnaire=questionnaire)
    assert Participant.objects.get(pk=participant.pk).submitted_at == first
    assert TrailEntry.objects.filter(action=TrailEntry.Action.SUBMITTED).count() == 1
