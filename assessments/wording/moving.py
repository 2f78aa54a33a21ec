"""Sentences about moving an assessment to newer versions. The codes are those of `actions.moving.Refusal`."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: Mapping[str, Promise] = {
    "closed": _(
        "Collecting answers is over, so this assessment keeps its versions: its result rests on what was asked. Start "
        "a new assessment to ask the newer wording."
    ),
    "submitted": _(
        "Somebody has submitted their answers, and submitted answers are never changed. This assessment keeps its "
        "versions. Start a new assessment to ask the newer wording."
    ),
    "nothing_chosen": _("Choose at least one newer version."),
    "not_newer": _(
        "One of the versions is not a newer published version of a model of this assessment. Look at the choice again."
    ),
    "pins_changed": _("The versions of this assessment have changed since you opened the page. Look at them again."),
    "clash": _("These versions cannot be asked together."),
    "no_move": _("There is no move that could be undone."),
    "answered_since": _(
        "Somebody has already answered or confirmed a practice that the move added or reworded, so it can no longer be "
        "undone."
    ),
}


def say_refusal(code: str) -> str:
    """Why an assessment stays at its versions, and what to do instead."""
    return str(REFUSALS[code])
