"""The charts of one version, from its result. What they say in words comes from `wording`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from django.utils.translation import gettext as _

from assessments import wording
from assessments.charts import (
    ChartWords,
    LevelBar,
    PlaneMark,
    RadarAxis,
    RadarSeries,
    Role,
    render_bar_list,
    render_level_bars,
    render_plane,
    render_radar,
)
from assessments.queries.results import VersionResult
from assessments.queries.versions import VersionLabels
from assessments.report.shapes import Drawings
from assessments.scoring import THIN_BELOW, Measures, Result
from assessments.wording.baselines import say_earlier_scores

BARS_WIDTH, BARS_WIDTH_COMPACT = 520.0, 320.0
KEPT = 256
# A chart depends on nothing but its arguments, all of them frozen: an unchanged one need not be drawn again.
draw_radar, draw_bar_list, draw_level_bars = (
    lru_cache(maxsize=KEPT)(render) for render in (render_radar, render_bar_list, render_level_bars)
)


def build_drawings(part: VersionResult, words: ChartWords) -> Drawings:
    result, labels = part.result, part.labels
    axes, series = _list_axes(result, labels), _list_series(part)
    said = wording.say_radar(result, labels, aims=part.aims)
    description = " ".join(filter(None, (said.description, _describe_earlier(part))))

    def draw(render: Callable[..., str], prefix: str) -> str:
        return render(
            axes=axes,
            series=series,
            words=words,
            title=said.title,
            description=description,
            ids_prefix=f"{labels.model}-{prefix}",
        )

    return Drawings(
        bars=_render_bars(result, labels, words, prefix="bars", width=BARS_WIDTH),
        bars_compact=_render_bars(result, labels, words, prefix="bars-small", width=BARS_WIDTH_COMPACT),
        radar=draw(draw_radar, "radar"),
        radar_narrow=draw(draw_bar_list, "radar-narrow"),
        radar_title=said.title,
        axes=axes,
        series=series,
    )


def render_ability_plane(part: VersionResult, words: ChartWords) -> str:
    """The plane of level and ability; empty without a placement or without anything rated of the ability."""
    result, labels = part.result, part.labels
    mark = _build_mark(result)
    if mark is None:
        return ""
    said = wording.say_plane(result, labels)
    return render_plane(
        marks=(mark,),
        stages={number: wording.name_rung(labels, number) for number in result.rubric.levels},
        across=labels.level_word,
        upwards=_("Ability to execute"),
        words=words,
        title=said.title,
        description=said.description,
        ids_prefix=f"{labels.model}-plane",
    )


def _list_axes(result: Result, labels: VersionLabels) -> tuple[RadarAxis, ...]:
    named = [(labels.dimensions[code], result.dimensions[code]) for code in list_maturity(result)]
    return tuple(
        RadarAxis(
            label=label.name,
            short_label=label.short_name,
            note=wording.say_levels_measured(label, labels),
            absent=wording.say_absent(score),
        )
        for label, score in named
    )


def _list_series(part: VersionResult) -> tuple[RadarSeries, ...]:
    """Where the unit stands; with a target also where it would stand once that asks for no more; an earlier result."""
    codes = list_maturity(part.result)
    scores = [part.result.dimensions[code] for code in codes]
    rated = tuple(score.rated for score in scores)
    now = RadarSeries(name=_("Now"), values=tuple(score.value for score in scores), rated=rated)
    return now, *_list_earlier(part, codes), *_list_aims(part, codes, rated)


def _list_aims(part: VersionResult, codes: list[str], rated: tuple[int, ...]) -> Iterator[RadarSeries]:
    if part.target is not None:
        aims = tuple(part.aims[code] for code in codes)
        yield RadarSeries(name=_("Target"), values=aims, rated=rated, role=Role.TARGET)


def _list_earlier(part: VersionResult, codes: list[str]) -> Iterator[RadarSeries]:
    """An imported score does not say how many practices it rests on; none of its marks is drawn hollow for that."""
    if part.baseline is not None:
        values = tuple(part.baseline.scores.get(code) for code in codes)
        name, rated = _("Earlier, imported"), (THIN_BELOW,) * len(codes)
        yield RadarSeries(name=name, values=values, rated=rated, role=Role.LAST)


def _describe_earlier(part: VersionResult) -> str:
    if part.baseline is None:
        return ""
    scores = part.baseline.scores
    return say_earlier_scores(
        (part.labels.dimensions[code].name, scores.get(code)) for code in list_maturity(part.result)
    )


def list_maturity(result: Result) -> list[str]:
    """The dimensions of the radar, in order; those of the ability are shown apart."""
    return [axis.code for axis in result.rubric.dimensions if axis.measures is Measures.MATURITY]


def _render_bars(result: Result, labels: VersionLabels, words: ChartWords, *, prefix: str, width: float) -> str:
    shown = [row for row in result.profile if row.total]
    if not shown:
        return ""
    said = wording.say_bars(result, labels)
    bars = tuple(
        LevelBar(
            label=wording.name_level(labels, row.level),
            in_place=row.in_place,
            applicable=row.applicable,
            share=row.share,
            score=result.levels[row.level].value,
            attained=row.attained,
            state=wording.say_level_state(row, result),
        )
        for row in shown
    )
    return draw_level_bars(
        bars=bars,
        gate=None if result.rubric.quick else result.rubric.min_in_place,
        words=words,
        title=said.title,
        description=said.description,
        ids_prefix=f"{labels.model}-{prefix}",
        width=width,
    )


def _build_mark(result: Result) -> PlaneMark | None:
    score, bounds, placement = result.ability, result.ability_range, result.placement
    if score is None or score.value is None or bounds is None or placement is None:
        return None
    if result.ability_is_point:
        return PlaneMark(name=_("Now"), stage=placement.level, ability=score.value)
    return PlaneMark(name=_("Now"), stage=placement.level, span=(bounds.low, bounds.high))
