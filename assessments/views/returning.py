"""Where a person wants to be led back to after changing an answer: named by a word, never by an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from assessments.queries.questionnaires import Section

TO_ALL, TO_SECTION = "check", "section-check"


def read_return(request: HttpRequest) -> str:
    """The word in the page's address, or nothing when it is not one of ours."""
    word = request.GET.get("return", "")
    return word if word in (TO_ALL, TO_SECTION) else ""


def wants_all(request: HttpRequest) -> bool:
    """Whether what is not the person's own is to be shown unfolded, and walked too."""
    return "all" in request.GET


def redirect_back(pk: int, shown: Section, word: str) -> HttpResponse:
    """To the page with the answers of the section, or with all of them."""
    if word == TO_SECTION:
        return redirect("assessments:check-section", pk, shown.model, shown.key)
    return redirect("assessments:check", pk)
