"""The entries of the trail in words: who, what, from what, to what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Assessment, TrailEntry
from assessments.wording.answers import say_evidence_state, say_kind
from assessments.wording.numbers import say_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessments.queries.trail import Side, TrailLine

Action = TrailEntry.Action
_BASELINES = (Action.BASELINE, Action.NO_BASELINE)


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
    if action == Action.DUE:
        return _say_day(side) or _("no due day")
    if side.is_usual is not None:
        return _("the usual text") if side.is_usual else side.text or _("a text of the lead’s own")
    if side.versions:
        return _("; ").join(_list_setup(side, action))
    if side.addresses is not None:
        return _say_addresses(side)
    if side.person is not None:
        return _say_participant(side)
    return _("revision %(number)d") % {"number": side.revision} if side.revision else ""


def _say_answer(side: Side, action: str) -> str:
    """An agreed answer without a kind says that the practice was left open."""
    if action == Action.AGREED and not side.kind:
        return _("Left open")
    answer = say_kind(side.kind or "", "point", {"point": side.point})
    state = say_evidence_state(side.evidence)
    if day := _say_day(side):
        state = _("%(state)s, holds until %(day)s") % {"state": state, "day": day}
    return _("%(answer)s (%(state)s)") % {"answer": answer, "state": state} if state else answer


def _list_setup(side: Side, action: str) -> Iterator[str]:
    """What is measured and how, or the earlier result of one model: only what was written down."""
    reached = _("%(version)s: reached %(level)s") if action in _BASELINES else _("%(version)s: target %(level)s")
    levels = side.levels or ("",) * len(side.versions)
    for version, level in zip(side.versions, levels, strict=True):
        yield reached % {"version": version, "level": level} if level else version
    if side.scope:
        yield str(Assessment.Scope(side.scope).label)
    if side.confidentiality:
        yield str(Assessment.Confidentiality(side.confidentiality).label)
    if day := _say_day(side):
        yield (_("taken on %(day)s") if action in _BASELINES else _("due on %(day)s")) % {"day": day}


def _say_day(side: Side) -> str:
    return date_format(side.day, "DATE_FORMAT") if side.day else ""


def _say_addresses(side: Side) -> str:
    text = ngettext("%(count)d address: %(roles)s", "%(count)d addresses: %(roles)s", side.addresses or 0)
    return text % {"count": side.addresses, "roles": say_list(side.roles)}


def _say_participant(side: Side) -> str:
    name = side.person or _("Somebody who was erased")
    roles = say_list(side.roles)
    return _("%(name)s: %(roles)s") % {"name": name, "roles": roles} if roles else name
