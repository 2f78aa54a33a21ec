"""The pages on which people answer, in every state that looks different."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from assessments.models import Assessment, Handover, Participant, Practice
from tests.a11y.stage import ALL, FIRST, FOURTH, HALF, PERSON, SECOND, SECTION, THIRD, Stage
from tests.a11y.table import state
from tests.assessments_factories import make_answer, make_cycle, make_participant
from tests.factories import make_user


@state("assessments:assessment", "nothing answered")
def show_new_tasks(stage: Stage) -> None:
    stage.visit("assessments:assessment", stage.take_part().assessment_id)


@state("assessments:assessment", "half answered")
def show_half_tasks(stage: Stage) -> None:
    stage.visit("assessments:assessment", stage.take_part(*HALF).assessment_id)


@state("assessments:assessment", "all answered")
def show_complete_tasks(stage: Stage) -> None:
    stage.visit("assessments:assessment", stage.take_part(*ALL).assessment_id)


@state("assessments:section", "nothing answered")
def show_new_section(stage: Stage) -> None:
    stage.open_section(stage.take_part())


@state("assessments:section", "half answered")
def show_half_section(stage: Stage) -> None:
    participant = stage.take_part(*HALF)
    make_answer(participant, THIRD, kind="not_applicable", comment="Nothing is shipped.")
    stage.open_section(participant)


@state("assessments:section", "everything unfolded, one saved in place")
def show_open_section(stage: Stage) -> None:
    show_half_section(stage)
    stage.page.evaluate("document.querySelectorAll('main details').forEach((element) => { element.open = true })")
    stage.choose(FIRST, "Improved")
    stage.page.locator("[data-save-status]", has_text="Saved").wait_for()


@state("assessments:section", "with the answers of last time")
def show_earlier_answers(stage: Stage) -> None:
    participant = stage.take_part()
    now = participant.assessment
    cycle = make_cycle(now.unit.organisation, "2026 H1")
    last = Assessment.objects.create(unit=now.unit, cycle=cycle, as_of=now.as_of - timedelta(days=90))
    earlier = make_participant(last, participant.user, submitted_at=timezone.now())
    make_answer(earlier, FIRST, "improved", comment="Since May.", evidence=["https://example.org/policy"])
    stage.open_section(participant)
    stage.page.get_by_text("Your answer in 2026 H1").first.click()


@state("assessments:section", "two answers of last time suggested")
def show_suggestions(stage: Stage) -> None:
    show_earlier_answers(stage)
    earlier = Participant.objects.exclude(submitted_at=None).get()
    make_answer(earlier, SECOND, kind="not_applicable", reason="Nothing is shipped.")
    participant = Participant.objects.get(submitted_at=None)
    Participant.objects.filter(pk=participant.pk).update(wants_suggestions=True)
    stage.open_section(participant)


@state("assessments:section", "a bad link is refused", is_error=True)
def refuse_section(stage: Stage) -> None:
    show_half_section(stage)
    stage.page.locator(f"#{SECOND}-evidence").evaluate("(field) => { field.value = 'no address' }")
    stage.send_whole_section(status=400)


@state("assessments:section", "changed elsewhere, whole section sent", is_error=True)
def show_conflict(stage: Stage) -> None:
    participant = stage.take_part()
    stage.open_section(participant)
    make_answer(participant, FIRST, "partial", comment="from elsewhere", evidence=["https://example.org/policy"])
    stage.page.locator(f'[data-practice="{FIRST}"] input[value=improved]').evaluate(
        "(radio) => { radio.checked = true }"
    )
    stage.send_whole_section(status=409)


@state("assessments:section", "changed elsewhere, saved in place")
def show_conflict_in_place(stage: Stage) -> None:
    participant = stage.take_part()
    stage.open_section(participant)
    make_answer(participant, FIRST, "partial", comment="from elsewhere")
    stage.choose(FIRST, "Improved")
    stage.page.locator("[data-conflict]").wait_for()


@state("assessments:section", "sent after the session was lost", is_error=True)
def show_unsent_section(stage: Stage) -> None:
    show_half_section(stage)
    stage.page.locator(f"#{SECOND}-comment").evaluate("(field) => { field.value = 'Since the spring.' }")
    Session.objects.all().delete()
    stage.send_whole_section(status=401)


@state("assessments:section", "sent after somebody else signed in", is_error=True)
def show_foreign_section(stage: Stage) -> None:
    show_half_section(stage)
    stage.sign_in(make_user("bob@example.org"))
    stage.send_whole_section(status=401)


@state("assessments:section", "submitted")
def show_submitted_section(stage: Stage) -> None:
    participant = stage.take_part(*ALL)
    stage.submit(participant)
    stage.open_section(participant)


@state("assessments:section", "one practice handed over, one received, the others folded")
def show_handed_section(stage: Stage) -> None:
    stage.open_section(hand_over(stage))


@state("assessments:hand-over", "nobody chosen", is_error=True)
def refuse_handover(stage: Stage) -> None:
    stage.visit("assessments:hand-over", hand_over(stage).assessment_id, FOURTH)
    stage.press("Hand over 1 practice", status=400)


@state("assessments:hand-over-section", "a whole section")
def show_section_handover(stage: Stage) -> None:
    stage.visit("assessments:hand-over-section", hand_over(stage).assessment_id, *SECTION)


@state("assessments:handovers", "one in each direction")
def show_handovers(stage: Stage) -> None:
    stage.visit("assessments:handovers", hand_over(stage).assessment_id)


def hand_over(stage: Stage) -> Participant:
    """A practice was given to a colleague with a long name, and another one received with a note."""
    participant = stage.take_part()
    colleague = make_participant(participant.assessment, make_user("bob@example.org", name=f"{PERSON} junior"))
    for giver, receiver, key in ((participant, colleague, FIRST), (colleague, participant, SECOND)):
        practice = Practice.objects.get(key=key)
        Handover.objects.create(giver=giver, receiver=receiver, practice=practice, note="Ask the people of the depot.")
    return participant


@state("assessments:check", "complete")
def show_check(stage: Stage) -> None:
    stage.visit("assessments:check", stage.take_part(*ALL).assessment_id)


@state("assessments:check", "a reason is missing")
def show_blocked_check(stage: Stage) -> None:
    participant = stage.take_part(*HALF)
    make_answer(participant, THIRD, kind="not_applicable")
    stage.visit("assessments:check", participant.assessment_id)


@state("assessments:check", "submission refused", is_error=True)
def refuse_submission(stage: Stage) -> None:
    show_blocked_check(stage)
    stage.press("Submit my answers", status=400)


@state("assessments:check", "submitted")
def show_submitted_check(stage: Stage) -> None:
    participant = stage.take_part(*ALL)
    stage.submit(participant)
    stage.visit("assessments:check", participant.assessment_id)


@state("assessments:check-section", "a reason is missing")
def show_checked_section(stage: Stage) -> None:
    participant = stage.take_part(*HALF)
    make_answer(participant, THIRD, kind="not_applicable")
    stage.visit("assessments:check-section", participant.assessment_id, *SECTION)
