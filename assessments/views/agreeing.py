"""One practice of the board, on which a lead records what the unit agreed on and somebody else checks its evidence."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, TypeVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access
from assessments import wording
from assessments.actions.agree import (
    Agreement,
    EvidenceCheck,
    NotReviewing,
    Outcome,
    Overtaken,
    OwnEvidenceError,
    agree,
    check_evidence,
    may_record,
)
from assessments.forms import AgreementForm, EvidenceForm
from assessments.models import Assessment, EvidenceState
from assessments.queries import scoped
from assessments.queries.board import Board, BoardRow, load_board, load_voices
from assessments.views.access import sign_in_required
from assessments.views.board import has_board
from assessments.views.board_rows import build_tally, describe_row, describe_voice

if TYPE_CHECKING:
    from assessments.views.access import SignedInRequest

BAD, CONFLICT = 400, 409
AnyForm = TypeVar("AnyForm", bound=forms.Form)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: SignedInRequest, pk: int, practice: str) -> HttpResponse:
    """One practice: who said what, as far as it may be shown, and what the unit agrees on."""
    assessment = scoped.get_reviewed(request.user, pk)
    loaded, row = _find(assessment, practice)
    if request.method != "POST":
        return _render(request, assessment, loaded, row)
    access.require_lead(request.user, assessment.unit)
    form = AgreementForm(request.POST, question=row.question, needs_reason=needs_reason(row))
    if not form.is_valid():
        return _render(request, assessment, loaded, row, form=form, status=BAD)
    outcome = agree(assessment=assessment, question=row.question, agreement=_read(form), by=request.user)
    if (refusal := say_refusal(outcome)) is not None:
        return _render(request, assessment, loaded, row, form=renew(form, row), refusal=refusal, status=CONFLICT)
    messages.success(request, _("Recorded: %(practice)s") % {"practice": row.question.title})
    return _go_on(assessment, practice)


@sign_in_required
@require_POST
def evidence(request: SignedInRequest, pk: int, practice: str) -> HttpResponse:
    """Mark the evidence of an agreed answer as checked."""
    assessment = scoped.get_reviewed(request.user, pk)
    loaded, row = _find(assessment, practice)
    form = EvidenceForm(request.POST)
    if not form.is_valid():
        return _render(request, assessment, loaded, row, check=form, status=BAD)
    data = form.cleaned_data
    check = EvidenceCheck(change_id=data["change"], seen_version=data["version"], holds_until=data["holds_until"])
    try:
        outcome = check_evidence(assessment=assessment, question=row.question, check=check, by=request.user)
    except OwnEvidenceError:
        text = _("You answered or recorded this yourself. Somebody else has to check its evidence.")
        return _render(request, assessment, loaded, row, check=form, refusal=text, status=CONFLICT)
    if (refusal := say_refusal(outcome)) is not None:
        return _render(request, assessment, loaded, row, check=renew(form, row), refusal=refusal, status=CONFLICT)
    messages.success(request, _("The evidence is marked as checked."))
    return redirect("assessments:board-practice", pk, practice)


def needs_reason(row: BoardRow) -> bool:
    """Where people had answered differently, and where the unit departs from the whole organisation."""
    return row.unit.needs_conversation or row.is_inherited


def say_refusal(outcome: Outcome) -> str | None:
    """Why nothing was stored; None when it was."""
    if isinstance(outcome, Overtaken):
        return _("Somebody recorded this practice meanwhile. See what is recorded now; yours is still in the form.")
    if isinstance(outcome, NotReviewing):
        return _("Nothing can be recorded now: answers are being collected, or the assessment is finalised.")
    return None


def renew(form: AnyForm, row: BoardRow) -> AnyForm:
    """The form as it was sent, on top of what is stored now and as a change of its own."""
    data = form.data.copy()  # type: ignore[attr-defined]
    data["version"], data["change"] = str(row.agreed.version), str(uuid.uuid4())
    form.data = data
    return form


def _find(assessment: Assessment, practice: str) -> tuple[Board, BoardRow]:
    if not has_board(assessment):
        raise Http404
    loaded = load_board(assessment)
    row = loaded.row(practice)
    if row is None:
        raise Http404
    return loaded, row


def _read(form: AgreementForm) -> Agreement:
    data = form.cleaned_data
    return Agreement(
        change_id=data["change"],
        seen_version=data["version"],
        kind=form.kind,
        point_id=form.point_id,
        reason=data["reason"],
        is_linked=data["is_linked"],
    )


def _go_on(assessment: Assessment, practice: str) -> HttpResponse:
    """To the next practice that needs a conversation; to the board after the last."""
    loaded, row = _find(assessment, practice)
    following = loaded.next_open(after=row)
    if following is None:
        return redirect("assessments:board", assessment.pk)
    return redirect("assessments:board-practice", assessment.pk, following.question.key)


def _render(
    request: SignedInRequest,
    assessment: Assessment,
    loaded: Board,
    row: BoardRow,
    *,
    form: AgreementForm | None = None,
    check: EvidenceForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    fresh = _find(assessment, row.question.key)[1] if status == CONFLICT else row
    may_agree = may_record(assessment) and access.may_lead(request.user, assessment.unit)
    may_check = may_record(assessment) and fresh.agreed.kind and fresh.agreed.evidence_state != EvidenceState.CHECKED
    context = {
        "assessment": assessment,
        "row": describe_row(fresh),
        "question": fresh.question,
        "agreed": fresh.agreed,
        "evidence_state": wording.say_evidence_state(fresh.agreed.evidence_state) if fresh.agreed.kind else "",
        "tally": build_tally(fresh.question, loaded.given),
        "voices": [describe_voice(voice, fresh.question) for voice in load_voices(assessment, fresh.question)],
        "form": (form or _start_form(fresh)) if may_agree else None,
        "check": (check or EvidenceForm(initial=_identify(fresh))) if may_check else None,
        "board": loaded,
        "following": loaded.next_open(after=fresh),
        "previous": loaded.previous_open(before=fresh),
        "refusal": refusal,
    }
    return render(request, "assessments/board_practice.html", context, status=status)


def _start_form(row: BoardRow) -> AgreementForm:
    agreed = row.agreed
    choice = agreed.point or agreed.kind or (AgreementForm.LEFT_OPEN if agreed.version else "")
    linked = agreed.evidence_state in (EvidenceState.LINKED, EvidenceState.CHECKED)
    initial = {**_identify(row), "choice": choice, "reason": agreed.reason, "is_linked": linked}
    return AgreementForm(initial=initial, question=row.question, needs_reason=needs_reason(row))


def _identify(row: BoardRow) -> dict[str, object]:
    return {"version": row.agreed.version, "change": uuid.uuid4()}
