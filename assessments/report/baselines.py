"""The part of a report that sets an earlier result, imported from elsewhere, beside the present one."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format

from assessments import wording
from assessments.queries.baselines import EarlierResult
from assessments.queries.results import VersionResult
from assessments.wording import baselines as said


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineRow:
    """One dimension then and now; `then` and `change` are empty where nothing was measured."""

    name: str
    then: str
    now: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineReport:
    """An earlier result beside the present one. `note` says that it is imported and not recomputable."""

    name: str
    note: str
    level: str
    rows: tuple[BaselineRow, ...]


def build_baseline(part: VersionResult) -> BaselineReport | None:
    """None where no earlier result was entered."""
    earlier = part.baseline
    if earlier is None:
        return None
    return BaselineReport(
        name=earlier.name,
        note=said.say_imported(date_format(earlier.taken_on, "DATE_FORMAT"), earlier.source),
        level=said.say_earlier_level(earlier.level, part.labels),
        rows=tuple(_build_row(part, earlier, code) for code in part.labels.dimensions),
    )


def _build_row(part: VersionResult, earlier: EarlierResult, code: str) -> BaselineRow:
    then, now = earlier.scores.get(code), part.result.dimensions[code]
    return BaselineRow(
        name=part.labels.dimensions[code].name,
        then="" if then is None else wording.say_percent(then),
        now=wording.say_score(now),
        change="" if then is None or now.value is None else said.say_change(then, now.value),
    )
