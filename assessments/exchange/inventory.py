"""What a version is made of, counted: for whoever writes content, before and after it is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessments.exchange.format import (
    Content,
    CriterionContent,
    DimensionContent,
    PracticeContent,
    VersionContent,
)
from assessments.exchange.role_counts import RoleCount, count_practices

PracticeIndex = Mapping[tuple[str, int], PracticeContent]


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionCount:
    """How many practices a dimension counts; `levels` has one number for each level of the version, lowest first."""

    key: str
    levels: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPractice:
    """A practice that another model counts too, with the levels that both give it; `note` is this criterion's."""

    practice: str
    level: int | None
    other: str
    other_level: int | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A warning that the content accepts; `place` is such as `practices[licence-review]`."""

    place: str
    warning: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInventory:
    """One version, counted. Practices are named by their keys, in the order of the version."""

    model: str
    number: str
    name: str
    levels: tuple[int, ...]
    dimensions: tuple[DimensionCount, ...]
    practices: int
    scales: Mapping[str, int]
    scopes: Mapping[str, int]
    key: tuple[str, ...]
    core: tuple[str, ...]
    level_is_ours: tuple[str, ...]
    shared: tuple[SharedPractice, ...]
    cross_walk_exceptions: tuple[SharedPractice, ...]
    roles: Mapping[str, RoleCount]
    without_source: tuple[str, ...]
    without_paraphrase_trial: tuple[str, ...]
    accepted: tuple[Accepted, ...]


def take_inventory(content: Content) -> tuple[ModelInventory, ...]:
    """One inventory for each version, in the order of the models; sharing is looked for among these versions."""
    practices = {(item.key, item.revision): item for item in content.practices}
    versions = sorted(content.versions, key=lambda version: (version.position, version.title))
    return tuple(_count_version(version, versions, practices) for version in versions)


def count_all_roles(content: Content, models: Iterable[str]) -> dict[str, RoleCount]:
    """Practices by role over these models together, each practice once."""
    chosen = set(models)
    practices = {(item.key, item.revision): item for item in content.practices}
    return count_practices([version for version in content.versions if version.model in chosen], practices)


def _count_version(
    version: VersionContent, versions: Sequence[VersionContent], practices: PracticeIndex
) -> ModelInventory:
    counted = [practices[item.practice, item.revision] for item in version.criteria]
    shared = _list_shared(version, versions)
    return ModelInventory(
        model=version.model,
        number=version.number,
        name=version.name,
        levels=tuple(level.number for level in version.levels),
        dimensions=tuple(_count_dimension(axis, version) for axis in version.dimensions),
        practices=len(counted),
        scales=dict(sorted(Counter(item.scale for item in counted).items())),
        scopes=dict(sorted(Counter(item.scope for item in counted).items())),
        key=tuple(item.practice for item in version.criteria if item.key),
        core=tuple(item.practice for item in version.criteria if item.core),
        level_is_ours=tuple(
            item.practice for item in version.criteria if item.level is not None and item.level_source == "ours"
        ),
        shared=shared,
        cross_walk_exceptions=tuple(item for item in shared if _is_apart(item, version)),
        roles=count_practices([version], practices),
        without_source=tuple(item.key for item in counted if not item.source.strip()),
        without_paraphrase_trial=tuple(item.key for item in counted if not item.paraphrase_tried),
        accepted=tuple(_list_accepted(version, counted)),
    )


def _count_dimension(axis: DimensionContent, version: VersionContent) -> DimensionCount:
    counts = Counter(item.level for item in version.criteria if item.dimension == axis.key)
    levels = tuple(counts[level.number] for level in version.levels)
    return DimensionCount(key=axis.key, levels=levels, total=counts.total())


def _list_shared(version: VersionContent, versions: Iterable[VersionContent]) -> tuple[SharedPractice, ...]:
    others = [other for other in versions if other.model != version.model]
    return tuple(
        SharedPractice(
            practice=item.practice,
            level=item.level,
            other=other.model,
            other_level=there.level,
            note=item.note,
        )
        for item in version.criteria
        for other in others
        for there in _find(item, other)
    )


def _find(item: CriterionContent, version: VersionContent) -> list[CriterionContent]:
    """The same practice in another version, whatever its revision there."""
    return [there for there in version.criteria if there.practice == item.practice]


def _is_apart(item: SharedPractice, version: VersionContent) -> bool:
    """Whether the two levels differ from what the published cross-walk sets side by side."""
    walk = version.cross_walk
    if walk is None or walk.model != item.other or item.level is None or item.other_level is None:
        return False
    return item.level - walk.offset != item.other_level


def _list_accepted(version: VersionContent, counted: Iterable[PracticeContent]) -> Iterable[Accepted]:
    places = [("version", version.exceptions)]
    places += [(f"dimensions[{axis.key}]", axis.exceptions) for axis in version.dimensions]
    places += [(f"practices[{item.key}]", item.exceptions) for item in counted]
    for place, exceptions in places:
        for warning, reason in sorted(exceptions.items()):
            yield Accepted(place=place, warning=warning, reason=reason)
