"""Axes, series and words that the chart tests draw, and how they read a drawing."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree as ET

from assessments.charts import ChartWords, RadarAxis, RadarSeries, Role

NS = "{http://www.w3.org/2000/svg}"
WORDS = ChartWords(
    percent="{number}%",
    count="n={count}",
    in_place="{count} of {total} in place",
    score="score {percent}",
    gate="needed: {percent} in place",
    not_measured="not measured here",
    not_rated="not rated yet",
    thin="hollow: fewer than 3 rated practices",
)
LABELS = (
    ("Strategy and measurement", "Strategy"),
    ("Licence compliance and legal", "Licences"),
    ("Inventory and security", "Inventory"),
    ("Selection and technology advice", "Selection"),
    ("Policy, process and tooling", "Policy"),
    ("People and InnerSource", "People"),
    ("Upstream and ecosystem", "Upstream"),
    ("Own projects and communities", "Own projects"),
    ("Ability to execute", "Ability"),
)
CAPTION = {"title": "Highest: licences, 84%", "description": "Scores of the dimensions", "ids_prefix": "radar"}


def make_axes(count: int) -> tuple[RadarAxis, ...]:
    """The first axes of the longest labels that ship."""
    return tuple(RadarAxis(label=label, short_label=short) for label, short in LABELS[:count])


def make_series(
    *percents: int | None, role: Role = Role.NOW, name: str = "Now", rated: tuple[int, ...] = ()
) -> RadarSeries:
    """A series out of whole per cents; every score rests on 5 practices unless `rated` says otherwise."""
    values = tuple(None if percent is None else Fraction(percent, 100) for percent in percents)
    return RadarSeries(name=name, values=values, rated=rated or (5,) * len(values), role=role)


def find(drawing: ET.Element, *classes: str) -> list[ET.Element]:
    """All elements that have every one of these classes."""
    return [node for node in drawing.iter() if set(classes) <= set(node.get("class", "").split())]


def read_texts(drawing: ET.Element) -> list[str]:
    return ["".join(node.itertext()) for node in drawing.iter(f"{NS}text")]


def place_of(mark: ET.Element) -> tuple[str | None, str | None]:
    return mark.get("cx"), mark.get("cy")


def vertices(drawing: ET.Element, role: Role) -> list[ET.Element]:
    return [mark for mark in find(drawing, "chart-mark", f"chart-{role}") if mark.get("data-axis")]
