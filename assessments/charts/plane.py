"""TODO's plane: the stage from left to right, the ability to execute in per cent from bottom to top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessments.charts.geometry import RINGS, Box, Point, text_width, wrap
from assessments.charts.marks import draw_legend, draw_marker
from assessments.charts.series import AREA, LOOKS, Role
from assessments.charts.svg import GRID, INK, MUTED, SURFACE, document, element, line, rectangle, write
from assessments.charts.words import ChartWords, fill, say_percent

WIDTH, HEIGHT, TOP, RIGHT = 360.0, 200.0, 34.0, 8.0
TEXT, SMALL, ROW = 12.0, 11.0, 15.0
_ASIDE = {Role.LAST: -0.26, Role.NOW: 0.0, Role.TARGET: 0.26}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaneMark:
    """One result in the plane: its stage, and its ability from 0 to 1.

    `span` is set when too little of the ability is rated for a point (coverage below 4/5): the scores it would have
    if all missing practices were rated 0, and all 1. A bar is drawn from one to the other, and no point.
    """

    name: str
    stage: int
    ability: Fraction | None = None
    span: tuple[Fraction, Fraction] | None = None
    role: Role = Role.NOW


def render_plane(
    *,
    marks: tuple[PlaneMark, ...],
    stages: Mapping[int, str],
    across: str,
    upwards: str,
    words: ChartWords,
    title: str,
    description: str,
    ids_prefix: str,
    width: float = WIDTH,
) -> str:
    """The plane as SVG text. `stages` names every stage in order; `across` and `upwards` name the two directions.

    A mark without ability and span is left out: there is nothing to place. Raises `ValueError` for an unknown stage.
    """
    left = max(text_width(say_percent(words, share), size=SMALL) for share in RINGS) + 12
    area = Box(left=left, top=TOP, right=width - RIGHT, bottom=TOP + HEIGHT)
    shown = tuple(mark for mark in marks if mark.ability is not None or mark.span is not None)
    if any(mark.stage not in stages for mark in shown):
        raise ValueError("a mark stands on a stage that the plane does not have")
    names, bottom = _draw_stage_names(stages, across, area)
    parts = [
        write(upwards, at=Point(x=0, y=12), size=TEXT, bold=True),
        _draw_lines(area, words),
        *names,
        *(_draw_mark(mark, _place_column(mark, tuple(stages), area), area, words) for mark in shown),
    ]
    legend = draw_legend(_list_names(shown), top=bottom, width=width, size=SMALL)
    if legend:
        parts.append(element("g", legend.markup, transform=f"translate({width / 2:g} 0)"))
        bottom = legend.box.bottom
    box = Box(left=0, top=0, right=width, bottom=bottom + 6)
    return document(parts, box=box, title=title, description=description, ids_prefix=ids_prefix, class_="chart-plane")


def _height_of(share: Fraction, area: Box) -> float:
    return area.bottom - float(share) * area.height


def _draw_lines(area: Box, words: ChartWords) -> str:
    parts = []
    for share in RINGS:
        y = _height_of(share, area)
        ends = Point(x=area.left, y=y), Point(x=area.right, y=y)
        parts.append(line(*ends, class_="chart-ring", stroke=GRID))
        at = Point(x=area.left - 6, y=y + 4)
        label = say_percent(words, share)
        parts.append(write(label, at=at, size=SMALL, anchor="end", fill=MUTED, class_="chart-muted"))
    return element("g", *parts, class_="chart-grid")


def _draw_stage_names(stages: Mapping[int, str], across: str, area: Box) -> tuple[list[str], float]:
    """Names under their columns, lines between the columns, and the name of the direction below."""
    parts, most = [], 1
    column = area.width / len(stages)
    for position, name in enumerate(stages.values()):
        x = area.left + column * position
        parts.append(
            line(Point(x=x, y=area.top), Point(x=x, y=area.bottom), class_="chart-spoke", stroke=GRID, dashes="2 4")
        )
        lines = wrap(name, width=max(int(column / (SMALL * 0.62)), 4))
        most = max(most, len(lines))
        for row, text in enumerate(lines):
            at = Point(x=x + column / 2, y=area.bottom + ROW * (row + 1))
            parts.append(write(text, at=at, size=SMALL, anchor="middle", fill=MUTED, class_="chart-muted"))
    bottom = area.bottom + ROW * (most + 1) + 4
    parts.append(write(across, at=Point(x=area.right, y=bottom), size=TEXT, anchor="end", bold=True))
    return parts, bottom + 4


def _place_column(mark: PlaneMark, levels: tuple[int, ...], area: Box) -> float:
    """x of a mark: now in the middle of its column, last time left of it and target right, so that none hides one."""
    column = area.width / len(levels)
    return area.left + column * (levels.index(mark.stage) + 0.5 + _ASIDE[mark.role])


def _draw_mark(mark: PlaneMark, x: float, area: Box, words: ChartWords) -> str:
    if mark.span is not None:
        return _draw_span(mark, mark.span, x, area, words)
    ability = mark.ability or Fraction(0)
    at = Point(x=x, y=_height_of(ability, area))
    label = say_percent(words, ability)
    return draw_marker(at, mark.role, hollow=False) + _label_mark(mark, label, at, area)


def _draw_span(mark: PlaneMark, span: tuple[Fraction, Fraction], x: float, area: Box, words: ChartWords) -> str:
    ends = [_height_of(share, area) for share in span]
    bar = Box(left=x - 5, top=ends[1], right=x + 5, bottom=ends[0])
    drawn = element(
        "rect",
        class_=f"chart-span chart-line chart-{mark.role}",
        x=bar.left,
        y=bar.top,
        width=bar.width,
        height=max(bar.height, 1),
        rx=3,
        fill=AREA,
        stroke=LOOKS[mark.role].stroke,
        stroke_width=1.75,
        stroke_dasharray=LOOKS[mark.role].dashes,
    )
    label = fill("{low}–{high}", low=say_percent(words, span[0]), high=say_percent(words, span[1]))
    return drawn + _label_mark(mark, label, Point(x=x, y=bar.top), area)


def _label_mark(mark: PlaneMark, label: str, at: Point, area: Box) -> str:
    """The number above a mark, or below it at the top; only for the subject, the others are in the table beside."""
    if mark.role is not Role.NOW:
        return ""
    y = at.y - 9 if at.y - 9 - TEXT > area.top else at.y + 9 + TEXT
    half = text_width(label, size=TEXT) / 2 + 2
    x = min(max(at.x, area.left + half), area.right - half)
    pill = Box(left=x - half, top=y - TEXT, right=x + half, bottom=y + 3)
    return rectangle(pill, class_="chart-pill", fill=SURFACE, corner=2, opacity=0.8) + write(
        label, at=Point(x=x, y=y), size=TEXT, anchor="middle", fill=INK, bold=True
    )


def _list_names(marks: tuple[PlaneMark, ...]) -> list[tuple[Role, bool, str]]:
    return [(mark.role, False, mark.name) for mark in marks] if len(marks) > 1 else []
