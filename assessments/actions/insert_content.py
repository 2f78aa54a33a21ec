"""New content to rows, in few statements. The caller has checked the content, and owns the transaction.

Rows that exist already are found by their keys and left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from django.db import models

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
from roles.models import Activity, Expectation, Risk, Role

Ids = Mapping[str, int]


def insert_content(fresh: Content, *, order: Content) -> list[ModelVersion]:
    """Insert everything in `fresh`; positions are those in `order`. Returns the new versions, which are drafts."""
    _insert_scales(fresh.scales)
    _insert_roles(fresh, order)
    _insert_risks(fresh, order)
    _insert_activities(fresh, order)
    _insert_practices(fresh.practices)
    return _insert_versions(fresh.versions)


class _Source(TypedDict):
    source: str
    source_url: str
    licence: str
    attribution: str


def _source(item: Any) -> _Source:
    return _Source(source=item.source, source_url=item.source_url, licence=item.licence, attribution=item.attribution)


def _ids(table: type[models.Model]) -> dict[str, int]:
    return dict(table._default_manager.values_list("key", "pk"))


def _positions(items: Iterable[Any]) -> dict[str, int]:
    return {item.key: position for position, item in enumerate(items, start=1)}


def _join(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _link(table: type[models.Model], owner: str, target: str, pairs: Iterable[tuple[int, int]]) -> None:
    """Rows of a many-to-many table; `owner` and `target` are its two columns."""
    rows = [table(**{owner: first, target: second}) for first, second in pairs]
    table._default_manager.bulk_create(rows)


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


def _insert_roles(fresh: Content, order: Content) -> None:
    positions = _positions(order.roles)
    rows = Role.objects.bulk_create(
        Role(
            key=item.key,
            name=item.name,
            position=positions[item.key],
            kind=item.kind,
            aliases=_join(item.aliases),
            summary=item.summary,
            engagement=item.engagement,
            objectives=_join(item.objectives),
            challenges=_join(item.challenges),
            calls_to_action=_join(item.calls_to_action),
            **_source(item),
        )
        for item in fresh.roles
    )
    _insert_expectations(fresh, {row.key: row.pk for row in rows})
    if rows:
        _link_roles(fresh, _ids(Role))


def _insert_expectations(fresh: Content, ids: Ids) -> None:
    Expectation.objects.bulk_create(
        Expectation(
            role_id=ids[role.key],
            level=item.level,
            structure=item.structure,
            state=item.state,
            responsibilities=_join(item.responsibilities),
            encouraged=_join(item.encouraged),
            source=item.source,
        )
        for role in fresh.roles
        for item in role.expectations
    )


def _link_roles(fresh: Content, ids: Ids) -> None:
    works = ((ids[item.key], ids[other]) for item in fresh.roles for other in item.works_with)
    reports = ((ids[item.key], ids[other]) for item in fresh.roles for other in item.reports_to)
    _link(Role.works_with.through, "from_role_id", "to_role_id", works)
    _link(Role.reports_to.through, "from_role_id", "to_role_id", reports)


def _insert_risks(fresh: Content, order: Content) -> None:
    positions = _positions(order.risks)
    Risk.objects.bulk_create(
        Risk(
            key=item.key,
            name=item.name,
            position=positions[item.key],
            summary=item.summary,
            raised_by=_join(item.raised_by),
            lowered_by=_join(item.lowered_by),
            **_source(item),
        )
        for item in fresh.risks
    )


def _insert_activities(fresh: Content, order: Content) -> None:
    positions = _positions(order.activities)
    rows = Activity.objects.bulk_create(
        Activity(
            key=item.key,
            name=item.name,
            position=positions[item.key],
            level=item.level,
            is_overview=item.overview,
            summary=item.summary,
            why=item.why,
            how=_join(item.how),
            **_source(item),
        )
        for item in fresh.activities
    )
    if rows:
        pairs = list(zip(rows, fresh.activities, strict=True))
        roles, risks = _ids(Role), _ids(Risk)
        by_role = ((row.pk, roles[key]) for row, item in pairs for key in item.roles)
        by_risk = ((row.pk, risks[key]) for row, item in pairs for key in item.risks)
        _link(Activity.roles.through, "activity_id", "role_id", by_role)
        _link(Activity.risks.through, "activity_id", "risk_id", by_risk)


def _insert_practices(practices: tuple[PracticeContent, ...]) -> None:
    if not practices:
        return
    known = _ids(Practice)
    keys = dict.fromkeys(item.key for item in practices if item.key not in known)
    Practice.objects.bulk_create(Practice(key=key) for key in keys)
    ids, scales, roles, activities = _ids(Practice), _ids(Scale), _ids(Role), _ids(Activity)
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
    _link(PracticeRevision.users.through, "practicerevision_id", "role_id", pairs)


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
        "remarks": _join(item.remarks),
    }


def _insert_versions(versions: tuple[VersionContent, ...]) -> list[ModelVersion]:
    if not versions:
        return []
    known = _ids(MaturityModel)
    heads = {item.model: item for item in reversed(versions) if item.model not in known}
    MaturityModel.objects.bulk_create(
        MaturityModel(key=item.model, name=item.name, position=item.position) for item in heads.values()
    )
    ids = _ids(MaturityModel)
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
        **_source(item),
    )


def _insert_parts(pairs: list[tuple[ModelVersion, VersionContent]]) -> None:
    levels = Level.objects.bulk_create(
        Level(
            version=row,
            number=level.number,
            name=level.name,
            aliases=_join(level.aliases),
            summary=level.summary,
            signs=_join(level.signs),
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
            measures=axis.measures,
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
        )
        for row, item in pairs
        for position, counted in enumerate(item.criteria, start=1)
    )
