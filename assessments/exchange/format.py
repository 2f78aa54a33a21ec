"""The content of the product as frozen objects, whether it came from files or from rows.

Equal objects mean equal content: the place of an item does not count, sets of keys are in alphabetical order, and the
order of levels, dimensions, criteria and points does count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from assessments.exchange.problems import NOWHERE, Where

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Whatever can be pointed at."""

    where: Where = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced(Placed):
    """Who said it, and the SPDX licence under which we may show it."""

    source: str
    source_url: str = ""
    licence: str = ""
    attribution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointContent(Placed):
    """One point of a scale; `value` is from 0 to 1."""

    code: str
    name: str
    description: str
    value: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleContent(Placed):
    """`in_place` is the code of the point from which a practice is in place."""

    key: str
    name: str
    summary: str
    points: tuple[PointContent, ...]
    in_place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationContent(Placed):
    """What a role is expected to do at one OSMM level, 1 to 5."""

    level: int
    structure: str
    state: str
    responsibilities: tuple[str, ...]
    encouraged: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleContent(Sourced):
    """A role; `kind` is answering or reading."""

    key: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    summary: str
    engagement: str
    objectives: tuple[str, ...]
    challenges: tuple[str, ...]
    works_with: tuple[str, ...]
    reports_to: tuple[str, ...]
    calls_to_action: tuple[str, ...]
    traits: tuple[str, ...] = ()
    expectations: tuple[ExpectationContent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskContent(Sourced):
    key: str
    name: str
    summary: str
    raised_by: tuple[str, ...]
    lowered_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityContent(Sourced):
    """An activity of one OSMM level, 1 to 5; `roles` and `risks` are keys."""

    key: str
    name: str
    level: int
    overview: bool
    summary: str
    why: str
    how: tuple[str, ...]
    roles: tuple[str, ...]
    risks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideContent(Sourced):
    """One entry of a guide; `kind` is one of `knowledge.GUIDE_KINDS`, `roles` and `activities` are keys."""

    key: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    summary: str
    body: str
    points: tuple[str, ...]
    action_items: tuple[str, ...]
    cautions: tuple[str, ...]
    roles: tuple[str, ...]
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeContent(Placed):
    """One revision of a practice; `evidence` has one line per point code.

    `exceptions` are the warnings that its author accepts: code of the warning → reason.
    """

    key: str
    revision: int
    title: str
    statement: str
    scale: str
    scope: str
    provider: str
    users: tuple[str, ...]
    activity: str | None
    counts: str
    does_not_count: str
    evidence: Mapping[str, str]
    who_knows: str
    example: str
    source: str
    paraphrase_tried: bool
    remarks: tuple[str, ...] = ()
    exceptions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelContent(Placed):
    number: int
    name: str
    aliases: tuple[str, ...]
    summary: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionContent(Placed):
    """A radar axis; `measures` is maturity or ability; `exceptions` as in `PracticeContent`.

    Axes with the same `group` stand under one heading.
    """

    key: str
    name: str
    short_name: str
    summary: str
    measures: str
    caption: str
    exceptions: Mapping[str, str] = field(default_factory=dict)
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionContent(Placed):
    """How a version counts one practice revision; `level` is None for ability and in models without levels.

    `group` is the part of the dimension in which the practice stands, such as a stream or an activity of the source.
    """

    practice: str
    revision: int
    dimension: str
    level: int | None
    weight: Fraction
    key: bool
    core: bool
    may_not_apply: bool
    level_source: str
    note: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossWalkContent(Placed):
    """Level n of the version stands beside level n − `offset` of another model, known by its key."""

    model: str
    offset: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionContent(Sourced):
    """One version of a model; `position` orders the models."""

    model: str
    name: str
    position: int
    number: str
    summary: str
    level_word: str
    rules_note: str
    min_in_place: Fraction
    max_not_applicable: Fraction
    levels: tuple[LevelContent, ...]
    dimensions: tuple[DimensionContent, ...]
    criteria: tuple[CriterionContent, ...]
    cross_walk: CrossWalkContent | None = None
    exceptions: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """How problems call it."""
        return f"{self.model} {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A whole set of content, as it stands in a folder or in a database; an item may wrongly appear twice."""

    scales: tuple[ScaleContent, ...] = ()
    roles: tuple[RoleContent, ...] = ()
    risks: tuple[RiskContent, ...] = ()
    activities: tuple[ActivityContent, ...] = ()
    guides: tuple[GuideContent, ...] = ()
    practices: tuple[PracticeContent, ...] = ()
    versions: tuple[VersionContent, ...] = ()

    def __add__(self, other: Content) -> Content:
        return Content(
            scales=self.scales + other.scales,
            roles=self.roles + other.roles,
            risks=self.risks + other.risks,
            activities=self.activities + other.activities,
            guides=self.guides + other.guides,
            practices=self.practices + other.practices,
            versions=self.versions + other.versions,
        )
