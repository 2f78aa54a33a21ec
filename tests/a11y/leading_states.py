"""States of the pages of a lead: who answers, and the agreement board."""

from __future__ import annotations

from accounts.models import Membership
from assessments.models import Assessment, Participant
from tests.a11y.stage import FIRST, PERSON, SECOND, Stage
from tests.a11y.table import state
from tests.assessments_factories import make_answer, make_participant
from tests.factories import make_membership, make_user

LONG_COMMENT = "We do it in two of the three product lines; the third one was bought last year and follows in spring."


def gather(stage: Stage, **fields: object) -> Participant:
    """A lead who takes part, and three others of whom two answered a practice far apart."""
    own = stage.take_part(FIRST, SECOND, **fields)
    for number, point in enumerate(("not-done", "improved", None)):
        user = make_user(f"person{number}@example.org", name=f"{PERSON} {number}")
        make_membership(user, own.assessment.unit.organisation, Membership.Kind.RESPONDENT)
        other = make_participant(own.assessment, user, ["developer", "software-architect"], group="developer")
        if point:
            make_answer(other, FIRST, point, comment=LONG_COMMENT, evidence=["https://example.org/policy"])
    Participant.objects.filter(pk=own.pk).update(group="developer")
    return own


@state("assessments:people", "people in every state")
def show_people(stage: Stage) -> None:
    stage.visit("assessments:people", gather(stage).assessment_id)


@state("assessments:people", "nobody chosen", is_error=True)
def refuse_nobody(stage: Stage) -> None:
    show_people(stage)
    stage.press("Add to this assessment", status=400)


@state("assessments:people", "collecting is over")
def show_closed_people(stage: Stage) -> None:
    stage.visit("assessments:people", gather(stage, state=Assessment.State.REVIEWING).assessment_id)


@state("assessments:board", "waits for answers")
def show_waiting_board(stage: Stage) -> None:
    stage.visit("assessments:board", gather(stage).assessment_id)


@state("assessments:board", "one needs a conversation")
def show_board(stage: Stage) -> None:
    stage.visit("assessments:board", gather(stage, state=Assessment.State.REVIEWING).assessment_id)


@state("assessments:final", "one is open")
def show_final(stage: Stage) -> None:
    stage.visit("assessments:final", gather(stage, state=Assessment.State.REVIEWING).assessment_id)


@state("assessments:final", "opened again without a reason", is_error=True)
def refuse_opening(stage: Stage) -> None:
    show_final(stage)
    stage.press("Finalise the assessment")
    stage.visit("assessments:final", Assessment.objects.get().pk)
    stage.press("Open again as a new revision", status=400)


@state("assessments:board-practice", "answers differ")
def show_practice(stage: Stage) -> None:
    own = gather(stage, state=Assessment.State.REVIEWING)
    stage.visit("assessments:board-practice", own.assessment_id, FIRST)


@state("assessments:board-practice", "no answer chosen", is_error=True)
def refuse_agreement(stage: Stage) -> None:
    show_practice(stage)
    stage.press("Record", status=400)


@state("assessments:board-practice", "recorded")
def show_recorded(stage: Stage) -> None:
    show_practice(stage)
    stage.page.get_by_role("radio", name="Partial").check()
    stage.page.get_by_label("Reason").fill(LONG_COMMENT)
    stage.press("Record")
    stage.visit("assessments:board-practice", Assessment.objects.get().pk, FIRST)
