"""The pages on which an assessment moves to newer versions, and what people then find on theirs."""

from __future__ import annotations

from assessments.actions.moving import move_assessment
from assessments.models import ModelVersion, Participant
from tests.a11y.stage import SECTION, Stage
from tests.a11y.table import state
from tests.moving import CARRIED, DROPPED, REWORDED, answer, make_old_and_new


def take_part(stage: Stage) -> tuple[Participant, ModelVersion]:
    """A lead who has answered what will be carried, reworded and dropped; and the newer version."""
    old, new = make_old_and_new()
    participant = stage.take_part(versions=[old])
    for key in (CARRIED, REWORDED, DROPPED):
        answer(participant, key)
    return participant, new


def move(stage: Stage) -> Participant:
    participant, new = take_part(stage)
    seen = [pin.version_id for pin in participant.assessment.pins.all()]
    move_assessment(assessment=participant.assessment, versions=[new], seen=seen, by=participant.user)
    return participant


@state("assessments:assessment", "a newer version is published")
def show_newer(stage: Stage) -> None:
    stage.visit("assessments:assessment", take_part(stage)[0].assessment_id)


@state("assessments:assessment", "moved, one answer to confirm")
def show_moved_tasks(stage: Stage) -> None:
    stage.visit("assessments:assessment", move(stage).assessment_id)


@state("assessments:section", "an answer to confirm")
def show_outdated(stage: Stage) -> None:
    stage.visit("assessments:section", move(stage).assessment_id, *SECTION)


@state("assessments:versions", "what moving would do")
def show_plan(stage: Stage) -> None:
    stage.visit("assessments:versions", take_part(stage)[0].assessment_id)


@state("assessments:versions", "moved")
def show_moved(stage: Stage) -> None:
    stage.visit("assessments:versions", move(stage).assessment_id)


@state("assessments:versions", "refused", is_error=True)
def refuse_undo(stage: Stage) -> None:
    participant = move(stage)
    stage.visit("assessments:versions", participant.assessment_id)
    answer(participant, REWORDED, seen=1)
    stage.press("Undo the move", status=409)


@state("assessments:archive", "with an answer")
def show_archive(stage: Stage) -> None:
    stage.visit("assessments:archive", move(stage).assessment_id)
