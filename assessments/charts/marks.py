"""Markers and legend: what tells series apart without colour, the same in radar, bars and plane."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.charts.geometry import Box, Point, enclose, points, text_box
from assessments.charts.series import LOOKS, RadarSeries, Role
from assessments.charts.svg import MUTED, SURFACE, element, line, write
from assessments.charts.words import ChartWords

_SAMPLE, _GAP, _ROW = 26.0, 20.0, 19.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Markup with the rectangle that it takes."""

    markup: str
    box: Box


def draw_marker(
    at: Point, role: Role, *, hollow: bool, data: dict[str, str] | None = None, on_bar: bool = False
) -> str:
    """A circle (now), square (last time) or diamond (target), hollow when the score rests on few practices.

    `on_bar` rims a filled one in the colour of the ground, so that it stands out from the bar under it.
    """
    look, rim = LOOKS[role], 1.5 if on_bar and not hollow else 0
    common: dict[str, str | float | None] = {
        "class_": f"chart-mark chart-{role}" + (" chart-hollow" if hollow else " chart-rimmed" if on_bar else ""),
        "fill": SURFACE if hollow else look.stroke,
        "stroke": SURFACE if on_bar and not hollow else look.stroke,
        "stroke_width": 1.75,
        **(data or {}),
    }
    if look.marker == "circle":
        return element("circle", cx=at.x, cy=at.y, r=4 + rim, **common)
    if look.marker == "square":
        return element(
            "rect", x=at.x - 3.25 - rim, y=at.y - 3.25 - rim, width=6.5 + 2 * rim, height=6.5 + 2 * rim, **common
        )
    reach = 5 + 1.4 * rim
    corners = [Point(x=at.x + dx * reach, y=at.y + dy * reach) for dx, dy in ((0, -1), (1, 0), (0, 1), (-1, 0))]
    return element("polygon", points=points(corners), **common)


def draw_legend(entries: Iterable[tuple[Role, bool, str]], *, top: float, width: float, size: float) -> Drawn | None:
    """Entries of (role, hollow, text) centred on x = 0 below `top`, as many to a row as fit `width`; None if none."""
    rows = _fill_rows(tuple(entries), width=width, size=size)
    drawn = [
        _draw_entry(entry, at=Point(x=left, y=top + _ROW * (number + 1)), size=size)
        for number, row in enumerate(rows)
        for left, entry in row
    ]
    if not drawn:
        return None
    markup = element("g", *(one.markup for one in drawn), class_="chart-legend")
    return Drawn(markup=markup, box=enclose(one.box for one in drawn))


def list_entries(series: tuple[RadarSeries, ...], words: ChartWords) -> list[tuple[Role, bool, str]]:
    """What the legend of these series has to say; a single series needs none, hollow markers always do."""
    entries = [(one.role, False, one.name) for one in series] if len(series) > 1 else []
    thin = [one.role for one in series if any(one.is_thin(index) for index in range(len(one.values)))]
    return [*entries, (thin[0], True, words.thin)] if thin else entries


def _entry_width(entry: tuple[Role, bool, str], size: float) -> float:
    return text_box(entry[2], at=Point(x=_SAMPLE + 7, y=0), anchor="start", size=size).right


def _fill_rows(
    entries: tuple[tuple[Role, bool, str], ...], *, width: float, size: float
) -> list[list[tuple[float, tuple[Role, bool, str]]]]:
    rows: list[list[tuple[Role, bool, str]]] = []
    room = 0.0
    for entry in entries:
        needed = _entry_width(entry, size) + _GAP
        if not rows or needed > room:
            rows.append([])
            room = width + _GAP
        rows[-1].append(entry)
        room -= needed
    return [_centre_row(row, size) for row in rows]


def _centre_row(row: list[tuple[Role, bool, str]], size: float) -> list[tuple[float, tuple[Role, bool, str]]]:
    widths = [_entry_width(entry, size) + _GAP for entry in row]
    left = -(sum(widths) - _GAP) / 2
    return [(left + sum(widths[:index]), entry) for index, entry in enumerate(row)]


def _draw_entry(entry: tuple[Role, bool, str], *, at: Point, size: float) -> Drawn:
    role, hollow, text = entry
    look, middle = LOOKS[role], at.y - size * 0.35
    sample = line(
        Point(x=at.x, y=middle),
        Point(x=at.x + _SAMPLE, y=middle),
        class_=f"chart-line chart-{role}",
        stroke=look.stroke,
        width=look.width,
        dashes=look.dashes,
    )
    marker = draw_marker(Point(x=at.x + _SAMPLE / 2, y=middle), role, hollow=hollow)
    place = Point(x=at.x + _SAMPLE + 7, y=at.y)
    markup = ("" if hollow else sample) + marker + write(text, at=place, size=size, fill=MUTED, class_="chart-muted")
    box = text_box(text, at=place, anchor="start", size=size)
    return Drawn(markup=markup, box=Box(left=at.x, top=box.top, right=box.right, bottom=box.bottom))
