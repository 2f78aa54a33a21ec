"""States of the pages of a lead: who answers, and the agreement board."""

from __future__ import annotations

import datetime

from accounts.models import Membership
from assessments.models import Assessment, Participant, PlannedParticipant
from assessments.queries.questionnaires import load_questionnaire
from tests.a11y.stage import FIRST, PERSON, SECOND, Stage
from tests.a11y.table import state
from tests.assessments_factories import (
    make_answer,
    make_answering_role,
    make_assessment,
    make_model_version,
    make_participant,
)
from tests.factories import make_membership, make_user

LONG_COMMENT = "We do it in two of the three product lines; the third one was bought last year and follows in spring."

LONG_ADDRESS = "friederike-charlotte.von-wolkenstein@subsidiary-in-a-far-country.example.org"


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


def fill_in(stage: Stage, lines: str) -> None:
    stage.visit("assessments:ask", gather(stage).assessment_id)
    stage.page.get_by_label("People", exact=True).fill(lines)


@state("assessments:ask", "two cannot be asked", is_error=True)
def refuse_people(stage: Stage) -> None:
    fill_in(stage, f"{LONG_ADDRESS}, Wizard\nno address, Developer")
    stage.press("Preview", status=400)


@state("assessments:ask", "preview")
def show_asked(stage: Stage) -> None:
    fill_in(stage, f"{LONG_ADDRESS}, developer; software-architect\nperson1@example.org, developer")
    stage.press("Preview")


@state("assessments:ask", "links to pass on")
def show_links(stage: Stage) -> None:
    fill_in(stage, f"{LONG_ADDRESS}, developer; software-architect")
    stage.page.get_by_role("radio", name="Show me the links").check()
    stage.press("Preview")
    stage.press("Add them")


@state("assessments:people", "somebody has not come yet")
def show_planned(stage: Stage) -> None:
    show_links(stage)
    stage.visit("assessments:people", Assessment.objects.get().pk)


@state("assessments:assessment", "asked by address")
def show_plan(stage: Stage) -> None:
    held = make_assessment(stage.make_unit(), [make_model_version()])
    user = stage.enter(Membership.Kind.RESPONDENT)
    PlannedParticipant.objects.create(assessment=held, email=user.email).roles.set([make_answering_role()])
    stage.visit("assessments:assessment", held.pk)


@state("assessments:launch", "roles are missing", is_error=False)
def show_launch(stage: Stage) -> None:
    stage.visit("assessments:launch", gather(stage, state=Assessment.State.DRAFT).assessment_id)


@state("assessments:launch", "day is over", is_error=True)
def refuse_day(stage: Stage) -> None:
    show_launch(stage)
    stage.page.get_by_label("Due day").fill("2020-01-01")
    stage.press("Save", status=400)


@state("assessments:standing", "people in every state, late")
def show_standing(stage: Stage) -> None:
    stage.visit("assessments:standing", gather(stage, due_on=datetime.date(2020, 1, 1)).assessment_id)


@state("assessments:people", "collecting is over")
def show_closed_people(stage: Stage) -> None:
    stage.visit("assessments:people", gather(stage, state=Assessment.State.REVIEWING).assessment_id)


@state("assessments:board", "waits for answers")
def show_waiting_board(stage: Stage) -> None:
    stage.visit("assessments:board", gather(stage).assessment_id)


@state("assessments:board", "one needs a conversation")
def show_board(stage: Stage) -> None:
    stage.visit("assessments:board", gather(stage, state=Assessment.State.REVIEWING).assessment_id)


@state("assessments:role-views", "two roles over five practices")
def show_role_views(stage: Stage) -> None:
    assessment = gather(stage, state=Assessment.State.REVIEWING).assessment
    for role, point in (("developer", "not-done"), ("legal-counsel", "improved")):
        user = make_user(f"{role}@example.org", name=f"{PERSON} {role}")
        person = make_participant(assessment, user, [role], group=role)
        for question in load_questionnaire(assessment).questions:
            make_answer(person, question, point)
    stage.visit("assessments:role-views", assessment.pk)


@state("assessments:trail", "after a record and a finalising")
def show_trail(stage: Stage) -> None:
    show_recorded(stage)
    stage.visit("assessments:final", Assessment.objects.get().pk)
    stage.press("Finalise the assessment")
    stage.visit("assessments:trail", Assessment.objects.get().pk)


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


@state("assessments:baseline", "looked at before it is kept")
def preview_baseline(stage: Stage) -> None:
    own = gather(stage, state=Assessment.State.REVIEWING)
    stage.visit("assessments:baseline", own.assessment_id, "todo-stages")
    stage.page.get_by_label("What it was").fill("Survey of the platform team")
    stage.page.get_by_label("When it was taken").fill("2024-05-01")
    stage.page.get_by_label("Where it comes from").fill("survey-2024.xlsx")
    stage.page.get_by_label("Scores in per cent").fill("Licences; 62,5")
    stage.press("Check what will be read")
