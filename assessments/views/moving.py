"""Moving an assessment to newer versions, seeing first what that does, and taking it back. For leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from assessments.actions.moving import MoveRefusedError, find_refusal, move_assessment, undo_move
from assessments.models import Assessment
from assessments.queries import scoped
from assessments.queries.archive import load_archive
from assessments.queries.inheriting import load_asked
from assessments.queries.moving import find_last_move, list_answered_since, list_newer, list_pinned, plan_move
from assessments.views.access import sign_in_required
from assessments.wording.moving import say_refusal
from assessments.wording.versions import say_clash

if TYPE_CHECKING:
    from assessments.models import ModelVersion
    from assessments.views.access import SignedInRequest

OK, CONFLICT = 200, 409


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: SignedInRequest, pk: int) -> HttpResponse:
    """The pinned versions, the newer ones, and what moving to the chosen ones (`?to=<id>`) does. A POST moves."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    newer = list_newer(list_pinned(assessment))
    sent = request.POST if request.method == "POST" else request.GET
    chosen = [version for version in newer if str(version.pk) in sent.getlist("to")]
    if request.method != "POST":
        return _render(request, assessment, newer, chosen if "to" in sent or "chosen" in sent else newer)
    try:
        move_assessment(assessment=assessment, versions=chosen, seen=_read_ids(sent.getlist("seen")), by=request.user)
    except MoveRefusedError as error:
        return _render(request, assessment, newer, chosen, error)
    messages.success(request, _("The assessment now asks the newer versions. Every answer was kept."))
    return redirect("assessments:versions", pk)


@sign_in_required
@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the last move back."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    try:
        undo_move(assessment=assessment, by=request.user)
    except MoveRefusedError as error:
        newer = list_newer(list_pinned(assessment))
        return _render(request, assessment, newer, newer, error)
    messages.success(request, _("The move is undone. The assessment asks what it asked before."))
    return redirect("assessments:versions", pk)


@sign_in_required
@require_safe
def archive(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answers to practices that are no longer asked: one's own, and for a lead those that they may see."""
    assessment = scoped.get_assessment(request.user, pk)
    is_lead = access.may_lead(request.user, assessment.unit)
    if not is_lead:
        scoped.get_participation(request.user, pk)
    kept = load_archive(assessment, load_asked(assessment), request.user, is_lead=is_lead)
    context = {"assessment": assessment, "archive": kept, "is_lead": is_lead}
    return render(request, "assessments/archive.html", context)


def _render(
    request: SignedInRequest,
    assessment: Assessment,
    newer: Sequence[ModelVersion],
    chosen: Sequence[ModelVersion],
    error: MoveRefusedError | None = None,
) -> HttpResponse:
    assessment.refresh_from_db(fields=["state"])
    last, refusal = find_last_move(assessment), find_refusal(assessment)
    plan = plan_move(assessment, chosen) if chosen else None
    context = {
        "assessment": assessment,
        "pinned": list_pinned(assessment),
        "newer": newer,
        "chosen": chosen,
        "plan": plan,
        "shows_counts": not assessment.is_by_group,
        "clashes": [say_clash(clash) for clash in plan.clashes] if plan else [],
        "closed": say_refusal(refusal) if refusal else "",
        "last": last,
        "may_undo": last is not None and refusal is None and not list_answered_since(last).exists(),
        "error": say_refusal(error.refusal) if error else "",
    }
    return render(request, "assessments/versions.html", context, status=CONFLICT if error else OK)


def _read_ids(texts: Sequence[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdecimal()]
