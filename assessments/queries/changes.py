"""Two versions of a model beside each other, with the names that their keys stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, QuerySet

from assessments.exchange import VersionChanges, compare_versions
from assessments.models import ModelVersion
from assessments.queries.content import load_content_set

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Person = User | AnonymousUser


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the keys of roles, scales and activities are called."""

    roles: Mapping[str, str]
    scales: Mapping[str, str]
    activities: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedChanges:
    changes: VersionChanges
    names: Names


def may_read_drafts(user: Person) -> bool:
    """Whether somebody works on the content; everybody else sees a version once it is published."""
    return bool(user.is_active and user.is_staff and user.has_perm("assessments.view_modelversion"))


def list_visible_versions(user: Person, key: str) -> QuerySet[ModelVersion]:
    """The versions of a model that the person may read, newest first; drafts before what is published."""
    rows = ModelVersion.objects.filter(maturity_model__key=key).select_related("maturity_model")
    if not may_read_drafts(user):
        rows = rows.exclude(status=ModelVersion.Status.DRAFT)
    return rows.order_by(F("published_at").desc(nulls_first=True), "-pk")


def load_changes(old: ModelVersion, new: ModelVersion) -> NamedChanges:
    """What changed from one version to the other. A fixed number of queries."""
    content = load_content_set(ModelVersion.objects.filter(pk__in=[old.pk, new.pk]))
    versions = {version.number: version for version in content.versions}
    names = Names(roles=_name(content.roles), scales=_name(content.scales), activities=_name(content.activities))
    return NamedChanges(changes=compare_versions(versions[old.number], versions[new.number], content), names=names)


def _name(items: Sequence[object]) -> dict[str, str]:
    return {item.key: item.name for item in items}  # type: ignore[attr-defined]
