"""Content in the database as the objects of `assessments.exchange`, to compare with files, check and export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import QuerySet

from assessments.exchange import (
    Content,
    CriterionContent,
    CrossWalkContent,
    DimensionContent,
    LevelContent,
    PointContent,
    PracticeContent,
    ScaleContent,
    VersionContent,
    Where,
)
from assessments.models import Criterion, Dimension, Level, ModelVersion, PracticeRevision, Scale, ScalePoint
from assessments.queries.knowledge import (
    group_keys,
    load_activities,
    load_guides,
    load_risks,
    load_roles,
    read_source,
    split_lines,
)


def load_content_set(versions: QuerySet[ModelVersion] | None = None) -> Content:
    """Everything in a fixed number of queries; with `versions`, only these and the practices and scales they count."""
    chosen = ModelVersion.objects.all() if versions is None else versions
    revisions = PracticeRevision.objects.all()
    if versions is not None:
        revisions = revisions.filter(pk__in=Criterion.objects.filter(version__in=versions).values("revision"))
    practices = _load_practices(revisions)
    used = None if versions is None else {practice.scale for practice in practices}
    return Content(
        scales=tuple(scale for scale in _load_scales() if used is None or scale.key in used),
        roles=load_roles(),
        risks=load_risks(),
        activities=load_activities(),
        guides=load_guides(),
        practices=practices,
        versions=_load_versions(chosen),
    )


def _load_scales() -> tuple[ScaleContent, ...]:
    points: defaultdict[int, list[ScalePoint]] = defaultdict(list)
    for point in ScalePoint.objects.order_by("scale", "position"):
        points[point.scale_id].append(point)
    return tuple(_build_scale(scale, points[scale.pk]) for scale in Scale.objects.order_by("key"))


def _build_scale(scale: Scale, points: list[ScalePoint]) -> ScaleContent:
    return ScaleContent(
        key=scale.key,
        name=scale.name,
        summary=scale.summary,
        points=tuple(
            PointContent(code=row.code, name=row.name, description=row.description, value=row.value) for row in points
        ),
        in_place=next((row.code for row in points if row.is_in_place), ""),
        where=Where(path=f"scales[{scale.key}]"),
    )


def _load_practices(revisions: QuerySet[PracticeRevision]) -> tuple[PracticeContent, ...]:
    through = PracticeRevision.users.through.objects.filter(practicerevision__in=revisions.values("pk"))
    users = group_keys(through.values_list("practicerevision_id", "role__key"))
    rows = revisions.select_related("practice", "scale", "provider", "activity").order_by("practice__key", "number")
    return tuple(_build_practice(row, users.get(row.pk, ())) for row in rows)


def _build_practice(row: PracticeRevision, users: tuple[str, ...]) -> PracticeContent:
    return PracticeContent(
        key=row.practice.key,
        revision=row.number,
        title=row.title,
        statement=row.statement,
        scale=row.scale.key,
        scope=row.scope,
        provider=row.provider.key,
        users=users,
        activity=row.activity.key if row.activity else None,
        counts=row.counts,
        does_not_count=row.does_not_count,
        evidence=row.evidence,
        who_knows=row.who_knows,
        example=row.example,
        source=row.source,
        paraphrase_tried=row.paraphrase_tried,
        remarks=split_lines(row.remarks),
        exceptions=row.exceptions,
        where=Where(path=f"practices[{row.practice.key}]"),
    )


def _load_versions(versions: QuerySet[ModelVersion]) -> tuple[VersionContent, ...]:
    rows = list(versions.select_related("maturity_model").order_by("maturity_model__key", "pk"))
    parts = _Parts({row.pk: f"{row.maturity_model.key} {row.number}" for row in rows})
    return tuple(_build_version(row, parts) for row in rows)


class _Parts:
    """The levels, dimensions and criteria of several versions, by the id of the version: three queries."""

    def __init__(self, titles: Mapping[int, str]) -> None:
        ids = list(titles)
        self.levels: defaultdict[int, list[LevelContent]] = defaultdict(list)
        self.dimensions: defaultdict[int, list[DimensionContent]] = defaultdict(list)
        self.criteria: defaultdict[int, list[CriterionContent]] = defaultdict(list)
        for level in Level.objects.filter(version__in=ids).order_by("number"):
            self.levels[level.version_id].append(_build_level(level, titles[level.version_id]))
        for axis in Dimension.objects.filter(version__in=ids).order_by("position", "pk"):
            self.dimensions[axis.version_id].append(_build_dimension(axis, titles[axis.version_id]))
        related = Criterion.objects.select_related("revision__practice", "dimension", "level")
        for row in related.filter(version__in=ids).order_by("position", "pk"):
            self.criteria[row.version_id].append(_build_criterion(row, titles[row.version_id]))


def _build_version(row: ModelVersion, parts: _Parts) -> VersionContent:
    return VersionContent(
        model=row.maturity_model.key,
        name=row.name,
        position=row.maturity_model.position,
        number=row.number,
        summary=row.summary,
        level_word=row.level_word,
        rules_note=row.rules_note,
        min_in_place=row.min_in_place,
        max_not_applicable=row.max_not_applicable,
        exceptions=row.exceptions,
        **read_source(row),
        levels=tuple(parts.levels[row.pk]),
        dimensions=tuple(parts.dimensions[row.pk]),
        criteria=tuple(parts.criteria[row.pk]),
        cross_walk=_build_cross_walk(row),
        where=Where(path=f"{row.maturity_model.key} {row.number}"),
    )


def _build_cross_walk(row: ModelVersion) -> CrossWalkContent | None:
    if not row.cross_walk_model:
        return None
    where = Where(path=f"{row.maturity_model.key} {row.number}: cross_walk")
    return CrossWalkContent(
        model=row.cross_walk_model, offset=row.cross_walk_offset, source=row.cross_walk_source, where=where
    )


def _build_level(row: Level, title: str) -> LevelContent:
    return LevelContent(
        number=row.number,
        name=row.name,
        aliases=split_lines(row.aliases),
        summary=row.summary,
        signs=split_lines(row.signs),
        where=Where(path=f"{title}: levels[{row.number}]"),
    )


def _build_dimension(row: Dimension, title: str) -> DimensionContent:
    return DimensionContent(
        key=row.key,
        name=row.name,
        short_name=row.short_name,
        summary=row.summary,
        measures=row.measures,
        caption=row.caption,
        exceptions=row.exceptions,
        group=row.group,
        where=Where(path=f"{title}: dimensions[{row.key}]"),
    )


def _build_criterion(row: Criterion, title: str) -> CriterionContent:
    return CriterionContent(
        practice=row.revision.practice.key,
        revision=row.revision.number,
        dimension=row.dimension.key,
        level=row.level.number if row.level else None,
        weight=row.weight,
        key=row.is_key,
        core=row.is_core,
        may_not_apply=row.may_not_apply,
        level_source=row.level_source,
        note=row.note,
        group=row.group,
        where=Where(path=f"{title}: criteria[{row.revision.practice.key}]"),
    )
