"""Earlier results that were measured elsewhere, as the report shows them beside the present one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from assessments.models import Baseline

if TYPE_CHECKING:
    import datetime

    from assessments.models import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierResult:
    """One baseline. `scores` are from 0 to 1 by the key of the dimension; `level` is None where there was none."""

    name: str
    taken_on: datetime.date
    source: str
    level: int | None
    scores: Mapping[str, Fraction] = field(hash=False)
    entered_by: str


def load_baselines(assessment: Assessment) -> dict[str, EarlierResult]:
    """The baselines of an assessment for the versions that it pins now, by the key of the model. One query."""
    rows = Baseline.objects.filter(assessment=assessment, version__pins__assessment=assessment)
    return {
        row.version.maturity_model.key: _read(row)
        for row in rows.select_related("version__maturity_model", "entered_by")
    }


def _read(row: Baseline) -> EarlierResult:
    return EarlierResult(
        name=row.name,
        taken_on=row.taken_on,
        source=row.source,
        level=row.level,
        scores={key: Fraction(score) for key, score in row.scores.items()},
        entered_by=row.entered_by.get_full_name() if row.entered_by else "",
    )
