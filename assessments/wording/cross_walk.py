"""Two models side by side, in words: an aid to the reader, which makes neither a level nor a score of the two."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from assessments.queries.versions import VersionLabels
from assessments.scoring import Because, Cause, CrossWalkReading
from assessments.wording.placement import name_rung, say_reason

Labels = Mapping[str, VersionLabels]


def say_cross_walk_title(reading: CrossWalkReading, labels: Labels) -> str:
    return _("%(own)s beside %(other)s") % _name_models(reading, labels)


def say_cross_walk(reading: CrossWalkReading, labels: Labels) -> str:
    """Whether the two placements agree, and which one is lower."""
    if reading.lower is None:
        return _say_alike(reading, labels)
    return _(
        "%(higher)s reaches %(level)s. The cross-walk sets %(target)s of %(lower)s beside it; "
        "%(lower)s stands at %(placed)s."
    ) % _describe_difference(reading, labels)


def say_cross_walk_causes(reading: CrossWalkReading, labels: Labels) -> str:
    """The sentence before the practices that make the difference; empty when there is none."""
    if reading.lower is None:
        return ""
    values = _describe_difference(reading, labels)
    if not reading.causes:
        return _("No practice brought in place would bring %(lower)s to %(target)s.") % values
    return _("What holds %(lower)s below %(target)s while %(higher)s is at %(level)s:") % values


def say_cause(cause: Cause, reading: CrossWalkReading, labels: Labels) -> str:
    """Why the practice holds one model and not the other."""
    higher = labels[reading.other if reading.lower == reading.own else reading.own]
    values = {"higher": higher.name, "level": "" if cause.there is None else name_rung(higher, cause.there)}
    sentences = {
        Because.ONLY_HERE: _("%(higher)s does not ask it"),
        Because.NOT_YET_THERE: _("%(higher)s counts it at %(level)s, which is not reached"),
        Because.NOT_DECISIVE_THERE: _("%(higher)s counts it at %(level)s and reaches that level without it"),
        Because.NO_LEVEL_THERE: _("%(higher)s counts it at no level"),
    }
    return sentences[cause.because] % values


def list_cross_walk_obstacles(reading: CrossWalkReading, labels: Labels) -> tuple[str, ...]:
    """What no practice brought in place can mend."""
    return tuple(say_reason(reason, labels[reading.lower]) for reason in reading.obstacles if reading.lower)


def say_cross_walk_note(reading: CrossWalkReading, labels: Labels) -> str:
    """What the comparison is not, and who says which levels stand side by side."""
    note = _("This is an aid for reading. The two results stay apart: no level and no score is made of both.")
    source = labels[reading.own].cross_walk_source
    return f"{note} {_('Which levels stand side by side: %(source)s.') % {'source': source}}" if source else note


def say_standing(reading: CrossWalkReading, labels: Labels, position: int) -> str:
    """Which of the two models stands at a pair, by its position from 0; empty when none does."""
    reached = [count - 1 for count in reading.reached]
    if reached == [position, position]:
        return _("both stand here")
    here = [name for name, at in zip(_name_models(reading, labels).values(), reached, strict=True) if at == position]
    return _("%(model)s stands here") % {"model": here[0]} if here else ""


def _say_alike(reading: CrossWalkReading, labels: Labels) -> str:
    values = _name_models(reading, labels)
    if reading.placed not in reading.pairs:
        return _("%(own)s and %(other)s agree, as far as the cross-walk goes.") % values
    own, other = reading.placed
    values["level"] = name_rung(labels[reading.own], own)
    values["beside"] = name_rung(labels[reading.other], other)
    return _(
        "%(own)s and %(other)s agree: the cross-walk sets %(level)s beside %(beside)s, and the unit stands at both."
    ) % (values)


def _name_models(reading: CrossWalkReading, labels: Labels) -> dict[str, str]:
    return {"own": labels[reading.own].name, "other": labels[reading.other].name}


def _describe_difference(reading: CrossWalkReading, labels: Labels) -> dict[str, str]:
    """The names of both models, where the lower one stands and should, and the pair that the higher one reaches."""
    low = 0 if reading.lower == reading.own else 1
    models = (labels[reading.own], labels[reading.other])
    lower, higher = models[low], models[1 - low]
    pair = reading.pairs[max(reading.reached) - 1]
    return {
        "lower": lower.name,
        "higher": higher.name,
        "target": name_rung(lower, pair[low]),
        "level": name_rung(higher, pair[1 - low]),
        "placed": name_rung(lower, reading.placed[low]),
    }
