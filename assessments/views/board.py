"""The agreement board: every practice, what was said of it, and what still needs a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.actions.agree import may_record
from assessments.models import Assessment
from assessments.queries import scoped
from assessments.queries.board import load_board
from assessments.views.access import sign_in_required
from assessments.views.board_rows import Filter, describe_row

if TYPE_CHECKING:
    from assessments.views.access import SignedInRequest


@sign_in_required
@require_safe
def board(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every practice, those that need a conversation first; or why there is nothing to see yet."""
    assessment = scoped.get_reviewed(request.user, pk)
    if not has_board(assessment):
        return render(request, "assessments/board_waiting.html", {"assessment": assessment})
    loaded, chosen = load_board(assessment), Filter.read(request.GET)
    rows = [describe_row(row) for row in loaded.rows if chosen.takes(row)]
    context = {"assessment": assessment, "board": loaded, "rows": rows, "filter": chosen, **chosen.list_options(loaded)}
    return render(request, "assessments/board.html", context)


def has_board(assessment: Assessment) -> bool:
    """Nothing is shown while people answer, so that nobody is led by what others said."""
    return may_record(assessment) or assessment.state == Assessment.State.FINALISED
