"""By group, what the assessments of a cycle show together gives no more away than each of them alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from assessments.actions.collecting import close_collecting
from assessments.models import AnswerKind, Assessment, Participant
from assessments.queries import settling
from assessments.queries.questionnaires import load_questionnaire
from assessments.report.files import load_report
from assessments.report.json import to_json
from tests.assessments_factories import make_assessment, make_participant
from tests.confidentiality.two_worlds import (
    BEGIN,
    Cast,
    Clock,
    Saying,
    Sayings,
    Seen,
    Stage,
    finish,
    invent_sayings,
    join,
    list_differences,
    look,
    make_stage,
    read,
    speak,
    swap_inside_groups,
)
from tests.factories import make_membership, make_unit, make_user
from tests.inheriting import OWN, WIDE, make_parts, make_wide_version, start

pytestmark = pytest.mark.django_db
DEVELOPER, ARCHITECT, LAWYER = ("developer",), ("software-architect",), ("lawyer",)
BY_GROUP = Assessment.Confidentiality.BY_GROUP
PAIRS = {
    "groups here, few there": (
        Cast(roles=(*[DEVELOPER] * 3, *[ARCHITECT] * 3)),
        Cast(roles=(DEVELOPER, *[LAWYER] * 2)),
    ),
    "few here, few there": (
        Cast(roles=(*[DEVELOPER] * 4, ARCHITECT)),
        Cast(roles=(*[DEVELOPER] * 2, *[ARCHITECT] * 2)),
    ),
    "groups in both": (Cast(roles=(*[DEVELOPER] * 4, *[LAWYER] * 3)), Cast(roles=(*[ARCHITECT] * 3, *[DEVELOPER] * 3))),
}
# What one person says of what the whole organisation answers, in worlds that have nothing else in common.
ALONE = [
    Saying(point="improved", comment="So."),
    Saying(point="not-done"),
    Saying(kind=AnswerKind.NOT_APPLICABLE, reason="No."),
    Saying(kind=AnswerKind.NONE, times=0),
]


def make_beside(stage: Stage, cast: Cast) -> Stage:
    """Another unit in the same cycle, measured by the same version and led by the same person."""
    unit, versions = make_unit(stage.assessment.unit, "Lending"), [*stage.assessment.versions.all()]
    assessment = make_assessment(unit, versions, confidentiality=BY_GROUP)
    first = len(stage.people)
    people = [join(assessment, stage.lead, first + number, roles) for number, roles in enumerate(cast.roles)]
    questions = load_questionnaire(assessment).questions
    return Stage(
        assessment=assessment, lead=stage.lead, people=people, cast=cast, clock=stage.clock, questions=questions
    )


def live_through(stages: tuple[Stage, ...], said: tuple[Sayings, ...]) -> Seen:
    """Everybody answers, both close, and the lead looks; then it is as if it never was."""
    stages[0].clock.now = BEGIN
    settling.forget_replies()
    with transaction.atomic():
        for stage, sayings in zip(stages, said, strict=True):
            for number in stage.cast.speakers:
                stage.clock.sleep(hours=20)
                speak(stage, stage.people[number], {key: every[number] for key, every in sayings.items()})
            stage.groups = {number: Participant.objects.get(pk=one.pk).group for number, one in enumerate(stage.people)}
        seen = dict(itertools.chain.from_iterable(look_over(stage) for stage in stages))
        transaction.set_rollback(True)
    return seen


def look_over(stage: Stage) -> Iterator[tuple[str, str]]:
    """The role views, which show every role at once, and what else hears several assessments."""
    client, pk = Client(), stage.assessment.pk
    client.force_login(stage.lead)
    own = [reverse(f"assessments:{name}", args=[pk]) for name in ("role-views", "board", "results")]
    for address in (*own, reverse("assessments:cycle", args=[stage.assessment.cycle_id])):
        yield address, read(client, address)
    yield f"{pk}: JSON", to_json(load_report(Assessment.objects.get(pk=pk)))


@pytest.mark.parametrize("name", PAIRS)
def test_role_views_over_a_cycle_look_alike_whoever_in_a_group_said_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = PAIRS[name]
    first = make_stage(here, monkeypatch)
    stages = (first, make_beside(first, there))
    said = tuple(invent_sayings(stage, seed=number) for number, stage in enumerate(stages))
    seen = live_through(stages, said)
    other = tuple(swap_inside_groups(stage, one, seed=9) for stage, one in zip(stages, said, strict=True))
    assert all(ours != theirs for ours, theirs in zip(said, other, strict=True))
    assert list_differences(seen, live_through(stages, other)) == []


def test_role_views_that_hear_other_groups_do_not_look_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """That the comparison sees role views at all."""
    stage = make_stage(PAIRS["groups here, few there"][0], monkeypatch)
    said = invent_sayings(stage, seed=1)
    turned = {key: every[3:] + every[:3] for key, every in said.items()}
    found = list_differences(live_through((stage,), (said,)), live_through((stage,), (turned,)))
    assert any("/roles/" in line for line in found)


def see_from_a_part(stage: Stage, alone: Participant, saying: Saying) -> Seen:
    """What the lead of a part sees, before and after finalising, when one person answered for the whole."""
    stage.clock.now = BEGIN
    settling.forget_replies()
    with transaction.atomic():
        whole = replace(stage, assessment=alone.assessment, people=[alone])
        speak(whole, alone, {OWN: Saying(point="partial"), WIDE: saying})
        stage.clock.sleep(days=1)
        assert Assessment.objects.get(pk=alone.assessment_id).is_closed
        close_collecting(assessment=stage.assessment, by=stage.lead)
        seen = dict(look(stage, "closed", everything=True))
        finish(stage, [*stage.questions][1])
        seen |= dict(look(stage, "final"))
        transaction.set_rollback(True)
    return seen


def test_part_learns_nothing_of_what_one_person_said_for_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    organisation, root, part = make_parts()
    version, clock = make_wide_version(), Clock()
    # Not before: versions are known by the moment of their publication, and those of other tests were published then.
    monkeypatch.setattr(timezone, "now", clock)
    whole = start(root, version, confidentiality=BY_GROUP)
    own = start(part, version, confidentiality=BY_GROUP)
    lead = make_user("part@example.org", name="Pat Part")
    make_membership(lead, organisation, Membership.Kind.LEAD, unit=part)
    alone, one = (make_participant(row, make_user(f"one{row.pk}@example.org")) for row in (whole, own))
    questions = load_questionnaire(own).questions
    stage = Stage(
        assessment=own, lead=lead, people=[one], cast=Cast(roles=(DEVELOPER,)), clock=clock, questions=questions
    )
    first, *others = (see_from_a_part(stage, alone, saying) for saying in ALONE)
    assert any("/inherited/" in what and "Not settled yet" in text for what, text in first.items())
    assert [list_differences(first, other) for other in others] == [[]] * len(others)
