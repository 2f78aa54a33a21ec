"""What can be wrong with one version: its levels, its dimensions, and how it counts practices."""

from __future__ import annotations

from collections.abc import Iterable
from math import lcm

from assessments import scoring
from assessments.exchange.codes import Code
from assessments.exchange.exceptions import accept_warnings
from assessments.exchange.format import CriterionContent, VersionContent
from assessments.exchange.index import Index, list_whole
from assessments.exchange.problems import Problems
from assessments.exchange.references import check_duplicates, check_references
from assessments.exchange.role_counts import count_practices
from assessments.exchange.rubrics import build_rubric

ABILITY = "ability"
LARGEST_DENOMINATOR = 10**12
MOST_PRACTICES = 30
DIMENSION_WARNINGS = (Code.EMPTY_CELL, Code.EMPTY_DIMENSION)
VERSION_WARNINGS = (Code.NO_CORE, Code.BUSY_ROLE)


def check_version(version: VersionContent, index: Index, problems: Problems) -> None:
    """Add everything that is wrong with the version; its best answers are tried when nothing else is."""
    own = Problems()
    _check_thresholds(version, own)
    _check_levels(version, own)
    check_duplicates("The dimension", ((axis.key, axis) for axis in version.dimensions), own)
    for item in version.criteria:
        _check_criterion(item, version, index, own)
    _check_counted_once(version.criteria, own)
    _check_weights(version, own)
    _check_cross_walk(version, index, own)
    if not own.errors:
        _check_best_answers(version, index, own)
    _warn_dimensions(version, own)
    _warn_whole(version, index, own)
    problems.extend(own)


def _check_thresholds(version: VersionContent, problems: Problems) -> None:
    if not 0 < version.min_in_place <= 1:
        problems.add(Code.MIN_IN_PLACE, version.where.at("min_in_place"), share=version.min_in_place)
    if not 0 <= version.max_not_applicable < 1:
        problems.add(Code.MAX_NOT_APPLICABLE, version.where.at("max_not_applicable"), share=version.max_not_applicable)


def _check_levels(version: VersionContent, problems: Problems) -> None:
    numbers = [level.number for level in version.levels]
    check_duplicates("The level", ((level.number, level) for level in version.levels), problems)
    if numbers != sorted(numbers):
        problems.add(Code.LEVEL_ORDER, version.where, numbers=", ".join(map(str, numbers)))
    if len(numbers) == 1:
        problems.add(Code.ONE_LEVEL, version.levels[0].where)
    measured = {item.level for item in version.criteria}
    for level in version.levels[1:]:
        if level.number not in measured:
            problems.add(Code.BARE_LEVEL, level.where, level=level.number)


def _check_criterion(item: CriterionContent, version: VersionContent, index: Index, problems: Problems) -> None:
    where = item.where
    if (item.practice, item.revision) not in index.practices:
        shown = f"{item.practice} revision {item.revision}"
        problems.add(Code.UNKNOWN_REFERENCE, where.at("practice"), what="practice", key=shown)
    axes = {axis.key for axis in version.dimensions}
    check_references("dimension", [item.dimension], axes, where.at("dimension"), problems)
    if item.weight <= 0:
        problems.add(Code.WEIGHT, where.at("weight"), weight=item.weight)
    if item.key and item.level_source != "published":
        problems.add(Code.KEY_NOT_PUBLISHED, where.at("key"))
    _check_level(item, version, problems)


def _check_level(item: CriterionContent, version: VersionContent, problems: Problems) -> None:
    """Maturity criteria have a level exactly when the version has levels; ability criteria never have one."""
    where = item.where.at("level")
    measures = {axis.key: axis.measures for axis in version.dimensions}.get(item.dimension)
    numbers = [level.number for level in version.levels]
    if item.level is None:
        if numbers and measures not in (ABILITY, None):
            problems.add(Code.LEVEL_MISSING, where, key=item.dimension)
    elif measures == ABILITY:
        problems.add(Code.LEVEL_NOT_ALLOWED, where, level=item.level, why="the dimension measures ability")
    elif not numbers:
        problems.add(Code.LEVEL_NOT_ALLOWED, where, level=item.level, why="the version has no levels")
    elif item.level not in numbers:
        problems.add(Code.UNKNOWN_REFERENCE, where, what="level", key=item.level)


