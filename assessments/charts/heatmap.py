"""The heat map of dimension x level: data for a real HTML table, with a text in every cell and a step of lightness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessments.charts.words import ChartWords, say_count, say_percent
from assessments.scoring import Score

STEPS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """One cell: its texts, and the class that lightens or darkens it.

    `step` is 0 to 5, None where there is no score. `measured` is False where the model has no criteria: drawn empty,
    and never as attained; a measured cell without a step has practices that nobody rated.
    """

    text: str
    count: str
    step: int | None
    measured: bool

    @property
    def css_class(self) -> str:
        """Class of static/css/charts.css: heat-0 to heat-5, heat-unrated or heat-none."""
        if self.step is not None:
            return f"heat-{self.step}"
        return "heat-unrated" if self.measured else "heat-none"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One dimension: its label and one cell per level, in the order of the levels."""

    label: str
    cells: tuple[HeatCell, ...]


def lightness_step(score: Fraction) -> int:
    """Step of lightness for a score from 0 to 1: the nearest of the six fifths 0, 1/5, … 1, halves upwards.

    step = ⌊5·v + 1/2⌋. Examples: 29/100 gives 1, 3/10 gives 2, 9/10 gives 5. It only chooses a shade; it is no level.
    """
    return int(score * STEPS + Fraction(1, 2))


def build_heatmap(
    *,
    dimensions: Iterable[tuple[str, str]],
    levels: tuple[int, ...],
    cells: Mapping[tuple[str, int], Score],
    words: ChartWords,
) -> tuple[HeatRow, ...]:
    """Rows for dimensions given as (code, label), out of `Result.cells`; a missing cell is not measured here."""
    return tuple(
        HeatRow(label=label, cells=tuple(_build_cell(cells.get((code, level)), words) for level in levels))
        for code, label in dimensions
    )


def _build_cell(score: Score | None, words: ChartWords) -> HeatCell:
    if score is None or not score.total:
        return HeatCell(text=words.not_measured, count="", step=None, measured=False)
    count = say_count(words, score.rated)
    if score.value is None:
        return HeatCell(text=words.not_rated, count=count, step=None, measured=True)
    return HeatCell(text=say_percent(words, score.value), count=count, step=lightness_step(score.value), measured=True)
