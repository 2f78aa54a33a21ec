"""Practices as visitors browse them: those that the newest published versions count, each once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from assessments.models import Criterion, ModelVersion
from assessments.queries.questionnaires import Named
from assessments.queries.versions import find_offered_versions

# What a card shows: the long texts of versions, roles and practices stay where they are.
SHOWN = (
    *("is_key", "level__number", "dimension__key", "dimension__name"),
    *("version__name", "version__level_word", "version__maturity_model__key"),
    *("revision__title", "revision__statement", "revision__practice__key"),
    *("revision__provider__key", "revision__provider__name"),
)
IN_ORDER = ("version__maturity_model__position", "version__maturity_model__key", "dimension__position", "position")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedAt:
    """Where one version counts a practice; `number` is None without a level."""

    model: str
    name: str
    level_word: str
    number: int | None
    dimension: Named
    is_key: bool

    @property
    def level(self) -> str:
        """The level as a filter knows it, such as "osmm:2"."""
        return f"{self.model}:{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeCard:
    """A practice in a list, with what counts it."""

    key: str
    title: str
    statement: str
    provider: Named
    counted: tuple[CountedAt, ...]


def list_offered_criteria() -> QuerySet[Criterion]:
    """How the newest published versions count practices, in the order of models, dimensions and positions."""
    return Criterion.objects.filter(version__in=find_offered_versions()).order_by(*IN_ORDER)


def list_counting_criteria(key: str) -> tuple[list[Criterion], bool]:
    """How the versions on offer count the practice, and whether any does; else how the last published one did.

    Assessments keep the versions that they began with, and lead to their practices. One query, or two.
    """
    of_practice = Criterion.objects.filter(revision__practice__key=key)
    related = of_practice.select_related("version__maturity_model", "dimension", "level")
    offered = list(related.filter(version__in=find_offered_versions()).order_by("version__maturity_model__position"))
    if offered:
        return offered, True
    before = related.exclude(version__status=ModelVersion.Status.DRAFT).order_by("-version__published_at", "-version")
    return list(before[:1]), False


def list_practice_ids(criteria: QuerySet[Criterion]) -> list[int]:
    """The practices that the criteria count, each once. One query."""
    return list(dict.fromkeys(criteria.values_list("revision__practice_id", flat=True)))


def load_cards(criteria: QuerySet[Criterion]) -> list[PracticeCard]:
    """The cards of the practices that the criteria count, in their order. One query."""
    rows: dict[str, list[Criterion]] = {}
    related = ("version__maturity_model", "dimension", "level", "revision__practice", "revision__provider")
    for row in criteria.select_related(*related).only(*SHOWN):
        rows.setdefault(row.revision.practice.key, []).append(row)
    return [_build_card(own) for own in rows.values()]


def _build_card(rows: list[Criterion]) -> PracticeCard:
    revision = rows[0].revision
    return PracticeCard(
        key=revision.practice.key,
        title=revision.title,
        statement=revision.statement,
        provider=Named(key=revision.provider.key, name=revision.provider.name),
        counted=tuple(_build_counted(row) for row in rows),
    )


def _build_counted(row: Criterion) -> CountedAt:
    return CountedAt(
        model=row.version.maturity_model.key,
        name=row.version.name,
        level_word=row.version.level_word,
        number=row.level.number if row.level else None,
        dimension=Named(key=row.dimension.key, name=row.dimension.name),
        is_key=row.is_key,
    )
