"""How far the answering is, and reminding those who have not submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from assessments.actions.reminding import remind
from assessments.queries import scoped
from assessments.queries.inheriting import load_asked
from assessments.queries.reminding import list_remindable
from assessments.queries.standing import load_standing
from assessments.views.access import sign_in_required

if TYPE_CHECKING:
    from assessments.views.access import SignedInRequest


@sign_in_required
@require_safe
def standing(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who has not started, started, submitted or is late; by role and by section."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    context = {
        "assessment": assessment,
        "standing": load_standing(assessment, load_asked(assessment)),
        "by_group": assessment.is_by_group,
    }
    return render(request, "assessments/standing.html", context)


@sign_in_required
@require_POST
def send_reminders(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remind everybody who has not submitted, or the one whom `participant` names.

    By group not one alone: the reply would tell whether they have submitted.
    """
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    people = list_remindable(assessment)
    if chosen := request.POST.get("participant", ""):
        if assessment.is_by_group:
            raise PermissionDenied
        get_object_or_404(assessment.participants, pk=chosen if chosen.isdecimal() else 0)
        people = people.filter(pk=chosen)
    result = remind(people=list(people), link=request.build_absolute_uri)
    if result.sent:
        text = ngettext("%(count)d reminder is sent.", "%(count)d reminders are sent.", result.sent)
        messages.success(request, text % {"count": result.sent})
    elif not result.refused:
        messages.info(request, _("Nobody to remind: all have submitted, were reminded today, or want no reminders."))
    if result.refused:
        messages.error(request, _("The mail server did not take some of the reminders. Try again later."))
    return redirect("assessments:standing", pk)
