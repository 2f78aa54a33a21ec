"""New content to rows, in few statements. The caller has checked the content, and owns the transaction.

Rows that exist already are found by their keys and left alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assessments.actions.insert_knowledge import insert_knowledge
from assessments.actions.inserting import join_lines, link_rows, list_ids, source_fields
from assessments.exchange import Content, PracticeContent, ScaleContent, VersionContent
from assessments.models import (
    Criterion,
    Dimension,
    Level,
    MaturityModel,
    ModelVersion,
    Practice,
    PracticeRevision,
    Scale,
    ScalePoint,
)
from roles.models import Activity, Role


def insert_content(fresh: Content, *, order: Content) -> list[ModelVersion]:
    """Insert everything in `fresh`; positions are those in `order`. Returns the new versions, which are drafts."""
    _insert_scales(fresh.scales)
    insert_knowledge(fresh, order=order)
    _insert_practices(fresh.practices)
    return _insert_versions(fresh.versions)


def _insert_scales(scales: tuple[ScaleContent, ...]) -> None:
    rows = Scale.objects.bulk_create(Scale(key=item.key, name=item.name, summary=item.summary) for item in scales)
    ScalePoint.objects.bulk_create(
        ScalePoint(
            scale=row,
            code=point.code,
            position=position,
            name=point.name,
            description=point.description,
            value=point.value,
            is_in_place=point.code == item.in_place,
        )
        for row, item in zip(rows, scales, strict=True)
        for position, point in enumerate(item.points)
    )


def _insert_practices(practices: tuple[PracticeContent, ...]) -> None:
    if not practices:
        return
    known = list_ids(Practice)
    keys = dict.fromkeys(item.key for item in practices if item.key not in known)
    Practice.objects.bulk_create(Practice(key=key) for key in keys)
    ids, scales, roles, activities = list_ids(Practice), list_ids(Scale), list_ids(Role), list_ids(Activity)
    rows = PracticeRevision.objects.bulk_create(
        PracticeRevision(
            practice_id=ids[item.key],
            number=item.revision,
            scale_id=scales[item.scale],
            provider_id=roles[item.provider],
            activity_id=activities[item.activity] if item.activity else None,
            **_practice_texts(item),
        )
        for item in practices
    )
    pairs = ((row.pk, roles[key]) for row, item in zip(rows, practices, strict=True) for key in item.users)
    link_rows(PracticeRevision.users.through, "practicerevision_id", "role_id", pairs)


def _practice_texts(item: PracticeContent) -> dict[str, Any]:
    return {
        "title": item.title,
        "statement": item.statement,
        "scope": item.scope,
        "counts": item.counts,
        "does_not_count": item.does_not_count,
        "evidence": dict(item.evidence),
        "who_knows": item.who_knows,
        "example": item.example,
        "source": item.source,
        "paraphrase_tried": item.paraphrase_tried,
        "remarks": join_lines(item.remarks),
        "exceptions": dict(item.exceptions),
    }


def _insert_versions(versions: tuple[VersionContent, ...]) -> list[ModelVersion]:
    if not versions:
        return []
    known = list_ids(MaturityModel)
    heads = {item.model: item for item in reversed(versions) if item.model not in known}
    MaturityModel.objects.bulk_create(
        MaturityModel(key=item.model, name=item.name, position=item.position) for item in heads.values()
    )
    ids = list_ids(MaturityModel)
    rows = ModelVersion.objects.bulk_create(_build_version(item, ids[item.model]) for item in versions)
    _insert_parts(list(zip(rows, versions, strict=True)))
    return rows


def _build_version(item: VersionContent, model_id: int) -> ModelVersion:
    return ModelVersion(
        maturity_model_id=model_id,
        number=item.number,
        name=item.name,
        summary=item.summary,
        level_word=item.level_word,
        rules_note=item.rules_note,
        min_in_place=item.min_in_place,
        max_not_applicable=item.max_not_applicable,
        cross_walk_model=item.cross_walk.model if item.cross_walk else "",
        cross_walk_offset=item.cross_walk.offset if item.cross_walk else 0,
        cross_walk_source=item.cross_walk.source if item.cross_walk else "",
        exceptions=dict(item.exceptions),
        **source_fields(item),
    )


def _insert_parts(pairs: list[tuple[ModelVersion, VersionContent]]) -> None:
    levels = Level.objects.bulk_create(
        Level(
            version=row,
            number=level.number,
            name=level.name,
            aliases=join_lines(level.aliases),
            summary=level.summary,
            signs=join_lines(level.signs),
        )
        for row, item in pairs
        for level in item.levels
    )
    axes = Dimension.objects.bulk_create(
        Dimension(
            version=row,
            key=axis.key,
            name=axis.name,
            short_name=axis.short_name,
            summary=axis.summary,
            caption=axis.caption,
            group=axis.group,
            measures=axis.measures,
            exceptions=dict(axis.exceptions),
            position=position,
        )
        for row, item in pairs
        for position, axis in enumerate(item.dimensions, start=1)
    )
    by_number = {(level.version_id, level.number): level.pk for level in levels}
    by_key = {(axis.version_id, axis.key): axis.pk for axis in axes}
    _insert_criteria(pairs, by_number, by_key)


def _insert_criteria(
    pairs: list[tuple[ModelVersion, VersionContent]],
    levels: Mapping[tuple[int, int], int],
    axes: Mapping[tuple[int, str], int],
) -> None:
    revisions = {
        (key, number): pk for key, number, pk in PracticeRevision.objects.values_list("practice__key", "number", "pk")
    }
    Criterion.objects.bulk_create(
        Criterion(
            version=row,
            revision_id=revisions[counted.practice, counted.revision],
            dimension_id=axes[row.pk, counted.dimension],
            level_id=None if counted.level is None else levels[row.pk, counted.level],
            position=position,
            weight=counted.weight,
            is_key=counted.key,
            is_core=counted.core,
            may_not_apply=counted.may_not_apply,
            level_source=counted.level_source,
            note=counted.note,
            group=counted.group,
        )
        for row, item in pairs
        for position, counted in enumerate(item.criteria, start=1)
    )
