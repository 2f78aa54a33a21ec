"""An earlier result that was brought in from elsewhere, in words: never without saying so."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.queries.versions import VersionLabels
from assessments.scoring import round_percent
from assessments.wording.numbers import say_percent
from assessments.wording.placement import name_level


def say_imported(day: str, source: str) -> str:
    """What has to stand beside every number of a baseline."""
    text = _("Imported, not recomputable: taken on %(day)s, from %(source)s. No answers stand behind it.")
    return text % {"day": day, "source": source}


def say_earlier_level(level: int | None, labels: VersionLabels) -> str:
    """The level that was reached then; empty where none was given."""
    if level is None or level not in labels.levels:
        return ""
    return _("Reached then, as imported: %(level)s") % {"level": name_level(labels, level)}


def say_change(then: Fraction, now: Fraction) -> str:
    """From then to now in points of a hundred, as both are printed. Example: 1/2 and 5/8 give "+13 points"."""
    points = int(round_percent(now) - round_percent(then))
    if points == 0:
        return _("alike")
    text = ngettext("%(sign)s%(points)d point", "%(sign)s%(points)d points", abs(points))
    return text % {"sign": "+" if points > 0 else "−", "points": abs(points)}


def say_earlier_scores(scores: Iterable[tuple[str, Fraction | None]]) -> str:
    """The imported scores for the description of the chart: "Earlier, imported: Licences 40%; Inventory 25%."."""
    listed = [f"{name} {say_percent(value)}" for name, value in scores if value is not None]
    return _("Earlier, imported: %(scores)s.") % {"scores": _("; ").join(listed)}
