from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.charts import RadarAxis, RadarSeries, Role, render_radar
from assessments.charts.geometry import number
from tests.charts.samples import CAPTION, NS, WORDS, find, make_axes, make_series, place_of, read_texts, vertices


def draw(*series: RadarSeries, axes: tuple[RadarAxis, ...] | None = None, compact: bool = False) -> ET.Element:
    axes = axes or make_axes(len(series[0].values))
    text = render_radar(axes=axes, series=series, words=WORDS, compact=compact, **CAPTION)
    return ET.fromstring(text)  # noqa: S314 our own text


@given(st.lists(st.none() | st.integers(0, 100), min_size=3, max_size=9))
def test_render_radar_has_one_vertex_per_measured_axis(percents: list[int | None]) -> None:
    marks = vertices(draw(make_series(*percents)), Role.NOW)

    scores = {int(mark.get("data-axis", "")): mark.get("data-score") for mark in marks}
    assert scores == {index: number(percent) for index, percent in enumerate(percents) if percent is not None}


def test_render_radar_vertices_stand_at_their_scores() -> None:
    marks = vertices(draw(make_series(100, 50, 0, 25)), Role.NOW)

    assert [place_of(mark) for mark in marks] == [("0", "-160"), ("80", "0"), ("0", "0"), ("-40", "0")]


def test_render_radar_outline_runs_through_all_vertices() -> None:
    (outline,) = find(draw(make_series(100, 50, 0, 25)), "chart-line", "chart-now")

    assert (outline.tag, outline.get("points")) == (f"{NS}polygon", "0,-160 80,0 0,0 -40,0")


def test_render_radar_gap_breaks_the_outline() -> None:
    drawing = draw(make_series(100, None, 50, 100))
    (outline,) = find(drawing, "chart-line", "chart-now")
    (area,) = find(drawing, "chart-area")

    assert (outline.tag, outline.get("points")) == (f"{NS}polyline", "0,80 -160,0 0,-160")
    assert area.get("points") == "0,80 -160,0 0,-160 0,0"
    assert len(find(drawing, "chart-absent-mark")) == 1
    assert read_texts(drawing).count("not measured here") == 1


def test_render_radar_lonely_vertex_has_no_line() -> None:
    drawing = draw(make_series(40, None, None, None))

    assert (len(find(drawing, "chart-line")), len(find(drawing, "chart-area"))) == (0, 0)
    assert len(vertices(drawing, Role.NOW)) == 1


def test_render_radar_nothing_rated_says_so_for_each_axis() -> None:
    axes = tuple(RadarAxis(label=name, short_label=name, absent="not rated yet") for name in "ABC")
    drawing = draw(make_series(None, None, None), axes=axes)

    assert read_texts(drawing).count("not rated yet") == 3


def test_render_radar_few_rated_is_hollow_with_its_n() -> None:
    drawing = draw(make_series(40, 50, 60, rated=(2, 3, 1)))

    hollow = [mark.get("data-axis") for mark in vertices(drawing, Role.NOW) if "chart-hollow" in mark.get("class", "")]
    assert hollow == ["0", "2"]
    assert [text for text in read_texts(drawing) if "n=" in text] == ["40% · n=2", "60% · n=1"]
    assert "hollow: fewer than 3 rated practices" in read_texts(drawing)


def test_render_radar_thin_last_time_has_its_own_n() -> None:
    last = make_series(10, 20, 30, role=Role.LAST, name="Before", rated=(5, 1, 2))
    drawing = draw(make_series(40, 50, 60, rated=(5, 5, 2)), last)

    assert [text for text in read_texts(drawing) if "n=" in text] == ["50%", "Before: n=1", "60% · n=2"][1:]


def test_render_radar_series_differ_without_colour() -> None:
    now, last, target = (
        make_series(9, 9, 9),
        make_series(5, 5, 5, role=Role.LAST),
        make_series(9, 8, 7, role=Role.TARGET),
    )
    drawing = draw(now, last, target)

    dashes = {role: find(drawing, "chart-line", f"chart-{role}")[0].get("stroke-dasharray") for role in Role}
    shapes = {role: vertices(drawing, role)[0].tag for role in Role}
    assert dashes == {Role.NOW: None, Role.LAST: "7 4", Role.TARGET: "1.5 3.5"}
    assert shapes == {Role.NOW: f"{NS}circle", Role.LAST: f"{NS}rect", Role.TARGET: f"{NS}polygon"}


