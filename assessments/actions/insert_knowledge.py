"""The new part of the body of knowledge to rows: roles with their expectations, risks, activities and guides."""

from __future__ import annotations

from typing import Any

from assessments.actions.inserting import Ids, join_lines, link_rows, list_ids, number_items, source_fields
from assessments.exchange import ActivityContent, Content, ExpectationContent, GuideContent, RiskContent, RoleContent
from roles.models import Activity, Expectation, Guide, Risk, Role


def insert_knowledge(fresh: Content, *, order: Content) -> None:
    """Insert what `fresh` has; positions are those in `order`. Rows that it refers to exist or are inserted here."""
    _insert_roles(fresh, order)
    _insert_risks(fresh, order)
    _insert_activities(fresh, order)
    _insert_guides(fresh, order)


def _insert_roles(fresh: Content, order: Content) -> None:
    positions = number_items(order.roles)
    rows = Role.objects.bulk_create(
        Role(key=item.key, position=positions[item.key], **list_role_columns(item)) for item in fresh.roles
    )
    _insert_expectations(fresh, {row.key: row.pk for row in rows})
    if rows:
        _link_roles(fresh, list_ids(Role))


def _insert_expectations(fresh: Content, ids: Ids) -> None:
    Expectation.objects.bulk_create(
        Expectation(role_id=ids[role.key], level=item.level, **list_expectation_columns(item))
        for role in fresh.roles
        for item in role.expectations
    )


def _link_roles(fresh: Content, ids: Ids) -> None:
    works = ((ids[item.key], ids[other]) for item in fresh.roles for other in item.works_with)
    reports = ((ids[item.key], ids[other]) for item in fresh.roles for other in item.reports_to)
    link_rows(Role.works_with.through, "from_role_id", "to_role_id", works)
    link_rows(Role.reports_to.through, "from_role_id", "to_role_id", reports)


def _insert_risks(fresh: Content, order: Content) -> None:
    positions = number_items(order.risks)
    Risk.objects.bulk_create(
        Risk(key=item.key, position=positions[item.key], **list_risk_columns(item)) for item in fresh.risks
    )


def _insert_activities(fresh: Content, order: Content) -> None:
    positions = number_items(order.activities)
    rows = Activity.objects.bulk_create(
        Activity(key=item.key, position=positions[item.key], **list_activity_columns(item)) for item in fresh.activities
    )
    if rows:
        pairs = list(zip(rows, fresh.activities, strict=True))
        roles, risks = list_ids(Role), list_ids(Risk)
        by_role = ((row.pk, roles[key]) for row, item in pairs for key in item.roles)
        by_risk = ((row.pk, risks[key]) for row, item in pairs for key in item.risks)
        link_rows(Activity.roles.through, "activity_id", "role_id", by_role)
        link_rows(Activity.risks.through, "activity_id", "risk_id", by_risk)


def _insert_guides(fresh: Content, order: Content) -> None:
    positions = number_items(order.guides)
    rows = Guide.objects.bulk_create(
        Guide(key=item.key, position=positions[item.key], **list_guide_columns(item)) for item in fresh.guides
    )
    if rows:
        pairs = list(zip(rows, fresh.guides, strict=True))
        roles, activities = list_ids(Role), list_ids(Activity)
        by_role = ((row.pk, roles[key]) for row, item in pairs for key in item.roles)
        by_activity = ((row.pk, activities[key]) for row, item in pairs for key in item.activities)
        link_rows(Guide.roles.through, "guide_id", "role_id", by_role)
        link_rows(Guide.activities.through, "guide_id", "activity_id", by_activity)


def list_role_columns(item: RoleContent) -> dict[str, Any]:
    return {
        "name": item.name,
        "kind": item.kind,
        "aliases": join_lines(item.aliases),
        "summary": item.summary,
        "engagement": item.engagement,
        "objectives": join_lines(item.objectives),
        "challenges": join_lines(item.challenges),
        "calls_to_action": join_lines(item.calls_to_action),
        "traits": join_lines(item.traits),
        **source_fields(item),
    }


def list_risk_columns(item: RiskContent) -> dict[str, Any]:
    return {
        "name": item.name,
        "summary": item.summary,
        "raised_by": join_lines(item.raised_by),
        "lowered_by": join_lines(item.lowered_by),
        **source_fields(item),
    }


def list_activity_columns(item: ActivityContent) -> dict[str, Any]:
    return {
        "name": item.name,
        "level": item.level,
        "is_overview": item.overview,
        "summary": item.summary,
        "why": item.why,
        "how": join_lines(item.how),
        **source_fields(item),
    }


def list_guide_columns(item: GuideContent) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "name": item.name,
        "aliases": join_lines(item.aliases),
        "summary": item.summary,
        "body": item.body,
        "points": join_lines(item.points),
        "action_items": join_lines(item.action_items),
        "cautions": join_lines(item.cautions),
        **source_fields(item),
    }


def list_expectation_columns(item: ExpectationContent) -> dict[str, Any]:
    return {
        "structure": item.structure,
        "state": item.state,
        "responsibilities": join_lines(item.responsibilities),
        "encouraged": join_lines(item.encouraged),
        "source": item.source,
    }
