"""Versions as they are offered, browsed and labelled."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When
from django.http import Http404

from assessments.models import Criterion, Dimension, Level, ModelVersion
from assessments.scoring import CrossWalk

PUBLISHED = ModelVersion.Status.PUBLISHED
KEPT_LABELS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLabel:
    number: int
    name: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionLabel:
    """`levels` are the numbers of the levels that the dimension measures, ascending."""

    key: str
    name: str
    short_name: str
    caption: str
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLabels:
    """Every text that a result of a version prints, by the codes that the engine uses; also its cross-walk, if any."""

    model: str
    name: str
    number: str
    level_word: str
    rules_note: str
    source: str
    source_url: str
    licence: str
    attribution: str
    levels: Mapping[int, LevelLabel]
    dimensions: Mapping[str, DimensionLabel]
    practices: Mapping[str, str]
    statements: Mapping[str, str]
    cross_walk: CrossWalk | None = None
    cross_walk_source: str = ""


def find_offered_versions() -> QuerySet[ModelVersion]:
    """The newest published version of each model, bare: what other queries look into."""
    newest = ModelVersion.objects.filter(maturity_model=OuterRef("maturity_model"), status=PUBLISHED)
    latest = newest.order_by("-published_at", "-pk").values("pk")[:1]
    return ModelVersion.objects.filter(status=PUBLISHED, pk=Subquery(latest)).order_by()


def list_offered_versions() -> QuerySet[ModelVersion]:
    """The newest published version of each model, in the order of the models, with its counts of practices."""
    return (
        find_offered_versions()
        .select_related("maturity_model")
        .annotate(practices=Count("criteria"), core_practices=Count("criteria", filter=Q(criteria__is_core=True)))
        .order_by("maturity_model__position", "maturity_model__key")
    )


def list_newest_versions(*, drafts: bool) -> QuerySet[ModelVersion]:
    """The newest published version of each model; with `drafts`, its newest draft where it has one."""
    states = [PUBLISHED, ModelVersion.Status.DRAFT] if drafts else [PUBLISHED]
    drafts_first = Case(When(status=ModelVersion.Status.DRAFT, then=0), default=1)
    newest = ModelVersion.objects.filter(maturity_model=OuterRef("maturity_model"), status__in=states)
    return ModelVersion.objects.filter(
        pk=Subquery(newest.order_by(drafts_first, "-published_at", "-pk").values("pk")[:1])
    )


def get_readable_version(key: str) -> ModelVersion:
    """The newest published version of the model with this key; where all are retired, the newest of these.

    Assessments keep retired versions, so what is said of them can still be read. 404 when there are drafts only.
    """
    rows = ModelVersion.objects.exclude(status=ModelVersion.Status.DRAFT).filter(maturity_model__key=key)
    published_first = Case(When(status=PUBLISHED, then=0), default=1)
    version = rows.select_related("maturity_model").order_by(published_first, "-published_at", "-pk").first()
    if version is None:
        raise Http404
    return version


def list_offered_titles(keys: Collection[str]) -> dict[str, str]:
    """The titles of those of the practices that a newest published version asks, by key. One query."""
    rows = Criterion.objects.filter(version__in=list_offered_versions(), revision__practice__key__in=keys)
    return dict(rows.values_list("revision__practice__key", "revision__title"))


def list_targets(versions: Collection[int]) -> dict[int, dict[int, str]]:
    """The levels above the floor of each version, their names by number, ascending. One query."""
    found: dict[int, dict[int, str]] = {pk: {} for pk in versions}
    for level in Level.objects.filter(version__in=versions).order_by("version", "number"):
        found[level.version_id][level.number] = level.name
    return {pk: dict(list(levels.items())[1:]) for pk, levels in found.items()}


def load_labels(version: ModelVersion) -> VersionLabels:
    """The texts of a version. A published one never changes, so its texts are read once per process."""
    if version.status == ModelVersion.Status.DRAFT:
        return _read_labels(version.pk)
    return _load_known(version.pk, version.published_at)


@lru_cache(maxsize=KEPT_LABELS)
def _load_known(pk: int, _published_at: datetime | None) -> VersionLabels:
    """Kept by id and moment of publication, so that another database's versions cannot meet what is kept."""
    return _read_labels(pk)


def _read_labels(pk: int) -> VersionLabels:
    version = ModelVersion.objects.select_related("maturity_model").get(pk=pk)
    criteria = list(Criterion.objects.filter(version=pk).select_related("revision__practice", "level"))
    return VersionLabels(
        model=version.maturity_model.key,
        name=version.name,
        number=version.number,
        level_word=version.level_word,
        rules_note=version.rules_note,
        source=version.source,
        source_url=version.source_url,
        licence=version.licence,
        attribution=version.attribution,
        levels={row.number: _label_level(row) for row in Level.objects.filter(version=pk).order_by("number")},
        dimensions=_label_dimensions(pk, criteria),
        practices={row.revision.practice.key: row.revision.title for row in criteria},
        statements={row.revision.practice.key: row.revision.statement for row in criteria},
        cross_walk=_read_cross_walk(version),
        cross_walk_source=version.cross_walk_source,
    )


def _read_cross_walk(version: ModelVersion) -> CrossWalk | None:
    if not version.cross_walk_model:
        return None
    return CrossWalk(model=version.cross_walk_model, offset=version.cross_walk_offset)


def _label_level(row: Level) -> LevelLabel:
    return LevelLabel(number=row.number, name=row.name, summary=row.summary)


def _label_dimensions(pk: int, criteria: list[Criterion]) -> dict[str, DimensionLabel]:
    measured: dict[int, set[int]] = {}
    for row in criteria:
        if row.level is not None:
            measured.setdefault(row.dimension_id, set()).add(row.level.number)
    rows = Dimension.objects.filter(version=pk).order_by("position")
    return {
        row.key: DimensionLabel(
            key=row.key,
            name=row.name,
            short_name=row.short_name,
            caption=row.caption,
            levels=tuple(sorted(measured.get(row.pk, ()))),
        )
        for row in rows
    }
