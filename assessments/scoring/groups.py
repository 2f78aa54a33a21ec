"""Which groups of participants may be shown, so that nobody's answers can be told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

SMALLEST_GROUP = 3
OTHER_ROLES = "*"
"""The group of those who are in no other one; everybody, when it is the only group. No role key has a star."""

Person = TypeVar("Person", bound=Hashable)


def partition_people(roles: Mapping[Person, AbstractSet[str]], *, smallest: int = SMALLEST_GROUP) -> dict[Person, str]:
    """The one group of each participant: a role's key or `OTHER_ROLES`. `roles` are those that each person holds.

    The role with the most people who are in no group yet becomes a group, ties by key, as long as it has at least
    `smallest`; whoever is left is in `OTHER_ROLES`. When those are too few, the smallest group joins them, ties by key.
    So every group has at least `smallest` people, except when there are fewer in all: then it is one group.
    Example: developers a, b, c, d, legal counsel e: the developers cannot stand alone, for e would; one group of five.
    """
    groups: dict[Person, str] = {}
    while (role := _find_largest(roles, groups, smallest)) is not None:
        groups |= {person: role for person, held in roles.items() if person not in groups and role in held}
    rest = {person: OTHER_ROLES for person in roles if person not in groups}
    if 0 < len(rest) < smallest and groups:
        joining = min(Counter(groups.values()).items(), key=lambda item: (item[1], item[0]))[0]
        rest |= {person: OTHER_ROLES for person, group in groups.items() if group == joining}
    return groups | rest


def _find_largest(roles: Mapping[Person, AbstractSet[str]], groups: Mapping[Person, str], smallest: int) -> str | None:
    """The role that most of the people without a group hold, if they are enough."""
    counts = Counter(role for person, held in roles.items() if person not in groups for role in held)
    enough = [(-number, role) for role, number in counts.items() if number >= smallest]
    return min(enough)[1] if enough else None
