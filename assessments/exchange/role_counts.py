"""How many practices a role answers: those that it provides and those that it lives with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments.exchange.format import PracticeContent, VersionContent


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCount:
    """Practices that a role provides, and practices that it uses."""

    provided: int
    used: int

    @property
    def total(self) -> int:
        return self.provided + self.used


def count_practices(
    versions: Iterable[VersionContent], practices: Mapping[tuple[str, int], PracticeContent]
) -> dict[str, RoleCount]:
    """By the key of the role, over all versions together: a practice that several of them count is asked once."""
    counted = {(item.practice, item.revision) for version in versions for item in version.criteria}
    asked = [practices[key] for key in sorted(counted) if key in practices]
    provided = Counter(item.provider for item in asked)
    used = Counter(role for item in asked for role in item.users)
    return {role: RoleCount(provided=provided[role], used=used[role]) for role in sorted(provided | used)}
