"""Last time's answers as suggestions: wanting them, and confirming them one by one or a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from assessments.actions.assessments import set_suggestions
from assessments.queries import scoped
from assessments.queries.earlier import load_suggestions
from assessments.queries.own import load_own
from assessments.views.access import sign_in_required

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessments.models import Participant
    from assessments.queries.answers import GivenAnswers
    from assessments.queries.earlier import EarlierAnswer
    from assessments.queries.questionnaires import Questionnaire, Section
    from assessments.views.access import SignedInRequest

ONE, ALL = "confirm", "confirm-all"


@sign_in_required
@require_POST
def suggestions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the person's answers of last time as suggestions, or no longer. No answer changes."""
    participant = scoped.get_participation(request.user, pk)
    set_suggestions(participant=participant, wanted=request.POST.get("wanted") == "1")
    return redirect("assessments:assessment", pk)


def is_confirming(request: HttpRequest) -> bool:
    return ONE in request.POST or ALL in request.POST


def link_confirmed(request: HttpRequest, shown: Section) -> str:
    """The same page again, at the practice that was confirmed."""
    known = [question.key for question in shown.questions if question.key == request.POST.get(ONE)]
    return "#".join([request.get_full_path(), *known])


def read_sent(
    request: HttpRequest, participant: Participant, questionnaire: Questionnaire, shown: Section, given: GivenAnswers
) -> QueryDict:
    """What a section's form sent; where the person confirms suggestions, with these in the fields left empty."""
    if not is_confirming(request) or not participant.wants_suggestions:
        return request.POST
    keys = [request.POST.get(ONE, "")] if ONE in request.POST else _list_first(participant, questionnaire, shown)
    found = load_suggestions(participant, [item for item in shown.questions if item.key in keys], given)
    sent = request.POST.copy()
    for key, answer in found.items():
        if not sent.get(f"{key}-choice"):
            _fill(sent, key, answer)
    return sent


def _list_first(participant: Participant, questionnaire: Questionnaire, shown: Section) -> Iterable[str]:
    """What the page puts first; the rest is folded away, and nobody confirms what they may not have seen."""
    own = load_own(participant, questionnaire).select(shown.questions)
    return {question.key for question in own or shown.questions}


def _fill(sent: QueryDict, key: str, answer: EarlierAnswer) -> None:
    typed = {"reason": answer.reason, "comment": answer.comment, "evidence": "\n".join(answer.evidence)}
    sent[f"{key}-choice"] = answer.choice
    for name, text in typed.items():
        sent[f"{key}-{name}"] = sent.get(f"{key}-{name}") or text
