"""The task list of a participant: their own practices first, then the rest; and the way to the next open question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import access
from assessments.actions.answers import is_open
from assessments.queries import scoped
from assessments.queries.answers import load_given_answers
from assessments.queries.earlier import load_suggestions
from assessments.queries.inheriting import load_asked
from assessments.queries.moving import list_newer_to_lead
from assessments.queries.own import load_own
from assessments.queries.progress import find_exposure
from assessments.queries.questionnaires import compute_minutes
from assessments.views.access import sign_in_required
from assessments.views.returning import wants_all
from assessments.wording.people import say_exposure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessments.queries.answers import GivenAnswers, Progress
    from assessments.queries.earlier import EarlierAnswer
    from assessments.queries.own import OwnPart
    from assessments.queries.questionnaires import Questionnaire, Section
    from assessments.views.access import SignedInRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One section: how far the person's own practices in it are, and all of it; how many wait with a suggestion."""

    section: Section
    own: Progress
    whole: Progress
    suggested: int = 0

    @property
    def progress(self) -> Progress:
        """What the person is asked about first: their own practices, all of them where none is theirs."""
        return self.own if self.own.total else self.whole

    @property
    def minutes(self) -> int:
        return compute_minutes(self.progress.total)


@sign_in_required
@require_safe
def assessment(request: SignedInRequest, pk: int) -> HttpResponse:
    """The task list of a participant; whoever only reads is led to the results, who is only asked may take part."""
    plan = scoped.find_plan(request.user, pk)
    if plan is not None:
        context = {"plan": plan, "assessment": plan.assessment, "can_join": plan.assessment.is_open}
        return render(request, "assessments/planned.html", context)
    reached = scoped.get_assessment(request.user, pk)
    if not reached.participants.filter(user=request.user).exists():
        return redirect("assessments:results", pk)
    participant = scoped.get_participation(request.user, pk)
    questionnaire = load_asked(participant.assessment)
    given = load_given_answers(participant, questionnaire)
    suggestions = load_suggestions(participant, questionnaire.questions.values(), given)
    context = {
        "participant": participant,
        "assessment": participant.assessment,
        **_describe_work(questionnaire, given, load_own(participant, questionnaire), suggestions),
        "left_out": questionnaire.left_out,
        "is_open": is_open(participant),
        "newer": list_newer_to_lead(request.user, participant.assessment),
        "has_archive": given.has_others(questionnaire),
        "may_lead": access.may_lead(request.user, participant.assessment.unit),
        "exposure": say_exposure(find_exposure(participant)),
    }
    return render(request, "assessments/task_list.html", context)


@sign_in_required
@require_safe
def next_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Straight to the next open question, the one behind `?after=<practice>`; to the answers when none is open.

    The person's own come first; with `?all=1` the others follow.
    """
    participant = scoped.get_participation(request.user, pk)
    if not is_open(participant):
        return redirect("assessments:assessment", pk)
    questionnaire = load_asked(participant.assessment)
    given = load_given_answers(participant, questionnaire)
    own, after = load_own(participant, questionnaire), request.GET.get("after", "")
    found = given.next_open(questionnaire, own.keys, after=after, with_others=wants_all(request))
    if found is None:
        return redirect("assessments:check", pk)
    section, question = found
    unfolded = "" if question.key in own.keys else "?all=1"
    return redirect(f"{reverse('assessments:section', args=[pk, section.model, section.key])}{unfolded}#{question.key}")


def _describe_work(
    questionnaire: Questionnaire, given: GivenAnswers, own: OwnPart, suggestions: Mapping[str, EarlierAnswer]
) -> dict[str, object]:
    tasks = [
        Task(
            section=section,
            own=given.progress(own.select(section.questions)),
            whole=given.progress(section.questions),
            suggested=sum(question.key in suggestions for question in section.questions),
        )
        for section in questionnaire
    ]
    whole = given.progress(questionnaire.questions.values())
    progress = given.progress(own.select(questionnaire.questions.values()))
    return {
        "tasks": [task for task in tasks if task.own.total],
        "others": [task for task in tasks if not task.own.total],
        "own": own,
        "suggested": len(suggestions),
        "earlier_cycle": next((answer.cycle for answer in suggestions.values()), ""),
        "progress": progress,
        "whole": whole,
        "minutes_left": compute_minutes(progress.left),
    }
