"""Moving an assessment to newer versions and back: only pins change, no answer is lost, and what is over stays."""

from __future__ import annotations

import pytest

from accounts.models import User
from assessments.actions.answers import WordingChangedError, submit_answers
from assessments.actions.collecting import close_collecting
from assessments.actions.moving import MoveRefusedError, Refusal, move_assessment, undo_move
from assessments.actions.publish import retire_versions
from assessments.models import Answer, Assessment, AssessmentVersion, ModelVersion, Participant, TrailEntry
from assessments.queries.answers import load_given_answers
from assessments.queries.moving import list_newer, list_pinned, plan_move
from assessments.queries.questionnaires import load_questionnaire
from assessments.queries.results import load_results
from tests.assessments_factories import make_assessment, make_model_version, make_participant, make_revision
from tests.factories import make_organisation, make_user
from tests.moving import ADDED, CARRIED, DROPPED, NEW_WORDS, REWORDED, answer, get_row, make_old_and_new, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def versions() -> tuple[ModelVersion, ModelVersion]:
    return make_old_and_new()


@pytest.fixture
def lead() -> User:
    return make_user("alice@example.org")


@pytest.fixture
def part(versions: tuple[ModelVersion, ModelVersion], lead: User) -> Participant:
    """The lead takes part, and has answered what will be carried, reworded and dropped."""
    participant = make_participant(make_assessment(make_organisation().units.get(), [versions[0]]), lead)
    for key in (CARRIED, REWORDED, DROPPED):
        answer(participant, key)
    return participant


def move(part: Participant, *versions: ModelVersion) -> TrailEntry:
    assessment = part.assessment
    seen = [version.pk for version in list_pinned(assessment)]
    return move_assessment(assessment=assessment, versions=versions, seen=seen, by=part.user)


def refuse(part: Participant, *versions: ModelVersion, seen: list[int] | None = None) -> Refusal:
    pinned = [version.pk for version in list_pinned(part.assessment)]
    with pytest.raises(MoveRefusedError) as caught:
        move_assessment(assessment=part.assessment, versions=versions, seen=seen or pinned, by=part.user)
    assert [version.pk for version in list_pinned(part.assessment)] == pinned
    return caught.value.refusal


def refuse_undo(part: Participant) -> Refusal:
    with pytest.raises(MoveRefusedError) as caught:
        undo_move(assessment=part.assessment, by=part.user)
    return caught.value.refusal


def count(part: Participant) -> dict[str, int]:
    """How many replies count, by practice."""
    units = load_results(part.assessment).units
    return {key: unit.rated for key, unit in units.items() if unit.rated}


def test_plan_tells_what_becomes_of_every_practice(part: Participant, versions: tuple[ModelVersion, ...]) -> None:
    plan = plan_move(part.assessment, versions[1:])
    assert (plan.carried, plan.carried_answers) == (6, 1)
    assert [(row.new.key, row.new.statement, row.answers) for row in plan.reworded] == [(REWORDED, NEW_WORDS, 1)]
    assert [question.key for question in plan.added] == [ADDED]
    assert [(row.question.key, row.answers) for row in plan.dropped] == [(DROPPED, 1)]
    assert list_pinned(part.assessment) == [versions[0]]


def test_move_keeps_every_answer_and_counts_what_is_asked(
    part: Participant, versions: tuple[ModelVersion, ...]
) -> None:
    before = list(Answer.objects.order_by("pk").values())
    entry = move(part, versions[1])
    assert list_pinned(part.assessment) == [versions[1]]
    assert list(Answer.objects.order_by("pk").values()) == before
    assert count(part) == {CARRIED: 1}
    given = load_given_answers(part, load_questionnaire(part.assessment))
    assert (given.by_practice[REWORDED].is_to_confirm, given.by_practice[REWORDED].point) == (True, "standard")
    assert (entry.action, entry.person) == ("moved", part.user.person)
    assert entry.old == {"versions": [versions[0].pk], "levels": [None]}
    assert (entry.new or {})["versions"] == [versions[1].pk]


def test_undo_brings_everything_back(part: Participant, versions: tuple[ModelVersion, ...]) -> None:
    before = count(part)
    move(part, versions[1])
    undo_move(assessment=part.assessment, by=part.user)
    assert (list_pinned(part.assessment), count(part)) == ([versions[0]], before)
    assert list(TrailEntry.objects.order_by("pk").values_list("action", flat=True))[-2:] == ["moved", "move_undone"]
    assert refuse_undo(part) is Refusal.NO_MOVE


def test_answering_what_was_carried_leaves_the_undo_open(part: Participant, versions: tuple[ModelVersion, ...]) -> None:
    move(part, versions[1])
    answer(part, CARRIED, "improved", seen=1)
    undo_move(assessment=part.assessment, by=part.user)
    assert count(part) == {CARRIED: 1, REWORDED: 1, DROPPED: 1}


@pytest.mark.parametrize(("key", "seen"), [(REWORDED, 1), (ADDED, 0)])
def test_answering_what_was_added_or_reworded_ends_the_undo(
    part: Participant, versions: tuple[ModelVersion, ...], key: str, seen: int
) -> None:
    move(part, versions[1])
    answer(part, key, seen=seen)
    assert refuse_undo(part) is Refusal.ANSWERED_SINCE
    assert list_pinned(part.assessment) == [versions[1]]


