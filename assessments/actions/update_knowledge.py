"""Shipped changes of the body of knowledge to the rows that nobody here has edited. The caller owns the transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from assessments.actions.insert_knowledge import (
    list_activity_columns,
    list_expectation_columns,
    list_guide_columns,
    list_risk_columns,
    list_role_columns,
)
from assessments.exchange import Content, ExpectationContent
from roles.history import UPDATED, record_history
from roles.models import Activity, Expectation, Guide, Risk, Role

Link = tuple[type[Any], Iterable[str]]


def update_knowledge(changed: Content) -> None:
    """Rows get the columns and links of `changed`; everything that it refers to exists. Their order stays."""
    for risk in changed.risks:
        _update(Risk, risk.key, list_risk_columns(risk), {})
    for role in changed.roles:
        beside: Mapping[str, Link] = {"works_with": (Role, role.works_with), "reports_to": (Role, role.reports_to)}
        _update(Role, role.key, list_role_columns(role), beside)
        _update_expectations(Role.objects.get(key=role.key), role.expectations)
    for item in changed.activities:
        _update(
            Activity, item.key, list_activity_columns(item), {"roles": (Role, item.roles), "risks": (Risk, item.risks)}
        )
    for guide in changed.guides:
        links: Mapping[str, Link] = {"roles": (Role, guide.roles), "activities": (Activity, guide.activities)}
        _update(Guide, guide.key, list_guide_columns(guide), links)


def _update(kind: type[Any], key: str, columns: dict[str, Any], links: Mapping[str, Link]) -> None:
    """One row, in bulk and so without signals, with one entry in its history at the end."""
    rows = kind.objects.filter(key=key)
    rows.update(**columns)
    row = rows.get()
    for name, (target, keys) in links.items():
        _link(row, name, target.objects.filter(key__in=keys))
    record_history([row], reason=UPDATED)


def _link(row: Model, name: str, targets: Iterable[Model]) -> None:
    manager = getattr(row, name)
    through, owner, target = manager.through, manager.source_field_name, manager.target_field_name
    through.objects.filter(**{owner: row}).delete()
    through.objects.bulk_create(through(**{owner: row, target: other}) for other in targets)


def _update_expectations(role: Role, items: Iterable[ExpectationContent]) -> None:
    """One row per level: changed, added or taken away."""
    columns = {item.level: list_expectation_columns(item) for item in items}
    rows = {row.level: row for row in Expectation.objects.filter(role=role)}
    for level, row in rows.items():
        if level not in columns:
            row.delete()
    for level, values in columns.items():
        row = rows.get(level) or Expectation(role=role, level=level)
        if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row._change_reason = UPDATED  # type: ignore[attr-defined] # how simple-history takes a reason
            row.save()
