"""Who is shown together when answers are confidential."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import OTHER_ROLES, SMALLEST_GROUP, partition_people

ROLES = ("architect", "developer", "legal", "security")
PEOPLE = st.dictionaries(st.integers(0, 30), st.frozensets(st.sampled_from(ROLES)), max_size=12)


def hold(**numbers: int) -> dict[str, frozenset[str]]:
    return {f"{role}-{n}": frozenset({role}) for role, number in numbers.items() for n in range(number)}


@pytest.mark.parametrize(
    ("numbers", "sizes"),
    [
        ({}, {}),
        ({"developer": 1}, {OTHER_ROLES: 1}),
        ({"developer": 2, "legal": 3}, {OTHER_ROLES: 5}),
        ({"developer": 3}, {"developer": 3}),
        ({"developer": 4, "legal": 1}, {OTHER_ROLES: 5}),
        ({"developer": 4, "legal": 3}, {"developer": 4, "legal": 3}),
        ({"developer": 5, "legal": 3, "security": 1}, {"developer": 5, OTHER_ROLES: 4}),
        ({"developer": 3, "legal": 3, "security": 2}, {"legal": 3, OTHER_ROLES: 5}),
        ({"developer": 3, "legal": 2, "security": 1}, {"developer": 3, OTHER_ROLES: 3}),
    ],
)
def test_roles_of_enough_people_are_groups_and_the_rest_is_one(numbers: dict[str, int], sizes: dict[str, int]) -> None:
    assert Counter(partition_people(hold(**numbers)).values()) == sizes


def test_somebody_with_two_roles_is_in_the_larger_group_only() -> None:
    roles: Mapping[str, frozenset[str]] = {
        **hold(developer=3, legal=3),
        "both": frozenset({"developer", "legal"}),
    }
    assert partition_people(roles)["both"] == "developer"


def test_without_confidentiality_every_role_may_stand_alone() -> None:
    assert Counter(partition_people(hold(developer=1, legal=2), smallest=1).values()) == {"developer": 1, "legal": 2}


@given(PEOPLE)
def test_everybody_is_in_one_group_and_no_group_is_too_small(roles: dict[int, frozenset[str]]) -> None:
    groups = partition_people(roles)
    assert set(groups) == set(roles)
    sizes = Counter(groups.values())
    assert len(sizes) <= 1 or min(sizes.values()) >= SMALLEST_GROUP
    assert all(group == OTHER_ROLES or group in roles[person] for person, group in groups.items())


@given(PEOPLE, st.randoms(use_true_random=False))
def test_order_of_the_people_does_not_matter(roles: dict[int, frozenset[str]], chance: random.Random) -> None:
    shuffled = list(roles.items())
    chance.shuffle(shuffled)
    assert partition_people(dict(shuffled)) == partition_people(roles)
