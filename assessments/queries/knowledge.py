"""The stored body of knowledge as the objects of `assessments.exchange`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypedDict

from assessments.exchange import ActivityContent, ExpectationContent, GuideContent, RiskContent, RoleContent, Where
from roles.models import Activity, Expectation, Guide, Risk, Role, Sourced

Pairs = dict[int, tuple[str, ...]]


class SourceTexts(TypedDict):
    source: str
    source_url: str
    licence: str
    attribution: str


def read_source(row: Sourced) -> SourceTexts:
    return SourceTexts(source=row.source, source_url=row.source_url, licence=row.licence, attribution=row.attribution)


def split_lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())


def group_keys(pairs: Iterable[tuple[Any, str]]) -> Pairs:
    """Keys by the id of the row that they belong to, in alphabetical order."""
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for owner, key in pairs:
        groups[owner].append(key)
    return {owner: tuple(sorted(keys)) for owner, keys in groups.items()}


def load_roles() -> tuple[RoleContent, ...]:
    expectations: defaultdict[int, list[ExpectationContent]] = defaultdict(list)
    for row in Expectation.objects.order_by("role", "level"):
        expectations[row.role_id].append(_build_expectation(row))
    works = group_keys(Role.works_with.through.objects.values_list("from_role_id", "to_role__key"))
    reports = group_keys(Role.reports_to.through.objects.values_list("from_role_id", "to_role__key"))
    return tuple(
        _build_role(row, works.get(row.pk, ()), reports.get(row.pk, ()), tuple(expectations[row.pk]))
        for row in Role.objects.order_by("position", "key")
    )


def _build_expectation(row: Expectation) -> ExpectationContent:
    return ExpectationContent(
        level=row.level,
        structure=row.structure,
        state=row.state,
        responsibilities=split_lines(row.responsibilities),
        encouraged=split_lines(row.encouraged),
        source=row.source,
    )


def _build_role(
    row: Role, works: tuple[str, ...], reports: tuple[str, ...], expectations: tuple[ExpectationContent, ...]
) -> RoleContent:
    return RoleContent(
        key=row.key,
        name=row.name,
        kind=row.kind,
        aliases=split_lines(row.aliases),
        summary=row.summary,
        engagement=row.engagement,
        objectives=split_lines(row.objectives),
        challenges=split_lines(row.challenges),
        works_with=works,
        reports_to=reports,
        calls_to_action=split_lines(row.calls_to_action),
        traits=split_lines(row.traits),
        **read_source(row),
        expectations=expectations,
        where=Where(path=f"roles[{row.key}]"),
    )


def load_risks() -> tuple[RiskContent, ...]:
    return tuple(
        RiskContent(
            key=row.key,
            name=row.name,
            summary=row.summary,
            raised_by=split_lines(row.raised_by),
            lowered_by=split_lines(row.lowered_by),
            **read_source(row),
            where=Where(path=f"risks[{row.key}]"),
        )
        for row in Risk.objects.order_by("position", "key")
    )


def load_activities() -> tuple[ActivityContent, ...]:
    roles = group_keys(Activity.roles.through.objects.values_list("activity_id", "role__key"))
    risks = group_keys(Activity.risks.through.objects.values_list("activity_id", "risk__key"))
    return tuple(
        ActivityContent(
            key=row.key,
            name=row.name,
            level=row.level,
            overview=row.is_overview,
            summary=row.summary,
            why=row.why,
            how=split_lines(row.how),
            roles=roles.get(row.pk, ()),
            risks=risks.get(row.pk, ()),
            **read_source(row),
            where=Where(path=f"activities[{row.key}]"),
        )
        for row in Activity.objects.order_by("position", "key")
    )


def load_guides() -> tuple[GuideContent, ...]:
    roles = group_keys(Guide.roles.through.objects.values_list("guide_id", "role__key"))
    activities = group_keys(Guide.activities.through.objects.values_list("guide_id", "activity__key"))
    return tuple(
        GuideContent(
            key=row.key,
            kind=row.kind,
            name=row.name,
            aliases=split_lines(row.aliases),
            summary=row.summary,
            body=row.body,
            points=split_lines(row.points),
            action_items=split_lines(row.action_items),
            cautions=split_lines(row.cautions),
            roles=roles.get(row.pk, ()),
            activities=activities.get(row.pk, ()),
            **read_source(row),
            where=Where(path=f"guides[{row.key}]"),
        )
        for row in Guide.objects.order_by("position", "key")
    )
