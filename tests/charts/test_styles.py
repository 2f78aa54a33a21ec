"""What the style sheet and the script promise, as far as it can be seen without a browser."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from assessments.charts.bars import OPEN, TRACK
from assessments.charts.series import AREA, LOOKS
from assessments.charts.svg import GRID, INK, MUTED

ROOT = Path(__file__).parents[2]
CSS = (ROOT / "static/css/charts.css").read_text()
SCRIPT = (ROOT / "static/js/chart.js").read_text()


def read_schemes() -> dict[str, dict[str, str]]:
    """The custom properties of the two schemes, in the order of the file: light, dark."""
    blocks = re.findall(r":root \{(.*?)\}", CSS, flags=re.DOTALL)[:2]
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w+);", block)) for block in blocks)
    return {"light": light, "dark": dark}


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2: 0 for black, 1 for white."""
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


SCHEMES = read_schemes()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_charts_css_texts_are_readable(scheme: str) -> None:
    colours = SCHEMES[scheme]
    pairs = [("chart-ink", "chart-surface"), ("chart-muted", "chart-surface"), ("chart-muted", "chart-area")]
    pairs += [(f"heat-{'low' if step < 3 else 'high'}-ink", f"heat-{step}") for step in range(6)]

    assert {pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5} == set()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_charts_css_lines_stand_out(scheme: str) -> None:
    colours = SCHEMES[scheme]
    lines = ("chart-now", "chart-last", "chart-target")

    assert {name for name in lines if contrast(colours[name], colours["chart-surface"]) < 3} == set()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_charts_css_heat_steps_are_a_sequence_of_lightness(scheme: str) -> None:
    steps = [luminance(SCHEMES[scheme][f"heat-{step}"]) for step in range(6)]

    assert steps == sorted(steps, reverse=scheme == "light")
    assert len(set(steps)) == 6


def test_chart_js_holds_the_id_of_the_map_style_in_the_installed_plotly() -> None:
    spec = find_spec("plotly")
    assert spec is not None
    bundle = (Path(str(spec.origin)).parent / "package_data/plotly.min.js").read_text()
    (used,) = re.findall(r'MAP_STYLE_ID = "(\w+)"', SCRIPT)

    # A new plotly may bring a new id; the browser would then refuse a <style> element of its map library.
    assert re.findall(r'getElementById\("(\w{64})"\)', bundle) == [used]


def test_chart_js_writes_no_markup_and_runs_no_text() -> None:
    found = [word for word in ("innerHTML", "eval(", "Function(", "setAttribute", "document.write") if word in SCRIPT]

    assert found == []


def test_charts_css_light_colours_are_those_of_the_drawing() -> None:
    light = SCHEMES["light"]
    drawn = {"ink": INK, "muted": MUTED, "grid": GRID, "track": TRACK, "area": AREA, "open": OPEN}
    drawn |= {role.value: look.stroke for role, look in LOOKS.items()}

    assert {name: light[f"chart-{name}"] for name in drawn} == drawn
