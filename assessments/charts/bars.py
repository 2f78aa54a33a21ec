"""Horizontal bars: the level profile, and dimensions as a list where a radar is too wide or has too few axes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from assessments.charts.geometry import BOLDER, Box, Point, number, text_width, wrap
from assessments.charts.marks import draw_legend, draw_marker, list_entries
from assessments.charts.series import LOOKS, RadarAxis, RadarSeries, Role, check_series, say_score, say_thin_others
from assessments.charts.svg import GRID, INK, MUTED, SURFACE, document, element, line, rectangle, write
from assessments.charts.words import ChartWords, fill, say_percent

WIDTH, MARGIN = 320.0, 6.0
TEXT, SMALL, BAR = 13.0, 11.5, 12.0
LEAST_ROOM = 130.0
ATTAINED, OPEN, TRACK = "#0a6866", "#7bbab4", "#e6ebea"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelBar:
    """One level of a profile: `in_place` of `applicable` practices, `share` of their weight (None: nothing applies).

    `state` says in words what `attained` says (None: not judged), e.g. "attained", "not attained", "not assessed".
    """

    label: str
    in_place: int
    applicable: int
    share: Fraction | None
    score: Fraction | None
    attained: bool | None
    state: str = ""


def render_level_bars(
    *,
    bars: tuple[LevelBar, ...],
    gate: Fraction | None,
    words: ChartWords,
    title: str,
    description: str,
    ids_prefix: str,
    width: float = WIDTH,
) -> str:
    """The level profile as SVG text, one bar per level in the order given, as long as its share in place.

    `gate` is the share that a level needs, marked on each bar; None for a quick pass, which judges nothing. Told by
    text and lightness, never by hue alone. `width` is the natural width: 320 for a phone, more for a wide column.
    """
    parts: list[str] = []
    top = 0.0
    for bar in bars:
        markup, top = _draw_level(bar, top=top, width=width, gate=gate, words=words)
        parts.append(element("g", *markup, class_="chart-level"))
        top += 14
    if gate is not None and bars:
        parts.append(_draw_gate_key(gate, words=words, top=top, width=width))
        top += 18
    return _close(parts, height=top, width=width, title=title, description=description, ids_prefix=ids_prefix)


def render_bar_list(
    *,
    axes: tuple[RadarAxis, ...],
    series: tuple[RadarSeries, ...],
    words: ChartWords,
    title: str,
    description: str,
    ids_prefix: str,
    width: float = WIDTH,
) -> str:
    """Dimensions as bars: what stands for the radar where it is narrower than about 480, or has fewer than 3 axes.

    The first series is the bar, the others are markers on it. Raises `ValueError` as `render_radar` does.
    """
    check_series(axes, series)
    parts: list[str] = []
    top = 0.0
    for index, axis in enumerate(axes):
        markup, top = _draw_dimension(index, axis, series, top=top, width=width, words=words)
        parts.append(element("g", *markup, class_="chart-axis"))
        top += 12
    legend = draw_legend(list_entries(series, words), top=top - 6, width=width - 2 * MARGIN, size=SMALL)
    if legend:
        parts.append(element("g", legend.markup, transform=f"translate({number(width / 2)} 0)"))
        top = legend.box.bottom + 6
    return _close(parts, height=top, width=width, title=title, description=description, ids_prefix=ids_prefix)


def _close(parts: list[str], *, height: float, width: float, title: str, description: str, ids_prefix: str) -> str:
    box = Box(left=0, top=0, right=width, bottom=max(height, 1))
    return document(parts, box=box, title=title, description=description, ids_prefix=ids_prefix, class_="chart-bars")


def _pair(left: str, right: str, *, top: float, width: float) -> tuple[list[str], float]:
    """A bold name at the left and words at the right; the name wraps, the words take a line of their own if needed."""
    room = width - 2 * MARGIN - text_width(right, size=SMALL) - 12
    apart = room < LEAST_ROOM
    room = width - 2 * MARGIN if apart else room
    fits = text_width(left, size=TEXT) * BOLDER <= room
    lines = (left,) if fits else wrap(left, width=int(room / (TEXT * 0.66)))
    markup = []
    for text in lines:
        top += 17
        markup.append(write(text, at=Point(x=MARGIN, y=top - 4), size=TEXT, bold=True))
    top += 15 if apart else 0
    at = Point(x=MARGIN if apart else width - MARGIN, y=top - 4)
    markup.append(write(right, at=at, size=SMALL, anchor="start" if apart else "end", fill=MUTED, class_="chart-muted"))
    return markup, top


def _draw_level(
    bar: LevelBar, *, top: float, width: float, gate: Fraction | None, words: ChartWords
) -> tuple[list[str], float]:
    markup, top = _pair(bar.label, bar.state, top=top, width=width)
    track = Box(left=MARGIN, top=top + 2, right=width - MARGIN, bottom=top + 2 + BAR)
    kind = "chart-attained" if bar.attained else "chart-open"
    markup.append(rectangle(track, class_="chart-track", fill=TRACK, corner=2))
    if bar.share:
        end = MARGIN + float(bar.share) * track.width
        full = Box(left=MARGIN, top=track.top, right=end, bottom=track.bottom)
        markup.append(rectangle(full, class_=kind, fill=ATTAINED if bar.attained else OPEN, corner=2))
    if gate is not None:
        markup.append(_draw_gate(MARGIN + float(gate) * track.width, track))
    top = track.bottom + 16
    for text, at, anchor in _list_facts(bar, words=words, gate=gate, y=top - 2, width=width):
        markup.append(write(text, at=at, size=SMALL, anchor=anchor, fill=MUTED, class_="chart-muted"))
    return markup, top


def _list_facts(
    bar: LevelBar, *, words: ChartWords, gate: Fraction | None, y: float, width: float
) -> Iterator[tuple[str, Point, str]]:
    """Below the bar: "2 of 7 in place (29%)" at the left, "score 41%" at the right."""
    if bar.share is not None:
        known = fill(words.in_place, count=str(bar.in_place), total=str(bar.applicable))
        percent = say_percent(words, bar.share, apart_from=[] if gate is None else [gate])
        yield f"{known} ({percent})", Point(x=MARGIN, y=y), "start"
    if bar.score is not None:
        yield fill(words.score, percent=say_percent(words, bar.score)), Point(x=width - MARGIN, y=y), "end"


def _draw_gate(x: float, track: Box) -> str:
    ends = Point(x=x, y=track.top - 3), Point(x=x, y=track.bottom + 3)
    return line(*ends, class_="chart-gate-halo", stroke=SURFACE, width=4) + line(
        *ends, class_="chart-gate", stroke=INK, width=1.75
    )


def _draw_gate_key(gate: Fraction, *, words: ChartWords, top: float, width: float) -> str:
    """What the mark on the bars means, under them."""
    sample = Box(left=MARGIN, top=top, right=width, bottom=top + 10)
    text = fill(words.gate, percent=say_percent(words, gate))
    at = Point(x=MARGIN + 10, y=top + 9.5)
    return _draw_gate(MARGIN + 2, sample) + write(text, at=at, size=SMALL, fill=MUTED, class_="chart-muted")


def _draw_dimension(
    index: int,
    axis: RadarAxis,
    series: tuple[RadarSeries, ...],
    *,
    top: float,
    width: float,
    words: ChartWords,
) -> tuple[list[str], float]:
    """Name and score over one bar; a bar that rests on few practices is hollow, an absent one is a dashed line."""
    said = " · ".join([say_score(words, axis, series[0], index), *say_thin_others(words, series, index)])
    markup, top = _pair(axis.label, said, top=top, width=width)
    track = Box(left=MARGIN, top=top + 2, right=width - MARGIN, bottom=top + 2 + BAR)
    if series[0].values[index] is None:
        middle = (track.top + track.bottom) / 2
        ends = Point(x=track.left, y=middle), Point(x=track.right, y=middle)
        markup.append(line(*ends, class_="chart-spoke chart-absent", stroke=GRID, dashes="2 4"))
    else:
        markup.append(rectangle(track, class_="chart-track", fill=TRACK, corner=2))
    markup.extend(_draw_value(one, index, track) for one in series if one.values[index] is not None)
    return markup, track.bottom


def _draw_value(one: RadarSeries, index: int, track: Box) -> str:
    value = one.values[index] or Fraction(0)
    end = track.left + float(value) * track.width
    data = {"data_axis": str(index), "data_score": number(float(value * 100)), "data_rated": str(one.rated[index])}
    if one.role is not Role.NOW:
        at = Point(x=end, y=(track.top + track.bottom) / 2)
        return draw_marker(at, one.role, hollow=one.is_thin(index), data=data, on_bar=True)
    hollow, stroke = one.is_thin(index), LOOKS[one.role].stroke
    return element(
        "rect",
        class_="chart-bar chart-now" + (" chart-hollow" if hollow else ""),
        x=track.left,
        y=track.top,
        width=end - track.left,
        height=BAR,
        rx=2,
        fill=SURFACE if hollow else stroke,
        stroke=stroke,
        stroke_width=1.5 if hollow else None,
        **data,
    )
