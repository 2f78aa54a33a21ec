"""What a report holds: texts ready to be shown, charts ready to be placed, and the exact result behind them.

Every text here is plain and unescaped; the SVG of `Drawings` is markup that `charts` has escaped. What only one module
builds from, and nothing else refers to, has its shape there (`baselines`, `role_views`).
"""

from __future__ import annotations

from dataclasses import dataclass

from assessments.charts import HeatRow, RadarAxis, RadarSeries
from assessments.report.baselines import BaselineReport
from assessments.report.role_views import RoleViewsReport
from assessments.scoring import CrossWalkReading, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the report is about, for cover and breadcrumbs."""

    pk: int
    organisation: str
    unit: str
    cycle: str
    as_of: str
    scope: str
    status: str
    status_note: str
    progress: str
    models: tuple[str, ...]
    is_final: bool
    is_started: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeLine:
    """A practice in a list: its statement, and `now`, where it stands."""

    key: str
    title: str
    statement: str
    now: str
    is_key: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What the next level asks: a sentence, the practices, and what none of them can mend."""

    sentence: str
    practices: tuple[PracticeLine, ...]
    obstacles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The placement in words; `word` and `number` are the level apart from its name, empty without a placement."""

    text: str
    rung: str
    name: str
    overall: str
    coverage: str
    notes: tuple[str, ...]
    profile: str
    holds: tuple[str, ...]
    out_of_order: str
    rests_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRow:
    """One level in the table of levels; `not_in_place` are its practices for appendix A."""

    rung: str
    name: str
    in_place: str
    share: str
    score: str
    coverage: str
    state: str
    is_reached: bool
    not_in_place: tuple[PracticeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionRow:
    """One dimension in the table that says what the radar shows. `is_thin`: rests on fewer than 3 rated practices."""

    key: str
    name: str
    score: str
    rated: str
    in_place: str
    coverage: str
    levels: str
    is_thin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ability:
    """The ability to execute, beside the placement and never in it. `plane` is empty without a placement."""

    caption: str
    rows: tuple[DimensionRow, ...]
    title: str
    plane: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawings:
    """SVG of one version, wide and narrow (where a bar list stands for the radar), and the interactive chart's data."""

    bars: str
    bars_compact: str
    radar: str
    radar_narrow: str
    radar_title: str
    axes: tuple[RadarAxis, ...]
    series: tuple[RadarSeries, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the model comes from, and under which licence its content is shown."""

    text: str
    url: str
    licence: str
    attribution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReport:
    """The result of one pinned version. `not_in_place` are its practices of no level, for appendix A.

    `target` says which level is aimed at and how far it is; empty without one.
    """

    key: str
    name: str
    number: str
    level_word: str
    headline: Headline
    next_step: NextStep
    levels: tuple[LevelRow, ...]
    dimensions: tuple[DimensionRow, ...]
    heat_levels: tuple[str, ...]
    heat: tuple[HeatRow, ...]
    ability: Ability | None
    drawings: Drawings
    not_in_place: tuple[PracticeLine, ...]
    rules_note: str
    method: tuple[str, ...]
    source: Source
    result: Result
    target: str = ""
    baseline: BaselineReport | None = None

    @property
    def full_name(self) -> str:
        return f"{self.name} {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossWalkPair:
    """Two levels that stand side by side; `standing` says which of the two models stands there, if any."""

    own: str
    other: str
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossWalkCause:
    """A practice that holds the lower model, and why it does not hold the other."""

    line: PracticeLine
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossWalkReport:
    """Two models of the assessment side by side: an aid for reading, never a level or a score of both."""

    key: str
    title: str
    verdict: str
    models: tuple[str, str]
    pairs: tuple[CrossWalkPair, ...]
    introduction: str
    causes: tuple[CrossWalkCause, ...]
    obstacles: tuple[str, ...]
    note: str
    reading: CrossWalkReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The page for executives."""

    placements: tuple[tuple[str, str], ...]
    strengths: tuple[str, ...]
    gaps: tuple[PracticeLine, ...]
    asks: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A participant in the table of people; only where the assessment names them.

    `account` is shown nowhere; it says whom to take out when a person is erased (`report.redacting`).
    """

    name: str
    roles: str
    state: str
    account: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLine:
    """How many participants hold a role."""

    role: str
    people: str


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who answered, as far as the confidentiality of the assessment lets it be told."""

    text: str
    note: str
    roles: tuple[RoleLine, ...]
    named: tuple[PersonLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkLine:
    """A comment, a reason or evidence beside an answer; `who` is empty by group.

    `account` as above. By group it is None where a participant wrote: else it would join what one person wrote.
    """

    who: str
    said: str
    reason: str
    comment: str
    evidence: tuple[str, ...]
    account: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """The unit's answer to one practice, whose word it is, and what people wrote beside it."""

    key: str
    title: str
    statement: str
    answer: str
    basis: str
    counts: str
    conversation: bool
    remarks: tuple[RemarkLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSection:
    name: str
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole report. `answers` and `role_views` are empty in a report for the page, which does not show them."""

    head: Head
    summary: Summary
    models: tuple[ModelReport, ...]
    cross_walks: tuple[CrossWalkReport, ...]
    people: People
    answers: tuple[AnswerSection, ...]
    caveats: tuple[str, ...]
    glossary: tuple[tuple[str, str], ...]
    role_views: tuple[RoleViewsReport, ...] = ()

    def model(self, key: str) -> ModelReport | None:
        """The part of one model by its key."""
        return next((part for part in self.models if part.key == key), None)
