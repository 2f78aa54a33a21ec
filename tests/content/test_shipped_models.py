"""The models that ship: as many practices as was promised, grounded, checked, and nobody asked too much."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from assessments.exchange import (
    Content,
    CriterionContent,
    ModelInventory,
    Problems,
    VersionContent,
    check_content,
    count_all_roles,
    read_folder,
    take_inventory,
)

SHIPPED = Path(__file__).parents[2] / "fixtures"
PUBLISHED_ITEM = re.compile(r"activity (?P<activity>.+) \(level (?P<level>\d)\), item (?P<item>.+?)\.?$")
ITEMS = {1: 8, 2: 27, 3: 20, 4: 13, 5: 4}
OSMM_AXES = {
    "strategy-leadership-ospo": 11,
    "risk-licence-compliance": 11,
    "inventory-lifecycle-security": 11,
    "consumption-selection": 7,
    "people-culture": 8,
    "contribution": 10,
    "community-foundations": 8,
    "own-projects": 8,
}
FEWEST_PER_ROLE, MOST_PER_ROLE = 8, 30
PULSE_ROLES = {"developer", "engineering-manager", "business-lead"}


@pytest.fixture(scope="module")
def content() -> Content:
    content = read_folder(SHIPPED, Problems())
    assert content is not None
    return content


@pytest.fixture(scope="module")
def models(content: Content) -> dict[str, ModelInventory]:
    return {item.model: item for item in take_inventory(content)}


def get_version(content: Content, model: str) -> VersionContent:
    return next(version for version in content.versions if version.model == model)


def read_item(content: Content, item: CriterionContent) -> re.Match[str]:
    """The published checklist item that an OSMM practice corresponds to: in its source, or in the note when shared."""
    practice = next(one for one in content.practices if one.key == item.practice)
    found = PUBLISHED_ITEM.search(item.note or practice.source)
    assert found, item.practice
    return found


def test_nothing_that_ships_gives_a_warning(content: Content) -> None:
    problems = Problems()
    check_content(content, problems)
    assert [str(problem) for problem in problems] == []


@pytest.mark.parametrize(
    ("model", "dimensions", "levels", "fewest", "most"),
    [
        ("todo-stages", 9, (0, 1, 2, 3, 4), 40, 50),
        ("osmm", 8, (1, 2, 3, 4, 5), 72, 74),
        ("friction-pulse", 5, (), 20, 25),
        ("current-duties", 4, (), 10, 14),
    ],
)
def test_model_has_its_shape(
    models: dict[str, ModelInventory], model: str, dimensions: int, levels: tuple[int, ...], fewest: int, most: int
) -> None:
    item = models[model]
    assert (len(item.dimensions), item.levels) == (dimensions, levels)
    assert fewest <= item.practices <= most
    assert len({axis.key for axis in item.dimensions if axis.total}) == dimensions


def test_ability_to_execute_has_ten_practices(models: dict[str, ModelInventory]) -> None:
    counts = {axis.key: axis for axis in models["todo-stages"].dimensions}
    assert (counts["ability-to-execute"].total, sum(counts["ability-to-execute"].levels)) == (10, 0)


def test_measured_cell_of_the_stages_has_at_least_two_practices(models: dict[str, ModelInventory]) -> None:
    cells = [count for axis in models["todo-stages"].dimensions for count in axis.levels if count]
    assert min(cells) >= 2


def test_axes_of_the_osmm_count_what_was_promised(models: dict[str, ModelInventory]) -> None:
    assert {axis.key: axis.total for axis in models["osmm"].dimensions} == OSMM_AXES


def test_each_published_osmm_item_is_asked_once_at_its_level(content: Content) -> None:
    published = [item for item in get_version(content, "osmm").criteria if item.level_source == "published"]
    found = [(item, read_item(content, item)) for item in published]
    assert len({(match["activity"], match["item"]) for _item, match in found}) == sum(ITEMS.values())
    assert Counter(int(match["level"]) for _item, match in found) == ITEMS
    assert [item.practice for item, match in found if item.level != int(match["level"])] == []


def test_published_osmm_practice_stands_at_the_level_of_its_activity(content: Content) -> None:
    levels = {activity.key: activity.level for activity in content.activities}
    activities = {practice.key: practice.activity for practice in content.practices}
    criteria = [item for item in get_version(content, "osmm").criteria if item.level_source == "published"]
    assert [item.practice for item in criteria if levels[activities[item.practice] or ""] != item.level] == []


def test_what_we_added_is_never_key(content: Content) -> None:
    ours = [item for version in content.versions for item in version.criteria if item.level_source == "ours"]
    assert [item.practice for item in ours if item.key] == []


def test_models_share_practices_and_each_exception_to_the_cross_walk_says_why(
    models: dict[str, ModelInventory],
) -> None:
    osmm = models["osmm"]
    assert {item.other for item in osmm.shared} == {"todo-stages"}
    assert len(osmm.shared) >= 15
    assert [item.practice for item in osmm.cross_walk_exceptions if not item.note] == []


def test_every_source_licence_and_attribution_is_named(content: Content, models: dict[str, ModelInventory]) -> None:
    assert [key for item in models.values() for key in item.without_source] == []
    assert [
        version.title
        for version in content.versions
        if not (version.source and version.licence == "CC-BY-4.0" and version.attribution and version.rules_note)
    ] == []


def test_every_practice_hangs_on_an_activity_that_is_no_overview(content: Content) -> None:
    overviews = {activity.key for activity in content.activities if activity.overview}
    known = {activity.key for activity in content.activities} - overviews
    assert [practice.key for practice in content.practices if practice.activity not in known] == []


def test_evidence_of_improvement_says_that_it_is_recent(content: Content) -> None:
    """The scale asks for a change in the last 12 months."""
    lines = {practice.key: practice.evidence.get("improved", "this year") for practice in content.practices}
    assert [key for key, line in lines.items() if not re.search(r"\b(year|year's|months)\b", line)] == []


def test_level_has_name_aliases_summary_and_signs(content: Content) -> None:
    levels = [level for version in content.versions for level in version.levels]
    assert [level.name for level in levels if not (level.summary and level.aliases and len(level.signs) >= 3)] == []


def test_answering_role_is_asked_enough_and_not_too_much(content: Content) -> None:
    counts = count_all_roles(content, ["todo-stages", "osmm"])
    answering = {role.key for role in content.roles if role.kind == "answering"}
    assert set(counts) == answering
    wrong = {role: count.total for role, count in counts.items() if count.total < FEWEST_PER_ROLE}
    busy = {role: count.total for role, count in counts.items() if count.total > MOST_PER_ROLE}
    assert (wrong, set(busy) <= {"head-of-ospo"}) == ({}, True)


def test_friction_pulse_asks_developers_and_managers(models: dict[str, ModelInventory]) -> None:
    roles = models["friction-pulse"].roles
    assert set(roles) == PULSE_ROLES
    assert roles["developer"].total == roles["engineering-manager"].total == models["friction-pulse"].practices


@pytest.mark.parametrize("model", ["todo-stages", "osmm", "friction-pulse", "current-duties"])
def test_quick_pass_takes_a_quarter_of_an_hour_at_most(models: dict[str, ModelInventory], model: str) -> None:
    """40 seconds each, as the questionnaire reckons; every dimension of maturity is touched."""
    core = len(models[model].core)
    assert 5 <= core * 40 / 60 <= 16


def test_every_dimension_has_a_core_practice(content: Content) -> None:
    for version in content.versions:
        touched = {item.dimension for item in version.criteria if item.core}
        assert [axis.key for axis in version.dimensions if axis.key not in touched] == []
