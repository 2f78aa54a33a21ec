from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.charts.geometry import (
    Box,
    Point,
    anchor_of,
    centre_wide,
    columns,
    enclose,
    locate,
    number,
    points,
    stack_top,
    text_box,
    text_width,
    wrap,
)

shares = st.fractions(0, 1, max_denominator=1000)
counts = st.integers(3, 12)


@given(counts, st.integers(0, 11))
def test_locate_zero_is_the_centre(count: int, index: int) -> None:
    place = locate(index=index % count, count=count, share=Fraction(0), radius=100)

    assert (place.x, place.y) == (0, 0)


@given(counts, st.integers(0, 11), shares)
def test_locate_share_is_the_distance(count: int, index: int, share: Fraction) -> None:
    place = locate(index=index % count, count=count, share=share, radius=100)

    assert math.hypot(place.x, place.y) == pytest.approx(100 * float(share))


def test_locate_first_axis_points_up() -> None:
    assert points([locate(index=0, count=9, share=1, radius=100)]) == "0,-100"


@given(counts)
def test_locate_axes_go_clockwise(count: int) -> None:
    ends = [locate(index=index, count=count, share=1, radius=100) for index in range(count)]
    crosses = [a.x * b.y - a.y * b.x for a, b in zip(ends, ends[1:] + ends[:1], strict=True)]

    # With y downwards a positive cross product turns clockwise for the eye.
    assert min(crosses) > 0


def test_locate_four_axes_are_the_four_directions() -> None:
    ends = [locate(index=index, count=4, share=Fraction(1, 2), radius=100) for index in range(4)]

    assert points(ends) == "0,-50 50,0 0,50 -50,0"


def test_anchor_of_eight_axes() -> None:
    anchors = [anchor_of(index, 8) for index in range(8)]

    assert anchors == ["middle", "start", "start", "start", "middle", "end", "end", "end"]


def test_stack_top_keeps_the_block_outside() -> None:
    tops = [stack_top(index=index, count=4, y=0, height=40) for index in range(4)]

    assert tops == pytest.approx([-40, -20, 0, -20])


@pytest.mark.parametrize(
    ("value", "text"), [(12.0, "12"), (-0.001, "0"), (3.14159, "3.14"), (-2.5, "-2.5"), (100, "100"), (0, "0")]
)
def test_number_is_short_and_has_a_dot(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Own projects and communities", ("Own projects", "and communities")),
        ("Strategy", ("Strategy",)),
        ("", ()),
        ("a bb  ccc", ("a bb ccc",)),
        ("Lizenzverwaltungsverantwortung", ("Lizenzverwaltung", "sverantwortung")),
        ("开源合规与法律事务管理", ("开源合规与法律事", "务管理")),
    ],
)
def test_wrap_label_in_even_lines(label: str, lines: tuple[str, ...]) -> None:
    assert wrap(label, width=16) == lines


@given(st.text(max_size=80), st.integers(4, 30))
def test_wrap_loses_nothing_and_stays_narrow(text: str, width: int) -> None:
    lines = wrap(text, width=width)

    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(columns(line) <= width for line in lines)


def test_columns_counts_wide_and_combining_characters() -> None:
    assert [columns(text) for text in ("abc", "开源", "e\u0301")] == [3, 4, 1]


def test_text_width_grows_with_text_and_size() -> None:
    assert text_width("mm", size=10) > text_width("ii", size=10)
    assert text_width("ab", size=20) == 2 * text_width("ab", size=10)


def test_text_box_stands_at_its_anchor() -> None:
    width = text_width("abc", size=10)
    lefts = [text_box("abc", at=Point(x=0, y=0), anchor=anchor, size=10).left for anchor in ("start", "middle", "end")]

    assert lefts == [0, -width / 2, -width]


def test_enclose_holds_all_boxes() -> None:
    boxes = [Box(left=-5, top=0, right=2, bottom=3), Box(left=0, top=-4, right=9, bottom=1)]

    assert enclose(boxes, margin=1) == Box(left=-6, top=-5, right=10, bottom=4)
    assert centre_wide(enclose(boxes)) == Box(left=-9, top=-4, right=9, bottom=3)
