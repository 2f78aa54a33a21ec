"""The questionnaire: its task list, the way to the next open question, a page per section, saving one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from assessments.actions.answers import ChangeIdTakenError, WordingChangedError, is_open, save_answer
from assessments.forms import REWORDED, AnswerForm
from assessments.queries import scoped
from assessments.queries.answers import GivenAnswers, load_given_answer, load_given_answers, load_role_keys
from assessments.queries.moving import list_newer_to_lead
from assessments.queries.progress import stands_alone
from assessments.queries.questionnaires import Question, Questionnaire, Section, compute_minutes, load_questionnaire
from assessments.views.access import sign_in_required
from assessments.views.practice_fields import (
    PracticeField,
    build_change,
    is_unchanged,
    show_errors,
    show_outcome,
    show_stored,
)
from assessments.views.returning import TO_ALL, TO_SECTION, read_return, redirect_back
from assessments.views.section_page import build_rows, count_remaining, link_elsewhere, link_next

if TYPE_CHECKING:
    from assessments.models import Participant
    from assessments.queries.answers import Progress
    from assessments.views.access import SignedInRequest

OK, BAD, CONFLICT = 200, 400, 409


@sign_in_required
@require_safe
def assessment(request: SignedInRequest, pk: int) -> HttpResponse:
    """The task list of a participant; whoever only reads is led to the results."""
    reached = scoped.get_assessment(request.user, pk)
    if not reached.participants.filter(user=request.user).exists():
        return redirect("assessments:results", pk)
    participant = scoped.get_participation(request.user, pk)
    questionnaire = load_questionnaire(participant.assessment)
    given = load_given_answers(participant, questionnaire)
    progress = given.progress(questionnaire.questions.values())
    roles = load_role_keys(participant)
    mine = [question for question in questionnaire.questions.values() if question.concerns(roles)]
    context = {
        "participant": participant,
        "assessment": participant.assessment,
        "tasks": [_build_task(section, given, roles) for section in questionnaire],
        "progress": progress,
        "mine": given.progress(mine),
        "minutes_left": compute_minutes(progress.left),
        "is_open": is_open(participant),
        "newer": list_newer_to_lead(request.user, participant.assessment),
        "has_archive": given.has_others(questionnaire),
        "may_lead": access.may_lead(request.user, participant.assessment.unit),
        "stands_alone": stands_alone(participant),
    }
    return render(request, "assessments/task_list.html", context)


@sign_in_required
@require_safe
def next_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Straight to the next open question, the one behind `?after=<practice>`; to the answers when none is open."""
    participant = scoped.get_participation(request.user, pk)
    if not is_open(participant):
        return redirect("assessments:assessment", pk)
    questionnaire = load_questionnaire(participant.assessment)
    given = load_given_answers(participant, questionnaire)
    found = given.next_open(questionnaire, after=request.GET.get("after", ""))
    if found is None:
        return redirect("assessments:check", pk)
    section, question = found
    return redirect(f"{reverse('assessments:section', args=[pk, section.model, section.key])}#{question.key}")


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: SignedInRequest, pk: int, model: str, dimension: str) -> HttpResponse:
    """One section. A POST saves all of it, which is how it works without JavaScript."""
    participant = scoped.get_participation(request.user, pk)
    questionnaire = load_questionnaire(participant.assessment)
    shown = questionnaire.section(model, dimension)
    if shown is None:
        raise Http404
    given = load_given_answers(participant, questionnaire)
    if request.method != "POST":
        fields = [show_stored(question, given.of(question)) for question in shown.questions]
        return _render_section(request, participant, questionnaire, shown, fields, given)
    fields = [_save_field(request, participant, question, given) for question in shown.questions]
    if any(item.is_refused for item in fields):
        return _render_section(request, participant, questionnaire, shown, fields, given)
    return _redirect_onwards(request, participant, questionnaire, shown)


