"""The launch checklist in words: one line for each thing to look at, and whether it is in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.queries.launching import Launch
from assessments.wording.numbers import say_list

MOST_ROLES, HOUR = 6, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of the checklist. Nothing on it forbids opening: the lead decides."""

    title: str
    text: str
    is_done: bool


def list_checks(launch: Launch) -> Iterator[Check]:
    yield Check(title=_("What is measured"), text=_say_measured(launch), is_done=launch.practices > 0)
    yield Check(title=_("People"), text=_say_people(launch), is_done=launch.people > 0 and not launch.burdened)
    yield Check(title=_("Roles"), text=_say_roles(launch), is_done=not launch.missing and not launch.unheard)
    yield Check(title=_("How answers are shown"), text=_say_shown(launch), is_done=not launch.is_small)
    yield Check(title=_("Due day"), text=_say_due(launch), is_done=launch.due_on is not None and not launch.is_late)
    yield Check(title=_("Invitation text"), text=_say_text(launch), is_done=True)
    waiting = launch.uninvited + launch.waiting + launch.expired
    yield Check(title=_("Not accepted yet"), text=_say_waiting(launch), is_done=not waiting)


def _say_measured(launch: Launch) -> str:
    text = ngettext("%(versions)s: %(count)d practice.", "%(versions)s: %(count)d practices.", launch.practices)
    return text % {"versions": say_list(launch.versions), "count": launch.practices}


def _say_time(minutes: int) -> str:
    """Minutes up to two hours, then hours, rounded up."""
    if minutes <= 2 * HOUR:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = -(-minutes // HOUR)
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}


def _say_people(launch: Launch) -> str:
    if not launch.people:
        return _("Nobody yet. Add people, or record the answers together on the board, as a workshop.")
    text = ngettext(
        "%(count)d person, about %(time)s of work.", "%(count)d people, together about %(time)s of work.", launch.people
    )
    parts = [text % {"count": launch.people, "time": _say_time(launch.minutes)}]
    if launch.burdened:
        many = ngettext(
            "%(count)d of them has many practices; fewer roles each bring better answers.",
            "%(count)d of them have many practices; fewer roles each bring better answers.",
            launch.burdened,
        )
        parts.append(many % {"count": launch.burdened})
    return " ".join(parts)


def _say_roles(launch: Launch) -> str:
    if not launch.missing and not launch.unheard:
        return _("Every practice has somebody who runs it.")
    parts = []
    if launch.missing:
        names = [
            _("%(role)s (%(count)d)") % {"role": m.name, "count": m.practices} for m in launch.missing[:MOST_ROLES]
        ]
        more = [_("and others")] if len(launch.missing) > MOST_ROLES else []
        parts.append(
            _("Nobody answers as the one who runs it, by practices: %(roles)s.") % {"roles": say_list(names + more)}
        )
    if launch.unheard:
        text = ngettext(
            "%(count)d practice is in nobody’s roles at all.",
            "%(count)d practices are in nobody’s roles at all.",
            launch.unheard,
        )
        parts.append(text % {"count": launch.unheard})
    return " ".join(parts)


def _say_shown(launch: Launch) -> str:
    if not launch.by_group:
        return _("Leads see every answer with its name. People are told before they answer.")
    if launch.is_small:
        return _("By group, and with fewer than three people no group can be shown but all together.")
    return _("By group: at least three people together, and nothing before collecting closes.")


def _say_due(launch: Launch) -> str:
    if launch.due_on is None:
        return _("Not set. Two weeks are usual: %(day)s.") % {"day": date_format(launch.suggested, "j F Y")}
    day = date_format(launch.due_on, "j F Y")
    return _("%(day)s has passed.") % {"day": day} if launch.is_late else _("%(day)s.") % {"day": day}


def _say_text(launch: Launch) -> str:
    return _("Your own words.") if launch.has_own_text else _("The usual words. You can change them below.")


def _say_waiting(launch: Launch) -> str:
    counts = (
        (launch.waiting, ngettext("%(count)d invitation is open", "%(count)d invitations are open", launch.waiting)),
        (launch.expired, ngettext("%(count)d has expired", "%(count)d have expired", launch.expired)),
        (
            launch.uninvited,
            ngettext("%(count)d is still to be invited", "%(count)d are still to be invited", launch.uninvited),
        ),
    )
    parts = [text % {"count": count} for count, text in counts if count]
    return _("%(parts)s.") % {"parts": say_list(parts)} if parts else _("Nobody is awaited.")