def _check_counted_once(criteria: Iterable[CriterionContent], problems: Problems) -> None:
    first: dict[str, CriterionContent] = {}
    for item in criteria:
        other = first.setdefault(item.practice, item)
        if other.revision != item.revision:
            details = {"key": item.practice, "first": other.revision, "second": item.revision}
            problems.add(Code.TWO_REVISIONS, item.where, **details)
        elif other is not item:
            problems.add(Code.DUPLICATE, item.where, what="The practice", key=item.practice, first=other.where)


def _check_weights(version: VersionContent, problems: Problems) -> None:
    """The engine adds whole numbers over one denominator; without a bound these grow beyond what can be printed."""
    if lcm(*(item.weight.denominator for item in version.criteria)) > LARGEST_DENOMINATOR:
        problems.add(Code.WEIGHTS_APART, version.where.at("criteria"), limit=LARGEST_DENOMINATOR)


def _check_cross_walk(version: VersionContent, index: Index, problems: Problems) -> None:
    """It leads from levels to levels of another model. That one may be absent here; then nothing is shown of it."""
    walk = version.cross_walk
    if walk is None or walk.where.broken:
        return
    beside = {level.number - walk.offset for level in version.levels}
    others = [other for other in list_whole(index.content.versions) if other.model == walk.model]
    if walk.model == version.model:
        problems.add(Code.CROSS_WALK_ITSELF, walk.where.at("model"))
    elif not beside:
        problems.add(Code.CROSS_WALK_NO_LEVELS, walk.where)
    elif others and all(beside.isdisjoint(level.number for level in other.levels) for other in others):
        problems.add(Code.CROSS_WALK_APART, walk.where.at("offset"), offset=walk.offset, key=walk.model)


def _check_best_answers(version: VersionContent, index: Index, problems: Problems) -> None:
    """Rate everything best and see that the top level is reached. Needs scales that keep their own rules."""
    try:
        rubric = build_rubric(version, index.practices, index.scales)
    except (KeyError, scoring.RubricError):
        return  # a practice or scale outside the version is wrong, and has been reported at its own place
    best = {item.practice: scoring.rated(rubric.scales[item.scale].points[-1].code) for item in rubric.criteria}
    placement = scoring.score_assessment(rubric, best).placement
    if placement is not None and placement.level != rubric.levels[-1]:
        problems.add(Code.TOP_NOT_REACHED, version.where, level=placement.level, top=rubric.levels[-1])


def _warn_dimensions(version: VersionContent, problems: Problems) -> None:
    counted = {(item.dimension, item.level) for item in version.criteria}
    for axis in list_whole(version.dimensions):
        found = Problems()
        if axis.key not in {key for key, _level in counted}:
            found.add(Code.EMPTY_DIMENSION, axis.where, dimension=axis.key)
        elif axis.measures != ABILITY:
            for level in version.levels[1:]:
                if (axis.key, level.number) not in counted:
                    found.add(Code.EMPTY_CELL, axis.where, dimension=axis.key, level=level.number)
        accept_warnings(found, axis.exceptions, axis.where, problems, among=DIMENSION_WARNINGS)


def _warn_whole(version: VersionContent, index: Index, problems: Problems) -> None:
    found = Problems()
    if not any(item.core for item in version.criteria):
        found.add(Code.NO_CORE, version.where)
    for role, count in sorted(count_practices([version], index.practices).items()):
        if count.total > MOST_PRACTICES:
            found.add(Code.BUSY_ROLE, version.where, role=role, count=count.total, most=MOST_PRACTICES)
    accept_warnings(found, version.exceptions, version.where, problems, among=VERSION_WARNINGS)
