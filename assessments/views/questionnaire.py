"""The questionnaire: a page per section, and saving one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.actions.answers import ChangeIdTakenError, WordingChangedError, is_open, save_answer
from assessments.forms import REWORDED, AnswerForm
from assessments.queries import scoped
from assessments.queries.answers import GivenAnswers, load_given_answer, load_given_answers
from assessments.queries.inheriting import load_asked
from assessments.queries.own import load_own
from assessments.queries.progress import find_exposure
from assessments.queries.questionnaires import Question, Questionnaire, Section, load_questionnaire
from assessments.views.access import sign_in_required
from assessments.views.practice_fields import (
    PracticeField,
    build_change,
    is_unchanged,
    show_errors,
    show_outcome,
    show_stored,
)
from assessments.views.returning import TO_ALL, TO_SECTION, read_return, redirect_back, wants_all
from assessments.views.section_page import build_page
from assessments.views.suggesting import is_confirming, link_confirmed, read_sent
from assessments.wording.people import say_exposure

if TYPE_CHECKING:
    from assessments.models import Participant
    from assessments.views.access import SignedInRequest

OK, BAD, CONFLICT = 200, 400, 409


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: SignedInRequest, pk: int, model: str, dimension: str) -> HttpResponse:
    """One section. A POST saves all of it, which is how it works without JavaScript."""
    participant = scoped.get_participation(request.user, pk)
    questionnaire = load_asked(participant.assessment)
    shown = questionnaire.section(model, dimension)
    if shown is None:
        raise Http404
    given = load_given_answers(participant, questionnaire)
    if request.method != "POST":
        fields = [show_stored(question, given.of(question)) for question in shown.questions]
        return _render_section(request, participant, questionnaire, shown, fields, given)
    sent = read_sent(request, participant, questionnaire, shown, given)
    fields = [_save_field(sent, participant, question, given) for question in shown.questions]
    if any(item.is_refused for item in fields):
        return _render_section(request, participant, questionnaire, shown, fields, given)
    return _redirect_onwards(request, participant, questionnaire, shown)


@sign_in_required
@require_POST
def answer(request: SignedInRequest, pk: int, practice: str) -> HttpResponse:
    """Save one answer, as the page does while it is being filled in. 200 saved, 400 refused, 409 conflict.

    A page may be older than the assessment that answers a practice for the whole organisation: what it sends is kept.
    """
    participant = scoped.get_participation(request.user, pk)
    question = _get_question(load_questionnaire(participant.assessment), practice)
    form = AnswerForm(request.POST, question=question)
    field = _save_form(participant, form, None)
    context = {"field": field, "is_open": is_open(participant)}
    return render(request, "assessments/_answer_state.html", context, status=_get_status([field]))


def _get_question(questionnaire: Questionnaire, practice: str) -> Question:
    question = questionnaire.questions.get(practice)
    if question is None:
        raise Http404
    return question


def _save_field(sent: QueryDict, participant: Participant, question: Question, given: GivenAnswers) -> PracticeField:
    form = AnswerForm(sent, question=question)
    if not form.is_sent() or sent.get("take") == question.key:
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
    own = load_own(participant, questionnaire)
    context = {
        "participant": participant,
        "assessment": participant.assessment,
        "section": shown,
        "page": build_page(participant, questionnaire, shown, own, fields, given, is_unfolded=wants_all(request)),
        "refused": [field for field in fields if field.is_refused],
        "number": questionnaire.sections.index(shown) + 1,
        "sections": questionnaire.sections,
        "return_to": read_return(request),
        "is_open": is_open(participant),
        "exposure": say_exposure(find_exposure(participant)),
        "csrf_cookie_name": settings.CSRF_COOKIE_NAME,
    }
    return render(request, "assessments/section.html", context, status=_get_status(fields))


def _redirect_onwards(
    request: HttpRequest, participant: Participant, questionnaire: Questionnaire, shown: Section
) -> HttpResponse:
    """Where the button leads that was pressed, or the link by which the person came here."""
    pk = participant.assessment_id
    if is_confirming(request):
        return redirect(link_confirmed(request, shown))
    if "later" in request.POST:
        messages.success(request, _("Your answers are saved. You can go on at any time."))
        return redirect("assessments:assessment", pk)
    back = TO_SECTION if "check" in request.POST else read_return(request)
    following = load_own(participant, questionnaire).following(questionnaire, shown)
    if back or following is None:
        return redirect_back(pk, shown, back or TO_ALL)
    return redirect("assessments:section", pk, following.model, following.key)
