"""Reading one's answers before they are submitted: those of a section, and all of them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.actions.answers import is_open, submit_answers
from assessments.queries import scoped
from assessments.queries.answers import GivenAnswer, GivenAnswers, Progress, load_given_answers
from assessments.queries.earlier import load_suggestions
from assessments.queries.inheriting import load_asked
from assessments.queries.own import OwnPart, load_own
from assessments.queries.questionnaires import Question, Questionnaire, Section
from assessments.views.access import sign_in_required
from assessments.views.returning import TO_ALL, TO_SECTION

if TYPE_CHECKING:
    from assessments.models import Participant
    from assessments.views.access import SignedInRequest

OK, BAD = 200, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSection:
    """One section with its answers. `progress` is that of the practices that are shown."""

    section: Section
    pairs: tuple[tuple[Question, GivenAnswer], ...]
    progress: Progress


@sign_in_required
@require_safe
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """The person's own practices and whatever else they answered on one page, each with a way back to its question."""
    participant = scoped.get_participation(request.user, pk)
    questionnaire = load_asked(participant.assessment)
    return _render_all(request, participant, questionnaire, OK)


@sign_in_required
@require_safe
def check_section(request: SignedInRequest, pk: int, model: str, dimension: str) -> HttpResponse:
    """The answers of one section, which is how somebody checks who answers only a part."""
    participant = scoped.get_participation(request.user, pk)
    questionnaire = load_asked(participant.assessment)
    shown = questionnaire.section(model, dimension)
    if shown is None:
        raise Http404
    given = load_given_answers(participant, questionnaire)
    own = load_own(participant, questionnaire)
    checked = _check(shown, given, own.keys)
    context = {
        **_describe(participant, [checked], given),
        "checked": checked,
        "section": shown,
        "following": own.following(questionnaire, shown),
        "own": own,
        "return_to": TO_SECTION,
    }
    return render(request, "assessments/check_section.html", context)


@sign_in_required
@require_POST
def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close the participant's answers, unless a *not applicable* still lacks its reason."""
    participant = scoped.get_participation(request.user, pk)
    questionnaire = load_asked(participant.assessment)
    if submit_answers(participant=participant, questionnaire=questionnaire):
        return _render_all(request, participant, questionnaire, BAD)
    messages.success(request, _("Your answers are submitted."))
    return redirect("assessments:results", pk)


def _render_all(
    request: SignedInRequest, participant: Participant, questionnaire: Questionnaire, status: int
) -> HttpResponse:
    given = load_given_answers(participant, questionnaire)
    own = load_own(participant, questionnaire)
    asked = [replace(section, questions=_choose_shown(section, given, own)) for section in questionnaire]
    sections = [_check(section, given, own.keys) for section in asked if section.questions]
    whole, progress = (
        given.progress(questions)
        for questions in (questionnaire.questions.values(), own.select(questionnaire.questions.values()))
    )
    context = {
        **_describe(participant, sections, given),
        "sections": sections,
        "is_refused": status == BAD,
        "own": own,
        "progress": progress,
        "others_total": whole.total - progress.total,
        "others_left": whole.left - progress.left,
        "return_to": TO_ALL,
    }
    return render(request, "assessments/check.html", context, status=status)


def _choose_shown(section: Section, given: GivenAnswers, own: OwnPart) -> tuple[Question, ...]:
    """What is the person's own, and what they answered or remarked on besides."""
    return tuple(q for q in section.questions if q.key in own.keys or given.of(q).version)


def _check(section: Section, given: GivenAnswers, first: Set[str]) -> CheckedSection:
    """The section's answers, those of the practices `first` before the others."""
    ordered = sorted(section.questions, key=lambda question: question.key not in first)
    pairs = tuple((question, given.of(question)) for question in ordered)
    return CheckedSection(section=section, pairs=pairs, progress=given.progress(section.questions))


def _describe(participant: Participant, sections: Sequence[CheckedSection], given: GivenAnswers) -> dict[str, object]:
    """What both pages need. `blocking`: questions whose *not applicable* has no reason yet, with their sections.

    `suggested`: practices with an answer of last time that waits to be confirmed.
    """
    shown = [question for item in sections for question, _answer in item.pairs]
    is_suggesting = participant.wants_suggestions and is_open(participant)
    suggested = load_suggestions(participant, shown, given).keys() if is_suggesting else frozenset()
    return {
        "participant": participant,
        "assessment": participant.assessment,
        "suggested": suggested,
        "is_open": is_open(participant),
        "blocking": [
            (item.section, question) for item in sections for question, answer in item.pairs if answer.lacks_reason
        ],
    }
