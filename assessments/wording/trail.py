"""The entries of the trail in words: who, what, from what, to what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from assessments.models import TrailEntry
from assessments.wording.answers import say_evidence_state, say_kind
from assessments.wording.numbers import say_list

if TYPE_CHECKING:
    from assessments.queries.trail import Side, TrailLine

Action = TrailEntry.Action


def say_actor(line: TrailLine) -> str:
    """Whose act it was. Of somebody who was erased only that there was somebody."""
    if line.is_automatic:
        return _("Nobody: everybody had submitted")
    return line.person or _("Somebody who was erased")


def say_action(code: str) -> str:
    """What was done; the code itself where a newer release wrote one that this one does not know."""
    return str(Action(code).label) if code in Action.values else code


def say_side(side: Side | None, action: str) -> str:
    """What stood before, or after. Empty where there is nothing to say."""
    if side is None:
        return ""
    if side.kind is not None:
        return _say_answer(side, action)
    if side.versions:
        return say_list(side.versions)
    if side.person is not None:
        return _say_participant(side)
    return _("revision %(number)d") % {"number": side.revision} if side.revision else ""


def _say_answer(side: Side, action: str) -> str:
    """An agreed answer without a kind says that the practice was left open."""
    if action == Action.AGREED and not side.kind:
        return _("Left open")
    answer = say_kind(side.kind or "", "point", {"point": side.point})
    state = say_evidence_state(side.evidence)
    return _("%(answer)s (%(state)s)") % {"answer": answer, "state": state} if state else answer


def _say_participant(side: Side) -> str:
    name = side.person or _("Somebody who was erased")
    roles = say_list(side.roles)
    return _("%(name)s: %(roles)s") % {"name": name, "roles": roles} if roles else name
