"""By group, nothing that a lead ever sees depends on who in a group said what."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import timezone

from accounts.models import User
from assessments.actions.answers import save_answer, submit_answers
from assessments.actions.collecting import TooFewAnsweredError, add_participant, close_collecting
from assessments.models import Answer, Assessment, Participant
from assessments.queries import scoped
from assessments.queries.questionnaires import load_questionnaire
from assessments.scoring import SMALLEST_GROUP
from tests.assessments_factories import make_answering_role
from tests.confidentiality.two_worlds import (
    Cast,
    Saying,
    Stage,
    invent_sayings,
    list_differences,
    live_through,
    make_stage,
    swap_inside_groups,
    to_change,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db
DEVELOPER, ARCHITECT, LAWYER = ("developer",), ("software-architect",), ("lawyer",)
PLAIN, HARDEST = "two groups", "two providers, and one with both roles"
CASTS = {
    PLAIN: Cast(roles=(*[DEVELOPER] * 3, *[ARCHITECT] * 3)),
    "one provider among others": Cast(roles=(DEVELOPER, ARCHITECT, ARCHITECT, LAWYER)),
    HARDEST: Cast(roles=(DEVELOPER, (*DEVELOPER, *ARCHITECT), ARCHITECT, ARCHITECT, ARCHITECT, LAWYER)),
    "some are silent": Cast(roles=(*[DEVELOPER] * 4, *[ARCHITECT] * 4, LAWYER), silent=frozenset({3, 7, 8})),
    "some never submit": Cast(roles=(*[DEVELOPER] * 4, LAWYER), hesitant=frozenset({1, 2, 4})),
}


@pytest.mark.parametrize(
    "name", [HARDEST, *(pytest.param(name, marks=pytest.mark.once) for name in CASTS if name not in (HARDEST, PLAIN))]
)
def test_worlds_that_differ_inside_the_groups_look_alike(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = make_stage(CASTS[name], monkeypatch)
    sayings = invent_sayings(stage, seed=1)
    first = live_through(stage, sayings)
    other = swap_inside_groups(stage, sayings, seed=2)
    assert other != sayings
    assert list_differences(first, live_through(stage, other)) == []


@pytest.mark.once
def test_worlds_that_differ_between_groups_do_not_look_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """That the comparison sees anything at all."""
    stage = make_stage(CASTS[PLAIN], monkeypatch)
    sayings = invent_sayings(stage, seed=1)
    first = live_through(stage, sayings, before="final")
    key = [*sayings][3]
    other = {**sayings, key: sayings[key][3:] + sayings[key][:3]}
    assert any("/board/" in line for line in list_differences(first, live_through(stage, other, before="final")))


def make_small(monkeypatch: pytest.MonkeyPatch, *roles: tuple[str, ...]) -> Stage:
    return make_stage(Cast(roles=roles), monkeypatch)


def answer(stage: Stage, *numbers: int) -> None:
    for number in numbers:
        question = next(iter(stage.questions.values()))
        save_answer(participant=stage.people[number], question=question, change=to_change(Saying(point="partial"), 0))


def list_speakers_by_group(assessment: Assessment) -> Counter[str]:
    rows = Answer.objects.filter(participant__assessment=assessment).values("participant")
    return Counter(Participant.objects.filter(pk__in=rows).values_list("group", flat=True))


@pytest.mark.parametrize("silent", [{1}, {1, 2}, {3, 4, 5}, {0, 1, 3, 4}])
def test_every_group_has_three_who_answered(silent: set[int], monkeypatch: pytest.MonkeyPatch) -> None:
    stage = make_small(monkeypatch, *[DEVELOPER] * 3, *[ARCHITECT] * 3, LAWYER)
    answer(stage, *({*range(7)} - silent))
    close_collecting(assessment=stage.assessment, by=stage.lead)
    assert min(list_speakers_by_group(stage.assessment).values()) >= SMALLEST_GROUP


def test_lead_cannot_close_while_only_one_or_two_have_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = make_small(monkeypatch, *[DEVELOPER] * 3)
    for number in (0, 1):
        answer(stage, number)
        with pytest.raises(TooFewAnsweredError):
            close_collecting(assessment=stage.assessment, by=stage.lead)
    answer(stage, 2)
    close_collecting(assessment=stage.assessment, by=stage.lead)


def may_read(user: User, assessment: Assessment) -> tuple[bool, bool]:
    """As the page says, and as the list says."""
    fresh = Assessment.objects.select_related("unit").get(pk=assessment.pk)
    return scoped.may_read_results(user, fresh), scoped.list_readable(user).filter(pk=fresh.pk).exists()


@pytest.mark.parametrize("state", [Assessment.State.DRAFT, Assessment.State.COLLECTING])
@pytest.mark.parametrize("people", [1, 2, 4])
def test_lead_sees_no_result_of_others_before_collecting_closes(
    state: str, people: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = make_small(monkeypatch, *[DEVELOPER] * people)
    Assessment.objects.filter(pk=stage.assessment.pk).update(state=state)
    answer(stage, 0)
    Participant.objects.filter(pk=stage.people[0].pk).update(submitted_at=timezone.now())
    assert may_read(stage.lead, stage.assessment) == (False, False)
    assert may_read(stage.people[0].user, stage.assessment) == (people == 1, people == 1)


def test_last_to_submit_among_silent_people_is_in_no_group_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = make_small(monkeypatch, *[DEVELOPER] * 3, *[ARCHITECT] * 3)
    extra = make_user("extra@example.org")
    add_participant(assessment=stage.assessment, user=extra, roles=[make_answering_role()], by=stage.lead)
    answer(stage, 0, 3, 4, 5)
    for person in stage.assessment.participants.all():
        submit_answers(participant=person, questionnaire=load_questionnaire(stage.assessment))
    assert list(list_speakers_by_group(stage.assessment).values()) == [4]