@sign_in_required
@require_POST
def answer(request: SignedInRequest, pk: int, practice: str) -> HttpResponse:
    """Save one answer, as the page does while it is being filled in. 200 saved, 400 refused, 409 conflict."""
    participant = scoped.get_participation(request.user, pk)
    question = _get_question(load_questionnaire(participant.assessment), practice)
    form = AnswerForm(request.POST, question=question)
    field = _save_form(participant, form, None)
    return render(request, "assessments/_answer_state.html", {"field": field}, status=_get_status([field]))


def _build_task(section: Section, given: GivenAnswers, roles: frozenset[str]) -> tuple[Section, Progress, Progress]:
    """A section, how far all of it is, and how far the practices that concern the roles are."""
    mine = [question for question in section.questions if question.concerns(roles)]
    return section, given.progress(section.questions), given.progress(mine)


def _get_question(questionnaire: Questionnaire, practice: str) -> Question:
    question = questionnaire.questions.get(practice)
    if question is None:
        raise Http404
    return question


def _save_field(
    request: HttpRequest, participant: Participant, question: Question, given: GivenAnswers
) -> PracticeField:
    form = AnswerForm(request.POST, question=question)
    if not form.is_sent() or request.POST.get("take") == question.key:
        return show_stored(question, given.of(question))
    return _save_form(participant, form, given)


def _save_form(participant: Participant, form: AnswerForm, given: GivenAnswers | None) -> PracticeField:
    """Save one form; a form that says just what `given` holds is left alone."""
    if not form.is_valid():
        return show_errors(form, load_given_answer(participant, form.question))
    if given is not None and is_unchanged(form, given.of(form.question)):
        return show_stored(form.question, given.of(form.question))
    try:
        outcome = save_answer(participant=participant, question=form.question, change=build_change(form))
    except ChangeIdTakenError:
        form.add_error("change", _("This change was already used for something else. Send the answer again."))
        return show_errors(form, load_given_answer(participant, form.question))
    except WordingChangedError:
        form.add_error("revision", REWORDED)
        return show_errors(form, load_given_answer(participant, form.question))
    return show_outcome(form, outcome)


def _get_status(fields: list[PracticeField]) -> int:
    if any(field.stored is not None or field.is_closed for field in fields):
        return CONFLICT
    return BAD if any(field.errors for field in fields) else OK


def _render_section(
    request: HttpRequest,
    participant: Participant,
    questionnaire: Questionnaire,
    shown: Section,
    fields: list[PracticeField],
    given: GivenAnswers,
) -> HttpResponse:
    elsewhere = link_elsewhere(participant, shown)
    context = {
        "participant": participant,
        "assessment": participant.assessment,
        "section": shown,
        "rows": build_rows(participant, fields),
        "refused": [field for field in fields if field.is_refused],
        "number": questionnaire.sections.index(shown) + 1,
        "sections": questionnaire.sections,
        "remaining": count_remaining(questionnaire, shown, fields, given),
        "next_open": link_next(fields, elsewhere),
        "elsewhere": elsewhere,
        "return_to": read_return(request),
        "is_open": is_open(participant),
        "csrf_cookie_name": settings.CSRF_COOKIE_NAME,
    }
    return render(request, "assessments/section.html", context, status=_get_status(fields))


def _redirect_onwards(
    request: HttpRequest, participant: Participant, questionnaire: Questionnaire, shown: Section
) -> HttpResponse:
    """Where the button leads that was pressed, or the link by which the person came here."""
    pk = participant.assessment_id
    if "later" in request.POST:
        messages.success(request, _("Your answers are saved. You can go on at any time."))
        return redirect("assessments:assessment", pk)
    back = TO_SECTION if "check" in request.POST else read_return(request)
    following = questionnaire.after(shown)
    if back or following is None:
        return redirect_back(pk, shown, back or TO_ALL)
    return redirect("assessments:section", pk, following.model, following.key)
