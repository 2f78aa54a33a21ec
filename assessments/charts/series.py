"""What a chart of dimensions is drawn from: its axes, and up to three series over them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assessments.charts.words import ChartWords, fill, say_count, say_percent
from assessments.scoring.results import THIN_BELOW


class Role(StrEnum):
    """What a series stands for; it decides line, marker and colour. The name that people read is handed in."""

    NOW = "now"
    LAST = "last"
    TARGET = "target"


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarAxis:
    """One dimension. `short_label` is for narrow drawings; `note` says in a few words what is measured in it.

    `absent` replaces the words "not measured here" where the dimension has practices and nobody rated one.
    """

    label: str
    short_label: str
    note: str = ""
    absent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarSeries:
    """Scores from 0 to 1, one per axis and in its order; None where there is none. `rated` counts practices, each n.

    The first series of a chart is its subject: its scores stand beside the axis labels.
    """

    name: str
    values: tuple[Fraction | None, ...]
    rated: tuple[int, ...]
    role: Role = Role.NOW

    def __post_init__(self) -> None:
        if len(self.values) != len(self.rated):
            raise ValueError(f"series {self.name!r}: {len(self.values)} scores and {len(self.rated)} counts")
        if any(value is not None and not 0 <= value <= 1 for value in self.values):
            raise ValueError(f"series {self.name!r}: a score is not from 0 to 1")

    def is_thin(self, index: int) -> bool:
        """Whether the score of an axis rests on fewer than 3 rated practices: drawn hollow, with its n."""
        return self.values[index] is not None and self.rated[index] < THIN_BELOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a role is drawn where no style sheet reaches: colour, dash pattern, marker. Told apart without colour."""

    stroke: str
    marker: str
    dashes: str | None = None
    width: float = 1.75


LOOKS = {
    Role.NOW: Look(stroke="#0a6866", marker="circle", width=2.25),
    Role.LAST: Look(stroke="#5d6664", marker="square", dashes="7 4"),
    Role.TARGET: Look(stroke="#9c4a12", marker="diamond", dashes="1.5 3.5"),
}
AREA = "#e1f1ef"


def check_series(axes: tuple[RadarAxis, ...], series: tuple[RadarSeries, ...]) -> None:
    """Raises `ValueError` unless there are one to three series, of different roles, with one score per axis."""
    if not 1 <= len(series) <= len(Role) or len({one.role for one in series}) != len(series):
        raise ValueError("a chart has one to three series, each in its own role")
    if any(len(one.values) != len(axes) for one in series):
        raise ValueError(f"a series does not have {len(axes)} scores, one per axis")


def find_runs(values: tuple[Fraction | None, ...]) -> tuple[tuple[int, ...], ...]:
    """Neighbouring axes that have scores, clockwise, the last one joined to the first; a gap parts them.

    Examples: (a, b, c) gives one run of all; (a, None, c, d) gives (2, 3, 0).
    """
    count = len(values)
    gaps = [index for index, value in enumerate(values) if value is None]
    if not gaps:
        return (tuple(range(count)),)
    runs: list[list[int]] = [[]]
    for step in range(1, count + 1):
        index = (gaps[0] + step) % count
        if values[index] is None:
            runs.append([])
        else:
            runs[-1].append(index)
    return tuple(tuple(run) for run in runs if run)


def say_score(words: ChartWords, axis: RadarAxis, series: RadarSeries, index: int) -> str:
    """The score of one axis in words: "62%", "62% · n=2" when it rests on few practices, or why there is none."""
    value = series.values[index]
    if value is None:
        return axis.absent or words.not_measured
    percent = say_percent(words, value)
    return f"{percent} · {say_count(words, series.rated[index])}" if series.is_thin(index) else percent


def say_thin_others(words: ChartWords, series: tuple[RadarSeries, ...], index: int) -> tuple[str, ...]:
    """For the further series whose hollow vertex rests on another n than the first one's: "Last time: n=1"."""
    first = series[0].rated[index] if series[0].is_thin(index) else None
    return tuple(
        fill("{name}: {count}", name=one.name, count=say_count(words, one.rated[index]))
        for one in series[1:]
        if one.is_thin(index) and one.rated[index] != first
    )
