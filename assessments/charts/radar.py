"""The radar: scores per dimension in per cent, drawn from the centre (0) to the outer ring (100)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from assessments.charts.bars import render_bar_list
from assessments.charts.geometry import (
    BOLDER,
    RINGS,
    Box,
    Point,
    anchor_of,
    centre_wide,
    enclose,
    locate,
    number,
    points,
    stack_top,
    text_box,
    text_width,
    wrap,
)
from assessments.charts.marks import Drawn, draw_legend, draw_marker, list_entries
from assessments.charts.series import (
    AREA,
    LOOKS,
    RadarAxis,
    RadarSeries,
    Role,
    check_series,
    find_runs,
    say_score,
    say_thin_others,
)
from assessments.charts.svg import GRID, INK, LINE, MUTED, SURFACE, document, element, line, rectangle, write
from assessments.charts.words import ChartWords, say_percent

LEAST_AXES = 3
_CENTRE = Point(x=0, y=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Measures of a drawing in its natural size: radius, text sizes, and how many columns a label line has."""

    radius: float
    text: float
    small: float
    columns: int
    gap: float = 14
    named_rings: tuple[Fraction, ...] = RINGS


WIDE = Size(radius=160, text=13, small=11, columns=18)
COMPACT = Size(radius=84, text=12, small=11, columns=10, gap=10, named_rings=RINGS[2::2])


def render_radar(
    *,
    axes: tuple[RadarAxis, ...],
    series: tuple[RadarSeries, ...],
    words: ChartWords,
    title: str,
    description: str,
    ids_prefix: str,
    compact: bool = False,
) -> str:
    """The radar as SVG text, the same bytes for the same input; with fewer than 3 axes a list of bars instead.

    `title` and `description` state the finding; `ids_prefix` makes the ids unique on the page. `compact` uses the
    short labels and is about 320 wide, else about 560. Raises `ValueError` when scores and axes do not fit together.
    """
    check_series(axes, series)
    if len(axes) < LEAST_AXES:
        return render_bar_list(
            axes=axes, series=series, words=words, title=title, description=description, ids_prefix=ids_prefix
        )
    size = COMPACT if compact else WIDE
    labels = [_draw_label(index, axes, series, words, size) for index in range(len(axes))]
    box = centre_wide(enclose([_ring_box(size), *(label.box for label in labels)]))
    legend = draw_legend(list_entries(series, words), top=box.bottom + 10, width=box.width, size=size.small)
    parts = [
        *(_draw_area(one, size) for one in series if one.role is Role.NOW),
        _draw_grid(axes, series[0], size),
        *(_draw_outline(one, size) for one in reversed(series)),
        _draw_ring_labels(len(axes), words, size),
        *(marker for one in reversed(series) for marker in _draw_markers(one, size)),
        *(label.markup for label in labels),
        *([legend.markup] if legend else []),
    ]
    whole = centre_wide(enclose([box, *([legend.box] if legend else [])], margin=4))
    kind = "chart-radar chart-radar-compact" if compact else "chart-radar"
    return document(parts, box=whole, title=title, description=description, ids_prefix=ids_prefix, class_=kind)


def _ring_box(size: Size) -> Box:
    return Box(left=-size.radius, top=-size.radius, right=size.radius, bottom=size.radius)


def _draw_grid(axes: tuple[RadarAxis, ...], first: RadarSeries, size: Size) -> str:
    count = len(axes)
    rings = (
        element(
            "polygon",
            class_="chart-ring",
            points=points(locate(index=index, count=count, share=share, radius=size.radius) for index in range(count)),
            fill="none",
            stroke=GRID,
            stroke_width=1,
        )
        for share in RINGS[1:]
    )
    spokes = (_draw_spoke(index, count, size, measured=first.values[index] is not None) for index in range(count))
    return element("g", *rings, *spokes, class_="chart-grid")


def _draw_spoke(index: int, count: int, size: Size, *, measured: bool) -> str:
    """A line from centre to ring; where nothing is measured it is dashed and closed by a small bar."""
    end = locate(index=index, count=count, share=1, radius=size.radius)
    if measured:
        return line(_CENTRE, end, class_="chart-spoke", stroke=GRID)
    across = Point(x=-end.y * 5 / size.radius, y=end.x * 5 / size.radius)
    return line(_CENTRE, end, class_="chart-spoke chart-absent", stroke=GRID, dashes="2 4") + line(
        Point(x=end.x - across.x, y=end.y - across.y),
        Point(x=end.x + across.x, y=end.y + across.y),
        class_="chart-absent-mark",
        stroke=MUTED,
        width=1.5,
    )