def test_comment_beside_an_earlier_answer_leaves_the_undo_open(
    part: Participant, versions: tuple[ModelVersion, ...]
) -> None:
    move(part, versions[1])
    answer(part, REWORDED, seen=1, comment="We meant the list.")
    assert count(part) == {CARRIED: 1}
    undo_move(assessment=part.assessment, by=part.user)
    assert count(part) == {CARRIED: 1, REWORDED: 1, DROPPED: 1}
    assert Answer.objects.get(practice__key=REWORDED).comment == "We meant the list."


def test_moves_are_undone_one_after_the_other(part: Participant, versions: tuple[ModelVersion, ...]) -> None:
    move(part, versions[1])
    third = make_model_version(number="3.0", per_cell=0)
    move(part, ModelVersion.objects.get(pk=third.pk))
    for expected in (versions[1], versions[0]):
        undo_move(assessment=part.assessment, by=part.user)
        assert list_pinned(part.assessment) == [expected]
    assert refuse_undo(part) is Refusal.NO_MOVE


def test_undo_brings_a_target_back_that_the_newer_version_has_no_level_for(
    part: Participant, versions: tuple[ModelVersion, ...]
) -> None:
    pins = AssessmentVersion.objects.filter(assessment=part.assessment)
    pins.update(target=1)
    flat = ModelVersion.objects.get(pk=make_model_version(number="3.0", levels=(), per_cell=0).pk)
    assert ((move(part, flat).new or {})["levels"], pins.get().target) == ([None], None)
    undo_move(assessment=part.assessment, by=part.user)
    assert pins.get().target == 1


def test_practice_that_is_asked_again_gets_its_answers_back(
    part: Participant, versions: tuple[ModelVersion, ...]
) -> None:
    move(part, versions[1])
    dropped = get_row(versions[0], DROPPED).revision
    again = ModelVersion.objects.get(pk=make_model_version(number="3.0", levels=(), per_cell=0, shared=[dropped]).pk)
    plan = plan_move(part.assessment, [again])
    assert [(row.question.key, row.answers) for row in plan.returning] == [(DROPPED, 1)]
    move(part, again)
    assert count(part) == {DROPPED: 1}
    undo_move(assessment=part.assessment, by=part.user)
    assert count(part) == {CARRIED: 1}


def test_set_is_moved_all_or_none(versions: tuple[ModelVersion, ...], lead: User) -> None:
    other = ModelVersion.objects.get(pk=make_model_version("osmm", number="1.0").pk)
    part = make_participant(make_assessment(make_organisation().units.get(), [other, versions[0]]), lead)
    newer = ModelVersion.objects.get(pk=make_model_version("osmm", number="2.0", per_cell=0).pk)
    retire_versions(versions=[newer])
    assert refuse(part, versions[1], newer) is Refusal.NOT_NEWER
    move(part, versions[1])
    assert list_pinned(part.assessment) == [other, versions[1]]


def test_versions_that_word_a_practice_differently_are_refused(lead: User) -> None:
    old = [make_model_version(key, number="1.0", shared=[make_revision("shared")]) for key in ("a",)]
    old.append(make_model_version("b", number="1.0", shared=[get_row(old[0], "shared").revision]))
    newer = make_model_version("a", number="2.0", per_cell=0, shared=[make_revision("shared", number=2)])
    part = make_participant(make_assessment(make_organisation().units.get(), old), lead)
    assert refuse(part, newer) is Refusal.CLASH


def test_older_unpublished_and_foreign_versions_are_refused(
    part: Participant, versions: tuple[ModelVersion, ...]
) -> None:
    draft = make_model_version(number="9.0", published=False, per_cell=0)
    assert refuse(part) is Refusal.NOTHING_CHOSEN
    for wrong in (versions[0], draft, make_model_version("other")):
        assert refuse(part, wrong) is Refusal.NOT_NEWER
    assert refuse(part, versions[1], seen=[versions[1].pk]) is Refusal.PINS_CHANGED


def test_submitted_and_closed_assessments_stay(part: Participant, versions: tuple[ModelVersion, ...]) -> None:
    move(part, versions[1])
    other = make_participant(part.assessment, make_user("bob@example.org"))
    submit_answers(participant=other, questionnaire=load_questionnaire(part.assessment))
    third = make_model_version(number="3.0", per_cell=0)
    assert refuse(part, third) is Refusal.SUBMITTED
    assert refuse_undo(part) is Refusal.SUBMITTED
    Participant.objects.update(submitted_at=None)
    close_collecting(assessment=part.assessment, by=part.user)
    assert (refuse(part, third), refuse_undo(part)) == (Refusal.CLOSED, Refusal.CLOSED)
    Assessment.objects.update(state=Assessment.State.FINALISED)
    assert refuse(part, third) is Refusal.CLOSED


def test_answer_to_a_wording_that_is_no_longer_asked_is_refused(
    part: Participant, versions: tuple[ModelVersion, ...]
) -> None:
    """As when the page was opened before the move and saves after it."""
    question = load_questionnaire(part.assessment).questions[REWORDED]
    move(part, versions[1])
    stored = Answer.objects.get(practice__key=REWORDED)
    with pytest.raises(WordingChangedError):
        save(part, question)
    assert Answer.objects.get(pk=stored.pk).version == stored.version


def test_newest_published_version_of_each_pinned_model_is_offered(
    part: Participant, versions: tuple[ModelVersion, ...]
) -> None:
    assert list_newer(list_pinned(part.assessment)) == [versions[1]]
    third = make_model_version(number="3.0", per_cell=0)
    assert list_newer(list_pinned(part.assessment)) == [third]
    retire_versions(versions=[third])
    assert list_newer(list_pinned(part.assessment)) == [versions[1]]
