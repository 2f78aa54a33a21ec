from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree as ET

from assessments.charts import LevelBar, Role, render_bar_list, render_level_bars
from tests.charts.samples import CAPTION, NS, WORDS, find, make_axes, make_series, read_texts

GATE = Fraction(3, 4)


def make_bar(in_place: int, applicable: int, *, attained: bool | None = False, state: str = "not attained") -> LevelBar:
    share = Fraction(in_place, applicable) if applicable else None
    score = Fraction(1, 2) if applicable else None
    return LevelBar(
        label="Stage 1",
        in_place=in_place,
        applicable=applicable,
        share=share,
        score=score,
        attained=attained,
        state=state,
    )


def draw_levels(*bars: LevelBar, gate: Fraction | None = GATE, width: float = 320) -> ET.Element:
    text = render_level_bars(bars=bars, gate=gate, words=WORDS, width=width, **CAPTION)
    return ET.fromstring(text)  # noqa: S314 our own text


def test_render_level_bars_says_all_in_text() -> None:
    drawing = draw_levels(make_bar(5, 8))

    assert read_texts(drawing) == [
        "Stage 1",
        "not attained",
        "5 of 8 in place (63%)",
        "score 50%",
        "needed: 75% in place",
    ]


def test_render_level_bars_share_is_the_length() -> None:
    drawing = draw_levels(make_bar(1, 2), make_bar(0, 3), make_bar(4, 4, attained=True))
    tracks = [float(node.get("width", "")) for node in find(drawing, "chart-track")]

    assert tracks == [308, 308, 308]
    assert [float(node.get("width", "")) for node in find(drawing, "chart-open")] == [154]
    assert [float(node.get("width", "")) for node in find(drawing, "chart-attained")] == [308]


def test_render_level_bars_gate_stands_at_its_share() -> None:
    marks = find(draw_levels(make_bar(1, 2)), "chart-gate")

    assert [node.get("x1") for node in marks] == ["237", "8"]


def test_render_level_bars_quick_pass_has_no_gate() -> None:
    drawing = draw_levels(make_bar(1, 2, attained=None, state=""), gate=None)

    assert find(drawing, "chart-gate") == []
    assert read_texts(drawing) == ["Stage 1", "", "1 of 2 in place (50%)", "score 50%"]


def test_render_level_bars_share_just_below_the_gate_is_told_apart() -> None:
    assert "149 of 200 in place (74.5%)" in read_texts(draw_levels(make_bar(149, 200)))


def test_render_level_bars_nothing_applies_draws_no_bar() -> None:
    drawing = draw_levels(make_bar(0, 0, attained=None, state="not assessed"))

    assert (len(find(drawing, "chart-open")), len(find(drawing, "chart-track"))) == (0, 1)
    assert read_texts(drawing)[:2] == ["Stage 1", "not assessed"]


def test_render_bar_list_has_a_bar_per_score_and_markers_for_the_rest() -> None:
    series = (make_series(45, None, 0), make_series(30, 20, 10, role=Role.LAST, name="Last"))
    text = render_bar_list(axes=make_axes(3), series=series, words=WORDS, **CAPTION)
    drawing = ET.fromstring(text)  # noqa: S314 our own text

    assert [node.get("data-score") for node in find(drawing, "chart-bar")] == ["45", "0"]
    assert [node.get("data-score") for node in find(drawing, "chart-last") if node.get("data-axis")] == [
        "30",
        "20",
        "10",
    ]
    assert len(find(drawing, "chart-absent")) == 1


def test_render_bar_list_few_rated_is_hollow_with_its_n() -> None:
    text = render_bar_list(axes=make_axes(1), series=(make_series(45, rated=(2,)),), words=WORDS, **CAPTION)
    drawing = ET.fromstring(text)  # noqa: S314 our own text

    assert len(find(drawing, "chart-bar", "chart-hollow")) == 1
    assert read_texts(drawing) == ["Strategy and measurement", "45% · n=2", "hollow: fewer than 3 rated practices"]


def test_render_bar_list_long_words_take_their_own_line() -> None:
    last = make_series(30, role=Role.LAST, name="Last time, in the second half of 2025", rated=(1,))
    text = render_bar_list(axes=make_axes(1), series=(make_series(None), last), words=WORDS, **CAPTION)
    drawing = ET.fromstring(text)  # noqa: S314 our own text
    name, said = list(find(drawing, "chart-axis")[0].iter(f"{NS}text"))

    assert (name.text, name.get("x"), said.get("x")) == ("Strategy and measurement", "6", "6")
    assert float(said.get("y", "")) > float(name.get("y", ""))
