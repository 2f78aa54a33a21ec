from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from assessments.charts import PlaneMark, Role, render_plane
from tests.charts.samples import CAPTION, WORDS, find, place_of, read_texts

STAGES = {stage: f"Stage {stage}" for stage in range(5)}


def draw(*marks: PlaneMark) -> ET.Element:
    text = render_plane(marks=marks, stages=STAGES, across="Stage", upwards="Ability", words=WORDS, **CAPTION)
    return ET.fromstring(text)  # noqa: S314 our own text


def test_render_plane_point_stands_in_its_stage_at_its_ability() -> None:
    places = [
        place_of(find(draw(PlaneMark(name="Now", stage=stage, ability=ability)), "chart-mark")[0])
        for stage, ability in ((0, Fraction(0)), (2, Fraction(1, 2)), (4, Fraction(1)))
    ]

    assert [y for _, y in places] == ["234", "134", "34"]
    lefts = [float(x or "") for x, _ in places]
    assert lefts == sorted(lefts)
    assert lefts[1] - lefts[0] == pytest.approx(lefts[2] - lefts[1], abs=0.02)


def test_render_plane_span_is_a_bar_and_no_point() -> None:
    drawing = draw(PlaneMark(name="Now", stage=1, span=(Fraction(1, 5), Fraction(4, 5))))
    (bar,) = find(drawing, "chart-span")

    assert (bar.get("y"), bar.get("height")) == ("74", "120")
    assert find(drawing, "chart-mark") == []
    assert "20%\N{EN DASH}80%" in read_texts(drawing)


def test_render_plane_marks_of_one_stage_do_not_hide_each_other() -> None:
    half = Fraction(1, 2)
    drawing = draw(*(PlaneMark(name=role, stage=1, ability=half, role=role) for role in Role))
    now, last, target = (find(drawing, "chart-mark", f"chart-{role}")[0] for role in Role)

    centre, column = float(now.get("cx", "")), find(drawing, "chart-spoke")[:2]
    aside = 0.26 * (float(column[1].get("x1", "")) - float(column[0].get("x1", "")))
    middles = float(last.get("x", "")) + 3.25, float(target.get("points", "").split(",")[0])
    assert middles == pytest.approx((centre - aside, centre + aside), abs=0.02)


def test_render_plane_without_ability_draws_no_mark() -> None:
    drawing = draw(PlaneMark(name="Now", stage=1))

    assert (find(drawing, "chart-mark"), find(drawing, "chart-span")) == ([], [])


def test_render_plane_unknown_stage_is_refused() -> None:
    with pytest.raises(ValueError, match="stage"):
        draw(PlaneMark(name="Now", stage=7, ability=Fraction(1)))


def test_render_plane_names_all_stages_and_both_directions() -> None:
    assert set(read_texts(draw())) == {*STAGES.values(), "Stage", "Ability", "0%", "25%", "50%", "75%", "100%"}
