"""Handing practices over to a colleague: one practice, what is left of a section, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.actions.answers import is_open
from assessments.actions.handing import (
    AlreadyAnsweredError,
    NotOpenError,
    dismiss_proposal,
    end_handover,
    hand_over,
)
from assessments.actions.reminding import tell_receiver
from assessments.forms import HandoverForm
from assessments.models import Handover
from assessments.queries import scoped
from assessments.queries.answers import load_given_answers
from assessments.queries.handovers import Handed, list_colleagues, load_handovers
from assessments.queries.inheriting import load_asked
from assessments.queries.own import load_own
from assessments.views.access import sign_in_required

if TYPE_CHECKING:
    from assessments.models import Participant
    from assessments.queries.questionnaires import Question, Questionnaire, Section
    from assessments.views.access import SignedInRequest


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: SignedInRequest, pk: int, practice: str) -> HttpResponse:
    """Hand one practice over."""
    participant = scoped.get_participation(request.user, pk)
    questionnaire = load_asked(participant.assessment)
    shown = questionnaire.section_of(practice)
    if shown is None:
        raise Http404
    return _hand_over(request, participant, questionnaire, shown, [questionnaire.questions[practice]])


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: SignedInRequest, pk: int, model: str, dimension: str) -> HttpResponse:
    """Hand over what is left of the person's own practices in a section."""
    participant = scoped.get_participation(request.user, pk)
    questionnaire = load_asked(participant.assessment)
    shown = questionnaire.section(model, dimension)
    if shown is None:
        raise Http404
    return _hand_over(request, participant, questionnaire, shown, shown.questions)


@sign_in_required
@require_safe
def handovers(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the person has handed over and what was handed to them, each with a way to end it."""
    participant = scoped.get_participation(request.user, pk)
    questionnaire = load_asked(participant.assessment)
    known = load_handovers([participant.pk])[participant.pk]
    context = {
        "assessment": participant.assessment,
        "given": _pair(known.given.values(), questionnaire),
        "received": _pair(known.received.values(), questionnaire),
        "is_open": is_open(participant),
    }
    return render(request, "assessments/handovers.html", context)


@sign_in_required
@require_POST
def end(request: SignedInRequest, pk: int, handover: int) -> HttpResponse:
    """Take a practice back, or give it back."""
    participant = scoped.get_participation(request.user, pk)
    mine = Handover.objects.filter(Q(giver=participant) | Q(receiver=participant))
    try:
        end_handover(handover=get_object_or_404(mine, pk=handover), by=participant)
        messages.success(request, _("The practice is back."))
    except AlreadyAnsweredError:
        messages.info(request, _("Your colleague has answered it already. You may still answer it too."))
    except NotOpenError:
        messages.error(request, _("You have submitted, or collecting is over; nothing can be handed over any more."))
    return redirect("assessments:handovers", pk)


@sign_in_required
@require_POST
def dismiss(request: SignedInRequest, pk: int, handover: int) -> HttpResponse:
    """A lead adds nobody with the address that was proposed."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    waiting = Handover.objects.filter(giver__assessment=assessment, receiver=None)
    dismiss_proposal(handover=get_object_or_404(waiting, pk=handover), by=request.user)
    messages.success(request, _("The proposal is dismissed. The practices stay with those who have them."))
    return redirect("assessments:people", pk)


def _hand_over(
    request: SignedInRequest,
    participant: Participant,
    questionnaire: Questionnaire,
    shown: Section,
    asked: Sequence[Question],
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = HandoverForm(sent, user=request.user, colleagues=list_colleagues(participant))
    own, given = load_own(participant, questionnaire), load_given_answers(participant, questionnaire)
    questions = [item for item in asked if own.may_hand_over(item.key) and not given.of(item).kind]
    if form.is_valid():
        _give(request, participant, questions, form)
        return redirect("assessments:section", participant.assessment_id, shown.model, shown.key)
    context = {
        "assessment": participant.assessment,
        "section": shown,
        "questions": questions,
        "form": form,
        "is_open": is_open(participant),
    }
    return render(request, "assessments/hand_over.html", context, status=400 if form.is_bound else 200)


def _give(request: SignedInRequest, giver: Participant, questions: Sequence[Question], form: HandoverForm) -> None:
    data = form.cleaned_data
    try:
        handed = hand_over(
            giver=giver,
            receiver=data["receiver"],
            address=data["address"],
            questions=questions,
            note=data["note"],
        )
    except NotOpenError:
        messages.error(request, _("You or your colleague cannot answer any more, so nothing was handed over."))
        return
    _tell(request, handed, len(questions), data["receiver"])
    if handed and data["receiver"]:
        _mail(request, data["receiver"], len(handed))


def _tell(request: SignedInRequest, handed: Sequence[str], wanted: int, receiver: Participant | None) -> None:
    count = len(handed)
    if not count:
        messages.info(request, _("Nothing was handed over: your colleague has handed the same over, or it is gone."))
    elif receiver is None:
        messages.success(request, _("A lead is asked to add this person. Until then it stays with you."))
    else:
        text = ngettext("%(count)s practice is with %(name)s now.", "%(count)s practices are with %(name)s now.", count)
        messages.success(request, text % {"count": count, "name": receiver})
    if 0 < count < wanted:
        messages.info(request, _("The others stay with you: your colleague has handed them over too."))


def _mail(request: SignedInRequest, receiver: Participant, practices: int) -> None:
    told = tell_receiver(receiver=receiver, practices=practices, link=request.build_absolute_uri)
    if told.refused:
        text = _("The mail to %(name)s could not be sent. Please tell them yourself.")
        messages.error(request, text % {"name": receiver})


def _pair(handed: Iterable[Handed], questionnaire: Questionnaire) -> list[tuple[Handed, Section, Question]]:
    """Each with its section and its question; those that are not asked any more are left out."""
    return [
        (item, section, questionnaire.questions[item.practice])
        for item in handed
        if (section := questionnaire.section_of(item.practice))
    ]