def test_render_radar_title_comes_first_and_names_the_picture() -> None:
    drawing = draw(make_series(1, 2, 3))

    assert [(node.tag, node.text) for node in drawing[:2]] == [
        (f"{NS}title", CAPTION["title"]),
        (f"{NS}desc", CAPTION["description"]),
    ]
    assert (drawing.get("role"), drawing.get("aria-labelledby")) == ("img", "radar-title radar-desc")


def test_render_radar_rings_are_labelled_in_per_cent() -> None:
    assert [text for text in read_texts(draw(make_series(None, None, None))) if "%" in text] == [
        "0%",
        "25%",
        "50%",
        "75%",
        "100%",
    ]


@given(st.text(max_size=40), st.text(max_size=40))
def test_render_radar_any_text_gives_valid_xml_and_comes_back(label: str, title: str) -> None:
    axes = tuple(RadarAxis(label=label, short_label=label, note=label) for _ in range(3))
    series = (make_series(1, 2, 3, name=label),)
    text = render_radar(
        axes=axes, series=series, words=WORDS, title=title, description=label, ids_prefix="x", compact=False
    )

    assert ET.fromstring(text).tag == f"{NS}svg"  # noqa: S314 our own text


def test_render_radar_escapes_markup() -> None:
    evil = "<script>alert(1)</script>\"'&"
    axes = tuple(RadarAxis(label=evil, short_label=evil) for _ in range(3))
    text = render_radar(
        axes=axes, series=(make_series(1, 2, 3),), words=WORDS, title=evil, description=evil, ids_prefix='"><b'
    )

    drawing = ET.fromstring(text)  # noqa: S314 our own text
    assert drawing[0].text == evil
    assert (drawing.get("aria-labelledby"), "<script" in text) == ('"><b-title "><b-desc', False)


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("count", [3, 5, 8, 9, 12])
def test_render_radar_nothing_is_cut_off(count: int, compact: bool) -> None:
    axes = (make_axes(9) * 2)[:count]
    drawing = draw(make_series(*[100] * count), axes=axes, compact=compact)
    left, top, width, height = map(float, drawing.get("viewBox", "").split())

    for node in drawing.iter(f"{NS}text"):
        x, y = float(node.get("x", "")), float(node.get("y", ""))
        assert left < x < left + width
        assert top < y - 8 < y < top + height


def test_render_radar_compact_fits_a_phone() -> None:
    drawing = draw(make_series(45, 84, 62, 30, 71, 71, 100, 0), compact=True)

    assert float(drawing.get("width", "")) <= 330
    assert "Own" in read_texts(drawing)


def test_render_radar_two_axes_gives_bars() -> None:
    drawing = draw(make_series(45, 84))

    assert drawing.get("class") == "chart chart-bars"
    assert [bar.get("data-score") for bar in find(drawing, "chart-bar")] == ["45", "84"]


def test_render_radar_same_input_gives_same_bytes_in_another_process() -> None:
    code = (
        "from tests.charts.samples import *\nfrom assessments.charts import render_radar\n"
        "print(render_radar(axes=make_axes(4), series=(make_series(1, 33, None, 7),), words=WORDS, **CAPTION), end='')"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    here = render_radar(axes=make_axes(4), series=(make_series(1, 33, None, 7),), words=WORDS, **CAPTION)
    assert other.stdout.decode() == here


def test_render_radar_has_no_style_and_no_script() -> None:
    text = render_radar(axes=make_axes(5), series=(make_series(1, 2, 3, 4, 5),), words=WORDS, **CAPTION)

    assert [word for word in ("style=", "<style", "<script", " on", "href") if word in text.split("<desc")[0]] == []


@pytest.mark.parametrize(
    "series",
    [
        (),
        (make_series(1, 2),),
        (make_series(1, 2, 3), make_series(1, 2, 3)),
    ],
    ids=["none", "too short", "one role twice"],
)
def test_render_radar_series_that_do_not_fit_are_refused(series: tuple[RadarSeries, ...]) -> None:
    with pytest.raises(ValueError, match="series"):
        render_radar(axes=make_axes(3), series=series, words=WORDS, **CAPTION)


@pytest.mark.parametrize(
    ("values", "rated"), [((Fraction(1, 2),), ()), ((Fraction(3, 2),), (3,)), ((Fraction(-1),), (3,))]
)
def test_radar_series_that_is_wrong_in_itself_is_refused(values: tuple[Fraction, ...], rated: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="series 'Now'"):
        RadarSeries(name="Now", values=values, rated=rated)
