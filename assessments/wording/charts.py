"""Titles and descriptions of charts. They state the finding, so that who cannot see the chart misses nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from django.utils.translation import gettext as _

from assessments.charts import ChartWords
from assessments.queries.versions import DimensionLabel, VersionLabels
from assessments.scoring import Measures, Result, Score
from assessments.wording.numbers import decimal_mark, say_list, say_percent, say_rated, say_score
from assessments.wording.placement import name_rung, name_rung_inside, say_level_state, say_profile


class Text(NamedTuple):
    """What a chart says before it is seen: one line, and the whole of it."""

    title: str
    description: str


def chart_words() -> ChartWords:
    """The few words that charts write themselves."""
    return ChartWords(
        percent=_("{number}%"),
        count=_("n={count}"),
        in_place=_("{count} of {total} in place"),
        score=_("score {percent}"),
        gate=_("needed: {percent} in place"),
        not_measured=_("not measured here"),
        not_rated=_("not rated yet"),
        thin=_("hollow: fewer than 3 rated practices"),
        decimal=decimal_mark(),
    )


def say_absent(score: Score) -> str:
    """What stands where a dimension has no score."""
    return _("not rated yet") if score.total else _("not measured here")


def say_levels_measured(label: DimensionLabel, labels: VersionLabels) -> str:
    """Which levels a dimension measures: "stages 1, 2, 4". Empty for a model without levels."""
    if not label.levels:
        return ""
    numbers = say_list(str(number) for number in label.levels)
    if len(label.levels) == 1:
        return _("%(word)s %(numbers)s") % {"word": labels.level_word.lower(), "numbers": numbers}
    return _("%(word)ss %(numbers)s") % {"word": labels.level_word.lower(), "numbers": numbers}


def say_radar(result: Result, labels: VersionLabels, *, aims: Mapping[str, Fraction | None] | None = None) -> Text:
    """Highest and lowest dimension in the title; every dimension, in order, in the description.

    `aims` are the scores of the target by dimension; the description then ends with them.
    """
    shown = [axis.code for axis in result.rubric.dimensions if axis.measures is Measures.MATURITY]
    scores = {labels.dimensions[code].name: result.dimensions[code] for code in shown}
    listed = _("; ").join(_say_dimension(name, score) for name, score in scores.items())
    description = _("Scores in per cent, clockwise from the top: %(scores)s.") % {"scores": listed}
    if aims:
        named = [(labels.dimensions[code].name, aims[code]) for code in shown]
        description = f"{description} {_say_aims(named)}"
    return Text(_("%(model)s: %(finding)s") % {"model": labels.name, "finding": _find(scores)}, description)


def _say_aims(named: Iterable[tuple[str, Fraction | None]]) -> str:
    """The scores of the target, of the dimensions that have one: "Target: Licences 80%; Inventory 60%."."""
    aims = [f"{name} {say_percent(value)}" for name, value in named if value is not None]
    return _("Target: %(scores)s.") % {"scores": _("; ").join(aims)} if aims else ""


def _say_dimension(name: str, score: Score) -> str:
    if score.value is None:
        return f"{name} {say_score(score)}"
    return _("%(name)s %(score)s (%(rated)s rated)") % {
        "name": name,
        "score": say_score(score),
        "rated": say_rated(score),
    }


def _find(scores: dict[str, Score]) -> str:
    """What the chart shows, in a line."""
    values = {name: score.value for name, score in scores.items() if score.value is not None}
    if not values:
        return _("nothing is rated yet")
    top, low = max(values, key=lambda name: values[name]), min(values, key=lambda name: values[name])
    if values[top] == values[low]:
        return _("%(score)s in each dimension with a score") % {"score": say_percent(values[top])}
    return _("highest in %(top)s (%(high)s), lowest in %(bottom)s (%(low)s)") % {
        "top": top,
        "high": say_percent(values[top], apart_from=[values[low]]),
        "bottom": low,
        "low": say_percent(values[low], apart_from=[values[top]]),
    }


def say_bars(result: Result, labels: VersionLabels) -> Text:
    """The level profile: the line of the headline, and what the count says of each level."""
    states = _("; ").join(
        _("%(level)s %(state)s") % {"level": name_rung_inside(labels, row.level), "state": say_level_state(row, result)}
        for row in result.profile
    )
    title = say_profile(result, labels) or labels.name
    return Text(title, _("The count: %(states)s.") % {"states": states})


def say_plane(result: Result, labels: VersionLabels) -> Text:
    """Level and ability to execute as a pair; a range while less than four fifths of the ability is rated."""
    level = name_rung(labels, result.placement.level) if result.placement else _("No placement")
    ability = _say_ability(result)
    return Text(
        _("%(level)s, ability to execute %(ability)s") % {"level": level, "ability": ability},
        _(
            "The plane has the levels from left to right and the ability to execute from bottom to top, in per cent. "
            "The two are counted apart."
        ),
    )


def _say_ability(result: Result) -> str:
    score, bounds = result.ability, result.ability_range
    if score is None or score.value is None or bounds is None:
        return _("not rated yet")
    if result.ability_is_point:
        return say_percent(score.value)
    return _("between %(low)s and %(high)s (%(rated)s rated)") % {
        "low": _say_bound(bounds.low),
        "high": _say_bound(bounds.high),
        "rated": say_rated(score),
    }


def _say_bound(value: Fraction) -> str:
    return say_percent(value)
