from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.charts import build_heatmap, lightness_step
from assessments.scoring import Score
from tests.charts.samples import WORDS

shares = st.fractions(0, 1)


def make_score(value: Fraction | None, rated: int, *, open_ones: int = 1) -> Score:
    return Score(value=value, rated=rated, in_place=0, dont_know=0, no_answer=open_ones, not_applicable=0)


@pytest.mark.parametrize(
    ("percent", "step"), [(0, 0), (9, 0), (10, 1), (29, 1), (30, 2), (50, 3), (89, 4), (90, 5), (100, 5)]
)
def test_lightness_step_is_the_nearest_fifth(percent: int, step: int) -> None:
    assert lightness_step(Fraction(percent, 100)) == step


@given(shares, shares)
def test_lightness_step_never_falls_while_the_score_rises(one: Fraction, other: Fraction) -> None:
    assert 0 <= lightness_step(min(one, other)) <= lightness_step(max(one, other)) <= 5


def test_build_heatmap_tells_its_four_kinds_of_cell_apart() -> None:
    cells = {
        ("legal", 1): make_score(Fraction(2, 3), 3),
        ("legal", 2): make_score(None, 0),
        ("legal", 4): make_score(None, 0, open_ones=0),
    }

    (row,) = build_heatmap(dimensions=[("legal", "Licences")], levels=(1, 2, 3, 4), cells=cells, words=WORDS)

    assert row.label == "Licences"
    assert [(cell.text, cell.count, cell.css_class) for cell in row.cells] == [
        ("67%", "n=3", "heat-3"),
        ("not rated yet", "n=0", "heat-unrated"),
        ("not measured here", "", "heat-none"),
        ("not measured here", "", "heat-none"),
    ]
