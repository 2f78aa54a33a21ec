"""Rubrics: what the engine needs of versions, in five queries whatever their number and size.

A published version never changes, so its rubric is read once per process. What is kept is known by the version's
id and its moment of publication, so that a restored or emptied database cannot meet a rubric of another version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from assessments import scoring
from assessments.models import Criterion, Dimension, Level, ModelVersion, ScalePoint
from assessments.queries.keeping import Kept

KEPT = 64
Known = tuple[int, datetime]
_kept: Kept[Known, scoring.Rubric] = Kept(KEPT)


def load_rubric(version: ModelVersion, *, core: bool = False) -> scoring.Rubric:
    """The rubric of one version, or of its quick pass. Raises `scoring.RubricError` for a draft that breaks a rule."""
    return load_rubrics([version], core=core)[0]


def load_rubrics(versions: Iterable[ModelVersion], *, core: bool = False) -> tuple[scoring.Rubric, ...]:
    """The rubrics of several versions, in their order; practice keys are the rubrics' practice ids."""
    wanted = list(versions)
    found = {version.pk: _find(version) for version in wanted}
    missing = [version for version in wanted if found[version.pk] is None]
    if missing:
        found |= _read(missing)
    rubrics = tuple(rubric for rubric in (found[version.pk] for version in wanted) if rubric is not None)
    return tuple(_core(rubric) for rubric in rubrics) if core else rubrics


@lru_cache(maxsize=KEPT)
def _core(rubric: scoring.Rubric) -> scoring.Rubric:
    return rubric.core()


def _get_key(version: ModelVersion) -> Known | None:
    """What a version is known by; None for a draft, which still changes and is never kept."""
    if version.status == ModelVersion.Status.DRAFT or version.published_at is None:
        return None
    return version.pk, version.published_at


def _find(version: ModelVersion) -> scoring.Rubric | None:
    key = _get_key(version)
    return None if key is None else _kept.find(key)


def _keep(version: ModelVersion, rubric: scoring.Rubric) -> None:
    key = _get_key(version)
    if key is not None:
        _kept.keep(key, rubric)


class _Counted(NamedTuple):
    """One criterion's row, with the keys of what it refers to."""

    version: int
    practice: str
    scale: str
    dimension: str
    level: int | None
    weight: Fraction
    key: bool
    core: bool
    may_not_apply: bool


COLUMNS = (
    "version_id",
    "revision__practice__key",
    "revision__scale__key",
    "dimension__key",
    "level__number",
    "weight",
    "is_key",
    "is_core",
    "may_not_apply",
)


def _read(versions: Sequence[ModelVersion]) -> dict[int, scoring.Rubric]:
    ids = [version.pk for version in versions]
    models = dict(ModelVersion.objects.filter(pk__in=ids).values_list("pk", "maturity_model__key"))
    levels = _read_levels(ids)
    dimensions = _read_dimensions(ids)
    counted = _read_criteria(ids)
    scales = _read_scales({row.scale for rows in counted.values() for row in rows})
    rubrics = {}
    for version in versions:
        rows = counted[version.pk]
        rubric = scoring.Rubric(
            model=models[version.pk],
            version=version.number,
            levels=tuple(levels[version.pk]),
            dimensions=tuple(dimensions[version.pk]),
            scales={key: scales[key] for key in dict.fromkeys(row.scale for row in rows)},
            criteria=tuple(_build_criterion(row) for row in rows),
            min_in_place=version.min_in_place,
            max_not_applicable=version.max_not_applicable,
        )
        _keep(version, rubric)
        rubrics[version.pk] = rubric
    return rubrics


def _build_criterion(row: _Counted) -> scoring.Criterion:
    return scoring.Criterion(
        practice=row.practice,
        scale=row.scale,
        dimension=row.dimension,
        level=row.level,
        weight=row.weight,
        key=row.key,
        core=row.core,
        may_not_apply=row.may_not_apply,
    )


def _read_levels(ids: Collection[int]) -> defaultdict[int, list[int]]:
    levels: defaultdict[int, list[int]] = defaultdict(list)
    for version, number in Level.objects.filter(version__in=ids).order_by("number").values_list("version", "number"):
        levels[version].append(number)
    return levels


def _read_dimensions(ids: Collection[int]) -> defaultdict[int, list[scoring.Dimension]]:
    dimensions: defaultdict[int, list[scoring.Dimension]] = defaultdict(list)
    rows = Dimension.objects.filter(version__in=ids).order_by("position", "pk")
    for version, key, measures in rows.values_list("version", "key", "measures"):
        dimensions[version].append(scoring.Dimension(code=key, measures=scoring.Measures(measures)))
    return dimensions


def _read_criteria(ids: Collection[int]) -> defaultdict[int, list[_Counted]]:
    counted: defaultdict[int, list[_Counted]] = defaultdict(list)
    for row in Criterion.objects.filter(version__in=ids).order_by("position", "pk").values_list(*COLUMNS):
        counted[row[0]].append(_Counted(*row))
    return counted


def _read_scales(keys: Collection[str]) -> dict[str, scoring.Scale]:
    points: defaultdict[str, list[scoring.Point]] = defaultdict(list)
    in_place: dict[str, str] = {}
    rows = ScalePoint.objects.filter(scale__key__in=keys).order_by("position")
    for key, code, value, is_in_place in rows.values_list("scale__key", "code", "value", "is_in_place"):
        points[key].append(scoring.Point(code=code, value=value))
        if is_in_place:
            in_place[key] = code
    return {
        key: scoring.Scale(code=key, points=tuple(own), in_place=in_place.get(key, "")) for key, own in points.items()
    }
