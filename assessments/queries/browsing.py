"""Practices as visitors browse them: those that the newest published versions count, each once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import QuerySet

from assessments.models import Criterion, ModelVersion
from assessments.queries.questionnaires import Named
from assessments.queries.versions import find_offered_versions

IN_ORDER = ("version__maturity_model__position", "version__maturity_model__key", "dimension__position", "position")


class _Counted(NamedTuple):
    """How one version counts a practice, with what a card shows of both."""

    practice: str
    title: str
    statement: str
    provider: str
    provider_name: str
    model: str
    version_name: str
    level_word: str
    level: int | None
    dimension: str
    dimension_name: str
    is_key: bool


COLUMNS = (
    "revision__practice__key",
    "revision__title",
    "revision__statement",
    "revision__provider__key",
    "revision__provider__name",
    "version__maturity_model__key",
    "version__name",
    "version__level_word",
    "level__number",
    "dimension__key",
    "dimension__name",
    "is_key",
)


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
    """The cards of the practices that the criteria count, in their order. One query, of columns and not of models."""
    cards: dict[str, list[_Counted]] = {}
    for row in criteria.values_list(*COLUMNS):
        counted = _Counted(*row)
        cards.setdefault(counted.practice, []).append(counted)
    return [_build_card(own) for own in cards.values()]


def _build_card(rows: list[_Counted]) -> PracticeCard:
    first = rows[0]
    return PracticeCard(
        key=first.practice,
        title=first.title,
        statement=first.statement,
        provider=Named(key=first.provider, name=first.provider_name),
        counted=tuple(_build_counted(row) for row in rows),
    )


def _build_counted(row: _Counted) -> CountedAt:
    return CountedAt(
        model=row.model,
        name=row.version_name,
        level_word=row.level_word,
        number=row.level,
        dimension=Named(key=row.dimension, name=row.dimension_name),
        is_key=row.is_key,
    )
