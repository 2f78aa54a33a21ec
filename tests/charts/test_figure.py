from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from assessments.charts import RadarAxis, RadarSeries, Role, build_radar_figure, render_radar
from tests.charts.samples import CAPTION, WORDS, make_axes, make_series, vertices


def build(*series: RadarSeries, axes: tuple[RadarAxis, ...] | None = None) -> dict:
    axes = axes or make_axes(len(series[0].values))
    return json.loads(json.dumps(build_radar_figure(axes=axes, series=series, words=WORDS), allow_nan=False))


SERIES = (
    make_series(45, 84, None, 0, 100, rated=(5, 2, 0, 4, 3)),
    make_series(30, None, 20, 10, 66, role=Role.LAST, name="Last time"),
)


def test_build_radar_figure_has_the_numbers_of_the_drawing() -> None:
    figure = build(*SERIES)
    drawing = ET.fromstring(  # noqa: S314 our own text
        render_radar(axes=make_axes(5), series=SERIES, words=WORDS, **CAPTION)
    )

    for trace in figure["data"]:
        marks = vertices(drawing, Role(trace["meta"]))
        drawn = {int(mark.get("data-axis", "")): float(mark.get("data-score", "")) for mark in marks}
        assert {index: score for index, score in enumerate(trace["r"][:-1]) if score is not None} == drawn


def test_build_radar_figure_outline_is_closed_and_gaps_stay_empty() -> None:
    now = build(*SERIES)["data"][-1]

    assert now["r"] == [45, 84, None, 0, 100, 45]
    assert now["theta"] == ["0", "1", "2", "3", "4", "0"]
    assert (now["connectgaps"], now["customdata"]) == (False, [False, True, False, False, False, False])


def test_build_radar_figure_first_axis_up_and_clockwise() -> None:
    polar = build(*SERIES)["layout"]["polar"]

    assert (polar["angularaxis"]["rotation"], polar["angularaxis"]["direction"]) == (90, "clockwise")
    assert polar["radialaxis"]["range"] == [0, 100]
    assert polar["radialaxis"]["ticktext"] == ["0%", "25%", "50%", "75%", "100%"]


def test_build_radar_figure_hover_says_per_cent_and_n() -> None:
    assert build(*SERIES)["data"][-1]["hovertext"][:3] == [
        "Now<br>Strategy and measurement<br>45% · n=5",
        "Now<br>Licence compliance and legal<br>84% · n=2",
        "Now<br>Inventory and security<br>not measured here",
    ]


def test_build_radar_figure_markup_in_labels_is_text() -> None:
    axes = tuple(RadarAxis(label="<a href='x'>A</a>", short_label="<b>") for _ in range(3))
    figure = build(make_series(1, 2, 3, name="<i>Now"), axes=axes)

    assert figure["data"][0]["name"] == "&lt;i&gt;Now"
    assert figure["layout"]["meta"]["short"] == ["&lt;b&gt;"] * 3
    assert figure["data"][0]["hovertext"][0] == "&lt;i&gt;Now<br>&lt;a href='x'&gt;A&lt;/a&gt;<br>1% · n=5"


def test_build_radar_figure_talks_to_no_cloud() -> None:
    config = build(*SERIES)["config"]

    assert config == {"showSendToCloud": False, "displaylogo": False, "displayModeBar": False, "responsive": True}


def test_build_radar_figure_is_small() -> None:
    figure = build_radar_figure(axes=make_axes(9), series=(make_series(*range(9)),), words=WORDS)

    assert len(json.dumps(figure, separators=(",", ":"))) < 3_000
    assert "template" not in figure["layout"]


def test_build_radar_figure_wrong_series_is_refused() -> None:
    with pytest.raises(ValueError, match="series"):
        build(make_series(1, 2), axes=make_axes(3))
