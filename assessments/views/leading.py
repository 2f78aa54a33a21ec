"""Leading an assessment: who answers, how far they are, and when collecting is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access
from assessments.actions.collecting import (
    GroupsFormedError,
    HasAnsweredError,
    NotCollectingError,
    NotDraftError,
    StaysByGroupError,
    TooFewAnsweredError,
    close_collecting,
    may_remove,
    open_collecting,
    remove_participant,
    reopen_collecting,
)
from assessments.actions.inviting import Asked, ask_people, gather_untold
from assessments.forms import PeopleForm
from assessments.models import Assessment
from assessments.queries import scoped
from assessments.queries.handovers import list_proposals
from assessments.queries.inheriting import load_asked
from assessments.queries.inviting import Ask, Way, list_last_people, list_planned
from assessments.queries.progress import WARN_ABOVE, count_untold, list_progress
from assessments.queries.questionnaires import compute_minutes
from assessments.views.access import sign_in_required
from assessments.views.board import has_board
from assessments.views.inviting import has_mail, tell

if TYPE_CHECKING:
    from assessments.views.access import SignedInRequest


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who answers and how far each is; adds a person."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    sent = request.POST if request.method == "POST" else None
    form = PeopleForm(sent, people=access.list_people(assessment.unit))
    if form.is_valid():
        return _add(request, assessment, form)
    return render(
        request, "assessments/people.html", _describe(request, assessment, form), status=400 if form.is_bound else 200
    )


@sign_in_required
@require_POST
def remove(request: SignedInRequest, pk: int, participant: int) -> HttpResponse:
    """Take somebody out who has not answered yet."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    leaving = get_object_or_404(assessment.participants.select_related("user", "assessment"), pk=participant)
    try:
        remove_participant(participant=leaving, by=request.user)
        messages.success(request, _("%(name)s no longer takes part.") % {"name": leaving.user})
    except HasAnsweredError:
        messages.error(request, _("%(name)s has answered already and stays.") % {"name": leaving.user})
    except StaysByGroupError:
        text = _("Answers are shown by group. Taking %(name)s out could tell whether they have begun, so they stay.")
        messages.error(request, text % {"name": leaving.user})
    except NotCollectingError:
        messages.error(request, _("Collecting is over; nobody can be removed any more."))
    return redirect("assessments:people", pk)


@sign_in_required
@require_POST
def open_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask everybody who takes part in a draft to answer from now on, and tell them so."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    try:
        open_collecting(assessment=assessment, by=request.user)
    except NotDraftError:
        messages.info(request, _("Collecting was opened before."))
        return redirect("assessments:people", pk)
    messages.success(request, _("Collecting is open. The people who take part can answer now."))
    assessment.refresh_from_db(fields=["state"])
    asked = gather_untold(assessment=assessment, by=request.user) if has_mail() else Asked()
    return tell(request, assessment, asked, by_mail=True)


@sign_in_required
@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """End collecting, for everybody; the board opens."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    try:
        close_collecting(assessment=assessment, by=request.user)
    except TooFewAnsweredError:
        text = _(
            "Fewer than three people have answered. Answers are shown by group, so closing now would give theirs away. "
            "Wait until at least three have answered."
        )
        messages.error(request, text)
        return redirect("assessments:people", pk)
    except NotCollectingError:
        messages.info(request, _("Collecting was over already, or is not open yet."))
    return redirect("assessments:board", pk)


@sign_in_required
@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let those who have not submitted answer on."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    try:
        reopen_collecting(assessment=assessment, by=request.user)
        messages.success(request, _("Those who have not submitted can answer again."))
    except NotCollectingError:
        messages.info(request, _("Answers are being collected, or the assessment is finalised."))
    except GroupsFormedError:
        text = _("Answers are shown by group. Opening again would let later answers be told apart, so it stays closed.")
        messages.error(request, text)
    return redirect("assessments:people", pk)


def _add(request: SignedInRequest, assessment: Assessment, form: PeopleForm) -> HttpResponse:
    """Without mail the page asks to tell them in another way."""
    user, roles = form.cleaned_data["user"], tuple(form.cleaned_data["roles"])
    asks = [Ask(email=user.email, roles=roles, assessment=assessment, way=Way.JOINS, user=user)]
    try:
        asked = ask_people(asks=asks, organisation=assessment.unit.organisation, by=request.user)
    except NotCollectingError:
        messages.error(request, _("Collecting is over; nobody can be added any more."))
        return redirect("assessments:people", assessment.pk)
    messages.success(request, _("%(name)s takes part.") % {"name": user})
    return tell(request, assessment, asked if has_mail() else Asked(), by_mail=True)


def _describe(request: SignedInRequest, assessment: Assessment, form: PeopleForm) -> dict[str, object]:
    questionnaire = load_asked(assessment)
    people, is_open = list_progress(assessment, questionnaire), assessment.is_open
    return {
        "assessment": assessment,
        "form": form,
        "people": people,
        "planned": list_planned(assessment) if is_open else [],
        "untold": count_untold(people, besides=request.user.pk, by_group=assessment.is_by_group),
        "burdened": sum(person.has_many for person in people),
        "warn_above": WARN_ABOVE,
        "has_last": is_open and bool(list_last_people(assessment)),
        "total": len(questionnaire.questions),
        "minutes": compute_minutes(len(questionnaire.questions)),
        "is_draft": assessment.state == Assessment.State.DRAFT,
        "may_remove": may_remove(assessment),
        "proposals": list_proposals(assessment),
        "is_collecting": is_open,
        "may_reopen": assessment.state == Assessment.State.REVIEWING and not assessment.is_by_group,
        "has_board": has_board(assessment),
    }
