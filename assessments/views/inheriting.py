"""What an assessment takes over from the whole organisation, and saying where it differs here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from assessments import wording
from assessments.actions.answers import is_open
from assessments.actions.differences import (
    DifferenceClosedError,
    NothingSaidError,
    SaidAlreadyError,
    refuse_difference,
    say_difference,
)
from assessments.forms import ReasonForm
from assessments.models import Assessment
from assessments.queries import scoped
from assessments.queries.differences import Difference, InheritedPractice, load_inherited
from assessments.views.access import sign_in_required

if TYPE_CHECKING:
    from assessments.views.access import SignedInRequest

CONFLICT = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class InheritedLine:
    """An inherited practice in words. `answer` is empty until it is settled for the whole organisation."""

    key: str
    title: str
    statement: str
    section: str
    answer: str
    difference: Difference | None
    has_own: bool

    @property
    def is_contested(self) -> bool:
        return self.difference is not None and not self.difference.is_refused and not self.has_own


@sign_in_required
@require_safe
def inherited(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every practice that is answered for the whole organisation, with its answer once that is settled."""
    assessment = _get(request, pk)
    lines = [_describe(row) for row in load_inherited(assessment)]
    return render(request, "assessments/inherited.html", {"assessment": assessment, "lines": lines})


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def differs(request: SignedInRequest, pk: int, practice: str) -> HttpResponse:
    """One inherited practice: what somebody here says against it; takes a reason why it differs."""
    assessment = _get(request, pk)
    row = _find(assessment, practice)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not _may_say(request, assessment):
        raise PermissionDenied
    if not form.is_valid():
        return _render(request, assessment, row, form=form, status=400 if form.is_bound else 200)
    try:
        say_difference(
            assessment=assessment, question=row.question, reason=form.cleaned_data["reason"], by=request.user
        )
    except SaidAlreadyError:
        text = _("Somebody said so meanwhile; a lead settles it. Your reason is still in the form.")
        return _render(request, assessment, _find(assessment, practice), form=form, refusal=text, status=CONFLICT)
    except DifferenceClosedError:
        return _render(request, assessment, row, form=form, refusal=_say_closed(), status=CONFLICT)
    messages.success(request, _("It is noted that this differs here. A lead settles it."))
    return redirect("assessments:inherited", pk)


@sign_in_required
@require_POST
def refuse_differs(request: SignedInRequest, pk: int, practice: str) -> HttpResponse:
    """Let the inherited answer stand, with a reason."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    row = _find(assessment, practice)
    form = ReasonForm(request.POST, prefix="refuse")
    if not form.is_valid():
        return _render(request, assessment, row, refuse=form, status=400)
    try:
        reason = form.cleaned_data["reason"]
        refuse_difference(assessment=assessment, question=row.question, reason=reason, by=request.user)
        messages.success(request, _("The answer of the whole organisation stands."))
    except NothingSaidError:
        messages.info(request, _("Nothing was left to refuse."))
    except DifferenceClosedError:
        messages.error(request, _say_closed())
    return redirect("assessments:inherited", pk)


def _get(request: SignedInRequest, pk: int) -> Assessment:
    """For whoever takes part, and for leads."""
    assessment = scoped.get_assessment(request.user, pk)
    if not assessment.participants.filter(user=request.user).exists():
        access.require_lead(request.user, assessment.unit)
    return assessment


def _may_say(request: SignedInRequest, assessment: Assessment) -> bool:
    """Leads until it is final, others while they may answer."""
    if access.may_lead(request.user, assessment.unit):
        return assessment.state != Assessment.State.FINALISED
    own = assessment.participants.filter(user=request.user).select_related("assessment").first()
    return own is not None and is_open(own)


def _find(assessment: Assessment, practice: str) -> InheritedPractice:
    found = next((row for row in load_inherited(assessment) if row.question.key == practice), None)
    if found is None:
        raise Http404
    return found


def _say_closed() -> str:
    return _("This is settled: the unit has an answer of its own, or the assessment is finalised.")


def _render(
    request: SignedInRequest,
    assessment: Assessment,
    row: InheritedPractice,
    *,
    form: ReasonForm | None = None,
    refuse: ReasonForm | None = None,
    refusal: str = "",
    status: int,
) -> HttpResponse:
    line = _describe(row)
    may_lead = access.may_lead(request.user, assessment.unit)
    may_say = _may_say(request, assessment) and not line.has_own
    asks = may_say and (not line.is_contested or status == CONFLICT)
    context = {
        "assessment": assessment,
        "line": line,
        "may_record": may_lead and assessment.state == Assessment.State.REVIEWING,
        "form": (form or ReasonForm()) if asks else None,
        "refuse": (refuse or ReasonForm(prefix="refuse")) if may_say and may_lead and line.is_contested else None,
        "refusal": refusal,
    }
    return render(request, "assessments/differs.html", context, status=status)


def _describe(row: InheritedPractice) -> InheritedLine:
    return InheritedLine(
        key=row.question.key,
        title=row.question.title,
        statement=row.question.statement,
        section=row.section.name,
        answer=wording.say_answer(row.taken, row.question.scale.point_names) if row.is_known else "",
        difference=row.difference,
        has_own=row.has_own,
    )
