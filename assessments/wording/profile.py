"""Sentences about changes of an organisation's profile."""

from __future__ import annotations

from django.utils.translation import gettext as _

from assessments.models import ProfileChange

Part = ProfileChange.Part


def say_change(change: ProfileChange) -> str:
    """What was changed, from what to what."""
    if change.part in (Part.FILLED, Part.VACATED):
        who = change.member.get_full_name() if change.member else _("somebody without an account here")
        words = _("%(role)s: %(who)s put in") if change.part == Part.FILLED else _("%(role)s: %(who)s taken out")
        return words % {"role": change.role, "who": who}
    old, new = (name or _("not said") for name in (change.old, change.new))
    return _("%(part)s: %(new)s (before: %(old)s)") % {"part": change.get_part_display(), "old": old, "new": new}