def _draw_ring_labels(count: int, words: ChartWords, size: Size) -> str:
    """Per cent beside the rings, half-way between the last axis and the first, where no vertex can be hidden."""
    parts = []
    for share in size.named_rings:
        at = _ring_label_place(share, count, size)
        text, small = say_percent(words, share), size.small - 1
        half = text_width(text, size=small) / 2 + 1.5
        pill = Box(left=at.x - half, top=at.y - small * 0.95, right=at.x + half, bottom=at.y + small * 0.3)
        parts.append(rectangle(pill, class_="chart-pill", fill=SURFACE, corner=2, opacity=0.8))
        parts.append(write(text, at=at, size=small, anchor="middle", fill=MUTED, class_="chart-muted"))
    return element("g", *parts, class_="chart-rings")


def _ring_label_place(share: Fraction, count: int, size: Size) -> Point:
    """Middle of the ring's edge between the last axis and the first; the one of the centre stands just outside it."""
    inner = max(float(share), 12 / size.radius)
    ends = [locate(index=index, count=count, share=inner, radius=size.radius) for index in (0, count - 1)]
    return Point(x=sum(end.x for end in ends) / 2, y=sum(end.y for end in ends) / 2 + 3.5)


def _places(one: RadarSeries, run: Iterable[int], size: Size) -> Iterator[Point]:
    for index in run:
        yield locate(index=index, count=len(one.values), share=one.values[index] or 0, radius=size.radius)


def _draw_area(one: RadarSeries, size: Size) -> str:
    """The light area inside the outline; beside a gap it is closed through the centre."""
    runs = find_runs(one.values)
    shapes = (
        points([*_places(one, run, size), *([] if len(run) == len(one.values) else [_CENTRE])])
        for run in runs
        if len(run) > 1
    )
    return "".join(element("polygon", class_="chart-area", points=shape, fill=AREA) for shape in shapes)


def _draw_outline(one: RadarSeries, size: Size) -> str:
    """The outline: a closed polygon, or one open line per run of neighbouring axes that have scores."""
    look = LOOKS[one.role]
    return "".join(
        element(
            "polygon" if len(run) == len(one.values) else "polyline",
            class_=f"chart-line chart-{one.role}",
            points=points(_places(one, run, size)),
            fill="none",
            stroke=look.stroke,
            stroke_width=look.width,
            stroke_dasharray=look.dashes,
            stroke_linejoin="round",
        )
        for run in find_runs(one.values)
        if len(run) > 1
    )


def _draw_markers(one: RadarSeries, size: Size) -> Iterator[str]:
    for index, value in enumerate(one.values):
        if value is not None:
            place = locate(index=index, count=len(one.values), share=value, radius=size.radius)
            data = {
                "data_axis": str(index),
                "data_score": number(float(value * 100)),
                "data_rated": str(one.rated[index]),
            }
            yield draw_marker(place, one.role, hollow=one.is_thin(index), data=data)


def _draw_label(
    index: int, axes: tuple[RadarAxis, ...], series: tuple[RadarSeries, ...], words: ChartWords, size: Size
) -> Drawn:
    """Name, score and note of one axis, as a block of lines outside the ring."""
    lines = list(_list_lines(index, axes[index], series, words, size))
    count, anchor = len(axes), anchor_of(index, len(axes))
    end = locate(index=index, count=count, share=1 + size.gap / size.radius, radius=size.radius)
    baseline = stack_top(index=index, count=count, y=end.y, height=sum(high * LINE for _, high, _, _ in lines))
    markup, boxes = [], []
    for text, high, bold, muted in lines:
        baseline += high * LINE
        at = Point(x=end.x, y=baseline - high * 0.25)
        colour, kind = (MUTED, "chart-muted") if muted else (INK, "")
        markup.append(write(text, at=at, size=high, anchor=anchor, fill=colour, bold=bold, class_=kind))
        boxes.append(text_box(text, at=at, anchor=anchor, size=high * (BOLDER if bold else 1)))
    return Drawn(markup=element("g", *markup, class_="chart-axis"), box=enclose(boxes))


def _list_lines(
    index: int, axis: RadarAxis, series: tuple[RadarSeries, ...], words: ChartWords, size: Size
) -> Iterator[tuple[str, float, bool, bool]]:
    """Lines as (text, size, bold, muted)."""
    compact = size is COMPACT
    for text in wrap(axis.short_label if compact else axis.label, width=size.columns):
        yield text, size.text, False, False
    absent = series[0].values[index] is None
    for text in wrap(say_score(words, axis, series[0], index), width=size.columns + 4):
        yield text, size.small if absent else size.text, not absent, absent
    rest = say_thin_others(words, series, index) + ((axis.note,) if axis.note and not compact else ())
    for text in (piece for one in rest for piece in wrap(one, width=size.columns + 4)):
        yield text, size.small, False, True
