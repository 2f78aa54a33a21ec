"""Content to what the engine scores with."""

from __future__ import annotations

from collections.abc import Mapping

from assessments import scoring
from assessments.exchange.format import PracticeContent, ScaleContent, VersionContent

PracticeIndex = Mapping[tuple[str, int], PracticeContent]
ScaleIndex = Mapping[str, ScaleContent]


def build_scale(scale: ScaleContent) -> scoring.Scale:
    """Raises `scoring.RubricError` when the scale breaks a rule; `check_content` finds these first."""
    points = tuple(scoring.Point(code=point.code, value=point.value) for point in scale.points)
    return scoring.Scale(code=scale.key, points=points, in_place=scale.in_place)


def build_rubric(version: VersionContent, practices: PracticeIndex, scales: ScaleIndex) -> scoring.Rubric:
    """The rubric of a version; `practices` by (key, revision). Raises `scoring.RubricError` as above."""
    counted = [(item, practices[item.practice, item.revision].scale) for item in version.criteria]
    return scoring.Rubric(
        model=version.model,
        version=version.number,
        levels=tuple(level.number for level in version.levels),
        dimensions=tuple(
            scoring.Dimension(code=axis.key, measures=scoring.Measures(axis.measures)) for axis in version.dimensions
        ),
        scales={key: build_scale(scales[key]) for key in sorted({scale for _item, scale in counted})},
        criteria=tuple(
            scoring.Criterion(
                practice=item.practice,
                scale=scale,
                dimension=item.dimension,
                level=item.level,
                weight=item.weight,
                key=item.key,
                core=item.core,
                may_not_apply=item.may_not_apply,
            )
            for item, scale in counted
        ),
        min_in_place=version.min_in_place,
        max_not_applicable=version.max_not_applicable,
    )
