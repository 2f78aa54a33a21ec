"""Charts: one geometry, drawn as SVG for pages and the PDF, and as a plotly figure for the interactive view.

Pure: titles, names and words are handed in, scores come as exact fractions from 0 to 1. Import from here.
"""

from __future__ import annotations

from assessments.charts.bars import LevelBar, render_bar_list, render_level_bars
from assessments.charts.figure import build_radar_figure
from assessments.charts.heatmap import HeatCell, HeatRow, build_heatmap, lightness_step
from assessments.charts.plane import PlaneMark, render_plane
from assessments.charts.radar import render_radar
from assessments.charts.series import RadarAxis, RadarSeries, Role
from assessments.charts.words import ChartWords

__all__ = [
    "ChartWords",
    "HeatCell",
    "HeatRow",
    "LevelBar",
    "PlaneMark",
    "RadarAxis",
    "RadarSeries",
    "Role",
    "build_heatmap",
    "build_radar_figure",
    "lightness_step",
    "render_bar_list",
    "render_level_bars",
    "render_plane",
    "render_radar",
]
