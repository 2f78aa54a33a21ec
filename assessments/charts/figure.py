"""The interactive radar: the same axes, series and numbers as the drawing, as a plotly figure in JSON."""

from __future__ import annotations

from html import escape
from typing import TypeAlias

from assessments.charts.geometry import RINGS, wrap
from assessments.charts.series import AREA, LOOKS, RadarAxis, RadarSeries, Role, check_series, say_score
from assessments.charts.svg import GRID, INK, SURFACE
from assessments.charts.words import ChartWords, say_count, say_percent

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
CONFIG: dict[str, Json] = {
    "showSendToCloud": False,
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
}
_DASH = {Role.NOW: "solid", Role.LAST: "dash", Role.TARGET: "dot"}
_SYMBOL = {Role.NOW: "circle", Role.LAST: "square", Role.TARGET: "diamond"}


def build_radar_figure(
    *, axes: tuple[RadarAxis, ...], series: tuple[RadarSeries, ...], words: ChartWords
) -> dict[str, Json]:
    """`data`, `layout` and `config` for plotly: first axis up, clockwise, radius in per cent, gaps where no score is.

    The first series comes last in `data`, on top of the others. `layout.meta` has the short labels for a narrow
    place, `customdata` which vertices are hollow.

    Colours are those of the PDF; static/js/chart.js puts those of the page in their place. Raises `ValueError` as
    `render_radar` does.
    """
    import plotly.graph_objects as go  # here: importing it takes 0.1 s, and only the interactive view needs it

    check_series(axes, series)
    figure = go.Figure(
        data=[go.Scatterpolar(**_build_trace(axes, one, words)) for one in reversed(series)],
        layout=_build_layout(axes, words),
    )
    figure.layout.template = None
    built: dict[str, Json] = figure.to_plotly_json()
    return {"data": built["data"], "layout": built["layout"], "config": dict(CONFIG)}


def _close(items: list[Json]) -> list[Json]:
    """The first item again at the end, so that the outline closes."""
    return [*items, *items[:1]]


def _build_trace(axes: tuple[RadarAxis, ...], one: RadarSeries, words: ChartWords) -> dict[str, Json]:
    look, count = LOOKS[one.role], range(len(axes))
    hollow = _close([one.is_thin(index) for index in count])
    now = one.role is Role.NOW
    return {
        "name": _plain(one.name),
        "meta": one.role.value,
        "r": _close([None if value is None else round(float(value * 100), 2) for value in one.values]),
        "theta": _close([str(index) for index in count]),
        "hovertext": _close([_say_hover(axes[index], one, index, words) for index in count]),
        "hoverinfo": "text",
        "mode": "lines+markers",
        "connectgaps": False,
        "cliponaxis": False,
        "fill": "toself" if now and None not in one.values else "none",
        "fillcolor": AREA,
        "line": {"color": look.stroke, "width": look.width, "dash": _DASH[one.role]},
        "customdata": hollow,
        "marker": {
            "size": 9,
            "symbol": _SYMBOL[one.role],
            "color": [SURFACE if thin else look.stroke for thin in hollow],
            "line": {"color": look.stroke, "width": 1.75},
        },
    }


def _say_hover(axis: RadarAxis, one: RadarSeries, index: int, words: ChartWords) -> str:
    """ "Now<br>Inventory and security<br>62% · n=4"; with its n always, for there is room."""
    said = say_score(words, axis, one, index)
    if one.values[index] is not None and not one.is_thin(index):
        said = f"{said} · {say_count(words, one.rated[index])}"
    return "<br>".join(map(_plain, (one.name, axis.label, said)))


def _build_layout(axes: tuple[RadarAxis, ...], words: ChartWords) -> dict[str, Json]:
    labels: list[Json] = ["<br>".join(map(_plain, wrap(axis.label, width=18))) for axis in axes]
    short: list[Json] = ["<br>".join(map(_plain, wrap(axis.short_label, width=10))) for axis in axes]
    return {
        "polar": {
            "gridshape": "linear",
            "bgcolor": "rgba(0,0,0,0)",
            "angularaxis": {
                "type": "category",
                "rotation": 90,
                "direction": "clockwise",
                "tickmode": "array",
                "tickvals": [str(index) for index in range(len(axes))],
                "ticktext": labels,
                "gridcolor": GRID,
                "linecolor": GRID,
                "ticks": "",
            },
            "radialaxis": {
                "range": [0, 100],
                "tickvals": [int(share * 100) for share in RINGS],
                "ticktext": [_plain(say_percent(words, share)) for share in RINGS],
                "angle": 90,
                "tickangle": 90,
                "ticks": "",
                "gridcolor": GRID,
                "showline": False,
            },
        },
        "paper_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": INK, "size": 13},
        "legend": {"orientation": "h", "x": 0.5, "xanchor": "center", "y": -0.12, "traceorder": "reversed"},
        "margin": {"l": 90, "r": 90, "t": 60, "b": 60},
        "showlegend": True,
        "dragmode": False,
        "meta": {"short": short},
    }


def _plain(text: str) -> str:
    """Text that plotly, which reads some markup in labels, shows as it is."""
    return escape(text, quote=False)
