"""The shipped body of knowledge is complete: nothing that a page would show is missing, and everything has a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from assessments.actions.content import read_content
from assessments.exchange import ActivityContent, Content, GuideContent, RiskContent, RoleContent

SHIPPED = Path(__file__).parents[2] / "fixtures"
POSTS = ["head-of-ospo", "software-architect", "technical-evangelist", "compliance-engineer", "legal-counsel"]
LEVELS = [1, 2, 3, 4, 5]
# Of these two nobody inside an organisation is the superior; a regulator has no part in an organisation's activities.
REPORTS_TO_NOBODY = {"ceo-board", "regulator"}
HAS_NO_ACTIVITY = {"regulator"}


@cache
def read() -> Content:
    content, _warnings = read_content(folder=SHIPPED)
    return content


def list_lacking(items: Iterable[object], *names: str) -> list[str]:
    """Which items have nothing under one of the names, as "key: name"."""
    return [f"{item.key}: {name}" for item in items for name in names if not getattr(item, name)]  # type: ignore[attr-defined]


def list_guides(kind: str) -> list[GuideContent]:
    return [guide for guide in read().guides if guide.kind == kind]


def test_there_are_as_many_of_each_as_the_sources_describe() -> None:
    assert Counter(role.kind for role in read().roles) == {"answering": 14, "reading": 5}
    assert Counter(activity.level for activity in read().activities) == {1: 3, 2: 8, 3: 10, 4: 7, 5: 3}
    assert [activity.level for activity in read().activities if activity.overview] == LEVELS
    assert len(read().risks) == 8
    assert Counter(guide.kind for guide in read().guides) == {
        "structure": 5,
        "staffing": 1 + len(POSTS),
        "compliance-team": 4,
        "hat": 4,
        "characteristic": 5,
        "strategy": 4,
        "challenge": 5,
        "education": 4,
        "responsibility": 14,
    }


@pytest.mark.parametrize("kind", ["roles", "risks", "activities", "guides"])
def test_every_item_names_source_licence_and_attribution(kind: str) -> None:
    items: tuple[RoleContent | RiskContent | ActivityContent | GuideContent, ...] = getattr(read(), kind)
    assert list_lacking(items, "summary", "source", "licence", "attribution") == []


def test_every_role_is_described() -> None:
    lists = ("aliases", "engagement", "objectives", "challenges", "works_with", "calls_to_action")
    assert list_lacking(read().roles, *lists) == []
    assert {role.key for role in read().roles if not role.reports_to} == REPORTS_TO_NOBODY


def test_every_role_knows_what_is_expected_at_each_level() -> None:
    assert {role.key: [row.level for row in role.expectations] for role in read().roles} == {
        role.key: LEVELS for role in read().roles
    }
    rows = [(role.key, row) for role in read().roles for row in role.expectations]
    names = ("structure", "state", "responsibilities", "encouraged", "source")
    assert [(key, row.level, name) for key, row in rows for name in names if not getattr(row, name)] == []


def test_an_alias_means_one_role() -> None:
    names = Counter(name.casefold() for role in read().roles for name in {role.name, *role.aliases})
    assert [name for name, count in names.items() if count > 1] == []


def test_posts_of_an_office_have_traits() -> None:
    assert {role.key for role in read().roles if role.traits} == set(POSTS)


def test_every_activity_says_why_how_who_and_against_what() -> None:
    assert list_lacking(read().activities, "why", "how", "roles", "risks") == []
    assert [activity.key for activity in read().activities if len(activity.how) < 4] == []


def test_every_role_has_an_activity() -> None:
    busy = {key for activity in read().activities for key in activity.roles}
    assert {role.key for role in read().roles} - busy == HAS_NO_ACTIVITY


def test_every_risk_says_what_raises_and_what_lowers_it() -> None:
    assert list_lacking(read().risks, "raised_by", "lowered_by") == []
    met = {key for activity in read().activities for key in activity.risks}
    assert {risk.key for risk in read().risks} - met == set()


def test_every_guide_has_points_steps_cautions_and_leads_somewhere() -> None:
    assert list_lacking(read().guides, "points", "action_items", "cautions", "activities") == []


def test_every_post_of_an_office_has_one_role_and_several_may_be_one_person() -> None:
    several, *posts = list_guides("staffing")
    assert (several.key, several.roles) == ("staffing-several-roles", ())
    assert [guide.roles for guide in posts] == [(key,) for key in POSTS]


def test_strategies_are_a_ladder() -> None:
    rungs = ["strategy-consumer", "strategy-participant", "strategy-contributor", "strategy-leader"]
    assert [guide.key for guide in list_guides("strategy")] == rungs


def test_key_of_a_guide_begins_with_its_kind() -> None:
    assert [guide.key for guide in read().guides if not guide.key.startswith(guide.kind)] == []
