"""What bringing in a model file, or loading the shipped ones, does, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.exchange import Difference, DraftPlan, Rewording, Why


def say_draft(plan: DraftPlan) -> str:
    """Which draft it becomes."""
    words = {"name": plan.version.name, "number": plan.version.number, "found": plan.number_in_file}
    if plan.version.number != plan.number_in_file:
        return _("A new draft, %(name)s %(number)s; version %(found)s, as the file calls it, is there already.") % words
    if plan.is_new_model:
        return _("A new model, with the draft %(name)s %(number)s.") % words
    return _("A new draft, %(name)s %(number)s.") % words


def say_size(plan: DraftPlan) -> str:
    """How large it is."""
    version = plan.version
    parts = (
        ngettext("%(n)d level", "%(n)d levels", len(version.levels)) % {"n": len(version.levels)},
        ngettext("%(n)d dimension", "%(n)d dimensions", len(version.dimensions)) % {"n": len(version.dimensions)},
        ngettext("%(n)d practice", "%(n)d practices", len(version.criteria)) % {"n": len(version.criteria)},
    )
    return _("It has %(parts)s.") % {"parts": ", ".join(parts)}


def list_counts(plan: DraftPlan) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(what happens, to what), for everything that happens to something; what stays as it is is only counted."""
    scales = tuple(scale.key for scale in plan.fresh.scales)
    added = tuple(f"{item.key}: “{item.statement}”" for item in plan.new_practices)
    reworded = tuple(say_rewording(item) for item in plan.reworded)
    same, dropped = len(plan.unchanged), plan.dropped
    lost = ngettext(
        "%(n)d practice is counted by the version before and not by this one",
        "%(n)d practices are counted by the version before and not by this one",
        len(dropped),
    )
    counts = (
        (ngettext("%(n)d new scale", "%(n)d new scales", len(scales)), len(scales), scales),
        (ngettext("%(n)d new practice", "%(n)d new practices", len(added)), len(added), added),
        (ngettext("%(n)d reworded practice", "%(n)d reworded practices", len(reworded)), len(reworded), reworded),
        (ngettext("%(n)d practice as it is stored", "%(n)d practices as they are stored", same), same, ()),
        (lost, len(dropped), dropped),
    )
    return tuple((text % {"n": number}, keys) for text, number, keys in counts if number)


def say_rewording(item: Rewording) -> str:
    """The practice, its new revision, and both statements when they differ."""
    words = {"key": item.after.key, "number": item.after.revision, "old": item.before.statement}
    if item.before.statement == item.after.statement:
        return _("%(key)s becomes revision %(number)d with other details.") % words
    text = _("%(key)s becomes revision %(number)d: “%(old)s” → “%(new)s”")
    return text % {**words, "new": item.after.statement}


def say_scores_are_ours() -> str:
    """What an imported model has in common with its source, and what not."""
    return _(
        "Scores and levels are counted by the rules of this product, not by those of the source. What carries over "
        "from a source is the structure of its model and the answers that it offers."
    )


def say_kept(item: Difference) -> str:
    """Which item is not as its file has it, and why it stays so."""
    what = f"{_KINDS[item.kind]} {item.key}"
    return _("%(what)s: %(why)s") % {"what": what, "why": _WHYS[item.why]}


_KINDS = {
    "scales": gettext_lazy("Scale"),
    "risks": gettext_lazy("Risk"),
    "roles": gettext_lazy("Role"),
    "activities": gettext_lazy("Activity"),
    "guides": gettext_lazy("Guide"),
    "practices": gettext_lazy("Practice"),
    "versions": gettext_lazy("Model version"),
}
_WHYS = {
    Why.EDITED: gettext_lazy("edited here, and kept so."),
    Why.BOTH_CHANGED: gettext_lazy("edited here, and kept so; the shipped text has changed too."),
    Why.REMOVED: gettext_lazy("removed here, and kept so."),
    Why.FIXED: gettext_lazy("kept as it is: its file has changed without a new number."),
    Why.UNKNOWN: gettext_lazy(
        "made here under the same key or number, and kept so; rename it to load the shipped one."
    ),
}
